import type { Decimal } from "decimal.js";
import { Exact } from "../../lex/exact.js";
import type { Approx, Mention, QuantityValue } from "../../types.js";
import type { Builders } from "../builder.js";
import { fieldsOf, makeNumber } from "./number.js";
import {
  convert,
  type Measure,
  measured,
  measureOf,
  mentionOf,
  quantityFields,
  scale,
  unitOf,
  withValue,
} from "./quantity-unit.js";

/**
 * A number without a unit beside a quantity takes the quantity's unit, and its places where the text leaves them out:
 * 20至30万元 is 200000 to 300000, 8500到3万港元 is not.
 * @param fits whether the number with these places can stand beside the quantity
 */
function shared(
  number: Mention<QuantityValue>,
  { mention: from, unit }: Measure,
  fits: (amount: Decimal) => boolean,
): QuantityValue {
  let amount = number.value;
  // One with places of its own has no others told with it: 3万至5万吨.
  if (!number.fields.section) {
    for (const power of [from.fields.power, from.fields.section]) {
      const exponent = Number(power ?? 0);
      if (exponent < 2) continue;
      const place = new Exact(10).pow(exponent);
      // All of 千万 is shared by one digit only: 3至5千万, but 1200和8千万.
      const isPart = exponent !== Number(from.fields.section ?? 0);
      if ((isPart && !amount.number.lessThan(10)) || !fits(amount.number.times(place))) continue;
      const told = (value: Decimal | null): Decimal | null => value?.times(place) ?? null;
      amount = { ...amount, number: amount.number.times(place), low: told(amount.low), high: told(amount.high) };
      break;
    }
  }
  return scale(amount, unit, from.value.unitText);
}

/** Two amounts, of which a bare number takes the other's unit. */
function inOneUnit(
  first: Mention<QuantityValue>,
  second: Mention<QuantityValue>,
  fitsFirst: (amount: Decimal) => boolean,
  fitsSecond: (amount: Decimal) => boolean,
): readonly [QuantityValue, QuantityValue] {
  const [one, other] = [measured(first), measured(second)];
  return [
    one === null && other !== null ? shared(first, other, fitsFirst) : first.value,
    other === null && one !== null ? shared(second, one, fitsSecond) : second.value,
  ];
}

/** In a range the number is the smaller one. */
const below =
  ({ value }: Mention<QuantityValue>) =>
  (amount: Decimal): boolean =>
    amount.lessThan(value.number);

function rangeBetween(low: QuantityValue, high: QuantityValue): QuantityValue | null {
  const upper = high.high ?? high.value;
  const lower = low.low ?? low.value;
  if (upper === null || lower === null || upper.lessThan(lower)) return null;
  return { ...low, low: lower, high: upper, approx: "range" };
}

function negated(value: QuantityValue): QuantityValue {
  const turn = (amount: Decimal | null): Decimal | null => amount?.negated() ?? null;
  return {
    ...value,
    number: value.number.negated(),
    value: turn(value.value),
    low: turn(value.high),
    high: turn(value.low),
  };
}

/** Bounds by a word beside the amount: over 超, under 近, about 约. */
function bounded(value: QuantityValue, approx: Approx): QuantityValue {
  // 大概20至100个 has its bounds already.
  if (value.approx === "range") return value;
  // and 大概300多万元 the width that 多 gives
  if (approx === "about" && value.approx === "over" && value.high !== null) return value;
  switch (approx) {
    case "over":
      return { ...value, low: value.low ?? value.value, high: null, approx };
    case "under":
      return { ...value, low: null, high: value.high ?? value.value, approx };
    case "about":
      return { ...value, low: null, high: null, approx };
    default:
      return value;
  }
}

