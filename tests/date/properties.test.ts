import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { daysInMonth, formatDay, fromDay, toDay, weekdayOf } from "../../src/resolve/date/calendar.js";
import { readDates } from "./extract.js";

const DIGITS = "〇一二三四五六七八九";
const inDigits = (n: number): string => [...String(n)].map((digit) => DIGITS[Number(digit)]).join("");
/** 1 to 99 as 二十三. */
function inWords(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  const ten = tens === 0 ? "" : `${tens === 1 ? "" : DIGITS[tens]}十`;
  return `${ten}${ones === 0 ? "" : DIGITS[ones]}`;
}
const pad = (n: number): string => String(n).padStart(2, "0");
const fullWidth = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Every way to write a full date. */
const FULL: readonly (readonly [string, (date: Civil) => string])[] = [
  ["2023年11月20日", ({ year, month, day }) => `${year}年${month}月${day}日`],
  ["2023年11月20号", ({ year, month, day }) => `${year}年${month}月${day}号`],
  ["2023 年 11 月 20 日", ({ year, month, day }) => `${year} 年 ${month} 月 ${day} 日`],
  ["2023年05月09日", ({ year, month, day }) => `${year}年${pad(month)}月${pad(day)}日`],
  ["２０２３年１１月２０日", ({ year, month, day }) => fullWidth(`${year}年${month}月${day}日`)],
  ["二〇二三年十一月二十日", ({ year, month, day }) => `${inDigits(year)}年${inWords(month)}月${inWords(day)}日`],
  [
    "二零二三年",
    ({ year, month, day }) => `${inDigits(year).replaceAll("〇", "零")}年${inWords(month)}月${inWords(day)}日`,
  ],
  ["2023-11-20", ({ year, month, day }) => `${year}-${pad(month)}-${pad(day)}`],
  ["2023-5-9", ({ year, month, day }) => `${year}-${month}-${day}`],
  ["2023/11/20", ({ year, month, day }) => `${year}/${pad(month)}/${pad(day)}`],
  ["2023.11.20", ({ year, month, day }) => `${year}.${month}.${day}`],
  ["20231120", ({ year, month, day }) => `${year}${pad(month)}${pad(day)}`],
];

const civil = fc
  .tuple(fc.integer({ min: 1900, max: 2099 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, day]): Civil => ({ year, month, day: Math.min(day, daysInMonth(year, month)) }));
const iso = ({ year, month, day }: Civil): string => `${year}-${pad(month)}-${pad(day)}`;
const reference = civil.map(iso);

describe("a date written in any way reads back", () => {
  test.each(FULL)("%s", (_name, write) => {
    fc.assert(
      fc.property(civil, reference, (date, today) => {
        const records = readDates(`项目于${write(date)}开工。`, today);
        expect(records.map(({ text, timex }) => [text, timex])).toEqual([[write(date), iso(date)]]);
      }),
      { numRuns: 40 },
    );
  });

  test("year and month", () => {
    fc.assert(
      fc.property(civil, reference, ({ year, month }, today) => {
        const [record] = readDates(`${year}年${month}月投产`, today);
        expect(record).toMatchObject({
          timex: `${year}-${pad(month)}`,
          start_date: `${year}-${pad(month)}-01`,
          end_date: `${year}-${pad(month)}-${daysInMonth(year, month)}`,
        });
      }),
      { numRuns: 40 },
    );
  });

  test("a clock time of a day, in three ways", () => {
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 10, max: 59 }));
    fc.assert(
      fc.property(civil, clock, (date, [hour, minute]) => {
        const timex = `${iso(date)}T${pad(hour)}:${pad(minute)}`;
        const day = `${date.year}年${date.month}月${date.day}日`;
        for (const text of [
          `${day}${hour}时${minute}分`,
          `${day}${hour}:${minute}`,
          `${iso(date)} ${pad(hour)}:${minute}`,
        ])
          expect(readDates(text)).toMatchObject([{ text, timex, start_date: timex }]);
      }),
      { numRuns: 40 },
    );
  });
});

/** Expressions that need the reference, of every family. */
const RELATIVE = [
  "今天",
  "昨日",
  "大前天",
  "后天",
  "本周三",
  "上周五",
  "下下周一",
  "周末",
  "上月",
  "下个月20日",
  "本月初",
  "月底",
  "11月20日",
  "2月29日",
  "31日",
  "3月",
  "1—9月",
  "今年前7个月",
  "上半年",
  "一季度末",
  "前三季度",
  "今年以来",
  "去年同期",
  "去年底",
  "明年春天",
  "今冬",
  "采暖季",
  "暑期",
  "国庆",
  "春节",
  "除夕",
  "腊月二十三",
  "清明节",
  "冬至",
  "国庆假期",
  "3天前",
  "两年后",
  "近三年",
  "过去五年",
  "未来10年",
  "半年来",
  "上世纪90年代",
  "20世纪末",
  "“十四五”期间",
  "11月5日至10日",
  "从3月到5月",
  "11月至次年2月",
  "2021—2023年",
  "2023年1月至今",
  "截至9月底",
  "9月30日前",
  "到2025年",
  "自2018年以来",
  "昨晚8点",
  "晚上10点至凌晨2点",
  "上午9时30分",
  "周一至周五",
  "上旬",
  "本月第2周",
  "十月的第一个星期一",
];

