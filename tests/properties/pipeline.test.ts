import fc from "fast-check";
import { expect, test } from "vitest";
import { textOf } from "../../fuzz/alphabet.mjs";
import { checkRecords } from "../../fuzz/invariants.mjs";
import { createExtractor } from "../../src/extractor.js";

const extractor = await createExtractor({ kinds: ["quantity", "date", "org", "number"] });
const read = (text: string, date: string | null) => extractor.extract({ id: "a", text, date });

/** Words of news in any order; see fuzz/alphabet.mjs. */
const words = fc.uint8Array({ maxLength: 40 }).map(textOf);
const anything = fc.string({ unit: "binary", maxLength: 60 });
const text = fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: anything });
const date = fc.constantFrom(null, "2023-11-22", "2024-02-29", "1999-12-31");

test("records lie in the text, in order, none over another of its kind, with values that hold together", () => {
  fc.assert(
    fc.property(text, date, (document, day) => checkRecords(document, read(document, day))),
    { numRuns: 300 },
  );
});

test("the same document gives the same records, whatever was read in between", () => {
  fc.assert(
    fc.property(text, text, date, (document, other, day) => {
      const first = read(document, day);
      read(other, "2001-01-01");
      expect(read(document, day)).toEqual(first);
    }),
    { numRuns: 100 },
  );
});

test("blank lines around a document move its records and change nothing else", () => {
  fc.assert(
    fc.property(words, (document) => {
      const records = read(document, "2023-11-22");
      const moved = read(`\n\n${document}\n\n`, "2023-11-22").map((record) => ({
        ...record,
        start: record.start - 2,
        end: record.end - 2,
      }));
      expect(moved.map(({ text, start, value, timex }) => [text, start, value, timex])).toEqual(
        records.map(({ text, start, value, timex }) => [text, start, value, timex]),
      );
    }),
    { numRuns: 100 },
  );
});

test("a figure's own text is that figure: read by itself it has the same amount", () => {
  const number = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom("", ".5", "万", ".25亿", "余万", "多"));
  const unit = fc.constantFrom(
    "吨",
    "元",
    "亩",
    "公里",
    "人",
    "标准箱",
    "千瓦时",
    "%",
    "个百分点",
    "立方米",
    "美元",
    "倍",
  );
  const bound = fc.constantFrom("", "约", "近", "超过", "不足", "至少");
  fc.assert(
    fc.property(bound, number, unit, (before, [whole, rest], measure) => {
      const [found] = read(`今年全市完成${before}${whole}${rest}${measure}，比上年有所增长。`, null).filter(
        ({ kind }) => kind === "quantity",
      );
      if (found === undefined) return;
      const [again] = read(found.text, null);
      expect([again?.text, again?.value, again?.unit, again?.low, again?.high, again?.approx]).toEqual([
        found.text,
        found.value,
        found.unit,
        found.low,
        found.high,
        found.approx,
      ]);
    }),
    { numRuns: 200 },
  );
});
