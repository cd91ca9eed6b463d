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
import { hasHolidays, lunarDay, lunarMonth, lunarMonthOf, lunarYearOf, solarTerm, statutoryHoliday } from "./lunar.js";

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

/** A day, or an instant in it (seconds from its midnight, 86400 for 24:00) told to the minute or the second. */
export interface Moment {
  readonly day: number;
  readonly seconds: number | null;
  readonly toTheSecond: boolean;
}

/** Where a time expression lies: first and last day or instant, both in it. */
export interface Placement {
  readonly timex: string;
  readonly from: Moment | null;
  readonly to: Moment | null;
  readonly isPoint: boolean;
  readonly grain: Grain;
}
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

interface Span {
  readonly from: number;
  readonly to: number;
  readonly timex: string;
  readonly grain: Grain;
  readonly isPoint: boolean;
}

/** Thrown when a part needs a year, month or day that nothing gives. */
class Unanchored extends Error {}

export const formatMoment = ({ day, seconds, toTheSecond }: Moment): string =>
  seconds === null ? formatDay(day) : `${formatDay(day)}T${formatClock(seconds, toTheSecond)}`;

export function formatClock(seconds: number, toTheSecond: boolean): string {
  const clock = `${pad2(Math.floor(seconds / 3600))}:${pad2(Math.floor(seconds / 60) % 60)}`;
  return toTheSecond ? `${clock}:${pad2(seconds % 60)}` : clock;
}

/**
 * Narrows a place on the calendar part by part: 2023年, its third quarter, its end.
 * @returns null where a year, month or day is needed that neither the text nor the anchor gives
 */
export function placeParts(parts: readonly Part[], anchor: Anchor): Placement | null {
  try {
    return narrow(parts, anchor);
  } catch (error) {
    if (error instanceof Unanchored) return null;
    throw error;
  }
}

function narrow(parts: readonly Part[], anchor: Anchor): Placement {
  let span: Span | null = null;
  let clock: Extract<Part, { unit: "clock" }> | null = null;
  let daypart: string | null = null;
  let zone: number | null = null;
  for (const part of parts) {
    if (part.unit === "clock") clock = part;
    else if (part.unit === "daypart") daypart = part.part;
    else if (part.unit === "zone") zone = part.minutes;
    else span = narrowBy(part, span, anchor);
  }
  const isTimed = clock !== null || daypart !== null;
  if (!isTimed) {
    if (span === null) throw new Unanchored();
    const moment = (day: number): Moment => ({ day, seconds: null, toTheSecond: false });
    return {
      timex: span.timex,
      from: moment(span.from),
      to: moment(span.to),
      isPoint: span.isPoint,
      grain: span.grain,
    };
  }
  // A bare clock time or part of the day has no day of its own.
  const day =
    span === null
      ? anchor.year === null || anchor.month === null || anchor.day === null
        ? null
        : toDay(anchor.year, anchor.month, anchor.day)
      : span.from;
  const prefix =
    day === null || anchor.isFloating ? "" : span !== null && span.from !== span.to ? span.timex : formatDay(day);
  if (clock === null) {
    const moment = day === null ? null : { day, seconds: null, toTheSecond: false };
    const to = span !== null && moment !== null ? { ...moment, day: span.to } : moment;
    return { timex: `${prefix}T${daypart}`, from: moment, to, isPoint: true, grain: "time" };
  }
  const [hour, minute, second] = [anchor.hour ?? clock.hour, anchor.minute ?? 0, anchor.second ?? 0];
  const seconds = hour * 3600 + minute * 60 + second;
  const toTheSecond = clock.second !== null;
  const suffix = zone === null ? "" : formatZone(zone);
  const instant = (at: number): Moment | null => (day === null ? null : { day, seconds: at, toTheSecond });
  if (clock.fromHour !== null) {
    const shifted = clock.fromHour + (hour >= 12 && clock.hour < 12 && clock.fromHour < 12 ? 12 : 0);
    const first = instant(shifted * 3600);
    return {
      timex: `${prefix}T${formatClock(shifted * 3600, false)}/${prefix}T${formatClock(seconds, toTheSecond)}`,
      from: first,
      to: instant(seconds),
      isPoint: false,
      grain: "time",
    };
  }
  // The midnight that ends no particular day is the one that begins it.
  const shown = prefix === "" && seconds === 86400 && daypart !== null ? 0 : seconds;
  const at = instant(seconds);
  return {
    timex: `${prefix}T${formatClock(shown, toTheSecond)}${suffix}`,
    from: at,
    to: at,
    isPoint: true,
    grain: "time",
  };
}

