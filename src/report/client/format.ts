/** A decimal with its whole part in groups of three: 1234567.5 as 1,234,567.5. All digits stay. */
export function groupDigits(decimal: string): string {
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  if (whole === "") return decimal;
  return `${sign === "-" ? "−" : ""}${whole.replace(/\B(?=(?:\d{3})+$)/g, ",")}${rest}`;
}

/** A number in few characters for a chart: 8.46万 in Chinese, 84.6K in English. */
export function shortNumber(value: number, language: "zh" | "en"): string {
  const locale = language === "zh" ? "zh-Hans" : "en";
  return new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 4 }).format(value);
}

/** A span within one year without the year's repetition, as ISO 8601 allows: 2023-01-01/11-30. */
export function shortPeriod(period: string): string {
  return period.replace(/^(\d{4}-)(\d\d(?:-\d\d)?)\/\1(\d\d(?:-\d\d)?)$/, "$1$2/$3");
}

/** The text with what would not be seen, or would turn the writing direction, by its name: ‹U+202E›. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060\ufeff\ufff9-\ufffb\p{Cs}]/gu,
    (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`,
  );
}

/** Short names of paths: base names, or where two are the same the parts in which the paths differ. */
export function distinctNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split(/[\\/]/).filter((part) => part !== ""));
  const names = parts.map((of, index) => of.at(-1) ?? paths[index] ?? "");
  if (new Set(names).size === names.length) return names;
  const least = Math.min(...parts.map((of) => of.length));
  const isSame = (at: number): boolean => parts.every((of) => of.at(at) === parts[0]?.at(at));
  let before = 0;
  while (before < least - 1 && isSame(before)) before++;
  let behind = 0;
  while (behind < least - 1 - before && isSame(-1 - behind)) behind++;
  return parts.map((of) => of.slice(before, of.length - behind).join("/"));
}
