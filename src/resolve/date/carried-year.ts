import type { Part } from "../../recognise/builders/date/expression.js";
import type { ArticleTimes, Leaf } from "./article.js";
import { type CivilDate, fromDay, toDay } from "./calendar.js";
import type { Earlier } from "./history.js";
import { isPlaced, placeParts } from "./place.js";
import { NOWHERE, years } from "./spans.js";

type History = readonly Earlier[];

/**
 * The year that goes on from the dates before to one without a year: 5月 after 2021年3月. Null where none does, and
 * the nearest year is meant.
 */
export function carriedYear(
  parts: readonly Part[],
  leaf: Leaf,
  history: History,
  article: ArticleTimes,
): number | null {
  const [first] = parts;
  if (first === undefined || (leaf.isFuture && first.unit === "edge")) return null;
  const last = history.findLast((earlier) => earlier.leaf.sentence === leaf.sentence && !earlier.leaf.isCompared);
  const source =
    last?.isYearSaid === true
      ? last
      : ((last === undefined ? leadOfSentenceBefore(leaf, history) : undefined) ??
        yearReported(parts, leaf, history, article));
  if (source === undefined) return null;
  const { year, month } = lastMonthOf(source, first);
  if (isToCome(parts, leaf, year, article)) return null;
  return year + (isOfYearAfter(first, year, month, source, article) ? 1 : 0);
}

/** The last month of a date; of one that goes over a year's end, such as a winter, the year that a month lies in. */
function lastMonthOf({ placement: { from, to } }: Earlier, first: Part): { year: number; month: number } {
  const [start, end] = [fromDay(from.day), fromDay(to.day)];
  const isOfFirst = first.unit === "month" && first.at.kind === "said" && first.at.n >= start.month;
  return end.year === start.year + 1 && end.month < start.month && isOfFirst ? { ...start, month: 12 } : end;
}

/** 2021年3月开工，预计12月投产: what is expected does not go with a year that is over. */
function isToCome(parts: readonly Part[], leaf: Leaf, year: number, { reference }: ArticleTimes): boolean {
  if (reference === null || year >= reference.year) return false;
  return leaf.isFuture || (leaf.isPlanned && isNotOver(parts, reference));
}

/** Whether a date of the present year reaches to the reference. */
function isNotOver(parts: readonly Part[], reference: CivilDate): boolean {
  const present = placeParts(parts, { ...NOWHERE, year: reference.year });
  return isPlaced(present) && present.to.day >= toDay(reference.year, reference.month, reference.day);
}

/** What statistics are told of. */
const OF_REPORTS: ReadonlySet<Part["unit"]> = new Set(["whole", "half", "quarter", "month", "slice", "edge"]);

/** 去年12月签约，3月开工: a month far back in the year is of the next, unless that is yet to come. */
function isOfYearAfter(
  first: Part,
  year: number,
  month: number,
  { placement }: Earlier,
  { reference }: ArticleTimes,
): boolean {
  if (reference === null || first.unit !== "month" || first.at.kind !== "said" || first.at.to !== null) return false;
  if (!["month", "day", "time"].includes(placement.grain) || month - first.at.n < 6) return false;
  return year + 1 < reference.year || (year + 1 === reference.year && first.at.n <= reference.month);
}

/**
 * 2023年，…。分季度看，一季度…: told in January of a year that is over, what is not yet over in the present one
 * belongs to it.
 */
function yearReported(
  parts: readonly Part[],
  leaf: Leaf,
  history: History,
  article: ArticleTimes,
): Earlier | undefined {
  const { reference } = article;
  if (reference === null || leaf.isFuture || leaf.isBare) return undefined;
  // 3月12日 in a paper of that day is no day of the year reported.
  const isOfReports = parts.every(({ unit }, at) => (at === 0 ? OF_REPORTS.has(unit) : unit !== "day"));
  if (!isOfReports || !isNotOver(parts, reference)) return undefined;
  return wholeYearReported(history, article);
}

/** The year before the present one, where the text was last about it and names it as a whole: 2022年…统计公报. */
export function wholeYearReported(history: History, { reference, referenceDay }: ArticleTimes): Earlier | undefined {
  if (reference === null) return undefined;
  // 2023年2月20日 under the headline is the day of the page, and tells of nothing.
  const isOfPage = ({ placement: { grain, from } }: Earlier): boolean =>
    grain === "day" && referenceDay !== null && from.day <= referenceDay && from.day > referenceDay - 31;
  const told = history.filter(
    (earlier) => earlier.isYearSaid && !earlier.leaf.isCompared && !earlier.leaf.isQuoted && !isOfPage(earlier),
  );
  const last = told.at(-1);
  if (last === undefined || fromDay(last.placement.from.day).year !== reference.year - 1) return undefined;
  const year = years(reference.year - 1);
  return told.findLast(({ placement: { from, to } }) => from.day === year.from && to.day === year.to);
}

/** 2021年，……。3月，……: a year that leads a sentence goes on into the next one that begins with a month. */
function leadOfSentenceBefore(leaf: Leaf, history: History): Earlier | undefined {
  if (leaf.start > 1) return undefined;
  const told = history.filter((earlier) => earlier.leaf.paragraph === leaf.paragraph && !earlier.leaf.isCompared);
  const before = told.at(-1);
  if (before === undefined || leaf.sentence - before.leaf.sentence > 2) return undefined;
  const lead = history.find((earlier) => earlier.leaf.sentence === before.leaf.sentence) ?? before;
  // 8月当月，…。2020年8月，…。8月末，…: a glance back at another year
  const isGlance = told.some(
    (earlier) =>
      earlier.leaf.sentence < before.leaf.sentence &&
      !earlier.isYearSaid &&
      !["day", "time"].includes(earlier.placement.grain),
  );
  // “去年这个时候，船要等两天。”5月投用的闸口…: what somebody said is not what the text goes on from.
  if (isGlance || (lead.leaf.isQuoted && !leaf.isQuoted)) return undefined;
  // 2021年以来，…。上半年，…: what lasts until today does not hold the text in its first year.
  const isLead = lead.leaf.start <= 1 && lead.isYearSaid && before.isYearSaid && !before.leaf.isSince;
  return isLead ? before : undefined;
}
