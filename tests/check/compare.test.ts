import { describe, expect, test } from "vitest";
import { compareRecords } from "../../src/cli/check/compare.js";
import type { TishuRecord } from "../../src/record.js";
import { makeRecord } from "../write/record.js";

const FIRST = makeRecord({ text: "7亿吨", start: 10, end: 13, value: 700000000, unit: "t" });
const SECOND = makeRecord({ text: "4.7%", start: 20, end: 24, value: 4.7, unit: "%" });
const ORG = makeRecord({ kind: "org", text: "临港集团", start: 0, end: 4 });

/** Differences as short lines: what they are, of what, in which columns. */
function differences(expected: readonly Record<string, unknown>[], actual: readonly TishuRecord[]): string[] {
  const lines = expected.map((columns, index) => ({ line: index + 1, columns }));
  return compareRecords(lines, actual).differences.map((difference) => {
    if (difference.type === "missing") return `missing ${difference.expected.columns.text}`;
    if (difference.type === "unexpected") return `unexpected ${difference.actual.text}`;
    return `changed ${difference.actual.text}: ${difference.columns.map(({ column }) => column).join(" ")}`;
  });
}

describe("pairs", () => {
  test.each<[string, readonly Record<string, unknown>[], readonly TishuRecord[], readonly string[]]>([
    ["the same", [{ ...FIRST }, { ...SECOND }], [FIRST, SECOND], []],
    ["another order", [{ ...SECOND }, { ...FIRST }], [FIRST, SECOND], []],
    ["one missing", [{ ...FIRST }, { ...SECOND }], [FIRST], ["missing 4.7%"]],
    ["one more", [{ ...FIRST }], [ORG, FIRST, SECOND], ["unexpected 临港集团", "unexpected 4.7%"]],
    [
      "a span that moved is one change",
      [{ ...FIRST, text: "突破7亿吨", start: 8 }],
      [FIRST],
      ["changed 7亿吨: text start"],
    ],
    ["a kind that changed is one change", [{ ...FIRST, kind: "number" }], [FIRST], ["changed 7亿吨: kind"]],
    [
      "spans of different kinds that overlap are two records",
      [{ kind: "org", text: "团7", start: 9, end: 11 }],
      [FIRST],
      ["missing 团7", "unexpected 7亿吨"],
    ],
    [
      "the exact span goes before an overlap",
      [
        { kind: "quantity", text: "x", start: 9, end: 12 },
        { kind: "quantity", text: "7亿吨", start: 10, end: 13 },
      ],
      [FIRST],
      ["missing x"],
    ],
    [
      "without offsets by kind and text, in order",
      [
        { kind: "quantity", text: "4.7%", value: 4.7 },
        { kind: "quantity", text: "4.7%", value: 5 },
      ],
      [SECOND, { ...SECOND, start: 30, end: 34, value: 5 }],
      [],
    ],
    ["one actual record serves one expectation", [{ ...FIRST }, { ...FIRST }], [FIRST], ["missing 7亿吨"]],
  ])("%s", (_title, expected, actual, found) => {
    expect(differences(expected, actual)).toEqual(found);
  });
});

describe("columns", () => {
  const held = { kind: "quantity", text: "7亿吨", start: 10, end: 13 };
  test.each<[string, Record<string, unknown>, Partial<TishuRecord>, readonly string[]]>([
    ["only those present are compared", {}, { indicator: "货物吞吐量", change: "yoy" }, []],
    ["null must be null", { indicator: null }, { indicator: "货物吞吐量" }, ["changed 7亿吨: indicator"]],
    ["a value must be there", { indicator: "货物吞吐量" }, {}, ["changed 7亿吨: indicator"]],
    ["doc and rule are never compared", { doc: "x", rule: "y" }, {}, []],
    ["a number and its digits", { value: 666666.666667 }, { value: "666666.666667" }, []],
    ["digits and a number", { value: "30000000" }, { value: 30000000 }, []],
    ["zeros at the end", { value: "5.30" }, { value: 5.3 }, []],
    [
      "more digits than a double holds",
      { value: Number("12345678901234567891") },
      { value: "12345678901234567891" },
      [],
    ],
    [
      "those digits as text",
      { value: "12345678901234567890" },
      { value: "12345678901234567891" },
      ["changed 7亿吨: value"],
    ],
    ["the sign", { value: 2.2 }, { value: -2.2 }, ["changed 7亿吨: value"]],
    ["no number is not nought", { low: null }, { low: 0 }, ["changed 7亿吨: low"]],
    [
      "text that looks like a number stays text",
      { text: "7亿吨", period: "2023" },
      { period: "2023.0" },
      ["changed 7亿吨: period"],
    ],
  ])("%s", (_title, expected, actual, found) => {
    expect(differences([{ ...held, ...expected }], [{ ...FIRST, value: null, unit: null, ...actual }])).toEqual(found);
  });
});
