/**
 * Days of the proleptic Gregorian calendar as whole numbers (1970-01-01 is 0). No Date objects: what comes out
 * is the same in every time zone.
 */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** @source Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, days_from_civil */
export function toDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

export function fromDay(day: number): CivilDate {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: number): number => day - weekdayOf(day) + 1;

/** ISO 8601 week: its year and number. */
export function weekOf(day: number): { readonly year: number; readonly week: number } {
  const thursday = mondayOf(day) + 3;
  const { year } = fromDay(thursday);
  return { year, week: Math.floor((thursday - toDay(year, 1, 1)) / 7) + 1 };
}

/** The Monday of an ISO week. */
export const mondayOfWeek = (year: number, week: number): number => mondayOf(toDay(year, 1, 4)) + (week - 1) * 7;

/** So many months later, the day held back to the month's last: 1月31日 and a month is the end of February. */
export function addMonths(day: number, months: number): number {
  const { year, month, day: dayOfMonth } = fromDay(day);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return toDay(toYear, toMonth, Math.min(dayOfMonth, daysInMonth(toYear, toMonth)));
}

const pad = (n: number, width: number): string => String(n).padStart(width, "0");

/** 2023, or -0220 for 221 BC. */
export const formatYear = (year: number): string => (year < 0 ? `-${pad(-year, 4)}` : pad(year, 4));
export const formatMonth = (year: number, month: number): string => `${formatYear(year)}-${pad(month, 2)}`;
export function formatDay(day: number): string {
  const { year, month, day: dayOfMonth } = fromDay(day);
  return `${formatMonth(year, month)}-${pad(dayOfMonth, 2)}`;
}
export const pad2 = (n: number): string => pad(n, 2);
