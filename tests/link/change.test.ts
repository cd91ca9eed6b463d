import { describe, expect, test } from "vitest";
import { columns } from "./facts.js";

describe("the base of comparison", () => {
  test.each([
    [
      "出口总值5亿元，同比增长5%，其中汽车出口2亿元，增长8%",
      [
        ["5亿元", null],
        ["5%", "yoy"],
        ["2亿元", null],
        ["8%", "yoy"],
      ],
    ],
    [
      "营收5亿元，同比增长5%。其中，出口2亿元，增长8%；内销3亿元，下降1%",
      [
        ["5亿元", null],
        ["5%", "yoy"],
        ["2亿元", null],
        ["8%", "yoy"],
        ["3亿元", null],
        ["1%", "yoy"],
      ],
    ],
    [
      "进出口同比（下同）增长2.9%。出口增长1.4%，比五年前提高3个百分点",
      [
        ["2.9%", "yoy"],
        ["1.4%", "yoy"],
        ["3个百分点", "other"],
      ],
    ],
    ["茶园带动户均增收3600元", [["3600元", null]]],
    [
      "出口381亿美元，年增12.3%，月减1.9%",
      [
        ["381亿美元", null],
        ["12.3%", "yoy"],
        ["1.9%", "mom"],
      ],
    ],
    [
      "总资产96亿元，较上年度末增加4.7%",
      [
        ["96亿元", null],
        ["4.7%", "since_start"],
      ],
    ],
    [
      "同比仍低41.5%，涨幅高于全国0.2个百分点",
      [
        ["41.5%", "yoy"],
        ["0.2个百分点", "other"],
      ],
    ],
  ])("%s", (text, expected) => expect(columns(text, "change")).toEqual(expected));
});
