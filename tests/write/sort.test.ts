import { expect, test } from "vitest";
import { type SortKey, sortRows } from "../../src/write/sort.js";
import type { DocumentRows, Row } from "../../src/write/writer.js";
import { streamOf } from "./format.js";
import { makeRecord } from "./record.js";

async function sorted(rows: readonly Row[], ...keys: SortKey[]): Promise<DocumentRows> {
  for await (const [group] of sortRows(streamOf(rows.map((row) => ({ rows: [row] }))), keys)) if (group) return group;
  throw new Error("nothing came");
}

const up = (column: string): SortKey => ({ column, descending: false });
const down = (column: string): SortKey => ({ column, descending: true });
const valuesOf = ({ rows }: DocumentRows, column = "value") => rows.map((row) => row[column]);

test("decimals by value, also where a double holds two as one; empty cells last either way", async () => {
  const rows = [10, null, 9, "-2.2", "12345678901234567890.6", "12345678901234567890.5", 0].map((value) =>
    makeRecord({ value }),
  );
  const ascending = ["-2.2", 0, 9, 10, "12345678901234567890.5", "12345678901234567890.6"];
  expect(valuesOf(await sorted(rows, up("value")))).toEqual([...ascending, null]);
  expect(valuesOf(await sorted(rows, down("value")))).toEqual([...ascending.toReversed(), null]);
});

test("text by code point, whatever the locale", async () => {
  const rows = ["乙", "a", "𠮷", "\uFFEE", "B", "甲", "a2", ""].map((text) => makeRecord({ text }));
  expect(valuesOf(await sorted(rows, up("text")), "text")).toEqual(["", "B", "a", "a2", "乙", "甲", "\uFFEE", "𠮷"]);
});

test("several columns; what is equal stays in its order", async () => {
  const rows = [
    { indicator: "b", value: 1, start: 1 },
    { indicator: "a", value: 1, start: 2 },
    { indicator: "b", value: 2, start: 3 },
    { indicator: "a", value: 1, start: 4 },
  ].map((columns) => makeRecord(columns));
  expect(valuesOf(await sorted(rows, up("indicator"), down("value")), "start")).toEqual([2, 4, 3, 1]);
});

test("the kept columns of all documents, and numbers of the input's own before text", async () => {
  const stream = streamOf([
    { rows: [{ ...makeRecord({ doc: "a" }), n: "x" }], kept: ["n"] },
    { rows: [{ ...makeRecord({ doc: "b" }), n: 10, m: 1 }], kept: ["n", "m"] },
    { rows: [{ ...makeRecord({ doc: "c" }), n: 9 }], kept: ["n"] },
  ]);
  const groups = [];
  for await (const group of sortRows(stream, [up("n")])) groups.push(...group);
  expect(groups).toMatchObject([{ docs: ["a", "b", "c"], kept: ["n", "m"], rows: [{ n: 9 }, { n: 10 }, { n: "x" }] }]);
});
