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
