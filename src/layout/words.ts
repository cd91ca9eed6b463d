import type { Fold } from "./fold.js";

/** Word lists of the layout by name, as `rules/layout/*.yaml` has them. A name that is missing is an empty list. */
export type LayoutLexicons = Readonly<Record<string, readonly string[]>>;

/** A list of words for use at a given place of a folded text. */
export interface WordList {
  /** Length of the longest word that begins at `index`, 0 where none does. */
  readonly startAt: (folded: string, index: number) => number;
  /** Length of the longest word that ends at `index`, 0 where none does. */
  readonly endAt: (folded: string, index: number) => number;
  /** The words as alternatives of a regular expression, longest first; it never matches where there are none. */
  readonly pattern: string;
}

/** @param words in any script and width; they are folded like the text they are looked for in */
export function makeWordList(words: readonly string[], fold: Fold): WordList {
  const forms = foldForms(words, fold);
  const byFirst = groupBy(forms, (form) => form.charCodeAt(0));
  const byLast = groupBy(forms, (form) => form.charCodeAt(form.length - 1));
  return {
    startAt: (folded, index) =>
      byFirst.get(folded.charCodeAt(index))?.find((form) => folded.startsWith(form, index))?.length ?? 0,
    endAt: (folded, index) =>
      byLast.get(folded.charCodeAt(index - 1))?.find((form) => folded.endsWith(form, index))?.length ?? 0,
    pattern: alternatives(forms.map(escapePattern)),
  };
}

/** A set of UTF-16 units, by direct table. */
export class UnitSet {
  private readonly flags = new Uint8Array(0x10000);

  constructor(units: Iterable<number>) {
    for (const unit of units) this.flags[unit] = 1;
  }

  has(unit: number): boolean {
    return this.flags[unit] === 1;
  }
}

/**
 * Which lists may have a word in a stretch of text, by the characters that their words begin with:
 * a cheap look before a pattern is tried.
 */
export class WordHints {
  private readonly bits = new Uint8Array(0x10000);

  /** @param bit what `lookFor` gives for a character that one of the words begins with */
  add(words: readonly string[], bit: number, fold: Fold): void {
    for (const word of words) {
      const first = fold(word).charCodeAt(0);
      if (word !== "") this.bits[first] = (this.bits[first] as number) | bit;
    }
  }

  lookFor(folded: string, start: number, end: number): number {
    let found = 0;
    for (let i = start; i < end; i++) found |= this.bits[folded.charCodeAt(i)] as number;
    return found;
  }
}

/** One digit or Chinese numeral, as dates and page numbers are written. */
export const NUMERAL = "[0-9〇零○一二三四五六七八九十廿\u5345]";

/** Shapes such as `#月#日`, where # stands for a numeral, as alternatives of a regular expression, longest first. */
export function shapePattern(shapes: readonly string[], fold: Fold): string {
  return alternatives(foldForms(shapes, fold).map((shape) => escapePattern(shape).replaceAll("#", `${NUMERAL}+`)));
}

function foldForms(words: readonly string[], fold: Fold): string[] {
  const forms = new Set(words.map(fold).filter((form) => form !== ""));
  return [...forms].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function alternatives(patterns: readonly string[]): string {
  return patterns.length > 0 ? `(?:${patterns.join("|")})` : "(?!)";
}

function escapePattern(form: string): string {
  return form.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function groupBy(forms: readonly string[], key: (form: string) => number): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const form of forms) {
    const group = groups.get(key(form));
    if (group === undefined) groups.set(key(form), [form]);
    else group.push(form);
  }
  return groups;
}
