import type { AmountUnit, Feast, Part, Season } from "../../recognise/builders/date/expression.js";
import {
  addMonths,
  daysInMonth,
  formatDay,
  formatMonth,
  formatYear,
  fromDay,
  mondayOf,
  mondayOfWeek,
  pad2,
  toDay,
  weekdayOf,
  weekOf,
} from "./calendar.js";
import { lunarDay, solarTerm } from "./lunar.js";

/** Stretches of whole days, and the units, seasons, feasts and edges that they are found by. */

/** What is known of the day and hour that a time expression lies at, said or filled in; null where nothing is. */
export interface Anchor {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
  readonly second: number | null;
  /** The day is the reference's for want of any other: the TIMEX value does not name it. */
  readonly isFloating: boolean;
}

/** An anchor that gives nothing. */
export const NOWHERE: Anchor = {
  isFloating: false,
  year: null,
  month: null,
  day: null,
  hour: null,
  minute: null,
  second: null,
};

export type Grain =
  | "century"
  | "decade"
  | "year"
  | "half"
  | "quarter"
  | "season"
  | "month"
  | "week"
  | "days"
  | "day"
  | "time";

/** First and last day, both in it, with their TIMEX value. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly timex: string;
  readonly grain: Grain;
  readonly isPoint: boolean;
}

/** Thrown when a part needs a year, month or day that nothing gives. */
export class Unanchored extends Error {}

export function need(value: number | null): number {
  if (value === null) throw new Unanchored();
  return value;
}

/** The year that a span lies in, else the anchor's. */
export const yearOf = (span: Span | null, anchor: Anchor): number =>
  span === null ? need(anchor.year) : fromDay(span.from).year;
const isMonth = (span: Span | null): span is Span => span !== null && span.grain === "month";
export function monthOf(span: Span | null, anchor: Anchor): { year: number; month: number } {
  if (isMonth(span)) return fromDay(span.from);
  return { year: yearOf(span, anchor), month: need(anchor.month) };
}

export const spanOf = (from: number, to: number, timex: string, grain: Grain, isPoint = false): Span => ({
  from,
  to,
  timex,
  grain,
  isPoint,
});
export const days = (day: number): Span => spanOf(day, day, formatDay(day), "day", true);

export function years(from: number, to = from): Span {
  const timex = from === to ? timexYear(from) : `${timexYear(from)}/${timexYear(to)}`;
  return spanOf(toDay(from, 1, 1), toDay(to, 12, 31), timex, "year");
}

/** TIMEX3 writes years before the common era BC0221. */
const timexYear = (year: number): string => (year <= 0 ? `BC${String(1 - year).padStart(4, "0")}` : formatYear(year));

export function months(year: number, from: number, to = from): Span {
  const timex = from === to ? formatMonth(year, from) : `${formatMonth(year, from)}/${formatMonth(year, to)}`;
  return spanOf(toDay(year, from, 1), toDay(year, to, daysInMonth(year, to)), timex, "month");
}

export const anchorDay = ({ year, month, day }: Anchor): number => toDay(need(year), need(month), need(day));

/** 90年代 is the 1990s, 20年代 the 2020s: the decade that has begun, or begins within ten years. */
export function decadeNear(decade: number, year: number | null): number {
  const latest = Math.floor(need(year) / 100) * 100 + decade;
  return latest > need(year) + 10 ? latest - 100 : latest;
}

export function week(monday: number): Span {
  const { year, week: n } = weekOf(monday);
  return spanOf(monday, monday + 6, `${formatYear(year)}-W${pad2(n)}`, "week");
}

export function weekend(monday: number): Span {
  const whole = week(monday);
  return { ...whole, from: monday + 5, timex: `${whole.timex}-WE`, grain: "days" };
}

const SEASON_MONTHS: Readonly<Record<Season, number>> = { SP: 3, SU: 6, FA: 9, WI: 12 };

/** The seasons of the weather service: spring from March. The heating season by the north's common days. */
export function season(year: number, code: Season, isHeating: boolean): Span {
  const timex = `${formatYear(year)}-${code}`;
  if (isHeating) return spanOf(toDay(year, 11, 15), toDay(year + 1, 3, 15), timex, "season");
  const from = toDay(year, SEASON_MONTHS[code], 1);
  return spanOf(from, addMonths(from, 3) - 1, timex, "season");
}

/** The day of a feast in a year; lunar feasts by the lunar year of that number. */
export function feastDay(feast: Feast, year: number): number | null {
  switch (feast.by) {
    case "solar":
      return toDay(year, feast.month, feast.day);
    case "lunar":
      return lunarDay(year, feast.month, false, feast.day);
    case "term":
      return solarTerm(year, feast.index);
    case "weekday": {
      const first = toDay(year, feast.month, 1);
      return first + ((feast.weekday - weekdayOf(first) + 7) % 7) + (feast.nth - 1) * 7;
    }
    default:
      return feast satisfies never;
  }
}

