import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeBytes, writeText } from "./format.js";
import { makeRecord } from "./record.js";

const EXCEL = { excel: true };

test.each([
  ["=1+1", "'=1+1"],
  ["+1+1", "'+1+1"],
  ["-2.2%", "'-2.2%"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tx", "'\tx"],
  ["\rx", "'\rx"],
  ["＝1", "'＝1"],
  ["－2", "'－2"],
  ["-2.2", "-2.2"],
  ["- 2", "'- 2"],
  ["+86", "'+86"],
  ["7亿吨", "7亿吨"],
  [" =1", " =1"],
])("--excel writes the text %j as %j", async (text, expected) => {
  const { bytes } = await writeBytes("csv", [{ rows: [makeRecord({ text })] }], {
    ...EXCEL,
    columns: ["text", "unit"],
  });
  expect(parse(bytes, { bom: true, columns: true, record_delimiter: "\r\n" })).toEqual([{ text: expected, unit: "" }]);
});

test("numbers stay numbers, names of columns are text as well", async () => {
  const row = { ...makeRecord({ value: "-2.2", low: -3 }), "=x": "=y", n: -5 };
  const { text } = await writeText("csv", [{ rows: [row], kept: ["=x", "n"] }], {
    ...EXCEL,
    columns: ["value", "low"],
  });
  expect(text).toBe("\uFEFFvalue,low,'=x,n\r\n-2.2,-3,'=y,-5\r\n");
});

test("a byte order mark once, CRLF; in TSV too", async () => {
  const rows = [makeRecord({ text: "a\nb" })];
  const { text } = await writeText("tsv", [{ rows }, { rows }], { ...EXCEL, columns: ["text"] });
  expect(text).toBe("\uFEFFtext\r\na\\nb\r\na\\nb\r\n");
});

test("no cell of any text begins as a formula does", async () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[=+\-@\t\r\n ＝＋－＠'"]{1,3}.{0,5}$/));
  await fc.assert(
    fc.asyncProperty(text, async (cell) => {
      const { bytes } = await writeBytes("csv", [{ rows: [makeRecord({ text: cell })] }], {
        ...EXCEL,
        columns: ["text"],
      });
      const [row] = parse(bytes, { bom: true, columns: true, record_delimiter: "\r\n" }) as { text: string }[];
      expect(row?.text).toMatch(/^(?![=+\-@\t\r\n＝＋－＠])|^-?\d+(\.\d+)?$/);
      expect([cell, `'${cell}`]).toContain(row?.text);
    }),
  );
});
