import type { ParsingComponents, ParsingResult, Refiner } from "chrono-node/zh/hans";
import type { At, Part, SamePeriodExpression } from "../../recognise/builders/date/expression.js";
import { type ArticleTimes, type Leaf, setDay } from "./article.js";
import { addMonths, daysInMonth, formatDay, fromDay, mondayOf, toDay } from "./calendar.js";
import { yearSaid } from "./components.js";
import { type Moment, type Placement, placeParts } from "./place.js";
import { monthSpan, NOWHERE, years } from "./spans.js";

/** A date placed earlier in the article. */
interface Earlier {
  readonly leaf: Leaf;
  readonly placement: Placement;
  readonly from: Moment;
  readonly isYearSaid: boolean;
}

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
          ? this.placeSamePeriod(leaf, leaf.expression)
          : this.placeCalendar(result, leaf);
      this.article.placements[result.index] = placement;
      if (placement?.from == null) continue;
      const isYearSaid =
        leaf.expression.kind === "calendar" && (result.start.isCertain("year") || this.isCarried(result));
      const first = leaf.side === "to" ? this.history.at(-1) : undefined;
      if (first?.leaf.side !== "from") this.remember(leaf, this.untilNow(leaf, ofReport(leaf, placement)), isYearSaid);
      // What follows may ask for the span as a whole: 11月1日至11日 …, 比去年同期 …
      else
        this.history.splice(-1, 1, {
          leaf: { ...leaf, start: first.leaf.start },
          placement: {
            ...placement,
            timex: `${first.placement.timex}/${placement.timex}`,
            from: first.from,
            grain: placement.grain === "day" ? "days" : placement.grain,
          },
          from: first.from,
          isYearSaid: isYearSaid || first.isYearSaid,
        });
    }
    return results;
  }

  private remember(leaf: Leaf, placement: Placement, isYearSaid: boolean): void {
    if (placement.from !== null) this.history.push({ leaf, placement, from: placement.from, isYearSaid });
  }

  /** 今年以来 has lasted until today: 去年同期 is the same part of last year. */
  private untilNow(leaf: Leaf, placement: Placement): Placement {
    const { referenceDay } = this.article;
    const { from, to } = placement;
    if (!leaf.isSince || referenceDay === null || from === null || to === null) return placement;
    if (placement.grain !== "year" || referenceDay < from.day || referenceDay >= to.day) return placement;
    const today = { ...to, day: referenceDay };
    return { ...placement, timex: `${formatDay(from.day)}/${formatDay(referenceDay)}`, to: today, grain: "days" };
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
    const { year, month, day } = fromDay(from.placement.to?.day ?? from.from.day);
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
    const day = this.lastDay(
      (earlier) =>
        earlier.leaf.paragraph === leaf.paragraph &&
        !this.article.floating.has(this.article.leaves.indexOf(earlier.leaf)),
    );
    if (day !== undefined) setDay(result.start, day.from.day, "imply");
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
        this.lastDay((earlier) => earlier.leaf.sentence === leaf.sentence || !earlier.leaf.isFuture) ??
        this.lastDay(() => true);
      const day = last?.from.day ?? referenceDay;
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
          ))
        : this.history.findLast(
            (earlier) =>
              !earlier.leaf.isCompared &&
              (part.unit !== "month" || !["year", "half", "quarter"].includes(earlier.placement.grain)),
          ));
    // a financial year goes by the year that it ends in
    const day = (base?.leaf.fiscalMonths == null ? base?.from.day : base.placement.to?.day) ?? referenceDay;
    if (day === null) return;
    const size =
      part.unit === "year"
        ? 12
        : part.unit === "half"
          ? 6
          : part.unit === "quarter"
            ? 3
            : part.unit === "month"
              ? 1
              : 0;
    setDay(components, size > 0 ? addMonths(day, by * size) : day + by * 7, "imply");
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
    const day =
      part.unit === "week" ? base.from.day + by * 7 : addMonths(base.from.day, by * (part.unit === "month" ? 1 : 3));
    setDay(components, day, "assign");
  }

  /** Fills year and month from what stands before in the sentence, or leads the sentence before. */
  private carry(result: ParsingResult, parts: readonly Part[], leaf: Leaf): void {
    const components = result.start;
    const [first] = parts;
    if (first === undefined) return;
    const inSentence = this.history.filter(
      (earlier) => earlier.leaf.sentence === leaf.sentence && !earlier.leaf.isCompared,
    );
    const last = inSentence.at(-1);
    if (first.unit === "weekday" || first.unit === "weekend") {
      if (
        first.weeks === null &&
        last !== undefined &&
        last.placement.grain === "day" &&
        leaf.start - last.leaf.end <= 3 &&
        first.unit === "weekday"
      )
        setDay(components, last.from.day, "imply");
      return;
    }
    if (first.unit === "week") return;
    if (isOfMonth(first)) {
      if (last === undefined || !["month", "day", "time", "days"].includes(last.placement.grain)) return;
      if (first.unit === "day" && (!this.isPresent(last) || (leaf.isReport && last.placement.grain === "month")))
        return;
      const { year, month } = fromDay((last.placement.to ?? last.from).day);
      components.imply("year", year).imply("month", month);
      if (last.isYearSaid) this.carried.add(result.index);
      return;
    }
    if (leaf.isFuture && first.unit === "edge") return;
    const source =
      last?.isYearSaid === true
        ? last
        : ((last === undefined ? this.leadOfSentenceBefore(leaf) : undefined) ?? this.yearReported(parts, leaf));
    if (source === undefined) return;
    const { year, month } = fromDay((source.placement.to ?? source.from).day);
    if (this.isToCome(parts, leaf, year)) return;
    components.imply("year", year + (this.isOfYearAfter(first, year, month, source) ? 1 : 0));
    this.carried.add(result.index);
  }

  /** 2021年3月开工，预计12月投产: what is expected does not go with a year that is over. */
  private isToCome(parts: readonly Part[], leaf: Leaf, year: number): boolean {
    const { reference, referenceDay } = this.article;
    if (reference === null || referenceDay === null || year >= reference.year) return false;
    if (leaf.isFuture) return true;
    if (!leaf.isPlanned) return false;
    const present = placeParts(parts, { ...NOWHERE, year: reference.year });
    return present?.to != null && present.to.day >= referenceDay;
  }

  /** 去年12月签约，3月开工: a month far back in the year is of the next, unless that is yet to come. */
  private isOfYearAfter(first: Part, year: number, month: number, { placement }: Earlier): boolean {
    const { reference } = this.article;
    if (reference === null || first.unit !== "month" || first.at.kind !== "said" || first.at.to !== null) return false;
    if (!["month", "day", "time"].includes(placement.grain) || month - first.at.n < 6) return false;
    return year + 1 < reference.year || (year + 1 === reference.year && first.at.n <= reference.month);
  }

  /** Whether a bare day may be of the month of a date before it: of a day within the year, a month within some two. */
  private isPresent({ from, placement: { grain } }: Earlier): boolean {
    const { referenceDay } = this.article;
    return referenceDay === null || Math.abs(referenceDay - from.day) <= (grain === "month" ? 62 : 366);
  }

  /**
   * 2023年，…。分季度看，一季度…: told in January of a year that is over, what is not yet over in the present one
   * belongs to it.
   */
  private yearReported(parts: readonly Part[], leaf: Leaf): Earlier | undefined {
    const { reference, referenceDay } = this.article;
    const [first] = parts;
    if (reference === null || referenceDay === null || leaf.isFuture || leaf.isBare) return undefined;
    if (first === undefined || !["whole", "half", "quarter", "month", "slice", "edge"].includes(first.unit))
      return undefined;
    const present = placeParts(parts, { ...NOWHERE, year: reference.year });
    if (present?.to == null || present.to.day < referenceDay) return undefined;
    const told = this.history.filter((earlier) => earlier.isYearSaid && !earlier.leaf.isCompared);
    const last = told.at(-1);
    if (last === undefined || fromDay(last.from.day).year !== reference.year - 1) return undefined;
    const year = years(reference.year - 1);
    return told.findLast(({ from, placement: { to } }) => from.day === year.from && to?.day === year.to);
  }

  /** 2021年，……。3月，……: a year that leads a sentence goes on into the next one that begins with a month. */
  private leadOfSentenceBefore(leaf: Leaf): Earlier | undefined {
    if (leaf.start > 1) return undefined;
    const before = this.history.findLast(
      (earlier) =>
        earlier.leaf.sentence < leaf.sentence && earlier.leaf.paragraph === leaf.paragraph && !earlier.leaf.isCompared,
    );
    if (before === undefined || leaf.sentence - before.leaf.sentence > 2) return undefined;
    const lead = this.history.find((earlier) => earlier.leaf.sentence === before.leaf.sentence);
    return lead !== undefined && lead.leaf.start <= 1 && lead.isYearSaid && before.isYearSaid ? before : undefined;
  }

  /** The period last named, in the year asked for. */
  private placeSamePeriod(leaf: Leaf, { year }: SamePeriodExpression): Placement | null {
    const { referenceDay } = this.article;
    const candidates = this.history.filter(
      (earlier) =>
        !earlier.leaf.isCompared &&
        !(leaf.side === "to" && earlier === this.history.at(-1)) &&
        (referenceDay === null || earlier.from.day <= referenceDay),
    );
    // 记者7月17日获悉，上半年…: a period proper before a mere day
    const periods = candidates.filter(({ placement }) => !["day", "time"].includes(placement.grain));
    // 截至10月底，…比去年同期…, though the year was named before
    const last = candidates.findLast(({ leaf: { sentence } }) => sentence === leaf.sentence);
    const base =
      (last?.leaf.isAsOf === true ? last : undefined) ??
      periods.findLast(({ leaf: { paragraph } }) => paragraph === leaf.paragraph) ??
      // what a paragraph begins with holds for those after it; what it says in passing does not
      periods.findLast((earlier) => earlier.leaf.opensParagraph) ??
      periods[0] ??
      candidates.findLast(
        ({ placement, leaf: { sentence } }) => placement.grain === "day" && sentence === leaf.sentence,
      );
    const target = this.yearOfSamePeriod(year, base);
    if (target === null) return null;
    if (base?.placement.to == null) return null;
    const { placement } = base;
    const by = target - fromDay(placement.to?.day ?? base.from.day).year;
    if (placement.grain === "year" && by !== 0) return placementOf(years(target));
    return shiftYears(placement, by);
  }

  private yearOfSamePeriod(year: At | null, base: Earlier | undefined): number | null {
    const { reference } = this.article;
    const baseYear = base === undefined ? null : fromDay(base.placement.to?.day ?? base.from.day).year;
    if (year === null) return baseYear;
    if (year.kind !== "shift") return yearSaid(year, reference);
    // 去年同期 beside 2021年1—8月 in a later year is counted from the period told, as 上年同期 is
    return baseYear !== null ? baseYear + year.by : reference === null ? null : reference.year + year.by;
  }
}

