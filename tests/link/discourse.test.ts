import { describe, expect, test } from "vitest";
import { columns } from "./facts.js";

const subjects = (text: string): unknown[] => columns(text, "subject").map(([, subject]) => subject);
const periods = (text: string): unknown[] => columns(text, "period").map(([, period]) => period);

describe("what takes the topic over, and what leaves it", () => {
  test("what is told of a thing as a whole is not the part's told of before", () => {
    const text = "云门隧道工程主体完工。工程全长5.6公里，其中盾构段4.1公里，总投资48亿元";
    expect(subjects(text)).toEqual(["云门隧道工程", "云门隧道工程", "云门隧道工程"]);
  });

  test("a lone common noun is a part of what the text is about", () => {
    const text = "石浦港货物吞吐量1386万吨。航线覆盖60个国家";
    expect(subjects(text)).toEqual(["石浦港", "石浦港"]);
  });

  test("with whom it is done is not who does it, nor what follows is about", () => {
    const text = "东江口岸进口大豆218万吨。巴西是最大来源地，自巴西进口163万吨。豆油均价8350元";
    expect(subjects(text)).toEqual(["东江口岸", "东江口岸", "东江口岸"]);
  });

  test("from another side the matter stays what it was", () => {
    const text = "全市进出口1286亿元。从市场看，对东盟出口213亿元，东盟居第一位；对美国出口156亿元";
    expect(subjects(text).at(-1)).toBe("全市");
  });

  test("who tells of others leaves them the topic", () => {
    const text = "海宏集团公布业绩，净利润5亿元。华明信用评级有限公司维持其评级，并预测其全年净利润9亿元";
    expect(subjects(text)).toEqual(["海宏集团", "海宏集团"]);
  });

  test("a numbered part of a plant is no other matter than the plant", () => {
    const text = "青螺抽水蓄能电站1号机组投产发电。工程静态投资61.8亿元";
    expect(subjects(text)).toEqual(["青螺抽水蓄能电站"]);
  });

  test("what a thing is comes before its name", () => {
    expect(subjects("兰昆高铁控制性工程黑瓦河特大桥合龙。大桥主跨432米")).toEqual(["黑瓦河特大桥"]);
  });

  test("an office that counts tells of its place; what it says may be of less", () => {
    expect(subjects("市统计局统计，前三季度新增就业5万人")).toEqual(["全市"]);
  });

  test("an item of a list of places counts what the text counts in all", () => {
    const text = "全区开工项目42个，其中产业项目28个。按片区看，临空片区18个，滨湖片区15个";
    expect(columns(text, "indicator").slice(2)).toEqual([
      ["18个", "开工项目"],
      ["15个", "开工项目"],
    ]);
  });
});

describe("the span that holds", () => {
  test.each([
    ["海宏股份有限公司披露半年报。公司营业收入24亿元", ["2023-01-01/2023-06-30"]],
    ["海宏股份有限公司披露年报。公司营业收入24亿元", ["2022"]],
    ["全省9月出口5亿元，与去年9月持平，进口3亿元", ["2023-09", "2023-09"]],
    ["价格监测中心9月2日监测显示，鸡蛋均价4.7元", ["2023-09-02"]],
  ])("%s", (text, expected) => expect(periods(text)).toEqual(expected));

  test("what is to come is of no time that has passed", () => {
    expect(periods("今年前四个月公司载客862万人次。公司计划斥资1.2亿元")).toEqual(["2023-01-01/2023-04-30", null]);
  });

  test("what was before a change is of no time that is told", () => {
    expect(periods("2022年，全县城镇化率由61%提高到63%")).toEqual([null, "2022"]);
  });

  test("somebody's words date nothing else", () => {
    expect(periods("“去年一天发3000单。”园区有商家260家")).toEqual(["2022", null]);
  });
});

describe("names of works", () => {
  test("verbs that stand in a name lead to its head", () => {
    expect(subjects("渔港升级改造二期工程开工，概算投资2.8亿元")).toEqual(["渔港升级改造二期工程"]);
  });

  test("项目 is rather the works than the site that the text began with", () => {
    const text = "石浦码头扩建工程开工。码头靠泊渔船1200艘。项目投资1.6亿元";
    expect(subjects(text).at(-1)).toBe("石浦码头扩建工程");
  });

  test("who leads a project is nobody's project", () => {
    expect(subjects("望江大桥合龙。中海集团项目经理说，项目投入资金6200万元")).toEqual(["望江大桥"]);
  });
});
