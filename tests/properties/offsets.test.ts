import fc from "fast-check";
import { expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";

const extractor = await createExtractor({ kinds: ["quantity", "number", "date", "org"] });

/** Pieces of news in several widths and scripts, among them characters of two UTF-16 units. */
const piece = fc.constantFrom(
  "完成货物吞吐量3.2万吨",
  "投資７０００萬元",
  "同比下降２．２％",
  "約31.5萬個標準櫃",
  "𠮷野家新开5家门店",
  "😀增长百分之五",
  "三亿八千六百万件",
  "一 百 五 十 个百分点",
  "每斤1.53元",
  "20至30萬港元",
  "，",
  "。",
  "\r\n",
  "\t",
  "（单位：万元）",
  "𡘙",
  "百餘家企業",
  "同比基本持平",
  "建設２×６６萬千瓦機組",
  "½英寸",
  "2.4×10⁶立方米",
  "租金45元／平方米·月",
  "仨孩子",
  "上證指數報３０２５．３點",
);

test("a record's text is what stands at its offsets, whatever the mixture of widths and scripts", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join("");
      const points = Array.from(text);
      for (const record of extractor.extract({ id: "", text, date: "2023-11-22" })) {
        expect(points.slice(record.start, record.end).join("")).toBe(record.text);
        const { low, high, value, unit_text } = record;
        if (low !== null && high !== null) expect(Number(low)).toBeLessThanOrEqual(Number(high));
        if (record.approx === "exact" && record.kind === "quantity") expect([low, high]).toEqual([value, value]);
        if (unit_text !== null && record.rule.startsWith("quantity/unit")) expect(record.text).toContain(unit_text);
      }
    }),
    { numRuns: 300 },
  );
});
