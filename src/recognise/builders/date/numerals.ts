/** Numbers inside time expressions: digits, characters, 廿 and 卅, sequences of characters read as digits. */

const DIGITS = new Map<string, number>([
  ...[..."〇零○"].map((character) => [character, 0] as const),
  ...[..."一二三四五六七八九"].map((character, i) => [character, i + 1] as const),
  ["两", 2],
]);
const PLACES: Readonly<Record<string, number>> = { 十: 10, 廿: 20, 卅: 30, 百: 100, 千: 1000, 万: 10000, 亿: 1e8 };

const isDigitCharacter = (character: string): boolean => DIGITS.has(character);

/** The number that a text stands for, or null where it stands for none. `null` too for two neighbours such as 三五. */
export function readNumber(written: string): number | null {
  const text = written.replaceAll(/[\s,]/g, "");
  const mixed = /^(\d+(?:\.\d+)?)([百千万亿]*)$/.exec(text);
  if (mixed !== null) {
    let value = Number(mixed[1]);
    for (const place of mixed[2] ?? "") value *= PLACES[place] ?? 1;
    return value;
  }
  const characters = [...text];
  if (characters.length === 0) return null;
  if (characters.every(isDigitCharacter)) {
    if (characters.length === 2 && DIGITS.get(characters[0] ?? "") === 0)
      return DIGITS.get(characters[1] ?? "") ?? null;
    return characters.reduce((sum, character) => sum * 10 + (DIGITS.get(character) ?? 0), 0);
  }
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of characters) {
    const place = PLACES[character];
    if (place === undefined) {
      const value = DIGITS.get(character);
      if (value === undefined) return null;
      digit = value;
    } else if (place >= 10000) {
      total = (total + section + digit) * place;
      section = 0;
      digit = 0;
    } else if (place === 20 || place === 30) {
      section += place;
      digit = 0;
    } else {
      section += (digit === 0 ? 1 : digit) * place;
      digit = 0;
    }
  }
  return total + section + digit;
}

/** Two neighbouring numbers that stand for a range (两三, 十五六, 三五), low and high; null for anything else. */
export function readNeighbours(written: string): readonly [number, number] | null {
  const tens = /^([一二三四五六七八])([二三四五六七八九])十$/.exec(written);
  if (tens !== null) {
    const [low, high] = [DIGITS.get(tens[1] ?? "") ?? 0, DIGITS.get(tens[2] ?? "") ?? 0];
    return high === low + 1 ? [low * 10, high * 10] : null;
  }
  const match = /^([二三四五六七八九]?十|[百千])?([一二两三四五六七八九])([二两三四五六七八九])$/.exec(written);
  if (match === null) return null;
  const base = match[1] === undefined ? 0 : (readNumber(match[1]) ?? 0);
  const [low, high] = [DIGITS.get(match[2] ?? "") ?? 0, DIGITS.get(match[3] ?? "") ?? 0];
  return low < high && high - low <= 2 ? [base + low, base + high] : null;
}
