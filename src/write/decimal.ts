/**
 * A decimal in plain digits: no exponent, no `-0`. Text that is already plain comes back unchanged.
 * @throws RangeError for NaN, an infinity or text that is no decimal (a bug of the stage before).
 */
export function plainDecimal(value: number | string): string {
  const text = typeof value === "number" ? String(value) : value;
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (parts === null) throw new RangeError(`not a decimal: ${text}`);
  if (parts[4] === undefined) return text === "-0" ? "0" : text;
  const [, sign = "", whole = "", fraction = "", exponent] = parts;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