function formatZone(minutes: number): string {
  if (minutes === 0) return "Z";
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad2(Math.floor(size / 60))}:${pad2(size % 60)}`;
}

type CalendarPart = Exclude<Part, { unit: "clock" | "daypart" | "zone" }>;

function need(value: number | null): number {
  if (value === null) throw new Unanchored();
  return value;
}

/** The year that a span lies in, else the anchor's. */
const yearOf = (span: Span | null, anchor: Anchor): number =>
  span === null ? need(anchor.year) : fromDay(span.from).year;
const isMonth = (span: Span | null): span is Span => span !== null && span.grain === "month";
function monthOf(span: Span | null, anchor: Anchor): { year: number; month: number } {
  if (isMonth(span)) return fromDay(span.from);
  return { year: yearOf(span, anchor), month: need(anchor.month) };
}

const spanOf = (from: number, to: number, timex: string, grain: Grain, isPoint = false): Span => ({
  from,
  to,
  timex,
  grain,
  isPoint,
});
const days = (day: number): Span => spanOf(day, day, formatDay(day), "day", true);

export function years(from: number, to = from): Span {
  const timex = from === to ? timexYear(from) : `${timexYear(from)}/${timexYear(to)}`;
  return spanOf(toDay(from, 1, 1), toDay(to, 12, 31), timex, "year");
}

/** TIMEX3 writes years before the common era BC0221. */
const timexYear = (year: number): string => (year <= 0 ? `BC${String(1 - year).padStart(4, "0")}` : formatYear(year));

function months(year: number, from: number, to = from): Span {
  const timex = from === to ? formatMonth(year, from) : `${formatMonth(year, from)}/${formatMonth(year, to)}`;
  return spanOf(toDay(year, from, 1), toDay(year, to, daysInMonth(year, to)), timex, "month");
}

function narrowBy(part: CalendarPart, span: Span | null, anchor: Anchor): Span {
  switch (part.unit) {
    case "century": {
      if (part.at.kind === "said" && part.at.n < 0) {
        const first = part.at.n * 100 + 1;
        return { ...years(first, first + 99), grain: "century" };
      }
      const first = part.at.kind === "said" ? (part.at.n - 1) * 100 : Math.floor(need(anchor.year) / 100) * 100;
      return spanOf(toDay(first, 1, 1), toDay(first + 99, 12, 31), `${pad2(first / 100)}XX`, "century");
    }
    case "decade": {
      const first =
        part.n >= 100
          ? part.n * 10
          : span?.grain === "century"
            ? fromDay(span.from).year + part.n * 10
            : decadeNear(part.n * 10, anchor.year);
      return spanOf(toDay(first, 1, 1), toDay(first + 9, 12, 31), `${formatYear(first).slice(0, -1)}X`, "decade");
    }
    case "year": {
      const year = need(anchor.year);
      const { at } = part;
      const last = at.kind === "shift" || at.to === null ? year : at.kind === "said" ? at.to : year + at.to - at.n;
      return years(year, last);
    }
    case "whole":
      return span ?? years(need(anchor.year));
    case "half": {
      const [year, n] =
        part.at.kind === "shift"
          ? [need(anchor.year), need(anchor.month) <= 6 ? 1 : 2]
          : [yearOf(span, anchor), part.at.n];
      const half = months(year, n * 6 - 5, n * 6);
      return { ...half, timex: `${formatYear(year)}-H${n}`, grain: "half" };
    }
    case "quarter": {
      const [year, n, to] =
        part.at.kind === "shift"
          ? [need(anchor.year), Math.ceil(need(anchor.month) / 3), null]
          : [yearOf(span, anchor), part.at.n, part.at.to];
      const quarter = months(year, n * 3 - 2, (to ?? n) * 3);
      return { ...quarter, timex: to === null ? `${formatYear(year)}-Q${n}` : quarter.timex, grain: "quarter" };
    }
    case "month": {
      if (part.at.kind === "shift") return months(need(anchor.year), need(anchor.month));
      return months(yearOf(span, anchor), part.at.n, part.at.to ?? part.at.n);
    }
    case "months":
      return months(yearOf(span, anchor), part.from, part.to);
    case "season":
      return season(yearOf(span, anchor), part.season, part.heating);
    case "tenday": {
      const { year, month } = monthOf(span, anchor);
      const n = part.at.kind === "said" ? part.at.n : Math.min(3, Math.ceil(need(anchor.day) / 10));
      const from = toDay(year, month, n * 10 - 9);
      const to = n === 3 ? toDay(year, month, daysInMonth(year, month)) : from + 9;
      return spanOf(from, to, `${formatDay(from)}/${formatDay(to)}`, "days");
    }
    case "week": {
      if (part.at.kind === "said") return nthUnit(part.at.n, "week", null, span, anchor);
      return week(mondayOf(anchorDay(anchor)));
    }
    case "weekend": {
      if (span !== null && span.grain === "week") return weekend(span.from);
      return weekend(mondayOf(anchorDay(anchor)));
    }
    case "weekday": {
      if (span?.grain === "week") return days(span.from + part.weekday - 1);
      if (span?.grain === "day") return span;
      return days(mondayOf(anchorDay(anchor)) + part.weekday - 1);
    }
    case "day": {
      if (part.at.kind === "shift") return days(anchorDay(anchor));
      const { year, month } = monthOf(span, anchor);
      if (part.at.n > daysInMonth(year, month)) throw new Unanchored();
      const from = toDay(year, month, part.at.n);
      if (part.at.to === null || part.at.kind === "short") return days(from);
      const to = toDay(year, month, Math.min(part.at.to, daysInMonth(year, month)));
      return spanOf(from, to, `${formatDay(from)}/${formatDay(to)}`, "days");
    }
    case "slice":
      return slice(part, span, anchor);
    case "nth":
      return nthUnit(part.n, part.of, part.weekday, span, anchor);
    case "edge":
      return edge(part.edge, part.of, span, anchor);
    case "feast": {
      const day = feastDay(part.feast, yearOf(span, anchor));
      if (day === null) throw new Unanchored();
      if (!part.isHoliday) return days(day);
      const { year, month, day: dayOfMonth } = fromDay(day);
      const holiday = statutoryHoliday(year, month, dayOfMonth);
      // 双11期间: a feast without days off is its day; those not yet decreed are not guessed
      if (holiday === null && hasHolidays(year)) return days(day);
      if (holiday === null) throw new Unanchored();
      return spanOf(holiday[0], holiday[1], `${formatDay(holiday[0])}/${formatDay(holiday[1])}`, "days");
    }
    case "lunar": {
      const year = yearOf(span, anchor);
      const month = part.month ?? lunarMonthOf(need(anchor.year), need(anchor.month), need(anchor.day));
      if (part.day !== null) {
        const day = lunarDay(year, month, part.leap, part.day);
        if (day === null) throw new Unanchored();
        return days(day);
      }
      const found = lunarMonth(year, month, part.leap);
      if (found === null) throw new Unanchored();
      return spanOf(found[0], found[1], `${formatDay(found[0])}/${formatDay(found[1])}`, "days");
    }
    default:
      return part satisfies never;
  }
}

const anchorDay = ({ year, month, day }: Anchor): number => toDay(need(year), need(month), need(day));

/** 90年代 is the 1990s, 20年代 the 2020s: the decade that has begun, or begins within ten years. */
function decadeNear(decade: number, year: number | null): number {
  const latest = Math.floor(need(year) / 100) * 100 + decade;
  return latest > need(year) + 10 ? latest - 100 : latest;
}

export function week(monday: number): Span {
  const { year, week: n } = weekOf(monday);
  return spanOf(monday, monday + 6, `${formatYear(year)}-W${pad2(n)}`, "week");
}

function weekend(monday: number): Span {
  const whole = week(monday);
  return { ...whole, from: monday + 5, timex: `${whole.timex}-WE`, grain: "days" };
}

const SEASON_MONTHS: Readonly<Record<Season, number>> = { SP: 3, SU: 6, FA: 9, WI: 12 };

/** The seasons of the weather service: spring from March. The heating season by the north's common days. */
function season(year: number, code: Season, isHeating: boolean): Span {
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

export { lunarYearOf };

/** The first or last units of a span: months and quarters of a year, weeks and days of what is said. */
function slice(
  { which, count, of, strict }: Extract<Part, { unit: "slice" }>,
  span: Span | null,
  anchor: Anchor,
): Span {
  // 前7个月 in August is January to July; 前两个月 in February, not yet over, is December and January.
  if (span === null && of === "month" && which === "first" && !strict && count >= need(anchor.month)) {
    const first = addMonths(toDay(need(anchor.year), need(anchor.month), 1), -count);
    return monthSpan(first, addMonths(first, count) - 1);
  }
  const inner =
    span ?? (of === "day" || of === "week" ? months(need(anchor.year), need(anchor.month)) : years(need(anchor.year)));
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
    const monday = which === "first" ? firstMonday(inner) : mondayOf(inner.to + 1) - 7 * count;
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

function monthSpan(from: number, to: number): Span {
  const [first, last] = [fromDay(from), fromDay(to)];
  const [a, b] = [formatMonth(first.year, first.month), formatMonth(last.year, last.month)];
  return spanOf(from, to, a === b ? a : `${a}/${b}`, "month");
}

/** The weeks of a month begin with its first Monday; those of a year are ISO's. */
const firstMonday = (span: Span): number =>
  span.grain === "year" ? mondayOfWeek(fromDay(span.from).year, 1) : mondayOf(span.from + 6);

function nthUnit(
  n: number,
  of: AmountUnit | "weekday",
  weekday: number | null,
  span: Span | null,
  anchor: Anchor,
): Span {
  if (of === "weekday") {
    const inner = span ?? months(need(anchor.year), need(anchor.month));
    const target = weekday ?? 1;
    if (n > 0) return days(inner.from + ((target - weekdayOf(inner.from) + 7) % 7) + (n - 1) * 7);
    return days(inner.to - ((weekdayOf(inner.to) - target + 7) % 7) + (n + 1) * 7);
  }
  const inner =
    span ??
    (of === "month" || of === "quarter" ? years(need(anchor.year)) : months(need(anchor.year), need(anchor.month)));
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
      const monday = back ? mondayOf(inner.to + 1) + n * 7 : firstMonday(inner) + (n - 1) * 7;
      return week(monday);
    }
    case "day":
      return days(back ? inner.to + n + 1 : inner.from + n - 1);
    case "year": {
      const year = back ? fromDay(inner.to).year + n + 1 : fromDay(inner.from).year + n - 1;
      return years(year);
    }
    default:
      throw new Unanchored();
  }
}

/** 年初 is January, 月初 the first ten days; 年末 and 月底 are the last day, as balance sheets mean them. */
function edge(
  which: "start" | "middle" | "end",
  of: "year" | "quarter" | "month" | "week" | null,
  span: Span | null,
  anchor: Anchor,
): Span {
  let whole = span;
  if (whole === null || (of === "year" && whole.grain !== "year") || (of === "month" && whole.grain !== "month")) {
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
