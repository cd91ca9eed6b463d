import { Chrono, type Parser, type ParsingComponents, type ParsingResult, type Refiner } from "chrono-node/zh/hans";
import type { At, CalendarExpression, Part, SamePeriodExpression } from "../../recognise/builders/date/expression.js";
import { addMonths, type CivilDate, daysInMonth, fromDay, isLeapYear, mondayOf, toDay } from "./calendar.js";
import { type Anchor, feastDay, lunarYearOf, type Moment, type Placement, placeParts, years } from "./place.js";

/**
 * The Chinese layer on chrono: our own parsers and refiners in a configuration of their own.
 *
 * The rules have found the expressions; what chrono gives is its model of resolution: components that are
 * certain (assigned: the text says so) or implied (filled in), parsers that make them one by one, refiners
 * that fill in what a neighbour says. The text chrono reads is therefore not the article but one private-use
 * character for each expression of it, so that a result's `index` is the number of its expression.
 *
 * Where chrono stands in the way:
 * - its own Chinese parsers read 年5月 out of 明年5月 and fill a day into 2023年11月: none of them is registered;
 * - components hold one day and clock time, so quarters, weeks, decades, lunar months and feasts are placed by
 *   `placeParts` from the expression, with the components as anchor; durations and recurrences never come here;
 * - without a reference it takes the machine's clock: it is always given one, and what it then implies is
 *   deleted again where the document has none;
 * - `.date()` goes through the machine's time zone: only components are read, and days are counted in `calendar.ts`.
 */

/** An expression that has a place of its own on the calendar, with what its surroundings tell of it. */
export interface Leaf {
  readonly expression: CalendarExpression | SamePeriodExpression;
  /** Number of the sentence within the document, and of its paragraph. */
  readonly sentence: number;
  readonly paragraph: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is one side of a span; the sides follow each other. */
  readonly side: "from" | "to" | null;
  /** Stands in a comparison (比2019年): says nothing of what comes after it. */
  readonly isCompared: boolean;
  /** The end of a financial year: stands for the year. */
  readonly isFiscalYear: boolean;
  readonly isFuture: boolean;
  /** Nothing stands around it: a cell of a table, a query. */
  readonly isBare: boolean;
}

const CALENDAR = "\ue000";
const SAME_PERIOD = "\ue001";

/**
 * Places the expressions of one article, given in text order.
 * @param reference the article's day, or null
 * @returns for each leaf where it lies; null where that needs a reference there is none of
 */
export function placeLeaves(leaves: readonly Leaf[], reference: CivilDate | null): readonly (Placement | null)[] {
  if (leaves.length === 0) return [];
  const article = new ArticleTimes(leaves, reference);
  const chrono = new Chrono({
    parsers: [new CalendarParser(article), new SamePeriodParser()],
    refiners: [new DirectionRefiner(article), new DiscourseRefiner(article), new RangeRefiner(article)],
  });
  const text = leaves.map(({ expression }) => (expression.kind === "calendar" ? CALENDAR : SAME_PERIOD)).join("");
  chrono.parse(text, instantOf(reference ?? { year: 2000, month: 1, day: 1 }));
  return article.placements;
}

/** Noon of a day on the machine's own clock: chrono reads year, month and day back from it in the same zone. */
function instantOf({ year, month, day }: CivilDate): Date {
  const noon = new Date(2000, month - 1, day, 12);
  noon.setFullYear(year, month - 1, day);
  return noon;
}

/** What parsers and refiners of one article share. */
class ArticleTimes {
  readonly placements: (Placement | null)[];
  /** Clock times that no day goes with. */
  readonly floating = new Set<number>();
  readonly leaves: readonly Leaf[];
  readonly reference: CivilDate | null;

  constructor(leaves: readonly Leaf[], reference: CivilDate | null) {
    this.leaves = leaves;
    this.reference = reference;
    this.placements = leaves.map(() => null);
  }

  get referenceDay(): number | null {
    return this.reference === null ? null : toDay(this.reference.year, this.reference.month, this.reference.day);
  }

  leafOf(result: ParsingResult): Leaf | undefined {
    return this.leaves[result.index];
  }

