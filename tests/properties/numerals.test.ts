import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeFold } from "../../src/layout/fold.js";
import { scanNumerals } from "../../src/lex/numeral.js";
import { loadFoldTable } from "../../src/load.js";
import { type Digits, STYLES, written } from "./render.js";

const fold = makeFold(loadFoldTable());

const digit = fc.constantFrom(..."0123456789");
const whole = fc
  .array(digit, { minLength: 1, maxLength: 16 })
  .map((digits) => digits.join("").replace(/^0+(?=\d)/, ""));
const fraction = fc.array(digit, { maxLength: 6 }).map((digits) => digits.join("").replace(/0+$/, ""));
const number: fc.Arbitrary<Digits> = fc.record({ whole, fraction });

/** Values of the readings that take in the whole text. */
const valuesOf = (text: string): string[] =>
  scanNumerals(fold(text))
    .filter(({ start, end }) => start === 0 && end === text.length)
    .map(({ value }) => value.toFixed());

describe("any decimal reads back from any style", () => {
  test.each(Object.keys(STYLES))("%s", (style) => {
    fc.assert(
      fc.property(number, (digits) => {
        const text = STYLES[style]?.(digits) ?? "";
        expect(valuesOf(text), text).toContain(written(digits));
      }),
      { numRuns: 400 },
    );
  });
});

test("a last digit without its place stands in the next one: 一万二, 三百五, 两亿六", () => {
  const digits = "一二三四五六七八九";
  const places = { 百: 10n, 千: 100n, 万: 1000n, 亿: 10000000n };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom(...Object.entries(places)),
      fc.integer({ min: 0, max: 8 }),
      (first, [place, next], last) => {
        const text = `${digits.charAt(first)}${place}${digits.charAt(last)}`;
        const value = BigInt(first + 1) * next * 10n + BigInt(last + 1) * next;
        expect(valuesOf(text), text).toEqual([String(value)]);
      },
    ),
  );
});

test("two digits side by side span from one to the other, whatever places follow: 七八百, 三四十万", () => {
  const digits = "一二三四五六七八九";
  const places = { 十: 10, 百: 100, 千: 1000, 十万: 100000, 百万: 1000000, 千万: 10000000 };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 7 }),
      fc.constantFrom(...Object.entries(places)),
      (first, [place, factor]) => {
        const text = `${digits.slice(first, first + 2)}${place}`;
        const reading = scanNumerals(text).find(({ start, end }) => start === 0 && end === text.length);
        expect([Number(reading?.value), Number(reading?.high)], text).toEqual([
          (first + 1) * factor,
          (first + 2) * factor,
        ]);
      },
    ),
  );
});

test("digits read one by one", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(..."〇一二三四五六七八九"), { minLength: 3, maxLength: 12 }), (characters) => {
      const expected = BigInt(characters.map((character) => "〇一二三四五六七八九".indexOf(character)).join(""));
      expect(valuesOf(characters.join(""))).toContain(String(expected));
    }),
  );
});

test("any text: readings lie inside it, begin in order, and are quick", () => {
  const characters = fc.constantFrom(..."零〇一二两三五九十百千万亿兆点廿拾佰陆参 0123456789.,·e+-之吨abc。");
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 60 }), (array) => {
      const text = array.join("");
      const readings = scanNumerals(text);
      for (const { start, end, value, high } of readings) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(value.isFinite()).toBe(true);
        if (high !== null) expect(high.greaterThan(value)).toBe(true);
      }
      expect(scanNumerals(text)).toEqual(readings);
    }),
    { numRuns: 2000 },
  );
});

test("the work grows with the length of the text only", () => {
  const time = (length: number): number => {
    const text = "一二三四五六七八九十百千万亿点零三十".repeat(length);
    const from = performance.now();
    scanNumerals(text);
    return performance.now() - from;
  };
  time(200);
  const short = Math.max(1, Math.min(time(1000), time(1000), time(1000)));
  expect(time(8000) / short).toBeLessThan(40);
});
