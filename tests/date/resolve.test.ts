import { describe, expect, test } from "vitest";
import { analyseDocument, brief, readDates } from "./extract.js";

/** `text timex` of each date of a text read against a day. */
const read = (text: string, date?: string): string[] => brief(readDates(text, date));

describe("the discourse", () => {
  test.each<[text: string, expected: string[], date?: string]>([
    // anaphora
    ["11月5日签约，次日开工，同日投产。", ["11月5日 2023-11-05", "次日 2023-11-06", "同日 2023-11-06"]],
    ["11月5日签约，当日开工。", ["11月5日 2023-11-05", "当日 2023-11-05"]],
    [
      "项目2019年3月获批，次月开工，同年12月投产，次年6月上市。",
      ["2019年3月 2019-03", "次月 2019-04", "同年12月 2019-12", "次年6月 2020-06"],
    ],
    // a month takes the year before it, a day its month
    ["2021年3月，公司成立。5月，获得融资。", ["2021年3月 2021-03", "5月 2021-05"]],
    ["扩建工程2018年6月动工、9月封顶。", ["2018年6月 2018-06", "9月 2018-09"]],
    ["2022年比2019年增长5%，6月份增长3%。", ["2022年 2022", "2019年 2019", "6月份 2022-06"]],
    ["11月5日至10日举行，7日休会。", ["11月5日至10日 2023-11-05/2023-11-10", "7日 2023-11-07"]],
    // but what is long past does not draw the present after it
    [
      "工程2017年9月开工。8日全线贯通，力争年底前开通。",
      ["2017年9月 2017-09", "8日 2023-11-08", "年底前 ../2023-12-31"],
    ],
    ["公司2015年6月1日成立，20日公布业绩。", ["2015年6月1日 2015-06-01", "20日 2023-11-20"]],
    // the same period
    ["一季度营收10亿元，比去年同期增长5%。", ["一季度 2023-Q1", "去年同期 2022-Q1"]],
    [
      "记者11月20日获悉，前10个月完成投资90亿元，高于去年同期。",
      ["11月20日 2023-11-20", "前10个月 2023-01/2023-10", "去年同期 2022-01/2022-10"],
    ],
    [
      "今年1—10月货运量2亿吨，是去年全年的1.3倍，比上年同期净增1万艘次。",
      ["今年1—10月 2023-01/2023-10", "去年全年 2022", "上年同期 2022-01/2022-10"],
    ],
    [
      "11月1日至11日揽收4亿件，比去年同期增长两成。",
      ["11月1日至11日 2023-11-01/2023-11-11", "去年同期 2022-11-01/2022-11-11"],
    ],
    ["2月用电量下降，低于去年同期。", ["2月 2024-02", "去年同期 2023-02"], "2024-03-10"],
    // 上年 beside a year told as a whole
    ["2021年产粮10万吨，比上年增长5%。", ["2021年 2021", "上年 2020"]],
    [
      "截至2021年12月31日止年度收益5亿元，撇除上年度一次性收益。",
      ["截至2021年12月31日止年度 2021", "上年度 2020"],
      "2022-03-25",
    ],
    ["产量与上年持平。", ["上年 2022"]],
    // clock times
    [
      "11月20日，会议举行。上午9时开幕，下午5时闭幕。",
      ["11月20日 2023-11-20", "上午9时 2023-11-20T09:00", "下午5时 2023-11-20T17:00"],
    ],
    ["2023年11月23日 星期四 第3版", ["2023年11月23日 2023-11-23", "星期四 2023-11-23"]],
  ])("%s", (text, expected, date) => {
    expect(read(text, date)).toEqual(expected);
  });
});

describe("past or future", () => {
  test.each<[text: string, date: string, expected: string]>([
    ["项目11月20日封顶。", "2023-11-22", "11月20日 2023-11-20"],
    ["项目12月28日封顶。", "2024-01-03", "12月28日 2023-12-28"],
    ["12月份，工业增加值增长5%。", "2024-01-17", "12月份 2023-12"],
    ["春运将于1月10日开始。", "2022-12-20", "1月10日 2023-01-10"],
    ["项目预计3月竣工。", "2023-11-22", "3月 2024-03"],
    ["铁路30日通车。", "2023-12-02", "30日 2023-11-30"],
    ["四季度利润增长。", "2024-01-20", "四季度 2023-Q4"],
    ["春节客流增长。", "2023-12-20", "春节 2024-02-10"],
    ["国庆客流增长。", "2023-11-22", "国庆 2023-10-01"],
    ["除夕开放。", "2024-01-20", "除夕 2024-02-09"],
    ["保障今冬供暖。", "2024-01-10", "今冬 2023-WI"],
    ["前两个月外贸增长。", "2024-03-10", "前两个月 2024-01/2024-02"],
    ["2月29日开馆。", "2023-03-01", "2月29日 2020-02-29"],
    // a bare expression is read in the reference's own year
    ["12月28日", "2024-01-03", "12月28日 2024-12-28"],
  ])("%s read on %s", (text, date, expected) => {
    expect(read(text, date)).toEqual([expected]);
  });
});

