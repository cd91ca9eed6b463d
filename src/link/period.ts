import type { ResolvedTime } from "../types.js";
import type { ClauseFacts } from "./measure.js";
import { type Clause, has, isNominal, type Word } from "./words.js";

/** A time expression that governs figures. */
export interface Governing {
  readonly period: string;
  readonly text: string;
  /** 截至: the point up to which something is counted. */
  readonly isUntil: boolean;
  readonly isRecurrence: boolean;
  /** A day or part of one, at which something happens. */
  readonly isDay: boolean;
  readonly word: Word;
}

export type Times = (word: Word) => ResolvedTime | null;

/** The governing reading of a date word; null where it is a duration or unresolved. */
export function governing(word: Word, times: Times, text: string, until: boolean): Governing | null {
  const time = word.kind === "date" ? times(word) : null;
  if (time === null || time.period === null) return null;
  const period = time.period.replace(/^\.\.\//, "").replace(/T[\d:]+/g, "");
  return {
    period,
    text: text.slice(word.start, word.end),
    isUntil: until,
    isRecurrence: /^(R\d*\/)?P/.test(period),
    isDay: /^\d{4}-\d\d-\d\d/.test(period) && !period.includes("/"),
    word,
  };
}

/**
 * Whether a date in a clause is the base of a comparison (比去年同期, 是去年全年的1.3倍) or says when
 * somebody spoke (8月30日公布), and so governs no figure.
 */
export function isIdle(facts: ClauseFacts, at: number): boolean {
  const { words } = facts.clause;
  if (facts.inBase.has(at)) return true;
  if (has(words[at + 1], "of") && has(words[at - 1], "copula", "to")) return true;
  return isReportDate(words, at);
}

/** 7月17日从…获悉, 24日公布: the date nearest before the verb of speaking. */
export function isReportDate(words: readonly Word[], at: number): boolean {
  for (let i = at + 1; i < words.length; i++) {
    const word = words[i];
    if (word === undefined || word.kind === "date" || word.kind === "figure") return false;
    if (has(word, "report")) return true;
  }
  return false;
}

/**
 * Whether a date governs what follows its clause: alone or at the head of the clause before its subject
 * (今年以来，…; 11月10日公司复牌，…), or as the span of a report (公布截至6月底止的年度业绩，…).
 * Before a verb it tells when that happened, and no more (2020年8月获批，…).
 */
export function isFrame({ words }: Clause, at: number): boolean {
  if (isReportDate(words, at)) return false;
  const rest = words.slice(at + 1);
  if (has(rest[0], "own-report") || (has(rest[0], "of") && has(rest[1], "own-report"))) return true;
  const opens = words
    .slice(0, at)
    .every((word) => word.kind === "date" || has(word, "part", "adverb", "cue", "preposition", "pause", "to", "until"));
  if (!opens) return false;
  return isNominal(rest[0]) || rest.every((word) => word.kind === "date" || has(word, "pause", "frame"));
}
