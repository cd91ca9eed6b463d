import type { Decimal } from "decimal.js";
import { Exact } from "../../lex/exact.js";
import type { Approx, Capture, Mention, QuantityValue } from "../../types.js";
import type { Builders, Built, RuleMatch } from "../cascade.js";
import { makeNumber, numeralOf, textOf } from "./number.js";

/** Where a factor has no finite decimal, values are rounded to this many places, once. */
const PLACES = 6;

/** What a unit says of itself: fields of its entry in a lexicon, or of the rule that names it. */
export interface Unit {
  readonly dimension: string;
  readonly base: string;
  /** An exact fraction such as "2000/3". */
  readonly factor: string;
  /** Added before the factor: 70 °F is (70 − 32) × 5/9. */
  readonly offset: string;
  /** The numeral is told in the base unit: 三成 has the number 30. */
  readonly tellsBase: boolean;
  /** Its name says an amount but no currency: 元, 块. */
  readonly generic: boolean;
  /** A tenth of it may follow as a bare digit: 三米九. */
  readonly hasTail: boolean;
}

function readUnit(fields: Readonly<Record<string, unknown>>): Unit | null {
  const { dimension, base } = fields;
  if (dimension === undefined || base === undefined) return null;
  return {
    dimension: String(dimension),
    base: String(base),
    factor: String(fields.factor ?? 1),
    offset: String(fields.offset ?? 0),
    tellsBase: fields.tells === "base",
    generic: fields.generic === true,
    hasTail: fields.tail === true,
  };
}

const isExact = (number: Decimal): boolean => number.equals(number.toDecimalPlaces(12));

/** An amount in the base unit. */
function convert(amount: Decimal, { factor, offset }: Pick<Unit, "factor" | "offset">): Decimal {
  const [numerator = "1", denominator = "1"] = factor.split("/");
  const scaled = (offset === "0" ? amount : amount.plus(offset)).times(numerator);
  if (denominator === "1") return scaled;
  const value = scaled.div(denominator);
  return endsExactly(scaled, denominator, value) ? value : value.toDecimalPlaces(PLACES);
}

function endsExactly(scaled: Decimal, denominator: string, value: Decimal): boolean {
  return value.decimalPlaces() < 40 && value.times(denominator).equals(scaled);
}

function scale(number: QuantityValue, unit: Unit, unitText: string | null): QuantityValue {
  const told = (amount: Decimal | null): Decimal | null => (amount === null ? null : convert(amount, unit));
  return {
    ...number,
    dimension: unit.dimension,
    number: unit.tellsBase ? convert(number.number, unit) : number.number,
    unitText,
    unit: unit.base,
    value: told(number.number),
    low: told(number.low),
    high: told(number.high),
  };
}

type MentionFields = Readonly<Record<string, unknown>>;

function quantityFields(value: QuantityValue, unit: Unit, number: MentionFields = {}): MentionFields {
  return {
    dimension: value.dimension,
    unit: value.unit,
    approx: value.approx,
    factor: unit.factor,
    offset: unit.offset,
    tells: unit.tellsBase ? "base" : "written",
    generic: unit.generic,
    tail: unit.hasTail && value.approx === "exact",
    power: number.power ?? 0,
    section: number.section ?? 0,
    style: number.style ?? null,
  };
}

/** Fields of a quantity made of another one, its bounds changed. */
function withValue(fields: MentionFields, value: QuantityValue): Built {
  return {
    value,
    fields: { ...fields, dimension: value.dimension, unit: value.unit, approx: value.approx, tail: false },
  };
}

const mentionOf = (captures: readonly Capture[] | undefined): Mention<QuantityValue> | null => {
  const mention = captures?.[0]?.mention;
  return mention === null || mention === undefined ? null : (mention as Mention<QuantityValue>);
};

/** The unit of a quantity mention, as its fields keep it. */
function unitOf({ fields, value }: Mention<QuantityValue>): Unit | null {
  return readUnit({ ...fields, dimension: value.dimension, base: value.unit });
}

/** Amounts as the text writes them: bounds of a quantity divided by nothing, told in its unit. */
function written(mention: Mention<QuantityValue>): Decimal {
  return mention.value.number;
}

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
  const unitFields = { ...currency?.lexeme?.fields, ...unitCapture?.lexeme?.fields, ...match.fields };
  const named = readUnit(unitFields);
  if (named === null) return null;
  const unit = currency?.lexeme != null ? { ...named, base: String(currency.lexeme.fields.base) } : named;
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

