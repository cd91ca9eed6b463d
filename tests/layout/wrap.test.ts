import { expect, test } from "vitest";
import { layOut, outline, sentencesOf } from "./page.js";

test.each<[string, string, unknown[]]>([
  [
    "a column of equal lines under headline and dateline",
    "青岭港集装箱量首破百万\n本报青岭12月3日讯（记者\n何闻）记者昨日从青岭港务局\n获悉，前11个月全港完成集装\n箱吞吐量102.6万标准箱，同比\n增长14.3%，首次突破百万标准\n箱大关。其中外贸箱占三成。\n青岭港今年新开航线5条，覆\n盖东南亚主要港口。",
    [
      {
        title: "青岭港集装箱量首破百万",
        dateline: ["本报", "青岭", "12月3日"],
        bylines: ["记者何闻"],
        sentences: [
          "dateline: 本报青岭12月3日讯（记者何闻）",
          "记者昨日从青岭港务局获悉，前11个月全港完成集装箱吞吐量102.6万标准箱，同比增长14.3%，首次突破百万标准箱大关。",
          "其中外贸箱占三成。",
          "青岭港今年新开航线5条，覆盖东南亚主要港口。",
        ],
      },
    ],
  ],
  [
    "the same without a headline: its first line is none",
    "青岭港务局昨日公布的数据显\n示，前11个月全港完成集装箱\n吞吐量102.6万标准箱，同比增\n长14.3%。其中外贸箱占三成。",
    [
      {
        title: null,
        sentences: [
          "青岭港务局昨日公布的数据显示，前11个月全港完成集装箱吞吐量102.6万标准箱，同比增长14.3%。",
          "其中外贸箱占三成。",
        ],
      },
    ],
  ],
  [
    "a headline as wide as the column",
    "青岭港集装箱量首破百万箱了\n青岭港务局昨日公布的数据显\n示，前11个月全港完成集装箱\n吞吐量102.6万标准箱，同比增\n长14.3%。其中外贸箱占三成。",
    [
      {
        title: "青岭港集装箱量首破百万箱了",
        sentences: [
          "青岭港务局昨日公布的数据显示，前11个月全港完成集装箱吞吐量102.6万标准箱，同比增长14.3%。",
          "其中外贸箱占三成。",
        ],
      },
    ],
  ],
  [
    "a column of eight characters",
    "东湾水务集团有限\n公司中标青岭供水\n项目，总投资3.6\n亿元，日供水能力\n10万吨。",
    [{ title: null, sentences: ["东湾水务集团有限公司中标青岭供水项目，总投资3.6亿元，日供水能力10万吨。"] }],
  ],
  [
    "ragged lines, paragraphs set in",
    "东湾机场运量逆势上扬\n　　据东湾机场\n集团统计，去年完成货运量18.4万\n吨，增长21.8\n%；起降全货机2\n146架次，单价1,06\n0元。\n　　3月\n26日起每周各4\n班。",
    [
      {
        title: "东湾机场运量逆势上扬",
        sentences: [
          "据东湾机场集团统计，去年完成货运量18.4万吨，增长21.8%；起降全货机2146架次，单价1,060元。",
          "3月26日起每周各4班。",
        ],
      },
    ],
  ],
  [
    "indents of a blank or two",
    "   东湾港加快转型\n  12月3日，东湾港集团宣布，三年内投资45亿元\n建设智慧码头，年通过能力提高到300万标准箱。\n  项目明年6月动工。",
    [
      {
        title: "东湾港加快转型",
        sentences: [
          "12月3日，东湾港集团宣布，三年内投资45亿元建设智慧码头，年通过能力提高到300万标准箱。",
          "项目明年6月动工。",
        ],
      },
    ],
  ],
  [
    "two lines, a number over the break",
    "东湾港去年完成货物吞吐量2\n146万吨，同比增长6.1%。",
    [{ title: null, sentences: ["东湾港去年完成货物吞吐量2146万吨，同比增长6.1%。"] }],
  ],
  [
    "CRLF",
    "港口再添新航线\r\n\r\n　　本报讯 东湾港昨日新\r\n开航线两条，年运量\r\n30万吨。\r\n　　全港航线86条。\r\n",
    [
      {
        title: "港口再添新航线",
        dateline: ["本报", null, null],
        sentences: ["dateline: 本报讯", "东湾港昨日新开航线两条，年运量30万吨。", "全港航线86条。"],
      },
    ],
  ],
  [
    "a sentence broken over an empty line",
    "东湾市卫健委通报，截至12月3日，全市设发热门诊46家，开放床\n\n位1200张，日均接诊3800人次。",
    [
      {
        title: null,
        sentences: ["东湾市卫健委通报，截至12月3日，全市设发热门诊46家，开放床位1200张，日均接诊3800人次。"],
      },
    ],
  ],
  [
    "a picture in the middle of a sentence",
    "东湾新区今年已开工项目86个，总投资420亿元，其中产业项目\n\n装备制造园施工现场。 记者 王磊 摄\n\n占六成以上，年底前全部开工。",
    [
      {
        title: null,
        sentences: [
          "东湾新区今年已开工项目86个，总投资420亿元，其中产业项目占六成以上，年底前全部开工。",
          "caption: 装备制造园施工现场。",
          "caption: 记者 王磊 摄",
        ],
      },
    ],
  ],
  [
    "a paragraph that lacks its final mark before the next headline",
    "截至12月3日，全市设发热门诊46家，床位1200张\n\n基层备药充足\n\n本报讯 社区医院药品可用45天。",
    [
      { title: null, sentences: ["截至12月3日，全市设发热门诊46家，床位1200张"] },
      {
        title: "基层备药充足",
        dateline: ["本报", null, null],
        sentences: ["dateline: 本报讯", "社区医院药品可用45天。"],
      },
    ],
  ],
])("%s", (_name, text, expected) => {
  expect(outline(text)).toEqual(expected);
});

