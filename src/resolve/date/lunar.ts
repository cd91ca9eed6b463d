import { createRequire } from "node:module";
import type { SolarDay } from "tyme4ts";
import { toDay } from "./calendar.js";

/** The only importer of tyme4ts: lunar dates, solar terms and statutory holidays as day numbers. */

type Tyme = typeof import("tyme4ts");
let loaded: Tyme | null = null;
/** Loaded when a text names such a day: most name none, and its tables take 10 ms. */
function tyme(): Tyme {
  loaded ??= createRequire(import.meta.url)("tyme4ts") as Tyme;
  return loaded;
}

const dayNumber = (day: SolarDay): number => toDay(day.getYear(), day.getMonth(), day.getDay());

/** tyme's tables reach from the year 1 to 9999. */
const hasYear = (year: number): boolean => year >= 1 && year <= 9998;

/** First and last day of a lunar month, null where the year has no such leap month. */
export function lunarMonth(year: number, month: number, leap: boolean): readonly [number, number] | null {
  if (!hasYear(year) || (leap && tyme().LunarYear.fromYear(year).getLeapMonth() !== month)) return null;
  const found = tyme().LunarMonth.fromYm(year, leap ? -month : month);
  const first = dayNumber(found.getFirstJulianDay().getSolarDay());
  return [first, first + found.getDayCount() - 1];
}

/** A day of a lunar month; day 0 is its last. Null where there is none. */
export function lunarDay(year: number, month: number, leap: boolean, day: number): number | null {
  const span = lunarMonth(year, month, leap);
  if (span === null) return null;
  if (day === 0) return span[1];
  return span[0] + day - 1 <= span[1] ? span[0] + day - 1 : null;
}

/** The number of the lunar month that a day lies in, leap or not. */
export function lunarMonthOf(year: number, month: number, day: number): number {
  return hasYear(year) ? Math.abs(tyme().SolarDay.fromYmd(year, month, day).getLunarDay().getMonth()) : month;
}

/** The day of a solar term of a calendar year: 1 (the first of January's two) to 24 (the second of December's). */
export function solarTerm(year: number, index: number): number | null {
  return hasYear(year) ? dayNumber(tyme().SolarTerm.fromIndex(year, index).getJulianDay().getSolarDay()) : null;
}

/** Whether the days off of a year are decreed and known: 2001 to 2026. */
export const hasHolidays = (year: number): boolean => tyme().LegalHoliday.fromYmd(year, 10, 1) !== null;

/** The days off that a decree joins to a feast day; null where there are none, or beyond the table. */
export function statutoryHoliday(year: number, month: number, day: number): readonly [number, number] | null {
  const found = tyme().LegalHoliday.fromYmd(year, month, day);
  if (found === null || found.isWork()) return null;
  let [first, last] = [found, found];
  for (;;) {
    const next = last.next(1);
    if (next === null || next.isWork() || dayNumber(next.getDay()) !== dayNumber(last.getDay()) + 1) break;
    last = next;
  }
  for (;;) {
    const previous = first.next(-1);
    if (previous === null || previous.isWork() || dayNumber(previous.getDay()) !== dayNumber(first.getDay()) - 1) break;
    first = previous;
  }
  return [dayNumber(first.getDay()), dayNumber(last.getDay())];
}
