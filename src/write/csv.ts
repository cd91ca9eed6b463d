import { stringify } from "csv-stringify/sync";
import { delimitedWriter } from "./delimited.js";
import type { RecordWriter, WriterOptions } from "./writer.js";

/**
 * CSV as RFC 4180 has it, but with LF. Formula escaping stays off: it would alter `text`,
 * and negative values, which are strings here.
 */
export function csvWriter(options: WriterOptions): RecordWriter {
  // A lone CR is a line's end to many readers, and csv-stringify by itself quotes only for LF.
  const dialect = { record_delimiter: "\n", quoted_match: /\r/ };
  return delimitedWriter(options, (lines) => stringify([...lines.map((line) => [...line])], dialect));
}
