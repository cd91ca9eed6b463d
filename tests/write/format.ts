import { type Format, writePieces } from "../../src/write/index.js";
import type { DocumentRows, Row, RowStream, WriterOptions } from "../../src/write/writer.js";

export interface GivenDocument {
  readonly rows: readonly Row[];
  readonly kept?: readonly string[];
}

/** The options of a writer where a test says nothing else. */
export function makeOptions(options: Partial<WriterOptions> = {}): WriterOptions {
  return {
    ...{ columns: null, kinds: ["quantity", "date", "org"], labelOf: (name: string) => name },
    ...{ width: null, color: false, excel: false, wide: null, onWarning: () => {} },
    ...options,
  };
}

/** Each document as a batch of its own. */
export async function* streamOf(documents: readonly GivenDocument[]): RowStream & AsyncGenerator<DocumentRows[]> {
  for (const { rows, kept = [] } of documents) {
    const docs = [...new Set(rows.map(({ doc }) => String(doc)))];
    yield [{ docs, rows, kept }];
  }
}

/** The bytes of an output, and what was warned of. */
export async function writeBytes(
  format: Format,
  documents: readonly GivenDocument[],
  options: Partial<WriterOptions> = {},
): Promise<{ bytes: Buffer; warnings: string[] }> {
  const warnings: string[] = [];
  const all = makeOptions({ onWarning: (message) => warnings.push(message), ...options });
  const pieces: Buffer[] = [];
  for await (const piece of writePieces(format, streamOf(documents), all)) {
    pieces.push(typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece));
  }
  return { bytes: Buffer.concat(pieces), warnings };
}

/** The same of a format of text. */
export async function writeText(
  format: Format,
  documents: readonly GivenDocument[],
  options: Partial<WriterOptions> = {},
): Promise<{ text: string; warnings: string[] }> {
  const { bytes, warnings } = await writeBytes(format, documents, options);
  return { text: bytes.toString(), warnings };
}
