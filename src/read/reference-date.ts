const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?$/;

/** Whether `text` is an ISO 8601 day that the calendar has, or an instant of one: what a reference date may be. */
export function isReferenceDate(text: string): boolean {
  const day = DAY.exec(INSTANT.exec(text)?.[1] ?? text);
  if (day === null) return false;
  const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])];
  const onCalendar = new Date(0);
  onCalendar.setUTCFullYear(year, month - 1, date);
  return onCalendar.getUTCMonth() === month - 1 && onCalendar.getUTCDate() === date;
}

/** As spreadsheets and databases write days: 2023/1/5, 2023.01.05, 2023-01-05 09:30:00. */
const LOOSE_DAY = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}:.*))?$/;

/** The reference date that a field of the input states, in ISO 8601; null where it states none. */
export function toReferenceDate(text: string): string | null {
  const trimmed = text.trim();
  if (isReferenceDate(trimmed)) return trimmed;
  const [, year, , month, day, time] = LOOSE_DAY.exec(trimmed) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const instant = time === undefined ? date : `${date}T${time.padStart(time.replace(/^\d+/, "").length + 2, "0")}`;
  return isReferenceDate(instant) ? instant : null;
}
