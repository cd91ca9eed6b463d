import type { Part } from "../../recognise/builders/date/expression.js";
import { daysInMonth, formatDay, formatYear, fromDay, mondayOf, pad2, toDay } from "./calendar.js";
import { hasHolidays, lunarDay, lunarMonth, lunarMonthOf, statutoryHoliday } from "./lunar.js";
import {
  type Anchor,
  anchorDay,
  days,
  decadeNear,
  edge,
  feastDay,
  type Grain,
  monthOf,
  months,
  need,
  nthUnit,
  type Span,
  season,
  slice,
  spanOf,
  Unanchored,
  week,
  weekend,
  yearOf,
  years,
} from "./spans.js";

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

/** One that lies on a day: what has no days has neither first nor last. */
export interface Placed extends Placement {
  readonly from: Moment;
  readonly to: Moment;
}
export const isPlaced = (placement: Placement | null): placement is Placed => placement?.from != null;

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
      if (part.at.kind === "said") return nthUnit(part.at.n, "week", null, span);
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
      return nthUnit(part.n, part.of, part.weekday, span);
    case "away": {
      if (span === null) throw new Unanchored();
      const [from, to] = part.sign < 0 ? [span.from - part.days, span.from - 1] : [span.to + 1, span.to + part.days];
      return from === to ? days(from) : spanOf(from, to, `${formatDay(from)}/${formatDay(to)}`, "days");
    }
    case "edge":
      return edge(part.edge, part.of, span, anchor);
    case "feast": {
      const day = feastDay(part.feast, yearOf(span, anchor));
      if (day === null) throw new Unanchored();
      if (part.around !== null) {
        const [from, to] = [day - part.around[0], day + part.around[1]];
        return spanOf(from, to, `${formatDay(from)}/${formatDay(to)}`, "days");
      }
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
