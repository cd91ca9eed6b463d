import { COLUMNS } from "../record.js";
import { cellText } from "./cell.js";
import type { TextWriter, WriterOptions } from "./writer.js";

const BYTE_ORDER_MARK = "\uFEFF";

/** What a spreadsheet reads as the beginning of a formula, also in full width: OWASP, "CSV Injection". */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** The same text as one that no spreadsheet runs: with an apostrophe before it. A plain number stays one. */
function withoutFormula(cell: string): string {
  return FORMULA_START.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}

/** A writer of one line a record under one header. The header is always there, also with no record. */
export function delimitedWriter(
  options: WriterOptions,
  formatLines: (lines: readonly (readonly string[])[]) => string,
): TextWriter {
  const own = options.columns ?? COLUMNS;
  const settle = options.excel ? withoutFormula : (cell: string) => cell;
  const mark = options.excel ? BYTE_ORDER_MARK : "";
  return {
    hasHeader: true,
    before: (kept) => mark + formatLines([[...own, ...kept].map((column) => settle(options.labelOf(column)))]),
    between: "",
    document(rows, kept) {
      if (rows.length === 0) return "";
      const columns = [...own, ...kept];
      return formatLines(rows.map((row) => columns.map((column) => settle(cellText(column, row[column])))));
    },
    after: () => "",
  };
}
