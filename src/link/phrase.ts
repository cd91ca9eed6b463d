import { has, isNominal, isPlainVerb, isVerb, type Word } from "./words.js";

/**
 * Noun phrases around a place in a clause. A Chinese noun phrase ends with its head, so both walks
 * are flat: leftwards as long as words can stand before that head, rightwards until one cannot.
 */

export interface Phrase {
  /** Indexes into the clause's words, half-open. */
  readonly from: number;
  readonly to: number;
}

export type Claimed = ReadonlySet<Word>;
const NONE: Claimed = new Set();

/** A word that names something measured, by its lexicon or its last character: 率, 量, 额. */
export const isMeasure = (word: Word | undefined): boolean => has(word, "indicator", "change-noun", "rank", "measure");

/** Whether a noun makes one word with the verb before it: 处理能力, 供热面积, 接种率, 采棉机. */
function takesVerb(noun: Word | undefined, verb: Word | undefined): boolean {
  if (noun === undefined || noun.kind !== "word") return false;
  if (has(noun, "head", "measure", "thing") || noun.text.length === 1) return true;
  return has(verb, "activity") && has(noun, "indicator");
}

const PREDICATES = ["light", "copula", "report", "change", "to", "locating", "share"] as const;

/** Whether a verb (or an adverb of an unknown word: 永续｜债) is part of the phrase that begins right of it. */
export function isCompounded(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const next = words[at + 1];
  if (has(word, ...PREDICATES)) return false;
  if (isVerb(word)) {
    if (takesVerb(next, word)) return true;
    // 重点｜排放｜单位, 余热｜综合｜利用｜项目: a verb between nouns, where another verb governs the whole.
    const governed = isNominal(words[at - 1]) || has(words[at - 1], "light", "activity", "saving");
    return (
      isPlainVerb(word) && isNominal(next) && isNominal(words[at + 2]) && takesVerb(words[at + 2], word) && governed
    );
  }
  return word?.roles.size === 0 && word.tag === "d" && word.text.length > 1 && next?.text.length === 1;
}

/** The noun phrase that ends before `to`, or null where no noun stands there. */
export function phraseBefore(words: readonly Word[], to: number, claimed: Claimed = NONE): Phrase | null {
  let from = to;
  while (from > 0) {
    const word = words[from - 1];
    if (word === undefined || claimed.has(word)) break;
    const inside = from < to;
    if (isNominal(word)) from--;
    else if (inside && isCompounded(words, from - 1)) from--;
    else if (inside && has(word, "pause") && word.roles.get("pause")?.tight === true && isNominal(words[from - 2]))
      from--;
    else if (inside && word.roles.get("adverb")?.attributive === true && isMeasure(words[from])) from--;
    else break;
  }
  // A lone bracket of a quotation at the edge belongs to what stands outside.
  const quotes = words.slice(from, to).filter((word) => has(word, "quote")).length;
  if (quotes % 2 === 1) {
    const at = words.findIndex((word, i) => i >= from && i < to && has(word, "quote"));
    if (at === from) from++;
    else if (has(words[to - 1], "quote")) return at + 1 < to ? { from: at + 1, to } : null;
  }
  return from < to ? { from, to } : null;
}

/** The noun phrase that begins at `from`, or null. */
export function phraseAfter(words: readonly Word[], from: number): Phrase | null {
  let to = from;
  while (to < words.length) {
    const word = words[to];
    // 铁矿石｜卸船｜完毕: an unknown word that begins with a verb is what happens to the noun.
    if (
      to > from &&
      word?.roles.size === 0 &&
      word.tag === "vn" &&
      (isVerb(words[to + 1]) || has(words[to + 1], "manner"))
    )
      break;
    if (isNominal(word)) to++;
    else if (isVerb(word) && !has(word, ...PREDICATES) && goesOn(words, to)) to++;
    else if (to > from && has(word, "pause") && word?.roles.get("pause")?.tight === true && isNominal(words[to + 1]))
      to++;
    else break;
  }
  if (to === from || isVerb(words[to - 1])) return null;
  // 投资约7000万元｜建设: a verbal noun alone is the verb of what stands before the figure.
  if (words.slice(from, to).every((word) => word.tag.startsWith("v") && word.roles.size === 0)) return null;
  return { from, to };
}

/** 智能｜分拨｜中心: a verb before a head that takes one and ends the phrase. */
function goesOn(words: readonly Word[], verb: number): boolean {
  const next = words[verb + 1];
  return isNominal(next) && takesVerb(next, words[verb]) && !isNominal(words[verb + 2]) && next?.text.length !== 1;
}
