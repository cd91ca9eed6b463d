import { describe, expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";
import type { TishuRecord } from "../../src/record.js";

/**
 * Every numeric column of a figure, each value worked out by hand from the contract:
 * `text | dimension | number unit_text | value unit | low..high | approx`.
 */

const extractor = await createExtractor({ kinds: ["quantity", "number"] });

const say = ({ text, kind, dimension, number, unit_text, value, unit, low, high, approx }: TishuRecord): string =>
  [
    text,
    kind === "number" ? "number" : dimension,
    `${number} ${unit_text ?? "-"}`,
    `${value ?? "-"} ${unit ?? "-"}`,
    `${low ?? ""}..${high ?? ""}`,
    approx,
  ].join(" | ");

const table = (cases: readonly (readonly [string, ...string[]])[]): void => {
  test.each(cases.map(([text, ...expected]) => [text, expected] as const))("%s", (text, expected) => {
    expect(extractor.extract({ id: "", text, date: "2023-11-22" }).map(say)).toEqual(expected);
  });
};

describe("money", () => {
  table([
    ["人民币五百万元整", "人民币五百万元整 | money | 5000000 元整 | 5000000 CNY | 5000000..5000000 | exact"],
    ["投资500万美元", "500万美元 | money | 5000000 美元 | 5000000 USD | 5000000..5000000 | exact"],
    ["￥1,234.5", "￥1,234.5 | money | 1234.5 ￥ | 1234.5 CNY | 1234.5..1234.5 | exact"],
    ["$3.5亿", "$3.5亿 | money | 350000000 $ | 350000000 USD | 350000000..350000000 | exact"],
    ["3亿元人民币", "3亿元人民币 | money | 300000000 元人民币 | 300000000 CNY | 300000000..300000000 | exact"],
    ["港币2.5万元", "港币2.5万元 | money | 25000 元 | 25000 HKD | 25000..25000 | exact"],
    ["负三万元", "负三万元 | money | -30000 元 | -30000 CNY | -30000..-30000 | exact"],
    ["三块五", "三块五 | money | 3.5 块 | 3.5 CNY | 3.5..3.5 | exact"],
    ["1元2角3分", "1元2角3分 | money | 1.23 元 | 1.23 CNY | 1.23..1.23 | exact"],
    [
      "1200和8千万元",
      "1200 | money | 12000000 元 | 12000000 CNY | 12000000..12000000 | exact",
      "8千万元 | money | 80000000 元 | 80000000 CNY | 80000000..80000000 | exact",
    ],
  ]);
});

describe("units told by a label", () => {
  table([["单位：万元 投资 320", "320 | money | 3200000 元 | 3200000 CNY | 3200000..3200000 | exact"]]);
});

describe("shares and discounts", () => {
  table([
    ["百分之三至五", "百分之三至五 | percent | 3 百分之 | 3 % | 3..5 | range"],
    ["百分之零点五", "百分之零点五 | percent | 0.5 百分之 | 0.5 % | 0.5..0.5 | exact"],
    ["四分之一", "四分之一 | percent | 0.25 - | 25 % | 25..25 | exact"],
    ["三分之二", "三分之二 | percent | 0.666666666666667 - | 66.666667 % | 66.666667..66.666667 | exact"],
    ["三成多", "三成多 | percent | 30 成 | 30 % | 30..40 | over"],
    ["两成半", "两成半 | percent | 25 成 | 25 % | 25..25 | exact"],
    ["打八折", "八折 | percent | 80 折 | 80 % | 80..80 | exact"],
    ["九八折", "九八折 | percent | 98 折 | 98 % | 98..98 | exact"],
    ["七五折", "七五折 | percent | 75 折 | 75 % | 75..75 | exact"],
    ["半折", "半折 | percent | 50 折 | 50 % | 50..50 | exact"],
    ["7.5折", "7.5折 | percent | 75 折 | 75 % | 75..75 | exact"],
    ["打95折", "95折 | percent | 95 折 | 95 % | 95..95 | exact"],
  ]);
});

describe("multiples, ranks, ratios, scores", () => {
  table([
    ["翻一番", "一番 | multiple | 1 番 | 2 x | 2..2 | exact"],
    ["翻了两番", "两番 | multiple | 2 番 | 4 x | 4..4 | exact"],
    ["翻三番", "三番 | multiple | 3 番 | 8 x | 8..8 | exact"],
    ["翻25番", "25 | number | 25 - | 25 - | .. | exact"],
    ["位居第三位", "第三位 | rank | 3 位 | 3 1 | 3..3 | exact"],
    ["排名第1", "第1 | rank | 1 - | 1 1 | 1..1 | exact"],
    ["名列榜首", "榜首 | rank | 1 - | 1 1 | 1..1 | exact"],
    ["3:2", "3:2 | ratio | 3 - | 1.5 1 | 1.5..1.5 | exact"],
    ["三比一", "三比一 | ratio | 3 - | 3 1 | 3..3 | exact"],
    ["1:3", "1:3 | ratio | 1 - | 0.333333 1 | 0.333333..0.333333 | exact"],
    ["比分为88:79", "88:79 | score | 88 - | 88 {point} | 88..88 | exact"],
  ]);
});

describe("more than", () => {
  table([
    ["3.5余亿元", "3.5余亿元 | money | 350000000 元 | 350000000 CNY | 350000000..360000000 | over"],
    ["10100余人", "10100余人 | count | 10100 人 | 10100 {person} | 10100..10200 | over"],
    ["1.25多万吨", "1.25多万吨 | mass | 12500 吨 | 12500 t | 12500..12600 | over"],
    ["0.5余吨", "0.5余吨 | mass | 0.5 吨 | 0.5 t | 0.5..0.6 | over"],
    ["千余人", "千余人 | count | 1000 人 | 1000 {person} | 1000..2000 | over"],
    ["一千五百零几万元", "一千五百零几万元 | money | 15000000 元 | 15000000 CNY | 15000000..15100000 | over"],
    ["约3万多元", "约3万多元 | money | 30000 元 | 30000 CNY | 30000..40000 | over"],
    ["大概300多万元", "大概300多万元 | money | 3000000 元 | 3000000 CNY | 3000000..4000000 | over"],
    ["三百几", "三百几 | number | 300 - | 300 - | 300..400 | over"],
  ]);
});

describe("some", () => {
  table([
    ["数百万元", "数百万元 | money | 1000000 元 | 1000000 CNY | 1000000..10000000 | range"],
    ["数百吨", "数百吨 | mass | 100 吨 | 100 t | 100..1000 | range"],
    ["上千万元", "上千万元 | money | 10000000 元 | 10000000 CNY | 10000000.. | over"],
    ["上百人", "上百人 | count | 100 人 | 100 {person} | 100.. | over"],
    ["几百亿", "几百亿 | number | 10000000000 - | 10000000000 - | 10000000000..100000000000 | range"],
    ["七八百斤", "七八百斤 | mass | 700 斤 | 0.35 t | 0.35..0.4 | range"],
  ]);
});

describe("places and powers", () => {
  table([
    ["1.3k", "1.3k | number | 1300 - | 1300 - | .. | exact"],
    ["15k公里", "15k公里 | length | 15000 公里 | 15000000 m | 15000000..15000000 | exact"],
    ["-1.3M", "-1.3M | number | -1300000 - | -1300000 - | .. | exact"],
    ["三个亿", "三个亿 | number | 300000000 - | 300000000 - | .. | exact"],
    ["两个半亿", "两个半亿 | number | 250000000 - | 250000000 - | .. | exact"],
    ["半个亿", "半个亿 | number | 50000000 - | 50000000 - | .. | exact"],
  ]);
});

describe("below zero", () => {
  table([
    ["−2.5吨", "−2.5吨 | mass | -2.5 吨 | -2.5 t | -2.5..-2.5 | exact"],
    ["零下3到5度", "零下3到5度 | temperature | -5 度 | -5 Cel | -5..-3 | range"],
    ["零下5至零下3度", "零下5至零下3度 | temperature | -5 度 | -5 Cel | -5..-3 | range"],
    [
      "十五度到零下三度",
      "十五度 | temperature | 15 度 | 15 Cel | 15..15 | exact",
      "零下三度 | temperature | -3 度 | -3 Cel | -3..-3 | exact",
    ],
  ]);
});

describe("ranges", () => {
  table([
    ["20至30万元", "20至30万元 | money | 200000 元 | 200000 CNY | 200000..300000 | range"],
    ["3至5千万元", "3至5千万元 | money | 30000000 元 | 30000000 CNY | 30000000..50000000 | range"],
    ["8500到3万港元", "8500到3万港元 | money | 8500 港元 | 8500 HKD | 8500..30000 | range"],
    ["一到五百人", "一到五百人 | count | 100 人 | 100 {person} | 100..500 | range"],
    ["一到五万人", "一到五万人 | count | 10000 人 | 10000 {person} | 10000..50000 | range"],
    ["1到500人", "1到500人 | count | 1 人 | 1 {person} | 1..500 | range"],
    ["三到五百万吨", "三到五百万吨 | mass | 3000000 吨 | 3000000 t | 3000000..5000000 | range"],
    ["大概20至100个", "大概20至100个 | count | 20 个 | 20 {item} | 20..100 | range"],
    ["18±2℃", "18±2℃ | temperature | 18 ℃ | 18 Cel | 16..20 | range"],
    ["100±0.5毫米", "100±0.5毫米 | length | 100 毫米 | 0.1 m | 0.0995..0.1005 | range"],
    ["大于100吨小于300吨", "大于100吨小于300吨 | mass | 100 吨 | 100 t | 100..300 | range"],
    ["超过3吨不足5吨", "超过3吨不足5吨 | mass | 3 吨 | 3 t | 3..5 | range"],
  ]);
});

describe("no ranges", () => {
  table([
    [
      "超过3万至不足5万吨",
      "超过3万 | number | 30000 - | 30000 - | 30000.. | over",
      "不足5万吨 | mass | 50000 吨 | 50000 t | ..50000 | under",
    ],
    ["5至3吨", "5 | number | 5 - | 5 - | .. | exact", "3吨 | mass | 3 吨 | 3 t | 3..3 | exact"],
    ["3吨至5米", "3吨 | mass | 3 吨 | 3 t | 3..3 | exact", "5米 | length | 5 米 | 5 m | 5..5 | exact"],
  ]);
});

describe("series", () => {
  table([
    [
      "0.9和1.4个百分点",
      "0.9 | percent_point | 0.9 个百分点 | 0.9 pp | 0.9..0.9 | exact",
      "1.4个百分点 | percent_point | 1.4 个百分点 | 1.4 pp | 1.4..1.4 | exact",
    ],
    [
      "3、5、8万吨",
      "3 | mass | 30000 吨 | 30000 t | 30000..30000 | exact",
      "5 | mass | 50000 吨 | 50000 t | 50000..50000 | exact",
      "8万吨 | mass | 80000 吨 | 80000 t | 80000..80000 | exact",
    ],
  ]);
});

describe("bounds", () => {
  table([
    ["多达50万吨", "50万吨 | mass | 500000 吨 | 500000 t | 500000..500000 | exact"],
    ["至少3万人", "至少3万人 | count | 30000 人 | 30000 {person} | 30000.. | over"],
    ["最多五人", "最多五人 | count | 5 人 | 5 {person} | ..5 | under"],
  ]);
});

describe("compounds", () => {
  table([
    ["六斤八两", "六斤八两 | mass | 6.8 斤 | 0.0034 t | 0.0034..0.0034 | exact"],
    ["3米75", "3米75 | length | 3.75 米 | 3.75 m | 3.75..3.75 | exact"],
    ["一米七五", "一米七五 | length | 1.75 米 | 1.75 m | 1.75..1.75 | exact"],
    ["十五斤半", "十五斤半 | mass | 15.5 斤 | 0.00775 t | 0.00775..0.00775 | exact"],
  ]);
});

describe("rates and speeds", () => {
  table([
    ["每斤1.53元", "每斤1.53元 | rate | 1.53 元 | 3060 CNY/t | 3060..3060 | exact"],
    ["1.53元/斤", "1.53元/斤 | rate | 1.53 元/斤 | 3060 CNY/t | 3060..3060 | exact"],
    ["60公里/小时", "60公里/小时 | speed | 60 公里/小时 | 60 km/h | 60..60 | exact"],
    ["每小时60公里", "每小时60公里 | speed | 60 公里 | 60 km/h | 60..60 | exact"],
    ["每秒3米", "每秒3米 | speed | 3 米 | 10.8 km/h | 10.8..10.8 | exact"],
    ["3米/秒", "3米/秒 | speed | 3 米/秒 | 10.8 km/h | 10.8..10.8 | exact"],
    ["每平方米2万元", "每平方米2万元 | rate | 20000 元 | 20000 CNY/m2 | 20000..20000 | exact"],
    ["5亿立方米/年", "5亿立方米/年 | rate | 500000000 立方米/年 | 500000000 m3/a | 500000000..500000000 | exact"],
  ]);
});

describe("energy and mass", () => {
  table([
    ["3千瓦时", "3千瓦时 | energy | 3 千瓦时 | 0.0108 GJ | 0.0108..0.0108 | exact"],
    ["3000千瓦·时", "3000千瓦·时 | energy | 3000 千瓦·时 | 10.8 GJ | 10.8..10.8 | exact"],
    ["2斤", "2斤 | mass | 2 斤 | 0.001 t | 0.001..0.001 | exact"],
  ]);
});
