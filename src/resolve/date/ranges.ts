import type { ParsingComponents, ParsingResult, Refiner } from "chrono-node/zh/hans";
import type { Part } from "../../recognise/builders/date/expression.js";
import { type ArticleTimes, setDay } from "./article.js";
import { addMonths } from "./calendar.js";
import { isPlaced, type Moment } from "./place.js";

/** Joins the two sides of a span: a second side that would lie before the first moves on, a clock time takes the other's half of the day. */
export class RangeRefiner implements Refiner {
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
    if (this.article.leafOf(to)?.expression.kind === "same-period") return;
    const [a, b] = [from.start, to.start];
    this.fillFloating(a, b);
    this.shareMeridiem(a, b, to);
    const year = b.get("year") ?? 0;
    if (b.isCertain("year") && !a.isCertain("year") && startsWithMonth(this.article.partsOf(from))) {
      a.imply("year", year);
      if (this.isTurned(from, to)) a.imply("year", year - 1);
    }
    const [first] = this.article.partsOf(to);
    const day = this.isTurned(from, to) ? this.article.place(to)?.to?.day : undefined;
    if (first === undefined || day === undefined) return;
    if (first.unit === "clock" || first.unit === "daypart") setDay(b, day + 1, "imply");
    else if (first.unit === "weekday" || first.unit === "weekend") setDay(b, day + 7, "imply");
    else if (first.unit === "day") setDay(b, addMonths(day, 1), "imply");
    else if (!b.isCertain("year")) b.imply("year", year + 1);
    this.article.place(to);
  }

  /** Places both sides; whether the second ends before the first begins. */
  private isTurned(from: ParsingResult, to: ParsingResult): boolean {
    const [start, end] = [this.article.place(from), this.article.place(to)];
    return isPlaced(start) && isPlaced(end) && isBefore(end.to, start.from);
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