/**
 * A number without a unit beside a quantity takes the quantity's unit, and its places where the text leaves them out:
 * 20至30万元 is 200000 to 300000, 8500到3万港元 is not.
 * @param within only where the number is the smaller one (a range); a series shares whatever its order
 */
function shared(number: Mention<QuantityValue>, from: Mention<QuantityValue>, within: boolean): QuantityValue | null {
  const unit = unitOf(from);
  if (unit === null) return null;
  let amount = number.value;
  const hasOwnPlaces = Number(number.fields.section ?? 0) > 0;
  if (!hasOwnPlaces && from.value.approx !== "over") {
    for (const power of [from.fields.power, from.fields.section]) {
      const exponent = Number(power ?? 0);
      if (exponent < 2) continue;
      const place = new Exact(10).pow(exponent);
      if (within && !amount.number.times(place).lessThan(written(from))) continue;
      const told = (value: Decimal | null): Decimal | null => value?.times(place) ?? null;
      amount = { ...amount, number: amount.number.times(place), low: told(amount.low), high: told(amount.high) };
      break;
    }
  }
  return scale(amount, unit, from.value.unitText);
}

function rangeBetween(low: QuantityValue, high: QuantityValue): QuantityValue | null {
  const upper = high.high ?? high.value;
  const lower = low.low ?? low.value;
  if (upper === null || lower === null || upper.lessThan(lower)) return null;
  return { ...low, low: lower, high: upper, approx: "range" };
}

