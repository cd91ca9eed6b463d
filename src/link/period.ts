import type { Fields, ResolvedTime } from "../types.js";
import type { Discourse } from "./discourse.js";
import type { ClauseFacts, Measure } from "./measure.js";
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
}

/** The period of a figure and its words; a recurrence that is part of the indicator (年产能) has none. */
export interface Held {
  readonly period: string;
  readonly text: string | null;
  readonly why: string;
}

export type Govern = (word: Word) => Governing | null;

/** The governing reading of a resolved time; null where it is a duration or unresolved. */
export function governing(time: ResolvedTime | null, text: string, isUntil: boolean): Governing | null {
  if (time === null || time.period === null) return null;
  const period = time.period.replace(/^\.\.\//, "").replace(/T[\d:]+/g, "");
  return {
    period,
    text,
    // 截至当天16时 counts what the day brought.
    isUntil: isUntil && !time.period.includes("T"),
    isRecurrence: /^(R\d*\/)?P/.test(period),
    isDay: /^\d{4}-\d\d-\d\d$/.test(period),
  };
}

/** What governs the figures of one sentence, clause by clause. */
export class Timeline {
  private frame: Governing | null = null;
  /** 从商品看: another side of the same matter, which holds for its whole period. */
  private opened = false;
  private isPresent = false;
  private readonly discourse: Discourse;
  private readonly govern: Govern;
  private readonly isVague: (word: Word) => boolean;
  private readonly paragraph: number;

  /** @param isVague whether a time expression has no place in the calendar (此前), nor length */
  constructor(discourse: Discourse, govern: Govern, isVague: (word: Word) => boolean, paragraph: number) {
    this.isVague = isVague;
    this.discourse = discourse;
    this.govern = govern;
    this.paragraph = paragraph;
  }

  open(): void {
    this.opened = true;
  }

  /** Dates that stand before all their clause says govern what follows. */
  readFrames({ clause, inBase, figures }: ClauseFacts): void {
    if (figures.length === 0) this.frame = this.ofReport(clause.words) ?? this.frame;
    clause.words.forEach((word, at) => {
      if (word.kind !== "date" || inBase.has(at) || !isFrame(clause, at)) return;
      if (has(word, "report-period") && this.discourse.report !== null) return;
      const frame = this.govern(word);
      // 此前，…: of no known time, whatever was said before.
      if (frame === null && this.isVague(word)) this.isPresent = true;
      if (frame === null) return;
      this.frame = frame;
      // The span of a report holds for all it tells.
      if (!clause.words.some((one) => has(one, "own-report"))) return;
      this.discourse.report = frame;
      this.adopt(frame, false);
    });
  }

  /**
   * The period of a figure: the nearest date before it in its clause, else the recurrence in its name, else
   * the frame of the clauses before, else what governed the sentence before.
   * @param given a date that the figure is paired with
   * @param handsOn whether what governs it governs what follows, too
   * @param inPart whether it stands after 其中
   * @param isNew whether it is of another subject than the figures of the sentence before
   */
  find(
    facts: ClauseFacts,
    at: number,
    measure: Measure,
    fields: Fields,
    given: Word | null,
    handsOn: boolean,
    inPart: boolean,
    isNew: boolean,
  ): Held | null {
    const isAverage = fields.average === true;
    const recurrence = typeof fields.period === "string" && !isAverage ? fields.period : null;
    const own = given === null ? this.ownDate(facts, at, measure) : { date: this.govern(given), isFirst: false };
    const ofReport = this.ofReport(facts.clause.words.slice(0, at));
    if (ofReport !== null) {
      this.frame = ofReport;
      return { period: ofReport.period, text: ofReport.text, why: "the span of the report" };
    }
    if (own.date !== null && handsOn && !own.isFirst) this.adopt(own.date, inPart);
    if (recurrence !== null && own.date?.isRecurrence !== true)
      return { period: recurrence, text: null, why: "a recurrence in its name" };
    const before = facts.clause.words.slice(0, at);
    const governor = own.date ?? this.inherited(before, fields, inPart, isNew);
    if (governor !== null) {
      if (own.date === null && handsOn) this.adopt(governor, inPart);
      const why = own.date === null ? "a date before its clause" : "the date before it in its clause";
      return { period: periodIn(governor, fields), text: governor.text, why };
    }
    if (typeof fields.period !== "string") return null;
    return { period: fields.period, text: null, why: "a mean over such spans" };
  }

  /** 2021—2023年…不低于1.1亿元、1.2亿元和1.3亿元: as many figures in a row as a span has years hold one each. */
  spread({ clause: { words }, figures }: ClauseFacts): ReadonlyMap<number, string> {
    const years = new Map<number, string>();
    const [first, ...others] = figures;
    if (first === undefined || others.length === 0) return years;
    const inRow = figures.every(
      (at, n) => n === 0 || (at === (figures[n - 1] ?? 0) + 2 && has(words[at - 1], "pause")),
    );
    if (!inRow) return years;
    for (const word of words.slice(0, first)) {
      const span =
        word.kind === "date"
          ? /^(\d{4})(?:-01(?:-01)?)?\/(\d{4})(?:-12(?:-31)?)?$/.exec(this.govern(word)?.period ?? "")
          : null;
      const from = Number(span?.[1]);
      if (span === null || Number(span[2]) - from + 1 !== figures.length) continue;
      figures.forEach((at, n) => {
        years.set(at, String(from + n));
      });
    }
    return years;
  }

  /** 期内, 全年, 于年结日 in a report tell of its own span or the day on which that ends. */
  private ofReport(words: readonly Word[]): Governing | null {
    const word = words.findLast((one) => has(one, "report-period"));
    // 预期全年…: what is to come is no part of the report.
    if (word === undefined || words.some(isOutlook)) return null;
    const isOfReport = word.roles.get("report-period")?.own === true;
    const report = this.discourse.report ?? (isOfReport ? this.discourse.mainPeriod : null);
    return report === null ? null : spanOf(report, word);
  }

  /** The nearest date before a figure in its clause that is no base of comparison. */
  private ownDate(facts: ClauseFacts, at: number, measure: Measure): { date: Governing | null; isFirst: boolean } {
    const { words } = facts.clause;
    for (let k = at - 1; k >= 0; k--) {
      const word = words[k];
      if (word?.kind !== "date" || (isIdle(facts, k) && !facts.inBase.has(at))) continue;
      const date = this.govern(word);
      if (date === null) continue;
      const from = words.slice(0, k).findLastIndex((one) => has(one, "from"));
      const opens = words.slice(from + 1, k).every((one) => one.kind === "date" || has(one, "adverb", "of"));
      const isOfFirst = from >= 0 && opens && [...facts.firstOf.values()].some((first) => first > k);
      // 由去年的386万吨增至450万吨 dates the first alone, 由每年9600元调至1.2万元 both.
      if (isOfFirst && !date.isRecurrence && !measure.isFirst) continue;
      return { date, isFirst: isOfFirst };
    }
    return { date: null, isFirst: false };
  }

  private inherited(before: readonly Word[], fields: Fields, inPart: boolean, isNew: boolean): Governing | null {
    const isStatic = fields.static === true;
    const isAverage = fields.average === true;
    // 现有员工4300名: as things stand, whatever was said of a time before.
    if (this.isPresent || before.some((word) => has(word, "present"))) {
      this.isPresent = true;
      return null;
    }
    if (isStatic) return null;
    if (this.frame !== null && !(isAverage && this.frame.isDay)) return this.frame;
    if (isAverage) return null;
    const { period, mainPeriod } = this.discourse;
    if (before.some((word) => has(word, "same-period"))) return period?.governing ?? null;
    if (this.opened) return mainPeriod;
    if (period === null || (period.paragraph !== this.paragraph && !inPart) || isNew) return null;
    return period.governing.isRecurrence ? null : period.governing;
  }

  private adopt(date: Governing, inPart: boolean): void {
    this.frame = date;
    this.isPresent = false;
    if (inPart) return;
    this.discourse.period = { governing: date, paragraph: this.paragraph };
    if (!date.isRecurrence) this.discourse.mainPeriod ??= date;
  }
}

function isOutlook(word: Word): boolean {
  const cue = word.roles.get("cue");
  return cue !== undefined && cue.modality !== "actual";
}

function spanOf(report: Governing, word: Word): Governing {
  if (word.roles.get("report-period")?.end !== true) return report;
  return { ...report, period: endOf(report.period), isDay: true };
}

/** The last day of a year, month or interval. */
function endOf(period: string): string {
  const last = period.split("/")[1] ?? period;
  return /^\d{4}$/.test(last) ? `${last}-12-31` : last;
}

/** The period of a figure: of a flow counted 截至 a point, from the start of its year. */
function periodIn({ period, isUntil }: Governing, fields: Fields): string {
  if (!isUntil || fields.flow !== true || period.includes("/") || /^\d{4}$/.test(period)) return period;
  return `${period.slice(0, 4)}-01${period.length > 7 ? "-01" : ""}/${period}`;
}

/**
 * Whether a date in a clause is the base of a comparison (比去年同期, 是去年全年的1.3倍) or says when
 * somebody spoke (8月30日公布), and so governs no figure.
 */
function isIdle(facts: ClauseFacts, at: number): boolean {
  const { words } = facts.clause;
  if (facts.inBase.has(at)) return true;
  if (has(words[at + 1], "of") && has(words[at - 1], "copula", "to")) return true;
  return isReportDate(words, at);
}

/** 7月17日从…获悉, 24日公布: the date nearest before the verb of speaking. */
function isReportDate(words: readonly Word[], at: number): boolean {
  for (let i = at + 1; i < words.length; i++) {
    const word = words[i];
    if (word === undefined || word.kind === "date" || word.kind === "figure") return false;
    if (has(word, "report", "dateline")) return true;
  }
  return false;
}

/**
 * Whether a date governs what follows its clause: alone or at the head of the clause before its subject
 * (今年以来，…; 11月10日公司复牌，…), or as the span of a report (公布截至6月底止的年度业绩，…).
 * Before a verb it tells when that happened, and no more (2020年8月获批，…).
 */
function isFrame({ words }: Clause, at: number): boolean {
  if (isReportDate(words, at)) return false;
  const rest = words.slice(at + 1);
  if (has(rest[0], "own-report") || (has(rest[0], "of") && has(rest[1], "own-report"))) return true;
  const opens = words
    .slice(0, at)
    .every((word) => word.kind === "date" || has(word, "part", "adverb", "cue", "preposition", "pause", "to", "until"));
  if (!opens) return false;
  return (
    (rest.length > 1 && isNominal(rest[0])) ||
    rest.every((word) => word.kind === "date" || has(word, "pause", "frame", "average"))
  );
}
