import type { ParsingComponents, ParsingResult, Refiner } from "chrono-node/zh/hans";
import type { Part } from "../../recognise/builders/date/expression.js";
import type { ArticleTimes, Leaf } from "./article.js";
import { addMonths, type CivilDate, daysInMonth, fromDay, isLeapYear, toDay } from "./calendar.js";
import { LAST_MONTH_OF_WINTER } from "./components.js";
import { placeParts } from "./place.js";
import { feastDay, NOWHERE } from "./spans.js";

/**
 * Where only a month, day or feast is said, chrono implies the reference's year and month. In running text the
 * nearer one is meant: 12月28日 in a paper of 3 January is last year's. Nothing moves for a bare expression.
 */
export class DirectionRefiner implements Refiner {
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
      if (!leaf.isBare) components.imply("year", nearestYear(parts, reference, leaf));
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
      if (leaf.side === "to") return;
      const ahead = first.at.n - reference.month;
      if (leaf.isBare) {
        // 1月15日4点 alone, in November, is an appointment and the coming one
        if (ahead <= FAR_BEHIND && parts.some(({ unit }) => unit === "clock"))
          components.imply("year", reference.year + 1);
        return;
      }
      if (ahead > 6 && !leaf.isFuture) components.imply("year", reference.year - 1);
      else if ((leaf.isFuture && ahead < 0) || (leaf.isNearest && ahead < -6))
        components.imply("year", reference.year + 1);
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
      const ahead = first.at.n - reference.day;
      const isTooFar = (ahead > 20 || (ahead > 0 && leaf.isReport)) && !leaf.isBare && !leaf.isFuture;
      if (isTooFar || first.at.n > daysInMonth(reference.year, reference.month)) {
        const { year, month } = fromDay(addMonths(toDay(reference.year, reference.month, 1), -1));
        components.imply("year", year).imply("month", month);
      }
    }
  }
}

/** So many months back a clock time that stands alone is the next year's. */
const FAR_BEHIND = -9;

function lastLeapYear(year: number): number {
  let found = year - 1;
  while (!isLeapYear(found)) found--;
  return found;
}

/** The year in which a feast or lunar date lies nearest to the reference: to come where it is announced, past where something is counted from it. */
function nearestYear(parts: readonly Part[], reference: CivilDate, { isFuture, isSince }: Leaf): number {
  const day = toDay(reference.year, reference.month, reference.day);
  const [first] = parts;
  let nearest = reference.year;
  let least = Number.POSITIVE_INFINITY;
  for (const year of [nearest, nearest - 1, nearest + 1]) {
    const at =
      first?.unit === "feast" ? feastDay(first.feast, year) : placeParts(parts, { ...NOWHERE, year })?.from?.day;
    if (at == null || (isFuture && at < day) || (isSince && at > day)) continue;
    if (Math.abs(at - day) < least) {
      least = Math.abs(at - day);
      nearest = year;
    }
  }
  return nearest;
}
