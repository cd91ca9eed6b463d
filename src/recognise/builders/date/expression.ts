/**
 * A time expression as the text says it, before any reference date: what the date layers hand to the
 * resolve stage as the value of a `date` mention. Numbers are as written; years count astronomically
 * (1 BC is 0), weekdays from Monday (1) to Sunday (7).
 */

/** Where a unit of the calendar lies: by its own number, or so many units from the reference or from a date named before. */
export type At =
  | { readonly kind: "said"; readonly n: number; readonly to: number | null }
  /** A year written with its last two digits: 23年. */
  | { readonly kind: "short"; readonly n: number; readonly to: number | null }
  /** A year by its place in a cycle (癸卯年, 兔年); place 0 of each is the year 4. */
  | { readonly kind: "cycle"; readonly n: number; readonly of: number; readonly to: null }
  | { readonly kind: "shift"; readonly by: number; readonly from: "reference" | "context" };

export type CountedUnit = "year" | "half" | "quarter" | "month" | "tenday" | "week" | "day";
export type Season = "SP" | "SU" | "FA" | "WI";
/** Parts of the day, as TIMEX3 codes them. */
export type DayPart = "MO" | "MI" | "AF" | "EV" | "NI" | "DT";

/** A feast or solar term, by the rule that finds its day in a year. */
export type Feast =
  | { readonly by: "solar"; readonly month: number; readonly day: number }
  /** Day 0 is the last of the month. */
  | { readonly by: "lunar"; readonly month: number; readonly day: number }
  /** 1 (小寒, in January) to 24 (冬至, in December). */
  | { readonly by: "term"; readonly index: number }
  | { readonly by: "weekday"; readonly month: number; readonly weekday: number; readonly nth: number };

/** One step of a place on the calendar; a list of them narrows from coarse to fine. */
export type Part =
  | { readonly unit: "century"; readonly at: At }
  /** n 0–9 within the century said before, or, from 100, counted from the year 0 (199: 1990年代). */
  | { readonly unit: "decade"; readonly n: number }
  | { readonly unit: CountedUnit; readonly at: At }
  /** 全年, 全天: what is named before it, or the present year. */
  | { readonly unit: "whole" }
  /** 前三季度, 最后4个月; `of` units of what is named before, else of the year. */
  | {
      readonly unit: "slice";
      readonly which: "first" | "last";
      readonly count: number;
      readonly of: AmountUnit;
      readonly strict: boolean;
    }
  /** 第三个月, 第一个星期一; -1 is the last. */
  | { readonly unit: "nth"; readonly n: number; readonly of: AmountUnit | "weekday"; readonly weekday: number | null }
  | { readonly unit: "season"; readonly season: Season; readonly heating: boolean }
  /** So many days before (-1) or after (1) what is named before it. */
  | { readonly unit: "away"; readonly days: number; readonly sign: 1 | -1 }
  /** Months of a year that go by a name: 暑期 7–8. */
  | { readonly unit: "months"; readonly from: number; readonly to: number }
  /** 初, 中, 末: of what is named before, else of `of`. */
  | {
      readonly unit: "edge";
      readonly edge: "start" | "middle" | "end";
      readonly of: "year" | "quarter" | "month" | "week" | null;
    }
  | { readonly unit: "weekday"; readonly weekday: number; readonly weeks: number | null }
  | { readonly unit: "weekend"; readonly weeks: number | null }
  | {
      readonly unit: "feast";
      readonly feast: Feast;
      readonly isHoliday: boolean;
      /** So many days before and after, which go by a name: 春运. */
      readonly around: readonly [before: number, after: number] | null;
    }
  | {
      readonly unit: "lunar";
      readonly month: number | null;
      readonly leap: boolean;
      readonly day: number | null;
      readonly calendar: "lunar" | "either";
    }
  | { readonly unit: "daypart"; readonly part: DayPart; readonly narrow: "early" | "late" | null }
  | {
      readonly unit: "clock";
      readonly hour: number;
      readonly minute: number | null;
      readonly second: number | null;
      /** 五到六点: the hour the span begins with. */
      readonly fromHour: number | null;
      readonly meridiem: "am" | "pm" | null;
    }
  | { readonly unit: "zone"; readonly minutes: number };

export type AmountUnit = "century" | "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute" | "second";

/** A length of time: 1小时20分 is an hour and twenty minutes. A part may be broken: 2.5 years; null is 几, so many that are not told. */
export type Amount = readonly { readonly n: number | null; readonly unit: AmountUnit }[];

export type Approximation = "exact" | "about" | "over" | "under";

export type TimeExpression =
  | CalendarExpression
  /** `to` null: until the reference date (至今). */
  | { readonly kind: "range"; readonly from: PlaceExpression; readonly to: PlaceExpression | null }
  | {
      readonly kind: "bounded";
      readonly bound: Bound;
      readonly of: PlaceExpression | RangeExpression;
      /** Of a financial span, how many months it takes in. */
      readonly months: number;
    }
  | DurationExpression
  | OffsetExpression
  | {
      readonly kind: "set";
      readonly every: Amount;
      readonly within: CalendarExpression | RangeExpression | null;
      readonly timex: string | null;
    }
  | SamePeriodExpression
  | { readonly kind: "vague"; readonly timex: "PAST_REF" | "PRESENT_REF" | "FUTURE_REF" };

export interface CalendarExpression {
  readonly kind: "calendar";
  readonly parts: readonly Part[];
}
export type PlaceExpression = CalendarExpression | OffsetExpression | SamePeriodExpression;
export type RangeExpression = Extract<TimeExpression, { kind: "range" }>;

export interface DurationExpression {
  readonly kind: "duration";
  readonly amount: Amount;
  /** The longer end of a range: 3—5年. */
  readonly to: Amount | null;
  readonly approximation: Approximation;
}

/** A time told by its distance: 3天前 (point), 近三年 (span up to the reference), 20天以后 (open). */
export interface OffsetExpression {
  readonly kind: "offset";
  readonly amount: Amount;
  /** The longer end of a range: 未来3至5年. */
  readonly to: Amount | null;
  readonly direction: "past" | "future";
  readonly shape: "point" | "span" | "open" | "whole-units";
  readonly approximation: Approximation;
}

/** 去年同期: the last period named, so many years off; with a year of its own, in that year. */
export interface SamePeriodExpression {
  readonly kind: "same-period";
  readonly year: At | null;
}

/**
 * since: 以来, open to the reference date; from: 起, open; after: 之后; by: 到, a deadline;
 * before: 前; as-of: 截至; around: 左右; during: 期间; within: 内; fiscal-year: 止年度.
 */
export type Bound = "since" | "from" | "after" | "by" | "before" | "as-of" | "around" | "during" | "fiscal-year";
