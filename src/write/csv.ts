import { stringify } from "csv-stringify/sync";
import { delimitedWriter } from "./delimited.js";
import type { RecordWriter, WriterOptions } from "./writer.js";

/**
 * CSV as RFC 4180 has it, but with LF. Formula escaping stays off: it would alter `text`,
 * and negative values, which are strings here.
 */
export function csvWriter(options: WriterOptions): RecordWriter {
  return delimitedWriter(options, (lines) =>
    stringify([...lines.map((line) => [...line])], {
      record_delimiter: "\n",
      // A lone CR is a line's end to many readers, and csv-stringify by itself quotes only for LF.
      quoted_match: /\r/,
      // The one empty cell of a line would be an empty line, which many readers skip.
      quoted_empty: lines[0]?.length === 1,
    }),
  );
}
