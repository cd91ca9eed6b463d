import { COLUMNS, DECIMAL_COLUMNS } from "../record.js";
import { cellText } from "./cell.js";
import { INTEGER_COLUMNS } from "./columns.js";
import { visible } from "./visible.js";
import type { TextWriter, WriterOptions } from "./writer.js";

/** One table in GitHub's Markdown, a row for each record, numbers to the right; the text is shown as it is. */
export function markdownWriter(options: WriterOptions): TextWriter {
  const own = options.columns ?? COLUMNS;
  const formatHeader = (columns: readonly string[]): string => {
    const alignment = columns.map((name) => (DECIMAL_COLUMNS.has(name) || INTEGER_COLUMNS.has(name) ? "---:" : "---"));
    return formatLine(columns.map((name) => escapeCell(options.labelOf(name)))) + formatLine(alignment);
  };
  return {
    hasHeader: true,
    before: (kept) => formatHeader([...own, ...kept]),
    between: "",
    document(rows, kept) {
      const columns = [...own, ...kept];
      return rows.map((row) => formatLine(columns.map((name) => escapeCell(cellText(name, row[name]))))).join("");
    },
    after: () => "",
  };
}

function formatLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** What is markup inside a cell; an underscore within a word is none. */
const MARKUP = /[\\`*[\]<>|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

function escapeCell(cell: string): string {
  return visible(cell, " ").replace(MARKUP, "\\$&");
}
