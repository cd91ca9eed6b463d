/** Any words of time: dates that the calendar has, spans that begin before they end, whatever the reference date. */
import assert from "node:assert/strict";
import { createExtractor } from "../../dist/extractor.js";
import { checkRecords } from "../invariants.mjs";

const extractor = await createExtractor({ kinds: ["date"] });
const PIECES = [
  ..."零〇一二三四五六七八九十廿0123456789.·:-—~/、，。\n前后内初末底多半余几数两每整上下本近第年月日号时点分秒周旬季夏冬至到从自起止间天岁",
  ...[
    "去年",
    "今年",
    "明年",
    "前年",
    "上月",
    "下个月",
    "本周",
    "下下周一",
    "今天",
    "昨日",
    "后天",
    "星期天",
    "周末",
    "礼拜三",
    "当日",
    "次日",
    "同月",
  ],
  ...[
    "春节",
    "腊月廿三",
    "农历正月",
    "闰四月",
    "甲辰年",
    "冬至",
    "清明",
    "国庆",
    "除夕",
    "母亲节",
    "初一",
    "民国",
    "公元前",
    "世纪",
    "年代",
    "“十四五”",
  ],
  ...[
    "上半年",
    "一季度",
    "前三季度",
    "年初",
    "月底",
    "中旬",
    "同期",
    "以来",
    "以前",
    "之后",
    "截至",
    "期间",
    "个月",
    "小时",
    "分钟",
    "工作日",
    "采暖季",
  ],
  ...[
    "早上",
    "上午",
    "中午",
    "凌晨",
    "傍晚",
    "晚",
    "刻钟",
    "零时",
    "24时",
    "T09:30",
    "Z",
    "2023",
    "2月29日",
    "2月30日",
    "11月31日",
    "2023-11-22",
    "20231122",
  ],
  ...[
    "目前",
    "近日",
    "将来",
    "至今",
    "财年",
    "学年",
    "度",
    "（",
    "）",
    "比",
    "较",
    "每隔",
    "投资3亿元",
    "公司",
    "记者",
    "电",
  ],
];
const REFERENCES = [null, "2023-11-22", "2024-02-29", "0001-01-01", "1899-12-31", "9999-12-31T23:59:59+08:00"];

/** @param {Buffer} bytes */
export function fuzz(bytes) {
  const [choice = 0] = bytes;
  let text = "";
  for (const byte of bytes.subarray(1)) text += PIECES[byte % PIECES.length];
  const document = { id: "fuzz", text, date: REFERENCES[choice % REFERENCES.length] ?? null };
  const records = extractor.extract(document);
  checkRecords(text, records);
  assert.deepEqual(extractor.extract(document), records);
}