/** Of a bound the first or the last minute that it covers. */
const minutes = (bound: string, isEnd: boolean): number => {
  const match = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(bound);
  const [, year = "0", month = "1", day = "1", hour, minute] = match ?? [];
  const time = hour === undefined ? (isEnd ? 24 * 60 : 0) : Number(hour) * 60 + Number(minute);
  return toDay(Number(year), Number(month), Number(day)) * 24 * 60 + time;
};

describe("whatever is the reference date", () => {
  test("spans do not end before they begin", () => {
    fc.assert(
      fc.property(reference, fc.shuffledSubarray(RELATIVE, { minLength: 5, maxLength: 10 }), (today, expressions) => {
        for (const { text, start_date: start, end_date: end } of readDates(`${expressions.join("，")}。`, today))
          if (start !== null && end !== null)
            expect(minutes(start, false), `${text} of ${today}`).toBeLessThanOrEqual(minutes(end, true));
      }),
      { numRuns: 60 },
    );
  });

  test("every one of them is found", () => {
    for (const expression of RELATIVE) expect(readDates(`，${expression}，`), expression).not.toEqual([]);
  });

  test("a weekday lies in the week that is named", () => {
    fc.assert(
      fc.property(civil, fc.integer({ min: 1, max: 7 }), fc.integer({ min: -2, max: 2 }), (today, weekday, weeks) => {
        const shift = weeks < 0 ? "上".repeat(-weeks) : weeks > 0 ? "下".repeat(weeks) : "本";
        const [record] = readDates(`${shift}周${"一二三四五六日"[weekday - 1]}`, iso(today));
        const day = toDay(today.year, today.month, today.day);
        expect(record?.start_date).toBe(formatDay(day - weekdayOf(day) + weekday + weeks * 7));
      }),
      { numRuns: 60 },
    );
  });

  test("days ago and hence are counted exactly, over leap days and year ends", () => {
    fc.assert(
      fc.property(civil, fc.integer({ min: 1, max: 900 }), (today, n) => {
        const day = toDay(today.year, today.month, today.day);
        expect(readDates(`${n}天前签约`, iso(today))[0]?.timex).toBe(formatDay(day - n));
        expect(readDates(`${n}天后开工`, iso(today))[0]?.timex).toBe(formatDay(day + n));
      }),
      { numRuns: 40 },
    );
  });

  test("a day of the month in running text lies within half a year", () => {
    fc.assert(
      fc.property(civil, civil, (today, { month, day }) => {
        fc.pre(day <= 28);
        const [record] = readDates(`会议${month}月${day}日在青岛举行。`, iso(today));
        const found = /^(\d+)-(\d\d)-(\d\d)$/.exec(record?.start_date ?? "");
        expect(found).not.toBeNull();
        const distance =
          toDay(Number(found?.[1]), Number(found?.[2]), Number(found?.[3])) - toDay(today.year, today.month, today.day);
        expect(distance).toBeLessThanOrEqual(7 * 31);
        expect(fromDay(toDay(today.year, today.month, today.day) + distance)).toMatchObject({ month, day });
      }),
      { numRuns: 60 },
    );
  });
});

describe("any text at all", () => {
  const piece = fc.constantFrom(
    ..."0123456789〇一二两三十百千万年月日号时点分秒周季初末底前后上下中半多余来个第至到—-/.:：，。的内起每逢隔闰初廿去今明昨当次同早晚旬节",
    ..."世纪 年代 星期 季度 春节 除夕 农历 正月 以来 期间 截至 同期 小时 “十四五” 采暖季 上午 凌晨".split(" "),
  );

  test("gives records with spans and values that hold together", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), reference, (pieces, today) => {
        const text = pieces.join("");
        for (const record of readDates(text, today)) {
          expect([...text].slice(record.start, record.end).join("")).toBe(record.text);
          expect(record.text.trim()).toBe(record.text);
          expect(record.timex).not.toBeNull();
          for (const bound of [record.start_date, record.end_date])
            if (bound !== null) expect(bound).toMatch(/^-?\d{4,}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/);
          if (record.start_date !== null && record.end_date !== null)
            expect(minutes(record.start_date, false)).toBeLessThanOrEqual(minutes(record.end_date, true));
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe("the machine's clock and time zone do not matter", () => {
  const zone = process.env.TZ;
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  test("records are the same in three zones, also for a reference told as an instant", () => {
    const text = `${RELATIVE.join("，")}。`;
    const read = (name: string, date: string): string => {
      process.env.TZ = name;
      return JSON.stringify(readDates(text, date));
    };
    for (const date of ["2023-11-22", "2024-02-29", "2023-12-31", "2024-01-01", "2023-11-22T23:59:00", "2011-12-30"]) {
      const utc = read("UTC", date);
      expect(read("Asia/Shanghai", date)).toBe(utc);
      expect(read("America/Los_Angeles", date)).toBe(utc);
      expect(read("Pacific/Apia", date)).toBe(utc);
    }
  });
});
