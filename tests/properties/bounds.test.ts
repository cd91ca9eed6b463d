import fc from "fast-check";
import { expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";
import type { TishuRecord } from "../../src/record.js";

const extractor = await createExtractor({ kinds: ["quantity", "number"] });

type Approx = TishuRecord["approx"];
/** A numeral in a style of its own, what it says in whole numbers, and how sure it is. */
interface Numeral {
  readonly text: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly value: number;
  readonly approx: Approx;
}
const exact = (text: string, value: number): Numeral => ({ text, value, low: value, high: value, approx: "exact" });
const spans = (text: string, low: number, high: number): Numeral => ({ text, value: low, low, high, approx: "range" });
const more = (text: string, low: number, high: number): Numeral => ({ text, value: low, low, high, approx: "over" });

const NUMERALS: readonly Numeral[] = [
  exact("3200", 3200),
  exact("1,234,567", 1234567),
  exact("１２８", 128),
  exact("三千五百万", 35000000),
  exact("一百零八", 108),
  exact("壹仟贰佰", 1200),
  exact("廿五", 25),
  exact("4.8亿", 480000000),
  exact("七十五萬", 750000),
  exact("半", 0.5),
  spans("几十万", 100000, 1000000),
  spans("数百", 100, 1000),
  spans("三五百", 300, 500),
  spans("七八千", 7000, 8000),
  spans("3至5万", 30000, 50000),
  spans("20万～30万", 200000, 300000),
  more("百余", 100, 200),
  more("千余", 1000, 2000),
  more("十几", 10, 20),
  more("十多万", 100000, 200000),
  more("300多万", 3000000, 4000000),
  more("1180余万", 11800000, 11900000),
];

/** Units, and the whole number of base units in one of them. */
const UNITS = { 吨: [1, "t"], 元: [1, "CNY"], 公顷: [10000, "m2"], 公里: [1000, "m"], 立方米: [1, "m3"] } as const;
const COUNTS = { 名: "{person}", 家: "{enterprise}", 辆: "{vehicle}", 艘: "{vessel}", 项: "{item}", 座: "{building}" };

const BEFORE = {
  约: "about",
  近: "under",
  超: "over",
  逾: "over",
  不足: "under",
  至少: "over",
  不低于: "over",
} as const;
const AFTER = { 以上: "over", 以下: "under", 左右: "about", 以内: "under" } as const;
type Word = { readonly text: string; readonly approx: Approx; readonly isBefore: boolean };
const WORDS: readonly Word[] = [
  ...Object.entries(BEFORE).map(([text, approx]) => ({ text, approx, isBefore: true })),
  ...Object.entries(AFTER).map(([text, approx]) => ({ text, approx, isBefore: false })),
];

/** What a bound word makes of a numeral: a range keeps its ends; 约 keeps the width that 多 gives. */
function bounded(numeral: Numeral, approx: Approx): Pick<Numeral, "low" | "high" | "approx"> {
  const { low, high } = numeral;
  if (numeral.approx === "range") return numeral;
  if (approx === "over") return { low, high: null, approx };
  if (approx === "under") return { low: null, high, approx };
  return numeral.approx === "over" ? numeral : { low: null, high: null, approx };
}

const unit = fc.constantFrom(
  ...Object.entries(UNITS).map(([text, [factor, base]]) => ({ text, factor, base: base as string })),
  ...Object.entries(COUNTS).map(([text, base]) => ({ text, factor: 1, base })),
);
const frame = fc.constantFrom(["", ""], ["全年完成", "。"], ["其中，", "，比计划提前"], ["截至目前累计", "；"]);

test("any numeral in any unit between any bound words has its bounds, and its text takes the words in", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NUMERALS),
      unit,
      fc.option(fc.constantFrom(...WORDS), { nil: null }),
      frame,
      (numeral, { text, factor, base }, word, [before = "", after = ""]) => {
        fc.pre(numeral.text !== "半" || !(text in COUNTS));
        const amount = `${numeral.text}${text}`;
        const told = word === null ? amount : word.isBefore ? `${word.text}${amount}` : `${amount}${word.text}`;
        const { low, high, approx } = word === null ? numeral : bounded(numeral, word.approx);
        const scaled = (bound: number | null): number | null => (bound === null ? null : bound * factor);
        const records = extractor.extract(`${before}${told}${after}`);
        expect(
          records.map((record) => [record.text, record.value, record.unit, record.low, record.high, record.approx]),
        ).toEqual([[told, numeral.value * factor, base, scaled(low), scaled(high), approx]]);
      },
    ),
    { numRuns: 1500 },
  );
});
