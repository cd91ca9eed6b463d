import type { RecordWriter, WriterOptions } from "./writer.js";

/** The output formats. A writer is loaded when it is asked for. */
const WRITERS = {
  csv: async () => (await import("./csv.js")).csvWriter,
  tsv: async () => (await import("./tsv.js")).tsvWriter,
  json: async () => (await import("./json.js")).jsonWriter,
  jsonl: async () => (await import("./json.js")).jsonlWriter,
  table: async () => (await import("./table.js")).tableWriter,
} satisfies Record<string, () => Promise<(options: WriterOptions) => RecordWriter>>;

export type Format = keyof typeof WRITERS;

export const FORMATS = Object.keys(WRITERS) as readonly Format[];

/** A writer of `format`, ready for the first document. */
export async function createWriter(format: Format, options: WriterOptions): Promise<RecordWriter> {
  const makeWriter = await WRITERS[format]();
  return makeWriter(options);
}
