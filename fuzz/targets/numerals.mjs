/** Any text: numerals that lie inside it and have values, the same each time. */
import assert from "node:assert/strict";
import { scanDoubtfulDigits, scanNumerals } from "../../dist/lex/numeral.js";
import { textOf } from "../alphabet.mjs";

/** @param {Buffer} bytes */
export function fuzz(bytes) {
  for (const text of [textOf(bytes), bytes.toString("utf8"), bytes.toString("utf16le")]) {
    const readings = [...scanNumerals(text), ...scanDoubtfulDigits(text)];
    for (const { start, end, value, high } of readings) {
      assert(start >= 0 && end > start && end <= text.length, `${start}–${end} of ${text.length}`);
      assert(value.isFinite() && !value.isNegative(), `${text.slice(start, end)} = ${value}`);
      assert(high === null || high.greaterThan(value), `${text.slice(start, end)}: ${value} to ${high}`);
    }
    assert.deepEqual([...scanNumerals(text), ...scanDoubtfulDigits(text)], readings);
  }
}
