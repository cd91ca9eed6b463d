import type { FoundForm } from "../lex/lexicon.js";
import type { Mention, Sentence, Token } from "../types.js";

/**
 * What is known of one sentence while the layers work on it: the lexemes of the lexical pass,
 * the mentions made so far, and tokens for who asks.
 */
export interface Chart {
  readonly sentence: Sentence;
  /** The text that patterns read. */
  readonly text: string;
  readonly lexicons: readonly string[];
  readonly formsAt: readonly (readonly FoundForm[] | undefined)[];
  /** Live mentions by the position they begin at, latest layer first. */
  readonly mentionsAt: (Mention[] | undefined)[];
  /** The sentence's tokens; segmented at the first call. */
  tokens(): readonly Token[];
}

/** All live mentions in text order. */
export function listMentions(chart: Chart): Mention[] {
  return chart.mentionsAt.flatMap((here) => here ?? []);
}

export function addMention(chart: Chart, mention: Mention): void {
  const here = chart.mentionsAt[mention.start];
  if (here === undefined) chart.mentionsAt[mention.start] = [mention];
  else here.unshift(mention);
}

export function removeMention(chart: Chart, mention: Mention): void {
  const here = chart.mentionsAt[mention.start];
  if (here === undefined) return;
  const index = here.indexOf(mention);
  if (index < 0) return;
  if (here.length === 1) chart.mentionsAt[mention.start] = undefined;
  else here.splice(index, 1);
}

export function replaceMention(chart: Chart, old: Mention, replacement: Mention): void {
  const here = chart.mentionsAt[old.start];
  const index = here?.indexOf(old) ?? -1;
  if (here !== undefined && index >= 0) here[index] = replacement;
}
