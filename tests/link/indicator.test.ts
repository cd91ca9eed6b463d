import { describe, expect, test } from "vitest";
import { columns } from "./facts.js";

const indicators = (text: string): unknown[] => columns(text, "indicator").map(([, indicator]) => indicator);

describe("the noun phrase before the figure", () => {
  test.each([
    ["宁海港完成货物吞吐量9.5亿吨", ["货物吞吐量"]],
    ["全国居民消费价格同比下降0.2%", ["居民消费价格"]],
    ["归属于上市公司股东的净利润12.8亿元", ["归属于上市公司股东的净利润"]],
    ["全市夏粮播种面积达186.3万亩，单产409公斤", ["夏粮播种面积", "单产"]],
    ["该市计划新建充电桩2万个", ["充电桩"]],
    ["公共充电桩保有量达到5万个", ["公共充电桩保有量"]],
    ["前沿水深17.5米，堆场面积65万平方米", ["前沿水深", "堆场面积"]],
    ["最高运行速度80公里/小时", ["最高运行速度"]],
    ["学员考核合格率96.8%", ["学员考核合格率"]],
    ["大豆单产每亩132公斤", ["大豆单产"]],
  ])("%s", (text, expected) => expect(indicators(text)).toEqual(expected));
});

describe("the noun phrase after the figure", () => {
  test.each([
    ["156家企业提供就业岗位4800个", ["企业", "就业岗位"]],
    ["1200名学生参加，设有18个比赛项目", ["学生", "比赛项目"]],
    ["覆盖全球600多个港口", ["港口"]],
    ["提供72万吉焦热量，满足200万平方米的供热需求", ["热量", "供热需求"]],
    ["带动1.2万户茶农户均增收3600元", ["茶农", "户均增收"]],
    ["300名工人同时施工", ["工人"]],
    ["帮助312人实现就业", ["就业"]],
  ])("%s", (text, expected) => expect(indicators(text)).toEqual(expected));
});

describe("the verb that governs the figure", () => {
  test.each([
    ["中欧班列开行2.1万列，发送货物227万标箱", ["开行", "发送货物"]],
    ["最高可贷40万元", ["最高可贷"]],
    ["银行发放普惠小微贷款236亿元，惠及企业1.8万家", ["普惠小微贷款", "企业"]],
    ["每年可节约标准煤5.6万吨，减少二氧化碳排放15万吨", ["节约标准煤", "减少二氧化碳排放"]],
    ["其中风电2299万千瓦、太阳能发电7842万千瓦", ["风电", "太阳能发电"]],
  ])("%s", (text, expected) => expect(indicators(text)).toEqual(expected));
});

describe("shares are named by relation and whole", () => {
  test.each([
    ["高标准农田45万亩，占耕地面积的62%", ["高标准农田", "占耕地面积"]],
    ["公共交通占机动化出行比例将提高到62%", ["占机动化出行比例"]],
    ["赔付2.72亿元，占全市赔付总额的35.7%", ["赔付", "占全市赔付总额"]],
    ["约占公司总股本的1.2%", ["占公司总股本"]],
  ])("%s", (text, expected) => expect(indicators(text)).toEqual(expected));
});

describe("carried over from the figure before", () => {
  test.each([
    ["货物吞吐量9.5亿吨，同比增长6.1%，稳居全球第三位", ["货物吞吐量", "货物吞吐量", "货物吞吐量"]],
    ["有效尺度为280米×34米×5.6米", ["有效尺度", "有效尺度", "有效尺度"]],
    ["年通过能力由300万吨增至800万吨", ["年通过能力", "年通过能力"]],
    ["完成投资158亿元，为年度计划的81.3%", ["投资", "投资"]],
    ["城镇新增就业1.9万人，完成年度目标的95%", ["城镇新增就业", "城镇新增就业"]],
    ["业务量125亿件，是平日的1.3倍", ["业务量", "业务量"]],
  ])("%s", (text, expected) => expect(indicators(text)).toEqual(expected));
});

describe("nothing to name", () => {
  test.each([["突破500"], ["同比增长"]])("%s has no quantity", (text) => expect(indicators(text)).toEqual([]));

  test("a figure alone has no indicator", () => expect(indicators("约3.2万吨。")).toEqual([null]));
});
