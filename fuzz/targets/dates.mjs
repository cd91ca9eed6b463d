/** Any words of time: dates that the calendar has, spans that begin before they end, whatever the reference date. */
import assert from "node:assert/strict";
import { createExtractor } from "../../dist/extractor.js";
import { timesOf } from "../alphabet.mjs";
import { checkRecords } from "../invariants.mjs";

const extractor = await createExtractor({ kinds: ["date"] });
const REFERENCES = [null, "2023-11-22", "2024-02-29", "0001-01-01", "1899-12-31", "9999-12-31T23:59:59+08:00"];

/** @param {Buffer} bytes */
export function fuzz(bytes) {
  const [choice = 0] = bytes;
  const text = timesOf(bytes.subarray(1));
  const document = { id: "fuzz", text, date: REFERENCES[choice % REFERENCES.length] ?? null };
  const records = extractor.extract(document);
  checkRecords(text, records);
  assert.deepEqual(extractor.extract(document), records);
}
