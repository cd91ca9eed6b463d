/** A decimal with its whole part in groups of three: 1234567.5 as 1,234,567.5. All digits stay. */
export function groupDigits(decimal: string): string {
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  if (whole === "") return decimal;
  return `${sign === "-" ? "−" : ""}${whole.replace(/\B(?=(?:\d{3})+$)/g, ",")}${rest}`;
}

/** A number in few digits for the axis of a chart. */
export function shortNumber(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 12 }).format(value);
}

/** The text with what would not be seen, or would turn the writing direction, by its name: ‹U+202E›. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060\ufeff\ufff9-\ufffb\p{Cs}]/gu,
    (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`,
  );
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
