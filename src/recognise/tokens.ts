import type { SegmentRun, Token } from "../types.js";
import type { Chart } from "./chart.js";

/** Kinds whose mentions are one token each: a figure is never cut apart, nor joined to a word. */
const WHOLE: Readonly<Record<string, string>> = { quantity: "m", number: "m", date: "t" };

/** Han ideographs of the BMP, and 〇. */
const HAN_RUN = /[\u3400-\u4dbf\u4e00-\u9fff\u3007]+/y;
/** Latin words and digit runs stay whole; every other character stands alone. */
const LATIN_RUN = /[A-Za-z0-9]+/y;

/** The tokens of a sentence, made where somebody asks. */
export interface Tokens {
  /** All, in text order. */
  all(): readonly Token[];
  /** The one that covers a position. */
  over(at: number): Token | undefined;
}

/** Tokens that are there already, in text order. */
export function listedTokens(tokens: readonly Token[]): Tokens {
  return { all: () => tokens, over: (at) => searchOver(tokens, at) };
}

function searchOver(tokens: readonly Token[], at: number): Token | undefined {
  let low = 0;
  let high = tokens.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const token = tokens[middle] as Token;
    if (token.end <= at) low = middle + 1;
    else if (token.start > at) high = middle - 1;
    else return token;
  }
  return undefined;
}

/**
 * Tokens of a chart: figures and dates whole, the Han runs between them segmented, each when it is first asked for.
 * The figures and dates are those of the time of this call.
 */
export function makeTokens(chart: Chart, segment: SegmentRun): Tokens {
  return new SegmentedTokens(chart, segment);
}

class SegmentedTokens implements Tokens {
  private readonly text: string;
  private readonly segment: SegmentRun;
  /** Where each stretch begins, and at last where the text ends. */
  private readonly starts: number[] = [];
  /** The tokens of each stretch; null where a Han run is not segmented yet. */
  private readonly made: (readonly Token[] | null)[] = [];
  private list: readonly Token[] | null = null;

  constructor(chart: Chart, segment: SegmentRun) {
    this.text = chart.text;
    this.segment = segment;
    this.cut(chart);
  }

  private cut({ text, mentionsAt }: Chart): void {
    let at = 0;
    const add = (end: number, tag: string | null): void => {
      this.starts.push(at);
      this.made.push(tag === null ? null : [{ start: at, end, text: text.slice(at, end), tag }]);
      at = end;
    };
    while (at < text.length) {
      let whole: { end: number; tag: string } | null = null;
      for (const mention of mentionsAt[at] ?? []) {
        const tag = WHOLE[mention.kind];
        if (tag !== undefined && (whole === null || mention.end > whole.end)) whole = { end: mention.end, tag };
      }
      if (whole !== null) {
        add(whole.end, whole.tag);
        continue;
      }
      HAN_RUN.lastIndex = at;
      if (HAN_RUN.test(text)) {
        let end = at + 1;
        const limit = HAN_RUN.lastIndex;
        while (end < limit && mentionsAt[end]?.some(({ kind }) => WHOLE[kind] !== undefined) !== true) end++;
        add(end, null);
        continue;
      }
      LATIN_RUN.lastIndex = at;
      if (LATIN_RUN.test(text)) add(LATIN_RUN.lastIndex, "eng");
      else add(at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1), "x");
    }
    this.starts.push(text.length);
  }

  private stretch(index: number): readonly Token[] {
    let tokens = this.made[index];
    if (tokens != null) return tokens;
    let start = this.starts[index] as number;
    const made: Token[] = [];
    for (const { text, tag } of this.segment(this.text.slice(start, this.starts[index + 1]))) {
      const end = start + text.length;
      made.push({ start, end, text, tag });
      start = end;
    }
    tokens = made;
    this.made[index] = made;
    return tokens;
  }

  all(): readonly Token[] {
    this.list ??= this.made.flatMap((_, index) => this.stretch(index));
    return this.list;
  }

  over(at: number): Token | undefined {
    if (at < 0 || at >= this.text.length) return undefined;
    let low = 0;
    let high = this.made.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    const tokens = this.stretch(low);
    return tokens.length === 1 ? tokens[0] : searchOver(tokens, at);
  }
}
