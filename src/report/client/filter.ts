import type { Table } from "./table.js";

/** What the filters ask for. Empty text and null ask for nothing. */
export interface Filter {
  /** Null: all. */
  readonly kinds: ReadonlySet<string> | null;
  readonly document: number | null;
  readonly indicator: string;
  readonly subject: string;
  readonly period: string;
  readonly search: string;
}

export const NO_FILTER: Filter = { kinds: null, document: null, indicator: "", subject: "", period: "", search: "" };

/** The columns that each of the text filters looks in: a record passes where one of them holds what was typed. */
const LOOKS_IN = {
  indicator: ["indicator"],
  subject: ["subject", "name"],
  period: ["period", "period_text", "timex", "start_date"],
  search: ["text", "sentence", "indicator", "subject", "name", "title", "period_text", "doc", "rule"],
} as const;

type TextFilter = keyof typeof LOOKS_IN;

const foldedStrings = new WeakMap<Table, readonly string[]>();

/** Width and case folded, so that ＤＮ１２００ is found by dn1200. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function stringsOf(table: Table): readonly string[] {
  const known = foldedStrings.get(table);
  if (known !== undefined) return known;
  const folded = table.strings.map(foldText);
  foldedStrings.set(table, folded);
  return folded;
}

/** The rows that pass, in their order. */
export function filterRows(table: Table, filter: Filter): number[] {
  const tests: ((row: number) => boolean)[] = [];
  if (filter.kinds !== null && table.has("kind")) {
    const { kinds } = filter;
    const wanted = table.strings.map((text) => kinds.has(text));
    tests.push((row) => wanted[table.stringIndex(row, "kind")] === true);
  }
  if (filter.document !== null) {
    const wanted = String(filter.document);
    tests.push((row) => table.text(row, "document") === wanted);
  }
  for (const name of Object.keys(LOOKS_IN) as TextFilter[]) {
    const words = foldText(filter[name])
      .split(/\s+/)
      .filter((word) => word !== "");
    const columns = LOOKS_IN[name].filter((column) => table.has(column));
    for (const word of words) {
      // Each different string is looked at once, however many rows have it.
      const holds = stringsOf(table).map((text) => text.includes(word));
      tests.push((row) => columns.some((column) => holds[table.stringIndex(row, column)] === true));
    }
  }
  const rows: number[] = [];
  for (let row = 0; row < table.length; row++) if (tests.every((passes) => passes(row))) rows.push(row);
  return rows;
}

export function isFiltering(filter: Filter): boolean {
  return (
    filter.kinds !== null ||
    filter.document !== null ||
    [filter.indicator, filter.subject, filter.period, filter.search].some((text) => text.trim() !== "")
  );
}

/** The different values of a column, the commonest first. */
export function valuesOf(table: Table, columns: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (let row = 0; row < table.length; row++)
    for (const column of columns) {
      const text = table.text(row, column);
      if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
}
