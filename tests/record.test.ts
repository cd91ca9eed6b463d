import { expect, test } from "vitest";
import { COLUMNS, DECIMAL_COLUMNS } from "../src/record.js";
import { recordSchema } from "../src/record-schema.js";

test("the list of columns and the schema hold the same keys in the same order", () => {
  expect(COLUMNS).toEqual(Object.keys(recordSchema.shape));
});

test("decimal columns are columns", () => {
  const columns: readonly string[] = COLUMNS;
  expect([...DECIMAL_COLUMNS].filter((column) => !columns.includes(column))).toEqual([]);
});
