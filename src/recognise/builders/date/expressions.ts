import type { Capture } from "../../../types.js";
import type { Builders, RuleMatch } from "../../builder.js";
import type {
  Amount,
  AmountUnit,
  Approximation,
  At,
  Bound,
  CalendarExpression,
  DurationExpression,
  OffsetExpression,
  Part,
  PlaceExpression,
  RangeExpression,
  TimeExpression,
} from "./expression.js";
import { readNeighbours, readNumber } from "./numerals.js";
import { numberField } from "./parts.js";

/** Builders of whole time expressions, from parts and amounts of the layers below. */

const captured = ({ captures }: RuleMatch, name: string): Capture | null => captures[name]?.[0] ?? null;
const expressionOf = (match: RuleMatch, name: string): TimeExpression | null =>
  (captured(match, name)?.mention?.value as TimeExpression | undefined) ?? null;

const isPlace = (expression: TimeExpression | null): expression is PlaceExpression =>
  expression !== null &&
  (expression.kind === "calendar" || expression.kind === "offset" || expression.kind === "same-period");

/** Whether its last part names two ends: 一至三季度, 1—9月. */
function endsInRange({ parts }: CalendarExpression): boolean {
  const last = parts.at(-1);
  return last !== undefined && "at" in last && last.at.kind === "said" && last.at.to !== null;
}

/** What later rules may ask of a time expression: its kind, whether it is a span, its finest unit. */
function built(expression: TimeExpression, fields: Readonly<Record<string, unknown>> = {}) {
  return { value: expression, fields: Object.assign(describe(expression), fields) };
}

const POINT_UNITS: ReadonlySet<Part["unit"]> = new Set<Part["unit"]>([
  "day",
  "weekday",
  "feast",
  "clock",
  "daypart",
  "edge",
]);

function describe(expression: TimeExpression): Record<string, unknown> {
  switch (expression.kind) {
    case "calendar": {
      const first = expression.parts[0];
      const last = expression.parts.at(-1);
      const isPoint = expression.parts.some(({ unit }) => POINT_UNITS.has(unit));
      return {
        form: "calendar",
        first: first?.unit ?? null,
        grain: last?.unit ?? null,
        dateType: isPoint ? "point" : "span",
      };
    }
    case "range":
      return { ...describe(expression.from), form: "range", grain: null, dateType: "span" };
    case "bounded":
    case "same-period":
      return { form: expression.kind, dateType: "span" };
    case "offset":
      return { form: "offset", dateType: expression.shape === "point" ? "point" : "span" };
    case "duration":
      return { form: "duration", grain: expression.amount.at(-1)?.unit ?? null, dateType: "duration" };
    case "set":
      return { form: "set", dateType: "set" };
    case "vague":
      return { form: "vague", dateType: "point" };
    default:
      return expression satisfies never;
  }
}

const UNIT_ORDER: readonly AmountUnit[] = [
  "century",
  "year",
  "quarter",
  "month",
  "week",
  "day",
  "hour",
  "minute",
  "second",
];

function amountsOf(captures: readonly Capture[] | undefined): Amount | null {
  const parts: { n: number | null; unit: AmountUnit }[] = [];
  for (const { mention } of captures ?? []) {
    const duration = mention?.value as DurationExpression | undefined;
    if (duration === undefined) return null;
    parts.push(...duration.amount);
  }
  return parts.length > 0 ? parts : null;
}

const setApproximation = (fields: Readonly<Record<string, unknown>>): Approximation =>
  (fields.approximation as Approximation | undefined) ?? "exact";

