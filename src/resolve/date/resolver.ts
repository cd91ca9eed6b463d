import type {
  Amount,
  At,
  Bound,
  CalendarExpression,
  OffsetExpression,
  Part,
  PlaceExpression,
  RangeExpression,
  SamePeriodExpression,
  TimeExpression,
} from "../../recognise/builders/date/expression.js";
import type { DateType, ResolvedTime } from "../../types.js";
import { addMonths, type CivilDate, formatDay, formatMonth, formatYear, fromDay, toDay } from "./calendar.js";
import { formatMoment, type Moment, type Placement } from "./place.js";
import { years } from "./spans.js";
import {
  durationTimex,
  firstOf,
  lastOf,
  periodOf,
  periodOfPlacement,
  recurringTimex,
  unresolvedTimex,
} from "./timex.js";

interface Dates {
  readonly timex: string | null;
  readonly from: Moment | null;
  readonly to: Moment | null;
  readonly dateType: DateType;
  readonly period: string | null;
}

/** Makes dates and TIMEX values of one expression from the places that its parts were given, in text order. */
export class Resolver {
  private readonly reference: CivilDate | null;
  private readonly placements: readonly (Placement | null)[];
  private used = 0;

  constructor(reference: CivilDate | null, placements: readonly (Placement | null)[]) {
    this.reference = reference;
    this.placements = placements;
  }

  resolve(expression: TimeExpression): ResolvedTime {
    const { timex, from, to, dateType, period } = this.datesOf(expression);
    return {
      timex,
      startDate: from === null ? null : formatMoment(from),
      endDate: to === null ? null : formatMoment(to),
      dateType,
      period,
    };
  }

  private get today(): number | null {
    return this.reference === null ? null : toDay(this.reference.year, this.reference.month, this.reference.day);
  }

  private datesOf(expression: TimeExpression): Dates {
    switch (expression.kind) {
      case "calendar":
      case "same-period":
      case "offset":
        return this.placeDates(expression);
      case "range":
        return this.rangeDates(expression);
      case "bounded":
        return this.boundedDates(expression.bound, expression.of, expression.months);
      case "duration": {
        const timex = durationTimex(expression.amount);
        const long = expression.to === null ? "" : `/${durationTimex(expression.to)}`;
        return { timex: `${timex}${long}`, from: null, to: null, dateType: "duration", period: null };
      }
      case "set": {
        const parts = expression.within?.kind === "calendar" ? expression.within.parts : null;
        const period = durationTimex(expression.every);
        const timex = expression.timex ?? (parts === null ? null : recurringTimex(expression.every, parts)) ?? period;
        return { timex, from: null, to: null, dateType: "set", period };
      }
      case "vague":
        return { timex: expression.timex, from: null, to: null, dateType: "point", period: null };
      default:
        return expression satisfies never;
    }
  }

  private placeDates(place: PlaceExpression): Dates {
    if (place.kind === "offset") return this.offsetDates(place);
    const placement = this.placements[this.used++] ?? null;
    if (placement === null) return unresolved(place, this.reference);
    const { timex, from, to, isPoint } = placement;
    const dateType = isPoint && place.kind === "calendar" ? "point" : "span";
    const period = place.kind === "calendar" ? periodOfEdge(place.parts, placement) : null;
    return { timex, from, to, dateType, period: period ?? periodOfPlacement(placement) };
  }

  private rangeDates({ from, to }: RangeExpression): Dates {
    const start = this.placeDates(from);
    if (to === null) {
      // 至今 of a text read against a day before its own beginning says nothing of its end
      const isOver = this.today !== null && (start.from === null || start.from.day <= this.today);
      const end = isOver ? this.today : null;
      return {
        timex: `${firstOf(start.timex)}/${end === null ? ".." : formatDay(end)}`,
        from: start.from,
        to: end === null ? null : wholeDay(end),
        dateType: "span",
        period: periodOf(start.from?.day ?? null, end),
      };
    }
    const end = this.placeDates(to);
    const isWhole = start.from !== null && end.to !== null;
    if (start.from !== null && end.to !== null && end.to.day < start.from.day)
      return {
        timex: `${firstOf(start.timex)}/${lastOf(end.timex)}`,
        from: null,
        to: null,
        dateType: "span",
        period: null,
      };
    // 年初至报告期末 from a month to the end of a quarter is told in months
    const [first, last] = [firstOf(start.timex), lastOf(end.timex)];
    const isInMonths = /^\d{4}-\d\d$/.test(first ?? "") && /-[QH]\d$/.test(last ?? "") && end.to !== null;
    const day = fromDay(end.to?.day ?? 0);
    return {
      timex: `${first}/${isInMonths ? formatMonth(day.year, day.month) : last}`,
      from: start.from,
      to: end.to,
      dateType: "span",
      period: isWhole ? periodOf(start.from?.day ?? null, end.to?.day ?? null) : null,
    };
  }

