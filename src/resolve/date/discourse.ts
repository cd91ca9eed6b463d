import type { ParsingComponents, ParsingResult, Refiner } from "chrono-node/zh/hans";
import type { At, Part } from "../../recognise/builders/date/expression.js";
import { type ArticleTimes, type Leaf, setDay } from "./article.js";
import { addMonths, fromDay, mondayOf, toDay } from "./calendar.js";
import { carriedYear, wholeYearReported } from "./carried-year.js";
import { type Earlier, MOST_REMEMBERED } from "./history.js";
import { isPlaced, type Placed, type Placement } from "./place.js";
import { placeSamePeriod, spanTold } from "./same-period.js";
import { firstOf, lastOf } from "./timex.js";

/**
 * Reads the article from its beginning, as a reader does: 5月 after 2021年3月 is of that year, 当日 is the day
 * last named, 去年同期 the period last named a year before.
 */
export class DiscourseRefiner implements Refiner {
  private readonly article: ArticleTimes;
  private readonly history: Earlier[] = [];

  constructor(article: ArticleTimes) {
    this.article = article;
  }

  refine(_context: unknown, results: ParsingResult[]): ParsingResult[] {
    for (const result of results) {
      const leaf = this.article.leafOf(result);
      if (leaf === undefined) continue;
      const placement =
        leaf.expression.kind === "same-period"
          ? placeSamePeriod(leaf, leaf.expression, this.history, this.article)
          : this.placeCalendar(result, leaf);
      this.article.placements[result.index] = placement;
      if (!isPlaced(placement)) continue;
      const isYearSaid =
        leaf.expression.kind === "calendar" && (result.start.isCertain("year") || this.isCarried(result));
      const first = leaf.side === "to" ? this.history.at(-1) : undefined;
      if (first?.leaf.side !== "from")
        this.remember(leaf, spanTold(leaf, placement, this.article.referenceDay), isYearSaid, result.index);
      // What follows may ask for the span as a whole: 11月1日至11日 …, 比去年同期 …
      else
        this.history.splice(-1, 1, {
          leaf: { ...leaf, start: first.leaf.start },
          placement: {
            ...placement,
            timex: `${firstOf(first.placement.timex)}/${lastOf(placement.timex)}`,
            from: first.placement.from,
            grain: placement.grain === "day" ? "days" : placement.grain,
          },
          isYearSaid: isYearSaid || first.isYearSaid,
          isFloating: false,
        });
    }
    return results;
  }

  private remember(leaf: Leaf, placement: Placed, isYearSaid: boolean, index: number): void {
    const isFloating = this.article.floating.has(index);
    this.history.push({ leaf, placement, isYearSaid, isFloating });
    if (this.history.length >= 2 * MOST_REMEMBERED) this.history.splice(0, MOST_REMEMBERED);
  }

  private readonly carried = new Set<number>();
  private isCarried(result: ParsingResult): boolean {
    return this.carried.has(result.index);
  }

  private placeCalendar(result: ParsingResult, leaf: Leaf): Placement | null {
    const parts = this.article.partsOf(result);
    const [first] = parts;
    const components = result.start;
    if (first === undefined) return null;
    const from = leaf.side === "to" ? this.history.at(-1) : undefined;
    if (from !== undefined && from.leaf.side === "from") this.inherit(result, first, from);
    else if (first.unit === "daypart" || first.unit === "clock" || first.unit === "zone")
      this.fillDay(result, parts, leaf);
    else if (isContextShift(first)) this.followShift(components, first, leaf);
    else if (isReferenceShift(first)) this.followCompared(components, first, leaf);
    else if (!components.isCertain("year")) this.carry(result, parts, leaf);
    return this.article.place(result);
  }

  /** The second side of a span lies in the year, month and day of the first, unless it says otherwise. */
  private inherit(result: ParsingResult, first: Part, from: Earlier): void {
    const components = result.start;
    const { year, month, day } = fromDay(from.placement.to.day);
    if (isContextShift(first)) {
      this.followShift(components, first, from.leaf, from);
      return;
    }
    if (first.unit === "weekday" || first.unit === "weekend") {
      if (first.weeks === null)
        setDay(
          components,
          mondayOf(toDay(year, month, day)) + (first.unit === "weekday" ? first.weekday - 1 : 5),
          "imply",
        );
      return;
    }
    components.imply("year", year);
    components.imply("month", month);
    components.imply("day", day);
    if ((first.unit === "clock" || first.unit === "daypart") && this.article.floating.has(result.index - 1))
      this.article.floating.add(result.index);
    if (from.isYearSaid) this.carried.add(result.index);
  }

  /** A bare clock time or part of the day is of the day last named in its paragraph; else a clock time is the reference's. */
  private fillDay(result: ParsingResult, parts: readonly Part[], leaf: Leaf): void {
    const day = this.lastDay((earlier) => earlier.leaf.paragraph === leaf.paragraph && !earlier.isFloating);
    if (day !== undefined) setDay(result.start, day.placement.from.day, "imply");
    else if (parts.some(({ unit }) => unit === "clock")) this.article.floating.add(result.index);
    else result.start.delete(["year", "month", "day"]);
  }

  private lastDay(accepts: (earlier: Earlier) => boolean): Earlier | undefined {
    return this.history.findLast(
      (earlier) => ["day", "time"].includes(earlier.placement.grain) && !earlier.leaf.isCompared && accepts(earlier),
    );
  }