  partsOf(result: ParsingResult): readonly Part[] {
    const expression = this.leafOf(result)?.expression;
    if (expression?.kind !== "calendar") return [];
    // The zone stands before the rest and says nothing of the place.
    const [first, ...rest] = expression.parts;
    return first?.unit === "zone" ? [...rest, first] : expression.parts;
  }

  /** Places a result by its components as they are now. */
  place(result: ParsingResult): Placement | null {
    const placement = placeParts(this.partsOf(result), anchorOf(result.start, this.floating.has(result.index)));
    this.placements[result.index] = placement;
    return placement;
  }
}

function anchorOf(components: ParsingComponents, isFloating: boolean): Anchor {
  return {
    isFloating,
    year: components.get("year"),
    month: components.get("month"),
    day: components.get("day"),
    hour: components.get("hour"),
    minute: components.get("minute"),
    second: components.get("second"),
  };
}

function setDay(components: ParsingComponents, day: number, how: "assign" | "imply"): void {
  const { year, month, day: dayOfMonth } = fromDay(day);
  components[how]("year", year);
  components[how]("month", month);
  components[how]("day", dayOfMonth);
}

/** Turns an expression into components: assigned what it says, by itself or of the reference; the rest stays implied. */
class CalendarParser implements Parser {
  private readonly article: ArticleTimes;
  constructor(article: ArticleTimes) {
    this.article = article;
  }

  pattern(): RegExp {
    return new RegExp(CALENDAR);
  }

  extract(context: Parameters<Parser["extract"]>[0], match: RegExpMatchArray): ParsingComponents {
    const components = context.createParsingComponents();
    const { reference, leaves } = this.article;
    const leaf = leaves[match.index ?? 0];
    if (reference === null) components.delete(["year", "month", "day"]);
    components.delete(["hour", "minute", "second"]);
    const parts = leaf?.expression.kind === "calendar" ? leaf.expression.parts : [];
    let daypart: string | null = null;
    for (const part of parts) {
      if (part.unit === "daypart") daypart = part.part;
      else if (part.unit === "clock") assignClock(components, part, daypart);
      else assignPart(components, part, reference);
    }
    if (reference !== null && isPresentWinter(parts, reference)) components.assign("year", reference.year - 1);
    return components;
  }
}

/** 今冬 in January is the winter that began the year before. */
function isPresentWinter([first, second]: readonly Part[], { month }: CivilDate): boolean {
  const isThisYear = first?.unit === "year" && first.at.kind === "shift" && first.at.by === 0;
  return isThisYear && second?.unit === "season" && second.season === "WI" && month <= LAST_MONTH_OF_WINTER;
}
const LAST_MONTH_OF_WINTER = 4;

function assignPart(components: ParsingComponents, part: Part, reference: CivilDate | null): void {
  if (!("at" in part)) {
    if (part.unit === "weekday" || part.unit === "weekend") assignWeek(components, part, reference);
    return;
  }
  const { at } = part;
  if (at.kind !== "shift") {
    if (part.unit === "year") components.assign("year", at.kind === "short" ? fullYear(at.n, reference) : at.n);
    if (part.unit === "month") components.assign("month", at.n);
    if (part.unit === "day") components.assign("day", at.n);
    return;
  }
  if (reference === null || at.from === "context") return;
  const day = toDay(reference.year, reference.month, reference.day);
  switch (part.unit) {
    case "century":
      components.assign("year", reference.year + at.by * 100);
      break;
    case "year":
      components.assign("year", reference.year + at.by);
      break;
    case "half":
    case "quarter":
    case "month": {
      const size = part.unit === "half" ? 6 : part.unit === "quarter" ? 3 : 1;
      const first = toDay(reference.year, Math.floor((reference.month - 1) / size) * size + 1, 1);
      const { year, month } = fromDay(addMonths(first, at.by * size));
      components.assign("year", year).assign("month", month);
      break;
    }
    case "week":
      setDay(components, day + at.by * 7, "assign");
      break;
    case "day":
      setDay(components, day + at.by, "assign");
      break;
    case "tenday":
      break;
    default:
      part satisfies never;
  }
}

