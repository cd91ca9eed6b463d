import { expect, test } from "vitest";
import { outline } from "./page.js";

const pages: [string, string, unknown[]][] = [
  [
    "one running paragraph",
    "东湾港昨日新开航线两条。年运量30万吨。",
    [{ title: null, sentences: ["东湾港昨日新开航线两条。", "年运量30万吨。"] }],
  ],
  ["a fragment", "3千米", [{ title: null, sentences: ["3千米"] }]],
  ["a fragment of two lines", "东湾港\n3千米", [{ title: null, sentences: ["东湾港", "3千米"] }]],
  [
    "paragraphs without a headline",
    "12月1日，东湾新区18个项目开工，总投资96亿元。\n这批项目全部投产后年产值可达150亿元。",
    [
      {
        title: null,
        sentences: ["12月1日，东湾新区18个项目开工，总投资96亿元。", "这批项目全部投产后年产值可达150亿元。"],
      },
    ],
  ],
  [
    "headline, deck, dateline, subhead, byline at the end",
    "绿电进港口\n\n东湾港年用绿电突破一亿度 减碳六万吨\n\n本报讯 东湾港今年用绿电1.1亿度。\n\n岸电全覆盖\n\n全港有岸电设施32套。（记者 王磊 通讯员 周叙）\n",
    [
      {
        title: "绿电进港口",
        deck: "东湾港年用绿电突破一亿度 减碳六万吨",
        dateline: ["本报", null, null],
        bylines: ["记者 王磊 通讯员 周叙"],
        sentences: [
          "dateline: 本报讯",
          "东湾港今年用绿电1.1亿度。",
          "subhead: 岸电全覆盖",
          "全港有岸电设施32套。",
          "byline: （记者 王磊 通讯员 周叙）",
        ],
      },
    ],
  ],
  [
    "kicker, headline and deck of one paragraph each, no blank lines, no dateline",
    "前三季度外贸增长5.6%\n东湾口岸成绩亮眼\n电动汽车出口翻番\n东湾海关10月25日发布数据，前三季度东湾口岸进出口860亿元。",
    [
      {
        title: "前三季度外贸增长5.6%",
        deck: "东湾口岸成绩亮眼 电动汽车出口翻番",
        sentences: ["东湾海关10月25日发布数据，前三季度东湾口岸进出口860亿元。"],
      },
    ],
  ],
  [
    "a dashed second headline and names under it",
    "从“靠天吃饭”到“看数下单”\n——青岭县智慧农业三年纪实\n本报记者 王磊 通讯员 周叙\n早春时节，青岭县大棚面积已达3.2万亩。\n数据种地\n过去种地靠经验，如今看数据，亩均增收1200元。",
    [
      {
        title: "从“靠天吃饭”到“看数下单”",
        deck: "——青岭县智慧农业三年纪实",
        bylines: ["本报记者 王磊 通讯员 周叙"],
        sentences: [
          "byline: 本报记者 王磊 通讯员 周叙",
          "早春时节，青岭县大棚面积已达3.2万亩。",
          "subhead: 数据种地",
          "过去种地靠经验，如今看数据，亩均增收1200元。",
        ],
      },
    ],
  ],
  [
    "a headline that asks, one with a comma",
    "港口缘何三连涨？\n本报讯 东湾港连续三年增长。\n新航线开通，年运量30万吨\n本报讯 新航线每周两班。",
    [
      {
        title: "港口缘何三连涨？",
        dateline: ["本报", null, null],
        sentences: ["dateline: 本报讯", "东湾港连续三年增长。"],
      },
      {
        title: "新航线开通，年运量30万吨",
        dateline: ["本报", null, null],
        sentences: ["dateline: 本报讯", "新航线每周两班。"],
      },
    ],
  ],
  [
    "a long deck, a headline with commas",
    "迎峰度夏，保供稳价，东湾港在行动\n本报讯 东湾港卸煤320万吨。\n东湾海洋科技展览会今日开幕\n来自十八个国家和地区的二百余家企业携两千余件新产品新技术新装备亮相东湾会展中心主展馆和两个分会场\n本报讯 展览面积5万平方米。",
    [
      {
        title: "迎峰度夏，保供稳价，东湾港在行动",
        dateline: ["本报", null, null],
        sentences: ["dateline: 本报讯", "东湾港卸煤320万吨。"],
      },
      {
        title: "东湾海洋科技展览会今日开幕",
        deck: "来自十八个国家和地区的二百余家企业携两千余件新产品新技术新装备亮相东湾会展中心主展馆和两个分会场",
        dateline: ["本报", null, null],
        sentences: ["dateline: 本报讯", "展览面积5万平方米。"],
      },
    ],
  ],
  [
    "the call that ends an article is not the next one's headline",
    "新航线开通\n本报讯 年运量30万吨。\n欢迎乘坐！\n水厂投产\n本报讯 日供水5万吨。",
    [
      {
        title: "新航线开通",
        dateline: ["本报", null, null],
        sentences: ["dateline: 本报讯", "年运量30万吨。", "欢迎乘坐！"],
      },
      { title: "水厂投产", dateline: ["本报", null, null], sentences: ["dateline: 本报讯", "日供水5万吨。"] },
    ],
  ],
  [
    "a headline that calls, over text without a dateline",
    "东湾港再破纪录！\n11月20日，东湾港完成货物吞吐量102万吨。",
    [{ title: "东湾港再破纪录！", sentences: ["11月20日，东湾港完成货物吞吐量102万吨。"] }],
  ],
  ["a text that is a date", "2015年3月三号", [{ title: null, sentences: ["2015年3月三号"] }]],
  [
    "a byline closes an article; the next headline has no dateline",
    "高铁站房主体完工\n本报讯 站房建筑面积3.5万平方米。（记者 王磊）\n供暖管网改造收官\n全市改造管网128公里，惠及居民4.6万户。（周叙）",
    [
      {
        title: "高铁站房主体完工",
        dateline: ["本报", null, null],
        bylines: ["记者 王磊"],
        sentences: ["dateline: 本报讯", "站房建筑面积3.5万平方米。", "byline: （记者 王磊）"],
      },
      {
        title: "供暖管网改造收官",
        bylines: ["周叙"],
        sentences: ["全市改造管网128公里，惠及居民4.6万户。", "byline: （周叙）"],
      },
    ],
  ],
  [
    "two articles without any dateline, and one with a subhead",
    "东湾水务中标青岭供水项目\n东湾水务集团有限公司昨日中标青岭供水项目，总投资3.6亿元。\n青岭热电二期机组并网\n青岭热电有限公司二期机组11月30日并网，年供热620万吉焦。\n今冬供暖有底气\n全县储煤12万吨，可用45天。",
    [
      {
        title: "东湾水务中标青岭供水项目",
        sentences: ["东湾水务集团有限公司昨日中标青岭供水项目，总投资3.6亿元。"],
      },
      {
        title: "青岭热电二期机组并网",
        sentences: [
          "青岭热电有限公司二期机组11月30日并网，年供热620万吉焦。",
          "subhead: 今冬供暖有底气",
          "全县储煤12万吨，可用45天。",
        ],
      },
    ],
  ],
  [
    "datelines without headlines",
    "本报讯 东湾港新增泊位3个。\n本报讯 东湾水厂日供水5万吨。",
    [
      { title: null, dateline: ["本报", null, null], sentences: ["dateline: 本报讯", "东湾港新增泊位3个。"] },
      { title: null, dateline: ["本报", null, null], sentences: ["dateline: 本报讯", "东湾水厂日供水5万吨。"] },
    ],
  ],
  [
    "a masthead, and names of editors under it",
    "东湾日报　2023年12月4日　星期一　A03版　经济\n■ 责编 王磊\n口岸外贸连增八个月\n本报讯 前11个月东湾口岸进出口860亿元。",
    [
      {
        title: "口岸外贸连增八个月",
        dateline: ["本报", null, null],
        bylines: ["责编 王磊"],
        sentences: [
          "masthead: 东湾日报　2023年12月4日　星期一　A03版　经济",
          "byline: ■ 责编 王磊",
          "dateline: 本报讯",
          "前11个月东湾口岸进出口860亿元。",
        ],
      },
    ],
  ],
  [
    "the date of a web page, the date under a notice",
    "东湾港去年吞吐量创新高\n2023-01-12 09:30 来源：东湾日报\n东湾港集团公布，去年完成货物吞吐量2.3亿吨。\n东湾港集团\n2023年1月11日",
    [
      {
        title: "东湾港去年吞吐量创新高",
        sentences: [
          "masthead: 2023-01-12 09:30 来源：东湾日报",
          "东湾港集团公布，去年完成货物吞吐量2.3亿吨。",
          "东湾港集团",
          "masthead: 2023年1月11日",
        ],
      },
    ],
  ],
  [
    "boxed heads under the head of a column",
    "简讯\n【供水】新水厂昨日投产，日供水5万吨。（王磊）\n【供气】管网延伸12公里。",
    [
      {
        title: "供水",
        bylines: ["王磊"],
        sentences: ["masthead: 简讯", "新水厂昨日投产，日供水5万吨。", "byline: （王磊）"],
      },
      { title: "供气", sentences: ["管网延伸12公里。"] },
    ],
  ],
  [
    "short reports under signs",
    "两条航线开通\n本报讯 年运量30万吨。\n简讯\n▲新水厂昨日投产。\n▲管网延伸12公里",
    [
      { title: "两条航线开通", dateline: ["本报", null, null], sentences: ["dateline: 本报讯", "年运量30万吨。"] },
      { title: "简讯", sentences: ["▲新水厂昨日投产。", "▲管网延伸12公里"] },
    ],
  ],
  [
    "a lead in a box before the dateline",
    "核心提示\n东湾市去年生产总值破千亿，增速居全省第二。\n本报讯（记者 王磊）去年全市生产总值1023亿元。",
    [
      {
        title: null,
        dateline: ["本报", null, null],
        bylines: ["记者 王磊"],
        sentences: [
          "subhead: 核心提示",
          "东湾市去年生产总值破千亿，增速居全省第二。",
          "dateline: 本报讯（记者 王磊）",
          "去年全市生产总值1023亿元。",
        ],
      },
    ],
  ],
  [
    "the reference to another page is no name",
    "全年目标2.5亿吨，已完成九成。（下转第三版）",
    [{ title: null, sentences: ["全年目标2.5亿吨，已完成九成。", "byline: （下转第三版）"] }],
  ],
  ["nothing but blanks", " \r\n　\n\t\n", []],
];

