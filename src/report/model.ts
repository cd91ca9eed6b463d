import type { TishuRecord } from "../record.js";
import type { Article, SourceDocument } from "../types.js";

/** One document of a report with all that is shown of it. */
export interface ReportDocument {
  readonly document: SourceDocument;
  /** Its articles as the layout stage found them: they give the text its paragraphs and headlines. */
  readonly articles: readonly Article[];
  readonly records: readonly TishuRecord[];
  /** The rows of its wide table; `start` is where the row's first figure begins, in code points. */
  readonly wide: readonly WideTableRow[];
  /** What the reader of the records should know, such as a missing reference date. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export type WideTableRow = Readonly<Record<string, string | number | null>> & { readonly start: number };

export interface ReportOptions {
  readonly title: string;
  /** Of tishu. */
  readonly version: string;
  /** The language of the labels; null: the browser's. */
  readonly language: Language | null;
  /** The columns of the wide table in their order. */
  readonly wideColumns: readonly string[];
}

export type Language = "zh" | "en";

/** What the build made of the page's parts. */
export interface ReportAssets {
  /** Source of the page's eta template. */
  readonly template: string;
  readonly style: string;
  /** Sets theme and language before anything is painted. */
  readonly head: string;
  /** The page's program, bundled with the chart library. */
  readonly script: string;
  /** Chinese and English of each label. */
  readonly labels: Labels;
}

export type Labels = Readonly<Record<string, readonly [zh: string, en: string]>>;

/** A value of a table as the page holds it: an index into the strings, or a number as written. */
export type PackedValue = number | string | null;

/**
 * A table by columns. The values of a column in `interned` are indexes into `strings`, -1 for none; those of the
 * others are numbers, or digits where a double would lose some. A column without any value is left out of `values`.
 */
export interface PackedTable {
  readonly length: number;
  readonly columns: readonly string[];
  readonly interned: readonly string[];
  readonly strings: readonly string[];
  readonly values: Readonly<Record<string, readonly PackedValue[]>>;
}

/** What the page's program reads from the page. */
export interface ReportData {
  readonly language: Language | null;
  readonly labels: Labels;
  /** The documents' names in their order; the columns `document` of both tables are indexes into it. */
  readonly documents: readonly string[];
  readonly kinds: readonly string[];
  readonly records: PackedTable;
  /** Its column `record` is the index of the row's first figure in `records`. */
  readonly wide: PackedTable;
}
