import type { ParsingComponents, ParsingResult } from "chrono-node/zh/hans";
import type { CalendarExpression, Part, SamePeriodExpression } from "../../recognise/builders/date/expression.js";
import { type CivilDate, fromDay, toDay } from "./calendar.js";
import { type Placement, placeParts } from "./place.js";
import type { Anchor } from "./spans.js";

/** What parsers and refiners of one article share. */

/** An expression that has a place of its own on the calendar, with what its surroundings tell of it. */
export interface Leaf {
  readonly expression: CalendarExpression | SamePeriodExpression;
  /** Number of the sentence within the document, and of its paragraph. */
  readonly sentence: number;
  readonly paragraph: string;
  /** Stands in the first sentence of its paragraph. */
  readonly opensParagraph: boolean;
  readonly start: number;
  readonly end: number;
  /** Whether it is one side of a span; the sides follow each other. */
  readonly side: "from" | "to" | null;
  /** Stands in a comparison (比2019年): says nothing of what comes after it. */
  readonly isCompared: boolean;
  /** Of the end of a financial span (截至6月30日止六个月), the months that it stands for. */
  readonly fiscalMonths: number | null;
  readonly isFuture: boolean;
  /** A deadline, or what a plan is for. */
  readonly isPlanned: boolean;
  /** As well to come as past, whichever is nearer. */
  readonly isNearest: boolean;
  /** The day on which somebody spoke, which lies in the past. */
  readonly isReport: boolean;
  /** 截至: up to which something is counted. */
  readonly isAsOf: boolean;
  /** Reaches to the reference date: 今年以来. */
  readonly isSince: boolean;
  /** Stands in what somebody is quoted as saying. */
  readonly isQuoted: boolean;
  /** Nothing stands around it: a cell of a table, a query. */
  readonly isBare: boolean;
}

/** What parsers and refiners of one article share. */
export class ArticleTimes {
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

export function setDay(components: ParsingComponents, day: number, how: "assign" | "imply"): void {
  const { year, month, day: dayOfMonth } = fromDay(day);
  components[how]("year", year);
  components[how]("month", month);
  components[how]("day", dayOfMonth);
}
