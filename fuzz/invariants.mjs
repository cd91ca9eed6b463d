/** What holds of the records of any text whatever. Used by the fuzz targets and by tests/properties. */
import assert from "node:assert/strict";

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/;
const NUMERIC = /** @type {const} */ (["number", "value", "low", "high"]);
/** Four digits of the year, or more of them and a sign before them for what is before 1 and after 9999. */
const DAY = /^(?:-?\d{4,6})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-4])(:[0-5]\d(:[0-5]\d)?)?)?$/;

/** @typedef {import("../src/record.js").TishuRecord} TishuRecord */

/**
 * @param {string} text the document
 * @param {readonly TishuRecord[]} records
 */
export function checkRecords(text, records) {
  const points = Array.from(text);
  /** @type {Map<string, TishuRecord>} */
  const lastOfKind = new Map();
  let position = 0;
  for (const record of records) {
    const what = `${record.kind} ${JSON.stringify(record.text)} ${record.start}–${record.end} by ${record.rule}`;
    assert(record.start >= position, `${what}: is not in text order`);
    position = record.start;
    assert(record.start < record.end, `${what}: is empty`);
    assert.equal(
      points.slice(record.start, record.end).join(""),
      record.text,
      `${what}: is not its stretch of the text`,
    );
    const before = lastOfKind.get(record.kind);
    assert(before === undefined || before.end <= record.start, `${what}: overlaps ${before?.text} by ${before?.rule}`);
    lastOfKind.set(record.kind, record);
    for (const column of NUMERIC) {
      const value = record[column];
      if (value === null) continue;
      if (typeof value === "number")
        assert(Number.isFinite(value) && !Object.is(value, -0), `${what}: ${column} ${value}`);
      else assert.match(String(value), DECIMAL, `${what}: ${column}`);
    }
    const { low, high, value } = record;
    if (low !== null && high !== null) assert(Number(low) <= Number(high), `${what}: low ${low} is over high ${high}`);
    if (record.kind === "quantity" && record.approx === "exact") assert.deepEqual([low, high], [value, value], what);
    if (record.kind === "date") {
      assert(record.timex !== null && record.timex.split("/").length <= 2, `${what}: ${record.timex} is no TIMEX3`);
      for (const day of [record.start_date, record.end_date]) if (day !== null) assert.match(day, DAY, what);
      const isPlain = [record.start_date, record.end_date].every((day) => day !== null && /^\d{4}-/.test(day));
      if (isPlain && record.start_date !== null && record.end_date !== null)
        assert(
          record.start_date.slice(0, 10) <= record.end_date.slice(0, 10),
          `${what}: ${record.start_date} is after ${record.end_date}`,
        );
    }
  }
}
