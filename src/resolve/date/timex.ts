import type { Amount, AmountUnit, Part } from "../../recognise/builders/date/expression.js";
import { daysInMonth, formatMonth, formatYear, fromDay, pad2, toDay } from "./calendar.js";
import { type DayPartSaid, hourOf } from "./clock.js";
import { formatClock, formatMoment, type Placement } from "./place.js";

/** TIMEX3 values that need no reference: durations, recurrences, and what stays unresolved. */

const LETTERS: Readonly<Record<AmountUnit, readonly [letter: string, times: number, isTime: boolean]>> = {
  century: ["Y", 100, false],
  year: ["Y", 1, false],
  quarter: ["M", 3, false],
  month: ["M", 1, false],
  week: ["W", 1, false],
  day: ["D", 1, false],
  hour: ["H", 1, true],
  minute: ["M", 1, true],
  second: ["S", 1, true],
};

/** P4M, PT1H20M, P2.5Y. */
export function durationTimex(amount: Amount): string {
  const parts = (isTime: boolean): string =>
    amount
      .filter(({ unit }) => LETTERS[unit][2] === isTime)
      .map(({ n, unit }) => (n === null ? `X${LETTERS[unit][0]}` : sayUnits(n * LETTERS[unit][1], unit)))
      .join("");
  const time = parts(true);
  return `P${parts(false)}${time === "" ? "" : `T${time}`}`;
}

/** Half a year is six months, half an hour thirty minutes; other fractions stay: P1.5M. */
function sayUnits(n: number, unit: AmountUnit): string {
  const letter = LETTERS[unit][0];
  const halved = unit === "year" ? 6 : unit === "hour" || unit === "minute" ? 30 : null;
  if (halved === null || n * 2 !== Math.floor(n) * 2 + 1) return `${plain(n)}${letter}`;
  const rest = `${halved}${unit === "minute" ? "S" : "M"}`;
  return n < 1 ? rest : `${Math.floor(n)}${letter}${rest}`;
}

const plain = (n: number): string => String(Math.round(n * 1e6) / 1e6);

/** What is said of a place whose year, month or day nothing gives: XXXX-11-22. */
export function unresolvedTimex(parts: readonly Part[]): string {
  let [year, month, day, tail] = ["XXXX", "", "", ""];
  let time = "";
  let daypart: DayPartSaid = null;
  for (const part of parts) {
    switch (part.unit) {
      case "year":
        if (part.at.kind === "said") year = formatYear(part.at.n);
        break;
      case "month":
        month = part.at.kind === "said" ? pad2(part.at.n) : "XX";
        break;
      case "day":
        day = part.at.kind === "said" ? pad2(part.at.n) : "XX";
        if (month === "") month = "XX";
        break;
      case "quarter":
        tail = part.at.kind === "said" && part.at.to === null ? `-Q${part.at.n}` : "-QX";
        break;
      case "half":
        tail = part.at.kind === "said" ? `-H${part.at.n}` : "-HX";
        break;
      case "week":
      case "weekend":
        tail = part.unit === "week" ? "-WXX" : "-WXX-WE";
        break;
      case "weekday":
        if (day === "") tail = `-WXX-${part.weekday}`;
        break;
      case "nth":
        if (part.of === "month") month = part.n > 0 && part.n <= 12 ? pad2(part.n) : "XX";
        else if (part.of === "quarter") tail = part.n > 0 && part.n <= 4 ? `-Q${part.n}` : "-QX";
        else if (part.of === "day") day = "XX";
        else if (part.of === "week") tail = "-WXX";
        else if (part.of === "weekday") tail = `-WXX-${part.weekday ?? "X"}`;
        break;
      case "season":
        tail = `-${part.season}`;
        break;
      case "feast":
        if (part.feast.by === "solar") [month, day] = [pad2(part.feast.month), pad2(part.feast.day)];
        break;
      case "daypart":
        daypart = part;
        time = `T${part.part}`;
        break;
      case "clock":
        time = timeOf(part, daypart);
        break;
      default:
        break;
    }
  }
  if (tail !== "") return `${year}${tail}${time}`;
  return [year, month, day].filter((piece) => piece !== "").join("-") + time;
}

/** The recurring place inside a set: XXXX-WXX-3, XXXX-XX-05; null where TIMEX3 has no spelling for it. */
export function recurringTimex(every: Amount, parts: readonly Part[]): string | null {
  const unit = every.length === 1 && every[0]?.n === 1 ? every[0].unit : null;
  const clock = parts.find((part) => part.unit === "clock");
  const daypart = parts.find((part) => part.unit === "daypart");
  if (clock !== undefined && clock.fromHour !== null) return null;
  const time = clock !== undefined ? timeOf(clock, daypart ?? null) : daypart !== undefined ? `T${daypart.part}` : "";
  const rest = parts.filter((part) => part.unit !== "clock" && part.unit !== "daypart");
  const [first, second] = rest;
  if (first === undefined) return unit === "day" && time !== "" ? `XXXX-XX-XX${time}` : null;
  if (unit === "week" && first.unit === "weekday") return `XXXX-WXX-${first.weekday}${time}`;
  if (unit === "week" && first.unit === "weekend") return "XXXX-WXX-WE";
  if (unit === "year" && first.unit === "season") return `XXXX-${first.season}`;
  if (unit === "month" && first.unit === "day" && first.at.kind === "said" && first.at.to === null)
    return `XXXX-XX-${pad2(first.at.n)}${time}`;
  if (unit === "year" && first.unit === "month" && first.at.kind === "said" && first.at.to === null) {
    if (second === undefined) return `XXXX-${pad2(first.at.n)}${time}`;
    if (second.unit === "day" && second.at.kind === "said" && second.at.to === null)
      return `XXXX-${pad2(first.at.n)}-${pad2(second.at.n)}${time}`;
  }
  return null;
}

function timeOf(clock: Extract<Part, { unit: "clock" }>, daypart: DayPartSaid): string {
  const seconds = hourOf(clock, daypart) * 3600 + (clock.minute ?? 0) * 60 + (clock.second ?? 0);
  return `T${formatClock(seconds, clock.second !== null)}`;
}

/** A span as the column `period` has it: the year or month where it is one, else first and last day. */
export function periodOf(from: number | null, to: number | null): string | null {
  if (from === null && to === null) return null;
  if (from === null || to === null)
    return `${from === null ? ".." : formatDayOf(from)}/${to === null ? ".." : formatDayOf(to)}`;
  if (from === to) return formatDayOf(from);
  const [first, last] = [fromDay(from), fromDay(to)];
  if (first.year === last.year && from === toDay(first.year, 1, 1) && to === toDay(first.year, 12, 31))
    return formatYear(first.year);
  if (
    first.year === last.year &&
    first.month === last.month &&
    first.day === 1 &&
    last.day === daysInMonth(last.year, last.month)
  )
    return formatMonth(first.year, first.month);
  return `${formatDayOf(from)}/${formatDayOf(to)}`;
}

const formatDayOf = (day: number): string => formatMoment({ day, seconds: null, toTheSecond: false });

export const periodOfPlacement = ({ from, to }: Placement): string | null =>
  periodOf(from?.day ?? null, to?.day ?? null);

/** The value that a span begins with; that of no span is its own. */
export const firstOf = (timex: string | null): string | null => timex?.split("/")[0] ?? null;
/** The value that a span ends with. */
export const lastOf = (timex: string | null): string | null => timex?.split("/").at(-1) ?? null;
