import { WIDE_COLUMNS } from "../../link/wide.js";
import { COLUMNS } from "../../record.js";
import type { SourceDocument } from "../../types.js";
import { EXACT } from "../../write/columns.js";
import type { Row } from "../../write/writer.js";
import type { LabelOf } from "../labels.js";

/** The names of columns that the output has of its own. */
export function takenNames(wide: boolean, labelOf: LabelOf): ReadonlySet<string> {
  const own = wide ? [...COLUMNS, ...WIDE_COLUMNS] : COLUMNS;
  return new Set(own.flatMap((name) => [name, name + EXACT]).flatMap((name) => [name, labelOf(name)]));
}

/** The input's own columns by the name they get: one that is `taken` by a record's is told apart by `input_`. */
export function keptColumns({ extra = {} }: SourceDocument, taken: ReadonlySet<string>): Row {
  return Object.fromEntries(
    Object.entries(extra).map(([key, value]) => [taken.has(key) ? `input_${key}` : key, value]),
  );
}
