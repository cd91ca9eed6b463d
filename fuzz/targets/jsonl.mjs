/** Any line of input: a document, or one clear fault. */
import assert from "node:assert/strict";
import { TishuError } from "../../dist/errors.js";
import { parseDocumentLine } from "../../dist/read/jsonl.js";

/** @param {Buffer} bytes */
export function fuzz(bytes) {
  try {
    const { id, text, date } = parseDocumentLine(bytes, { file: "fuzz", line: 1 });
    assert(typeof id === "string" && typeof text === "string" && (date === null || typeof date === "string"));
  } catch (error) {
    if (!(error instanceof TishuError)) throw error;
  }
}
