import type { TishuRecord } from "../record.js";
import type { Change } from "../types.js";

type Cell = number | string | null;

/** One row of the wide table: a measured figure with its changes beside it. */
export interface WideRow {
  readonly doc: string;
  readonly article: number;
  readonly title: string | null;
  readonly subject: string | null;
  readonly indicator: string;
  readonly period: string | null;
  readonly modality: string | null;
  /** In `unit`; null where only changes are told. */
  readonly level: Cell;
  readonly unit: string | null;
  readonly low: Cell;
  readonly high: Cell;
  readonly approx: string | null;
  readonly yoy: Cell;
  readonly yoy_unit: string | null;
  readonly mom: Cell;
  readonly mom_unit: string | null;
  readonly since_start: Cell;
  readonly since_start_unit: string | null;
  readonly other: Cell;
  readonly other_unit: string | null;
  /** Where its first figure begins in the document, in code points. */
  readonly start: number;
}

/** The columns of the wide table in their order. */
export const WIDE_COLUMNS = [
  "doc",
  "article",
  "title",
  "subject",
  "indicator",
  "period",
  "modality",
  "level",
  "unit",
  "low",
  "high",
  "approx",
  "yoy",
  "yoy_unit",
  "mom",
  "mom_unit",
  "since_start",
  "since_start_unit",
  "other",
  "other_unit",
  "start",
] as const satisfies readonly (keyof WideRow)[];

type Draft = { -readonly [Column in keyof WideRow]: WideRow[Column] };

/**
 * The table that an analyst would have typed: one row for each subject, indicator and period, with the level, its
 * unit, and its changes against the year before, the span before, the start of the year and any other base.
 * Records without an indicator are left out. Levels of one key in several units (亿元 and 亿美元), or that
 * contradict each other (由2.1元降到1.86元), have a row each; of a rounded level (突破2亿吨) and an exact one within
 * its bounds the exact one stays.
 * @param records of one or more documents, in their order
 */
export function widen(records: readonly TishuRecord[]): WideRow[] {
  const rows: Draft[] = [];
  const byKey = new Map<string, Draft[]>();
  for (const record of records) {
    if (record.kind !== "quantity" || record.indicator === null) continue;
    const { doc, article, subject, indicator, period, modality } = record;
    const key = JSON.stringify([doc, article, subject, indicator, period, modality]);
    const group = byKey.get(key) ?? [];
    byKey.set(key, group);
    const own = record.change === null ? levelRow(group, record) : changeRow(group, record.change);
    const row = own ?? emptyRow(record, indicator);
    if (own === undefined) {
      rows.push(row);
      group.push(row);
    }
    if (record.change === null) setLevel(row, record);
    else setChange(row, record.change, record);
  }
  return rows;
}

/** The row of a group that a level belongs in: one that has none yet, or tells the same more roughly or precisely. */
function levelRow(group: readonly Draft[], record: TishuRecord): Draft | undefined {
  return group.find((row) => row.level === null || (row.unit === record.unit && agrees(row, record)));
}

/** The row of a group that a change belongs in: the last that has none of its base. */
function changeRow(group: readonly Draft[], change: Change): Draft | undefined {
  return group.findLast((row) => row[change] === null);
}

/** Whether a level lies within what is told of another: 突破2亿吨 and 2.06亿吨. */
function agrees(row: WideRow, record: TishuRecord): boolean {
  if (row.level === record.value) return true;
  const isWithin = (value: Cell, low: Cell, high: Cell): boolean =>
    value !== null &&
    (low !== null || high !== null) &&
    Number(low ?? value) <= Number(value) &&
    Number(value) <= Number(high ?? value);
  return (
    (row.approx !== "exact" && isWithin(record.value, row.low, row.high)) ||
    (record.approx !== "exact" && isWithin(row.level, record.low, record.high))
  );
}

function setLevel(row: Draft, record: TishuRecord): void {
  if (row.level !== null && record.approx !== "exact") return;
  row.level = record.value;
  row.unit = record.unit;
  row.low = record.low;
  row.high = record.high;
  row.approx = record.approx;
}

function setChange(row: Draft, change: Change, record: TishuRecord): void {
  row[change] = record.value;
  row[`${change}_unit`] = record.unit;
}

function emptyRow(record: TishuRecord, indicator: string): Draft {
  const { doc, article, title, subject, period, modality, start } = record;
  return {
    doc,
    article,
    title,
    subject,
    indicator,
    period,
    modality,
    level: null,
    unit: null,
    low: null,
    high: null,
    approx: null,
    yoy: null,
    yoy_unit: null,
    mom: null,
    mom_unit: null,
    since_start: null,
    since_start_unit: null,
    other: null,
    other_unit: null,
    start,
  };
}
