import { Buffer } from "node:buffer";
import { TishuError } from "../errors.js";
import type { SourceDocument } from "../types.js";
import type { Encoding } from "./decode.js";

/** What is read, as bytes in pieces of any size. */
export interface Source {
  /** What messages call it: a path, or "standard input". */
  readonly name: string;
  /** What its document is called, where it is one: the path as given, or `-`. */
  readonly id: string;
  /** Base name of the file, if there is one; may carry a date. */
  readonly fileName?: string | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Whether the user named it, by itself or by a pattern; else it was found in a folder. */
  readonly isNamed: boolean;
}

/** Where a line of JSONL or a row of a table holds what. */
export interface FieldNames {
  readonly text: string;
  readonly id: string;
  readonly date: string;
}

export interface ReadOptions {
  /** The encoding of everything that is text, whatever it looks like; null to find it out. */
  readonly encoding: Encoding | null;
  /** The reference date of every document that brings none. */
  readonly refDate: string | null;
  /** What the user called the fields; null for the usual names. */
  readonly fields: { readonly [Name in keyof FieldNames]: string | null };
}

export const USUAL_FIELDS: FieldNames = { text: "text", id: "id", date: "date" };

/** Is told of what goes wrong, and of what the reader of the records should know, as it is met. */
export interface Report {
  error(error: TishuError): void;
  warning(message: string): void;
}

/**
 * Reads one source: its documents in order, in batches of as many as came with one piece of the bytes.
 * What cannot be read of it goes to `report` if the rest can, and is thrown if nothing more can.
 */
export type Reader = (source: Source, options: ReadOptions, report: Report) => AsyncIterable<readonly SourceDocument[]>;

/** More bytes than this may give more characters than a string can hold. */
const LONGEST = 1 << 29;

/**
 * All bytes of a source in one.
 * @throws TishuError (input) where there are too many
 */
export async function collect(source: Source): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.bytes) {
    length += piece.length;
    if (length > LONGEST)
      throw new TishuError("input", `it is over ${LONGEST >> 20} MB long`, {
        place: { file: source.name },
        hint: "split it, or write it as JSONL with a document a line",
      });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
