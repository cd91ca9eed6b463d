import type { Report, Source } from "./reader.js";

/** Columns that every record has, and hardly any table of documents. */
const OWN: readonly string[] = ["kind", "text", "start", "end"];

/** Whether a row with these columns is one that we wrote. */
export function isOwnRecord(columns: readonly string[]): boolean {
  return OWN.every((column) => columns.includes(column));
}

/** A folder that is searched for inputs may hold what came out of others. */
export function tellOwnRecords({ name }: Source, report: Report): void {
  report.warning(`${name}: left out, since it holds records that tishu wrote; name it to read it`);
}
