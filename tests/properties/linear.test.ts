import { expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";

/** Time against length, on texts that are made to take long. A quadratic step shows as four times the cost a character. */

const extractor = await createExtractor({ kinds: ["quantity", "date", "org", "number"] });

function costOf(text: string): number {
  const from = process.cpuUsage();
  extractor.extract({ id: "", text, date: "2023-11-22" });
  const { user, system } = process.cpuUsage(from);
  return (user + system) / text.length;
}
costOf("今年投资约7000万元，同比增长4.7%，青岛海科控股有限公司完成货物吞吐量3.2万吨。".repeat(200));

test.each([
  ["nested brackets", "（", "）"],
  ["brackets opened only", "（《“", ""],
  ["brackets closed only", "）》”", ""],
  ["digits", "7", ""],
  ["digits in groups", "123,", ""],
  ["dotted digits", "1.", ""],
  ["Han digits", "一二", ""],
  ["places", "十百千万亿", ""],
  ["the commonest word", "的", ""],
  ["one sentence without a stop", "今年投资约7000万元同比增长4.7%青岛海科公司", ""],
  ["one sentence of clauses", "今年投资约7000万元，同比增长4.7%，", ""],
  ["full dates in a row", "2023年11月20日、", ""],
  ["dates in a row", "11月20日", ""],
  ["the same period, again and again", "去年同期", ""],
  ["times of day", "9:30", ""],
  ["suffixes of organisations", "有限公司集团局委员会", ""],
  ["a chain of organisations", "青岛市海科控股有限公司下属", ""],
  ["ranges", "3至5至", ""],
  ["fractions", "三分之", ""],
  ["units", "3吨", ""],
  ["lists that share their values", "分别为1、2、3万吨，", ""],
  ["short lines", "投资\n", ""],
  ["bylines", "本报青岛11月20日电（记者 张三）\n", ""],
  ["combining marks", "e\u0301\u0301\u0301", ""],
])(
  "%s",
  (_title, left, right) => {
    const cost = (length: number): number => {
      const copies = Math.round(length / (left.length + right.length));
      return costOf(`${left.repeat(copies)}投资3吨${right.repeat(copies)}`);
    };
    const short = Math.max(0.3, Math.min(cost(4000), cost(4000)));
    // Four times the length: a quadratic step would cost four times as much a character.
    expect(cost(16_000) / short).toBeLessThan(3);
  },
  120_000,
);

test("a sentence of 300,000 characters", () => {
  const clause = "全市完成投资约7000万元，";
  const text = `${clause.repeat(Math.round(300_000 / clause.length))}另有3吨。`;
  const records = extractor.extract({ id: "", text, date: null });
  expect(records.at(-1)).toMatchObject({ text: "3吨", value: 3 });
  expect(records.length).toBeGreaterThan(20_000);
}, 240_000);
