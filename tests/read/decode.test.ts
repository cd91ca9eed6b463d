import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TishuError } from "../../src/errors.js";
import { decodeText } from "../../src/read/decode.js";
import { isReferenceDate } from "../../src/read/reference-date.js";

/** The place and message of the error, or null where there is none. */
function faultOf(bytes: Uint8Array): string | null {
  try {
    decodeText(bytes, "f");
    return null;
  } catch (error) {
    if (!(error instanceof TishuError)) throw error;
    return `${error.place?.line ?? "-"} ${error.message}`;
  }
}

describe("decodeText", () => {
  test("any text comes back as it was", () => {
    const text = fc.string({ unit: "binary" }).filter((one) => !/[\0\ud800-\udfff]/u.test(one));
    fc.assert(
      fc.property(text, (one) => {
        expect(decodeText(Buffer.from(one), "f")).toBe(one.replace(/^\ufeff/, ""));
      }),
    );
  });

  test.each<[string, readonly number[], string | null]>([
    ["nothing", [], null],
    ["a byte order mark alone", [0xef, 0xbb, 0xbf], null],
    ["a character cut at the end", [0x0a, 0xe4, 0xba], "2 not UTF-8 from here on"],
    ["an overlong form", [0x41, 0x0a, 0x0a, 0xc0, 0xaf, 0x0a], "3 not UTF-8 from here on"],
    ["a surrogate", [0xed, 0xa0, 0x80], "1 not UTF-8 from here on"],
    ["UTF-16, little end first", [0xff, 0xfe, 0x41, 0x00], "- this is UTF-16, not UTF-8"],
    ["UTF-16, big end first", [0xfe, 0xff, 0x00, 0x41], "- this is UTF-16, not UTF-8"],
    ["a NUL near the start", [0x41, 0x00], "- this is a binary file, not a text"],
  ])("%s", (_title, bytes, fault) => {
    expect(faultOf(Uint8Array.from(bytes))).toBe(fault);
  });
});

test.each([
  ["2023-11-22", true],
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2023-13-01", false],
  ["2023-00-10", false],
  ["2023-11-00", false],
  ["0001-01-01", true],
  ["2023-11-22T09:30", true],
  ["2023-11-22T09:30:00.5Z", true],
  ["2023-11-22T23:59:59+08:00", true],
  ["2023-11-22T24:00", false],
  ["2023-02-30T09:30", false],
  ["2023-11", false],
  ["20231122", false],
  [" 2023-11-22", false],
  ["", false],
])("%j as a reference date: %s", (text, expected) => {
  expect(isReferenceDate(text)).toBe(expected);
});