test.each(pages)("%s", (_name, text, expected) => {
  expect(outline(text)).toEqual(expected);
});

test("names under the title and at the end", () => {
  const lines = [
    "文/东湾晚报记者 王磊 图/周叙",
    "本报记者王磊",
    "记者 王磊 摄影报道",
    "□东湾晚报/东湾新闻记者 王磊 文/图",
  ];
  for (const line of lines) {
    const [article] = outline(`海水淡化厂扩建完工\n${line}\n日产水量由10万吨增至20万吨。\n责任编辑：林一帆 校对：何闻`);
    expect(article).toMatchObject({
      title: "海水淡化厂扩建完工",
      bylines: [line.replace("□", ""), "责任编辑：林一帆 校对：何闻"],
      sentences: [`byline: ${line}`, "日产水量由10万吨增至20万吨。", "byline: 责任编辑：林一帆 校对：何闻"],
    });
  }
});

test.each([
  "图为东湾港码头作业现场。",
  "▲图为工人在吊装构件",
  "东湾大桥合龙现场。东湾新区供图",
  "东湾大桥合龙现场（资料图片）",
  "（图片由东湾港集团提供）",
  "本报记者 周叙 摄",
  "东湾大桥。 王磊/摄",
  "新华社记者王磊摄",
  "東灣大橋 記者王磊攝",
  "东湾大桥效果图",
])("caption: %s", (caption) => {
  const [article] = outline(`东湾大桥今日合龙\n\n${caption}\n\n本报讯 大桥全长3.6公里。`);
  const { sentences } = article as { sentences: string[] };
  expect(sentences.at(-2)).toBe("dateline: 本报讯");
  const before = sentences.slice(0, -2);
  expect(before.every((sentence) => sentence.startsWith("caption: "))).toBe(true);
  expect(before.map((sentence) => sentence.slice("caption: ".length)).join("")).toBe(caption.replace("。 ", "。"));
});

test.each(["记者探访自动化码头", "描绘发展新蓝图", "东湾影展聚焦航拍", "编辑部的故事上演", "摄影大赛征稿"])(
  "neither names nor caption: %s",
  (title) => {
    expect(outline(`${title}\n本报讯 东湾港新增泊位3个。`)).toMatchObject([{ title }]);
  },
);
