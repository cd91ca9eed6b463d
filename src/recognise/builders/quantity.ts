import type { Decimal } from "decimal.js";
import { Exact } from "../../lex/exact.js";
import type { Capture, Mention, QuantityValue } from "../../types.js";
import type { Builders, Built, RuleMatch } from "../builder.js";
import { AROUND, fieldsOf, makeNumber, numeralOf, textOf } from "./number.js";
import { boundBuilders } from "./quantity-bounds.js";
import { composedBuilders } from "./quantity-composed.js";
import { type MentionFields, mentionOf, PLACES, quantityFields, readUnit, scale, type Unit } from "./quantity-unit.js";

/** A unit told apart from its figures, with the places told with it: （万元） is 元, times 10000. */
export interface UnitLabel {
  readonly unit: Unit;
  readonly places: Decimal;
  readonly text: string | null;
}

/** A number in the unit of a label. */
export function applyLabel(number: Mention<QuantityValue>, { unit, places, text }: UnitLabel): Built {
  const told = (amount: Decimal | null): Decimal | null => amount?.times(places) ?? null;
  const { value: amount } = number;
  const value = scale(
    { ...amount, number: amount.number.times(places), low: told(amount.low), high: told(amount.high) },
    unit,
    text,
  );
  return { value, fields: quantityFields(value, unit, number.fields) };
}

function quantity(match: RuleMatch): Built | null {
  const { captures } = match;
  const number = mentionOf(captures.n);
  if (number === null) return null;
  const unitCapture = captures.u?.[0];
  const currency = captures.c?.[0];
  const unitFields = { ...fieldsOf(captures.c), ...fieldsOf(captures.u), ...match.fields };
  const named = readUnit(unitFields);
  if (named === null) return null;
  const unit =
    currency?.lexeme != null ? { ...named, base: String(currency.lexeme.fields.base), generic: false } : named;
  const value = scale(number.value, unit, unitTextOf(match, unitCapture, currency));
  return { value, fields: { ...quantityFields(value, unit, number.fields), ...prefixOf(match, number) } };
}

/** A unit before its numeral goes for the next numeral too: 百分之三至五. */
function prefixOf({ captures }: RuleMatch, number: Mention): MentionFields {
  const unit = captures.u?.[0] ?? captures.c?.[0];
  return { prefix: unit !== undefined && unit.start < number.start };
}

function unitTextOf(match: RuleMatch, unit: Capture | undefined, currency: Capture | undefined): string | null {
  if (unit !== undefined && currency !== undefined && currency.start >= unit.end)
    return match.chart.sentence.text.slice(unit.start, currency.end);
  return textOf(match, unit ?? currency);
}

