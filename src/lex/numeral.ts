import type { Decimal } from "decimal.js";
import { Exact } from "./exact.js";
import {
  CIRCLE,
  Class,
  CODE,
  classOf,
  DOT,
  DOUBTFUL,
  digitOf,
  FORMAL,
  isArabic,
  isHan,
  isLetter,
  MIDDLE_DOT,
  OF,
  PAIRED,
  powerOfTen,
  skipBlanks,
  spansRange,
} from "./numeral-characters.js";
import { beginsDecimal, followsFormal, readFraction } from "./numeral-digits.js";
import { NumeralReader } from "./numeral-reader.js";

/** A reading of a numeral: the text from `start` to `end`, written in digits and numeral characters. */
export interface NumeralReading {
  readonly start: number;
  readonly end: number;
  readonly value: Decimal;
  /** Of two digits side by side the other end of what they span: 七八千 is 7000 to 8000. */
  readonly high: Decimal | null;
  /**
   * digits: 1,234.5 · han: 三千五百 · mixed: 3.2万 · sequence: 二〇二三, characters read as digits ·
   * place: 千, 百万, 万亿, places with no digit before them.
   */
  readonly style: "digits" | "han" | "mixed" | "sequence" | "place";
  /** The last digit's place is not written: 一万二 is 12000. */
  readonly elliptic: boolean;
  /** Written with places alone: 十, 百, 千万. */
  readonly bare: boolean;
  /** The power of ten of the places that end the numeral, where they multiply all of it: 一百五十万 → 4, 5千万 → 7. */
  readonly power: number;
  /** The power of ten of 万, 亿, 兆 at its end, where they multiply all of it: 5千万 → 4. */
  readonly section: number;
}

/**
 * Every numeral of a folded text, in text order, in one pass. Where a numeral can be read to several ends
 * (12千米: 12 or 12千; 九点三十: 九点三 or 九, then 三十), each reading is given, the preferred one first.
 */
export function scanNumerals(text: string): NumeralReading[] {
  const readings: NumeralReading[] = [];
  const length = text.length;
  let at = 0;
  while (at < length) {
    const code = CODE[text.charCodeAt(at)] as number;
    if (code === 0) {
      if (beginsDecimal(text, at) && isFreeDot(text, at)) at = readNumeral(text, at, readings);
      else at++;
    } else if (classOf(code) === Class.Point) at++;
    // What goes on from something unread is passed over as a whole: no 00 of 70�00, no 万 of ½万.
    else at = readNumeral(text, at, goesOnFromUnread(text, at, code) ? [] : readings);
  }
  return readings;
}

/** Digits of other scripts; ½, ③, Ⅲ too, which no 万 can follow by itself. */
const OTHER_DIGIT = /^\p{Nd}$/u;
const OTHER_NUMBER = /^\p{N}$/u;
/** Marks, controls and halves of broken characters: they stand inside a numeral only where something went wrong. */
const STRAY = /^(?!\s)[\p{M}\p{Cc}\p{Cf}\p{Cs}]$/u;
const MAX_STRAYS = 4;

/**
 * Whether the numeral at `at` is the rest of one whose beginning cannot be read: after a digit of another script, after
 * 亿 that has no 万 below it (亿万元), over characters that stand in no text on purpose.
 */
function goesOnFromUnread(text: string, at: number, code: number): boolean {
  const isPlace = classOf(code) === Class.Place || classOf(code) === Class.Section;
  let end = at;
  let character = characterBefore(text, end);
  if (isPlace && isSection(character)) return true;
  for (let left = MAX_STRAYS; left > 0 && STRAY.test(character); left--) {
    end -= character.length;
    character = characterBefore(text, end);
  }
  const isKnown = (CODE[character.charCodeAt(0)] ?? 0) !== 0;
  if (end < at && (isKnown || OTHER_NUMBER.test(character))) return true;
  return !isKnown && (isPlace ? OTHER_NUMBER : OTHER_DIGIT).test(character);
}

const isSection = (character: string): boolean => classOf(CODE[character.charCodeAt(0)] ?? 0) === Class.Section;

/** The character that ends at `end`, of one UTF-16 unit or two. */
function characterBefore(text: string, end: number): string {
  const start = end > 1 && text.codePointAt(end - 2) !== text.charCodeAt(end - 2) ? end - 2 : Math.max(0, end - 1);
  return text.slice(start, end);
}

/**
 * Formal digits that are common words (伍, 陆) where no numeral was read: single ones, for rules that know from what
 * stands around them that they are digits (人民币伍元).
 */
