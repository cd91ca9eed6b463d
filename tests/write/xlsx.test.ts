import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { WIDE_COLUMNS, widen } from "../../src/link/wide.js";
import type { TishuRecord } from "../../src/record.js";
import type { Row, WriterOptions } from "../../src/write/writer.js";
import { type GivenDocument, writeBytes } from "./format.js";
import { makeRecord } from "./record.js";

const WIDE = {
  columns: WIDE_COLUMNS,
  rowsOf: (rows: readonly Row[]) => widen(rows as TishuRecord[]).map((row) => ({ ...row })),
};

async function workbook(documents: readonly GivenDocument[], options: Partial<WriterOptions> = {}) {
  const { bytes, warnings } = await writeBytes("xlsx", documents, { wide: WIDE, ...options });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return { book, bytes, warnings };
}

/** The rows of a sheet below its header, by column; the values as the reader types them. */
function cellsOf(sheet: ExcelJS.Worksheet | undefined): Record<string, ExcelJS.CellValue>[] {
  const rows: Record<string, ExcelJS.CellValue>[] = [];
  sheet?.eachRow((row, number) => {
    if (number === 1) return;
    const cells: Record<string, ExcelJS.CellValue> = {};
    sheet.getRow(1).eachCell((header, at) => {
      cells[String(header.value)] = row.getCell(at).value;
    });
    rows.push(cells);
  });
  return rows;
}

const QUANTITY = makeRecord({
  text: "下降2.2%",
  value: -2.2,
  number: 2.2,
  unit: "%",
  indicator: "吞吐量",
  change: "yoy",
});
const DATE = makeRecord({
  kind: "date",
  text: "22日",
  timex: "2023-11-22",
  start_date: "2023-11-22",
  end_date: "2023-11-22",
});
const ORG = makeRecord({ kind: "org", text: "本行", name: "云港银行", org_type: "company", org_id: 3 });

test("a sheet for each kind with its columns, and the wide table", async () => {
  const { book } = await workbook([{ rows: [QUANTITY, DATE, ORG] }, { rows: [QUANTITY] }]);
  expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
    ["quantity", 3],
    ["date", 2],
    ["org", 2],
    ["wide", 3],
  ]);
  expect(cellsOf(book.getWorksheet("quantity"))[0]).toMatchObject({
    text: "下降2.2%",
    value: -2.2,
    unit: "%",
    low: null,
  });
  expect(cellsOf(book.getWorksheet("org"))[0]).toMatchObject({ name: "云港银行", org_id: 3 });
  expect(Object.keys(cellsOf(book.getWorksheet("org"))[0] ?? {})).not.toContain("value");
  expect(cellsOf(book.getWorksheet("wide"))[0]).toMatchObject({ indicator: "吞吐量", yoy: -2.2, yoy_unit: "%" });
});

test("numbers and days are typed; what such a cell cannot hold is text with all its digits", async () => {
  const values = [
    0,
    -2.2,
    84600,
    "999999999999999",
    "0.000000000000001",
    "1234567890123456",
    "12345678901.234567",
    "-0",
  ];
  const days = ["1840-06-01", "1900-02-28", "1900-03-01", "2023-11-22T09:30", "2023-11-22T09:30:00+08:00", "XXXX-11"];
  const { book } = await workbook([
    { rows: values.map((value) => makeRecord({ value })) },
    { rows: days.map((start_date) => makeRecord({ kind: "date", start_date })) },
  ]);
  expect(cellsOf(book.getWorksheet("quantity")).map(({ value }) => value)).toEqual([
    ...[0, -2.2, 84600, 999999999999999, 1e-15, "1234567890123456", "12345678901.234567", 0],
  ]);
  expect(cellsOf(book.getWorksheet("date")).map((row) => row.start_date)).toEqual([
    ...["1840-06-01", "1900-02-28", new Date("1900-03-01T00:00:00Z"), new Date("2023-11-22T09:30:00Z")],
    ...["2023-11-22T09:30:00+08:00", "XXXX-11"],
  ]);
  const cell = (row: number, column: string) => {
    const sheet = book.getWorksheet("quantity");
    return sheet?.getRow(row).getCell((sheet.getRow(1).values as string[]).indexOf(column)).numFmt;
  };
  expect([cell(3, "value"), cell(4, "value")]).toEqual(["#,##0.0", "#,##0"]);
});

