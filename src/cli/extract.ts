import type { Warning } from "../analysis.js";
import { createExtractor } from "../extractor.js";
import { COLUMNS } from "../record.js";
import type { SourceDocument } from "../types.js";
import { createWriter } from "../write/index.js";
import type { Row } from "../write/writer.js";
import { ExitCode } from "./exit-codes.js";
import { readDocuments } from "./inputs.js";
import type { Messages } from "./messages.js";
import { checkKinds, type ExtractOptions } from "./options.js";
import { openFile, openStream } from "./output.js";
import type { Shell } from "./shell.js";

/** Text is handed on in pieces of about this many UTF-16 units, and whenever more input has to be waited for. */
const PIECE = 1 << 16;

/** Writes the records of all inputs as they come. What cannot be read is reported and left out. */
export async function extract(options: ExtractOptions, shell: Shell, messages: Messages): Promise<ExitCode> {
  const output = options.output === null ? openStream(shell.stdout) : await openFile(options.output);
  try {
    const warnings = collectWarnings(messages);
    const writer = await createWriter(options.format, {
      columns: options.columns,
      width: options.width,
      color: options.color,
      onDropped: (column) => messages.warning(`"${column}" is not in the input's first line, so it has no column`),
    });
    const extractor = await createExtractor({ ...options.engine, onWarning: warnings.add });
    checkKinds(options.engine.kinds, extractor.info.kinds);
    const widen = options.wide ? (await import("../link/wide.js")).widen : null;
    let exitCode: ExitCode = ExitCode.Done;
    const batches = readDocuments({ ...options, stdin: shell.stdin }, (error) => {
      messages.error(error);
      exitCode = ExitCode.Failed;
    });
    let pending = "";
    for await (const documents of batches) {
      for (const document of documents) {
        const kept = options.keep ? keptColumns(document) : NO_COLUMNS;
        const found = extractor.extract(document);
        const records: readonly Row[] = widen === null ? found : widen(found).map((row) => ({ ...row }));
        const rows = records.map((record) => toRow(record, kept));
        pending += writer.document(rows, options.columns === null ? Object.keys(kept) : []);
        if (pending.length < PIECE) continue;
        await output.write(pending);
        pending = "";
      }
      await output.write(pending);
      pending = "";
    }
    await output.write(writer.end());
    await output.finish();
    warnings.finish();
    return exitCode;
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

const NO_COLUMNS: Row = {};

/** The input's own columns by the name they get: one that a record has too is told apart by `input_`. */
function keptColumns({ extra = {} }: SourceDocument): Row {
  const own: readonly string[] = COLUMNS;
  return Object.fromEntries(
    Object.entries(extra).map(([key, value]) => [own.includes(key) ? `input_${key}` : key, value]),
  );
}

function toRow(record: Row, kept: Row): Row {
  return kept === NO_COLUMNS ? record : { ...record, ...kept };
}

/** Says each kind of warning once, for the document that met it first, and at the end how many others did. */
function collectWarnings(messages: Messages): { add(warning: Warning): void; finish(): void } {
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
