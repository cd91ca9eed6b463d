import type { Builders, Built, RuleMatch } from "../../builder.js";
import type { AmountUnit, At, CountedUnit, DayPart, Feast, Part, Season } from "./expression.js";
import { readNumber } from "./numerals.js";

/** Builders of the `date-part` layer: one step of a place on the calendar each, or two or three at once. */

type FieldMap = Readonly<Record<string, unknown>>;

const text = ({ captures }: RuleMatch, name: string): string | null => captures[name]?.[0]?.text ?? null;
const number = (match: RuleMatch, name: string): number | null => {
  const written = text(match, name);
  return written === null ? null : readNumber(written);
};
export const numberField = (fields: FieldMap, name: string): number | null =>
  fields[name] === undefined || fields[name] === null ? null : Number(fields[name]);
const stringField = (fields: FieldMap, name: string): string | null =>
  fields[name] === undefined || fields[name] === null ? null : String(fields[name]);

/** What a part's mention tells the patterns of later layers: its level, and its finest unit. */
function part(parts: readonly Part[], level: unknown): Built {
  const last = parts.at(-1);
  return { value: parts, fields: { level, unit: last?.unit ?? null } };
}

/** Numbers that a counted unit may have. */
const RANGES: Readonly<Record<CountedUnit, readonly [number, number]>> = {
  year: [1, 2999],
  half: [1, 2],
  quarter: [1, 4],
  month: [1, 12],
  tenday: [1, 3],
  week: [1, 53],
  day: [1, 31],
};
const inRange = (unit: CountedUnit, n: number | null): n is number =>
  n !== null && Number.isInteger(n) && n >= RANGES[unit][0] && n <= RANGES[unit][1];

function partsOfDate(y: number | null, m: number | null, d: number | null): Part[] | null {
  const parts: Part[] = [];
  const at = (n: number): At => ({ kind: "said", n, to: null });
  if (y !== null) parts.push({ unit: "year", at: at(y) });
  if (m !== null) {
    if (!inRange("month", m)) return null;
    parts.push({ unit: "month", at: at(m) });
  }
  if (d !== null) {
    if (!inRange("day", d) || (m !== null && d > (DAYS_AT_MOST[m - 1] ?? 31))) return null;
    parts.push({ unit: "day", at: at(d) });
  }
  return parts;
}
const DAYS_AT_MOST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A word of the lexicons date/word/…, from its fields. */
function readWord(fields: FieldMap): Part[] | null {
  const unit = stringField(fields, "unit");
  const by = numberField(fields, "by");
  const n = numberField(fields, "n");
  const from = fields.from === "context" ? ("context" as const) : ("reference" as const);
  const at: At | null =
    by !== null ? { kind: "shift", by, from } : n !== null ? { kind: "said", n, to: numberField(fields, "to") } : null;
  switch (unit) {
    case "century":
    case "year":
    case "half":
    case "quarter":
    case "month":
    case "tenday":
    case "week":
    case "day": {
      if (at === null) return null;
      const parts: Part[] = [{ unit, at }];
      const daypart = stringField(fields, "daypart");
      if (daypart !== null) parts.push({ unit: "daypart", part: daypart as DayPart, narrow: null });
      const season = stringField(fields, "season");
      if (season !== null) parts.push({ unit: "season", season: season as Season, heating: fields.heating === true });
      return parts;
    }
    case "whole":
      return [{ unit: "whole" }];
    case "season":
      return [{ unit: "season", season: stringField(fields, "season") as Season, heating: fields.heating === true }];
    case "months":
      return [{ unit: "months", from: n ?? 1, to: numberField(fields, "to") ?? 12 }];
    case "edge":
      return [
        {
          unit: "edge",
          edge: stringField(fields, "edge") as "start" | "middle" | "end",
          of: stringField(fields, "of") as "year" | "quarter" | "month" | "week" | null,
        },
      ];
    case "weekend":
      return [{ unit: "weekend", weeks: by }];
    case "daypart":
      return [
        {
          unit: "daypart",
          part: stringField(fields, "daypart") as DayPart,
          narrow: stringField(fields, "narrow") as "early" | "late" | null,
        },
      ];
    case "zone":
      return [{ unit: "zone", minutes: n ?? 0 }];
    case "feast": {
      const feast = readFeast(fields);
      const before = numberField(fields, "before");
      const around = before === null ? null : ([before, numberField(fields, "after") ?? 0] as const);
      return feast === null ? null : [{ unit: "feast", feast, isHoliday: false, around }];
    }
    default:
      return null;
  }
}

