import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { formatCsv } from "../../src/report/client/csv.js";
import { type Filter, filterRows, NO_FILTER, valuesOf } from "../../src/report/client/filter.js";
import { distinctNames, groupDigits, shortNumber, shortPeriod, visible } from "../../src/report/client/format.js";
import { readPeriod } from "../../src/report/client/periods.js";
import { barsOf, countKinds, linesOf, listMeasures, measuresWithLines } from "../../src/report/client/series.js";
import { type Order, sortRows } from "../../src/report/client/sort.js";
import { openTable, type Table } from "../../src/report/client/table.js";
import { packRecords, packWide } from "../../src/report/pack.js";
import { readReportDocument } from "./documents.js";

const TEXT =
  "江海港口集团有限公司2022年完成货物吞吐量3000万吨，同比下降4.7%。滨州港口集团有限公司2022年完成货物吞吐量１２００万吨。" +
  "江海港口集团有限公司2023年完成货物吞吐量3200万吨，滨州港口集团有限公司2023年完成货物吞吐量900万吨。";
const OTHER = "临湖县水务局铺设DN300管道2.5公里。";
const documents = [
  readReportDocument({ id: "a.txt", text: TEXT, date: null }),
  readReportDocument({ id: "b.txt", text: OTHER, date: null }),
];
const table = openTable(packRecords(documents));
const all = filterRows(table, NO_FILTER);
const textsOf = (rows: readonly number[], of: Table = table, column = "text"): (string | null)[] =>
  rows.map((row) => of.text(row, column));

test("a packed table gives back every value of every record", () => {
  const records = documents.flatMap((document) => document.records);
  expect(table.length).toBe(records.length);
  for (const [row, record] of records.entries())
    for (const [column, value] of Object.entries(record))
      expect([row, column, table.text(row, column)]).toEqual([row, column, value === null ? null : String(value)]);
});

test("a row of the wide table leads to the record that it begins with", () => {
  const wide = openTable(packWide(documents, ["subject", "indicator", "period", "level", "yoy", "start"]));
  expect(wide.length).toBeGreaterThan(3);
  for (let row = 0; row < wide.length; row++) {
    const record = Number(wide.text(row, "record"));
    expect(table.text(record, "start")).toBe(wide.text(row, "start"));
    expect(table.text(record, "kind")).toBe("quantity");
    expect(table.text(record, "document")).toBe(wide.text(row, "document"));
  }
});

describe("filter", () => {
  test.each<[string, Partial<Filter>, string[]]>([
    ["by kind", { kinds: new Set(["date"]) }, ["2022年", "2022年", "2023年", "2023年"]],
    ["by subject and indicator", { subject: "滨州", indicator: "吞吐" }, ["１２００万吨", "900万吨"]],
    ["by an organisation's name", { subject: "临湖", kinds: new Set(["org"]) }, ["临湖县水务局"]],
    ["by period", { period: "2023", kinds: new Set(["quantity"]) }, ["3200万吨", "900万吨"]],
    ["by document", { document: 1, kinds: new Set(["quantity"]) }, ["2.5公里"]],
    ["by words, width and case folded", { search: "dn300 ２．５", kinds: new Set(["quantity"]) }, ["2.5公里"]],
    [
      "full-width digits by plain ones",
      { search: "1200万吨", kinds: new Set(["quantity"]), subject: "滨州", period: "2022" },
      ["１２００万吨"],
    ],
    ["by what is nowhere", { search: "没有的词" }, []],
  ])("%s", (_name, filter, expected) => {
    expect(textsOf(filterRows(table, { ...NO_FILTER, ...filter }))).toEqual(expected);
  });

  test("no filter passes all", () => {
    expect(all).toHaveLength(table.length);
  });

  test("suggestions are the values, the commonest first", () => {
    expect(valuesOf(table, ["indicator"])[0]).toBe("货物吞吐量");
  });
});

describe("sort", () => {
  const figures = filterRows(table, { ...NO_FILTER, indicator: "货物吞吐量" });
  const sorted = (order: Order | null): (string | null)[] => textsOf(sortRows(table, figures, order), table, "value");

  test("numbers by size, whatever their digits, and back", () => {
    const rising = sorted({ column: "value", direction: "ascending" });
    expect(rising).toEqual(["-4.7", "9000000", "12000000", "30000000", "32000000"]);
    expect(sorted({ column: "value", direction: "descending" })).toEqual(rising.toReversed());
    expect(sorted(null)).toEqual(["30000000", "-4.7", "12000000", "32000000", "9000000"]);
  });

  test("words as a Chinese dictionary has them, equal ones in the order of the text", () => {
    expect(textsOf(sortRows(table, figures, { column: "subject", direction: "ascending" }))).toEqual([
      ...["１２００万吨", "900万吨", "3000万吨", "4.7%", "3200万吨"],
    ]);
  });

  test.each(["ascending", "descending"] as const)("empty cells last, %s", (direction) => {
    const kinds = textsOf(sortRows(table, all, { column: "value", direction }), table, "kind");
    expect(kinds.lastIndexOf("quantity")).toBeLessThan(kinds.findIndex((kind) => kind !== "quantity"));
  });
});

