/** How long a period is. Figures are only compared over time with those of the same grain. */
export type Grain = "day" | "month" | "quarter" | "half" | "year" | "span";

export interface Period {
  readonly grain: Grain;
  /** The day after its last, as a year with fraction; so a year and its last month stand at the same place. */
  readonly end: number;
}

/** A record's period in place on a time axis; null for recurrences, open spans and what is no date. */
export function readPeriod(period: string): Period | null {
  const [first = "", last] = period.split("/");
  if (last === undefined) return readOne(first);
  const [from, to] = [readOne(first), readOne(last)];
  if (from === null || to === null) return null;
  const grain = from.grain === "month" && to.grain === "month" ? wholeSpan(first, last) : "span";
  return { grain, end: to.end };
}

/** 2023-01/2023-03 is a quarter, 2023-01/2023-06 a half. */
function wholeSpan(first: string, last: string): Grain {
  const [from, to] = [first, last].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1);
  if (from === undefined || to === undefined) return "span";
  const months = to - from + 1;
  if (months === 3 && from % 3 === 0) return "quarter";
  if (months === 6 && from % 6 === 0) return "half";
  return months === 12 && from % 12 === 0 ? "year" : "span";
}

function readOne(text: string): Period | null {
  const day = /^(\d{4})-(\d\d)-(\d\d)(?:T.*)?$/.exec(text);
  if (day !== null) return { grain: "day", end: yearOf(Number(day[1]), Number(day[2]), Number(day[3]) + 1) };
  const month = /^(\d{4})-(\d\d)$/.exec(text);
  if (month !== null) return { grain: "month", end: yearOf(Number(month[1]), Number(month[2]) + 1, 1) };
  const part = /^(\d{4})-([QH])(\d)$/.exec(text);
  if (part !== null) {
    const months = part[2] === "Q" ? 3 : 6;
    return {
      grain: part[2] === "Q" ? "quarter" : "half",
      end: yearOf(Number(part[1]), Number(part[3]) * months + 1, 1),
    };
  }
  return /^\d{4}$/.test(text) ? { grain: "year", end: Number(text) + 1 } : null;
}

/** A day as a year with fraction: 2023-07-02 is about 2023.5. */
function yearOf(year: number, month: number, day: number): number {
  const at = Date.UTC(year, month - 1, day);
  const whole = new Date(at).getUTCFullYear();
  return whole + (at - Date.UTC(whole, 0, 1)) / (Date.UTC(whole + 1, 0, 1) - Date.UTC(whole, 0, 1));
}