/** 下周三 is said whole; a bare 周三 lies in the reference's week until a neighbour says otherwise. */
function assignWeek(
  components: ParsingComponents,
  part: Extract<Part, { unit: "weekday" | "weekend" }>,
  reference: CivilDate | null,
): void {
  if (part.unit === "weekday") components.assign("weekday", part.weekday % 7);
  if (reference === null || components.isCertain("month")) return;
  const monday = mondayOf(toDay(reference.year, reference.month, reference.day)) + 7 * (part.weeks ?? 0);
  const day = part.unit === "weekday" ? monday + part.weekday - 1 : monday + 5;
  setDay(components, day, part.weeks === null ? "imply" : "assign");
}

const EVENING: readonly string[] = ["EV", "NI"];

function assignClock(
  components: ParsingComponents,
  part: Extract<Part, { unit: "clock" }>,
  daypart: string | null,
): void {
  let { hour } = part;
  const isAfternoon = part.meridiem === "pm" || daypart === "AF" || (daypart === "MI" && hour < 10);
  if (hour < 12 && isAfternoon) hour += 12;
  else if (hour >= 5 && hour <= 12 && daypart !== null && EVENING.includes(daypart)) hour += 12;
  else if (hour === 12 && (part.meridiem === "am" || daypart === "MO")) hour = daypart === "MO" ? 12 : 0;
  components.assign("hour", hour);
  if (part.minute !== null) components.assign("minute", part.minute);
  if (part.second !== null) components.assign("second", part.second);
  if (daypart !== null || part.meridiem !== null) components.assign("meridiem", hour >= 12 ? 1 : 0);
}

/** 98年 is 1998, 24年 is 2024: the twentieth century where the twenty-first would lie over ten years ahead. */
function fullYear(digits: number, reference: CivilDate | null): number {
  return 2000 + digits <= (reference === null ? 2040 : reference.year + 10) ? 2000 + digits : 1900 + digits;
}

/** 去年同期 has no components of its own; the discourse fills them. */
class SamePeriodParser implements Parser {
  pattern(): RegExp {
    return new RegExp(SAME_PERIOD);
  }
  extract(context: Parameters<Parser["extract"]>[0]): ParsingComponents {
    return context.createParsingComponents();
  }
}

/**
 * Where only a month, day or feast is said, chrono implies the reference's year and month. In running text the
 * nearer one is meant: 12月28日 in a paper of 3 January is last year's. Nothing moves for a bare expression.
 */
class DirectionRefiner implements Refiner {
  private readonly article: ArticleTimes;
  constructor(article: ArticleTimes) {
    this.article = article;
  }

  refine(_context: unknown, results: ParsingResult[]): ParsingResult[] {
    const { reference } = this.article;
    if (reference === null) return results;
    for (const result of results) {
      const leaf = this.article.leafOf(result);
      const parts = this.article.partsOf(result);
      if (leaf === undefined || parts.length === 0 || result.start.isCertain("year")) continue;
      this.turn(result.start, parts, leaf, reference);
    }
    return results;
  }

  private turn(components: ParsingComponents, parts: readonly Part[], leaf: Leaf, reference: CivilDate): void {
    const [first, second] = parts;
    if (first === undefined) return;
    if (first.unit === "feast" || first.unit === "lunar") {
      if (!leaf.isBare) components.imply("year", nearestYear(parts, reference));
      else if (isLastLunarMonth(first)) components.imply("year", reference.year);
      return;
    }
    if (first.unit === "season" && first.season === "WI" && reference.month <= LAST_MONTH_OF_WINTER) {
      components.imply("year", reference.year - 1);
      return;
    }
    if (first.unit === "month" && first.at.kind === "said") {
      if (first.at.n === 2 && second?.unit === "day" && second.at.kind === "said" && second.at.n === 29) {
        if (!isLeapYear(reference.year)) components.imply("year", lastLeapYear(reference.year));
        return;
      }
      if (leaf.isBare || leaf.side === "to") return;
      const ahead = first.at.n - reference.month;
      if (ahead > 6) components.imply("year", reference.year - 1);
      else if (leaf.isFuture && ahead < 0) components.imply("year", reference.year + 1);
      return;
    }
    if (first.unit === "quarter" && first.at.kind === "said" && !leaf.isBare) {
      // 四季度 in a report of January is the one just past
      if (first.at.n - Math.ceil(reference.month / 3) > 2 && !leaf.isFuture)
        components.imply("year", reference.year - 1);
      else if (leaf.isFuture && first.at.n < Math.ceil(reference.month / 3))
        components.imply("year", reference.year + 1);
      return;
    }
    if (first.unit === "day" && first.at.kind === "said") {
      const isTooFar = first.at.n - reference.day > 20 && !leaf.isBare && !leaf.isFuture;
      if (isTooFar || first.at.n > daysInMonth(reference.year, reference.month)) {
        const { year, month } = fromDay(addMonths(toDay(reference.year, reference.month, 1), -1));
        components.imply("year", year).imply("month", month);
      }
    }
  }
}