  private boundedDates(bound: Bound, of: PlaceExpression | RangeExpression, months: number): Dates {
    const inner = of.kind === "range" ? this.rangeDates(of) : this.placeDates(of);
    const { today } = this;
    const { timex, from, to } = inner;
    switch (bound) {
      case "around":
      case "during":
        return inner;
      case "as-of": {
        if (inner.dateType === "point") return inner;
        const period = to === null ? null : periodOf(to.day, to.day);
        return { timex: `../${lastOf(timex)}`, from: null, to, dateType: "span", period };
      }
      case "by":
      case "before":
        return { timex: `../${lastOf(timex)}`, from: null, to, dateType: "span", period: inner.period };
      case "from":
      case "after":
        return {
          timex: `${firstOf(timex)}/..`,
          from,
          to: null,
          dateType: "span",
          period:
            from === null
              ? null
              : `${inner.dateType === "point" ? formatDay(from.day) : (inner.period ?? formatDay(from.day))}/..`,
        };
      case "since": {
        // 今年以来 keeps the year's own value (contract); its end is the reference date
        const holdsToday = today !== null && from !== null && to !== null && from.day <= today && today <= to.day;
        const end = today === null || from === null || from.day > today ? null : today;
        return {
          timex: holdsToday && of.kind === "calendar" ? timex : `${firstOf(timex)}/..`,
          from,
          to: end === null ? null : wholeDay(end),
          dateType: "span",
          period: from === null ? null : periodOf(from.day, end),
        };
      }
      case "fiscal-year": {
        if (to === null) return inner;
        const first = addMonths(to.day + 1, -months);
        const [start, end] = [fromDay(first), fromDay(to.day)];
        const isCalendarYear = start.year === end.year && months === 12;
        return {
          timex: isCalendarYear
            ? formatYear(end.year)
            : `${formatMonth(start.year, start.month)}/${formatMonth(end.year, end.month)}`,
          from: wholeDay(first),
          to: wholeDay(to.day),
          dateType: "span",
          period: periodOf(first, to.day),
        };
      }
      default:
        return bound satisfies never;
    }
  }

  private offsetDates({ amount, to: longest, direction, shape, approximation }: OffsetExpression): Dates {
    const { today } = this;
    const vague = direction === "past" ? "PAST_REF" : "FUTURE_REF";
    const timex = longest === null ? durationTimex(amount) : `${durationTimex(amount)}/${durationTimex(longest)}`;
    const sign = direction === "past" ? -1 : 1;
    const isTimed = amount.some(({ unit }) => ["hour", "minute", "second"].includes(unit));
    if (shape === "point" || shape === "open") {
      const isBeyondCalendars = amount.some(({ n, unit }) => unit === "year" && (n ?? 0) > MOST_YEARS);
      if (isTimed || approximation !== "exact" || today === null || isBeyondCalendars)
        return { timex: vague, from: null, to: null, dateType: "point", period: null };
      return pointAt(moveBy(today, amount, sign), amount);
    }
    if (today === null || isTimed) return { timex, from: null, to: null, dateType: "duration", period: null };
    const unit = amount[0]?.unit;
    const n = amount[0]?.n ?? 1;
    if (amount.some((part) => part.n === null))
      return { timex, from: null, to: null, dateType: "duration", period: null };
    if (shape === "whole-units" && direction === "past" && amount.length === 1 && Number.isInteger(n)) {
      const span = wholeUnitsBefore(today, unit, n);
      if (span !== null)
        return {
          timex,
          from: wholeDay(span[0]),
          to: wholeDay(span[1]),
          dateType: "duration",
          period: periodOf(...span),
        };
    }
    const other = moveBy(today, longest ?? amount, sign);
    const [from, to] = direction === "past" ? [other, today] : [today, other];
    return { timex, from: wholeDay(from), to: wholeDay(to), dateType: "duration", period: periodOf(from, to) };
  }
}