const isContextShift = (part: Part): part is Extract<Part, { at: At }> =>
  "at" in part && part.at.kind === "shift" && part.at.from === "context";

const isReferenceShift = (part: Part): boolean =>
  "at" in part && part.at.kind === "shift" && part.at.from === "reference";

/** What the end of a financial span stands for: 去年同期 of 截至6月30日止六个月 is half a year. */
function ofReport({ fiscalMonths }: Leaf, placement: Placement): Placement {
  const { to } = placement;
  if (fiscalMonths === null || to === null) return placement;
  const first = addMonths(to.day + 1, -fiscalMonths);
  const { year, month } = fromDay(first);
  if (fiscalMonths === 12 && month === 1) return placementOf(years(year));
  return placementOf(monthSpan(first, to.day));
}

/** Units that need a month before them. */
const isOfMonth = (part: Part): boolean =>
  (part.unit === "day" && part.at.kind === "said") ||
  part.unit === "tenday" ||
  (part.unit === "week" && part.at.kind === "said") ||
  (part.unit === "edge" && part.of === "month");

function placementOf({ from, to, timex, grain, isPoint }: ReturnType<typeof years>): Placement {
  const moment = (day: number): Moment => ({ day, seconds: null, toTheSecond: false });
  return { timex, from: moment(from), to: moment(to), grain, isPoint };
}

/** The same months and days of another year; the end of a month stays its end. */
function shiftYears(placement: Placement, by: number): Placement {
  const shift = (moment: Moment): Moment => {
    const { year, month, day } = fromDay(moment.day);
    const isMonthEnd = day === daysInMonth(year, month) && placement.grain !== "day";
    const last = daysInMonth(year + by, month);
    return { ...moment, day: toDay(year + by, month, isMonthEnd ? last : Math.min(day, last)) };
  };
  const timex = placement.timex.replaceAll(/(?<![\d-])(\d{4})(?=[-/]|$)/g, (year) =>
    String(Number(year) + by).padStart(4, "0"),
  );
  return {
    ...placement,
    timex,
    from: placement.from === null ? null : shift(placement.from),
    to: placement.to === null ? null : shift(placement.to),
  };
}
