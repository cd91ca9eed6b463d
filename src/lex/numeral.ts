import type { Decimal } from "decimal.js";
import { Exact } from "./exact.js";

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
  /** The power of ten of the places that end the numeral, where they multiply all of it: 三百万 → 4, 5千万 → 7. */
  readonly power: number;
  /** The power of ten of 万, 亿, 兆 at its end, where they multiply all of it: 5千万 → 4. */
  readonly section: number;
}

const Class = { None: 0, Arabic: 1, Digit: 2, Zero: 3, Place: 4, Section: 5, Tens: 6, Point: 7 } as const;

/** One code a UTF-16 unit: class << 8 | flags << 4 | value. */
const CODE = new Uint16Array(0x10000);
/** Formal characters (壹, 拾), which bank notes use and which mostly are words of their own when alone. */
const FORMAL = 1 << 4;
/** Formal digits that are common words (陆 land, 伍 a surname, 参 of 参加): never read alone in running text. */
const DOUBTFUL = 2 << 4;
/** 两, which stands only before a place or a unit. */
const PAIRED = 4 << 4;

function define(characters: string, code: (index: number) => number): void {
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

const SPACE = 0x20;
const COMMA = 0x2c;
const DOT = 0x2e;
/** ·, the point of decimals in older newspapers (15·8%), of dates (9·18) elsewhere. */
const MIDDLE_DOT = 0xb7;
/** ○, a zero between Han digits, a bullet elsewhere. */
const CIRCLE = "○".charCodeAt(0);
/** 之, after which a doubtful digit is one: 万分之肆. */
const OF = "之".charCodeAt(0);
/** Blanks between the characters of one numeral are few. */
const MAX_BLANKS = 4;

const classOf = (code: number): number => code >> 8;
const digitOf = (code: number): number => code & 15;
const isArabic = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
const isLetter = (unit: number): boolean => (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;
/** Side by side these two span a range: 七八, 三五, 一两; any other two are digits of a sequence. */
const spansRange = (first: number, second: number): boolean =>
  (second === first + 1 && second < 10) || (first === 3 && second === 5);

/**
 * Every numeral of a folded text, in text order, in one pass. Where a numeral can be read to several ends
 * (12千米: 12 or 12千; 九点三十: 九点三 or 九, then 三十), each reading is given, the preferred one first.
 */
export function scanNumerals(text: string): NumeralReading[] {
  const readings: NumeralReading[] = [];
  const length = text.length;
  let at = 0;
  while (at < length) {
    const unit = text.charCodeAt(at);
    const code = CODE[unit] as number;
    if (code === 0) {
      if (unit === DOT && isArabic(text.charCodeAt(at + 1)) && isFreeDot(text, at))
        at = readNumeral(text, at, readings);
      else at++;
    } else if (classOf(code) === Class.Point) at++;
    else at = readNumeral(text, at, readings);
  }
  return readings;
}

/** A point that begins a decimal: .5, not the point of a version, an address or the end of a sentence. */
function isFreeDot(text: string, at: number): boolean {
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  return !isArabic(before) && !isLetter(before) && before !== DOT;
}

/** Where the next character of a numeral stands: `at`, or past a few blanks if a Han numeral character follows. */
function skipBlanks(text: string, at: number): number {
  if (text.charCodeAt(at) !== SPACE) return at;
  let next = at;
  while (next - at < MAX_BLANKS && text.charCodeAt(next) === SPACE) next++;
  const kind = classOf(CODE[text.charCodeAt(next)] as number);
  return kind > Class.Arabic ? next : at;
}

interface ArabicRun {
  readonly end: number;
  readonly digits: string;
  /** It has a fraction or an exponent: no smaller digits can follow. */
  readonly isClosed: boolean;
}

/** Digits with separators and fraction: 1,234,567.8; 1 234; .5; 2.7890e-1. */
function readArabic(text: string, start: number, point: number = DOT): ArabicRun {
  let at = start;
  while (isArabic(text.charCodeAt(at))) at++;
  let digits = text.slice(start, at);
  const head = at - start;
  const separator = text.charCodeAt(at);
  if (head > 0 && head <= 3 && digits !== "0" && (separator === COMMA || separator === SPACE)) {
    let end = at;
    let grouped = digits;
    while (text.charCodeAt(end) === separator && hasThreeDigits(text, end + 1)) {
      grouped += text.slice(end + 1, end + 4);
      end += 4;
    }
    if (end > at && !isArabic(text.charCodeAt(end))) {
      at = end;
      digits = grouped;
    }
  }
  let isClosed = false;
  if (text.charCodeAt(at) === point && isArabic(text.charCodeAt(at + 1))) {
    let end = at + 1;
    while (isArabic(text.charCodeAt(end))) end++;
    // 2023.11.22 and 1.2.3 are dates and versions: their parts are numerals of their own.
    const isDotted = text.charCodeAt(end) === point && isArabic(text.charCodeAt(end + 1));
    const goesOn = text.charCodeAt(start - 1) === point && isArabic(text.charCodeAt(start - 2));
    if (!isDotted && !(goesOn && head > 0)) {
      digits += `.${text.slice(at + 1, end)}`;
      at = end;
      isClosed = true;
    }
  }
  const exponent = text.charCodeAt(at) | 0x20;
  if (exponent === 0x65) {
    let end = at + 1;
    const sign = text.charCodeAt(end);
    if (sign === 0x2b || sign === 0x2d) end++;
    const from = end;
    while (isArabic(text.charCodeAt(end)) && end - from < 3) end++;
    if (end > from && !isLetter(text.charCodeAt(end)) && !isArabic(text.charCodeAt(end))) {
      digits += text.slice(at, end);
      at = end;
      isClosed = true;
    }
  }
  return { end: at, digits: digits.startsWith(".") ? `0${digits}` : digits, isClosed };
}

function hasThreeDigits(text: string, at: number): boolean {
  return isArabic(text.charCodeAt(at)) && isArabic(text.charCodeAt(at + 1)) && isArabic(text.charCodeAt(at + 2));
}

const POWERS = Array.from({ length: 33 }, (_, exponent) => new Exact(10).pow(exponent));
const powerOfTen = (exponent: number): Decimal => POWERS[exponent] ?? new Exact(10).pow(exponent);
const ZERO = new Exact(0);

/** A part of a numeral that is closed by 万, 亿 or 兆. */
interface Part {
  readonly value: Decimal;
  readonly power: number;
}

/**
 * Reads the numeral that begins at `start` and adds its readings.
 * @returns where the scan goes on
 */
function readNumeral(text: string, start: number, readings: NumeralReading[]): number {
  const first = text.charCodeAt(start);
  const firstCode = CODE[first] as number;
  const isArabicHead = classOf(firstCode) === Class.Arabic || first === DOT;
  if (!isArabicHead) {
    if (isDoubtful(text, start, firstCode)) return start + 1;
    const run = readSequence(text, start, readings);
    if (run > start) return run;
    if (first === CIRCLE) return start + 1;
  }
  const end = new Reader(text, start, isArabicHead).read(readings);
  if (isArabicHead && text.charCodeAt(end) === MIDDLE_DOT && isArabic(text.charCodeAt(end + 1)))
    new Reader(text, start, true, MIDDLE_DOT).read(readings);
  return end;
}

/** Whether a formal character is rather a word: alone among Han characters, or before a plain one. */
function isDoubtful(text: string, start: number, code: number): boolean {
  if ((code & DOUBTFUL) === 0) return false;
  const next = CODE[text.charCodeAt(skipBlanks(text, start + 1))] as number;
  const kind = classOf(next);
  const afterPoint = kind === Class.Point ? (CODE[text.charCodeAt(start + 2)] as number) : 0;
  if ((afterPoint & FORMAL) !== 0 || classOf(afterPoint) === Class.Zero) return false;
  if (kind === Class.Section || ((kind === Class.Place || kind === Class.Digit) && (next & FORMAL) !== 0)) return false;
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
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
    if ((kind !== Class.Digit && kind !== Class.Zero) || (code & (PAIRED | DOUBTFUL)) !== 0) break;
    digits += digitOf(code);
    at++;
  }
  if (digits.length < 2) return start;
  const after = CODE[text.charCodeAt(at)] as number;
  const kind = classOf(after);
  // 二三十, 三五百 have places.
  if (kind === Class.Place || kind === Class.Tens) return start;
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
  if (kind === Class.Section) {
    value = value.times(powerOfTen(digitOf(after)));
    end++;
  } else if (kind === Class.Point) {
    const fraction = readFraction(text, at);
    if (fraction !== null) {
      value = new Exact(`${digits}.${fraction.digits}`);
      end = fraction.end;
    }
  }
  // After 零 the rest may count by itself: 两年零三个月.
  if (classOf(CODE[text.charCodeAt(start)] as number) === Class.Zero && text.charCodeAt(start) !== CIRCLE)
    readNumeral(text, start + 1, readings);
  readings.push({
    ...NO_SHAPE,
    start,
    end,
    value,
    style: "sequence",
    section: kind === Class.Section ? digitOf(after) : 0,
  });
  return end;
}

const NO_SHAPE = { high: null, elliptic: false, bare: false, power: 0, section: 0 } as const;

/** The digits after 点 at `at`: 点五七九; blanks may stand around 点. */
function readFraction(text: string, at: number): { readonly digits: string; readonly end: number } | null {
  let digits = "";
  let end = at + 1;
  for (let next = skipBlanks(text, end); ; next = end) {
    const code = CODE[text.charCodeAt(next)] as number;
    const kind = classOf(code);
    if ((kind !== Class.Digit && kind !== Class.Zero) || (code & PAIRED) !== 0) break;
    digits += digitOf(code);
    end = next + 1;
  }
  return digits === "" ? null : { digits, end };
}

/** The grammar of places, for one numeral; lives as long as one call of `read`. */
class Reader {
  private readonly text: string;
  private readonly start: number;
  private readonly parts: Part[] = [];
  /** What 十百千 have closed since the last 万. */
  private sum: Decimal = ZERO;
  private hasSum = false;
  private digit: Decimal | null = null;
  /** The digit is one Han or Arabic figure, so that its place may be left out: 一万二. */
  private isSingle = false;
  /** Only a place smaller than this may follow. */
  private limit = 4;
  private afterZero = false;
  /** What the second of two digits side by side adds: 七八千, 1000. */
  private spread: Decimal | null = null;
  private hasArabic = false;
  private hasHan = false;
  private hasFormal = false;
  private bare = true;
  private isClosed = false;
  private end: number;
  /** Power of the run of places at the end; digits before it: one group, or more. */
  private run = 0;
  private groups = 0;
  private lastSection = 0;

  constructor(text: string, start: number, isArabicHead: boolean, point: number = DOT) {
    this.text = text;
    this.start = start;
    this.end = start;
    if (isArabicHead) this.takeArabic(readArabic(text, start, point));
  }

  /** Reads on as far as the grammar goes, and adds the readings. */
  read(readings: NumeralReading[]): number {
    const { text, start } = this;
    let shorter: NumeralReading | null = null;
    for (;;) {
      const at = this.end === start ? start : skipBlanks(text, this.end);
      const code = CODE[text.charCodeAt(at)] as number;
      const kind = classOf(code);
      if (kind === Class.None) break;
      if (kind === Class.Point) {
        const whole = this.style() === "place" ? null : this.reading();
        if (whole === null || !this.takeFraction(at)) break;
        const reading = this.reading();
        // 十一点五千克 is 11.5 of 千克 sooner than 11500 of 克; the same for 兆.
        if (reading.power === 3 || reading.power === 12) {
          const value = reading.value.div(powerOfTen(reading.power));
          readings.push({ ...reading, end: reading.end - 1, value, power: 0, section: 0 });
        }
        readings.push(reading, whole);
        // 九点三十 is 9.3 or 9 and 30; the scan goes on after the longer one.
        return Math.max(this.end, readNumeral(text, at + 1, readings));
      }
      const isPrefix = (kind === Class.Place && digitOf(code) > 1) || (kind === Class.Section && digitOf(code) === 12);
      const hasDigits = this.digit !== null || (kind === Class.Section && !this.bare);
      const before = isPrefix && hasDigits && this.spread === null && !this.endsPaired() ? this.reading() : null;
      if (!this.take(at, code, kind)) break;
      shorter = before;
    }
    if (this.end === start) return start + 1;
    // 12千米 is 12 of 千米 sooner than 12千 of 米; the same for 5兆瓦.
    if (shorter !== null) readings.push(shorter);
    readings.push(this.reading());
    return this.end;
  }

  /** 两 ends no numeral that it does not begin. */
  private endsPaired(): boolean {
    const code = CODE[this.text.charCodeAt(this.end - 1)] as number;
    return (code & PAIRED) !== 0 && this.end - 1 > this.start;
  }

  private take(at: number, code: number, kind: number): boolean {
    if (kind === Class.Arabic) return at === this.end && !this.bare && this.takeMoreArabic(at);
    if (kind === Class.Digit) return this.takeDigit(at, code);
    if (kind === Class.Zero) return this.takeZero(at);
    return kind === Class.Section ? this.takeSection(at, code) : this.takePlace(at, code, kind);
  }

  private takeArabic({ end, digits, isClosed }: ArabicRun): void {
    this.digit = new Exact(digits);
    this.isSingle = digits.length === 1;
    this.isClosed = isClosed;
    this.hasArabic = true;
    this.bare = false;
    this.groups++;
    this.run = 0;
    this.end = end;
  }

  /** Digits after a place: 3万4000, 5万4千6百, 1千零1. */
  private takeMoreArabic(at: number): boolean {
    if (this.digit !== null || this.isClosed) return false;
    const run = readArabic(this.text, at);
    const limit = this.hasSum ? this.limit : (this.parts[this.parts.length - 1]?.power ?? 0);
    if (run.isClosed || powerOfTen(limit).lessThanOrEqualTo(run.digits)) return false;
    this.takeArabic(run);
    return true;
  }

  private takeDigit(at: number, code: number): boolean {
    if (this.isClosed || this.spread !== null) return false;
    const value = digitOf(code);
    const next = CODE[this.text.charCodeAt(skipBlanks(this.text, at + 1))] as number;
    const nextKind = classOf(next);
    const hasPlaceNext = nextKind === Class.Place || nextKind === Class.Section;
    if (this.digit !== null) {
      // Two digits side by side: 七八千, 三十五六.
      const first = this.digit.toNumber();
      if (!this.isSingle || this.hasArabic || this.afterZero || !spansRange(first, value) || at !== this.end)
        return false;
      // 一两 is one or two at the beginning; 十一两 is a weight.
      if ((code & PAIRED) !== 0 && (this.hasSum || this.parts.length > 0)) return false;
      if (nextKind === Class.Digit || nextKind === Class.Zero) return false;
      this.spread = new Exact(value - first);
      this.end = at + 1;
      return true;
    }
    if ((code & PAIRED) !== 0 && this.end > this.start && !hasPlaceNext) return false;
    if ((code & DOUBTFUL) !== 0 && this.end > this.start && !this.hasFormal && (next & FORMAL) === 0) return false;
    // Over a blank only a digit with its place belongs to the numeral (一百 二十); 一百 二 are two.
    if (at !== this.end && (this.hasArabic || !this.goesOnWith(next))) return false;
    this.digit = new Exact(value);
    this.isSingle = true;
    this.hasHan = true;
    this.bare = false;
    this.groups++;
    this.run = 0;
    if ((code & FORMAL) !== 0) this.hasFormal = true;
    this.end = at + 1;
    return true;
  }

  /** Whether a place can follow the digit that would be read now. */
  private goesOnWith(next: number): boolean {
    const kind = classOf(next);
    if (kind === Class.Place) return digitOf(next) < this.limit;
    const last = this.parts[this.parts.length - 1];
    return kind === Class.Section && (last === undefined || digitOf(next) < last.power);
  }

  private takeZero(at: number): boolean {
    if (at !== this.end) return false;
    if (this.isClosed || this.digit !== null || this.afterZero) return false;
    if (this.end === this.start) {
      this.digit = ZERO;
      this.isSingle = false;
      this.bare = false;
      this.hasHan = true;
      this.groups++;
      this.end = at + 1;
      return true;
    }
    const after = skipBlanks(this.text, at + 1);
    const code = CODE[this.text.charCodeAt(after)] as number;
    const kind = classOf(code);
    const goesOn =
      kind === Class.Arabic ||
      kind === Class.Digit ||
      kind === Class.Tens ||
      (kind === Class.Place && digitOf(code) === 1);
    if (!goesOn || this.spread !== null) return false;
    this.afterZero = true;
    // What follows decides whether the zero belongs to the numeral.
    const saved = this.end;
    this.end = at + 1;
    if (kind === Class.Digit && this.takeDigit(after, code)) return true;
    if (kind === Class.Arabic && after === this.end && this.takeMoreArabic(after)) return true;
    if ((kind === Class.Tens || kind === Class.Place) && this.takePlace(after, code, kind)) return true;
    this.end = saved;
    this.afterZero = false;
    return false;
  }

  private takePlace(at: number, code: number, kind: number): boolean {
    const power = kind === Class.Tens ? 1 : digitOf(code);
    if (power >= this.limit) return false;
    if ((code & DOUBTFUL) !== 0 && this.end > this.start && this.digit === null) return false;
    if (kind === Class.Tens) {
      if (this.digit !== null || this.isClosed) return false;
      this.sum = this.sum.plus(digitOf(code) * 10);
      this.groups++;
      this.bare = false;
    } else if (this.digit === null) {
      const canStandAlone =
        this.end === this.start || (power === 1 && (this.afterZero || this.hasSum || this.parts.length > 0));
      if (!canStandAlone || this.isClosed) return false;
      this.sum = this.sum.plus(powerOfTen(power));
    } else {
      if (!this.canMultiply(at, power)) return false;
      this.sum = this.sum.plus(this.digit.times(powerOfTen(power)));
      if (this.spread !== null) this.spread = this.spread.times(powerOfTen(power));
      this.digit = null;
    }
    this.hasHan = true;
    if ((code & FORMAL) !== 0) this.hasFormal = true;
    this.hasSum = true;
    this.afterZero = false;
    this.limit = power;
    this.run += power;
    this.end = at + 1;
    return true;
  }

  /** Arabic digits before 十百千: one digit (5千, 4千6百), any number before 千 or 百万 (15千元, 300百万). */
  private canMultiply(at: number, power: number): boolean {
    if (this.digit === null || !this.hasArabic || this.isSingle || power === 3) return true;
    const next = CODE[this.text.charCodeAt(at + 1)] as number;
    return this.digit.lessThan(10) ? true : classOf(next) === Class.Section;
  }

  private takeSection(at: number, code: number): boolean {
    const power = digitOf(code);
    const { parts } = this;
    // 百二万 is 120 of 万; in 五亿四万 the 四 has its place.
    const isElliptic = this.hasSum && this.elliptic();
    let value = this.digit === null ? this.sum : this.sum.plus(isElliptic ? this.scaledDigit() : this.digit);
    if (isElliptic && this.spread !== null) this.spread = this.spread.times(powerOfTen(this.limit - 1));
    const hasOwn = this.hasSum || this.digit !== null;
    let merged = false;
    while (parts.length > 0) {
      const last = parts[parts.length - 1] as Part;
      if (last.power >= power) break;
      value = value.plus(last.value);
      parts.pop();
      merged = true;
    }
    if (parts.length > 0 && (parts[parts.length - 1] as Part).power <= power) return false;
    if (!hasOwn && !merged) {
      if (this.end !== this.start) return false;
      value = powerOfTen(0);
    }
    parts.push({ value: value.times(powerOfTen(power)), power });
    if (this.spread !== null) this.spread = this.spread.times(powerOfTen(power));
    this.run += power;
    this.lastSection = merged && !hasOwn ? this.lastSection + power : power;
    this.sum = ZERO;
    this.hasSum = false;
    this.digit = null;
    this.afterZero = false;
    this.limit = 4;
    this.hasHan = true;
    if (this.isClosed || this.spread !== null) this.limit = 0;
    this.end = at + 1;
    return true;
  }

  /** Whether the last digit stands in the place after the one before it: 一万二, 三百五. */
  private elliptic(): boolean {
    if (this.digit === null || !this.isSingle || this.afterZero || this.isClosed) return false;
    return this.hasSum ? this.limit > 1 : this.parts.length > 0;
  }

  private scaledDigit(): Decimal {
    const digit = this.digit ?? ZERO;
    const power = this.hasSum ? this.limit - 1 : (this.parts[this.parts.length - 1]?.power ?? 1) - 1;
    return digit.times(powerOfTen(power));
  }

  /** 点 and the digits after it; then places may multiply the whole: 一点五亿. */
  private takeFraction(at: number): boolean {
    if (this.hasArabic || this.isClosed || this.spread !== null) return false;
    const fraction = readFraction(this.text, at);
    if (fraction === null) return false;
    let value = this.total().plus(`0.${fraction.digits}`);
    let end = fraction.end;
    let power = 0;
    let section = 0;
    for (;;) {
      const next = skipBlanks(this.text, end);
      const code = CODE[this.text.charCodeAt(next)] as number;
      const kind = classOf(code);
      const following = classOf(CODE[this.text.charCodeAt(next + 1)] as number);
      if (kind === Class.Section) section += digitOf(code);
      else if (kind !== Class.Place || (following !== Class.Section && digitOf(code) < 3) || power > 0) break;
      power += digitOf(code);
      value = value.times(powerOfTen(digitOf(code)));
      end = next + 1;
    }
    this.parts.length = 0;
    this.sum = value;
    this.hasSum = true;
    this.digit = null;
    this.bare = false;
    this.isClosed = true;
    this.run = power;
    this.lastSection = section;
    this.groups = 1;
    this.end = end;
    return true;
  }

  private total(): Decimal {
    let total = this.sum;
    for (const { value } of this.parts) total = total.plus(value);
    if (this.digit !== null) total = total.plus(this.elliptic() ? this.scaledDigit() : this.digit);
    return total;
  }

  private reading(): NumeralReading {
    const value = this.total();
    const elliptic = this.elliptic();
    let spread = this.spread;
    if (spread !== null && this.digit !== null && elliptic && !this.digit.isZero())
      spread = spread.times(this.scaledDigit().div(this.digit));
    const isSection = this.parts.length === 1 && !this.hasSum && this.digit === null;
    const isSingleGroup = this.groups <= 1 && this.digit === null;
    return {
      start: this.start,
      end: this.end,
      value,
      high: spread === null ? null : value.plus(spread),
      style: this.style(),
      elliptic,
      bare: this.bare,
      power: isSingleGroup ? this.run : isSection ? this.lastSection : 0,
      section: isSection || (this.isClosed && this.hasHan) ? this.lastSection : 0,
    };
  }

  private style(): NumeralReading["style"] {
    if (this.hasArabic) return this.hasHan ? "mixed" : "digits";
    // 十 is 10 by itself; 百, 千, 万 alone only round.
    const first = CODE[this.text.charCodeAt(this.start)] as number;
    return this.bare && !(classOf(first) === Class.Place && digitOf(first) === 1) ? "place" : "han";
  }
}
