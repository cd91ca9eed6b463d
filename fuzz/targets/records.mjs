/** Any text through every stage, figures, dates and organisations: what fuzz/invariants.mjs says holds. */
import assert from "node:assert/strict";
import { createExtractor } from "../../dist/extractor.js";
import { textOf } from "../alphabet.mjs";
import { checkRecords } from "../invariants.mjs";

const extractor = await createExtractor({ kinds: ["quantity", "date", "org", "number"] });
const REFERENCES = [null, "2023-11-22", "2024-02-29", "0001-01-01", "9999-12-31T23:59:59+08:00"];

/** @param {Buffer} bytes */
export function fuzz(bytes) {
  if (bytes.length < 2) return;
  const [choice = 0] = bytes;
  const rest = bytes.subarray(1);
  const text = choice & 0x80 ? rest.toString(choice & 0x40 ? "utf16le" : "utf8") : textOf(rest);
  const document = { id: "fuzz", text, date: REFERENCES[choice % REFERENCES.length] ?? null };
  const records = extractor.extract(document);
  checkRecords(text, records);
  assert.deepEqual(extractor.extract(document), records);
}
