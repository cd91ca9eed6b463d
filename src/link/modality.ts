import type { Modality } from "../types.js";
import { type Clause, has, isNominal, type Word } from "./words.js";

/** Of two cues in one clause the first of these counts. */
const ORDER: readonly Modality[] = ["expected", "target", "planned", "capacity", "actual"];

/** What the cues of a clause up to a place say; null where it has none. */
export function cueBefore(clause: Clause, to: number): Modality | null {
  let strongest: Modality | null = null;
  let quotes = 0;
  const marks = clause.words.filter((word) => has(word, "quote")).length;
  clause.words.slice(0, to).forEach((word, i) => {
    if (has(word, "quote")) quotes++;
    const fields = word.roles.get("cue");
    const modality = fields?.modality as Modality | undefined;
    if (modality === undefined) return;
    // A name in quotation marks says nothing of itself: “能聚八方”.
    if (quotes % 2 === 1 && marks % 2 === 0) return;
    const next = clause.words[i + 1];
    // 将38.6万亩乔木林质押给…: before a noun it is no cue.
    const isNoun = isNominal(next) && next?.tag !== "vn" && !has(next, "recurrence");
    if (fields?.verbal === true && (isNoun || next?.kind === "figure")) return;
    // 完成年度计划的86%: as a noun it is no cue.
    if (has(next, "of")) return;
    const found =
      fields?.impersonal === true && has(nextMeaning(clause.words, i), "copula", "change", "to", "from")
        ? "expected"
        : modality;
    if (strongest === null || ORDER.indexOf(found) < ORDER.indexOf(strongest)) strongest = found;
  });
  return strongest;
}

const nextMeaning = (words: readonly Word[], at: number): Word | undefined =>
  words.slice(at + 1).find((word) => !has(word, "adverb"));

/** Whether somebody speaks in this clause, which ends the reach of an earlier cue. */
export const hasSpeaker = (words: readonly Word[]): boolean => words.some((word) => has(word, "report"));