/** New Year's Eve belongs to the lunar year that it ends. */
const isLastLunarMonth = (part: Part): boolean =>
  part.unit === "feast" && part.feast.by === "lunar" && part.feast.month === 12;

function lastLeapYear(year: number): number {
  let found = year - 1;
  while (!isLeapYear(found)) found--;
  return found;
}

/** The year in which a feast or lunar date lies nearest to the reference. */
function nearestYear(parts: readonly Part[], reference: CivilDate): number {
  const day = toDay(reference.year, reference.month, reference.day);
  const [first] = parts;
  const base =
    first?.unit === "lunar" || (first?.unit === "feast" && first.feast.by === "lunar")
      ? lunarYearOf(reference.year, reference.month, reference.day)
      : reference.year;
  let nearest = base;
  let least = Number.POSITIVE_INFINITY;
  for (const year of [base, base - 1, base + 1]) {
    const at =
      first?.unit === "feast"
        ? feastDay(first.feast, year)
        : (placeParts(parts, {
            year,
            month: null,
            day: null,
            hour: null,
            minute: null,
            second: null,
            isFloating: false,
          })?.from?.day ?? null);
    if (at === null) continue;
    if (Math.abs(at - day) < least) {
      least = Math.abs(at - day);
      nearest = year;
    }
  }
  return nearest;
}

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
class DiscourseRefiner implements Refiner {
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
      if (first?.leaf.side !== "from") this.history.push({ leaf, placement, from: placement.from, isYearSaid });
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
      const day = (from ?? this.lastDay(() => true))?.from.day ?? referenceDay;
      if (day !== null) setDay(components, day + by, "imply");
      return;
    }
    const base =
      from ??
      (part.unit === "year" && by < 0
        ? // 上年 is the year before one just named as a whole, as in a yearly report; else before the present one
          this.history.findLast(
            (earlier) =>
              (earlier.placement.grain === "year" || earlier.leaf.isFiscalYear) &&
              earlier.isYearSaid &&
              earlier.leaf.paragraph === leaf.paragraph &&
              !earlier.leaf.isCompared,
          )
        : this.history.findLast(
            (earlier) =>
              !earlier.leaf.isCompared &&
              (part.unit !== "month" || !["year", "half", "quarter"].includes(earlier.placement.grain)),
          ));
    const day = base?.from.day ?? referenceDay;
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
      if (first.unit === "day" && !this.isPresent(last)) return;
      const { year, month } = fromDay((last.placement.to ?? last.from).day);
      components.imply("year", year).imply("month", month);
      if (last.isYearSaid) this.carried.add(result.index);
      return;
    }
    if (leaf.isFuture && first.unit === "edge") return;
    const source = last?.isYearSaid === true ? last : last === undefined ? this.leadOfSentenceBefore(leaf) : undefined;
    if (source === undefined) return;
    const { year } = fromDay((source.placement.to ?? source.from).day);
    components.imply("year", year);
    this.carried.add(result.index);
  }

  /** Whether a date lies within some two months of the reference, so that a bare day may be of its month. */
  private isPresent(earlier: Earlier): boolean {
    const { referenceDay } = this.article;
    return referenceDay === null || Math.abs(referenceDay - earlier.from.day) <= 62;
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
    const isPeriod = (earlier: Earlier): boolean => !earlier.leaf.isCompared && earlier.leaf.sentence <= leaf.sentence;
    const candidates = this.history.filter(isPeriod);
    // 记者7月17日获悉，上半年…: a period proper before a mere day
    const base =
      candidates.findLast(
        ({ placement, leaf: { paragraph } }) =>
          !["day", "time"].includes(placement.grain) && paragraph === leaf.paragraph,
      ) ??
      candidates.findLast(({ placement }) => !["day", "time"].includes(placement.grain)) ??
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
    if (year.kind === "said") return year.n;
    if (year.kind === "short") return fullYear(year.n, reference);
    // 去年同期 beside 2021年1—8月 in a later year is counted from the period told, as 上年同期 is
    return baseYear !== null ? baseYear + year.by : reference === null ? null : reference.year + year.by;
  }
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

