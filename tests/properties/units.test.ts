import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";
import { readBuiltInRules } from "../../src/load.js";
import { type Digits, STYLES, written } from "./render.js";

const { files } = await readBuiltInRules();
const extractor = await createExtractor({ kinds: ["quantity"] });

interface UnitForm {
  readonly form: string;
  readonly base: string;
  readonly factor: string;
  readonly offset: string;
  readonly tells: unknown;
}

/** Every form of the lexicons whose name begins so. */
const formsOf = (prefix: string): UnitForm[] =>
  files
    .flatMap(({ lexicons }) => lexicons)
    .filter(({ name }) => name.startsWith(prefix))
    .flatMap(({ forms }) =>
      forms.map(([form, fields]) => ({
        form,
        base: String(fields.base),
        factor: String(fields.factor ?? 1),
        offset: String(fields.offset ?? 0),
        tells: fields.tells,
      })),
    );

/** A fraction of two integers. */
type Rational = readonly [bigint, bigint];

function parse(decimal: string): Rational {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return [BigInt(`${whole}${fraction}`), 10n ** BigInt(fraction.length)];
}

function parseFactor(factor: string): Rational {
  const [above = "1", below = "1"] = factor.split("/");
  const [a, b] = parseNumber(above);
  const [c, d] = parseNumber(below);
  return [a * d, b * c];
}

/** A fraction as a decimal: all its digits where they end, else rounded half up to six places. */
function say([numerator, denominator]: Rational): string {
  const sign = numerator < 0n ? "-" : "";
  const above = numerator < 0n ? -numerator : numerator;
  let rest = denominator;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  const ends = above % rest === 0n;
  const places = ends ? 60n : 6n;
  const scaled = (above * 10n ** places * 2n + denominator) / (denominator * 2n);
  const digits = String(ends ? (above * 10n ** places) / denominator : scaled).padStart(Number(places) + 1, "0");
  const text = `${digits.slice(0, -Number(places))}.${digits.slice(-Number(places))}`.replace(/\.?0+$/, "");
  return `${text === "0" ? "" : sign}${text}`;
}

function expected(number: Digits, { factor, offset }: UnitForm): string {
  const [a, b] = parse(written(number));
  const [c, d] = parseFactor(factor);
  const [e, f] = parse(offset);
  return say([(a * f + e * b) * c, b * f * d]);
}

/** Decimal text of a column, which is a number or, where a double cannot hold it, its digits. */
const told = (value: unknown): string => (typeof value === "number" ? say(parseNumber(String(value))) : String(value));

/** A decimal that may have an exponent, as numbers of the rule files and of records are printed. */
function parseNumber(text: string): Rational {
  const [mantissa = "0", exponent = "0"] = text.split("e");
  const [a, b] = parse(mantissa);
  return Number(exponent) < 0 ? [a, b * 10n ** BigInt(-Number(exponent))] : [a * 10n ** BigInt(exponent), b];
}

const number: fc.Arbitrary<Digits> = fc.record({
  whole: fc.integer({ min: 11, max: 10 ** 12 }).map(String),
  fraction: fc.constantFrom("", "", "5", "25", "128"),
});

const measures = formsOf("unit/");
// 块 may be money as well.
const counts = formsOf("count/").filter(({ form }) => form !== "块");

describe("any number in any unit keeps number and value exact", () => {
  test("there are units to try", () => {
    expect(measures.length).toBeGreaterThan(350);
    expect(counts.length).toBeGreaterThan(100);
  });

  const check = (forms: readonly UnitForm[], style: string): void => {
    for (const unit of forms) {
      fc.assert(
        fc.property(number, (digits) => {
          const text = `${STYLES[style]?.(digits)}${unit.form}`;
          const [record, ...rest] = extractor.extract(text);
          expect(rest, text).toEqual([]);
          expect(record?.text, `${text} of ${unit.base}`).toBe(text);
          const value = expected(digits, unit);
          expect(
            { number: told(record?.number), value: told(record?.value), low: told(record?.low), unit: record?.unit },
            text,
          ).toEqual({ number: unit.tells === "base" ? value : written(digits), value, low: value, unit: unit.base });
        }),
        { numRuns: 4 },
      );
    }
  };

  test("measures after digits", () => check(measures, "digits"));
  test("measures after Chinese numerals", () => check(measures, "Chinese"));
  test("counts after digits", () => check(counts, "full width, grouped"));
  test("counts after Chinese numerals", () => check(counts, "traditional characters"));
});
