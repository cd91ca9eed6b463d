import { Chrono } from "chrono-node/zh/hans";
import { ArticleTimes, type Leaf } from "./article.js";
import type { CivilDate } from "./calendar.js";
import { CALENDAR, CalendarParser, SAME_PERIOD, SamePeriodParser } from "./components.js";
import { DirectionRefiner } from "./direction.js";
import { DiscourseRefiner } from "./discourse.js";
import type { Placement } from "./place.js";
import { RangeRefiner } from "./ranges.js";

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
