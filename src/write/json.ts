import { COLUMNS } from "../record.js";
import { jsonObject } from "./cell.js";
import type { Row, TextWriter, WriterOptions } from "./writer.js";

/** JSON Lines: one object a line, every key in each. */
export function jsonlWriter(options: WriterOptions): TextWriter {
  const formatRows = rowFormatter(options);
  return {
    hasHeader: false,
    before: () => "",
    between: "",
    document: (rows, kept) => formatRows(rows, kept, "\n") + (rows.length === 0 ? "" : "\n"),
    after: () => "",
  };
}

/** One JSON array, an object a line. */
export function jsonWriter(options: WriterOptions): TextWriter {
  const formatRows = rowFormatter(options);
  return {
    hasHeader: false,
    before: () => "[",
    between: ",",
    document: (rows, kept) => (rows.length === 0 ? "" : "\n") + formatRows(rows, kept, ",\n"),
    after: (isEmpty) => (isEmpty ? "]\n" : "\n]\n"),
  };
}

function rowFormatter({ columns, labelOf }: WriterOptions) {
  const own = columns ?? COLUMNS;
  const plain = jsonObject(own, labelOf);
  return (rows: readonly Row[], kept: readonly string[], between: string): string =>
    rows.map(kept.length === 0 ? plain : jsonObject([...own, ...kept], labelOf)).join(between);
}
