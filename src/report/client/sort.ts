import type { Table } from "./table.js";

export interface Order {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

const collator = new Intl.Collator("zh", { numeric: true });

/**
 * The rows ordered by a column: numbers by size, words as Chinese dictionaries have them, ISO dates by time; rows
 * without a value last in either direction, and those that are equal in the order of the text.
 */
export function sortRows(table: Table, rows: readonly number[], order: Order | null): number[] {
  if (order === null) return [...rows];
  const { column } = order;
  const sign = order.direction === "ascending" ? 1 : -1;
  const filled: number[] = [];
  const empty: number[] = [];
  for (const row of rows) (table.text(row, column) === null ? empty : filled).push(row);
  if (table.isNumeric(column)) {
    const sizes = new Map(filled.map((row) => [row, Number(table.text(row, column))]));
    filled.sort((a, b) => sign * ((sizes.get(a) ?? 0) - (sizes.get(b) ?? 0)) || a - b);
  } else {
    // Words are ranked once each: collation is dear, and most columns repeat few values.
    const used = [...new Set(filled.map((row) => table.stringIndex(row, column)))];
    used.sort((a, b) => collator.compare(table.strings[a] ?? "", table.strings[b] ?? ""));
    const ranks = new Map(used.map((index, rank) => [index, rank]));
    const rankOf = (row: number): number => ranks.get(table.stringIndex(row, column)) ?? 0;
    filled.sort((a, b) => sign * (rankOf(a) - rankOf(b)) || a - b);
  }
  return [...filled, ...empty];
}
