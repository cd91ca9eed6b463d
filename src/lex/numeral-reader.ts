import type { Decimal } from "decimal.js";
import { Exact } from "./exact.js";
import type { NumeralReading } from "./numeral.js";
import {
  Class,
  CODE,
  classOf,
  DOT,
  DOUBTFUL,
  digitOf,
  FORMAL,
  PAIRED,
  powerOfTen,
  skipBlanks,
  spansRange,
  ZERO,
} from "./numeral-characters.js";
import { type ArabicRun, readArabic, readFraction } from "./numeral-digits.js";

/** A part of a numeral that is closed by 万, 亿 or 兆. */
interface Part {
  readonly value: Decimal;
  readonly power: number;
}

/** The grammar of places, for one numeral; lives as long as one call of `read`. */
export class NumeralReader {
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

  /** Where 点 stood that may be of a time of day: what follows it is read by itself as well. */
  afterPoint: number | null = null;

  /**
   * Reads on as far as the grammar goes, and adds the readings.
   * @returns where the numeral ends
   */
  read(readings: NumeralReading[]): number {
    const { text, start } = this;
    let shorter: NumeralReading | null = null;
    for (;;) {
      const at = skipBlanks(text, this.end);
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
        // 九点三十 is 9.3, or 9 and 30.
        readings.push(reading, whole);
        this.afterPoint = skipBlanks(text, at + 1);
        return this.end;
      }
      // 几百兆瓦, 三五百兆瓦: places alone and spans count in 兆瓦 too.
      const isMega = digitOf(code) === 12 && this.end > start;
      const isThousand = kind === Class.Place && digitOf(code) > 1 && this.digit !== null && this.spread === null;
      const isSplit = isMega || isThousand;
      const before = isSplit && !this.endsPaired() ? this.reading() : null;
      if (!this.take(at, code, kind)) break;
      shorter = before;
    }
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
    // After a fraction or a span only what multiplies all of it.
    const isFinal = this.isClosed || this.spread !== null;
    if (isFinal && kind !== Class.Section && (kind !== Class.Place || this.digit === null)) return false;
    if (kind === Class.Arabic) return !this.bare && this.takeMoreArabic(at);
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
    if (this.digit !== null) return false;
    const run = readArabic(this.text, at);
    const limit = this.hasSum ? this.limit : this.lastPower();
    if (run.isClosed || powerOfTen(limit).lessThanOrEqualTo(run.digits)) return false;
    this.takeArabic(run);
    return true;
  }

  private takeDigit(at: number, code: number): boolean {
    const value = digitOf(code);
    const next = CODE[this.text.charCodeAt(skipBlanks(this.text, at + 1))] as number;
    const nextKind = classOf(next);
    const hasPlaceNext = nextKind === Class.Place || nextKind === Class.Section;
    if (this.digit !== null) {
      // Two digits side by side: 七八千, 三十五六.
      const first = this.digit.toNumber();
      if (this.hasArabic || !spansRange(first, value) || at !== this.end) return false;
      // 一两 is one or two at the beginning; 十一两 is a weight.
      if ((code & PAIRED) !== 0 && (this.hasSum || this.parts.length > 0)) return false;
      if (nextKind === Class.Digit) return false;
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
    return kind === Class.Section && digitOf(next) < this.lastPower();
  }

  /** The power of the last section that is closed; 0 before there is one. */
  private lastPower(): number {
    return this.parts[this.parts.length - 1]?.power ?? 0;
  }

  private takeZero(at: number): boolean {
    if (at !== this.end || this.digit !== null) return false;
    if (this.end === this.start) {
      this.digit = ZERO;
      this.bare = false;
      this.hasHan = true;
      this.end = at + 1;
      return true;
    }
    this.afterZero = true;
    // What follows decides whether the zero belongs to the numeral.
    this.end = at + 1;
    if (this.takeAfterZero(skipBlanks(this.text, at + 1))) return true;
    this.end = at;
    return false;
  }

  private takeAfterZero(at: number): boolean {
    const code = CODE[this.text.charCodeAt(at)] as number;
    const kind = classOf(code);
    if (kind === Class.Arabic) return this.takeMoreArabic(at);
    if (kind === Class.Digit) return this.takeDigit(at, code);
    // Of all others this refuses what is no 十 or 廿.
    return this.takePlace(at, code, kind);
  }

  private takePlace(at: number, code: number, kind: number): boolean {
    const power = kind === Class.Tens ? 1 : digitOf(code);
    if (power >= this.limit) return false;
    if ((code & DOUBTFUL) !== 0 && this.end > this.start && this.digit === null) return false;
    if (kind === Class.Tens) {
      if (this.digit !== null) return false;
      this.sum = this.sum.plus(digitOf(code) * 10);
      this.groups++;
      this.bare = false;
    } else if (this.digit === null) {
      if (this.end > this.start && power !== 1) return false;
      this.sum = this.sum.plus(powerOfTen(power));
    } else {
      if (!this.canMultiply(this.digit, at, power)) return false;
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

  /** Digits before 十百千: one digit (5千, 4千6百), any number before 千 or 百万 (15千元, 300百万). */
  private canMultiply(digit: Decimal, at: number, power: number): boolean {
    const next = CODE[this.text.charCodeAt(at + 1)] as number;
    return power === 3 || digit.lessThan(10) || classOf(next) === Class.Section;
  }

  private takeSection(at: number, code: number): boolean {
    const power = digitOf(code);
    const { parts } = this;
    // 百二万 is 120 of 万; in 五亿四万 the 四 has its place.
    const isElliptic = this.hasSum && this.elliptic();
    let value =
      this.digit === null ? this.sum : this.sum.plus(isElliptic ? this.digit.times(this.omittedPlace()) : this.digit);
    const hasOwn = this.hasSum || this.digit !== null;
    // 4569万8311亿: the larger section takes in all that is smaller; after 亿 no other 亿 comes.
    let kept = parts.length;
    while (kept > 0 && (parts[kept - 1] as Part).power < power) kept--;
    if (kept > 0 && (parts[kept - 1] as Part).power === power) return !hasOwn && this.takeSectionAgain(at, power);
    const merged = kept < parts.length;
    if (!hasOwn && !merged) {
      if (this.end !== this.start) return false;
      value = powerOfTen(0);
    }
    for (const part of parts.splice(kept)) value = value.plus(part.value);
    if (isElliptic && this.spread !== null) this.spread = this.spread.times(this.omittedPlace());
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
    this.end = at + 1;
    return true;
  }

  /** 一万万 is 亿; 百亿亿 is a hundred times 亿 squared. */
  private takeSectionAgain(at: number, power: number): boolean {
    const [part] = this.parts;
    // 万万 by itself is a word (万万不可).
    const isAlone = this.bare && this.end === this.start + 1;
    if (power > 8 || part === undefined || this.parts.length > 1 || isAlone) return false;
    this.parts[0] = { value: part.value.times(powerOfTen(power)), power: part.power + power };
    if (this.spread !== null) this.spread = this.spread.times(powerOfTen(power));
    this.run += power;
    this.lastSection += power;
    this.end = at + 1;
    return true;
  }

  /** Whether the last digit stands in the place after the one before it: 一万二, 三百五. */
  private elliptic(): boolean {
    if (this.digit === null || !this.isSingle || this.afterZero || this.isClosed) return false;
    return this.hasSum ? this.limit > 1 : this.parts.length > 0;
  }

  /** The place of a last digit whose place is not written. */
  private omittedPlace(): Decimal {
    return powerOfTen((this.hasSum ? this.limit : this.lastPower()) - 1);
  }

  /** 点 and the digits after it; then places may multiply the whole: 一点五亿. */
  private takeFraction(at: number): boolean {
    if (this.hasArabic || this.spread !== null) return false;
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
    if (this.digit !== null) total = total.plus(this.elliptic() ? this.digit.times(this.omittedPlace()) : this.digit);
    return total;
  }

  private reading(): NumeralReading {
    const value = this.total();
    const elliptic = this.elliptic();
    const spread = elliptic ? this.spread?.times(this.omittedPlace()) : this.spread;
    const isSection = this.parts.length === 1 && !this.hasSum && this.digit === null;
    return {
      start: this.start,
      end: this.end,
      value,
      high: spread ? value.plus(spread) : null,
      style: this.style(),
      elliptic,
      bare: this.bare,
      power: this.groups <= 1 ? this.run : isSection ? this.lastSection : 0,
      section: isSection || (this.isClosed && this.hasHan) ? this.lastSection : 0,
    };
  }

  private style(): NumeralReading["style"] {
    if (this.hasArabic) return this.hasHan ? "mixed" : "digits";
    // 十 is 10 by itself; 百, 千, 万 alone only round.
    const first = CODE[this.text.charCodeAt(this.start)] as number;
    return this.bare && digitOf(first) !== 1 ? "place" : "han";
  }
}
