import { expect, test } from "vitest";
import { LONGEST_SENTENCE, splitSentences } from "../../src/layout/sentences.js";
import { fold, layOut, sentencesOf } from "./page.js";

/** Sentences are parted by | in each line. */
test.each([
  "完成3.2亿吨。|同比增长4.7%！|明年如何？",
  "他说：“今年完成3亿吨。明年力争3.2亿吨！”|记者了解到，增幅居首。",
  "“明年还来！”|在人才市场，求职者李某说。",
  "论坛以“谁来养老？”为题，已办三届。",
  "记者了解到，“谁来养老？”论坛已办三届。",
  "他问：“行吗？”|没有人回答。",
  "公司（含下属单位。不含合资公司）营收12亿元。|利润2亿元。",
  "增长5%（上年为3%）。|其中外贸占三成。",
  "真的吗？！|真的……好吧。",
  "《港口法（草案）》已公布。|《通知》要求落实。",
  "他说：「今年達標。」|眾人鼓掌。",
  '他说："今年达标。"|众人鼓掌。',
  "见 http://example.com/a?b=1!c 一文。|全文3000字。",
  "完成投资1.5亿元；其中外资0.3亿元，内资1.2亿元。",
  "速度为3．5公里/小时。|用时２．５小时。",
  "未闭合的（括号。|仍然分句。",
  "没有句号的一段",
])("%s", (marked) => {
  expect(sentencesOf(marked.replaceAll("|", ""))).toEqual(marked.split("|"));
});

test("brackets and quotes that close far away do not hold sentences together", () => {
  const long = `“${"今年完成投资三亿元，明年还要更多。".repeat(20)}”`;
  expect(sentencesOf(long).length).toBe(20);
});

test("a sentence longer than the limit is cut behind a clause mark, never in a number or a character", () => {
  const clauses = "吞吐量完成12345万吨，".repeat(1000);
  const digits = `增长${"9".repeat(LONGEST_SENTENCE * 3)}吨`;
  const astral = "𠮷".repeat(LONGEST_SENTENCE * 2);
  for (const text of [clauses, digits, astral]) {
    const sentences = sentencesOf(text);
    expect(sentences.join("")).toBe(text);
    expect(Math.max(...sentences.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST_SENTENCE);
    expect(sentences.every((sentence) => !/^[\udc00-\udfff]/.test(sentence))).toBe(true);
  }
  expect(sentencesOf(clauses).every((sentence) => sentence.endsWith("，"))).toBe(true);
  const number = `${"港".repeat(LONGEST_SENTENCE - 3)}123456789吨`;
  expect(sentencesOf(number)).toEqual(["港".repeat(LONGEST_SENTENCE - 3), "123456789吨"]);
});

test("ends are found in a stretch of a longer text", () => {
  const text = fold("甲。乙。丙。");
  expect(splitSentences(text, 2, 6)).toEqual([4, 6]);
});

/** Each unit is repeated to a text of 300,000 characters and one of a tenth of it. Quadratic work would take a hundred times as long. */
test.each([
  "吨，",
  "吨。",
  "（",
  "“",
  "）",
  '"！',
  "9",
  " ",
  "\n",
  "吨\n",
  "吨，\n",
  "港口再创新高\n\n",
  "【港】\n",
  "本报讯 吨。\n",
  "电电电电电电电电电电\n",
  "记者 王磊\n",
  "王磊摄\n\n",
  "西海岸提出多种事项，共同推进工作加大港口\n\n王磊摄\n\n",
  "a   b   c\n",
  "（记者\n",
  "𠮷",
  "\ud842",
  "吨\u200b",
])("linear on many of %j", (unit) => {
  const small = unit.repeat(Math.ceil(30_000 / unit.length));
  const large = unit.repeat(Math.ceil(300_000 / unit.length));
  /** The least CPU time of three runs, in milliseconds. */
  const time = (text: string): number =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const begin = process.cpuUsage();
        layOut(text);
        const { user, system } = process.cpuUsage(begin);
        return (user + system) / 1000;
      }),
    );
  const [few, many] = [Math.max(time(small), 3), time(large)];
  expect(many / few).toBeLessThan(60);
});
