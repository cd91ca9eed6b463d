import type { Decimal } from "decimal.js";
import { Exact } from "../../lex/exact.js";
import type { Builders } from "../builder.js";
import { fieldsOf, makeNumber, numeralOf } from "./number.js";
import {
  convert,
  convertRatio,
  measureOf,
  mentionOf,
  overFactors,
  quantityFields,
  readUnit,
  rescale,
  scale,
  timesFactor,
  type Unit,
  withValue,
} from "./quantity-unit.js";

/** Places of a number that has no end in its first unit: 5英尺8英寸. */
const PLACES = 6;

/** Builders of quantities from several parts: compounds, digits after the unit, rates. */
export const composedBuilders: Builders = {
  /** One amount told in a unit and then in smaller ones: 五元三毛, 六斤八两. Captures `a`, `b`, perhaps `d` and `p`. */
  compound(match) {
    const { captures } = match;
    const first = measureOf(captures.a);
    if (first === null) return null;
    const { mention, unit } = first;
    if (mention.value.approx !== "exact" || unit.offset !== "0") return null;
    const parts: { number: Decimal; unit: Pick<Unit, "base" | "factor"> }[] = [];
    for (const capture of captures.b ?? []) {
      const smaller = measureOf([capture]);
      if (smaller === null) return null;
      parts.push({ number: smaller.mention.value.number, unit: smaller.unit });
    }
    const tail = numeralOf(captures.t);
    const inside = parts.at(-1);
    if (captures.t !== undefined) {
      if (tail === null || inside === undefined || !tail.value.lessThan(10)) return null;
      parts.push({ number: tail.value, unit: { ...inside.unit, factor: overFactors(inside.unit.factor, "10") } });
    }
    const last = mentionOf(captures.d);
    const lastUnit = readUnit(fieldsOf(captures.p));
    if (last !== null && lastUnit !== null) parts.push({ number: last.value.number, unit: lastUnit });
    if (parts.length === 0) return null;
    let number = mention.value.number;
    let larger = new Exact(1);
    for (const { number: amount, unit: smaller } of parts) {
      if (smaller.base !== unit.base) return null;
      const inFirst = convertRatio(smaller.factor, unit.factor);
      if (!inFirst.lessThan(larger) || amount.isNegative() || !amount.times(inFirst).lessThan(larger)) return null;
      larger = inFirst;
      number = number.plus(amount.times(inFirst));
    }
    const value = scale(makeNumber(number), unit, mention.value.unitText);
    return withValue(mention.fields, { ...value, number: number.toDecimalPlaces(PLACES) });
  },

  /** A tenth or a half of the unit told after it: 三米九, 一米七五, 两吨半. Captures `q`, `t` (digits) or none for a half. */
  tail(match) {
    const { captures } = match;
    const whole = measureOf(captures.q);
    if (whole === null || whole.mention.value.approx !== "exact") return null;
    const { mention, unit } = whole;
    let rest: Decimal = new Exact("0.5");
    if (captures.t !== undefined) {
      const digits = numeralOf(captures.t);
      if (digits === null || digits.high !== null) return null;
      const length = digits.end - digits.start;
      if (length > 2 || digits.value.isZero() || !digits.value.lessThan(new Exact(10).pow(length))) return null;
      rest = digits.value.div(new Exact(10).pow(length));
    }
    const before = unit.tellsBase ? mention.value.number.div(convert(new Exact(1), unit)) : mention.value.number;
    if (!before.isInteger()) return null;
    const value = scale(makeNumber(before.plus(rest)), unit, mention.value.unitText);
    return withValue(mention.fields, value);
  },

  /** So many of one size, by their sum: 2×66万千瓦. Captures `n` (how many) and `q` (one of them). */
  times({ captures }) {
    const count = mentionOf(captures.n);
    const one = measureOf(captures.q);
    if (count === null || one === null || count.value.approx !== "exact") return null;
    const { mention, unit } = one;
    const many = count.value.number;
    if (!many.isInteger() || !many.greaterThan(0) || !many.lessThan(1000)) return null;
    return withValue(mention.fields, scale(makeNumber(mention.value.number.times(many)), unit, mention.value.unitText));
  },

  /**
   * An amount for each unit of another: 91.6元/吨, 每斤1.53元, 6.5升/百公里. Captures `q` and `d` (a unit's lexeme),
   * perhaps `m` (how many of it) and `x` (a second unit below: 元/平方米·月).
   */
  rate(match) {
    const { captures } = match;
    const told = measureOf(captures.q);
    const per = captures.d?.[0];
    const below = readUnit(fieldsOf(captures.d));
    if (told === null || below === null || per === undefined) return null;
    const { mention, unit: above } = told;
    if (above.offset !== "0" || below.offset !== "0") return null;
    const each = numeralOf(captures.m);
    if (captures.m !== undefined && (each === null || each.high !== null || each.value.isZero())) return null;
    const second = readUnit(fieldsOf(captures.x));
    if (captures.x !== undefined && (second === null || second.offset !== "0")) return null;
    const perOne = overFactors(above.factor, timesFactor(below.factor, each?.value ?? new Exact(1)));
    const unit: Unit = {
      ...above,
      dimension: "rate",
      base: `${above.base}/${below.base}${second === null ? "" : `/${second.base}`}`,
      factor: second === null ? perOne : overFactors(perOne, second.factor),
      tellsBase: false,
      hasTail: false,
    };
    // The unit as it stands in one piece: 元/吨, but 元 of 每吨50元.
    const own = mention.value.unitText ?? "";
    const unitText =
      per.start > mention.start
        ? match.chart.sentence.text.slice(mention.end - own.length, second === null ? per.end : match.end)
        : own;
    const value = rescale(mention, above, unit, unitText);
    return { value, fields: quantityFields(value, unit, mention.fields) };
  },

  /** A length covered in a time, capture `q`: in the time of capture `d` (field `hours`), or in an hour. */
  speed(match) {
    const told = measureOf(match.captures.q);
    if (told === null || told.unit.base !== "m") return null;
    const { mention, unit: above } = told;
    const hours = String(fieldsOf(match.captures.d).hours ?? 1);
    const unit: Unit = {
      ...above,
      dimension: "speed",
      base: "km/h",
      factor: overFactors(above.factor, timesFactor(hours, new Exact(1000))),
      hasTail: false,
    };
    const per = match.captures.d?.[0];
    const isAfter = per !== undefined && per.start > mention.start;
    const own = mention.value.unitText ?? "";
    const unitText = isAfter ? match.chart.sentence.text.slice(mention.end - own.length, per.end) : own;
    const value = rescale(mention, above, unit, unitText);
    return { value, fields: quantityFields(value, unit, mention.fields) };
  },
};
