import type { Buffer } from "node:buffer";
import { TishuError } from "../errors.js";
import type { SourceDocument } from "../types.js";
import { type DecodedText, decodeText, describeGuess } from "./decode.js";
import { collect, type Reader, type ReadOptions, type Report, type Source } from "./reader.js";

/** Reads a plain text as one document. */
export const readText: Reader = (source, options, report) =>
  readWhole(source, options, async (bytes) => {
    const decoded = await decodeText(bytes, source.name, { encoding: options.encoding ?? undefined });
    warnOfGuess(decoded, source, report);
    return { text: decoded.text };
  });

/** The text of a source that is one document, and the day that the source states as its own. */
export interface WholeText {
  readonly text: string;
  readonly date?: string | null;
}

/**
 * Reads a source as one document.
 * @throws TishuError (input) from `extract`, and where there is no text in it
 */
export async function* readWhole(
  source: Source,
  { refDate }: ReadOptions,
  extract: (bytes: Buffer) => Promise<WholeText>,
): AsyncGenerator<readonly SourceDocument[]> {
  const bytes = await collect(source);
  const { text, date = null } = await extract(bytes);
  if (text.trim() === "") {
    const what = bytes.length === 0 || text === "" ? "it is empty" : "it holds nothing but blanks";
    throw new TishuError("input", what, { place: { file: source.name }, hint: "there is nothing to extract" });
  }
  yield [{ id: source.id, text, date: refDate ?? date, fileName: source.fileName }];
}

/** Says what a text was taken for that is in no UTF by its own word. */
export function warnOfGuess({ encoding, confidence }: DecodedText, { name }: Source, report: Report): void {
  if (confidence !== null) report.warning(`${name}: ${describeGuess({ encoding, confidence })}`);
}
