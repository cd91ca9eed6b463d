import type { Fields, QuantityValue, ResolvedTime } from "../types.js";
import type { Discourse } from "./discourse.js";
import type { ClauseFacts, Measure } from "./measure.js";
import { cueBefore } from "./modality.js";
import { type Clause, has, isNominal, type Word } from "./words.js";

/** A time expression that governs figures. */
export interface Governing {
  readonly period: string;
  readonly text: string;
  /** 截至: the point up to which something is counted. */
  readonly isUntil: boolean;
  readonly isRecurrence: boolean;
  /** 到2025年: a bound, no span. */
  readonly isBound: boolean;
  /** A day or part of one, at which something happens. */
  readonly isDay: boolean;
  /** Names the span of a report (2022年一季报). */
  readonly isOfReport: boolean;
  /** 上年同期: told for comparison, and governs nothing but its own figure. */
  readonly isAside: boolean;
}

/** What is known of a figure before its period is looked for. */
export interface Told {
  readonly fields: Fields;
  /** A date that the figure is paired with. */
  readonly given: Word | null;
  /** Whether what governs it governs what follows, too. */
  readonly handsOn: boolean;
  /** Stands after 其中. */
  readonly inPart: boolean;
  /** Of another subject than the figures of the sentence before. */
  readonly isNew: boolean;
  /** A flow or a change: a report gives such figures for its span, whoever's they are. */
  readonly isStatistic: boolean;
  /** A change, rather than a level. */
  readonly isChange: boolean;
  /** What somebody did, rather than how things stand. */
  readonly isDone: boolean;
  /** Expected, planned or possible, and so of no day that has passed. */
  readonly isAhead: boolean;
}

/** The period of a figure and its words; a recurrence that is part of the indicator (年产能) has none. */
export interface Held {
  readonly period: string;
  readonly text: string | null;
  readonly why: string;
}

/** 6月1日至3日, which holds for what follows, whatever its clause says happened then. */
const RANGE_OF_DAYS = /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/;

/** What a timeline knows of its sentence. */
export interface Setting {
  readonly govern: (word: Word) => Governing | null;
  /** Whether a time expression has no place in the calendar (此前), nor length. */
  readonly isVague: (word: Word) => boolean;
  /** The span of a report that some words name (半年度报告). */
  readonly reportSpan: (words: readonly Word[]) => Governing | null;
  readonly paragraph: number;
  readonly isTitle: boolean;
  /** All of it is somebody's words (“去年一天发3000单。”), which date nothing else. */
  readonly isQuoted: boolean;
  /** The reference day of the article in ISO 8601, or null. */
  readonly today: string | null;
}

