import type { Table } from "./table.js";

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as CSV for a spreadsheet: RFC 4180 with a byte order mark, every column. A cell of words that a spreadsheet
 * would take for a formula gets an apostrophe before it; numbers are digits and stay as they are.
 */
export function formatCsv(table: Table, rows: readonly number[], columns: readonly string[]): string {
  const lines = rows.map((row) =>
    columns.map((column) => {
      const text = table.text(row, column) ?? "";
      return quote(!table.isNumeric(column) && FORMULA.test(text) ? `'${text}` : text);
    }),
  );
  return `\ufeff${[columns.map(quote), ...lines].map((cells) => `${cells.join(",")}\r\n`).join("")}`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