test("the header stays in sight and filters; columns have widths; no text is a formula", async () => {
  const formula = makeRecord({ text: "=1+1", title: "@SUM(A1)", sentence: "_x0041_\u0000\ud800 a\nb" });
  const { book } = await workbook([{ rows: [formula] }]);
  for (const sheet of book.worksheets) {
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet.autoFilter).toMatch(new RegExp(`^A1:[A-Z]+${sheet.rowCount}$`));
    expect(sheet.getRow(1).getCell(1).font).toMatchObject({ bold: true });
    expect(sheet.getColumn(1).width).toBe(24);
  }
  const [row = {}] = cellsOf(book.getWorksheet("quantity"));
  expect(row).toMatchObject({ text: "=1+1", title: "@SUM(A1)", sentence: "_x0041_\uFFFD\uFFFD a\nb" });
});

test("a cell longer than Excel allows is cut, and told of once", async () => {
  const { book, warnings } = await workbook([
    { rows: [1, 2].map(() => makeRecord({ sentence: "长".repeat(40_000) })) },
  ]);
  const [row] = cellsOf(book.getWorksheet("quantity"));
  expect(String(row?.sentence)).toHaveLength(32_767);
  expect(warnings).toEqual(['a cell of "sentence" is longer than the 32767 characters that Excel allows and was cut']);
});

test("chosen and kept columns, a kind of a user's own, Chinese names, no records", async () => {
  const berth = makeRecord({ kind: "berth", text: "三号码头", name: "码头" });
  const { book, warnings } = await workbook(
    [
      { rows: [{ ...QUANTITY, 来源: "早报", n: 5 }], kept: ["来源", "n"] },
      { rows: [{ ...berth, more: 1 }], kept: ["more"] },
    ],
    { columns: ["text", "value", "name"], labelOf: (name) => ({ text: "原文", quantity: "数量" })[name] ?? name },
  );
  expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
    ["数量", 2],
    ["date", 1],
    ["org", 1],
    ["berth", 2],
  ]);
  expect(cellsOf(book.getWorksheet("数量"))).toEqual([{ 原文: "下降2.2%", value: -2.2, 来源: "早报", n: 5 }]);
  expect(cellsOf(book.getWorksheet("berth"))[0]).toMatchObject({ 原文: "三号码头", name: "码头" });
  expect(warnings).toEqual([`"more" is not in the input's first line, so it has no column`]);
  expect((await workbook([])).book.worksheets.map(({ rowCount }) => rowCount)).toEqual([1, 1, 1, 1]);
});

test("every sheet has a name of its own that Excel allows", async () => {
  const kinds = [
    "quantity",
    "wide",
    "Wide",
    "own/depth:of*a[very?]long-kind-of-berth",
    "own/depth:of*a[very?]long-kind-of-quay",
  ];
  const { book } = await workbook([{ rows: kinds.map((kind) => makeRecord({ kind, indicator: "x" })) }], { kinds });
  expect(book.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
    ["quantity", 2],
    ["wide", 2],
    ["Wide 2", 2],
    ["own-depth-of-a-very--long-kind-", 2],
    ["own-depth-of-a-very--long-kin 2", 2],
    ["wide 3", 2],
  ]);
});

test("the same records are the same bytes", async () => {
  const [first, second] = await Promise.all([workbook([{ rows: [QUANTITY] }]), workbook([{ rows: [QUANTITY] }])]);
  await new Promise((resolve) => setTimeout(resolve, 2100)); // The archive counts time in twos of seconds.
  const third = await workbook([{ rows: [QUANTITY] }]);
  expect(first.bytes.equals(second.bytes)).toBe(true);
  expect(first.bytes.equals(third.bytes)).toBe(true);
});
