/**
 * UTF-16 order but for surrogates, which stand for what comes after U+FFFF: the order of code points, and of the bytes
 * of UTF-8. JavaScript's own puts U+E000 to U+FFFF behind all characters of two units.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