test("CSV reads back to the values, and no cell of words begins a formula", () => {
  const text = "=SUM(A1)+cmd|' /C calc'!A0\n-1港 \"引号\",3吨。";
  const one = openTable(packRecords([readReportDocument({ id: "=1+1.txt", text, date: null })]));
  const csv = formatCsv(one, filterRows(one, NO_FILTER), ["doc", "text", "value", "sentence"]);
  expect(csv.startsWith("\ufeffdoc,text,value,sentence\r\n")).toBe(true);
  const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(row.doc).toBe("'=1+1.txt");
    for (const cell of [row.doc, row.text, row.sentence]) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  }
  const falling = filterRows(table, { ...NO_FILTER, search: "下降", kinds: new Set(["quantity"]) });
  const [first] = parse(formatCsv(table, falling, ["text", "value"]), { columns: true, bom: true }) as object[];
  expect(first).toEqual({ text: "3000万吨", value: "30000000" });
  expect(formatCsv(table, falling, ["value"])).toContain("\r\n-4.7\r\n");
});

describe("what charts are made of", () => {
  const [measure] = measuresWithLines(listMeasures(table, all));

  test("the measure with the most points", () => {
    expect(measure).toMatchObject({ indicator: "货物吞吐量", change: null, unit: "t" });
  });

  test("bars: the latest period of each subject, the largest first", () => {
    const bars = measure === undefined ? [] : barsOf(measure);
    expect(bars.map(({ subject, figure }) => [subject, figure.value, figure.period])).toEqual([
      ["江海港口集团有限公司", 32000000, "2023"],
      ["滨州港口集团有限公司", 9000000, "2023"],
    ]);
  });

  test("lines: each subject by time", () => {
    const lines = measure === undefined ? [] : linesOf(measure);
    expect(lines.map(({ subject, grain, figures }) => [subject, grain, figures.map(({ value }) => value)])).toEqual([
      ["江海港口集团有限公司", "year", [30000000, 32000000]],
      ["滨州港口集团有限公司", "year", [12000000, 9000000]],
    ]);
  });

  test("shares count the rows of each kind", () => {
    expect(countKinds(table, all, ["quantity", "date", "org", "number"])).toEqual([
      { kind: "quantity", count: 6 },
      { kind: "date", count: 4 },
      { kind: "org", count: 5 },
    ]);
  });
});

test.each<[string, string | null, number]>([
  ["2023", "year", 2024],
  ["2023-12", "month", 2024],
  ["2023-Q2", "quarter", 2023.4959],
  ["2023-H1", "half", 2023.4959],
  ["2023-12-31", "day", 2024],
  ["2023-01/2023-03", "quarter", 2023.2466],
  ["2023-01/2023-06", "half", 2023.4959],
  ["2023-01/2023-12", "year", 2024],
  ["2023-01/2023-11", "span", 2023.9151],
  ["2023-01-01/2023-11-30", "span", 2023.9151],
  ["P1Y", null, 0],
  ["../2025", null, 0],
  ["XXXX-11-22", null, 0],
])("the period %s is a %s", (period, grain, end) => {
  const read = readPeriod(period);
  expect(read?.grain ?? null).toBe(grain);
  expect(read?.end ?? 0).toBeCloseTo(end, 3);
});

test("figures and names as a person reads them", () => {
  expect(["1234567.50", "-1000", "999", "0.5", "12345678901234567890"].map(groupDigits)).toEqual([
    ...["1,234,567.50", "−1,000", "999", "0.5", "12,345,678,901,234,567,890"],
  ]);
  expect([shortNumber(84600, "zh"), shortNumber(84600, "en")]).toEqual(["8.46万", "84.6K"]);
  expect(["2023-01-01/2023-11-30", "2022-12/2023-01", "2023-01/2023-03", "2023"].map(shortPeriod)).toEqual([
    ...["2023-01-01/11-30", "2022-12/2023-01", "2023-01/03", "2023"],
  ]);
  expect(visible("a\u202eb\u0007")).toBe("a‹U+202E›b‹U+0007›");
  expect(distinctNames(["x/a.txt", "x/b.txt"])).toEqual(["a.txt", "b.txt"]);
  expect(distinctNames(["x/a/input.txt", "x/b/c/input.txt"])).toEqual(["a", "b/c"]);
  expect(distinctNames(["x/a", "x/a"])).toEqual(["a", "a"]);
  expect(distinctNames(["-"])).toEqual(["-"]);
});
