import type { SegmentRun, Token } from "../types.js";
import type { Chart } from "./chart.js";

/** Kinds whose mentions are one token each: a figure is never cut apart, nor joined to a word. */
const WHOLE: Readonly<Record<string, string>> = { quantity: "m", number: "m", date: "t" };

/** Han ideographs of the BMP, and 〇. */
const HAN_RUN = /[\u3400-\u4dbf\u4e00-\u9fff\u3007]+/y;
/** Latin words and digit runs stay whole; every other character stands alone. */
const LATIN_RUN = /[A-Za-z0-9]+/y;

/** Tokens of a chart: figures and dates whole, the Han runs between them segmented. */
export function makeTokens(chart: Chart, segment: SegmentRun): readonly Token[] {
  const { text, mentionsAt } = chart;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    let whole: { end: number; tag: string } | null = null;
    for (const mention of mentionsAt[at] ?? []) {
      const tag = WHOLE[mention.kind];
      if (tag !== undefined && (whole === null || mention.end > whole.end)) whole = { end: mention.end, tag };
    }
    if (whole !== null) {
      tokens.push({ start: at, end: whole.end, text: text.slice(at, whole.end), tag: whole.tag });
      at = whole.end;
      continue;
    }
    HAN_RUN.lastIndex = at;
    const run = HAN_RUN.exec(text);
    if (run !== null) {
      let end = at + run[0].length;
      for (let i = at + 1; i < end; i++) if (mentionsAt[i]?.some(({ kind }) => WHOLE[kind] !== undefined)) end = i;
      for (const { text: word, tag } of segment(text.slice(at, end))) {
        tokens.push({ start: at, end: at + word.length, text: word, tag });
        at += word.length;
      }
      at = end;
      continue;
    }
    LATIN_RUN.lastIndex = at;
    const latin = LATIN_RUN.exec(text);
    const unit = text.codePointAt(at) ?? 0;
    const end = latin !== null ? at + latin[0].length : at + (unit > 0xffff ? 2 : 1);
    tokens.push({ start: at, end, text: text.slice(at, end), tag: latin !== null ? "eng" : "x" });
    at = end;
  }
  return tokens;
}
