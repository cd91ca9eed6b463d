import type { Parser, ParsingComponents } from "chrono-node/zh/hans";
import type { At, Part } from "../../recognise/builders/date/expression.js";
import { type ArticleTimes, setDay } from "./article.js";
import { addMonths, type CivilDate, fromDay, mondayOf, toDay } from "./calendar.js";
import { type DayPartSaid, hourOf } from "./clock.js";

/** The characters that stand for expressions in the text that chrono reads. */
export const CALENDAR = "\ue000";
export const SAME_PERIOD = "\ue001";

/** Turns an expression into components: assigned what it says, by itself or of the reference; the rest stays implied. */
export class CalendarParser implements Parser {
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
    let daypart: DayPartSaid = null;
    for (const part of parts) {
      if (part.unit === "daypart") daypart = part;
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
/** Until its end the present winter is the one that began the year before. */
export const LAST_MONTH_OF_WINTER = 4;

function assignPart(components: ParsingComponents, part: Part, reference: CivilDate | null): void {
  if (!("at" in part)) {
    if (part.unit === "weekday" || part.unit === "weekend") assignWeek(components, part, reference);
    return;
  }
  const { at } = part;
  if (at.kind !== "shift") {
    if (part.unit === "year") {
      const year = yearSaid(at, reference);
      if (year !== null) components.assign("year", year);
    }
    if (part.unit === "month") components.assign("month", at.n);
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
      assignShiftedDay(components, day + at.by);
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
  if (reference === null || components.isCertain("month")) return;
  const monday = mondayOf(toDay(reference.year, reference.month, reference.day)) + 7 * (part.weeks ?? 0);
  const day = part.unit === "weekday" ? monday + part.weekday - 1 : monday + 5;
  setDay(components, day, part.weeks === null ? "imply" : "assign");
}

/** 去年今日 keeps the year that is said, 上个月的今天 its month. */
function assignShiftedDay(components: ParsingComponents, shifted: number): void {
  const year = components.isCertain("year") ? components.get("year") : null;
  const month = components.isCertain("month") ? components.get("month") : null;
  setDay(components, shifted, "assign");
  if (year !== null) components.assign("year", year);
  if (month !== null) components.assign("month", month);
}

function assignClock(components: ParsingComponents, part: Extract<Part, { unit: "clock" }>, said: DayPartSaid): void {
  const hour = hourOf(part, said);
  components.assign("hour", hour);
  components.assign("minute", part.minute ?? 0).assign("second", part.second ?? 0);
  // That it is certain tells a span of two clock times which of them says its half of the day.
  if (said !== null || part.meridiem !== null) components.assign("meridiem", Math.floor(hour / 12) % 2);
}

/** 98年 is 1998, 24年 is 2024: the twentieth century where the twenty-first would lie over ten years ahead. */
export function fullYear(digits: number, reference: CivilDate | null): number {
  return 2000 + digits <= (reference === null ? 2040 : reference.year + 10) ? 2000 + digits : 1900 + digits;
}

/** The year that a number, two digits or a place in a cycle stand for; null for a cycle with no reference. */
export function yearSaid(at: Exclude<At, { kind: "shift" }>, reference: CivilDate | null): number | null {
  if (at.kind === "said") return at.n;
  if (at.kind === "short") return fullYear(at.n, reference);
  if (reference === null) return null;
  // the one just past, or the next where that is nearer
  const since = (((reference.year - 4 - at.n) % at.of) + at.of) % at.of;
  return since * 2 <= at.of ? reference.year - since : reference.year - since + at.of;
}

/** 去年同期 has no components of its own; the discourse fills them. */
export class SamePeriodParser implements Parser {
  pattern(): RegExp {
    return new RegExp(SAME_PERIOD);
  }
  extract(context: Parameters<Parser["extract"]>[0]): ParsingComponents {
    return context.createParsingComponents();
  }
}
