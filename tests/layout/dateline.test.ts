import { expect, test } from "vitest";
import { layOut, outline } from "./page.js";

const body = "东湾港新增泊位3个。";

/** Dateline as written, then agency, place, date and names. */
test.each<[string, (string | null)[], string?]>([
  ["早报 12月3日讯 ", ["早报", null, "12月3日"]],
  ["东湾晚报12月3日讯（首席记者 王磊）", ["东湾晚报", null, "12月3日"], "首席记者 王磊"],
  ["本报东湾12月3日讯 ", ["本报", "东湾", "12月3日"]],
  ["本报讯 ", ["本报", null, null]],
  ["本报讯", ["本报", null, null]],
  ["本报讯（记者 王磊 通讯员 周叙）", ["本报", null, null], "记者 王磊 通讯员 周叙"],
  ["本报讯 （记者王磊）", ["本报", null, null], "记者王磊"],
  ["本报综合消息 ", ["本报", null, null]],
  ["新华社北京12月3日电 ", ["新华社", "北京", "12月3日"]],
  ["新华社北京１２月３日电（记者 王磊）", ["新华社", "北京", "１２月３日"], "记者 王磊"],
  ["新华社东湾二〇二三年十二月三日电　", ["新华社", "东湾", "二〇二三年十二月三日"]],
  ["新华社客户端东湾12月3日电 ", ["新华社客户端", "东湾", "12月3日"]],
  ["据新华社东湾12月3日电 ", ["新华社", "东湾", "12月3日"]],
  ["新华社记者 王磊 东湾12月3日电 ", ["新华社", "东湾", "12月3日"]],
  ["綜合新華社電 ", ["新華社", null, null]],
  ["據路透社新加坡12月3日電：", ["路透社", "新加坡", "12月3日"]],
  ["央视网消息：", ["央视网", null, null]],
  ["大众网东湾12月3日讯 ", ["大众网", "东湾", "12月3日"]],
  ["【本報訊】", ["本報", null, null]],
  ["〔記者林曉／台北報導〕", [null, "台北", null], "記者林曉／台北"],
  ["（中央社記者王小明台北3日電）", ["中央社", null, "3日"], "中央社記者王小明台北3日"],
  ["12月3日讯 ", [null, null, "12月3日"]],
  ["本报东湾12月3日电记者周叙、王磊报道：", ["本报", "东湾", "12月3日"], "记者周叙、王磊报道"],
  ["本报讯 新华社记者周叙、本报记者王磊报道：", ["本报", null, null], "新华社记者周叙、本报记者王磊报道"],
])("%s", (dateline, parts, names) => {
  expect(outline(dateline + body)).toEqual([
    {
      title: null,
      dateline: parts,
      ...(names === undefined ? {} : { bylines: [names] }),
      sentences: [`dateline: ${dateline.trim()}`, body],
    },
  ]);
});

test("an agency known by name needs no blank behind 讯 or 电", () => {
  expect(outline("本报东湾12月3日电记者从港务局获悉，新增泊位3个。")).toEqual([
    {
      title: null,
      dateline: ["本报", "东湾", "12月3日"],
      sentences: ["dateline: 本报东湾12月3日电", "记者从港务局获悉，新增泊位3个。"],
    },
  ]);
});

test("the headline that some agencies put behind the dateline", () => {
  expect(outline("中新网东湾12月3日电 题：东湾港的“加减法”\n东湾港新增泊位3个。")).toEqual([
    {
      title: "东湾港的“加减法”",
      dateline: ["中新网", "东湾", "12月3日"],
      sentences: ["dateline: 中新网东湾12月3日电", "东湾港新增泊位3个。"],
    },
  ]);
});

test.each([
  "截至12月3日电力公司已抢修线路12条。",
  "东湾供电公司12月3日电话通知用户2万户。",
  "东湾发布12月3日消息，东湾港新增泊位3个。",
  "据新华社消息，东湾港新增泊位3个。",
  "科大讯飞去年营收180亿元。",
  "12月3日，本报讯问多家企业。",
  "本报报道过的三家企业已复工。",
  "电商平台12月3日成交8亿元。",
  "（连续报道）（附图片1张）",
])("no dateline: %s", (text) => {
  expect(layOut(text).map(({ dateline, sentences }) => [dateline, sentences.length])).toEqual([[null, 1]]);
});