function readFeast(fields: FieldMap): Feast | null {
  const [month, day, nth, weekday] = [
    numberField(fields, "month") ?? 1,
    numberField(fields, "day") ?? 1,
    numberField(fields, "nth") ?? 1,
    numberField(fields, "weekday") ?? 7,
  ];
  switch (fields.calendar) {
    case "solar":
      return { by: "solar", month, day };
    case "lunar":
      return { by: "lunar", month, day };
    case "term":
      return { by: "term", index: numberField(fields, "index") ?? 1 };
    case "weekday":
      return { by: "weekday", month, weekday, nth };
    default:
      return null;
  }
}

export const partBuilders: Builders = {
  /** A numbered unit (set: unit, level), capture `n`, of a span also `to`: 11月, 1—9月, 三季度. */
  "date-counted"(match) {
    const unit = match.fields.unit as CountedUnit;
    const n = number(match, "n") ?? numberField(match.fields, "n");
    const last = number(match, "to");
    if (!inRange(unit, n)) return null;
    // 2022/23: the second year by its last two digits
    const to = unit === "year" && last !== null && last < 100 && n > 1000 ? Math.floor(n / 100) * 100 + last : last;
    if (match.captures.to !== undefined && (!inRange(unit, to) || to <= n)) return null;
    // 7、8月 names two neighbours; 2、5月 is a list, of which only the last can be read
    if ((match.captures.list !== undefined || match.fields.neighbours === true) && to !== n + 1) return null;
    if (unit === "year" && match.fields.short !== true && (n < 1000 || n > 2999) && match.fields.era !== true)
      return null;
    const short = match.fields.short === true;
    const written = text(match, "n") ?? "";
    // 三五年, 七八年 are some years, not a year
    if (short && /^[一二三四五六七八]/.test(written) && (n === 35 || n % 10 === Math.floor(n / 10) + 1)) return null;
    const at: At = short ? { kind: "short", n, to } : { kind: "said", n, to };
    return part([{ unit, at }], match.fields.level);
  },

  /** A word that names a unit by itself, capture `w`: 今年, 上旬, 国庆节. */
  "date-word"(match) {
    const lexeme = match.captures.w?.[0]?.lexeme;
    const parts = lexeme == null ? null : readWord({ ...lexeme.fields, ...match.fields });
    return parts === null ? null : part(parts, match.fields.level ?? lexeme?.fields.level);
  },

  /** The span that a word (capture `w`) tells of without saying it: 半年度报告. */
  "date-told"(match) {
    const parts = readWord(match.captures.w?.[0]?.lexeme?.fields ?? {});
    return parts === null ? null : { value: { kind: "calendar", parts }, fields: {} };
  },

  /** Beginning, middle or end of what stands before; set: edge. */
  "date-edge"({ fields }) {
    const of = fields.of === "year" ? "year" : null;
    return part([{ unit: "edge", edge: fields.edge as "start" | "middle" | "end", of }], fields.level);
  },

  /** The days off around a feast, capture `w`. */
  "date-feast-span"(match) {
    const feast = readFeast(match.captures.w?.[0]?.lexeme?.fields ?? {});
    return feast === null ? null : part([{ unit: "feast", feast, isHoliday: true, around: null }], match.fields.level);
  },

  /** A date in digits, captures `y`, `m`, `d`: 2023-11-20, 1999.08, 09-01. */
  "date-numeric"(match) {
    const [y, m, d] = [number(match, "y"), number(match, "m"), number(match, "d")];
    if (y !== null && (y < 1000 || y > 2999)) return null;
    const parts = partsOfDate(y, m, d);
    return parts === null ? null : part(parts, match.fields.level);
  },

  /** A year of an era, captures `e` (field `before`: the year before its first) and `n`. */
  "date-era"(match) {
    const before = numberField(match.captures.e?.[0]?.lexeme?.fields ?? match.fields, "before");
    const n = number(match, "n") ?? 1;
    if (before === null || n > 130) return null;
    return part([{ unit: "year", at: { kind: "said", n: before + n, to: null } }], match.fields.level);
  },

  /** A year of a cycle, capture `w` (field n); set: of, its length. */
  "date-cycle"(match) {
    const n = numberField(match.captures.w?.[0]?.lexeme?.fields ?? {}, "n");
    const of = numberField(match.fields, "of");
    if (n === null || of === null) return null;
    return part([{ unit: "year", at: { kind: "cycle", n, of, to: null } }], match.fields.level);
  },

  /** A year before or of the common era, capture `n`; set: sign. */
  "date-common-era"(match) {
    const n = number(match, "n");
    if (n === null || n < 1 || n > 9999) return null;
    const year = match.fields.sign === -1 ? 1 - n : n;
    return part([{ unit: "year", at: { kind: "said", n: year, to: null } }], match.fields.level);
  },

  /** 20世纪, capture `n`. */
  "date-century"(match) {
    const n = number(match, "n");
    if (n === null || n < 1 || n > 30) return null;
    const century = match.fields.sign === -1 ? -n : n;
    return part([{ unit: "century", at: { kind: "said", n: century, to: null } }], match.fields.level);
  },

  /** 90年代, 1990年代, capture `n`. */
  "date-decade"(match) {
    const n = number(match, "n");
    if (n === null || n % 10 !== 0) return null;
    if (n >= 1000 && n <= 2990) return part([{ unit: "decade", n: n / 10 }], match.fields.level);
    return n <= 90 ? part([{ unit: "decade", n: n / 10 }], match.fields.level) : null;
  },

  /** 前7个月, 最后4个月, capture `n`; set: which, of, strict (no other reading: 首七个月). */
  "date-slice"(match) {
    const count = number(match, "n") ?? numberField(match.fields, "n");
    if (count === null || count < 1) return null;
    const of = (match.captures.u?.[0]?.lexeme?.fields.of ?? match.fields.of) as AmountUnit;
    return part(
      [
        {
          unit: "slice",
          which: match.fields.which as "first" | "last",
          count,
          of,
          strict: match.fields.strict === true,
        },
      ],
      match.fields.level,
    );
  },

  /** 第三个月, 第二周, 最后一个星期五; captures `n`, `u` or `d` (weekday). */
  "date-nth"(match) {
    const n = numberField(match.fields, "n") ?? number(match, "n");
    if (n === null || n === 0) return null;
    const weekday = match.captures.d === undefined ? null : readWeekday(text(match, "d") ?? "", match.fields);
    const of = (weekday !== null ? "weekday" : (match.captures.u?.[0]?.lexeme?.fields.of ?? match.fields.of)) as
      | AmountUnit
      | "weekday";
    return part([{ unit: "nth", n, of, weekday }], match.fields.level);
  },

  /** 周三, 下周三; capture `d`, and `s` a shift word with field by. */
  "date-weekday"(match) {
    const weekday = readWeekday(text(match, "d") ?? "", match.fields);
    if (weekday === null) return null;
    const shifts = match.captures.s?.map(({ lexeme }) => numberField(lexeme?.fields ?? {}, "by") ?? 0);
    const weeks = shifts === undefined ? null : shifts.reduce((sum, by) => sum + by, 0);
    return part([{ unit: "weekday", weekday, weeks }], match.fields.level);
  },

  /** 上月, 下下周, 这一年, 上个季度: captures `s` (shift words, field by) and `u` (field of). */
  "date-shifted"(match) {
    const by = (match.captures.s ?? []).reduce(
      (sum, { lexeme }) => sum + (numberField(lexeme?.fields ?? {}, "by") ?? 0),
      0,
    );
    const unit = match.captures.u?.[0]?.lexeme?.fields.of as CountedUnit | "weekend" | undefined;
    if (unit === undefined) return null;
    if (unit === "weekend") return part([{ unit, weeks: by }], match.fields.level);
    return part([{ unit, at: { kind: "shift", by, from: "reference" } }], match.fields.level);
  },

  /** Captures `m` (month), `leap`, `d` (day), all as written; set: calendar (lunar or either). */
  "date-lunar"(match) {
    const word = match.captures.w?.[0]?.lexeme?.fields;
    const month = numberField(word ?? {}, "month") ?? number(match, "m");
    const day = number(match, "d");
    if (month !== null && (month < 1 || month > 12)) return null;
    if (match.captures.d !== undefined && (day === null || day < 1 || day > 30)) return null;
    const calendar = match.fields.calendar === "either" ? "either" : "lunar";
    return part([{ unit: "lunar", month, leap: match.captures.leap !== undefined, day, calendar }], match.fields.level);
  },

  /** A clock time: captures `h`, `m`, `s`, `half`, `q` (quarters), `ap` (field meridiem), `from` (first hour of a span). */
  "date-clock"(match) {
    const hour = number(match, "h");
    const fromHour = number(match, "from");
    if (hour === null || hour > 24 || !Number.isInteger(hour) || (fromHour !== null && fromHour > 24)) return null;
    if (match.fields.neighbours === true && hour !== (fromHour ?? 0) + 1) return null;
    let minute = number(match, "m");
    if (match.captures.half !== undefined) minute = 30;
    const quarters = number(match, "q");
    if (quarters !== null) minute = quarters * 15;
    const second = number(match, "s");
    if ((minute ?? 0) > 59 || (second ?? 0) > 59 || (hour === 24 && ((minute ?? 0) > 0 || (second ?? 0) > 0)))
      return null;
    const zone = readZone(text(match, "z"));
    const meridiem = match.captures.ap?.[0]?.lexeme?.fields.meridiem;
    return part(
      [
        {
          unit: "clock",
          hour,
          minute,
          second,
          fromHour,
          meridiem: meridiem === "am" || meridiem === "pm" ? meridiem : null,
        },
        ...(zone === null ? [] : [{ unit: "zone" as const, minutes: zone }]),
      ],
      match.fields.level,
    );
  },

  /** 差一刻八点: captures `h`, and `less` (minutes) or `q` (quarters). */
  "date-clock-to"(match) {
    const hour = number(match, "h");
    const less = number(match, "less") ?? (number(match, "q") ?? 0) * 15;
    if (hour === null || hour < 1 || hour > 24 || less < 1 || less > 59) return null;
    const clock = { hour: hour - 1, minute: 60 - less, second: null, fromHour: null, meridiem: null };
    return part([{ unit: "clock", ...clock }], match.fields.level);
  },

  /** 正午. */
  "date-noon"({ fields }) {
    const clock = { hour: 12, minute: 0, second: null, fromHour: null, meridiem: null };
    return part([{ unit: "clock", ...clock }], fields.level);
  },

  /** 两天前 before a part of the day: captures `n`, `u` (field of), `w` (field sign). */
  "date-ago"(match) {
    const n = number(match, "n");
    const of = match.captures.u?.[0]?.lexeme?.fields.of;
    const sign = numberField(match.captures.w?.[0]?.lexeme?.fields ?? {}, "sign");
    if (n === null || sign === null || (of !== "day" && of !== "week" && of !== "month" && of !== "year")) return null;
    const by = n * sign;
    const [unit, times] = of === "week" ? (["day", 7] as const) : ([of, 1] as const);
    return part([{ unit, at: { kind: "shift", by: by * times, from: "reference" } }], of === "week" ? "day" : of);
  },

  /** “十四五”: capture `n`; the n-th five-year plan, years by the list in rules. */
  "date-plan"(match) {
    const fields = match.captures.w?.[0]?.lexeme?.fields ?? {};
    const [from, to] = [numberField(fields, "from"), numberField(fields, "to")];
    if (from === null) return null;
    return part([{ unit: "year", at: { kind: "said", n: from, to } }], match.fields.level);
  },

  /** An event with a date of its own, capture `w`: 改革开放 (fields year, month, day). */
  "date-event"(match) {
    const fields = match.captures.w?.[0]?.lexeme?.fields ?? {};
    const parts = partsOfDate(numberField(fields, "year"), numberField(fields, "month"), numberField(fields, "day"));
    return parts === null ? null : part(parts, match.fields.level);
  },
};

/** Minutes from UTC: Z, +08:00. */
function readZone(written: string | null): number | null {
  const match = /^(?:Z|([+-])(\d{2}):?(\d{2}))$/.exec(written ?? "");
  if (match === null) return null;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0));
}

/** 一 to 六 and 7, with the words for Sunday that the rule's `sunday` lists. */
function readWeekday(written: string, fields: FieldMap): number | null {
  if (String(fields.sunday ?? "").includes(written)) return 7;
  const n = readNumber(written);
  return n !== null && n >= 1 && n <= 7 ? n : null;
}
