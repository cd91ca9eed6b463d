import { COLUMNS } from "../record.js";

/** Columns of whole numbers, those of the wide table among them. */
export const INTEGER_COLUMNS: ReadonlySet<string> = new Set(["article", "start", "end", "org_id"]);

/** Columns that hold a day, or an instant, as ISO 8601. */
export const DAY_COLUMNS: ReadonlySet<string> = new Set(["start_date", "end_date"]);

/** Where a format types a number or a day, a column of this ending has the text that CSV has. */
export const EXACT = "_exact";

const MEASURE = ["dimension", "number", "unit_text", "value", "unit", "low", "high", "approx"];
const FACT = ["change", "modality", "indicator", "subject", "period", "period_text"];
const TIME = ["timex", "start_date", "end_date", "date_type"];
const NAME = ["name", "org_type", "org_id"];

/** The columns that only some kinds fill. */
const COLUMNS_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  quantity: [...MEASURE, ...FACT],
  number: MEASURE,
  date: TIME,
  org: NAME,
};
const OF_SOME: ReadonlySet<string> = new Set([...MEASURE, ...FACT, ...TIME, ...NAME]);

/** The columns that records of `kind` can fill; a kind that a user's rules make can fill all. */
export function columnsOfKind(kind: string): readonly string[] {
  const own = COLUMNS_OF_KIND[kind];
  return own === undefined ? COLUMNS : COLUMNS.filter((column) => !OF_SOME.has(column) || own.includes(column));
}
