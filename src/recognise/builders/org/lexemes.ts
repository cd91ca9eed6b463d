import { type FoundForm, resolveLexicon } from "../../../lex/lexicon.js";
import type { Chart } from "../../chart.js";

/** A stretch of the chart's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A lexeme with its beginning, as found from its end. */
export interface EndingForm extends FoundForm {
  readonly start: number;
}

const idsOf = new WeakMap<readonly string[], Map<string, ReadonlySet<number>>>();
const NONE: ReadonlySet<number> = new Set();

function lexiconIds(chart: Chart, name: string): ReadonlySet<number> {
  let known = idsOf.get(chart.lexicons);
  if (known === undefined) {
    known = new Map();
    idsOf.set(chart.lexicons, known);
  }
  let ids = known.get(name);
  if (ids === undefined) {
    ids = resolveLexicon(chart.lexicons, name) ?? NONE;
    known.set(name, ids);
  }
  return ids;
}

/** The form of a lexicon (or of one below it) that covers exactly this span, or null. */
export function formOver(chart: Chart, start: number, end: number, lexicon: string): FoundForm | null {
  const here = chart.formsAt[start];
  if (here === undefined) return null;
  const ids = lexiconIds(chart, lexicon);
  for (const form of here) if (form.end === end && ids.has(form.lexicon)) return form;
  return null;
}

/** Whether a stretch is a form of one of these lexicons. */
export function isIn(chart: Chart, { start, end }: Stretch, ...lexicons: readonly string[]): boolean {
  return lexicons.some((lexicon) => formOver(chart, start, end, lexicon) !== null);
}

/** Forms of a lexicon that end at a position, longest first. */
export function formsEndingAt(chart: Chart, end: number, lexicon: string): readonly EndingForm[] {
  const ids = lexiconIds(chart, lexicon);
  const found: EndingForm[] = [];
  for (const form of chart.formsEndingAt(end))
    if (ids.has(form.lexicon)) found.push({ ...form, start: end - form.form.form.length });
  return found.sort((a, b) => a.start - b.start);
}

/** Forms of a lexicon that begin at a position, longest first. */
export function formsStartingAt(chart: Chart, start: number, lexicon: string): readonly FoundForm[] {
  const ids = lexiconIds(chart, lexicon);
  return (chart.formsAt[start] ?? []).filter((form) => ids.has(form.lexicon));
}

/** Whether a form of a lexicon begins at a position. */
export function beginsForm(chart: Chart, start: number, lexicon: string): boolean {
  const ids = lexiconIds(chart, lexicon);
  return chart.formsAt[start]?.some((form) => ids.has(form.lexicon)) === true;
}
