import { COLUMNS } from "../record.js";
import { cellText } from "./cell.js";
import type { RecordWriter, WriterOptions } from "./writer.js";

/**
 * A writer of one line a record under one header. The header is always there, also with no record;
 * the kept columns of the first document become part of it.
 */
export function delimitedWriter(
  options: WriterOptions,
  formatLines: (lines: readonly (readonly string[])[]) => string,
): RecordWriter {
  const own = options.columns ?? COLUMNS;
  let header: readonly string[] | null = null;
  const dropped = new Set<string>();

  const open = (kept: readonly string[]): readonly (readonly string[])[] => {
    if (header === null) {
      header = [...own, ...kept];
      return [header];
    }
    for (const column of kept) {
      if (header.includes(column) || dropped.has(column)) continue;
      dropped.add(column);
      options.onDropped(column);
    }
    return [];
  };

  return {
    document(rows, kept) {
      const lines = [...open(kept)];
      const columns = header ?? own;
      for (const row of rows) lines.push(columns.map((column) => cellText(column, row[column])));
      return lines.length === 0 ? "" : formatLines(lines);
    },
    end() {
      const lines = open([]);
      return lines.length === 0 ? "" : formatLines(lines);
    },
  };
}
