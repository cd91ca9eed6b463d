import type { At, SamePeriodExpression } from "../../recognise/builders/date/expression.js";
import type { ArticleTimes, Leaf } from "./article.js";
import { addMonths, type CivilDate, daysInMonth, formatDay, formatYear, fromDay, toDay } from "./calendar.js";
import { yearSaid } from "./components.js";
import type { Earlier } from "./history.js";
import type { Moment, Placed } from "./place.js";
import { monthSpan, years } from "./spans.js";

/** 去年同期, 同期: the period that the text tells of, in another year. */

/** The period last named, in the year asked for. */
export function placeSamePeriod(
  leaf: Leaf,
  { year }: SamePeriodExpression,
  history: readonly Earlier[],
  { reference, referenceDay }: ArticleTimes,
): Placed | null {
  const candidates = history.filter(
    (earlier) =>
      !earlier.leaf.isCompared &&
      // 2025年至2023年 is no period
      earlier.placement.to.day >= earlier.placement.from.day &&
      !(leaf.side === "to" && earlier === history.at(-1)) &&
      (referenceDay === null || earlier.placement.from.day <= referenceDay),
  );
  // 记者7月17日获悉，上半年…: a period proper before a mere day
  const periods = candidates.filter(({ placement }) => !["day", "time"].includes(placement.grain));
  const isNear = ({ leaf: { paragraph } }: Earlier): boolean => paragraph === leaf.paragraph;
  // 去年同期 is of a period of this year, be it no more than 5月底, before one of 2019年10月开工
  const isOfLastYear = year?.kind === "shift" && year.from === "reference";
  const isPresent = ({ placement: { to } }: Earlier): boolean =>
    !isOfLastYear || reference === null || fromDay(to.day).year === reference.year;
  // 截至10月底，…比去年同期…, though the year was named before
  const last = candidates.findLast(({ leaf: { sentence } }) => sentence === leaf.sentence);
  const base =
    (last !== undefined && isUpTo(last) ? last : undefined) ??
    periods.findLast((earlier) => isNear(earlier) && isPresent(earlier)) ??
    candidates.findLast((earlier) => isNear(earlier) && isPresent(earlier) && isUpTo(earlier)) ??
    periods.findLast(isNear) ??
    // what a paragraph begins with holds for those after it; what it says in passing does not
    periods.findLast((earlier) => earlier.leaf.opensParagraph && isPresent(earlier)) ??
    periods.find(isPresent) ??
    periods[0] ??
    candidates.findLast(({ placement, leaf: { sentence } }) => placement.grain === "day" && sentence === leaf.sentence);
  if (base === undefined) return null;
  const { placement } = base;
  const baseYear = fromDay(placement.to.day).year;
  const target = yearOfSamePeriod(year, baseYear, reference);
  if (target === null) return null;
  const by = target - baseYear;
  if (placement.grain === "year" && by !== 0) return placementOf(years(target));
  return shiftYears(placement, by);
}

/** 截至11月20日, 6月末: a day up to which something is counted. */
function isUpTo({ leaf: { isAsOf, expression } }: Earlier): boolean {
  const last = expression.kind === "calendar" ? expression.parts.at(-1) : undefined;
  return isAsOf || (last?.unit === "edge" && last.edge === "end");
}

/** 去年同期 beside 2021年1—8月 in a later year is counted from the period told, as 上年同期 is. */
function yearOfSamePeriod(year: At | null, baseYear: number, reference: CivilDate | null): number | null {
  if (year === null) return baseYear;
  return year.kind === "shift" ? baseYear + year.by : yearSaid(year, reference);
}

/** The period that a date tells of where that is more than its own place: the span of a report, the year so far. */
export function spanTold(leaf: Leaf, placement: Placed, referenceDay: number | null): Placed {
  return untilNow(leaf, ofReport(leaf, placement), referenceDay);
}

/** 今年以来 has lasted until today: 去年同期 is the same part of last year. */
function untilNow(leaf: Leaf, placement: Placed, referenceDay: number | null): Placed {
  const { from, to } = placement;
  if (!leaf.isSince || referenceDay === null) return placement;
  if (placement.grain !== "year" || referenceDay < from.day || referenceDay >= to.day) return placement;
  const today = { ...to, day: referenceDay };
  return { ...placement, timex: `${formatDay(from.day)}/${formatDay(referenceDay)}`, to: today, grain: "days" };
}

/** What the end of a financial span stands for: 去年同期 of 截至6月30日止六个月 is half a year. */
function ofReport({ fiscalMonths }: Leaf, placement: Placed): Placed {
  const { to } = placement;
  if (fiscalMonths === null) return placement;
  const first = addMonths(to.day + 1, -fiscalMonths);
  const { year, month } = fromDay(first);
  if (fiscalMonths === 12 && month === 1) return placementOf(years(year));
  return placementOf(monthSpan(first, to.day));
}

function placementOf({ from, to, timex, grain, isPoint }: ReturnType<typeof years>): Placed {
  const moment = (day: number): Moment => ({ day, seconds: null, toTheSecond: false });
  return { timex, from: moment(from), to: moment(to), grain, isPoint };
}

/** The same months and days of another year; the end of a month stays its end. */
function shiftYears(placement: Placed, by: number): Placed {
  const shift = (moment: Moment): Moment => {
    const { year, month, day } = fromDay(moment.day);
    const isMonthEnd = day === daysInMonth(year, month) && placement.grain !== "day";
    const last = daysInMonth(year + by, month);
    return { ...moment, day: toDay(year + by, month, isMonthEnd ? last : Math.min(day, last)) };
  };
  const [from, to] = [shift(placement.from), shift(placement.to)];
  // 2月29日 is the 28th in another year, so days are told anew.
  const isInDays = placement.grain === "day" || placement.timex.startsWith(`${formatDay(placement.from.day)}/`);
  const timex = isInDays
    ? [...new Set([formatDay(from.day), formatDay(to.day)])].join("/")
    : placement.timex.replaceAll(/(?<![\d-])\d{4}(?=[-/]|$)/g, (year) => formatYear(Number(year) + by));
  return { ...placement, timex, from, to };
}
