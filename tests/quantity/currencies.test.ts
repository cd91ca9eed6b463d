import { beforeAll, expect, test } from "vitest";
import { createExtractor, type Extractor } from "../../src/extractor.js";

let extractor: Extractor;
beforeAll(async () => {
  extractor = await createExtractor({ kinds: ["quantity"] });
});

/** A text and the currencies of its amounts, in order. */
test.each<[text: string, units: string]>([
  ["收入5亿港元，溢利3亿元，派息每股0.2元。另投资3亿元。", "HKD HKD HKD/share CNY"],
  ["收入港幣5億元，溢利3億元。總公司另斥資2億元擴建貨倉，人手成本上升。", "HKD HKD HKD"],
  ["總經費新臺幣15億元，由市府負擔。批發價每公斤42元，農會補貼每台斤3元。", "TWD TWD/t TWD/t"],
  ["澳門元5億元，另加2億元。", "MOP MOP"],
  // A currency that is named stays, and takes nothing with it.
  ["收入5億港元，現金人民幣3億元、2億元人民幣、1億美元，負債4億元。", "HKD CNY CNY USD HKD"],
  // The dollar of America names no bare 元, and before the first currency nothing is known.
  ["出口5亿美元，投资3亿元。", "USD CNY"],
  ["投資3億元，其中港幣1億元。", "CNY HKD"],
  // What stands in one article says nothing of the next sentence of a simplified text.
  ["公司在港收入5亿港元。项目投资3亿元。", "HKD CNY"],
])("%s", (text, units) => {
  expect(extractor.extract(text).map(({ unit }) => unit)).toEqual(units.split(" "));
});
