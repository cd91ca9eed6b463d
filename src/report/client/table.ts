import type { PackedTable } from "../model.js";

/** A table as the page holds it, read by row and column. */
export interface Table {
  readonly length: number;
  readonly columns: readonly string[];
  readonly strings: readonly string[];
  /** Whether some row fills the column. */
  has(column: string): boolean;
  /** Index into `strings`, -1 for none; for columns of words. */
  stringIndex(row: number, column: string): number;
  /** The value as text; digits for numbers; null for none. */
  text(row: number, column: string): string | null;
  isNumeric(column: string): boolean;
}

export function openTable(packed: PackedTable): Table {
  const interned = new Set(packed.interned);
  const { strings, values } = packed;
  const stringIndex = (row: number, column: string): number => {
    const value = values[column]?.[row];
    return interned.has(column) && typeof value === "number" ? value : -1;
  };
  return {
    length: packed.length,
    columns: packed.columns,
    strings,
    has: (column) => values[column] !== undefined,
    stringIndex,
    isNumeric: (column) => !interned.has(column),
    text(row, column) {
      if (interned.has(column)) return strings[stringIndex(row, column)] ?? null;
      const value = values[column]?.[row];
      return value === null || value === undefined ? null : String(value);
    },
  };
}
