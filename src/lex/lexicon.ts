import { Forms, type LexiconForm } from "./forms.js";
import { buildTrie, edgeSlot, FEW_EDGES, type Trie } from "./trie.js";

export type { LexiconForm } from "./forms.js";

/** All lexicons, ready for the lexical pass. */
export interface LexiconSet {
  readonly names: readonly string[];
  readonly forms: Forms;
  readonly trie: Trie;
}

/** @param forms every form with the number of its lexicon in `names` */
export function buildLexiconSet(names: readonly string[], forms: readonly LexiconForm[]): LexiconSet {
  return { names, forms: Forms.of(forms), trie: buildTrie(forms.map(({ form }, index) => [form, index])) };
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

const NO_FORMS: readonly FoundForm[] = [];

/**
 * The forms found in one sentence, packed: most are looked at by number only, so objects are made for those
 * that somebody asks for.
 */
export class Lexemes {
  /** The length of the text. */
  readonly length: number;
  readonly set: LexiconSet;
  /**
   * First for each position from 0 to length + 1 where in this array its entries begin; then the entries, two
   * numbers each: the form's index in `set.forms` and its end. The entries of a position go from the longest.
   */
  readonly packed: Int32Array;
  private objects: (readonly FoundForm[] | undefined)[] | null = null;
  private byEnd: Int32Array | null = null;

  constructor(length: number, set: LexiconSet, packed: Int32Array) {
    this.length = length;
    this.set = set;
    this.packed = packed;
  }

  /** The forms that begin at a position, longest first. */
  at(start: number): readonly FoundForm[] {
    if (start < 0 || start > this.length) return NO_FORMS;
    const { packed, set } = this;
    const from = packed[start] as number;
    const to = packed[start + 1] as number;
    if (from === to) return NO_FORMS;
    this.objects ??= new Array(this.length + 1);
    let found = this.objects[start];
    if (found === undefined) {
      const made: FoundForm[] = [];
      for (let i = from; i < to; i += 2) made.push(makeForm(set, start, packed, i));
      found = made;
      this.objects[start] = made;
    }
    return found;
  }

  /** The forms that end at a position, by where they begin; those of one beginning in the order of `at`. */
  endingAt(end: number): readonly FoundForm[] {
    if (end < 0 || end > this.length) return NO_FORMS;
    const index = this.endings();
    const found: FoundForm[] = [];
    for (let i = index[end] as number; i < (index[end + 1] as number); i += 2)
      found.push(makeForm(this.set, index[i] as number, this.packed, index[i + 1] as number));
    return found;
  }

  /** The same packing by end: entries are the start and the place of the entry in `packed`. */
  endings(): Int32Array {
    this.byEnd ??= packByEnd(this.packed, this.length);
    return this.byEnd;
  }
}

/** The form of the entry at `index` of `packed`. */
export function makeForm(set: LexiconSet, start: number, packed: Int32Array, index: number): FoundForm {
  const form = set.forms.at(packed[index] as number);
  return { start, end: packed[index + 1] as number, lexicon: form.lexicon, form };
}

function packByEnd(packed: Int32Array, length: number): Int32Array {
  const byEnd = new Int32Array(packed.length);
  for (let i = length + 2; i < packed.length; i += 2) (byEnd[(packed[i + 1] as number) + 1] as number) += 2;
  byEnd[0] = length + 2;
  for (let end = 1; end <= length + 1; end++) (byEnd[end] as number) += byEnd[end - 1] as number;
  // Each slot is filled from its start; afterwards it holds its end, which is the next one's start.
  const next = byEnd.slice(0, length + 2);
  for (let start = 0; start <= length; start++)
    for (let i = packed[start] as number; i < (packed[start + 1] as number); i += 2) {
      const end = packed[i + 1] as number;
      const at = next[end] as number;
      byEnd[at] = start;
      byEnd[at + 1] = i;
      next[end] = at + 2;
    }
  return byEnd;
}

/** Grows as sentences ask for it; a scan is over before another begins. */
let scratch = new Int32Array(1 << 12);

/**
 * Every form at every position: one left-to-right pass.
 * A form that begins or ends with a Latin letter must not touch another one (m in mm).
 */
export function scanLexicons(text: string, set: LexiconSet): Lexemes {
  const { root, edges, childFrom, label, target, outputFrom, outputs } = set.trie;
  const mask = edges.length - 1;
  const length = text.length;
  let top = length + 2;
  for (let start = 0; start < length; start++) {
    if (top + 1024 > scratch.length) grow(top + 1024);
    scratch[start] = top;
    const first = text.charCodeAt(start);
    let node = root[first] as number;
    if (node === 0 || (isAsciiLetter(first) && start > 0 && isAsciiLetter(text.charCodeAt(start - 1)))) continue;
    const begun = top;
    let at = start + 1;
    for (;;) {
      const from = outputFrom[node] as number;
      const to = outputFrom[node + 1] as number;
      if (from < to && !(at < length && isAsciiLetter(text.charCodeAt(at)) && isAsciiLetter(text.charCodeAt(at - 1)))) {
        if (top + 2 * (to - from) > scratch.length) grow(top + 2 * (to - from));
        for (let o = from; o < to; o++) {
          scratch[top++] = outputs[o] as number;
          scratch[top++] = at;
        }
      }
      const low = childFrom[node] as number;
      const high = childFrom[node + 1] as number;
      if (low === high || at >= length) break;
      const unit = text.charCodeAt(at);
      const parent = node;
      node = 0;
      if (high - low <= FEW_EDGES) {
        for (let edge = low; edge < high; edge++)
          if (label[edge] === unit) {
            node = target[edge] as number;
            break;
          }
      } else {
        let slot = edgeSlot(parent, unit, mask);
        for (let edge = (edges[slot] as number) - 1; edge >= 0; edge = (edges[slot] as number) - 1) {
          if (edge >= low && edge < high && label[edge] === unit) {
            node = target[edge] as number;
            break;
          }
          slot = (slot + 1) & mask;
        }
      }
      if (node === 0) break;
      at++;
    }
    // Found from the shortest, wanted from the longest.
    for (let low = begun, high = top - 2; low < high; low += 2, high -= 2) {
      const form = scratch[low] as number;
      const end = scratch[low + 1] as number;
      scratch[low] = scratch[high] as number;
      scratch[low + 1] = scratch[high + 1] as number;
      scratch[high] = form;
      scratch[high + 1] = end;
    }
  }
  scratch[length] = top;
  scratch[length + 1] = top;
  return new Lexemes(length, set, scratch.slice(0, top));
}

function grow(least: number): void {
  const larger = new Int32Array(Math.max(least, 2 * scratch.length));
  larger.set(scratch);
  scratch = larger;
}
