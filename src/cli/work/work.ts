import type { Warning } from "../../analysis.js";
import { createExtractor, type Extractor, type ExtractorOptions } from "../../extractor.js";
import { widen } from "../../link/wide.js";
import { type Carry, joinPart, NOTHING_CARRIED } from "../../parts.js";
import type { SourceDocument } from "../../types.js";
import { createTextWriter, type Format } from "../../write/index.js";
import type { Row } from "../../write/writer.js";
import type { HeaderLanguage } from "../args.js";
import { resolveLabels } from "../labels.js";
import { keptColumns, takenNames } from "./kept.js";
import { type PlainError, toPlainError } from "./plain-error.js";

/** How documents are to be read and their records written. Plain data, so that it can be sent to another thread. */
export interface WorkOptions {
  readonly engine: Omit<ExtractorOptions, "onWarning">;
  /** The format of text that is wanted; null where the rows are. */
  readonly format: Format | null;
  readonly columns: readonly string[] | null;
  /** Whether the input's further keys pass through as columns. */
  readonly keep: boolean;
  readonly wide: boolean;
  readonly header: HeaderLanguage;
  readonly excel: boolean;
  readonly width: number | null;
  readonly color: boolean;
}

/** A document to be read. */
export interface Assignment {
  readonly document: SourceDocument;
  /** The columns of the input that the header has, should the format have one. */
  readonly header: readonly string[];
  /** Of a part of a document: what those before it hand on. */
  readonly carry?: Carry;
}

/** What became of one document. Plain data as well. */
export interface Outcome {
  /** Its records as the output has them, in UTF-8; null where rows are wanted. */
  readonly text: Uint8Array | null;
  /** Its records, where rows are wanted. */
  readonly rows: readonly Row[];
  /** Of a part of a document: what it hands on to the next. */
  readonly carry?: Carry;
  /** How many records of each kind it gave. */
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
  /** Why there are no records; null where all went well. */
  readonly failure: PlainError | null;
}

/** One thread's worker: the rules and the dictionary are loaded once. */
export interface Work {
  /** The kinds of record that can be asked for. */
  readonly kinds: readonly string[];
  /** The records of one document. A fault in it is part of the outcome and ends nothing. */
  process(assignment: Assignment): Outcome;
}

/** @throws TishuError (kind "rule") where a rule is broken */
export async function createWork(options: WorkOptions): Promise<Work> {
  let warnings: Warning[] = [];
  const extractor = await createExtractor({ ...options.engine, onWarning: (warning) => warnings.push(warning) });
  const labelOf = await resolveLabels(options.header);
  const taken = takenNames(options.wide, labelOf);
  const { format } = options;
  const writer =
    format === null
      ? null
      : await createTextWriter(format, { ...options, kinds: [], labelOf, wide: null, onWarning: () => {} });
  const encoder = new TextEncoder();
  return {
    kinds: extractor.info.kinds,
    process({ document, header, carry = NOTHING_CARRIED }) {
      warnings = [];
      try {
        const read = readPart(extractor, document, carry);
        const { records } = read;
        const found: readonly Row[] = options.wide ? widen(records).map((row) => ({ ...row })) : records;
        const kept = options.keep ? keptColumns(document, taken) : null;
        const rows = kept === null ? found : found.map((row) => ({ ...row, ...kept }));
        const counts = countKinds(records);
        if (writer === null) return { text: null, rows, counts, warnings, failure: null, carry: read.carry };
        const own = kept === null || options.columns !== null ? [] : Object.keys(kept);
        const text = encoder.encode(writer.document(rows, writer.hasHeader ? header : own));
        return { text, rows: [], counts, warnings, failure: null, carry: read.carry };
      } catch (error) {
        return { text: null, rows: [], counts: {}, warnings, failure: toPlainError(error), carry };
      }
    },
  };
}

/** The records of a document, or of a part of one. */
function readPart(extractor: Extractor, document: SourceDocument, carry: Carry): ReturnType<typeof joinPart> {
  if (document.part === undefined) return { records: extractor.extract(document), carry };
  const { records, articles } = extractor.extractPart(document);
  return joinPart(records, { start: document.part.start, articles }, carry);
}

function countKinds(records: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
