import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addMonths,
  daysInMonth,
  formatDay,
  fromDay,
  mondayOfWeek,
  toDay,
  weekdayOf,
  weekOf,
} from "../../src/resolve/date/calendar.js";
import { lunarDay, lunarMonth, solarTerm, statutoryHoliday } from "../../src/resolve/date/lunar.js";

const day = fc.integer({ min: -800_000, max: 800_000 });

describe("days of the calendar", () => {
  test("a day number and its date are one to one", () => {
    fc.assert(
      fc.property(day, (n) => {
        const { year, month, day: dayOfMonth } = fromDay(n);
        expect(toDay(year, month, dayOfMonth)).toBe(n);
        expect(dayOfMonth).toBeLessThanOrEqual(daysInMonth(year, month));
      }),
    );
  });

  test("they agree with the platform's UTC calendar", () => {
    fc.assert(
      fc.property(day, (n) => {
        const date = new Date(n * 86_400_000);
        expect(fromDay(n)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekdayOf(n)).toBe(date.getUTCDay() === 0 ? 7 : date.getUTCDay());
      }),
    );
  });

  test.each([
    [2024, 2, 29],
    [2023, 2, 28],
    [1900, 2, 28],
    [2000, 2, 29],
  ])("%i has so many days in month %i: %i", (year, month, days) => {
    expect(daysInMonth(year, month)).toBe(days);
  });

  test.each([
    ["2024-01-31", 1, "2024-02-29"],
    ["2023-01-31", 1, "2023-02-28"],
    ["2023-12-31", 2, "2024-02-29"],
    ["2024-02-29", -12, "2023-02-28"],
    ["2023-03-31", -1, "2023-02-28"],
  ])("%s and %i months is %s", (from, months, expected) => {
    const [year = 0, month = 0, dayOfMonth = 0] = from.split("-").map(Number);
    expect(formatDay(addMonths(toDay(year, month, dayOfMonth), months))).toBe(expected);
  });

  test.each([
    ["2021-01-03", 2020, 53],
    ["2021-01-04", 2021, 1],
    ["2018-12-31", 2019, 1],
    ["2023-11-22", 2023, 47],
  ])("%s is in week %i-W%i", (text, year, week) => {
    const [y = 0, m = 0, d = 0] = text.split("-").map(Number);
    expect(weekOf(toDay(y, m, d))).toEqual({ year, week });
  });

  test("a week begins with the Monday that it is found by", () => {
    fc.assert(
      fc.property(day, (n) => {
        const { year, week } = weekOf(n);
        const monday = mondayOfWeek(year, week);
        expect(weekdayOf(monday)).toBe(1);
        expect(n - monday).toBeGreaterThanOrEqual(0);
        expect(n - monday).toBeLessThan(7);
      }),
    );
  });
});

describe("the lunar calendar", () => {
  test.each([
    [2023, 1, false, 1, "2023-01-22"],
    [2023, 1, false, 15, "2023-02-05"],
    [2020, 4, true, 1, "2020-05-23"],
    [2020, 4, false, 1, "2020-04-23"],
    [2023, 2, true, 1, "2023-03-22"],
    [2023, 12, false, 0, "2024-02-09"],
    [2021, 12, false, 0, "2022-01-31"],
  ])("year %i month %i leap %s day %i is %s", (year, month, leap, dayOfMonth, expected) => {
    const found = lunarDay(year, month, leap, dayOfMonth);
    expect(found === null ? null : formatDay(found)).toBe(expected);
  });

  test("a leap month that a year does not have is no month", () => {
    expect(lunarMonth(2021, 4, true)).toBeNull();
    expect(lunarDay(2023, 12, false, 31)).toBeNull();
  });

  test("all months of a year follow each other without a gap", () => {
    for (let year = 1950; year < 2100; year++) {
      let next = lunarMonth(year, 1, false)?.[0];
      for (let month = 1; month <= 12; month++) {
        for (const span of [lunarMonth(year, month, false), lunarMonth(year, month, true)]) {
          if (span === null) continue;
          expect(span[0]).toBe(next);
          next = span[1] + 1;
        }
      }
      expect(lunarMonth(year + 1, 1, false)?.[0]).toBe(next);
    }
  });

  test.each([
    [2024, 24, "2024-12-21"],
    [2023, 7, "2023-04-05"],
    [2023, 3, "2023-02-04"],
  ])("term %i/%i is %s", (year, index, expected) => {
    expect(formatDay(solarTerm(year, index) ?? 0)).toBe(expected);
  });

  test.each([
    [2023, 10, 1, "2023-09-29", "2023-10-06"],
    [2023, 1, 22, "2023-01-21", "2023-01-27"],
    [2021, 5, 1, "2021-05-01", "2021-05-05"],
  ])("the days off around %i-%i-%i are %s to %s", (year, month, dayOfMonth, first, last) => {
    expect(statutoryHoliday(year, month, dayOfMonth)?.map(formatDay)).toEqual([first, last]);
  });

  test("beyond the decreed years there is no holiday to tell", () => {
    expect(statutoryHoliday(2099, 10, 1)).toBeNull();
  });
});
