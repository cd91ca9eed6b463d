import type { Decimal } from "decimal.js";
import { Exact } from "../../lex/exact.js";
import type { NumeralReading } from "../../lex/numeral.js";
import type { Capture, QuantityValue } from "../../types.js";
import type { Builders, Built, RuleMatch } from "../builder.js";

/** Fractions with no end are told to this many digits. */
const FRACTION_DIGITS = 15;

/** The numeral that stands in a capture. */
export function numeralOf(captures: readonly Capture[] | undefined): NumeralReading | null {
  const mention = captures?.[0]?.mention;
  return mention?.layer === "numeral" ? (mention.value as NumeralReading) : null;
}

/** The fields of the lexicon's form that stands in a capture; none where there is none. */
export const fieldsOf = (captures: readonly Capture[] | undefined): Readonly<Record<string, unknown>> =>
  captures?.[0]?.lexeme?.fields ?? {};

/** A number with no unit, exact unless bounds are given. */
export function makeNumber(number: Decimal, bounds: Partial<QuantityValue> = {}): QuantityValue {
  return {
    dimension: null,
    number,
    unitText: null,
    value: number,
    unit: null,
    low: number,
    high: number,
    approx: "exact",
    ...bounds,
  };
}

/** Raised digits, in the order of their values, and the raised minus sign. */
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

export const AROUND: Partial<QuantityValue> = { low: null, high: null, approx: "about" };

/** What a numeral says: 七八千 spans a range, 百万 with no digit is round. */
function readNumeral({ value, high, style }: NumeralReading): QuantityValue {
  return style === "place" ? makeNumber(value, AROUND) : spanning(value, high);
}

/** A number, or the range between two. */
function spanning(one: Decimal, other: Decimal | null): QuantityValue {
  if (other === null) return makeNumber(one);
  return makeNumber(Exact.min(one, other), { high: Exact.max(one, other), approx: "range" });
}

/**
 * Fields of a number that rules ask for: `one` is 一 alone, mostly no more than an article; `small` is one Han digit,
 * which words are made with; `power` and `section` say which places multiply all of it (3至5万).
 */
function built(
  value: QuantityValue,
  reading: NumeralReading | null,
  extra: Readonly<Record<string, unknown>> = {},
): Built {
  const isHan = reading?.style === "han";
  return {
    value,
    fields: {
      approx: value.approx,
      style: reading?.style ?? "digits",
      one: isHan && value.number.equals(1) && reading.high === null,
      small: isHan && reading.end - reading.start === 1 && !reading.bare,
      power: reading?.power ?? 0,
      section: reading?.section ?? 0,
      elliptic: reading?.elliptic ?? false,
      ...extra,
    },
  };
}

/** The step up from an amount to the next unit of the place of its last digit that is not zero: 1180万 → 10万. */
export function stepOf(amount: Decimal): Decimal {
  const places = amount.decimalPlaces();
  if (places > 0) return new Exact(10).pow(-places);
  const digits = amount.abs().toFixed();
  return new Exact(10).pow(digits.length - digits.replace(/0+$/, "").length);
}

function timesPlace(value: Decimal, place: NumeralReading | null): Decimal {
  return place === null ? value : value.times(place.value);
}

function divide(numerator: Decimal, denominator: Decimal): Decimal {
  const quotient = numerator.div(denominator);
  return quotient.decimalPlaces() > FRACTION_DIGITS ? quotient.toSignificantDigits(FRACTION_DIGITS) : quotient;
}