/** Builders of bounds: words beside an amount, ranges, series that share a unit. */
export const boundBuilders: Builders = {
  /**
   * From one amount to another: captures `a` and `b`; one of them may be a bare number, which takes the other's unit.
   * With the rule's field `near` neither may be more than twice the other.
   */
  range(match) {
    const first = mentionOf(match.captures.a);
    const second = mentionOf(match.captures.b);
    if (first === null || second === null) return null;
    if (first.value.unit === null && second.value.unit === null) {
      const low = withSharedPlaces(first, second);
      const value = rangeBetween(low, second.value);
      return value === null ? null : { value, fields: { approx: "range", style: first.fields.style } };
    }
    const [low, high] = inOneUnit(first, second, below(second), below(first));
    if (low.unit !== high.unit) return null;
    if (match.fields.near === true && low.number.times(2).lessThan(high.number)) return null;
    // 零下3到5度: the word holds for both, the colder one last
    const isBelow = first.fields.isSpoken === true && high.number.greaterThan(low.number.negated());
    const range = isBelow ? rangeBetween(negated(high), low) : rangeBetween(low, high);
    if (range === null) return null;
    const value = { ...range, unitText: (second.value.unit === null ? first : second).value.unitText };
    return withValue((second.value.unit === null ? first : second).fields, value);
  },

  /** A number, capture `n`, in a series whose last member, capture `q`, has the unit: 0.9和1.4个百分点. */
  series(match) {
    const number = mentionOf(match.captures.n);
    const last = measureOf(match.captures.q);
    if (number === null || last === null) return null;
    const value = shared(number, last, () => true);
    return { value, fields: quantityFields(value, last.unit, number.fields) };
  },

  /** A middle and how far to each side: 18±2℃. Captures `a` (number), `q` (the quantity after ±). */
  tolerance(match) {
    const middle = mentionOf(match.captures.a);
    const side = measureOf(match.captures.q);
    if (middle === null || side === null) return null;
    const { mention: margin, unit } = side;
    const { number } = middle.value;
    const width = margin.value.number;
    const value = scale(
      makeNumber(number, { low: number.minus(width), high: number.plus(width), approx: "range" }),
      unit,
      margin.value.unitText,
    );
    return withValue(margin.fields, value);
  },

  /** An amount, capture `q`, with words that bound it: captures `b` before it, `e` after it (field `approx`). */
  bound(match) {
    const { captures } = match;
    const mention = mentionOf(captures.q);
    if (mention === null) return null;
    let value = mention.value;
    for (const word of [...(captures.b ?? []), ...(captures.e ?? [])]) {
      const { approx, step } = fieldsOf([word]);
      if (approx === "more") value = step === "unit" ? moreThan(value, mention) : bounded(value, "over");
      else if (approx !== "exact") value = bounded(value, approx as Approx);
    }
    return withValue(mention.fields, value);
  },

  /** Bounds on both sides by two words: 大于100并且小于300. Captures `a` with `x`, `b` with `y` (field `approx`). */
  between(match) {
    const { captures } = match;
    const first = mentionOf(captures.a);
    const second = mentionOf(captures.b);
    const approx = fieldsOf(captures.x).approx ?? match.fields.first;
    if (first === null || second === null) return null;
    const [low, high] = approx === "under" ? [second, first] : [first, second];
    const [lowValue, highValue] = inOneUnit(low, high, below(high), () => true);
    if (lowValue.unit !== highValue.unit) return null;
    const value = rangeBetween({ ...lowValue, high: null }, { ...highValue, low: null });
    return value === null ? null : withValue(low.fields, value);
  },
};

/** The next unit of the place of the last digit, in the base unit: 两成多 is 20 to 30 %. */
function moreThan(value: QuantityValue, mention: Mention<QuantityValue>): QuantityValue {
  const unit = unitOf(mention);
  if (unit === null) return bounded(value, "over");
  const number = unit.tellsBase ? value.number.div(convert(new Exact(1), unit)) : value.number;
  return {
    ...scale(makeNumber(number, { high: number.plus(nextStep(number)), approx: "over" }), unit, value.unitText),
  };
}

function nextStep(number: Decimal): Decimal {
  return new Exact(10).pow(-number.decimalPlaces());
}

/** A bare number before another one that has places for both: 一到五百. */
function withSharedPlaces(first: Mention<QuantityValue>, second: Mention<QuantityValue>): QuantityValue {
  const power = Number(second.fields.power ?? 0);
  if (
    Number(first.fields.power ?? 0) > 1 ||
    power < 2 ||
    (first.fields.style === "digits" && second.fields.style === "digits")
  )
    return first.value;
  for (const exponent of [power, Number(second.fields.section ?? 0)]) {
    if (exponent < 2) continue;
    const amount = first.value.number.times(new Exact(10).pow(exponent));
    if (amount.lessThan(second.value.number)) return makeNumber(amount);
  }
  return first.value;
}
