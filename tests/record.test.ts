import { expect, test } from "vitest";
import { WIDE_COLUMNS } from "../src/link/wide.js";
import { COLUMNS, DECIMAL_COLUMNS } from "../src/record.js";
import { recordSchema } from "../src/record-schema.js";

test("the list of columns and the schema hold the same keys in the same order", () => {
  expect(COLUMNS).toEqual(Object.keys(recordSchema.shape));
});

test("decimal columns are columns", () => {
  const columns: readonly string[] = COLUMNS;
  const wide: readonly string[] = WIDE_COLUMNS;
  expect([...DECIMAL_COLUMNS].filter((column) => ![...columns, ...wide].includes(column))).toEqual([]);
});