export const expressionBuilders: Builders = {
  /** Parts in a row, captures `p`: 明年 5月, 11月 20日 上午. */
  "date-join"(match) {
    const parts: Part[] = [];
    for (const { mention } of match.captures.p ?? [])
      for (const part of (mention?.value as readonly Part[] | undefined) ?? []) parts.push(part);
    if (parts.length === 0) return null;
    const expression: CalendarExpression = { kind: "calendar", parts };
    return built(expression, { parts: parts.length });
  },

  /** An amount of one unit: captures `n`, `u` (field of, times), `half`, `more`; or set: number. */
  "date-amount"(match) {
    const unit = captured(match, "u")?.lexeme?.fields ?? match.fields;
    const of = unit.of as AmountUnit | undefined;
    if (of === undefined) return null;
    const times = numberField(unit, "times") ?? 1;
    const written = captured(match, "n")?.text ?? null;
    const half = match.captures.half === undefined ? 0 : 0.5;
    const neighbours = written === null ? null : readNeighbours(written);
    const n =
      numberField(match.fields, "number") ??
      (neighbours !== null ? neighbours[0] : written === null ? 0 : readNumber(written));
    if (n === null || (n === 0 && half === 0)) return null;
    // 2023年 is a year, not so many years
    if (of === "year" && match.captures.more === undefined && /^[12]\d{3}$/.test(written ?? "")) return null;
    const amount = (count: number): Amount => [{ n: count * times, unit: of }];
    const duration: DurationExpression = {
      kind: "duration",
      amount: amount(n + half),
      to: neighbours === null ? null : amount(neighbours[1] + half),
      approximation: match.captures.more !== undefined ? "over" : "exact",
    };
    return built(duration, { unit: of, bare: captured(match, "u")?.text ?? null });
  },

  /** So many units that are not told: 几天, 数月; capture `u`. */
  "date-amount-some"(match) {
    const of = captured(match, "u")?.lexeme?.fields.of as AmountUnit | undefined;
    if (of === undefined) return null;
    return built({ kind: "duration", amount: [{ n: null, unit: of }], to: null, approximation: "about" }, { unit: of });
  },

  /** Amounts in a row, captures `a`: 1小时20分; falling units, or joined by a word for “and” (captures `and`). */
  "date-amounts"(match) {
    const list = match.captures.a ?? [];
    const amount = amountsOf(list);
    if (amount === null) return null;
    const ranks = amount.map(({ unit }) => UNIT_ORDER.indexOf(unit));
    if (new Set(ranks).size !== ranks.length) return null;
    if (match.captures.and === undefined && ranks.some((rank, i) => i > 0 && rank <= (ranks[i - 1] ?? -1))) return null;
    const sorted = [...amount].sort((a, b) => UNIT_ORDER.indexOf(a.unit) - UNIT_ORDER.indexOf(b.unit));
    const first = list[0]?.mention?.value as DurationExpression | undefined;
    const half = match.captures.half !== undefined;
    const last = sorted.at(-1);
    if (half && last !== undefined && last.n !== null) sorted[sorted.length - 1] = { ...last, n: last.n + 0.5 };
    const only = list.length === 1 ? first : undefined;
    return built({
      kind: "duration",
      amount: sorted,
      to: only?.to ?? null,
      approximation:
        list
          .map(({ mention }) => (mention?.value as DurationExpression | undefined)?.approximation ?? "exact")
          .find((approximation) => approximation !== "exact") ?? "exact",
    });
  },

  /** 3—5年, 80至100天: captures `n` (low, as written) or `a` (low with its unit), and `b`. */
  "date-amount-range"(match) {
    const high = expressionOf(match, "b");
    if (high?.kind !== "duration") return null;
    const low = expressionOf(match, "a");
    const unit = high.amount[0]?.unit;
    if (unit === undefined || high.to !== null) return null;
    const n = captured(match, "n") === null ? null : readNumber(captured(match, "n")?.text ?? "");
    const amount = low?.kind === "duration" ? low.amount : n === null ? null : [{ n, unit }];
    if (amount === null) return null;
    // 2022—23年 are years of the calendar
    if (unit === "year" && (amount[0]?.n ?? 0) >= 1000) return null;
    return built({ kind: "duration", amount, to: high.amount, approximation: "exact" });
  },

  /** A duration with a word that bounds it, capture `a`; set: approximation. */
  "date-duration"(match) {
    const duration = expressionOf(match, "a");
    if (duration?.kind !== "duration") return null;
    return built({
      ...duration,
      approximation: match.fields.approximation === undefined ? duration.approximation : setApproximation(match.fields),
    });
  },

  /** A distance from the reference, capture `a` a duration, or `n` and `u`; set: direction, shape. */
  "date-offset"(match) {
    const duration = expressionOf(match, "a");
    const n = captured(match, "n") === null ? null : readNumber(captured(match, "n")?.text ?? "");
    const of = captured(match, "u")?.lexeme?.fields.of as AmountUnit | undefined;
    const amount =
      duration?.kind === "duration" ? duration.amount : n !== null && of !== undefined ? [{ n, unit: of }] : null;
    if (amount === null) return null;
    const offset: OffsetExpression = {
      kind: "offset",
      amount,
      to: duration?.kind === "duration" ? duration.to : null,
      direction: match.fields.direction as "past" | "future",
      shape: match.fields.shape as OffsetExpression["shape"],
      approximation: duration?.kind !== "duration" ? "exact" : duration.to !== null ? "about" : duration.approximation,
    };
    return built(offset);
  },

  /** From capture `a` to capture `b`; without `b` until the reference date. */
  "date-range"(match) {
    const from = expressionOf(match, "a");
    const to = expressionOf(match, "b");
    if (!isPlace(from) || (match.captures.b !== undefined && !isPlace(to))) return null;
    const range: RangeExpression = { kind: "range", from, to: isPlace(to) ? to : null };
    return built(range);
  },

  /** 年初至报告期末: from capture `a` to the end of the period last named. */
  "date-range-of-report"(match) {
    const from = expressionOf(match, "a");
    return isPlace(from) ? built({ kind: "range", from, to: { kind: "same-period", year: null } }) : null;
  },

  /** 周一至周五8:30—17:00: from day `a` to the day of `b`, each from the time of `b` to `c`. */
  "date-range-daily"(match) {
    const [from, to, until] = ["a", "b", "c"].map((name) => expressionOf(match, name));
    if (from?.kind !== "calendar" || to?.kind !== "calendar" || until?.kind !== "calendar") return null;
    const isTime = ({ unit }: Part): boolean => unit === "daypart" || unit === "clock";
    const days = to.parts.filter((part) => !isTime(part));
    return built({
      kind: "range",
      from: { kind: "calendar", parts: [...from.parts, ...to.parts.filter(isTime)] },
      to: { kind: "calendar", parts: [...days, ...until.parts] },
    });
  },

  /** A word that bounds capture `e`; set: bound. */
  "date-bounded"(match) {
    const expression = expressionOf(match, "e");
    if (expression === null || !(isPlace(expression) || expression.kind === "range")) return null;
    const span = expressionOf(match, "a");
    const length = span?.kind === "duration" && span.amount.length === 1 ? span.amount[0] : undefined;
    if (match.captures.a !== undefined && length?.unit !== "month" && length?.unit !== "year") return null;
    // 自一季度至三季度 has its end already
    if (match.fields.bound === "from" && expression.kind === "calendar" && endsInRange(expression))
      return built(expression);
    const months = (length?.n ?? 0) * (length?.unit === "year" ? 12 : 1) || (numberField(match.fields, "months") ?? 12);
    return built({ kind: "bounded", bound: match.fields.bound as Bound, of: expression, months });
  },

  /** 春节前两天: captures `e`, `w` (field sign) and `a`, days or weeks. */
  "date-away"(match) {
    const expression = expressionOf(match, "e");
    const duration = expressionOf(match, "a");
    const sign = numberField(captured(match, "w")?.lexeme?.fields ?? {}, "sign");
    if (expression?.kind !== "calendar" || duration?.kind !== "duration") return null;
    const [amount] = duration.amount;
    if (amount === undefined || amount.n === null || duration.amount.length > 1 || !Number.isInteger(amount.n))
      return null;
    const days = amount.n * (amount.unit === "week" ? 7 : 1);
    return built({
      kind: "calendar",
      parts: [...expression.parts, { unit: "away", days, sign: sign === -1 ? -1 : 1 }],
    });
  },

  /** 今明两年: a word, capture `w`, for two neighbouring units (fields unit, by, to). */
  "date-pair"(match) {
    const fields = captured(match, "w")?.lexeme?.fields ?? {};
    const unit = fields.unit;
    if (unit !== "year" && unit !== "day") return null;
    const place = (by: number): CalendarExpression => ({
      kind: "calendar",
      parts: [{ unit, at: { kind: "shift", by, from: "reference" } }],
    });
    const [from, to] = [numberField(fields, "by") ?? 0, numberField(fields, "to") ?? 1];
    return built({ kind: "range", from: place(from), to: place(to) });
  },

  /** A time expression as it stands, capture `e`. */
  "date-plain"(match) {
    const expression = expressionOf(match, "e");
    return expression === null ? null : built(expression);
  },

  /** 六月六月中旬: capture `a` said again at the beginning of `e`, which alone counts. */
  "date-stutter"(match) {
    const said = captured(match, "a")?.mention?.value as readonly Part[] | undefined;
    const again = captured(match, "e");
    const expression = expressionOf(match, "e");
    if (said === undefined || again === null || expression?.kind !== "calendar") return null;
    if (JSON.stringify(said[0]) !== JSON.stringify(expression.parts[0])) return null;
    return { ...built(expression), start: again.start };
  },

  /** A recurrence: captures `s` (a word with fields of, n) or `a` (a duration), and `e`, the place within; set: of, n, timex. */
  "date-set"(match) {
    const word = captured(match, "s")?.lexeme?.fields;
    const duration = expressionOf(match, "a");
    const within = expressionOf(match, "e");
    const of = (word?.of ?? match.fields.of) as AmountUnit | undefined;
    const every: Amount | null =
      duration?.kind === "duration"
        ? duration.amount
        : of === undefined
          ? null
          : [{ n: numberField(word ?? {}, "n") ?? numberField(match.fields, "n") ?? 1, unit: of }];
    if (every === null) return null;
    return built({
      kind: "set",
      every,
      within: within?.kind === "calendar" || within?.kind === "range" ? within : null,
      timex: typeof match.fields.timex === "string" ? match.fields.timex : null,
    });
  },

  /** 隔周: every second one of capture `u`; set: n, every so many. */
  "date-every-other"(match) {
    const of = captured(match, "u")?.lexeme?.fields.of as AmountUnit | undefined;
    const n = numberField(match.fields, "n") ?? 2;
    return of === undefined ? null : built({ kind: "set", every: [{ n, unit: of }], within: null, timex: null });
  },

  /** A word for no day in particular; set or capture `w`: timex. */
  "date-vague"(match) {
    const timex = captured(match, "w")?.lexeme?.fields.timex ?? match.fields.timex;
    if (timex !== "PAST_REF" && timex !== "PRESENT_REF" && timex !== "FUTURE_REF") return null;
    return built({ kind: "vague", timex });
  },

  /** 去年同期: capture `y` (a year part) if it names one. */
  "date-same-period"(match) {
    const parts = captured(match, "y")?.mention?.value as readonly Part[] | undefined;
    const year = parts?.[0];
    const at: At | null = year?.unit === "year" ? year.at : null;
    if (match.captures.y !== undefined && at === null) return null;
    return built({ kind: "same-period", year: at });
  },
};
