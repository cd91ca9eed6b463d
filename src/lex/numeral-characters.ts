import type { Decimal } from "decimal.js";
import { Exact } from "./exact.js";

/** What the characters of numerals are, and the marks that stand among them. */

export const Class = { None: 0, Arabic: 1, Digit: 2, Zero: 3, Place: 4, Section: 5, Tens: 6, Point: 7 } as const;

/** One code a UTF-16 unit: class << 8 | flags << 4 | value. */
export const CODE = new Uint16Array(0x10000);
/** Formal characters (壹, 拾), which bank notes use and which mostly are words of their own when alone. */
export const FORMAL = 1 << 4;
/** Formal digits that are common words (陆 land, 伍 a surname, 参 of 参加): never read alone in running text. */
export const DOUBTFUL = 2 << 4;
/** 两, which stands only before a place or a unit. */
export const PAIRED = 4 << 4;

/** All that have a code. */
export let NUMERAL_CHARACTERS = "";

function define(characters: string, code: (index: number) => number): void {
  NUMERAL_CHARACTERS += characters;
  for (let i = 0; i < characters.length; i++) CODE[characters.charCodeAt(i)] = code(i);
}
define("0123456789", (i) => (Class.Arabic << 8) | i);
define("一二三四五六七八九", (i) => (Class.Digit << 8) | (i + 1));
define("壹贰叁肆伍陆柒捌玖", (i) => (Class.Digit << 8) | FORMAL | (i + 1));
define("肆伍陆", (i) => (Class.Digit << 8) | FORMAL | DOUBTFUL | (i + 4));
define("参", () => (Class.Digit << 8) | FORMAL | DOUBTFUL | 3);
define("两", () => (Class.Digit << 8) | PAIRED | 2);
define("零〇○", () => Class.Zero << 8);
define("十百千", (i) => (Class.Place << 8) | (i + 1));
define("拾", () => (Class.Place << 8) | FORMAL | DOUBTFUL | 1);
define("佰仟", (i) => (Class.Place << 8) | FORMAL | (i + 2));
define("万亿兆", (i) => (Class.Section << 8) | (4 * (i + 1)));
define("廿卅卌", (i) => (Class.Tens << 8) | (i + 2));
define("点", () => Class.Point << 8);

export const SPACE = 0x20;
export const DOT = 0x2e;
/** ·, the point of decimals in older newspapers (15·8%), of dates (9·18) elsewhere. */
export const MIDDLE_DOT = 0xb7;
/** ○, a zero between Han digits, a bullet elsewhere. */
export const CIRCLE = "○".charCodeAt(0);
/** 之, after which a doubtful digit is one: 万分之肆. */
export const OF = "之".charCodeAt(0);
/** Blanks between the characters of one numeral are few. */
const MAX_BLANKS = 4;

export const classOf = (code: number): number => code >> 8;
export const digitOf = (code: number): number => code & 15;
export const isArabic = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
export const isLetter = (unit: number): boolean => (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
export const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;
/** Side by side these two span a range: 七八, 三五, 一两; any other two are digits of a sequence. */
export const spansRange = (first: number, second: number): boolean =>
  first > 0 && (second === first + 1 || (first === 3 && second === 5));

/** Where the next character of a numeral stands: `at`, or past a few blanks if a Han numeral character follows. */
export function skipBlanks(text: string, at: number): number {
  let next = at;
  while (next - at < MAX_BLANKS && text.charCodeAt(next) === SPACE) next++;
  const kind = classOf(CODE[text.charCodeAt(next)] as number);
  return kind > Class.Arabic ? next : at;
}

const POWERS = Array.from({ length: 33 }, (_, exponent) => new Exact(10).pow(exponent));
export const powerOfTen = (exponent: number): Decimal => POWERS[exponent] ?? new Exact(10).pow(exponent);
export const ZERO = new Exact(0);