test.each<[string, string]>([
  [
    "a list under numbers",
    "今年做好三项工作：\n一、加快码头建设，投资12亿元；\n二、新开航线5条；\n三、培训职工2000人次\n各单位要抓好落实。",
  ],
  [
    "a list under a heading",
    "惠民措施\n1、新增停车位3000个\n2、改造老旧小区25个\n3.新建口袋公园12处，面积4.5万平方米。",
  ],
  ["items under signs", "●新开航线两条，年运量30万吨\n●水厂日供水5万吨\n●供暖管网延伸12公里"],
  ["addresses", "海鲜节预计接待游客5万人次。\n地址：滨海路18号\n电话：0555-88886666\n时间：12月8日9:00\n门票30元。"],
  ["lines without any marks", "招聘会信息\n东湾人才市场\n东湾市滨海路18号\n0555-88886666"],
  ["statements without final marks", "钱收到了吗，老王\n收到了，一共3500元\n剩下的1200元下周给你"],
  [
    "figures side by side",
    "东湾港11月完成货物吞吐量2100万吨 同比增长6.2%\n集装箱12万标准箱 同比增长9.1%\n外贸货物560万吨 同比下降1.3%",
  ],
])("lines that are not joined: %s", (_name, text) => {
  expect(sentencesOf(text)).toEqual(text.split("\n"));
});

test.each([
  "指标\t2022年\t2023年\t增长\n生产总值\t320.5\t341.2\t6.5%\n工业增加值\t120.1\t129.0\t7.4%",
  "指标    本月    累计\n货物吞吐量    320万吨    3500万吨",
  "品种 本月 累计 增长\n煤炭 3200 35000 4.5%\n原油 1500 16000 -2.1%",
  "| 品种 | 本月 |\n| 煤炭 | 3200 |",
])("rows of a table: %s", (table) => {
  const sentences = layOut(`${table}\n以上数据由港务局提供，单位为万吨。`).flatMap((article) => article.sentences);
  expect(sentences.map(({ role, text }) => `${role}: ${text}`)).toEqual([
    ...table.split("\n").map((row) => `row: ${row}`),
    "body: 以上数据由港务局提供，单位为万吨。",
  ]);
});

test("Latin words stay apart over a break, names in brackets too", () => {
  expect(sentencesOf("本报讯（记者 阿依努尔\n 王磊）洛杉矶港（Port of\nLos Angeles）完成900万TEU，增长3%。")).toEqual([
    "本报讯（记者 阿依努尔 王磊）",
    "洛杉矶港（Port of Los Angeles）完成900万TEU，增长3%。",
  ]);
});

test("invisible characters are no part of a sentence, its offsets pass over them", () => {
  const [article] = layOut("\ufeff吞吐量3\u200b00\u00ad万吨。");
  expect(article?.sentences.map(({ text, offsets }) => [text, [...offsets]])).toEqual([
    ["吞吐量300万吨。", [1, 2, 3, 4, 6, 7, 9, 10, 11]],
  ]);
});

test("offsets count code points: astral characters, lone surrogates, CRLF", () => {
  const text = "😀𠮷港\r\n\ud842完成3吨。";
  expect(layOut(text).flatMap(({ sentences }) => sentences.map((s) => [s.text, [...s.offsets]]))).toEqual([
    ["😀𠮷港", [0, 0, 1, 1, 2]],
    ["\ud842完成3吨。", [5, 6, 7, 8, 9, 10]],
  ]);
});
