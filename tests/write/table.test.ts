import stringWidth from "string-width";
import { expect, test } from "vitest";
import type { Row } from "../../src/write/writer.js";
import { writeText } from "./format.js";
import { makeRecord } from "./record.js";

const ROWS = [
  makeRecord({
    text: "突破3000万标准箱",
    value: 30000000,
    unit: "TEU",
    indicator: "集装箱吞吐量",
    subject: "临港集团",
  }),
  makeRecord({ text: "4.7%", value: 4.7, unit: "%", indicator: "货物吞吐量" }),
  makeRecord({ kind: "date", text: "11月22日", timex: "2023-11-22", start_date: "2023-11-22", end_date: "2023-11-22" }),
];

async function table(rows: readonly Row[], columns: readonly string[] | null, width: number | null): Promise<string> {
  return (await writeText("table", [{ rows }], { columns, width })).text;
}

test("one table a kind, with the columns that hold something", async () => {
  expect(await table(ROWS, null, null)).toBe(
    [
      "page.txt  2 quantity, 1 date",
      "",
      "quantity",
      "text                 value  unit  indicator     subject",
      "突破3000万标准箱  30000000  TEU   集装箱吞吐量  临港集团",
      "4.7%                   4.7  %     货物吞吐量",
      "",
      "date",
      "text      timex       start_date  end_date",
      "11月22日  2023-11-22  2023-11-22  2023-11-22",
      "",
    ].join("\n"),
  );
});

test("chosen columns make one table for all kinds", async () => {
  expect(await table(ROWS, ["kind", "text"], null)).toBe(
    [
      "page.txt  2 quantity, 1 date",
      "",
      "kind      text",
      "quantity  突破3000万标准箱",
      "quantity  4.7%",
      "date      11月22日",
      "",
    ].join("\n"),
  );
});

test.each([30, 45, 60, 80, 200])("no line is wider than a terminal of %i columns, no number is cut", async (width) => {
  const text = await table(ROWS, null, width);
  expect(Math.max(...text.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
  expect(text).toContain("30000000");
});

test("too many columns for the terminal: a block a record", async () => {
  expect(await table(ROWS.slice(0, 1), ["text", "value", "unit", "indicator"], 24)).toBe(
    [
      "page.txt  1 quantity",
      "",
      "text       突破3000万标准箱",
      "value      30000000",
      "unit       TEU",
      "indicator  集装箱吞吐量",
      "",
    ].join("\n"),
  );
});

test("nothing of the text steers the terminal or breaks a line", async () => {
  const text = await table([makeRecord({ doc: "a\u001b[2Jb", text: "7亿\r\n  吨\u001b[31m\u202e" })], ["text"], null);
  expect(text).toBe("a\uFFFD[2Jb  1 quantity\n\ntext\n7亿吨\uFFFD[31m\uFFFD\n");
});

test("colour only where it is wanted", async () => {
  expect((await writeText("table", [{ rows: ROWS }], { color: true })).text).toContain("\u001b[");
});
