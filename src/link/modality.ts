import type { Modality, QuantityValue } from "../types.js";
import { type Clause, has, isMarked, isNominal, type Word } from "./words.js";

/** Of two cues in one clause the first of these counts. */
const ORDER: readonly Modality[] = ["expected", "target", "planned", "capacity", "actual"];

export interface Cue {
  readonly modality: Modality;
  /** Only 将, 可 or 能, which an earlier 预计 takes in. */
  readonly isWeak: boolean;
  /** 会, 为确保…: says nothing of the clauses after it. */
  readonly isLocal: boolean;
}

/** What the cues of a clause up to a place say; null where it has none. */
export function cueBefore({ words }: Pick<Clause, "words">, to: number): Cue | null {
  let strongest: Cue | null = null;
  let quotes = 0;
  // 按照《2025年建设方案》，…: what a plan says is planned, whatever its name.
  const isByPlan = words[0]?.roles.get("preposition")?.basis === true;
  const marks = words.filter((word) => has(word, "quote")).length;
  words.slice(0, to).forEach((word, i) => {
    if (has(word, "quote")) quotes++;
    const fields = word.roles.get("cue");
    if (fields === undefined) return;
    // A name in quotation marks says nothing of itself: “能聚八方”.
    if (quotes % 2 === 1 && marks % 2 === 0 && !isByPlan) return;
    if (fields.document === true && !isByPlan) return;
    // 比计划高出近一成
    if (has(words[i - 1], "than")) return;
    const next = words[i + 1];
    // 中｜能｜新源集团: part of a name.
    if (fields.weak === true && next?.kind === "org" && word.text.length === 1 && fields.verbal !== true) return;
    // 将逼近四成五: the bound is part of the figure.
    const nears = next?.kind === "figure" && isBounded(next);
    // 不会超过, 会达到
    if (fields.impersonal === true && fields.verbal !== true && !nears && !comesTo(words, i)) return;
    // 将38.6万亩乔木林质押给…: before a noun it is no cue; 年度计划的86%: nor is a noun.
    if (fields.verbal === true && ((isNominal(next) && next?.tag !== "vn") || (next?.kind === "figure" && !nears)))
      return;
    if (has(next, "of")) return;
    const comes = fields.impersonal === true && (nears || comesTo(words, i));
    const modality = comes ? "expected" : (fields.modality as Modality);
    if (strongest === null || ORDER.indexOf(modality) < ORDER.indexOf(strongest.modality))
      strongest = { modality, isWeak: fields.weak === true, isLocal: fields.local === true || isPurpose(words, i) };
  });
  return strongest;
}

/**
 * What is said of a figure after it: 5000亩的目标, 3台机组将于年底投运. Null where nothing is, or where the clause
 * has another figure to say it of.
 */
export function cueOf({ words }: Clause, at: number): Cue | null {
  const rest = words.slice(at + 1);
  if (rest.some(({ kind }) => kind === "figure")) return null;
  if (has(rest[0], "of")) {
    const end = rest.findIndex((word, i) => i > 0 && !isNominal(word) && !has(word, "cue", "light", "activity"));
    const head = rest[(end < 0 ? rest.length : end) - 1];
    const modality = head?.roles.get("cue")?.modality as Modality | undefined;
    return modality === undefined || modality === "actual" ? null : { modality, isWeak: false, isLocal: false };
  }
  const cue = rest.findIndex((word) => has(word, "cue"));
  const isOfFigure = cue >= 0 && rest.slice(0, cue).every((word) => isNominal(word) || has(word, "adverb"));
  return isOfFigure && rest.slice(cue).some((word) => isMarked(word, "begins"))
    ? cueBefore({ words }, words.length)
    : null;
}

/** 为｜确保年底投用，…: what something is done for. */
const isPurpose = (words: readonly Word[], at: number): boolean =>
  words.slice(0, at).some(isOfPurpose) && words.slice(0, at).every((word) => has(word, "adverb") || isOfPurpose(word));

const isOfPurpose = (word: Word): boolean => {
  const fields = word.roles.get("preposition");
  return fields !== undefined && Object.keys(fields).length === 0;
};

const comesTo = (words: readonly Word[], at: number): boolean =>
  has(nextMeaning(words, at), "copula", "change", "to", "from");

const isBounded = ({ mention }: Word): boolean =>
  ["over", "under"].includes((mention?.value as QuantityValue | undefined)?.approx ?? "");

const nextMeaning = (words: readonly Word[], at: number): Word | undefined =>
  words.slice(at + 1).find((word) => !has(word, "adverb"));

/** Whether a clause supposes something (如果吞吐量达到…), rather than sets something aside (若撇除…). */
export const isCondition = ({ words }: Clause): boolean =>
  words[0]?.roles.get("hypothesis")?.condition === true && !has(words[1], "hypothesis");

/** Whether somebody speaks in this clause, which ends the reach of an earlier cue. */
export const hasSpeaker = (words: readonly Word[]): boolean => words.some((word) => has(word, "report"));
