import { DECIMAL_COLUMNS } from "../record.js";
import { plainDecimal } from "./decimal.js";
import type { Row } from "./writer.js";

/** One value as the text of a cell: null is empty, decimals are plain digits, what has parts is JSON. */
export function cellText(column: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return DECIMAL_COLUMNS.has(column) ? plainDecimal(value) : String(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The digits of a column of decimals, or null where the cell is empty. */
export function decimalText(value: unknown): string | null {
  return typeof value === "number" || typeof value === "string" ? plainDecimal(value) : null;
}

/** One value as JSON: a decimal is a number literal with all its digits, also where a double would lose some. */
function jsonText(column: string, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (DECIMAL_COLUMNS.has(column) && (typeof value === "number" || typeof value === "string"))
    return plainDecimal(value);
  return JSON.stringify(value);
}

const sameName = (column: string): string => column;

/** A function that turns a row into one JSON object with `columns` in that order, under the names of `labelOf`. */
export function jsonObject(columns: readonly string[], labelOf = sameName): (row: Row) => string {
  const keys = columns.map((column) => [column, `${JSON.stringify(labelOf(column))}:`] as const);
  return (row) => `{${keys.map(([column, key]) => key + jsonText(column, row[column])).join(",")}}`;
}
