import type { Fields } from "../types.js";
import { buildTrie, type Trie } from "./trie.js";

/** One form of one lexicon. */
export interface LexiconForm {
  readonly lexicon: number;
  readonly form: string;
  readonly fields: Fields;
}

/** All lexicons, ready for the lexical pass. */
export interface LexiconSet {
  readonly names: readonly string[];
  readonly forms: readonly LexiconForm[];
  readonly trie: Trie;
}

/** @param forms every form with the number of its lexicon in `names` */
export function buildLexiconSet(names: readonly string[], forms: readonly LexiconForm[]): LexiconSet {
  return { names, forms, trie: buildTrie(forms.map(({ form }, index) => [form, index])) };
}

/** The numbers of the lexicon of this name and of all whose path begins with it; null where there is none. */
export function resolveLexicon(names: readonly string[], name: string): ReadonlySet<number> | null {
  const ids = new Set<number>();
  names.forEach((candidate, index) => {
    if (candidate === name || candidate.startsWith(`${name}/`)) ids.add(index);
  });
  return ids.size > 0 ? ids : null;
}

const isAsciiLetter = (unit: number): boolean => (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);

export interface FoundForm {
  readonly start: number;
  readonly end: number;
  readonly lexicon: number;
  readonly form: LexiconForm;
}

/**
 * Every form at every position: one left-to-right pass.
 * A form that begins or ends with a Latin letter must not touch another one (m in mm).
 * @returns for each UTF-16 index the forms that begin there, longest first, or undefined
 */
export function scanLexicons(text: string, set: LexiconSet): (FoundForm[] | undefined)[] {
  const { trie, forms } = set;
  const { root, childFrom, label, target, outputFrom, outputs } = trie;
  const found: (FoundForm[] | undefined)[] = new Array(text.length + 1);
  const length = text.length;
  for (let start = 0; start < length; start++) {
    const first = text.charCodeAt(start);
    let node = root[first] as number;
    if (node === 0) continue;
    if (isAsciiLetter(first) && start > 0 && isAsciiLetter(text.charCodeAt(start - 1))) continue;
    let here: FoundForm[] | undefined;
    let at = start + 1;
    for (;;) {
      const to = outputFrom[node + 1] as number;
      for (let o = outputFrom[node] as number; o < to; o++) {
        if (at < length && isAsciiLetter(text.charCodeAt(at)) && isAsciiLetter(text.charCodeAt(at - 1))) break;
        const form = forms[outputs[o] as number] as LexiconForm;
        const entry = { start, end: at, lexicon: form.lexicon, form };
        if (here === undefined) {
          here = [entry];
          found[start] = here;
        } else here.unshift(entry);
      }
      if (at >= length) break;
      const unit = text.charCodeAt(at);
      let low = childFrom[node] as number;
      let high = (childFrom[node + 1] as number) - 1;
      node = 0;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const candidate = label[middle] as number;
        if (candidate === unit) {
          node = target[middle] as number;
          break;
        }
        if (candidate < unit) low = middle + 1;
        else high = middle - 1;
      }
      if (node === 0) break;
      at++;
    }
  }
  return found;
}
