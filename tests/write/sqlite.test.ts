import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sqlite from "node-sqlite3-wasm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeFileFormat } from "../../src/write/index.js";
import type { WriterOptions } from "../../src/write/writer.js";
import { makeWorkspace } from "../cli/workspace.js";
import { type GivenDocument, makeOptions, streamOf } from "./format.js";
import { makeRecord } from "./record.js";

let workspace = makeWorkspace({});
let path = "";
beforeEach(() => {
  workspace = makeWorkspace({});
  path = join(workspace.path, "base.sqlite");
});
afterEach(() => workspace.remove());

const WIDE = { columns: ["doc"], rowsOf: () => [] };

async function write(documents: readonly GivenDocument[], options: Partial<WriterOptions> = {}): Promise<string[]> {
  const warnings: string[] = [];
  const all = makeOptions({ wide: WIDE, onWarning: (message) => warnings.push(message), ...options });
  await writeFileFormat("sqlite", streamOf(documents), all, path);
  return warnings;
}

function query(sql: string): Record<string, unknown>[] {
  const database = new sqlite.Database(path, { readOnly: true });
  try {
    return database.all(sql);
  } finally {
    database.close();
  }
}

const of = (doc: string, ...values: number[]) => ({ rows: values.map((value) => makeRecord({ doc, value })) });
const ORG = makeRecord({ doc: "a", kind: "org", name: "云港集团", org_id: 1 });

test("a table for each kind with its columns; numbers are numbers, and their digits stand beside them", async () => {
  const long = "12345678901234567890.5";
  await write([{ rows: [makeRecord({ value: -2.2, number: "9007199254740993", low: long }), ORG] }]);
  expect(query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").map(({ name }) => name)).toEqual([
    ...["date", "org", "quantity"],
  ]);
  expect(query('SELECT value, value_exact, number, low, low_exact, high, "end" FROM quantity')).toEqual([
    {
      value: -2.2,
      value_exact: "-2.2",
      number: 9007199254740993n,
      low: 12345678901234567000,
      low_exact: long,
      high: null,
      end: 3,
    },
  ]);
  expect(query("SELECT * FROM org")).toMatchObject([{ name: "云港集团", org_id: 1 }]);
  expect(Object.keys(query("SELECT * FROM org")[0] ?? {})).not.toContain("value");
});

test("a second run adds documents, and replaces the rows of those it has", async () => {
  await write([of("a", 1, 2), of("b", 3), { rows: [ORG] }]);
  await write([of("a", 4), of("c", 5)], { kinds: ["quantity"] });
  expect(query("SELECT doc, value FROM quantity ORDER BY rowid")).toEqual([
    { doc: "b", value: 3 },
    { doc: "a", value: 4 },
    { doc: "c", value: 5 },
  ]);
  // A kind that this run does not make stays as it was.
  expect(query("SELECT name FROM org")).toEqual([{ name: "云港集团" }]);
});

test("a document that now gives nothing has no rows; two of one name in a run both stay", async () => {
  await write([of("a", 1), of("b", 2)]);
  await writeFileFormat(
    "sqlite",
    (async function* () {
      yield [{ docs: ["a"], rows: [], kept: [] }];
    })(),
    makeOptions({ wide: WIDE }),
    path,
  );
  expect(query("SELECT doc, value FROM quantity")).toEqual([{ doc: "b", value: 2 }]);
  await write([of("b", 3), of("b", 4)]);
  expect(query("SELECT value FROM quantity")).toEqual([{ value: 3 }, { value: 4 }]);
});

test("rows of standard input are replaced as well, and it is said", async () => {
  expect(await write([of("-", 1)])).toEqual([]);
  expect(await write([of("-", 2)])).toEqual([
    '1 rows of an earlier standard input ("-") in the database were replaced',
  ]);
});

test("columns that a later run or document brings are added", async () => {
  await write([of("a", 1)], { columns: ["text"] });
  await write([{ rows: [{ ...makeRecord({ doc: "b", value: 7 }), '来 源"': "早报", n: 5 }], kept: ['来 源"', "n"] }]);
  expect(query('SELECT doc, text, value, "来 源""", n FROM quantity')).toEqual([
    { doc: "a", text: "7亿吨", value: null, '来 源"': null, n: null },
    { doc: "b", text: "7亿吨", value: 7, '来 源"': "早报", n: 5 },
  ]);
});

test("names that differ in capitals alone are one column to SQLite, so they are told apart", async () => {
  await write([{ rows: [{ ...makeRecord({ value: 1 }), Value: 2, n: 3, N: 4 }], kept: ["Value", "n", "N"] }]);
  expect(query("SELECT value, input_Value, n, N_2 FROM quantity")).toEqual([
    { value: 1, input_Value: 2, n: 3, N_2: 4 },
  ]);
});

test("other tables are left alone; one of the same name that is no table of ours is refused", async () => {
  const database = new sqlite.Database(path);
  database.exec("CREATE TABLE notes (note TEXT); INSERT INTO notes VALUES ('x'); CREATE TABLE org (id INTEGER)");
  database.close();
  await write([of("a", 1)], { kinds: ["quantity"] });
  expect(query("SELECT note FROM notes")).toEqual([{ note: "x" }]);
  await expect(write([{ rows: [ORG] }])).rejects.toThrow('the database has a table "org" that is not tishu\'s');
});

test("what is no database is refused", async () => {
  writeFileSync(path, "doc,text\n".repeat(200));
  await expect(write([of("a", 1)])).rejects.toMatchObject({
    kind: "usage",
    message: "what is there is no SQLite database",
  });
});

test("text that SQLite cannot hold is shown as such", async () => {
  await write([{ rows: [makeRecord({ sentence: "a\0b\ud800𠮷" })] }]);
  expect(query("SELECT sentence FROM quantity")).toEqual([{ sentence: "a\uFFFDb\uFFFD𠮷" }]);
});
