import type { FoundForm, Lexemes } from "../lex/lexicon.js";
import type { Mention, Sentence, Token } from "../types.js";
import type { Tokens } from "./tokens.js";

/**
 * What is known of one sentence while the layers work on it: the lexemes of the lexical pass,
 * the mentions made so far, and tokens for who asks.
 */
export interface Chart {
  readonly sentence: Sentence;
  /** The text that patterns read. */
  readonly text: string;
  /** Names of the lexicons, by number. */
  readonly lexicons: readonly string[];
  readonly lexemes: Lexemes;
  /** Live mentions by the position they begin at, latest layer first. */
  readonly mentionsAt: (Mention[] | undefined)[];
  /** The same by the position they end at. */
  readonly mentionsEndingAt: (Mention[] | undefined)[];
  /** How many live mentions there are of each kind, by its number; see `countOf`. */
  readonly mentionCounts: number[];
  /** Forms that begin at a position, longest first. */
  formsAt(start: number): readonly FoundForm[];
  /** Forms that end at a position, longest first. */
  formsEndingAt(end: number): readonly FoundForm[];
  /** The sentence's tokens; segmented at the first call. */
  tokens(): readonly Token[];
  /** The token that covers a position; only the run of characters that it stands in is segmented. */
  tokenOver(at: number): Token | undefined;
}

/**
 * A chart with no mention in it yet.
 * @param lexemes what the lexical pass found in the folded text
 * @param makeTokens called once, when tokens are first asked for
 */
export function makeChart(
  sentence: Sentence,
  lexicons: readonly string[],
  lexemes: Lexemes,
  makeTokens: (chart: Chart) => Tokens,
): Chart {
  return new SentenceChart(sentence, lexicons, lexemes, makeTokens);
}

class SentenceChart implements Chart {
  readonly sentence: Sentence;
  readonly text: string;
  readonly lexicons: readonly string[];
  readonly lexemes: Lexemes;
  readonly mentionsAt: (Mention[] | undefined)[];
  readonly mentionsEndingAt: (Mention[] | undefined)[];
  readonly mentionCounts: number[] = [];
  private readonly makeTokens: (chart: Chart) => Tokens;
  private made: Tokens | null = null;

  constructor(sentence: Sentence, lexicons: readonly string[], lexemes: Lexemes, makeTokens: (chart: Chart) => Tokens) {
    this.sentence = sentence;
    this.text = sentence.folded;
    this.lexicons = lexicons;
    this.lexemes = lexemes;
    this.mentionsAt = new Array(this.text.length + 1);
    this.mentionsEndingAt = new Array(this.text.length + 1);
    this.makeTokens = makeTokens;
  }

  formsAt(start: number): readonly FoundForm[] {
    return this.lexemes.at(start);
  }

  formsEndingAt(end: number): readonly FoundForm[] {
    return this.lexemes.endingAt(end);
  }

  tokens(): readonly Token[] {
    this.made ??= this.makeTokens(this);
    return this.made.all();
  }

  tokenOver(at: number): Token | undefined {
    this.made ??= this.makeTokens(this);
    return this.made.over(at);
  }
}

const kinds = new Map<string, number>();

/** The number of a kind of mention: the same wherever its name is asked for. */
export function kindNumber(kind: string): number {
  let number = kinds.get(kind);
  if (number === undefined) {
    number = kinds.size;
    kinds.set(kind, number);
  }
  return number;
}

/** How many live mentions there are of a kind. */
export const countOf = (counts: Chart["mentionCounts"], kind: number): number => counts[kind] ?? 0;

function count({ mentionCounts }: Chart, kind: string, by: number): void {
  const number = kindNumber(kind);
  while (mentionCounts.length <= number) mentionCounts.push(0);
  mentionCounts[number] = (mentionCounts[number] as number) + by;
}

function put<T>(lists: (T[] | undefined)[], at: number, item: T): void {
  const here = lists[at];
  if (here === undefined) lists[at] = [item];
  else here.push(item);
}
/** All live mentions in text order. */
export function listMentions(chart: Chart): Mention[] {
  const mentions: Mention[] = [];
  for (const here of chart.mentionsAt) if (here !== undefined) mentions.push(...here);
  return mentions;
}

export function addMention(chart: Chart, mention: Mention): void {
  const here = chart.mentionsAt[mention.start];
  if (here === undefined) chart.mentionsAt[mention.start] = [mention];
  else here.unshift(mention);
  put(chart.mentionsEndingAt, mention.end, mention);
  count(chart, mention.kind, 1);
}

export function removeMention(chart: Chart, mention: Mention): void {
  if (!remove(chart.mentionsAt, mention.start, mention)) return;
  remove(chart.mentionsEndingAt, mention.end, mention);
  count(chart, mention.kind, -1);
}

function remove(lists: (Mention[] | undefined)[], at: number, mention: Mention): boolean {
  const here = lists[at];
  const index = here?.indexOf(mention) ?? -1;
  if (here === undefined || index < 0) return false;
  if (here.length === 1) lists[at] = undefined;
  else here.splice(index, 1);
  return true;
}

/** Puts a mention of the same span in the place of another. */
export function replaceMention(chart: Chart, old: Mention, replacement: Mention): void {
  replace(chart.mentionsAt[old.start], old, replacement);
  replace(chart.mentionsEndingAt[old.end], old, replacement);
}

function replace(here: Mention[] | undefined, old: Mention, replacement: Mention): void {
  const index = here?.indexOf(old) ?? -1;
  if (here !== undefined && index >= 0) here[index] = replacement;
}
