import { expect, test } from "vitest";
import { WIDE_COLUMNS, type WideRow, widen } from "../../src/link/wide.js";
import { quantities } from "./facts.js";

const rows = (text: string, ...columns: readonly (keyof WideRow)[]): unknown[][] =>
  widen(quantities(text)).map((row) => columns.map((column) => row[column]));

test("a level and its changes stand side by side", () => {
  const text = "上半年，全市货物吞吐量5亿吨，同比增长4.7%，环比下降1.2%；集装箱吞吐量300万标准箱，同比增长9%";
  expect(rows(text, "subject", "indicator", "period", "level", "unit", "yoy", "mom", "yoy_unit")).toEqual([
    ["全市", "货物吞吐量", "2023-01-01/2023-06-30", 500000000, "t", 4.7, -1.2, "%"],
    ["全市", "集装箱吞吐量", "2023-01-01/2023-06-30", 3000000, "TEU", 9, null, "%"],
  ]);
});

test("a change without a level has a row", () => {
  expect(rows("10月份，全国居民消费价格同比下降0.2%，环比下降0.1%", "indicator", "level", "yoy", "mom")).toEqual([
    ["居民消费价格", null, -0.2, -0.1],
  ]);
});

test("of a rounded level and an exact one within its bounds the exact one stays", () => {
  const text = "上半年货物吞吐量突破2亿吨。上半年货物吞吐量2.06亿吨，同比增长5.8%";
  expect(rows(text, "indicator", "level", "approx", "yoy")).toEqual([["货物吞吐量", 206000000, "exact", 5.8]]);
});

test("levels that contradict each other, or have another unit, have a row each", () => {
  expect(rows("平均成本由2.1元降到1.86元", "indicator", "level")).toEqual([
    ["平均成本", 2.1],
    ["平均成本", 1.86],
  ]);
  expect(rows("全省出口5亿元，全省出口2亿美元", "indicator", "level", "unit")).toEqual([
    ["出口", 500000000, "CNY"],
    ["出口", 200000000, "USD"],
  ]);
});

test("what is planned stands apart from what is", () => {
  expect(rows("全年货物吞吐量5亿吨，力争全年货物吞吐量6亿吨", "modality", "level")).toEqual([
    ["actual", 500000000],
    ["target", 600000000],
  ]);
});

test("records without an indicator, and of other kinds, are left out", () => {
  expect(widen(quantities("约3.2万吨。"))).toEqual([]);
});

test("the columns are those of a row", () => {
  const [row] = widen(quantities("产量5吨"));
  expect(Object.keys(row ?? {})).toEqual([...WIDE_COLUMNS]);
});