  /** 当日, 次月, 同年, 上年: counted from what was named before, else from the reference. */
  private followShift(
    components: ParsingComponents,
    part: Extract<Part, { at: At }>,
    leaf: Leaf,
    from?: Earlier,
  ): void {
    const by = part.at.kind === "shift" ? part.at.by : 0;
    const { referenceDay } = this.article;
    if (part.unit === "day") {
      // 5日公告，将于12月1日召开股东会。当日…: what is to come is left out where another sentence begins
      const last =
        from ??
        this.lastDay(({ leaf: other }) => other.sentence === leaf.sentence || !(other.isFuture || other.isPlanned)) ??
        this.lastDay(() => true);
      const day = last?.placement.from.day ?? referenceDay;
      if (day !== null) setDay(components, day + by, "imply");
      return;
    }
    const base =
      from ??
      (part.unit === "year" && by < 0
        ? // 上年 is the year before one just named as a whole, as in a yearly report; else before the present one
          (this.history.findLast(
            (earlier) =>
              (earlier.placement.grain === "year" || earlier.leaf.fiscalMonths === 12) &&
              earlier.isYearSaid &&
              earlier.leaf.paragraph === leaf.paragraph &&
              !earlier.leaf.isCompared,
          ) ??
          // 截至2023年12月31日，总资产较上年末…
          this.history.findLast(
            (earlier) =>
              leaf.isCompared &&
              earlier.isYearSaid &&
              earlier.leaf.sentence === leaf.sentence &&
              !earlier.leaf.isCompared,
          ) ??
          // …统计公报。…社会消费品零售总额1402亿元，与上年持平
          (leaf.isCompared ? wholeYearReported(this.history, this.article) : undefined))
        : this.history.findLast(
            (earlier) =>
              !earlier.leaf.isCompared &&
              (part.unit !== "month" || !["year", "half", "quarter"].includes(earlier.placement.grain)),
          ));
    // a financial year goes by the year that it ends in
    const day = (base?.leaf.fiscalMonths == null ? base?.placement.from.day : base.placement.to.day) ?? referenceDay;
    if (day === null) return;
    setDay(components, moved(day, part.unit, by), "imply");
  }

  /** 7月份…，环比由上月…: what a figure is compared with is counted from the month that the figure is of. */
  private followCompared(components: ParsingComponents, part: Part, leaf: Leaf): void {
    if (part.unit !== "month" && part.unit !== "quarter" && part.unit !== "week") return;
    const by = part.at.kind === "shift" ? part.at.by : 0;
    if (!leaf.isCompared || by >= 0) return;
    const base = this.history.findLast(
      ({ placement, leaf: earlier }) =>
        placement.grain === part.unit && earlier.paragraph === leaf.paragraph && !earlier.isCompared,
    );
    if (base === undefined) return;
    setDay(components, moved(base.placement.from.day, part.unit, by), "assign");
  }

  /** Fills year and month from what stands before in the sentence, or leads the sentence before. */
  private carry(result: ParsingResult, parts: readonly Part[], leaf: Leaf): void {
    const components = result.start;
    const [first] = parts;
    if (first === undefined) return;
    const last = this.history.findLast(
      (earlier) => earlier.leaf.sentence === leaf.sentence && !earlier.leaf.isCompared,
    );
    if (first.unit === "weekday" || first.unit === "weekend") {
      if (
        first.weeks === null &&
        last !== undefined &&
        last.placement.grain === "day" &&
        leaf.start - last.leaf.end <= 3 &&
        first.unit === "weekday"
      )
        setDay(components, last.placement.from.day, "imply");
      return;
    }
    if (first.unit === "week") return;
    if (isOfMonth(first)) {
      if (last === undefined || !["month", "day", "time", "days"].includes(last.placement.grain)) return;
      if (first.unit === "day" && (!this.isPresent(last) || (leaf.isReport && last.placement.grain === "month")))
        return;
      const { year, month } = fromDay(last.placement.to.day);
      components.imply("year", year).imply("month", month);
      if (last.isYearSaid) this.carried.add(result.index);
      return;
    }
    const year = carriedYear(parts, leaf, this.history, this.article);
    if (year === null) return;
    components.imply("year", year);
    this.carried.add(result.index);
  }

  /** Whether a bare day may be of the month of a date before it: of a day within the year, a month within some two. */
  private isPresent({ placement: { from, grain } }: Earlier): boolean {
    const { referenceDay } = this.article;
    return referenceDay === null || Math.abs(referenceDay - from.day) <= (grain === "month" ? 62 : 366);
  }
}

const MONTHS: Readonly<Partial<Record<Part["unit"], number>>> = { year: 12, half: 6, quarter: 3, month: 1 };

/** A day so many years, quarters, months or else weeks later. */
function moved(day: number, unit: Part["unit"], by: number): number {
  const months = MONTHS[unit];
  return months === undefined ? day + by * 7 : addMonths(day, by * months);
}

const isContextShift = (part: Part): part is Extract<Part, { at: At }> =>
  "at" in part && part.at.kind === "shift" && part.at.from === "context";

const isReferenceShift = (part: Part): boolean =>
  "at" in part && part.at.kind === "shift" && part.at.from === "reference";

/** Units that need a month before them. */
const isOfMonth = (part: Part): boolean =>
  (part.unit === "day" && part.at.kind === "said") ||
  part.unit === "tenday" ||
  (part.unit === "week" && part.at.kind === "said") ||
  (part.unit === "edge" && part.of === "month");
