import { stringify } from "csv-stringify/sync";
import { delimitedWriter } from "./delimited.js";
import type { TextWriter, WriterOptions } from "./writer.js";

/**
 * CSV as RFC 4180 has it, but with LF; for Excel with CRLF. csv-stringify's own escaping of formulas stays off:
 * it would alter negative values, which are strings here.
 */
export function csvWriter(options: WriterOptions): TextWriter {
  return delimitedWriter(options, (lines) =>
    stringify([...lines.map((line) => [...line])], {
      record_delimiter: options.excel ? "\r\n" : "\n",
      // A lone CR or LF is a line's end to many readers, and csv-stringify by itself quotes only for its own.
      quoted_match: /[\r\n]/,
      // The one empty cell of a line would be an empty line, which many readers skip.
      quoted_empty: lines[0]?.length === 1,
    }),
  );
}
