import { describe, expect, test } from "vitest";
import { columns } from "./facts.js";

const periods = (text: string): unknown[] => columns(text, "period").map(([, period]) => period);

describe("the date that governs the figure", () => {
  test.each([
    ["上半年货物吞吐量5亿吨，集装箱吞吐量300万标准箱", ["2023-01-01/2023-06-30", "2023-01-01/2023-06-30"]],
    ["去年产值3亿元，今年产值5亿元", ["2022", "2023"]],
    ["到2025年，公共充电桩达到5万个", ["2025"]],
    ["截至9月底，全市存款余额5亿元", ["2023-09-30"]],
    ["截至9月底，公司实现营业收入5亿元", ["2023-01-01/2023-09-30"]],
    ["今年产量5万吨，比去年增加1万吨", ["2023", "2023"]],
    ["今年粮食吞吐量由去年的386万吨增至450万吨", ["2022", "2023"]],
    ["限额由每年9600元调至1.2万元", ["P1Y", "P1Y"]],
    ["2021—2023年净利润不低于1.1亿元、1.2亿元和1.3亿元", ["2021", "2022", "2023"]],
  ])("%s", (text, expected) => expect(periods(text)).toEqual(expected));
});

describe("recurrences", () => {
  test.each([
    ["每年可发电36亿千瓦时，节约标准煤108万吨", ["P1Y", "P1Y"]],
    ["年通过能力1200万吨", ["P1Y"]],
    ["日处理鲜薯600吨", ["P1D"]],
    ["日均车流量预计5.5万辆次", ["P1D"]],
    ["1—9月日均车流量5.5万辆次", ["2023-01-01/2023-09-30"]],
    ["项目投产后年发电36亿千瓦时", ["P1Y"]],
  ])("%s", (text, expected) => expect(periods(text)).toEqual(expected));
});

describe("what governs nothing", () => {
  test.each([
    ["项目11月20日并网，占地30亩", [null]],
    ["市统计局11月20日发布数据，全市常住人口376万人", [null]],
    ["工程2019年3月开工，历时20个月，总投资3亿元", [null]],
    ["去年产值5亿元，现有员工4300名", ["2022", null]],
    ["去年产值5亿元。此前，公司拟投资2亿元建厂", ["2022", null]],
  ])("%s", (text, expected) => expect(periods(text)).toEqual(expected));
});

test("a sentence goes on with the period of the one before, for the same subject only", () => {
  expect(periods("今年，全县粮食产量5万吨。单产409公斤。宏图公司收购小麦2万吨")).toEqual(["2023", "2023", null]);
});

test("another side of the matter is told of its whole span", () => {
  expect(periods("上半年全市进出口5亿元。6月份进出口1亿元。从商品看，汽车出口2亿元")).toEqual([
    "2023-01-01/2023-06-30",
    "2023-06",
    "2023-01-01/2023-06-30",
  ]);
});
