import { Decimal } from "decimal.js";
import { compareCodePoints } from "../order.js";
import { DECIMAL_COLUMNS } from "../record.js";
import { INTEGER_COLUMNS } from "./columns.js";
import type { DocumentRows, Row, RowStream } from "./writer.js";

/** A column to sort by; `descending` turns its order round. */
export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

/**
 * All rows as one batch, sorted: numbers by value, text by code point, empty cells last either way, and what is equal
 * in the order in which it came. Everything is held in memory.
 */
export async function* sortRows(documents: RowStream, keys: readonly SortKey[]): AsyncGenerator<DocumentRows[]> {
  const rows: Row[] = [];
  const docs = new Set<string>();
  const kept = new Set<string>();
  for await (const batch of documents) {
    for (const document of batch) {
      for (const doc of document.docs) docs.add(doc);
      for (const row of document.rows) rows.push(row);
      for (const column of document.kept) kept.add(column);
    }
  }
  yield [{ docs: [...docs], rows: rows.sort((a, b) => compareRows(a, b, keys)), kept: [...kept] }];
}

function compareRows(a: Row, b: Row, keys: readonly SortKey[]): number {
  for (const { column, descending } of keys) {
    const [left, right] = [a[column] ?? null, b[column] ?? null];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    const order = isNumeric(column) ? compareNumbers(left, right) : compareText(left, right);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

const isNumeric = (column: string): boolean => DECIMAL_COLUMNS.has(column) || INTEGER_COLUMNS.has(column);

/** Exact decimals, of which a double may hold two as one. */
function compareNumbers(a: unknown, b: unknown): number {
  const difference = Number(a) - Number(b);
  if (difference !== 0 || (typeof a === "number" && typeof b === "number")) return difference;
  return new Decimal(String(a)).comparedTo(new Decimal(String(b)));
}

/** By code point; of a column of the input's own numbers come before text. */
function compareText(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number" || typeof b === "number") return typeof a === "number" ? -1 : 1;
  return compareCodePoints(String(a), String(b));
}
