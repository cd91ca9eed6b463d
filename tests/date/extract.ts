import type { Warning } from "../../src/analysis.js";
import { createExtractor } from "../../src/extractor.js";
import type { TishuRecord } from "../../src/record.js";
import type { SourceDocument } from "../../src/types.js";

const extractor = await createExtractor({ kinds: ["date"] });

export const REFERENCE = "2023-11-22";

/** The date records of a text against a reference date; null for none. */
export function readDates(text: string, date: string | null = REFERENCE): readonly TishuRecord[] {
  return extractor.extract({ id: "test", text, date });
}

/** Records and warnings of a whole document. */
export function analyseDocument(document: Partial<SourceDocument> & { readonly text: string }): {
  readonly records: readonly TishuRecord[];
  readonly warnings: readonly Warning[];
} {
  return extractor.analyse({ id: "test", date: null, ...document });
}

/** `text timex` of each record, the form of the tables below. */
export const brief = (records: readonly TishuRecord[]): string[] =>
  records.map(({ text, timex }) => `${text} ${timex}`);
