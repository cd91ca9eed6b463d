import { describe, expect, test } from "vitest";
import { columns } from "./facts.js";

const modalities = (text: string): unknown[] => columns(text, "modality").map(([, modality]) => modality);

describe("cues", () => {
  test.each([
    ["预计吞吐量突破7亿吨，集装箱突破3000万标准箱", ["expected", "expected"]],
    ["预计每年可提供热量72万吉焦", ["expected"]],
    ["预计，今年进出口额将达到52亿美元", ["expected"]],
    ["跨江通道将达19座", ["expected"]],
    ["公司将投资5亿元建厂", ["planned"]],
    ["公司计划投资2亿元，力争产值突破5亿元", ["planned", "target"]],
    ["可替代燃煤锅炉61台", ["capacity"]],
    ["日处理能力25万立方米", ["capacity"]],
    ["设计年产压缩机50万台", ["capacity"]],
    ["覆盖率由四成计划提高至七成", ["actual", "planned"]],
    ["主要预期目标是生产总值增长8%以上", ["target"]],
    ["2035年前后老年抚养比将逼近四成五", ["expected"]],
    ["将雇用员工4000名；新签合同额已达37亿元", ["planned", "actual"]],
    ["省气象台预报，雨量30毫米", ["expected"]],
    ["2025年前完成老棚改造800座", ["planned"]],
    ["预计今年投资5亿元，已完成投资3亿元", ["expected", "actual"]],
  ])("%s", (text, expected) => expect(modalities(text)).toEqual(expected));
});

describe("no cues", () => {
  test.each([
    ["将38.6万亩乔木林质押给银行", ["actual"]],
    ["完成年度计划的86%，惠及居民4万户", ["actual", "actual"]],
    ["“能聚八方”公益课堂吸引居民30多名", ["actual"]],
    ["可再生能源装机5亿千瓦", ["actual"]],
    ["计提减值准备9640万元", ["actual"]],
    ["比可研批复压减1.5亿元", ["actual"]],
  ])("%s", (text, expected) => expect(modalities(text)).toEqual(expected));
});

test("a date to come plans, where no cue says more", () => {
  expect(modalities("二期120万千瓦明年6月投产")).toEqual(["planned"]);
});

test("another speaker ends a cue", () => {
  expect(modalities("公司预计营收5亿元；财政局介绍，全市支出3亿元")).toEqual(["expected", "actual"]);
});
