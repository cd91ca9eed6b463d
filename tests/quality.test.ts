import { expect, test } from "vitest";
import { falls } from "../scripts/quality.mjs";

const suite = (f1: number, failed: string[] = [], precision = 90) => ({ scores: { f1, precision }, failed });
const before = { a: suite(90, ["001"]), b: suite(80) };
const texts = new Map([["a 002", "货物吞吐量增长4.7%"]]);

test("no fall: as before, better, worse by half a point, or only in a figure that is not guarded", () => {
  for (const f1 of [90, 95, 89.5]) expect(falls(before, { suites: { a: suite(f1), b: suite(80) }, texts })).toEqual([]);
  expect(falls(before, { suites: { a: suite(90, [], 20), b: suite(80) }, texts })).toEqual([]);
});

test("a fall names its suite, its figure, the cases that fail now and how many no longer do", () => {
  expect(falls(before, { suites: { a: suite(89.4, ["002"]), b: suite(80) }, texts })).toEqual([
    "a: f1 90 → 89.4\n  - 002  货物吞吐量增长4.7%\n  (1 that failed before do not)",
  ]);
});

test("a suite that is gone, or a figure that is gone, is a fall", () => {
  expect(falls(before, { suites: { a: suite(90, ["001"]) }, texts })).toEqual(["b: is gone"]);
  const [fall] = falls(before, { suites: { a: { scores: {}, failed: ["001"] }, b: suite(80) }, texts });
  expect(fall).toContain("f1 90 → none");
});