/** Joins the two sides of a span: a second side that would lie before the first moves on, a clock time takes the other's half of the day. */
class RangeRefiner implements Refiner {
  private readonly article: ArticleTimes;
  constructor(article: ArticleTimes) {
    this.article = article;
  }

  refine(_context: unknown, results: ParsingResult[]): ParsingResult[] {
    const merged: ParsingResult[] = [];
    for (const result of results) {
      const from = merged.at(-1);
      if (
        this.article.leafOf(result)?.side === "to" &&
        from !== undefined &&
        this.article.leafOf(from)?.side === "from"
      ) {
        this.join(from, result);
        from.end = result.start;
      } else merged.push(result);
    }
    return merged;
  }

  private join(from: ParsingResult, to: ParsingResult): void {
    const [a, b] = [from.start, to.start];
    this.fillFloating(a, b);
    this.shareMeridiem(a, b, to);
    if (b.isCertain("year") && !a.isCertain("year") && startsWithMonth(this.article.partsOf(from))) {
      a.imply("year", b.get("year") ?? 0);
      if ((a.get("month") ?? 0) > (b.get("month") ?? 12)) a.imply("year", (b.get("year") ?? 0) - 1);
    }
    const start = this.article.place(from);
    const end = this.article.place(to);
    if (start?.from == null || end?.to == null || !isBefore(end.to, start.from)) return;
    const [first] = this.article.partsOf(to);
    if (first === undefined) return;
    const day = end.to.day;
    if (first.unit === "clock" || first.unit === "daypart") setDay(b, day + 1, "imply");
    else if (first.unit === "weekday" || first.unit === "weekend") setDay(b, day + 7, "imply");
    else if (first.unit === "day") setDay(b, addMonths(day, 1), "imply");
    else if (!b.isCertain("year")) b.imply("year", (b.get("year") ?? 0) + 1);
    this.article.place(to);
  }

  /** 从下午五点到六点: a span of clock times without a day is told of the reference's. */
  private fillFloating(a: ParsingComponents, b: ParsingComponents): void {
    const { referenceDay } = this.article;
    if (referenceDay === null) return;
    for (const components of [a, b]) if (components.get("day") === null) setDay(components, referenceDay, "imply");
  }

  private shareMeridiem(a: ParsingComponents, b: ParsingComponents, to: ParsingResult): void {
    const [hourA, hourB] = [a.get("hour"), b.get("hour")];
    if (hourA === null || hourB === null) return;
    const sameDay = this.article.partsOf(to)[0]?.unit === "clock" || this.article.partsOf(to)[0]?.unit === "daypart";
    if (!sameDay) return;
    const minutes = (components: ParsingComponents, hour: number): number =>
      hour * 60 + (components.get("minute") ?? 0);
    if (a.isCertain("meridiem") && !b.isCertain("meridiem") && hourA >= 12 && hourB < 12) {
      if (minutes(b, hourB + 12) > minutes(a, hourA)) b.assign("hour", hourB + 12);
    } else if (!a.isCertain("meridiem") && b.isCertain("meridiem") && hourB > 12 && hourA < 12) {
      if (minutes(a, hourA + 12) < minutes(b, hourB) && hourA + 12 < hourB) a.assign("hour", hourA + 12);
    }
  }
}

const startsWithMonth = ([first]: readonly Part[]): boolean => first?.unit === "month" || first?.unit === "quarter";

const isBefore = (a: Moment, b: Moment): boolean =>
  a.day !== b.day ? a.day < b.day : a.seconds !== null && b.seconds !== null && a.seconds < b.seconds;
