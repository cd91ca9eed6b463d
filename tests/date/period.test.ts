import { describe, expect, test } from "vitest";
import { toDay } from "../../src/resolve/date/calendar.js";
import { periodOf } from "../../src/resolve/date/timex.js";
import { columns } from "../link/facts.js";

/** What a date says of the figures that it holds for. The reference is 22 November 2023. */

describe("the period of a figure", () => {
  test.each([
    ["10月初，产量3万吨。", "2023-10"],
    ["10月1日至5日，产量3万吨。", "2023-10-01/2023-10-05"],
    ["一季度至三季度，产量3万吨。", "2023-01-01/2023-09-30"],
    ["2018年以来，累计产量3万吨。", "2018-01-01/2023-11-22"],
    ["去年10月至今，累计产量3万吨。", "2022-10-01/2023-11-22"],
    ["截至2022年6月30日止六个月，收入3亿元。", "2022-01-01/2022-06-30"],
    ["近三年，累计产量3万吨。", "2020-11-22/2023-11-22"],
    ["五年前，产量3万吨。", "2018"],
    ["三个月前，产量3万吨。", "2023-08"],
    ["3天前，接待旅客3万人。", "2023-11-19"],
  ])("%s", (text, period) => {
    expect(columns(text, "period").map(([, found]) => found)).toEqual([period]);
  });
});

describe("a span of days", () => {
  const day = (text: string | null): number | null => {
    if (text === null) return null;
    const [year = 0, month = 0, date = 0] = text.split("-").map(Number);
    return toDay(year, month, date);
  };
  test.each([
    [null, null, null],
    ["2023-11-22", null, "2023-11-22/.."],
    [null, "2023-11-22", "../2023-11-22"],
    ["2023-11-22", "2023-11-22", "2023-11-22"],
    ["2023-01-01", "2023-12-31", "2023"],
    ["2023-01-02", "2023-12-31", "2023-01-02/2023-12-31"],
    ["2023-01-01", "2023-12-30", "2023-01-01/2023-12-30"],
    ["2022-01-01", "2023-12-31", "2022-01-01/2023-12-31"],
    ["2023-11-01", "2023-11-30", "2023-11"],
    ["2023-11-02", "2023-11-30", "2023-11-02/2023-11-30"],
    ["2023-11-01", "2023-11-29", "2023-11-01/2023-11-29"],
    ["2022-11-01", "2023-11-30", "2022-11-01/2023-11-30"],
    ["2023-10-01", "2023-11-30", "2023-10-01/2023-11-30"],
    ["2024-02-01", "2024-02-29", "2024-02"],
  ])("from %s to %s is %s", (from, to, period) => {
    expect(periodOf(day(from), day(to))).toBe(period);
  });
});
