import { describe, expect, test } from "vitest";
import { columns } from "./facts.js";

const subjects = (text: string): unknown[] => columns(text, "subject").map(([, subject]) => subject);

describe("the subject in the clause", () => {
  test.each([
    ["全省规模以上工业增加值同比增长6.4%", ["全省"]],
    ["临海跨江大桥全长5.6公里", ["临海跨江大桥"]],
    ["沅江港年通过能力800万吨", ["沅江港"]],
    ["该冷库库容5万立方米", ["该冷库"]],
    ["沿江企业年节约物流成本3.5亿元", ["沿江企业"]],
    ["全长86公里的临海高速公路全线贯通", ["临海高速公路"]],
    ["安泰集团投资50亿元的动力电池项目开工", ["动力电池项目"]],
  ])("%s", (text, expected) => expect(subjects(text)).toEqual(expected));
});

describe("the subject of the clauses and sentences before", () => {
  test.each([
    ["东岭水库开工。工程总投资8亿元，总库容1.2亿立方米", ["东岭水库", "东岭水库"]],
    ["安岭铁路8日贯通。该线全长276公里，设车站9座", ["安岭铁路", "安岭铁路"]],
    ["望江大桥项目由华能集团投资86亿元建设，跨径1088米", ["望江大桥项目", "望江大桥项目"]],
    ["招聘会设在体育中心，全区提供岗位300个。发放补贴20万元", ["全区", "全区"]],
  ])("%s", (text, expected) => expect(subjects(text)).toEqual(expected));

  test("an attribute of a thing goes to the thing, not to the place named last", () => {
    const text = "海洋生物谷项目位于鹤山路以北，由海科控股有限公司建设，占地981亩";
    expect(subjects(text)).toEqual(["海洋生物谷项目"]);
  });

  test("one of several is not what the text goes on about", () => {
    expect(subjects("澜江水电站总装机240万千瓦。首台机组明年投产，大坝高203米")).toEqual(["澜江水电站", "澜江水电站"]);
  });

  test("a part after 其中 holds for itself alone", () => {
    const text = "安岭铁路设车站9座；其中最长的云门岭隧道18公里。工程总投资448亿元";
    expect(subjects(text)).toEqual(["安岭铁路", "云门岭隧道", "安岭铁路"]);
  });
});

describe("who only speaks is no subject", () => {
  test.each([
    ["据丰江海关统计，全市进出口总值1036亿元", ["全市"]],
    ["国家能源局发布数据，9月份，全社会用电量7811亿千瓦时", [null]],
    ["丰江市交通运输局要求，隧道日进尺不低于10米", ["隧道"]],
  ])("%s", (text, expected) => expect(subjects(text)).toEqual(expected));

  test("but who reports on itself or tells what it does is", () => {
    expect(subjects("海宏集团有限公司公布中期业绩，收入45亿元")).toEqual(["海宏集团有限公司"]);
    expect(subjects("津河市财政局表示，下半年将压减一般性支出1.5亿元")).toEqual(["津河市财政局"]);
  });
});

describe("what the article is about", () => {
  test("a bulletin on a place goes back to it after a firm of one sentence", () => {
    const text = "全县生产总值386亿元。昌陵铝业集团实现产值6.8亿元。改造老旧小区41个，惠及居民1.1万户。";
    expect(subjects(text)).toEqual(["全县", "昌陵铝业集团", "全县", "全县"]);
  });

  test("an authority that only speaks tells of its place", () => {
    const text = "濂江市统计局发布数据，采矿业增加值下降3.0%。";
    expect(subjects(text)).toEqual(["濂江市"]);
  });

  test("a new paragraph goes back to the headline's matter, by the form in use", () => {
    const text = "清江航道青弋船闸扩建\n青弋船闸过闸船舶5.8万艘次。沿江甲子水库库容3亿立方米。\n过闸货运量4821万吨。";
    expect(subjects(text)).toEqual(["青弋船闸", "沿江甲子水库", "青弋船闸"]);
  });

  test("whom a clause identifies is what follows is about", () => {
    expect(subjects("全市进口鲜果3万吨。受益最大的是优达供应链公司，前4个月报关1936票")).toEqual([
      "全市",
      "优达供应链公司",
    ]);
  });

  test("a facility alone is part of what the text is about", () => {
    expect(subjects("盐屿港集团扩建。码头吞吐能力600万吨")).toEqual(["盐屿港集团"]);
  });

  test("a person's figures are the person's, an analyst's the firm's it tells of", () => {
    expect(subjects("全市大蒜面积5万亩。他今年种了2亩")).toEqual(["全市", "他"]);
    expect(subjects("海港集团净利润5亿元。华明证券预测明年净利润6亿元")).toEqual(["海港集团", "海港集团"]);
  });
});