/** Bounds by a word beside the amount: over 超, under 近, about 约. */
export function bounded(value: QuantityValue, approx: Approx): QuantityValue {
  // 大概20至100个 has its bounds already.
  if (value.approx === "range") return value;
  if (value.value === null) return { ...value, approx };
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

export const quantityBuilders: Builders = {
  /** A number, capture `n`, in a unit: capture `u`, a currency `c`, or the rule's own fields (dimension, base, factor). */
  quantity,

  /** A unit that stands by itself and is meant for figures elsewhere: captures `u` and perhaps `m`, places before it. */
  label(match) {
    const { captures } = match;
    const fields = captures.u?.[0]?.lexeme?.fields;
    const unit = fields === undefined ? null : readUnit(fields);
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

  /** A word that says amount and unit: the rule's fields `number`, `dimension`, `base`; capture `u` the unit's part of it. */
  fixed(match) {
    const unit = readUnit(match.fields);
    if (unit === null || match.fields.number === undefined) return null;
    const value = scale(makeNumber(new Exact(String(match.fields.number))), unit, textOf(match, match.captures.u?.[0]));
    return { value, fields: quantityFields(value, unit) };
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
    const told = (amount: Decimal | null): Decimal | null =>
      amount === null || isExact(amount) ? amount : amount.toDecimalPlaces(PLACES);
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
    return withValue(first.fields, value);
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

  /** An amount for each unit of another: 91.6元/吨, 每斤1.53元. Captures `q` and `d` (a unit's lexeme). */
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
    const unit: Unit = {
      ...above,
      dimension: "rate",
      base: `${above.base}/${below.base}`,
      factor: overFactors(above.factor, timesFactor(below.factor, each?.value ?? new Exact(1))),
      tellsBase: false,
      hasTail: false,
    };
    // The unit as it stands in one piece: 元/吨, but 元 of 每吨50元.
    const own = mention.value.unitText ?? "";
    const unitText =
      per.start > mention.start ? match.chart.sentence.text.slice(mention.end - own.length, per.end) : own;
    const value = rescale(mention, above, unit, unitText);
    return { value, fields: { ...quantityFields(value, unit, mention.fields), generic: false } };
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

  /**
   * From one amount to another: captures `a` and `b`; one of them may be a bare number, which takes the other's unit.
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
    const low = first.value.unit === null ? shared(first, second, true) : first.value;
    const high = second.value.unit === null ? shared(second, first, true) : second.value;
    if (low === null || high === null || low.unit !== high.unit || low.dimension !== high.dimension) return null;
    if (isChangeOfState(first, second)) return null;
    const range = rangeBetween(low, high);
    if (range === null) return null;
    const value = { ...range, unitText: (second.value.unit === null ? first : second).value.unitText };
    return withValue((second.value.unit === null ? first : second).fields, value);
  },

  /** A number, capture `n`, in a series whose last member, capture `q`, has the unit: 0.9和1.4个百分点. */
  series(match) {
    const number = mentionOf(match.captures.n);
    const last = mentionOf(match.captures.q);
    if (number === null || last === null || last.value.unit === null) return null;
    const unit = unitOf(last);
    const value = shared(number, last, false);
    return value === null || unit === null ? null : { value, fields: quantityFields(value, unit, number.fields) };
  },

  /** A middle and how far to each side: 18±2℃. Captures `a` (number), `q` (the quantity after ±). */
  tolerance(match) {
    const middle = mentionOf(match.captures.a);
    const margin = mentionOf(match.captures.q);
    const unit = margin === null ? null : unitOf(margin);
    if (middle === null || margin === null || unit === null) return null;
    const { number } = middle.value;
    const width = margin.value.number;
    const value = scale(
      makeNumber(number, { low: number.minus(width), high: number.plus(width), approx: "range" }),
      unit,
      margin.value.unitText,
    );
    return withValue(margin.fields, value);
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
    const quotient = first.value.number.div(second.value.number);
    const told = quotient.decimalPlaces() > PLACES ? quotient.toDecimalPlaces(PLACES) : quotient;
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

  /** An amount, capture `q`, with words that bound it: captures `b` before it, `e` after it (field `approx`). */
  bound(match) {
    const { captures } = match;
    const mention = mentionOf(captures.q);
    if (mention === null) return null;
    let value = mention.value;
    const words = [...(captures.b ?? []), ...(captures.e ?? [])].flatMap(({ lexeme }) =>
      lexeme === null ? [] : [lexeme.fields],
    );
    for (const { approx, step } of words) {
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
    const approx = captures.x?.[0]?.lexeme?.fields.approx ?? match.fields.first;
    if (first === null || second === null) return null;
    const [low, high] = approx === "under" ? [second, first] : [first, second];
    const lowValue = low.value.unit === null && high.value.unit !== null ? shared(low, high, false) : low.value;
    const highValue = high.value.unit === null && low.value.unit !== null ? shared(high, low, false) : high.value;
    if (lowValue === null || highValue === null || lowValue.unit !== highValue.unit) return null;
    const value = rangeBetween({ ...lowValue, high: null }, { ...highValue, low: null });
    return value === null ? null : withValue(low.fields, value);
  },
};

/** The next unit of the place of the last digit, in the base unit: 两成多 is 20 to 30 %. */
function moreThan(value: QuantityValue, mention: Mention<QuantityValue>): QuantityValue {
  const unit = unitOf(mention);
  if (unit === null || value.value === null) return bounded(value, "over");
  const number = unit.tellsBase ? value.number.div(convert(new Exact(1), unit)) : value.number;
  return {
    ...scale(makeNumber(number, { high: number.plus(nextStep(number)), approx: "over" }), unit, value.unitText),
  };
}

function nextStep(number: Decimal): Decimal {
  return number.isInteger() ? new Exact(1) : new Exact(10).pow(-number.decimalPlaces());
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

/** A range has no bound words inside: 超过3万至不足5万 are two figures. */
function isChangeOfState(first: Mention<QuantityValue>, second: Mention<QuantityValue>): boolean {
  return first.value.approx === "under" || second.value.approx === "under";
}

function convertRatio(part: string, whole: string): Decimal {
  const [a = "1", b = "1"] = part.split("/");
  const [c = "1", d = "1"] = whole.split("/");
  return new Exact(a).times(d).div(new Exact(b).times(c));
}

function timesFactor(factor: string, times: Decimal): string {
  const [numerator = "1", denominator = "1"] = factor.split("/");
  return `${new Exact(numerator).times(times).toFixed()}/${denominator}`;
}

/** One exact fraction over another, as a fraction. */
function overFactors(above: string, below: string): string {
  const [a = "1", b = "1"] = above.split("/");
  const [c = "1", d = "1"] = below.split("/");
  return `${new Exact(a).times(d).toFixed()}/${new Exact(b).times(c).toFixed()}`;
}

/** The amounts of a quantity told in another unit of the same numerals. */
function rescale(mention: Mention<QuantityValue>, from: Unit, to: Unit, unitText: string | null): QuantityValue {
  const { value } = mention;
  const written = (amount: Decimal | null): Decimal | null => {
    if (amount === null) return null;
    const [numerator = "1", denominator = "1"] = from.factor.split("/");
    return amount.times(denominator).div(numerator);
  };
  const number = from.tellsBase ? (written(value.number) ?? value.number) : value.number;
  const near = (amount: Decimal | null): Decimal | null => {
    if (amount === null) return null;
    // Bounds were rounded with their factor: back to the digits of the text.
    const rounded = amount.toDecimalPlaces(PLACES);
    return rounded.isZero() ? amount : rounded;
  };
  return scale({ ...value, number, low: near(written(value.low)), high: near(written(value.high)) }, to, unitText);
}
