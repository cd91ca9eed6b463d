import type { Decimal } from "decimal.js";
import { Exact } from "../../lex/exact.js";
import type { Mention, QuantityValue } from "../../types.js";
import type { Builders } from "../builder.js";
import { makeNumber, numeralOf } from "./number.js";
import {
  convert,
  convertRatio,
  mentionOf,
  overFactors,
  quantityFields,
  readUnit,
  rescale,
  scale,
  timesFactor,
  type Unit,
  unitOf,
  withValue,
} from "./quantity-unit.js";

/** Places of a number that has no end in its first unit: 5英尺8英寸. */
const PLACES = 6;

/** Builders of quantities from several parts: compounds, digits after the unit, rates. */
export const composedBuilders: Builders = {
  /** One amount told in a unit and then in smaller ones: 五元三毛, 六斤八两. Captures `a`, `b`, perhaps `d` and `p`. */
  compound(match) {
    const { captures } = match;
    const first = mentionOf(captures.a);
    if (first === null) return null;
    const unit = unitOf(first);
    if (unit === null || first.value.approx !== "exact" || unit.offset !== "0") return null;
    const last = mentionOf(captures.d);
    const part = captures.p?.[0]?.lexeme;
    const parts: { number: Decimal; unit: Pick<Unit, "base" | "factor"> }[] = [];
    for (const { mention } of captures.b ?? []) {
      const smaller = mention === null ? null : (mention as Mention<QuantityValue>);
      const itsUnit = smaller === null ? null : unitOf(smaller);
      if (smaller === null || itsUnit === null) return null;
      parts.push({ number: smaller.value.number, unit: itsUnit });
    }
    const tail = numeralOf(captures.t);
    const inside = mentionOf(captures.b?.slice(-1));
    const insideUnit = inside === null ? null : unitOf(inside);
    if (captures.t !== undefined) {
      if (tail === null || insideUnit === null || !tail.value.lessThan(10)) return null;
      parts.push({ number: tail.value, unit: { base: insideUnit.base, factor: overFactors(insideUnit.factor, "10") } });
    }
    const lastUnit = part == null ? null : readUnit(part.fields);
    if (last !== null && lastUnit !== null) parts.push({ number: last.value.number, unit: lastUnit });
    let number = first.value.number;
    let larger = new Exact(1);
    for (const { number: amount, unit: smaller } of parts) {
      if (smaller.base !== unit.base) return null;
      const inFirst = convertRatio(smaller.factor, unit.factor);
      if (!inFirst.lessThan(larger) || amount.isNegative() || !amount.times(inFirst).lessThan(larger)) return null;
      larger = inFirst;
      number = number.plus(amount.times(inFirst));
    }
    if (parts.length === 0) return null;
    const value = scale(makeNumber(number), unit, first.value.unitText);
    return withValue(first.fields, { ...value, number: number.toDecimalPlaces(PLACES) });
  },

  /** A tenth or a half of the unit told after it: 三米九, 一米七五, 两吨半. Captures `q`, `t` (digits) or none for a half. */
  tail(match) {
    const { captures } = match;
    const mention = mentionOf(captures.q);
    const unit = mention === null ? null : unitOf(mention);
    if (mention === null || unit === null || mention.value.approx !== "exact") return null;
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
    const mention = mentionOf(captures.q);
    const unit = mention === null ? null : unitOf(mention);
    if (count === null || mention === null || unit === null || count.value.approx !== "exact") return null;
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
    const mention = mentionOf(captures.q);
    const above = mention === null ? null : unitOf(mention);
    const per = captures.d?.[0];
    const below = per?.lexeme == null ? null : readUnit(per.lexeme.fields);
    if (mention === null || above === null || below === null || per === undefined) return null;
    if (above.offset !== "0" || below.offset !== "0") return null;
    const each = numeralOf(captures.m);
    if (captures.m !== undefined && (each === null || each.high !== null || each.value.isZero())) return null;
    const second = captures.x?.[0]?.lexeme == null ? null : readUnit(captures.x[0].lexeme.fields);
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
    const mention = mentionOf(match.captures.q);
    const above = mention === null ? null : unitOf(mention);
    if (mention === null || above === null || above.base !== "m") return null;
    const hours = String(match.captures.d?.[0]?.lexeme?.fields.hours ?? 1);
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
