import type { Decimal } from "decimal.js";
import { Exact } from "../../lex/exact.js";
import type { Capture, Mention, QuantityValue } from "../../types.js";
import type { Built } from "../builder.js";

/** Where a factor has no finite decimal, values are rounded to this many places, once. */
export const PLACES = 6;

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

/** A unit from fields; null where they name none. */
export function readUnit(fields: Readonly<Record<string, unknown>>): Unit | null {
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

/** Whether an amount ends within the digits that records keep. */
export const isExact = (number: Decimal): boolean => number.equals(number.toDecimalPlaces(12));

/** An amount in the base unit. */
export function convert(amount: Decimal, { factor, offset }: Pick<Unit, "factor" | "offset">): Decimal {
  const moved = offset === "0" ? amount : amount.plus(offset);
  if (factor === "1") return moved;
  const { numerator, denominator } = readFactor(factor);
  const scaled = moved.times(numerator);
  if (denominator === null) return scaled;
  const value = scaled.div(denominator);
  return endsExactly(scaled, denominator, value) ? value : value.toDecimalPlaces(PLACES);
}

interface Fraction {
  readonly numerator: Decimal;
  /** null for 1. */
  readonly denominator: Decimal | null;
}

const factors = new Map<string, Fraction>();
/** Rules and lexicons hold some hundreds of factors; composed units make others without end. */
const MOST_FACTORS = 1000;

function readFactor(factor: string): Fraction {
  let read = factors.get(factor);
  if (read === undefined) {
    const [numerator = "1", denominator = "1"] = factor.split("/");
    read = {
      numerator: new Exact(numerator),
      denominator: denominator === "1" ? null : new Exact(denominator),
    };
    if (factors.size < MOST_FACTORS) factors.set(factor, read);
  }
  return read;
}

function endsExactly(scaled: Decimal, denominator: Decimal, value: Decimal): boolean {
  return value.decimalPlaces() < 40 && value.times(denominator).equals(scaled);
}

/** A number in a unit. */
export function scale(number: QuantityValue, unit: Unit, unitText: string | null): QuantityValue {
  const value = convert(number.number, unit);
  // Mostly the bounds are the number itself.
  const told = (amount: Decimal | null): Decimal | null =>
    amount === null ? null : amount === number.number ? value : convert(amount, unit);
  return {
    ...number,
    dimension: unit.dimension,
    number: unit.tellsBase ? value : number.number,
    unitText,
    unit: unit.base,
    value,
    low: told(number.low),
    high: told(number.high),
  };
}

/** Fields of a mention that patterns ask for. */
export type MentionFields = Readonly<Record<string, unknown>>;

/** What patterns and later stages can ask a quantity mention. */
export function quantityFields(value: QuantityValue, unit: Unit, number: MentionFields = {}): MentionFields {
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
export function withValue(fields: MentionFields, value: QuantityValue): Built {
  return {
    value,
    fields: { ...fields, dimension: value.dimension, unit: value.unit, approx: value.approx, tail: false },
  };
}

/** The quantity or number mention that stands in a capture. */
export const mentionOf = (captures: readonly Capture[] | undefined): Mention<QuantityValue> | null => {
  const mention = captures?.[0]?.mention;
  return mention === null || mention === undefined ? null : (mention as Mention<QuantityValue>);
};

/** The unit of a quantity mention, as its fields keep it. */
export function unitOf({ fields, value }: Mention<QuantityValue>): Unit | null {
  return readUnit({ ...fields, dimension: value.dimension, base: value.unit });
}

/** How many of the whole one part is. */
export function convertRatio(part: string, whole: string): Decimal {
  const [a = "1", b = "1"] = part.split("/");
  const [c = "1", d = "1"] = whole.split("/");
  return new Exact(a).times(d).div(new Exact(b).times(c));
}

/** An exact fraction, times a number. */
export function timesFactor(factor: string, times: Decimal): string {
  const [numerator = "1", denominator = "1"] = factor.split("/");
  return `${new Exact(numerator).times(times).toFixed()}/${denominator}`;
}

/** One exact fraction over another, as a fraction. */
export function overFactors(above: string, below: string): string {
  const [a = "1", b = "1"] = above.split("/");
  const [c = "1", d = "1"] = below.split("/");
  return `${new Exact(a).times(d).toFixed()}/${new Exact(b).times(c).toFixed()}`;
}

/** The amounts of a quantity told in another unit of the same numerals. */
export function rescale(mention: Mention<QuantityValue>, from: Unit, to: Unit, unitText: string | null): QuantityValue {
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
