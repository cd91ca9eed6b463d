import { type Grain, type Period, readPeriod } from "./periods.js";
import type { Table } from "./table.js";

/** What can be compared: one indicator, as a level or as a change against one base, in one unit. */
export interface Measure {
  readonly indicator: string;
  /** Null for a level. */
  readonly change: string | null;
  readonly unit: string;
  readonly figures: readonly Figure[];
}

export interface Figure {
  readonly row: number;
  readonly subject: string | null;
  readonly value: number;
  readonly period: string | null;
  readonly at: Period | null;
}

/** All figures of `rows` that have an indicator and a value, by what they measure; the most subjects first. */
export function listMeasures(table: Table, rows: readonly number[]): Measure[] {
  const groups = new Map<string, Figure[]>();
  for (const row of rows) {
    const [indicator, value, unit] = ["indicator", "value", "unit"].map((column) => table.text(row, column));
    if (table.text(row, "kind") !== "quantity" || indicator == null || value == null) continue;
    const period = table.text(row, "period");
    const key = JSON.stringify([indicator, table.text(row, "change"), unit ?? ""]);
    const figure: Figure = {
      row,
      subject: table.text(row, "subject"),
      value: Number(value),
      period,
      at: period === null ? null : readPeriod(period),
    };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [figure]);
    else group.push(figure);
  }
  return [...groups].map(([key, figures]) => {
    const [indicator, change, unit] = JSON.parse(key) as [string, string | null, string];
    return { indicator, change, unit, figures };
  });
}

export interface Bar {
  readonly subject: string | null;
  readonly figure: Figure;
}

/** The bars of a measure: of each subject the figure of its latest period, the largest first. */
export function barsOf({ figures }: Measure): Bar[] {
  const latest = new Map<string | null, Figure>();
  for (const figure of figures) {
    const known = latest.get(figure.subject);
    if (known === undefined || (figure.at?.end ?? 0) >= (known.at?.end ?? 0)) latest.set(figure.subject, figure);
  }
  return [...latest]
    .map(([subject, figure]) => ({ subject, figure }))
    .sort((a, b) => b.figure.value - a.figure.value || a.figure.row - b.figure.row);
}

/** The measures that bars can be drawn of, those with the most subjects first. */
export function measuresWithBars(measures: readonly Measure[]): Measure[] {
  const subjects = new Map(
    measures.map((measure) => [measure, new Set(measure.figures.map(({ subject }) => subject)).size]),
  );
  return measures
    .filter((measure) => measure.figures.some(({ subject }) => subject !== null))
    .sort((a, b) => (subjects.get(b) ?? 0) - (subjects.get(a) ?? 0) || b.figures.length - a.figures.length);
}

export interface Line {
  readonly subject: string | null;
  readonly grain: Grain;
  /** By time; one figure a period, the last that the texts tell. */
  readonly figures: readonly (Figure & { readonly at: Period })[];
}

/** The lines of a measure: one for each subject and grain with two periods or more, the longest first. */
export function linesOf({ figures }: Measure): Line[] {
  const groups = new Map<string, Map<number, Figure & { readonly at: Period }>>();
  for (const figure of figures) {
    const { at } = figure;
    if (at === null) continue;
    const key = JSON.stringify([figure.subject, at.grain]);
    const group = groups.get(key) ?? new Map();
    groups.set(key, group.set(at.end, { ...figure, at }));
  }
  return [...groups]
    .map(([key, byTime]) => {
      const [subject, grain] = JSON.parse(key) as [string | null, Grain];
      return { subject, grain, figures: [...byTime.values()].sort((a, b) => a.at.end - b.at.end) };
    })
    .filter((line) => line.figures.length > 1)
    .sort((a, b) => b.figures.length - a.figures.length);
}

/** The measures that lines can be drawn of, those with the most points first. */
export function measuresWithLines(measures: readonly Measure[]): Measure[] {
  const points = new Map(
    measures.map((measure) => [measure, linesOf(measure).reduce((sum, line) => sum + line.figures.length, 0)]),
  );
  return measures
    .filter((measure) => (points.get(measure) ?? 0) > 1)
    .sort((a, b) => (points.get(b) ?? 0) - (points.get(a) ?? 0));
}

/** How many of `rows` each kind has, in the order of `kinds`; kinds without any left out. */
export function countKinds(
  table: Table,
  rows: readonly number[],
  kinds: readonly string[],
): { readonly kind: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const kind = table.text(row, "kind") ?? "";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return kinds.map((kind) => ({ kind, count: counts.get(kind) ?? 0 })).filter(({ count }) => count > 0);
}
