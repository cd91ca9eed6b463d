import { delimitedWriter } from "./delimited.js";
import type { TextWriter, WriterOptions } from "./writer.js";

const ESCAPES: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

/**
 * TSV in the linear form of the shell tools (`cut`, `sort`, Miller, COPY of PostgreSQL): no quotes, a line is a record,
 * and tab, LF, CR and backslash inside a cell are written \t, \n, \r and \\.
 */
export function tsvWriter(options: WriterOptions): TextWriter {
  const end = options.excel ? "\r\n" : "\n";
  const escapeCell = (cell: string): string =>
    cell.replace(/[\t\n\r\\]/g, (character) => ESCAPES[character] ?? character);
  return delimitedWriter(options, (lines) => lines.map((line) => line.map(escapeCell).join("\t") + end).join(""));
}
