import { cellText } from "./cell.js";
import { makeHeader } from "./header.js";
import type { TextWriter, WriterOptions } from "./writer.js";

const BYTE_ORDER_MARK = "\uFEFF";

/** What a spreadsheet reads as the beginning of a formula, also in full width: OWASP, "CSV Injection". */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** The same text as one that no spreadsheet runs: with an apostrophe before it. A plain number stays one. */
function withoutFormula(cell: string): string {
  return FORMULA_START.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}

/**
 * A writer of one line a record under one header. The header is always there, also with no record;
 * the kept columns of the first document become part of it.
 */
export function delimitedWriter(
  options: WriterOptions,
  formatLines: (lines: readonly (readonly string[])[]) => string,
): TextWriter {
  const header = makeHeader(options);
  const settle = options.excel ? withoutFormula : (cell: string) => cell;
  let isOpen = false;

  const open = (columns: readonly string[]): string => {
    if (isOpen) return "";
    isOpen = true;
    const mark = options.excel ? BYTE_ORDER_MARK : "";
    return mark + formatLines([columns.map((column) => settle(options.labelOf(column)))]);
  };

  return {
    document(rows, kept) {
      const columns = header.columnsWith(kept);
      const lines = rows.map((row) => columns.map((column) => settle(cellText(column, row[column]))));
      return open(columns) + (lines.length === 0 ? "" : formatLines(lines));
    },
    end: () => open(header.columnsWith([])),
  };
}
