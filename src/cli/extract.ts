import type { Warning } from "../analysis.js";
import { createExtractor, type Extractor } from "../extractor.js";
import { WIDE_COLUMNS, widen } from "../link/wide.js";
import { COLUMNS, DEFAULT_KINDS, OWN_KINDS } from "../record.js";
import type { SourceDocument } from "../types.js";
import { EXACT } from "../write/columns.js";
import type { Row } from "../write/writer.js";
import { deliver, type InputRows } from "./deliver.js";
import { ExitCode } from "./exit-codes.js";
import { type InputDocument, readDocuments } from "./inputs.js";
import type { Messages } from "./messages.js";
import { checkKinds, type ExtractOptions } from "./options.js";
import { saveTexts } from "./saved-texts.js";
import type { Shell } from "./shell.js";

/** Writes the records of all inputs as they come. What cannot be read is reported and left out. */
export async function extract(options: ExtractOptions, shell: Shell, messages: Messages): Promise<ExitCode> {
  const warnings = collectWarnings(messages);
  let exitCode: ExitCode = ExitCode.Done;
  await deliver(options, shell, messages, async () => {
    const extractor = await createExtractor({ ...options.engine, onWarning: warnings.add });
    checkKinds(options.engine.kinds, extractor.info.kinds);
    const batches = readDocuments(
      { ...options, stdin: shell.stdin },
      {
        error(error) {
          messages.error(error);
          exitCode = ExitCode.Failed;
        },
        warning: messages.warning,
      },
    );
    const documents = options.saveText === null ? batches : saveTexts(batches, options.saveText, messages);
    return { documents: extractRows(documents, extractor, options), kinds: kindsOf(options, extractor) };
  });
  warnings.finish();
  return exitCode;
}

/** The rows of each document, in order; a batch of documents gives a batch of rows. */
async function* extractRows(
  batches: AsyncIterable<readonly InputDocument[]>,
  extractor: Extractor,
  options: ExtractOptions,
): AsyncGenerator<readonly InputRows[]> {
  const taken = takenNames(options);
  for await (const documents of batches) {
    const batch: InputRows[] = [];
    for (const document of documents) {
      const kept = options.keep ? keptColumns(document, taken) : NO_COLUMNS;
      const found = extractor.extract(document);
      const records: readonly Row[] = options.wide ? widen(found).map((row) => ({ ...row })) : found;
      batch.push({
        input: document.input,
        docs: [document.id],
        rows: records.map((record) => toRow(record, kept)),
        kept: options.columns === null ? Object.keys(kept) : [],
      });
      if (batch.length < MOST_TOGETHER) continue;
      yield batch.splice(0);
    }
    yield batch;
  }
}

/** A large read is handed on in parts, so that its rows are not all held at once. */
const MOST_TOGETHER = 64;

/** The kinds that this run makes. */
function kindsOf({ engine }: ExtractOptions, { info }: Extractor): readonly string[] {
  const own = info.kinds.filter((kind) => kind !== "number" && !DEFAULT_KINDS.includes(kind));
  const wanted = engine.kinds ?? [...DEFAULT_KINDS, OWN_KINDS];
  return [...new Set(wanted.flatMap((kind) => (kind === OWN_KINDS ? own : [kind])))];
}

const NO_COLUMNS: Row = {};

/** The names of columns that the output has of its own. */
function takenNames({ wide, labelOf }: ExtractOptions): ReadonlySet<string> {
  const own = wide ? [...COLUMNS, ...WIDE_COLUMNS] : COLUMNS;
  return new Set(own.flatMap((name) => [name, name + EXACT]).flatMap((name) => [name, labelOf(name)]));
}

/** The input's own columns by the name they get: one that is `taken` by a record's is told apart by `input_`. */
function keptColumns({ extra = {} }: SourceDocument, taken: ReadonlySet<string>): Row {
  return Object.fromEntries(
    Object.entries(extra).map(([key, value]) => [taken.has(key) ? `input_${key}` : key, value]),
  );
}

function toRow(record: Row, kept: Row): Row {
  return kept === NO_COLUMNS ? record : { ...record, ...kept };
}

/** Says each kind of warning once, for the document that met it first, and at the end how many others did. */
export function collectWarnings(messages: Messages): { add(warning: Warning): void; finish(): void } {
  const documents = new Map<string, Set<string>>();
  return {
    add({ code, message, doc }) {
      const met = documents.get(code);
      if (met === undefined) {
        documents.set(code, new Set([doc]));
        messages.warning(doc === "-" ? message : `${doc}: ${message}`);
      } else met.add(doc);
    },
    finish() {
      for (const [code, { size }] of documents) {
        if (size > 1) messages.warning(`${code}: so it is with ${size - 1} more of the inputs`);
      }
    },
  };
}
