import type { Modality, QuantityValue } from "../types.js";
import { type Clause, has, isNominal, type Word } from "./words.js";

/** Of two cues in one clause the first of these counts. */
const ORDER: readonly Modality[] = ["expected", "target", "planned", "capacity", "actual"];

export interface Cue {
  readonly modality: Modality;
  /** Only 将, 可 or 能, which an earlier 预计 takes in. */
  readonly isWeak: boolean;
}

/** What the cues of a clause up to a place say; null where it has none. */
export function cueBefore({ words }: Clause, to: number): Cue | null {
  let strongest: Cue | null = null;
  let quotes = 0;
  const marks = words.filter((word) => has(word, "quote")).length;
  words.slice(0, to).forEach((word, i) => {
    if (has(word, "quote")) quotes++;
    const fields = word.roles.get("cue");
    if (fields === undefined) return;
    // A name in quotation marks says nothing of itself: “能聚八方”.
    if (quotes % 2 === 1 && marks % 2 === 0) return;
    const next = words[i + 1];
    // 将逼近四成五: the bound is part of the figure.
    const nears = next?.kind === "figure" && isBounded(next);
    // 将38.6万亩乔木林质押给…: before a noun it is no cue; 年度计划的86%: nor is a noun.
    if (fields.verbal === true && ((isNominal(next) && next?.tag !== "vn") || (next?.kind === "figure" && !nears)))
      return;
    if (has(next, "of")) return;
    const comes = fields.impersonal === true && (nears || has(nextMeaning(words, i), "copula", "change", "to", "from"));
    const modality = comes ? "expected" : (fields.modality as Modality);
    if (strongest === null || ORDER.indexOf(modality) < ORDER.indexOf(strongest.modality))
      strongest = { modality, isWeak: fields.weak === true };
  });
  return strongest;
}

const isBounded = ({ mention }: Word): boolean =>
  ["over", "under"].includes((mention?.value as QuantityValue | undefined)?.approx ?? "");

const nextMeaning = (words: readonly Word[], at: number): Word | undefined =>
  words.slice(at + 1).find((word) => !has(word, "adverb"));

/** Whether a clause supposes something (如果吞吐量达到…), rather than sets something aside (若撇除…). */
export const isCondition = ({ words }: Clause): boolean =>
  words[0]?.roles.get("hypothesis")?.condition === true && !has(words[1], "hypothesis");

/** Whether somebody speaks in this clause, which ends the reach of an earlier cue. */
export const hasSpeaker = (words: readonly Word[]): boolean => words.some((word) => has(word, "report"));