/** The first or last units of a span: months and quarters of a year, weeks and days of what is said. */
export function slice(
  { which, count, of, strict }: Extract<Part, { unit: "slice" }>,
  span: Span | null,
  anchor: Anchor,
): Span {
  // 前7个月 in August is January to July; 前两个月 in February, not yet over, is December and January.
  if (span === null && of === "month" && which === "first" && !strict && count >= need(anchor.month)) {
    const first = addMonths(toDay(need(anchor.year), need(anchor.month), 1), -count);
    return monthSpan(first, addMonths(first, count) - 1);
  }
  const inner = span ?? years(need(anchor.year));
  if (of === "month" || of === "quarter") {
    const size = count * (of === "quarter" ? 3 : 1);
    const from = which === "first" ? inner.from : addMonths(inner.to + 1, -size);
    return monthSpan(from, addMonths(from, size) - 1);
  }
  if (of === "year") {
    const first = which === "first" ? fromDay(inner.from).year : fromDay(inner.to).year - count + 1;
    return years(first, first + count - 1);
  }
  if (of === "week") {
    const monday = which === "first" ? firstMonday(inner) : lastMonday(inner) - 7 * (count - 1);
    return spanOf(
      monday,
      monday + 7 * count - 1,
      `${week(monday).timex}/${week(monday + 7 * (count - 1)).timex}`,
      "days",
    );
  }
  const from = which === "first" ? inner.from : inner.to - count + 1;
  const to = which === "first" ? inner.from + count - 1 : inner.to;
  return spanOf(from, to, `${formatDay(from)}/${formatDay(to)}`, "days");
}

/** Whole months from a first day to a last. */
export function monthSpan(from: number, to: number): Span {
  const [first, last] = [fromDay(from), fromDay(to)];
  const [a, b] = [formatMonth(first.year, first.month), formatMonth(last.year, last.month)];
  return spanOf(from, to, a === b ? a : `${a}/${b}`, "month");
}

/** The weeks of a month begin with its first Monday; those of a year are ISO's. */
const firstMonday = (span: Span): number =>
  span.grain === "year" ? mondayOfWeek(fromDay(span.from).year, 1) : mondayOf(span.from + 6);

/** Its last week is the one that has most days in it, as in ISO 8601. */
const lastMonday = (span: Span): number => mondayOf(span.to - 3);

/**
 * The nth unit of a span, counted from its end where `n` is negative.
 * @throws Unanchored where the span has no such unit: 第5季度, 2023年第13个月, 10月第6个星期五
 */
export function nthUnit(n: number, of: AmountUnit | "weekday", weekday: number | null, span: Span | null): Span {
  if (span === null) throw new Unanchored();
  const found = of === "weekday" ? nthWeekday(n, weekday ?? 1, span) : nthOf(n, of, span);
  if (found.from > span.to || found.to < span.from) throw new Unanchored();
  return found;
}

function nthWeekday(n: number, weekday: number, inner: Span): Span {
  if (n > 0) return days(inner.from + ((weekday - weekdayOf(inner.from) + 7) % 7) + (n - 1) * 7);
  return days(inner.to - ((weekdayOf(inner.to) - weekday + 7) % 7) + (n + 1) * 7);
}

function nthOf(n: number, of: AmountUnit, inner: Span): Span {
  const back = n < 0;
  switch (of) {
    case "month":
    case "quarter": {
      const size = of === "quarter" ? 3 : 1;
      const from = back ? addMonths(inner.to + 1, n * size) : addMonths(inner.from, (n - 1) * size);
      const found = monthSpan(from, addMonths(from, size) - 1);
      const { year, month } = fromDay(from);
      return of === "quarter"
        ? { ...found, timex: `${formatYear(year)}-Q${Math.ceil(month / 3)}`, grain: "quarter" }
        : found;
    }
    case "week": {
      const monday = back ? lastMonday(inner) + (n + 1) * 7 : firstMonday(inner) + (n - 1) * 7;
      return week(monday);
    }
    case "day":
      return days(back ? inner.to + n + 1 : inner.from + n - 1);
    default:
      throw new Unanchored();
  }
}

/** 年初 is January, 月初 the first ten days; 年末 and 月底 are the last day, as balance sheets mean them. */
export function edge(
  which: "start" | "middle" | "end",
  of: "year" | "quarter" | "month" | "week" | null,
  span: Span | null,
  anchor: Anchor,
): Span {
  let whole = span;
  if (whole === null || (of === "month" && whole.grain !== "month")) {
    if (of === "year") whole = years(yearOf(span, anchor));
    else if (of === "quarter") {
      const first = Math.ceil(need(anchor.month) / 3) * 3 - 2;
      whole = { ...months(need(anchor.year), first, first + 2), grain: "quarter" };
    } else if (of === "week") whole = week(mondayOf(anchorDay(anchor)));
    else {
      const { year, month } = monthOf(span, anchor);
      whole = months(year, month);
    }
  }
  const { year: firstYear, month: firstMonth } = fromDay(whole.from);
  if (whole.grain === "century" || whole.grain === "decade") {
    const size = whole.grain === "century" ? 20 : 3;
    const lastYear = fromDay(whole.to).year;
    const [from, to] =
      which === "start"
        ? [firstYear, firstYear + size - 1]
        : which === "end"
          ? [lastYear - size + 1, lastYear]
          : [firstYear + (whole.grain === "century" ? 40 : 3), lastYear - (whole.grain === "century" ? 40 : 3)];
    return { ...years(from, to), timex: `${formatYear(from)}/${formatYear(to)}` };
  }
  if (which === "end") return days(whole.to);
  if (whole.grain === "month" || whole.grain === "days") {
    const from = which === "start" ? whole.from : whole.from + 10;
    return spanOf(from, from + 9, `${formatDay(from)}/${formatDay(from + 9)}`, "days");
  }
  if (whole.grain === "week") return days(whole.from);
  if (which === "start") {
    // of several years (a five-year plan) the first, of a year or quarter its first month
    if (fromDay(whole.to).year > firstYear) return years(firstYear);
    return months(firstYear, firstMonth);
  }
  const lastYear = fromDay(whole.to).year;
  if (lastYear > firstYear) return years(Math.floor((firstYear + lastYear) / 2));
  return months(firstYear, whole.grain === "quarter" ? firstMonth + 1 : firstMonth + 5);
}