/** 2亿年前 is no year of the calendar. */
const MOST_YEARS = 5000;

const wholeDay = (day: number): Moment => ({ day, seconds: null, toTheSecond: false });

/** A figure of 月初 holds for the month, one of the end of a five-year plan for its last year. */
function periodOfEdge(parts: readonly Part[], { from, to }: Placement): string | null {
  const last = parts.at(-1);
  if (last?.unit !== "edge" || from === null || to === null) return null;
  const { year, month } = fromDay(to.day);
  if (last.edge !== "end")
    return from.day < to.day && month === fromDay(from.day).month ? formatMonth(year, month) : null;
  const isOfYears = parts.some((part) => part.unit === "year" && part.at.kind === "said" && part.at.to !== null);
  return isOfYears ? formatYear(year) : null;
}

function unresolved(place: CalendarExpression | SamePeriodExpression, reference: CivilDate | null): Dates {
  if (place.kind === "same-period")
    return { timex: yearTimex(place.year, reference), from: null, to: null, dateType: "span", period: null };
  const isPoint = place.parts.some(({ unit }) => ["day", "weekday", "feast", "clock", "daypart"].includes(unit));
  return {
    timex: unresolvedTimex(place.parts),
    from: null,
    to: null,
    dateType: isPoint ? "point" : "span",
    period: null,
  };
}

/** Of 去年同期 with no period before it, the year; its months are not known. */
function yearTimex(at: At | null, reference: CivilDate | null): string {
  if (at?.kind === "said") return formatYear(at.n);
  return at?.kind === "shift" && reference !== null ? formatYear(reference.year + at.by) : "XXXX";
}

/** A day so long before or after another; broken years count in months, broken months and weeks in days. */
function moveBy(day: number, amount: Amount, sign: 1 | -1): number {
  let months = 0;
  let days = 0;
  for (const { n: said, unit } of amount) {
    const n = said ?? 0;
    if (unit === "century") months += n * 1200;
    else if (unit === "year") months += n * 12;
    else if (unit === "quarter") months += n * 3;
    else if (unit === "month") months += n;
    else if (unit === "week") days += n * 7;
    else if (unit === "day") days += n;
  }
  const whole = Math.floor(months);
  return addMonths(day, sign * whole) + sign * Math.round(days + (months - whole) * 30);
}

/** 五年前 is a year, 3个月前 a month, 20天后 a day. */
function pointAt(day: number, amount: Amount): Dates {
  const finest = amount.at(-1);
  const { year, month } = fromDay(day);
  const isBroken = amount.some(({ n }) => !Number.isInteger(n ?? 0));
  if (finest?.unit === "year" || finest?.unit === "century") {
    if (isBroken) return monthDates(year, month);
    const span = years(year);
    return {
      timex: span.timex,
      from: wholeDay(span.from),
      to: wholeDay(span.to),
      dateType: "span",
      period: formatYear(year),
    };
  }
  if ((finest?.unit === "month" || finest?.unit === "quarter") && !isBroken) return monthDates(year, month);
  return { timex: formatDay(day), from: wholeDay(day), to: wholeDay(day), dateType: "point", period: formatDay(day) };
}

function monthDates(year: number, month: number): Dates {
  const first = toDay(year, month, 1);
  const timex = formatMonth(year, month);
  return { timex, from: wholeDay(first), to: wholeDay(addMonths(first, 1) - 1), dateType: "span", period: timex };
}

/** 前两年, 上两个月: that many whole units before the present one; null for days, which are simply counted back. */
function wholeUnitsBefore(today: number, unit: string | undefined, n: number): readonly [number, number] | null {
  const { year, month } = fromDay(today);
  if (unit === "year") return [toDay(year - n, 1, 1), toDay(year - 1, 12, 31)];
  if (unit === "month") return [addMonths(toDay(year, month, 1), -n), toDay(year, month, 1) - 1];
  if (unit === "day") return [today - n, today - 1];
  if (unit === "week") return [today - 7 * n, today - 1];
  return null;
}
