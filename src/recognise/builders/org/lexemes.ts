import { type FoundForm, type LexiconSet, makeForm, resolveLexicon } from "../../../lex/lexicon.js";
import type { Chart } from "../../chart.js";

/** A stretch of the chart's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** For each lexicon whether it is one that a name stands for: the one of that name, or one below it. */
type Membership = Uint8Array;

const membershipsOf = new WeakMap<LexiconSet, Map<string, Membership>>();

function membership({ lexemes: { set } }: Chart, name: string): Membership {
  let known = membershipsOf.get(set);
  if (known === undefined) {
    known = new Map();
    membershipsOf.set(set, known);
  }
  let members = known.get(name);
  if (members === undefined) {
    members = new Uint8Array(set.names.length);
    for (const id of resolveLexicon(set.names, name) ?? []) members[id] = 1;
    known.set(name, members);
  }
  return members;
}

const isMember = (members: Membership, { forms }: LexiconSet, form: number): boolean =>
  members[forms.lexicon[form] as number] === 1;

const NO_FORMS: readonly FoundForm[] = [];

/** The form of a lexicon (or of one below it) that covers exactly this span, or null. */
export function formOver(chart: Chart, start: number, end: number, lexicon: string): FoundForm | null {
  const { packed, set, length } = chart.lexemes;
  if (start < 0 || start > length) return null;
  const to = packed[start + 1] as number;
  let members: Membership | null = null;
  for (let i = packed[start] as number; i < to; i += 2) {
    if (packed[i + 1] !== end) continue;
    members ??= membership(chart, lexicon);
    if (isMember(members, set, packed[i] as number)) return makeForm(set, start, packed, i);
  }
  return null;
}

/** Whether a stretch is a form of one of these lexicons. */
export function isIn(chart: Chart, { start, end }: Stretch, ...lexicons: readonly string[]): boolean {
  return lexicons.some((lexicon) => formOver(chart, start, end, lexicon) !== null);
}

/** Forms of a lexicon that end at a position, longest first. */
export function formsEndingAt(chart: Chart, end: number, lexicon: string): readonly FoundForm[] {
  const { lexemes } = chart;
  if (end < 0 || end > lexemes.length) return NO_FORMS;
  const { packed, set } = lexemes;
  const endings = lexemes.endings();
  const to = endings[end + 1] as number;
  const from = endings[end] as number;
  if (from === to) return NO_FORMS;
  const members = membership(chart, lexicon);
  let found: FoundForm[] | null = null;
  for (let i = from; i < to; i += 2) {
    const entry = endings[i + 1] as number;
    if (!isMember(members, set, packed[entry] as number)) continue;
    found ??= [];
    found.push(makeForm(set, endings[i] as number, packed, entry));
  }
  return found ?? NO_FORMS;
}

/** Forms of a lexicon that begin at a position, longest first. */
export function formsStartingAt(chart: Chart, start: number, lexicon: string): readonly FoundForm[] {
  const { packed, set, length } = chart.lexemes;
  if (start < 0 || start > length) return NO_FORMS;
  const to = packed[start + 1] as number;
  const from = packed[start] as number;
  if (from === to) return NO_FORMS;
  const members = membership(chart, lexicon);
  let found: FoundForm[] | null = null;
  for (let i = from; i < to; i += 2) {
    if (!isMember(members, set, packed[i] as number)) continue;
    found ??= [];
    found.push(makeForm(set, start, packed, i));
  }
  return found ?? NO_FORMS;
}

/** Whether a form of a lexicon begins at a position. */
export function beginsForm(chart: Chart, start: number, lexicon: string): boolean {
  return formsStartingAt(chart, start, lexicon).length > 0;
}

/** Whether the sentence has a form of a lexicon. */
export function holdsForm(chart: Chart, lexicon: string): boolean {
  const { packed, set, length } = chart.lexemes;
  const members = membership(chart, lexicon);
  for (let i = length + 2; i < packed.length; i += 2) if (isMember(members, set, packed[i] as number)) return true;
  return false;
}
