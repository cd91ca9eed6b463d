import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createExtractor } from "../src/extractor.js";
import { type Carry, cutText, joinPart, NOTHING_CARRIED } from "../src/parts.js";
import type { TishuRecord } from "../src/record.js";

const extractor = await createExtractor();

/** The records of a text read in parts. */
function readInParts(text: string, longest: number): TishuRecord[] {
  const found: TishuRecord[] = [];
  let carry: Carry = NOTHING_CARRIED;
  for (const part of cutText(text, longest)) {
    const { records, articles } = extractor.extractPart({ id: "d", text: part.text, date: "2023-11-22" });
    const joined = joinPart(records, { start: part.start, articles }, carry);
    found.push(...joined.records);
    carry = joined.carry;
  }
  return found;
}

describe("cutting", () => {
  test.each([
    ["at the last blank line of the second half", "甲\n\n乙一\n\n丙丁\n戊己", 9, ["甲\n\n乙一\n\n", "丙丁\n戊己"]],
    ["else at the last line break", "甲乙丙\n丁戊己\n庚", 8, ["甲乙丙\n丁戊己\n", "庚"]],
    ["else at the last full stop", "甲乙丙。丁戊。己庚", 8, ["甲乙丙。丁戊。", "己庚"]],
    ["not at a decimal point", "甲。乙丙增长4.7%丁", 8, ["甲。乙丙增长", "4.7%丁"]],
    ["else at the last comma", "甲乙丙，丁戊，己庚", 8, ["甲乙丙，丁戊，", "己庚"]],
    ["else between two characters", "𠀀𠀀𠀀", 3, ["𠀀", "𠀀", "𠀀"]],
    ["not in a numeral", "甲乙丙投资三千五百万元", 7, ["甲乙丙投资", "三千五百万元"]],
    ["behind a numeral that is longer", "77777777777777吨", 6, ["77777777777777", "吨"]],
    ["not at all where it is short", "甲\n\n乙", 4, ["甲\n\n乙"]],
  ])("%s", (_title, text, longest, expected) => {
    expect([...cutText(text, longest)].map((part) => part.text)).toEqual(expected);
  });

  test("the parts joined are the text, each begins where it says, none is longer than asked", () => {
    const text = fc.string({ unit: fc.constantFrom("甲", "𠀀", "\n", "\n\n", "。", "a"), maxLength: 80 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (whole, longest) => {
        const parts = [...cutText(whole, longest)];
        expect(parts.map((part) => part.text).join("")).toBe(whole);
        for (const { text: part, start } of parts) {
          expect(part.length).toBeLessThanOrEqual(longest);
          expect(Array.from(whole).slice(start).join("").startsWith(part)).toBe(true);
        }
      }),
    );
  });
});

describe("records of parts", () => {
  const article = (number: number): string =>
    `滨海港口集团第${number}期\n\n滨海港口集团有限公司投资${number}亿元，𠮷野公司投资7000万元。江北水务有限公司进口煤炭3.2万吨。\n`;
  const text = Array.from({ length: 12 }, (_, index) => article(index + 1)).join("\n\n");

  test("offsets count in the document", () => {
    const points = Array.from(text);
    const records = readInParts(text, 200);
    expect(records.length).toBeGreaterThan(40);
    expect(records.filter(({ start, end, text: words }) => points.slice(start, end).join("") !== words)).toEqual([]);
  });

  test("an organisation keeps its id, articles are counted on", () => {
    const records = readInParts(text, 200);
    const ids = new Map<string, Set<number | null>>();
    for (const { name, org_id } of records) if (name !== null) ids.set(name, (ids.get(name) ?? new Set()).add(org_id));
    expect([...ids.values()].map((set) => set.size)).toEqual([...ids.keys()].map(() => 1));
    expect(new Set([...ids.values()].flatMap((set) => [...set])).size).toBe(ids.size);
    const articles = records.map((record) => record.article);
    expect(articles).toEqual([...articles].sort((a, b) => a - b));
    expect(new Set(articles).size).toBeGreaterThan(3);
  });

  test("a text of one part has the records that it has whole", () => {
    const whole = extractor.extract({ id: "d", text, date: "2023-11-22" });
    expect(readInParts(text, text.length)).toEqual(whole);
  });
});