export const numberBuilders: Builders = {
  /** A numeral as it stands: capture `n`; `s` multiplies it (15k). */
  number({ captures }) {
    const reading = numeralOf(captures.n);
    if (reading === null) return null;
    const power = Number(fieldsOf(captures.s).power ?? 0);
    if (power === 0) return built(readNumeral(reading), reading);
    const value = makeNumber(reading.value.times(new Exact(10).pow(power)));
    return built(value, reading, { power, section: power, style: "mixed" });
  },

  /** A numeral below zero: capture `n`; `x` multiplies it (-1.3M); field `isSpoken`: by a word. */
  negative({ captures, fields }) {
    const reading = numeralOf(captures.n);
    if (reading === null || reading.value.isZero()) return null;
    const power = Number(fieldsOf(captures.x).power ?? 0);
    const place = new Exact(10).pow(power).negated();
    const value = spanning(reading.value.times(place), reading.high?.times(place) ?? null);
    const isSpoken = fields.isSpoken === true;
    return built(value, reading, {
      negative: true,
      isSpoken,
      ...(power === 0 ? {} : { power, section: power }),
    });
  },

  /**
   * A numeral and a word for what is beyond it, then perhaps places that multiply both: 300多万, 十几, 一千五百零几万.
   * Captures `n`, `z` (零), `b` (field `approx`), `m`.
   */
  more({ captures }) {
    const reading = numeralOf(captures.n);
    if (reading === null || reading.high !== null) return null;
    const place = numeralOf(captures.m);
    const number = timesPlace(reading.value, place);
    const scale = { power: 0, section: place?.section ?? 0, one: false, small: false };
    // 三个亿: nothing but places between numeral and unit.
    if (captures.b === undefined) return built(makeNumber(number), reading, scale);
    if (fieldsOf(captures.b).approx === "about") return built(makeNumber(number, AROUND), reading, scale);
    // 一千五百零几 leaves out a digit only; 三百几 all that is smaller.
    const step = timesPlace(captures.z === undefined ? stepOf(reading.value) : new Exact(10), place);
    return built(makeNumber(number, { high: number.plus(step), approx: "over" }), reading, scale);
  },

  /** A numeral and more: capture `n`. */
  plus({ captures }) {
    const reading = numeralOf(captures.n);
    if (reading === null || reading.high !== null) return null;
    return built(makeNumber(reading.value, { high: null, approx: "over" }), reading);
  },

  /** A word for some, then places: 几十万, 数百. Capture `m`; field `approx` of `b` is range or over (上千). */
  several({ captures }) {
    const reading = numeralOf(captures.m);
    if (reading === null || !reading.bare) return null;
    const isOver = fieldsOf(captures.b).approx === "over";
    const bounds: Partial<QuantityValue> = isOver
      ? { high: null, approx: "over" }
      : { high: reading.value.times(10), approx: "range" };
    return built(makeNumber(reading.value, bounds), reading, { power: 0, section: 0 });
  },

  /** A set word for a number: fields `number`, `approx`, `high` of the rule or of capture `w`. */
  word(match) {
    const fields = { ...fieldsOf(match.captures.w), ...match.fields };
    if (fields.number === undefined) return null;
    const number = new Exact(String(fields.number));
    const extra = { pair: fields.pair === true };
    if (fields.approx === "about") return built(makeNumber(number, AROUND), null, extra);
    if (fields.approx === "over") return built(makeNumber(number, { high: null, approx: "over" }), null, extra);
    return built(makeNumber(number), null, extra);
  },

  /**
   * A half of places or of what follows, perhaps after a number of them: 半个亿, 两个半亿, 五个半百分点.
   * Captures `n` and `m`, each perhaps none.
   */
  "half-places"({ captures }) {
    const whole = numeralOf(captures.n);
    const place = numeralOf(captures.m);
    if (captures.n !== undefined && (whole === null || whole.high !== null)) return null;
    const halves = whole === null ? new Exact("0.5") : whole.value.plus("0.5");
    return built(makeNumber(timesPlace(halves, place)), place, { power: 0, one: false, small: false });
  },

  /** A fraction that is one character: capture `f` (field `parts`, 3/4), perhaps `w`, the whole before it. */
  vulgar({ captures }) {
    const { parts } = fieldsOf(captures.f);
    if (parts === undefined) return null;
    const [above = 0, below = 1] = String(parts).split("/");
    const value = divide(new Exact(below).times(numeralOf(captures.w)?.value ?? 0).plus(above), new Exact(below));
    return built(makeNumber(value), null);
  },

  /** Digits times a power of ten: 1.05×10^6, 2.4×10⁻³. Captures `n`, `p` (the exponent), perhaps `s`, its minus sign. */
  scientific({ captures, chart }) {
    const reading = numeralOf(captures.n);
    const exponent = captures.p?.[0];
    if (reading === null || exponent === undefined) return null;
    const digits = [...chart.text.slice(exponent.start, exponent.end)].map((sign) => {
      const raised = SUPERSCRIPTS.indexOf(sign);
      return raised < 0 ? sign : "0123456789-".charAt(raised);
    });
    const power = Number(`${captures.s === undefined ? "" : "-"}${digits.join("")}`);
    // No measure has more; one of a thousand would fill the page with its zeros.
    if (!(Math.abs(power) <= 100)) return null;
    return built(makeNumber(reading.value.times(new Exact(10).pow(power))), null);
  },

  /** A fraction: captures `d` (denominator), `n` (numerator), perhaps `w` (whole) and `s` (a minus sign). */
  fraction({ captures, fields }) {
    const denominator = numeralOf(captures.d);
    const numerator = numeralOf(captures.n);
    const whole = numeralOf(captures.w);
    if (denominator === null || numerator === null || denominator.value.isZero()) return null;
    if (denominator.high !== null) return null;
    const isNegative = captures.s !== undefined;
    const sized = (above: Decimal): Decimal => {
      const total = denominator.value.times(whole?.value ?? 0).plus(above);
      return divide(isNegative ? total.negated() : total, denominator.value);
    };
    const isShare =
      fields.share !== false &&
      whole === null &&
      !isNegative &&
      denominator.value.lessThanOrEqualTo(10) &&
      numerator.value.lessThan(denominator.value);
    const value = spanning(sized(numerator.value), numerator.high === null ? null : sized(numerator.high));
    return built(value, null, { share: isShare });
  },

  /** A place in an order: capture `n`, or the rule's field `number`; `c` the classifier after it. */
  ordinal(match) {
    const { captures, fields, chart } = match;
    const number =
      numeralOf(captures.n)?.value ?? (fields.number === undefined ? null : new Exact(String(fields.number)));
    if (number === null || !number.isInteger()) return null;
    const value: QuantityValue = {
      ...makeNumber(number),
      dimension: "ordinal",
      unit: "1",
      unitText: textOf(match, captures.c?.[0]),
    };
    const classifier = captures.c?.[0];
    return {
      value,
      fields: {
        dimension: "ordinal",
        unit: "1",
        approx: "exact",
        classifier: classifier === undefined ? null : chart.text.slice(classifier.start, classifier.end),
      },
    };
  },

  /** The number of a mention that an earlier layer made: capture `q`. */
  same({ captures }) {
    const mention = captures.q?.[0]?.mention;
    return mention === null || mention === undefined ? null : { value: mention.value, fields: mention.fields };
  },
};

/** What stands in a capture, as the document writes it; null where there is none. */
export function textOf({ chart }: RuleMatch, capture: Capture | undefined): string | null {
  return capture === undefined ? null : chart.sentence.text.slice(capture.start, capture.end);
}