describe("bounds", () => {
  test.each<[text: string, timex: string | null, start: string | null, end: string | null, type: string]>([
    ["今年以来", "2023", "2023-01-01", "2023-11-22", "span"],
    ["自2018年以来", "2018/..", "2018-01-01", "2023-11-22", "span"],
    ["2018年起", "2018/..", "2018-01-01", null, "span"],
    ["到2025年", "../2025", null, "2025-12-31", "span"],
    ["2025年前", "../2025", null, "2025-12-31", "span"],
    ["截至9月底", "2023-09-30", "2023-09-30", "2023-09-30", "point"],
    ["2023年1月至今", "2023-01/2023-11-22", "2023-01-01", "2023-11-22", "span"],
    ["改革开放以来", "1978/..", "1978-01-01", "2023-11-22", "span"],
    ["“十三五”期间", "2016/2020", "2016-01-01", "2020-12-31", "span"],
    ["12月29日24时", "2023-12-29T24:00", "2023-12-29T24:00", "2023-12-29T24:00", "point"],
    ["近三年", "P3Y", "2020-11-22", "2023-11-22", "duration"],
    ["4个月", "P4M", null, null, "duration"],
    ["3—5年", "P3Y/P5Y", null, null, "duration"],
    ["每周二", "XXXX-WXX-2", null, null, "set"],
    ["日前", "PAST_REF", null, null, "point"],
  ])("%s", (text, timex, start, end, type) => {
    expect(readDates(`，${text}，`)).toMatchObject([
      { text, timex, start_date: start, end_date: end, date_type: type },
    ]);
  });
});

describe("the reference date", () => {
  const YEAR = "2023年是贯彻规划的第一年。";

  test("the input's own comes first", () => {
    const text = "本报2022年3月5日讯 昨日，项目开工。";
    expect(brief(analyseDocument({ text, date: "2023-11-22" }).records)).toContain("昨日 2023-11-21");
  });

  test("an instant counts by the day that it names", () => {
    expect(read("昨日开工", "2023-11-22T23:30:00+08:00")).toEqual(["昨日 2023-11-21"]);
  });

  test("a dateline that says the year", () => {
    expect(brief(analyseDocument({ text: "新华社青岛2023年11月5日电 昨日，项目开工。" }).records)).toContain(
      "昨日 2023-11-04",
    );
  });

  test("the page's date line", () => {
    const text = "江海日报 2023年11月23日 星期四 第3版\n昨日，项目开工。";
    expect(brief(analyseDocument({ text }).records)).toContain("昨日 2023-11-22");
  });

  test("the file's name", () => {
    const { records, warnings } = analyseDocument({ text: "昨日，项目开工。", fileName: "2023-11-22.txt" });
    expect(brief(records)).toEqual(["昨日 2023-11-21"]);
    expect(warnings).toEqual([]);
    expect(brief(analyseDocument({ text: "昨日，项目开工。", fileName: "page_20231122_03.txt" }).records)).toEqual([
      "昨日 2023-11-21",
    ]);
  });

  test("the year that the article states as the current one, joined to its dateline", () => {
    const text = `早报 11月22日讯 昨日，项目开工。${YEAR}`;
    expect(brief(analyseDocument({ text }).records)).toContain("昨日 2023-11-21");
  });

  test("with none, X stays and one warning says so", () => {
    const { records, warnings } = analyseDocument({ text: "11月22日，项目开工。去年获批，明年5月竣工，昨日签约。" });
    expect(brief(records)).toEqual(["11月22日 XXXX-11-22", "去年 XXXX", "明年5月 XXXX-05", "昨日 XXXX-XX-XX"]);
    expect(records.every(({ start_date, end_date }) => start_date === null && end_date === null)).toBe(true);
    expect(warnings.map(({ code }) => code)).toEqual(["no-reference-date"]);
  });

  test("what needs none gives no warning", () => {
    const { records, warnings } = analyseDocument({ text: "2023年11月20日开工，工期4个月，每年检修。" });
    expect(brief(records)).toEqual(["2023年11月20日 2023-11-20", "4个月 P4M", "每年 P1Y"]);
    expect(warnings).toEqual([]);
  });
});

describe("what is no date", () => {
  test.each([
    "早报、晚报和日报",
    "今日头条报道",
    "一日三餐",
    "三日游路线",
    "三月街开市",
    "员工2023人",
    "产量12.5万吨",
    "张国庆表示",
    "版本2.10.3",
    "型号20231120-08",
    "电话0532-85971234",
    "一年级学生",
    "第三年",
    "一带一路",
    "百年老店",
    "千年古渠",
    "下一步计划",
    "二次结构",
    "同时进行",
    "走向未来",
    "百分点",
    "提出3点建议",
    "比分21:15",
    "按7∶3出资",
    "五四运动",
    "三八红旗手",
    "“十四五”规划纲要",
    "身份证号140302197706220124",
    "澄湾一号掘进机",
    "3号线通车",
    "100日元",
    "18周岁",
    "拥有2000年的历史文化",
    "高于历史同期",
    "明年轻人",
  ])("%s", (text) => {
    expect(readDates(text)).toEqual([]);
  });
});
