import { COLUMNS } from "../record.js";
import { jsonObject } from "./cell.js";
import type { TextWriter, WriterOptions } from "./writer.js";

/** JSON Lines: one object a line, every key in each. */
export function jsonlWriter({ columns, labelOf }: WriterOptions): TextWriter {
  const own = columns ?? COLUMNS;
  const plain = jsonObject(own, labelOf);
  return {
    document(rows, kept) {
      const format = kept.length === 0 ? plain : jsonObject([...own, ...kept], labelOf);
      return rows.map((row) => `${format(row)}\n`).join("");
    },
    end: () => "",
  };
}

/** One JSON array, an object a line, written as it comes. */
export function jsonWriter(options: WriterOptions): TextWriter {
  const lines = jsonlWriter(options);
  let before = "[\n";
  return {
    document(rows, kept) {
      if (rows.length === 0) return "";
      const text = before + lines.document(rows, kept).trimEnd().replaceAll("\n", ",\n");
      before = ",\n";
      return text;
    },
    end: () => (before === "[\n" ? "[]\n" : "\n]\n"),
  };
}
