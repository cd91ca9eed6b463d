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

/** An amount in the base unit. */
export function convert(amount: Decimal, { factor, offset }: Pick<Unit, "factor" | "offset">): Decimal {
  const moved = offset === "0" ? amount : amount.plus(offset);
  if (factor === "1") return moved;
  const { numerator, denominator } = readFactor(factor);
  const scaled = moved.times(numerator);
  if (denominator === null) return scaled;
  const value = scaled.div(denominator);
  // What does not end has some three hundred places.
  return value.decimalPlaces() < 40 ? value : value.toDecimalPlaces(PLACES);
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
    const at = factor.indexOf("/");
    read =
      at < 0
        ? { numerator: new Exact(factor), denominator: null }
        : { numerator: new Exact(factor.slice(0, at)), denominator: new Exact(factor.slice(at + 1)) };
    if (factors.size < MOST_FACTORS) factors.set(factor, read);
  }
  return read;
}

const ONE = new Exact(1);

/** The two numbers of an exact fraction such as "2000/3" or "5". */
function sidesOf(factor: string): readonly [numerator: Decimal, denominator: Decimal] {
  const { numerator, denominator } = readFactor(factor);
  return [numerator, denominator ?? ONE];
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
    tells: unit.tellsBase ? "base" : null,
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
  return (captures?.[0]?.mention ?? null) as Mention<QuantityValue> | null;
};

/** The unit of a quantity mention, as its fields keep it. */
export function unitOf({ fields, value }: Mention<QuantityValue>): Unit | null {
  return readUnit({ ...fields, dimension: value.dimension, base: value.unit });
}

/** A quantity and its unit. */
export interface Measure {
  readonly mention: Mention<QuantityValue>;
  readonly unit: Unit;
}

/** Null for no more than a number. */
export function measured(mention: Mention<QuantityValue>): Measure | null {
  const unit = mention.value.unit === null ? null : unitOf(mention);
  return unit === null ? null : { mention, unit };
}

/** The quantity in a capture with its unit; null where there is none. */
export function measureOf(captures: readonly Capture[] | undefined): Measure | null {
  const mention = mentionOf(captures);
  return mention === null ? null : measured(mention);
}

/** How many of the whole one part is. */
export function convertRatio(part: string, whole: string): Decimal {
  const [above, below] = sidesOf(overFactors(part, whole));
  return above.div(below);
}

/** An exact fraction, times a number. */
export function timesFactor(factor: string, times: Decimal): string {
  const [numerator, denominator] = sidesOf(factor);
  return `${numerator.times(times).toFixed()}/${denominator.toFixed()}`;
}

/** One exact fraction over another, as a fraction. */
export function overFactors(above: string, below: string): string {
  const [[a, b], [c, d]] = [sidesOf(above), sidesOf(below)];
  return `${a.times(d).toFixed()}/${b.times(c).toFixed()}`;
}

/** The amounts of a quantity told in another unit of the same numerals. */
export function rescale(mention: Mention<QuantityValue>, from: Unit, to: Unit, unitText: string | null): QuantityValue {
  const { value } = mention;
  const written = (amount: Decimal): Decimal => amount.div(convertRatio(from.factor, "1"));
  const number = from.tellsBase ? written(value.number) : value.number;
  const near = (amount: Decimal | null): Decimal | null => {
    if (amount === null) return null;
    // Bounds were rounded with their factor: back to the digits of the text.
    const rounded = written(amount).toDecimalPlaces(PLACES);
    return rounded.isZero() ? written(amount) : rounded;
  };
  return scale({ ...value, number, low: near(value.low), high: near(value.high) }, to, unitText);
}