/** The governing reading of a resolved time; null where it is a duration or unresolved. */
export function governing(
  time: ResolvedTime | null,
  text: string,
  isUntil: boolean,
  isOfReport: boolean,
  isAside: boolean,
): Governing | null {
  if (time === null || time.period === null) return null;
  const period = time.period.replace(/^\.\.\//, "").replace(/(\d)T[\d:]+/g, "$1");
  return {
    period,
    text,
    // 截至当天16时 counts what the day brought.
    isUntil: isUntil && !time.period.includes("T"),
    isBound: time.startDate === null && time.endDate !== null && !isUntil,
    isRecurrence: /^(R\d*\/)?P/.test(period),
    // 到2025年末 is a bound, no day of an event.
    isDay: /^\d{4}-\d\d-\d\d$/.test(period) && (isUntil || time.startDate !== null),
    isOfReport,
    isAside,
  };
}

/** What governs the figures of one sentence, clause by clause. */
export class Timeline {
  private frame: Governing | null = null;
  /** 从商品看: another side of the same matter, which holds for its whole period. */
  private opened = false;
  private isPresent = false;
  /** A day that was a clause of its own, the last one read. */
  private lone: Governing | null = null;
  private readonly discourse: Discourse;
  private readonly setting: Setting;
  /** The span of a report named in this sentence, until a date says it better. */
  private implied: Governing | null = null;
  /** A day named for the next clause alone (最高峰日为9月29日，…). */
  private passing: Governing | null = null;

  constructor(discourse: Discourse, setting: Setting) {
    this.discourse = discourse;
    this.setting = setting;
  }

  open(): void {
    this.opened = true;
  }

  /** Whether this sentence tells another side of the same matter. */
  get isSide(): boolean {
    return this.opened;
  }

  /** Dates that stand before all their clause says govern what follows. */
  readFrames({ clause, inBase, figures }: ClauseFacts): void {
    const { words } = clause;
    const saidOn = this.lone;
    this.lone = null;
    if (figures.length === 0) this.frame = this.ofReport(words) ?? this.frame;
    words.forEach((word, at) => {
      // 同一时期，…
      const isSame = has(word, "same-period") && word.kind !== "date" && words[at - 1]?.kind !== "date";
      if (isSame && opensClause(clause, at)) this.frame = this.samePeriod() ?? this.frame;
      if (word.kind !== "date" || inBase.has(at) || isOfRecord(word)) return;
      const frame = this.timeOf(word);
      const isRange = frame !== null && RANGE_OF_DAYS.test(frame.period) && opensClause(clause, at);
      const names = figures.length === 0 && frame?.isDay === false && (isRange || namesTime(words, at));
      if (frame?.isOfReport !== true && !names && !isFrame(clause, at)) {
        // 最高峰日为9月29日，达到…; 最高负荷出现在8月14日，达…
        const before = words[at - 1];
        const tells = has(before, "copula") || before?.roles.get("preposition")?.locating === true;
        const isLast = at === words.length - 1 && tells && figures.length === 0;
        if (isLast && frame?.isDay === true) this.frame = this.passing = frame;
        return;
      }
      if (has(word, "report-period") && this.discourse.report !== null && !words.some(isOutlook)) return;
      // 此前，…: of no known time, whatever was said before.
      if (frame === null && this.setting.isVague(word)) this.isPresent = true;
      if (frame === null) return;
      this.frame = frame;
      if (!frame.isDay) this.isPresent = false;
      if (frame.isDay && !frame.isUntil && words.every((one) => one.kind === "date")) this.lone = frame;
      // The span of a report holds for all it tells.
      if (!frame.isOfReport && !words.some((one) => has(one, "own-report"))) return;
      this.discourse.report = frame;
      this.adopt(frame, false);
    });
    if (this.setting.isTitle && figures.length === 0) this.readHeadline(words);
    this.readReport(words);
    // 4月28日，公司披露…: a day on which somebody speaks.
    const first = figures[0] ?? words.length;
    if (saidOn !== null && this.frame === saidOn && words.slice(0, first).some((word) => has(word, "report")))
      this.frame = null;
  }

  /** 江州市2022年统计公报: the span that a headline gives to the report that it heads. */
  private readHeadline(words: readonly Word[]): void {
    const report = words.findIndex((word) => has(word, "own-report", "bulletin"));
    const date = words.slice(0, Math.max(report, 0)).findLast(({ kind }) => kind === "date");
    const span = date === undefined ? null : this.setting.govern(date);
    if (span === null || span.isDay || span.isRecurrence || this.discourse.mainPeriod !== null) return;
    this.discourse.report = span;
    this.discourse.mainPeriod = span;
    this.discourse.isHeadlines = true;
  }

  /** 发布半年度报告: a report named without its year is of the last such span that is over. */
  private readReport(words: readonly Word[]): void {
    if (this.discourse.report !== null || !words.some((word) => has(word, "report"))) return;
    const report = this.setting.reportSpan(words);
    if (report === null) return;
    this.discourse.report = report;
    this.adopt(report, false);
    this.implied = report;
  }

  /** A sentence that is no more than a date (二、一季度累计。) heads those after it. */
  closeHeading(): void {
    if (this.frame === null || this.frame.isDay || this.setting.isTitle) return;
    this.adopt(this.frame, false);
    this.discourse.mainPeriod = this.frame;
  }

  /**
   * The period of a figure: the nearest date before it in its clause, else the recurrence in its name, else
   * the frame of the clauses before, else what governed the sentence before, else the span of the report.
   */
  find(facts: ClauseFacts, at: number, measure: Measure, told: Told): Held | null {
    const { fields, given, handsOn, inPart } = told;
    const isAverage = fields.average === true;
    const recurrence = typeof fields.period === "string" && !isAverage ? fields.period : null;
    const own = given === null ? this.ownDate(facts, at) : { date: this.timeOf(given), isFirst: false };
    const before = facts.clause.words.slice(0, at);
    const ofReport = told.isAhead ? null : this.ofReport(before);
    if (ofReport !== null) {
      this.frame = ofReport;
      return { period: periodIn(ofReport, fields), text: ofReport.text, why: "the span of the report" };
    }
    const counted = own.date === null ? null : this.countedUntil(own.date, fields);
    if (counted !== null)
      return { period: counted, text: this.frame?.text ?? null, why: "from the start of a year to a day" };
    if (own.date !== null && handsOn && !own.isFirst && !own.date.isAside) this.adopt(own.date, inPart);
    // 1月7日那天，日供气量冲到892万立方米
    const ofDay = recurrence === "P1D" && isDone(fields) ? this.dayOf(own.date) : null;
    if (ofDay !== null) return { period: ofDay.period, text: ofDay.text, why: "the day that it is told of" };
    if (recurrence !== null && own.date?.isRecurrence !== true)
      return { period: recurrence, text: null, why: "a recurrence in its name" };
    const inherited = own.date ?? (this.startsPlan(facts.clause, at) ? null : this.inherited(before, measure, told));
    // 截至报告期末，总资产…。研发投入…: what is spent is of the whole span.
    const isOfEnd = own.date === null && inherited?.isOfReport === true && inherited.isDay && fields.flow === true;
    const governor = isOfEnd ? (this.discourse.report ?? inherited) : inherited;
    if (governor !== null) {
      if (own.date === null && handsOn && governor !== this.passing) this.adopt(governor, inPart);
      const why = own.date === null ? "a date before its clause" : "the date before it in its clause";
      return { period: periodIn(governor, fields), text: governor.text, why };
    }
    if (typeof fields.period !== "string") return null;
    return { period: fields.period, text: null, why: "a mean over such spans" };
  }

  /** 截至2月25日，今年累计发运3160万吨: the part of a year up to the day before it. */
  private countedUntil(year: Governing, fields: Fields): string | null {
    const { frame } = this;
    const isOf = /^\d{4}$/.test(year.period) && frame?.isUntil === true && frame.period.startsWith(`${year.period}-`);
    if (!isOf || frame.period.includes("/") || fields.flow !== true) return null;
    return periodIn(frame, fields);
  }

  /** The day of a figure that is counted daily: the one in its clause, else the one before in its sentence. */
  private dayOf(own: Governing | null): Governing | null {
    const day = own ?? this.frame;
    return day?.isDay === true && !day.isUntil && !day.isBound ? day : null;
  }

  /** 2021—2023年…不低于1.1亿元、1.2亿元和1.3亿元: as many figures in a row as a span has years hold one each. */
  spread({ clause: { words }, figures }: ClauseFacts): ReadonlyMap<number, string> {
    const years = new Map<number, string>();
    const [first, ...others] = figures;
    if (first === undefined || others.length === 0) return years;
    const dates = words.slice(0, first).filter(({ kind }) => kind === "date");
    const spans = dates.length > 0 ? dates.map((word) => this.setting.govern(word)) : [this.frame];
    const inRow = figures.every(
      (at, n) => n === 0 || (at === (figures[n - 1] ?? 0) + 2 && has(words[at - 1], "pause")),
    );
    if (!inRow) return years;
    // 2022年度、2023年度净利润分别为2890万元和3475万元
    const isPaired = words.slice(0, first).some((word) => has(word, "pairing"));
    const inRowToo = dates.every((date, n) => n === 0 || has(words[words.indexOf(date) - 1], "pause"));
    const each = spans.map((one) => (one === null || one.isRecurrence ? null : one.period));
    if (isPaired && inRowToo && each.length === figures.length && each.every((one) => one !== null)) {
      figures.forEach((at, n) => {
        years.set(at, each[n] ?? "");
      });
      return years;
    }
    for (const one of spans) {
      const parts = isPaired && one?.text.includes("、") === true ? monthsOf(one.period, figures.length) : [];
      if (parts.length === figures.length)
        figures.forEach((at, n) => {
          years.set(at, parts[n] ?? "");
        });
    }
    for (const one of spans) {
      const span = /^(\d{4})(?:-01(?:-01)?)?\/(\d{4})(?:-12(?:-31)?)?$/.exec(one?.period ?? "");
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
    if (report === null) return null;
    const at = words.indexOf(word);
    const opening = has(words[at - 1], "to") ? words[at - 2] : undefined;
    const from = opening?.kind === "date" ? this.setting.govern(opening) : null;
    return from === null ? spanOf(report, word) : spanFrom(from, report);
  }

  private timeOf(word: Word): Governing | null {
    const date = this.setting.govern(word);
    const same = word.roles.get("same-period");
    if (same === undefined || date?.isAside === true || (same.within === true && date !== null)) return date;
    return this.samePeriod() ?? date;
  }

  /** What 同期 takes up: the span before, else that of the report (当年 is said in passing). */
  private samePeriod(): Governing | null {
    const { mainPeriod } = this.discourse;
    if (this.opened && mainPeriod !== null && this.isReported(mainPeriod)) return mainPeriod;
    const last = this.discourse.period?.governing ?? null;
    return last !== null && (last.isDay || this.isReported(last)) ? last : (this.discourse.mainPeriod ?? last);
  }

  /** The nearest date before a figure in its clause that is no base of comparison. */
  private ownDate(facts: ClauseFacts, at: number): OwnDate {
    const { words } = facts.clause;
    const startsPlan = this.startsPlan(facts.clause, at);
    for (let k = at - 1; k >= 0; k--) {
      const word = words[k];
      if (word?.kind !== "date" || (isIdle(facts, k) && !facts.inBase.has(at))) continue;
      const date = this.timeOf(word);
      // 从2019年的1500件增加到现在的4000件
      if (date === null && has(words[k + 1], "of") && this.setting.isVague(word) && !isProportion(words[k + 2])) {
        this.isPresent = true;
        return { date: null, isFirst: false };
      }
      if (date === null) continue;
      const from = words.slice(0, k).findLastIndex((one) => has(one, "from"));
      const opens = words.slice(from + 1, k).every((one) => one.kind === "date" || has(one, "adverb", "of"));
      const first = words.findIndex((one, i) => i > k && one.kind === "figure");
      const isOfFirst = from >= 0 && opens && isFirstOfTwo(words, first);
      // 由去年的386万吨增至450万吨 dates the first alone, 由每年9600元调至1.2万元 both.
      if (isOfFirst && !date.isRecurrence && at !== first) continue;
      // 计划2025年底前由186个增至200个: from what there was.
      if (!isOfFirst && startsPlan) continue;
      return { date, isFirst: isOfFirst };
    }
    return { date: null, isFirst: false };
  }

  /** Whether a figure is the first of two that a plan leads from and to. */
  private startsPlan(clause: Clause, at: number): boolean {
    const cue = cueBefore(clause, at);
    const opens = clause.words.slice(0, at).some((word) => has(word, "from"));
    return cue !== null && cue.modality !== "actual" && opens && isFirstOfTwo(clause.words, at);
  }

  private inherited(before: readonly Word[], measure: Measure, told: Told): Governing | null {
    const { fields, isNew, inPart, isStatistic } = told;
    const isAverage = fields.average === true;
    // 现有员工4300名: as things stand, whatever was said of a time before; not 从目前的一成提升到…
    const now = before.findIndex((word) => has(word, "present"));
    // 床位由5.9张增至6.8张: what was before is of no time that is told.
    if (measure.isFirst && !told.isChange) return null;
    if (now >= 0 && !(now > 0 && has(before[now - 1], "from"))) this.isPresent = true;
    if (this.isPresent) return null;
    if (fields.static === true) return null;
    const { frame } = this;
    if (frame !== null && !(frame.isDay && (isAverage || (told.isAhead && !frame.isUntil)))) return frame;
    if (isAverage && !isStatistic) return null;
    const { period, mainPeriod, titlePeriod } = this.discourse;
    if (before.some((word) => has(word, "same-period"))) return this.samePeriod();
    if (this.opened) return mainPeriod;
    const isHere = period !== null && (period.paragraph === this.setting.paragraph || inPart);
    if (isHere && !isNew && !isAverage) {
      const { governing: last } = period;
      // The day on which something happened says nothing of what a thing is.
      const isOver = last.isDay && !last.isUntil && (told.isAhead || fields.of === "thing" || !(isStatistic || inPart));
      // 前四个月载客5万人次。公司计划斥资1亿元: what is to come is of no time that has passed.
      if (last.isRecurrence || (told.isAhead && this.isPast(last))) return null;
      return isOver ? this.around(last, told) : last;
    }
    const held = isHere ? period.governing : (mainPeriod ?? titlePeriod);
    // 截至6月30日止六个月业绩。手头现金11亿元: what a report gives as it stands.
    const { report } = this.discourse;
    if (report !== null && fields.stock === true && !told.isAhead && period === null)
      return { ...report, isOfReport: true };
    return held !== null && isStatistic && !told.isAhead && this.isReported(held) ? held : null;
  }

  /** 5月末，失业率2.9%。全市举办招聘会186场: what is done is of the span that the day closes, if one is reported. */
  private around({ period: day }: Governing, { isDone, isAhead }: Told): Governing | null {
    const { mainPeriod } = this.discourse;
    if (!isDone || isAhead || mainPeriod === null || !this.isReported(mainPeriod)) return null;
    const [from = "", to = from] = mainPeriod.period.split("/");
    return from <= day && day.slice(0, to.length) <= to ? mainPeriod : null;
  }

  /** A quarter, month, feast, a numbered year that is over: such as reports are of. 今年 and 去年 are said in passing. */
  private isReported({ period, text, isDay, isRecurrence, isUntil }: Governing): boolean {
    if (isDay || isRecurrence || isUntil) return false;
    return !/^\d{4}$/.test(period) || (/\d{4}/.test(text) && period < (this.setting.today ?? "").slice(0, 4));
  }

  private isPast({ period }: Governing): boolean {
    const { today } = this.setting;
    const end = period.split("/").at(-1) ?? period;
    return today !== null && end.slice(0, today.length) < today.slice(0, end.length);
  }

  /** Whether what was said before a clause is of a time to come. */
  isAhead(): boolean {
    const { frame } = this;
    const { today } = this.setting;
    // 自1月1日起，气价调整为2.63元: what is in force from a day is settled.
    if (frame === null || today === null || frame.isRecurrence || frame.period.endsWith("/..")) return false;
    const [start = ""] = frame.period.split("/");
    return start > today.slice(0, start.length);
  }

  private adopt(date: Governing, inPart: boolean): void {
    // 每小时6000辆 is a rate, and tells of nothing else.
    if (date.period.startsWith("PT")) return;
    this.frame = date;
    this.isPresent = false;
    // 分季度看，二季度…: a span told of on one side holds for its sentence.
    const { mainPeriod } = this.discourse;
    const isAside = this.opened && mainPeriod !== null && isWithin(date, mainPeriod);
    if (inPart || this.setting.isQuoted || isAside) return;
    this.discourse.period = { governing: date, paragraph: this.setting.paragraph };
    if (date.isRecurrence) return;
    if (this.implied !== null && this.discourse.mainPeriod === this.implied) this.discourse.mainPeriod = date;
    // 三季度成绩单: …前三季度进出口9486亿元
    if (!this.setting.isTitle && this.discourse.isHeadlines) {
      if (date.period !== mainPeriod?.period) this.discourse.mainPeriod = date;
      this.discourse.isHeadlines = false;
    }
    if (this.setting.isTitle) this.discourse.titlePeriod ??= date;
    else this.discourse.mainPeriod ??= date;
  }
}

/** A span of whole months in so many equal parts, written as spans are elsewhere: 一、二季度. */
function monthsOf(period: string, parts: number): readonly string[] {
  const span = /^(\d{4})-(\d\d)-01\/(\d{4})-(\d\d)-\d\d$/.exec(period);
  if (span === null || span[1] !== span[3]) return [];
  const [year, first, last] = [Number(span[1]), Number(span[2]), Number(span[4])];
  const size = (last - first + 1) / parts;
  if (!Number.isInteger(size)) return [];
  const isoDay = (month: number, day: number): string =>
    new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  return Array.from({ length: parts }, (_, n) => {
    const from = first + n * size;
    const begin = isoDay(from, 1);
    return size === 1 ? begin.slice(0, 7) : `${begin}/${isoDay(from + size, 0)}`;
  });
}

/** Whether a span lies in a longer one. */
function isWithin({ period }: Governing, { period: whole }: Governing): boolean {
  const [from = "", to = from] = whole.split("/");
  const [start = "", end = start] = period.split("/");
  return period !== whole && start >= from && end.slice(0, to.length) <= to;
}

/** A level that was counted, no capacity. */
const isDone = (fields: Fields): boolean => fields.modality === undefined && fields.average !== true;

interface OwnDate {
  readonly date: Governing | null;
  /** Of the first of two values alone. */
  readonly isFirst: boolean;
}

/** 年初至报告期末 */
const spanFrom = (from: Governing, report: Governing): Governing => {
  const first = from.period.split("/")[0] ?? from.period;
  return { ...report, period: `${first}/${endOf(report.period).slice(0, Math.max(first.length, 7))}` };
};

/** Whether a figure is followed by what it comes to (0.9万亩发展到3.7万亩). */
function isFirstOfTwo(words: readonly Word[], at: number): boolean {
  const next = words.findIndex((word, i) => i > at && word.kind === "figure");
  return next >= 0 && words.slice(at + 1, next).some((word) => has(word, "to"));
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
function periodIn({ period, isUntil, isOfReport }: Governing, fields: Fields): string {
  // What a report gives as it stands is of the end of its span.
  if (isOfReport && fields.stock === true) return endOf(period);
  if (!isUntil || fields.flow !== true || period.includes("/") || /^\d{4}$/.test(period)) return period;
  return `${period.slice(0, 4)}-01${period.length > 7 ? "-01" : ""}/${period}`;
}

/**
 * Whether a date in a clause is the base of a comparison (比去年同期, 是去年全年的1.3倍) or says when
 * somebody spoke (8月30日公布), and so governs no figure.
 */
function isIdle(facts: ClauseFacts, at: number): boolean {
  const { words } = facts.clause;
  if (facts.inBase.has(at) || isOfRecord(words[at])) return true;
  // 是去年全年的1.3倍; but 增加到去年的178艘次
  const isOf = has(words[at + 1], "of")
    ? isProportion(words[at + 2])
    : words[at + 1]?.kind === "figure" && isProportion(words[at + 1]);
  if (isOf && has(words[at - 1], "copula", "to")) return true;
  // 与2010年相比，…
  if (at < words.length - 1 && has(words.at(-1), "than")) return true;
  return isReportDate(words, at);
}

function isProportion(word: Word | undefined): boolean {
  if (word?.kind !== "figure") return true;
  const quantity = word.mention?.value as QuantityValue | undefined;
  return ["percent", "multiple", "ratio"].includes(quantity?.dimension ?? "");
}

/** 今年以来第七次: how often, not when. */
const isOfRecord = (word: Word | undefined): boolean => word?.mention?.fields.isRecord === true;

/** 7月17日从…获悉, 24日公布: the date nearest before the verb of speaking. */
function isReportDate(words: readonly Word[], at: number): boolean {
  for (let i = at + 1; i < words.length; i++) {
    const word = words[i];
    // 9月2日采价显示: the day of what was measured.
    if (word === undefined || word.kind === "date" || word.kind === "figure" || has(word, "survey")) return false;
    if (has(word, "report", "dateline")) return true;
  }
  return false;
}

/**
 * Whether a date governs what follows its clause: alone or at the head of the clause before its subject
 * (今年以来，…; 11月10日公司复牌，…), or as the span of a report (公布截至6月底止的年度业绩，…).
 * Before a verb it tells when that happened, and no more (2020年8月获批，…).
 */
function isFrame(clause: Clause, at: number): boolean {
  const { words } = clause;
  if (isReportDate(words, at) || (at < words.length - 1 && has(words.at(-1), "than"))) return false;
  const rest = words.slice(at + 1);
  if (has(rest[0], "survey") && rest.some((word) => has(word, "report"))) return true;
  if (has(rest[0], "own-report") || (has(rest[0], "of") && has(rest[1], "own-report"))) return true;
  return (
    opensClause(clause, at) &&
    ((rest.length > 1 && isNominal(rest[0])) ||
      rest.every((word) => word.kind === "date" || has(word, "pause", "frame", "average", "adverb", "same-period")))
  );
}

/** 发布的8月食品价格指数为120.7点, 发布前三季度经济运行情况: the time of what is measured or told, in its name. */
function namesTime(words: readonly Word[], at: number): boolean {
  const rest = words.slice(at + 1);
  const end = rest.findIndex((word) => !isNominal(word));
  const isTold = end < 0 && rest.length > 0 && has(words[at - 1], "report");
  return isTold || rest.slice(0, end < 0 ? rest.length : end).some((word) => has(word, "indicator"));
}

/** Whether nothing that tells anything stands before a place in a clause. */
const opensClause = ({ words }: Clause, at: number): boolean =>
  words
    .slice(0, at)
    .every(
      (word) =>
        word.kind === "date" ||
        has(word, "part", "adverb", "cue", "preposition", "pause", "to", "until") ||
        word.tag === "m",
    );
