import { makeHeader } from "./header.js";
import type { BinaryFormat, FileFormat, RowStream, TextFormat, TextWriter, WriterOptions } from "./writer.js";

type Load<Module> = () => Promise<Module>;

const text = (endings: readonly string[], load: Load<TextFormat>) => ({ medium: "text", endings, load }) as const;
const binary = (endings: readonly string[], load: Load<BinaryFormat>) => ({ medium: "binary", endings, load }) as const;
const file = (endings: readonly string[], load: Load<FileFormat>) => ({ medium: "file", endings, load }) as const;

type OutputFormat = ReturnType<typeof text> | ReturnType<typeof binary> | ReturnType<typeof file>;

/** The output formats, with the endings of file names that ask for them. A format's module is loaded with its first use. */
const OUTPUT_FORMATS = {
  csv: text(["csv"], async () => (await import("./csv.js")).csvWriter),
  tsv: text(["tsv", "tab"], async () => (await import("./tsv.js")).tsvWriter),
  json: text(["json"], async () => (await import("./json.js")).jsonWriter),
  jsonl: text(["jsonl", "ndjson"], async () => (await import("./json.js")).jsonlWriter),
  xlsx: binary(["xlsx"], async () => (await import("./xlsx.js")).writeXlsx),
  parquet: binary(["parquet"], async () => (await import("./parquet.js")).writeParquet),
  sqlite: file(["sqlite", "sqlite3", "db"], async () => (await import("./sqlite.js")).writeSqlite),
  markdown: text(["md", "markdown"], async () => (await import("./markdown.js")).markdownWriter),
  table: text([], async () => (await import("./table.js")).tableWriter),
} satisfies Record<string, OutputFormat>;

export type Format = keyof typeof OUTPUT_FORMATS;

export const FORMATS = Object.keys(OUTPUT_FORMATS) as readonly Format[];

/** The format that a file name with this ending (no dot, any case) asks for, or null. */
export function formatOfEnding(ending: string): Format | null {
  const wanted = ending.toLowerCase();
  return FORMATS.find((format) => endingsOf(format).includes(wanted)) ?? null;
}

/** The endings of file names that ask for `format`, the usual one first. */
export function endingsOf(format: Format): readonly string[] {
  return OUTPUT_FORMATS[format].endings;
}

/** Whether `format` is text, bytes that no terminal can show, or a file that the format keeps itself. */
export function mediumOf(format: Format): OutputFormat["medium"] {
  return OUTPUT_FORMATS[format].medium;
}

/** Text is handed on in pieces of about this many bytes, and whenever more documents have to be waited for. */
const PIECE = 1 << 16;

/** The output in pieces, as the documents come. For formats of text and bytes. */
export async function* writePieces(
  format: Format,
  documents: RowStream,
  options: WriterOptions,
): AsyncGenerator<string | Uint8Array> {
  const output: OutputFormat = OUTPUT_FORMATS[format];
  if (output.medium === "file") throw new TypeError(`${format} keeps a file of its own`);
  if (output.medium === "binary") return yield* (await output.load())(documents, options);
  yield* writeText((await output.load())(options), documents, options);
}

async function* writeText(
  writer: TextWriter,
  documents: RowStream,
  options: WriterOptions,
): AsyncGenerator<string | Uint8Array> {
  const header = writer.hasHeader ? makeHeader(options) : null;
  let isBegun = false;
  let isEmpty = true;
  const begin = (kept: readonly string[]): string => {
    if (isBegun) return "";
    isBegun = true;
    return writer.before(kept);
  };
  for await (const batch of documents) {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const add = (piece: string | Uint8Array): void => {
      if (piece.length === 0) return;
      pieces.push(typeof piece === "string" ? Buffer.from(piece) : piece);
      length += piece.length;
    };
    for (const document of batch) {
      const kept = header?.keptWith(document.kept) ?? document.kept;
      add(begin(kept));
      const text = document.text ?? writer.document(document.rows, kept);
      if (text.length === 0) continue;
      if (!isEmpty) add(writer.between);
      isEmpty = false;
      add(text);
      if (length < PIECE) continue;
      yield Buffer.concat(pieces.splice(0));
      length = 0;
    }
    if (length > 0) yield Buffer.concat(pieces);
  }
  yield begin(header?.keptWith([]) ?? []) + writer.after(isEmpty);
}

/** A writer of a format of text. */
export async function createTextWriter(format: Format, options: WriterOptions): Promise<TextWriter> {
  const output: OutputFormat = OUTPUT_FORMATS[format];
  if (output.medium !== "text") throw new TypeError(`${format} is no text`);
  return (await output.load())(options);
}

/** Writes into the file at `path`, which is the output's own to change. For formats that keep a file. */
export async function writeFileFormat(
  format: Format,
  documents: RowStream,
  options: WriterOptions,
  path: string,
): Promise<void> {
  const output: OutputFormat = OUTPUT_FORMATS[format];
  if (output.medium !== "file") throw new TypeError(`${format} keeps no file of its own`);
  await (await output.load())(documents, options, path);
}
