import { describe, expect, test } from "vitest";
import { columns } from "./facts.js";

describe("分别 pairs by position", () => {
  test("names share the last one's head", () => {
    expect(columns("煤炭、铁矿石、原油吞吐量同比分别增长3.1%、下降2.2%和增长11.5%", "indicator", "value")).toEqual([
      ["3.1%", "煤炭吞吐量", 3.1],
      ["2.2%", "铁矿石吞吐量", -2.2],
      ["11.5%", "原油吞吐量", 11.5],
    ]);
  });

  test("whole names stay as they are", () => {
    expect(columns("销售收入、净利润分别为5亿元、2亿元", "indicator")).toEqual([
      ["5亿元", "销售收入"],
      ["2亿元", "净利润"],
    ]);
  });

  test("owners", () => {
    expect(columns("青海、甘肃装机容量分别达300万千瓦和200万千瓦", "subject", "indicator")).toEqual([
      ["300万千瓦", "青海", "装机容量"],
      ["200万千瓦", "甘肃", "装机容量"],
    ]);
  });

  test("objects of 对, before a name or a verb", () => {
    expect(columns("全省对东盟、美国分别进出口2611亿元和1395亿元", "subject", "indicator")).toEqual([
      ["2611亿元", "全省", "对东盟进出口"],
      ["1395亿元", "全省", "对美国进出口"],
    ]);
  });

  test("dates, over several names", () => {
    const text = "2019年、2020年分别实现营收6.2亿元和3.9亿元、净利润1.1亿元和0.7亿元";
    expect(columns(text, "indicator", "period")).toEqual([
      ["6.2亿元", "营收", "2019"],
      ["3.9亿元", "营收", "2020"],
      ["1.1亿元", "净利润", "2019"],
      ["0.7亿元", "净利润", "2020"],
    ]);
  });

  test("the figures before", () => {
    expect(columns("弃风率3.1%、弃光率1.8%，分别下降0.9和1.4个百分点", "indicator").slice(2)).toEqual([
      ["0.9", "弃风率"],
      ["1.4个百分点", "弃光率"],
    ]);
  });

  test("双方 are the organisations named last", () => {
    expect(columns("项目由华能集团和大唐集团建设，双方分别出资35亿元、15亿元", "subject", "indicator")).toEqual([
      ["35亿元", "华能集团", "出资"],
      ["15亿元", "大唐集团", "出资"],
    ]);
  });

  test("not as many items as figures pair nothing", () => {
    expect(columns("煤炭、铁矿石吞吐量分别为5万吨、3万吨和2万吨", "indicator").length).toBe(3);
  });
});

test("a list of owners needs no 分别", () => {
  const text = "全省签约项目41个，其中福州12个、总投资386亿元，厦门8个、总投资247亿元";
  expect(columns(text, "subject", "indicator").slice(1)).toEqual([
    ["12个", "福州", "签约项目"],
    ["386亿元", "福州", "总投资"],
    ["8个", "厦门", "签约项目"],
    ["247亿元", "厦门", "总投资"],
  ]);
});

describe("pairs over clauses", () => {
  test("items of the clause before", () => {
    expect(columns("长岳站、赣昌站、醴中站发送量位居前列，分别为214万人次、187万人次、96万人次", "indicator")).toEqual([
      ["214万人次", "发送量"],
      ["187万人次", "发送量"],
      ["96万人次", "发送量"],
    ]);
  });

  test("shares are of what has them", () => {
    expect(columns("餐饮业、零售业分别占14.8%和12.2%", "subject", "indicator")).toEqual([
      ["14.8%", "餐饮业", "占"],
      ["12.2%", "零售业", "占"],
    ]);
  });

  test("one word for two, and their changes after", () => {
    expect(columns("城乡居民收入分别达到38640元、19275元，增长8.4%、10.9%", "indicator")).toEqual([
      ["38640元", "城居民收入"],
      ["19275元", "乡居民收入"],
      ["8.4%", "城居民收入"],
      ["10.9%", "乡居民收入"],
    ]);
  });

  test("a name after 分别 is that of levels", () => {
    expect(columns("基础类、民生类项目分别为96个和48个，分别完成投资98亿元、39亿元", "indicator").slice(2)).toEqual([
      ["98亿元", "投资"],
      ["39亿元", "投资"],
    ]);
  });
});