export function scanDoubtfulDigits(text: string): NumeralReading[] {
  const readings: NumeralReading[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = CODE[text.charCodeAt(at)] as number;
    if (classOf(code) !== Class.Digit || !isDoubtful(text, at, code)) continue;
    readings.push({ ...NO_SHAPE, start: at, end: at + 1, value: new Exact(digitOf(code)), style: "han" });
  }
  return readings;
}

/** A point that begins a decimal: .5, not the point of a version, an address or the end of a sentence. */
function isFreeDot(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return !isArabic(before) && !isLetter(before) && before !== DOT;
}

/**
 * Reads the numeral that begins at `start` and adds its readings.
 * @returns where the scan goes on
 */
function readNumeral(text: string, start: number, readings: NumeralReading[]): number {
  const first = text.charCodeAt(start);
  const firstCode = CODE[first] as number;
  const isArabicHead = classOf(firstCode) === Class.Arabic || first === DOT;
  if (isDoubtful(text, start, firstCode)) return start + 1;
  const run = readSequence(text, start, readings);
  if (run > start) return run;
  if (first === CIRCLE) return start + 1;
  const reader = new NumeralReader(text, start, isArabicHead);
  const end = reader.read(readings);
  if (isArabic(first) && text.charCodeAt(end) === MIDDLE_DOT && isArabic(text.charCodeAt(end + 1)))
    new NumeralReader(text, start, true, MIDDLE_DOT).read(readings);
  // The scan goes on after the longer of 九点三 and 三十.
  return reader.afterPoint === null ? end : Math.max(end, readNumeral(text, reader.afterPoint, readings));
}

/** Whether a formal character is rather a word: alone among Han characters, or before a plain one. */
function isDoubtful(text: string, start: number, code: number): boolean {
  if ((code & DOUBTFUL) === 0) return false;
  const next = CODE[text.charCodeAt(skipBlanks(text, start + 1))] as number;
  const kind = classOf(next);
  const afterPoint = kind === Class.Point ? (CODE[text.charCodeAt(start + 2)] as number) : 0;
  if ((afterPoint & FORMAL) !== 0 || classOf(afterPoint) === Class.Zero) return false;
  if (kind === Class.Section || (next & FORMAL) !== 0) return false;
  const before = text.charCodeAt(start - 1);
  // 伍千 opens an amount where no word can end before it (队伍千人).
  if ((kind === Class.Place && !isHan(before)) || followsFormal(text, start)) return false;
  return (isHan(before) && before !== OF) || isHan(text.charCodeAt(start + 1));
}

/**
 * Han digits side by side, read as digits: 二〇二三, 九八. Two that span a range (七八) are left to the reader,
 * unless nothing follows that would need it; then both readings are given.
 * @returns where the scan goes on, or `start` where there is no sequence
 */
function readSequence(text: string, start: number, readings: NumeralReading[]): number {
  let at = start;
  let digits = "";
  for (;;) {
    const code = CODE[text.charCodeAt(at)] as number;
    const kind = classOf(code);
    if ((kind !== Class.Digit && kind !== Class.Zero) || (code & PAIRED) !== 0) break;
    if ((code & DOUBTFUL) !== 0 && !followsFormal(text, start)) break;
    digits += digitOf(code);
    at++;
  }
  if (digits.length < 2) return start;
  const after = CODE[text.charCodeAt(at)] as number;
  const kind = classOf(after);
  // 二三十, 三五百 have places.
  if (kind === Class.Place) return start;
  if (digits.length === 2 && spansRange(Number(digits[0]), Number(digits[1]))) {
    if (kind === Class.Section) return start;
    readings.push({
      ...NO_SHAPE,
      start,
      end: at,
      value: new Exact(digits[0] ?? 0),
      high: new Exact(digits[1] ?? 0),
      style: "han",
    });
  }
  let end = at;
  let value = new Exact(digits);
  let section = 0;
  if (kind === Class.Section) {
    section = digitOf(after);
    value = value.times(powerOfTen(section));
    end++;
  } else if (kind === Class.Point) {
    const fraction = readFraction(text, at);
    if (fraction !== null) {
      value = new Exact(`${digits}.${fraction.digits}`);
      end = fraction.end;
    }
  }
  // After 零 the rest may count by itself: 两年零三个月.
  if (
    digits.length <= 3 &&
    classOf(CODE[text.charCodeAt(start)] as number) === Class.Zero &&
    text.charCodeAt(start) !== CIRCLE
  )
    readNumeral(text, start + 1, readings);
  readings.push({
    ...NO_SHAPE,
    start,
    end,
    value,
    style: "sequence",
    section,
  });
  return end;
}

const NO_SHAPE = { high: null, elliptic: false, bare: false, power: 0, section: 0 } as const;
