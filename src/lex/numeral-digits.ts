import {
  Class,
  CODE,
  classOf,
  DOT,
  digitOf,
  FORMAL,
  isArabic,
  isLetter,
  PAIRED,
  SPACE,
  skipBlanks,
} from "./numeral-characters.js";

const COMMA = 0x2c;
const PLUS = 0x2b;
const MINUS = 0x2d;
/** e and E, with the bit set that tells small letters. */
const EXPONENT = 0x65;

/** Digits as they stand, separators left out. */
export interface ArabicRun {
  readonly end: number;
  readonly digits: string;
  /** It has a fraction or an exponent: no smaller digits can follow. */
  readonly isClosed: boolean;
}

/** Digits with separators and fraction: 1,234,567.8; 1 234; .5; 2.7890e-1. */
export function readArabic(text: string, start: number, point: number = DOT): ArabicRun {
  let at = start;
  while (isArabic(text.charCodeAt(at))) at++;
  let digits = text.slice(start, at);
  const head = at - start;
  const separator = text.charCodeAt(at);
  if (head <= 3 && digits !== "0" && (separator === COMMA || separator === SPACE)) {
    let end = at;
    let grouped = digits;
    while (text.charCodeAt(end) === separator && hasThreeDigits(text, end + 1)) {
      grouped += text.slice(end + 1, end + 4);
      end += 4;
    }
    if (!isArabic(text.charCodeAt(end))) {
      at = end;
      digits = grouped;
    }
  }
  const fractionEnd = findFractionEnd(text, start, at, point);
  if (fractionEnd > at) digits += `.${text.slice(at + 1, fractionEnd)}`;
  const exponentEnd = findExponentEnd(text, fractionEnd);
  digits += text.slice(fractionEnd, exponentEnd);
  return {
    end: exponentEnd,
    digits,
    isClosed: exponentEnd > at,
  };
}

/** Where the fraction ends that begins with the point at `at`; `at` where there is none. */
function findFractionEnd(text: string, start: number, at: number, point: number): number {
  if (text.charCodeAt(at) !== point || !isArabic(text.charCodeAt(at + 1))) return at;
  let end = at + 1;
  while (isArabic(text.charCodeAt(end))) end++;
  // 2023.11.22 and 1.2.3 are dates and versions: their parts are numerals of their own.
  const isDotted = text.charCodeAt(end) === point && isArabic(text.charCodeAt(end + 1));
  const goesOn = text.charCodeAt(start - 1) === point && isArabic(text.charCodeAt(start - 2));
  return isDotted || goesOn ? at : end;
}

/** Whether the point at `at` begins a decimal (.5), not a chain of parts (.7.8). */
export const beginsDecimal = (text: string, at: number): boolean => findFractionEnd(text, at, at, DOT) > at;

/** Where an exponent (e-1, E+14) ends that begins at `at`; `at` where there is none. */
function findExponentEnd(text: string, at: number): number {
  if ((text.charCodeAt(at) | 0x20) !== EXPONENT) return at;
  let end = at + 1;
  const sign = text.charCodeAt(end);
  if (sign === PLUS || sign === MINUS) end++;
  const from = end;
  while (isArabic(text.charCodeAt(end)) && end - from < 3) end++;
  const isWhole = end > from && !isLetter(text.charCodeAt(end)) && !isArabic(text.charCodeAt(end));
  return isWhole ? end : at;
}

function hasThreeDigits(text: string, at: number): boolean {
  return isArabic(text.charCodeAt(at)) && isArabic(text.charCodeAt(at + 1)) && isArabic(text.charCodeAt(at + 2));
}

/** Whether a formal numeral and one character of a unit stand right before `start`: 伍元陆角. */
export function followsFormal(text: string, start: number): boolean {
  const before = CODE[text.charCodeAt(start - 2)] ?? 0;
  return (before & FORMAL) !== 0 && classOf(CODE[text.charCodeAt(start - 1)] as number) === Class.None;
}

/** The digits after 点 at `at`: 点五七九; blanks may stand around 点. */
export function readFraction(text: string, at: number): { readonly digits: string; readonly end: number } | null {
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
