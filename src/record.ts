import type { z } from "zod";
import type { recordSchema } from "./record-schema.js";

/**
 * One record of tishu's output; the columns are described in `record-schema.ts`.
 *
 * Numeric columns hold exact decimals. In JSON they are numbers written with all their digits;
 * in JavaScript a value that a double cannot hold exactly is a decimal string instead.
 */
export type TishuRecord = z.infer<typeof recordSchema>;

/** The columns in their order. */
export const COLUMNS = [
  "doc",
  "article",
  "title",
  "kind",
  "text",
  "start",
  "end",
  "dimension",
  "number",
  "unit_text",
  "value",
  "unit",
  "low",
  "high",
  "approx",
  "change",
  "modality",
  "indicator",
  "subject",
  "period",
  "period_text",
  "timex",
  "start_date",
  "end_date",
  "date_type",
  "name",
  "org_type",
  "org_id",
  "sentence",
  "rule",
] as const satisfies readonly (keyof TishuRecord)[];

/** Columns whose values are exact decimals, those of the wide table among them. */
export const DECIMAL_COLUMNS: ReadonlySet<string> = new Set([
  ...["number", "value", "low", "high"],
  ...["level", "yoy", "mom", "since_start", "other"],
]);

/** The kinds that are written unless `--kinds` says otherwise. */
export const DEFAULT_KINDS: readonly string[] = ["quantity", "date", "org"];

/** Among the kinds wanted: all that a user's own rules make. */
export const OWN_KINDS = "own";
