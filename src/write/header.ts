import { COLUMNS } from "../record.js";
import type { WriterOptions } from "./writer.js";

/** The columns of an output whose header stands before the first row. */
export interface Header {
  /** The columns, given with the first document: those kept of it become part of the header. */
  columnsWith(kept: readonly string[]): readonly string[];
  /** Those among them that are the input's own. */
  keptWith(kept: readonly string[]): readonly string[];
}

/** A header that the first document settles; a column that comes later is told of once and left out. */
export function makeHeader({ columns, onWarning }: WriterOptions): Header {
  const own = columns ?? COLUMNS;
  let settled: readonly string[] | null = null;
  const dropped = new Set<string>();
  const columnsWith = (kept: readonly string[]): readonly string[] => {
    settled ??= [...own, ...kept];
    for (const column of kept) {
      if (settled.includes(column) || dropped.has(column)) continue;
      dropped.add(column);
      onWarning(`"${column}" is not in the input's first line, so it has no column`);
    }
    return settled;
  };
  return { columnsWith, keptWith: (kept) => columnsWith(kept).slice(own.length) };
}
