import { Decimal } from "decimal.js";

/** A reading of a numeral: the text from `start` to `end`, written in digits and numeral characters. */
export interface NumeralReading {
  readonly start: number;
  readonly end: number;
  readonly value: Decimal;
  /** digits: 1,234.5 · han: 三千五百 · mixed: 3.2万 · sequence: 二〇二三, characters read as digits. */
  readonly style: "digits" | "han" | "mixed" | "sequence";
}

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const SECTIONS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/**
 * Every numeral of a folded text, in text order. Where a numeral can be read to several ends
 * (12千米: 12 or 12千), each reading is given, the preferred one first.
 */
export function scanNumerals(text: string): NumeralReading[] {
  const readings: NumeralReading[] = [];
  const pattern = /\d+(?:,\d{3})*(?:\.\d+)?[万亿]*|[零〇一二两三四五六七八九十百千万亿]+/g;
  for (const match of text.matchAll(pattern)) {
    const [written] = match;
    const start = match.index;
    const digits = /^[\d,.]+/.exec(written)?.[0];
    let value: Decimal | null;
    if (digits !== undefined) {
      value = new Decimal(digits.replaceAll(",", ""));
      for (const unit of written.slice(digits.length)) value = value.times(SECTIONS[unit] ?? 1);
    } else value = readHan(written);
    if (value === null) continue;
    readings.push({
      start,
      end: start + written.length,
      value,
      style: digits === undefined ? "han" : digits === written ? "digits" : "mixed",
    });
  }
  return readings;
}

function readHan(written: string): Decimal | null {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of written) {
    const place = PLACES[character];
    const unit = SECTIONS[character];
    if (unit !== undefined) {
      total = (total + section + digit) * unit;
      section = 0;
      digit = 0;
    } else if (place !== undefined) {
      section += (digit || 1) * place;
      digit = 0;
    } else digit = DIGITS[character] ?? 0;
  }
  return new Decimal(total + section + digit);
}
