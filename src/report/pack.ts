import { COLUMNS, DECIMAL_COLUMNS } from "../record.js";
import type { PackedTable, PackedValue, ReportDocument } from "./model.js";

/** Columns whose values stay as they are: counts, offsets and decimals. */
const NUMERIC_COLUMNS: ReadonlySet<string> = new Set([
  ...DECIMAL_COLUMNS,
  ...["article", "start", "end", "org_id", "document", "record"],
]);

type Row = Readonly<Record<string, unknown>>;

/** The records of all documents as one table, with the index of the document in the column `document`. */
export function packRecords(documents: readonly ReportDocument[]): PackedTable {
  const rows = documents.flatMap(({ document, records }, index) =>
    records.map((record): Row => ({ ...keptColumns(document.extra), ...record, document: index })),
  );
  const kept = new Set(documents.flatMap(({ document }) => Object.keys(keptColumns(document.extra))));
  return pack(rows, ["document", ...COLUMNS, ...kept]);
}

/** The rows of all wide tables as one, with the index of the record that each begins with in the column `record`. */
export function packWide(documents: readonly ReportDocument[], columns: readonly string[]): PackedTable {
  let before = 0;
  const rows = documents.flatMap(({ records, wide }, index) => {
    const byStart = new Map<number, number>();
    for (const [at, { kind, start }] of records.entries()) if (kind === "quantity") byStart.set(start, before + at);
    before += records.length;
    return wide.map((row): Row => ({ ...row, document: index, record: byStart.get(row.start) ?? null }));
  });
  return pack(rows, ["document", "record", ...columns]);
}

/** The input's own columns, those that records have too told apart by `input_`. */
function keptColumns(extra: Row = {}): Row {
  const own: readonly string[] = COLUMNS;
  return Object.fromEntries(
    Object.entries(extra).map(([key, value]) => [own.includes(key) ? `input_${key}` : key, value]),
  );
}

function pack(rows: readonly Row[], columns: readonly string[]): PackedTable {
  const indexes = new Map<string, number>();
  const intern = (value: unknown): number => {
    if (value === null || value === undefined) return -1;
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, indexes.size);
    return indexes.size - 1;
  };
  const values: Record<string, PackedValue[]> = {};
  for (const column of columns) {
    if (rows.every((row) => row[column] === null || row[column] === undefined)) continue;
    values[column] = NUMERIC_COLUMNS.has(column)
      ? rows.map((row) => (row[column] ?? null) as PackedValue)
      : rows.map((row) => intern(row[column]));
  }
  const interned = columns.filter((column) => !NUMERIC_COLUMNS.has(column));
  return { length: rows.length, columns, interned, strings: [...indexes.keys()], values };
}