export const quantityBuilders: Builders = {
  ...composedBuilders,
  ...boundBuilders,

  /** A number, capture `n`, in a unit: capture `u`, a currency `c`, or the rule's own fields (dimension, base, factor). */
  quantity,

  /** A unit that stands by itself and is meant for figures elsewhere: captures `u` and perhaps `m`, places before it. */
  label(match) {
    const { captures } = match;
    const unit = readUnit(fieldsOf(captures.u));
    if (unit === null) return null;
    const places = numeralOf(captures.m)?.value ?? new Exact(1);
    const label: UnitLabel = { unit, places, text: textOf(match, captures.u?.[0]) };
    return { value: label, fields: { ...match.fields, dimension: unit.dimension } };
  },

  /** A number, capture `n`, with the unit of the label before it, capture `l`. */
  labelled({ captures }) {
    const number = mentionOf(captures.n);
    const label = captures.l?.[0]?.mention?.value as UnitLabel | undefined;
    return number === null || label === undefined ? null : applyLabel(number, label);
  },

  /** A discount, capture `n`: 八折 is 80 %, 九八折 and 75折 are the digits. */
  discount(match) {
    const number = mentionOf(match.captures.n);
    if (number === null || number.value.number.greaterThan(100)) return null;
    const { number: tenths } = number.value;
    // 半折 is half the price.
    const factor = tenths.equals("0.5") ? 100 : tenths.lessThanOrEqualTo(10) ? 10 : 1;
    const unit = readUnit({ dimension: "percent", base: "%", factor, tells: "base" });
    if (unit === null) return null;
    const value = scale(number.value, unit, textOf(match, match.captures.u?.[0]));
    return { value, fields: quantityFields(value, unit, number.fields) };
  },

  /** The same where the digits stand side by side: capture `n`, a numeral. */
  "discount-digits"(match) {
    const numeral = numeralOf(match.captures.n);
    const unit = readUnit({ dimension: "percent", base: "%", tells: "base" });
    if (numeral === null || unit === null || !numeral.value.lessThan(100)) return null;
    const second = numeralOf(match.captures.t);
    const digits = second === null ? numeral.value : numeral.value.times(10).plus(second.value);
    if (second !== null && !(numeral.value.lessThan(10) && second.value.lessThan(10))) return null;
    const value = scale(makeNumber(digits), unit, textOf(match, match.captures.u?.[0]));
    return { value, fields: quantityFields(value, unit) };
  },

  /**
   * A word that says amount and unit: the rule's fields `number`, `dimension`, `base`, perhaps `approx` (about) and
   * `word`, by which other rules know it; capture `u` the unit's part of it.
   */
  fixed(match) {
    const unit = readUnit(match.fields);
    if (unit === null || match.fields.number === undefined) return null;
    const bounds = match.fields.approx === "about" ? AROUND : {};
    const number = makeNumber(new Exact(String(match.fields.number)), bounds);
    const value = scale(number, unit, textOf(match, match.captures.u?.[0]));
    return { value, fields: { ...quantityFields(value, unit), word: match.fields.word ?? null } };
  },

  /** 翻一番 is 2 x, 翻两番 4 x: capture `n` counts the doublings. */
  doubling(match) {
    const number = mentionOf(match.captures.n);
    const unit = readUnit({ dimension: "multiple", base: "x" });
    if (number === null || unit === null || number.value.number.greaterThan(20)) return null;
    const times = new Exact(2).pow(number.value.number);
    const value: QuantityValue = {
      ...scale(number.value, unit, textOf(match, match.captures.u?.[0])),
      value: times,
      low: times,
      high: times,
    };
    return { value, fields: quantityFields(value, unit) };
  },

  /** A share written as a fraction, capture `n`, in percent: 四分之一 is 25 %. */
  share(match) {
    const number = mentionOf(match.captures.n);
    const unit = readUnit({ dimension: "percent", base: "%", factor: 100 });
    if (number === null || unit === null) return null;
    const scaled = scale(number.value, unit, null);
    const told = (amount: Decimal | null): Decimal | null => amount?.toDecimalPlaces(PLACES) ?? null;
    const value = { ...scaled, value: told(scaled.value), low: told(scaled.low), high: told(scaled.high) };
    return { value, fields: quantityFields(value, unit) };
  },

  /** A place in a ranking: capture `o`, an ordinal or number, or the rule's field `number`; `u` its classifier. */
  rank(match) {
    const mention = mentionOf(match.captures.o);
    const number =
      mention?.value.number ?? (match.fields.number === undefined ? null : new Exact(String(match.fields.number)));
    if (number === null || !number.isInteger() || number.isNegative()) return null;
    const unitText = textOf(match, match.captures.u?.[0]) ?? mention?.value.unitText ?? null;
    const value: QuantityValue = { ...makeNumber(number), dimension: "rank", unit: "1", unitText };
    return { value, fields: { dimension: "rank", unit: "1", approx: "exact" } };
  },

  /** A score, told by its first side: captures `a`, `b`; the rule's fields `dimension` and `base`. */
  score(match) {
    const first = mentionOf(match.captures.a);
    const second = mentionOf(match.captures.b);
    const unit = readUnit(match.fields);
    if (first === null || second === null || unit === null) return null;
    if (!first.value.number.isInteger() || !second.value.number.isInteger()) return null;
    const value = scale(makeNumber(first.value.number), unit, null);
    return { value, fields: { dimension: value.dimension, unit: value.unit, approx: "exact" } };
  },

  /** One number to another: 3:2, 三比一. Captures `a`, `b`. */
  ratio(match) {
    const first = mentionOf(match.captures.a);
    const second = mentionOf(match.captures.b);
    if (first === null || second === null || second.value.number.isZero()) return null;
    const told = first.value.number.div(second.value.number).toDecimalPlaces(PLACES);
    const value: QuantityValue = {
      ...makeNumber(first.value.number),
      dimension: "ratio",
      unit: "1",
      value: told,
      low: told,
      high: told,
    };
    return { value, fields: { dimension: "ratio", unit: "1", approx: "exact" } };
  },
};
