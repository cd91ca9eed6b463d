import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { expect, test } from "vitest";
import type { WriterOptions } from "../../src/write/writer.js";
import { type GivenDocument, writeBytes } from "./format.js";
import { makeRecord } from "./record.js";

async function table(documents: readonly GivenDocument[], options: Partial<WriterOptions> = {}) {
  const { bytes, warnings } = await writeBytes("parquet", documents, options);
  const file = new Uint8Array(bytes).buffer;
  const types = new Map(parquetSchema(parquetMetadata(file)).children.map(({ element }) => [element.name, element]));
  return { rows: await parquetReadObjects({ file }), metadata: parquetMetadata(file), types, warnings };
}

test("numbers are numbers, days are days, and their exact text stands beside them", async () => {
  const { rows, types } = await table([
    {
      rows: [
        makeRecord({ value: -2.2, number: 2.2 }),
        makeRecord({ value: "1000000000000000000000000000000.25", start_date: "2023-11-22T09:30", org_id: 7 }),
        makeRecord({ kind: "date", start_date: "1840-06-01", end_date: "XXXX-11-22", sentence: "𠮷😀\n" }),
      ],
    },
  ]);
  expect(rows).toMatchObject([
    {
      value: -2.2,
      value_exact: "-2.2",
      number: 2.2,
      low: null,
      low_exact: null,
      start: 0,
      org_id: null,
      text: "7亿吨",
    },
    { value: 1e30, value_exact: "1000000000000000000000000000000.25", start_date: new Date("2023-11-22"), org_id: 7 },
    { start_date: new Date("1840-06-01"), end_date: null, end_date_exact: "XXXX-11-22", sentence: "𠮷😀\n" },
  ]);
  expect(rows[1]).toMatchObject({ start_date_exact: "2023-11-22T09:30" });
  expect(["value", "start", "start_date", "text", "value_exact"].map((name) => types.get(name))).toMatchObject([
    ...[{ type: "DOUBLE" }, { type: "INT32" }, { type: "INT32", converted_type: "DATE" }],
    ...[
      { type: "BYTE_ARRAY", converted_type: "UTF8" },
      { type: "BYTE_ARRAY", converted_type: "UTF8" },
    ],
  ]);
});

test("chosen and kept columns, other names, and columns that come too late", async () => {
  const { rows, warnings } = await table(
    [
      { rows: [{ ...makeRecord({ value: 3 }), n: 5, tags: ["a"] }], kept: ["n", "tags"] },
      { rows: [{ ...makeRecord({ value: 4 }), more: 1 }], kept: ["more"] },
    ],
    { columns: ["text", "value"], labelOf: (name) => ({ value: "数值", value_exact: "数值（精确）" })[name] ?? name },
  );
  expect(rows).toEqual([
    { text: "7亿吨", 数值: 3, n: "5", tags: '["a"]', "数值（精确）": "3" },
    { text: "7亿吨", 数值: 4, n: null, tags: null, "数值（精确）": "4" },
  ]);
  expect(warnings).toEqual([`"more" is not in the input's first line, so it has no column`]);
});

test("many rows come in groups, none is lost, and without a record there is a table all the same", async () => {
  const documents = Array.from({ length: 50 }, (_, at) => ({
    rows: Array.from({ length: 901 }, (_, row) => makeRecord({ doc: `${at}`, start: row, value: at * 1000 + row })),
  }));
  const { rows, metadata } = await table(documents, { columns: ["doc", "start", "value"] });
  expect(metadata.row_groups.map(({ num_rows }) => num_rows)).toEqual([20_000n, 20_000n, 5_050n]);
  expect(rows.map(({ value }) => value)).toEqual(documents.flatMap(({ rows }) => rows.map(({ value }) => value)));
  const empty = await table([]);
  expect([empty.rows, empty.types.size]).toEqual([[], 36]);
});
