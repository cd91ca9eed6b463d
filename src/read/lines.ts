import { Buffer } from "node:buffer";
import { type Place, TishuError } from "../errors.js";
import { describeGuess, type Encoding, encodingOfMark, printName } from "./decode.js";
import { detectEncoding } from "./detect.js";
import type { ReadOptions, Report, Source } from "./reader.js";

/** A source of lines or rows, which are cut at bytes of ASCII before they are decoded. */
export interface LineSource {
  /** UTF-16 has been turned into UTF-8; the other encodings have no byte of ASCII's signs inside a character. */
  readonly bytes: AsyncIterable<Buffer>;
  /** What lines and cells are to be decoded in. */
  readonly encoding: Encoding;
}

/**
 * Finds out from the first piece of a source what it is encoded in, if the user does not say: by its byte order mark,
 * else UTF-8, unless the piece is plainly something else.
 */
export async function openLines(source: Source, options: ReadOptions, report: Report): Promise<LineSource> {
  const pieces = source.bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  // No line is shorter than a byte order mark, so that waiting for it keeps no line waiting.
  while (head.length < LONGEST_MARK) {
    const next = await pieces.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const marked = encodingOfMark(head);
  const known = options.encoding ?? marked;
  const bytes = rejoin(marked === "utf-8" && known === marked ? head.subarray(LONGEST_MARK) : head, pieces);
  if (known !== null) return asLines(bytes, known, source);
  const guess = await detectEncoding(head);
  if (guess === null) return { bytes, encoding: "utf-8" };
  report.warning(`${source.name}: ${describeGuess(guess)}`);
  return asLines(bytes, guess.encoding, source);
}

/** Bytes of the byte order mark of UTF-8. */
const LONGEST_MARK = 3;

function asLines(bytes: AsyncIterable<Buffer>, encoding: Encoding, { name }: Source): LineSource {
  return encoding === "utf-16le" || encoding === "utf-16be"
    ? { bytes: transcode(bytes, encoding, name), encoding: "utf-8" }
    : { bytes, encoding };
}

async function* rejoin(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  try {
    for (let piece: Uint8Array = head; ; ) {
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      const next = await rest.next();
      if (next.done === true) return;
      piece = next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* transcode(bytes: AsyncIterable<Buffer>, encoding: Encoding, file: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const decode = (piece: Buffer | null): Buffer => {
    let text: string;
    try {
      text = piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      throw new TishuError("input", `not ${printName(encoding)} somewhere after this line`, {
        place: { file, line },
        hint: "the lines up to here are read, those after are not",
        cause,
      });
    }
    for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1)) line++;
    return Buffer.from(text);
  };
  for await (const piece of bytes) yield decode(piece);
  yield decode(null);
}

/** A line, or what is told of one that is too long to be held. */
export type Line = { readonly bytes: Buffer; readonly line: number; readonly isTooLong: boolean };

/** Longer lines are left out: what is in them could not be a string. */
export const LONGEST_LINE = 1 << 26;
/** After so many bytes the end of a line is waited for no more: it is no file of lines, such as /dev/zero. */
const ENDLESS_LINE = 1 << 29;

/** @throws TishuError (input) where a line of so many bytes has no end so far */
export function checkEnds(bytes: number, place: Place): void {
  if (bytes <= ENDLESS_LINE) return;
  throw new TishuError("input", `the line is over ${ENDLESS_LINE >> 20} MB long`, {
    place,
    hint: "the lines up to here are read, those after are not",
  });
}

/**
 * The lines of a byte stream, in batches as they come. By bytes, because a reader of characters would replace
 * what is no UTF-8, and Node's readline also breaks at U+2028, which JSON allows within a string.
 * @param file what messages call it
 */
export async function* splitLines(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<readonly Line[]> {
  let pending: Buffer[] = [];
  let size = 0;
  let line = 0;
  const take = (last: Buffer): Line => {
    line++;
    const isTooLong = size + last.length > LONGEST_LINE;
    const bytes = isTooLong ? Buffer.alloc(0) : pending.length === 0 ? last : Buffer.concat([...pending, last]);
    pending = [];
    size = 0;
    return { bytes, line, isTooLong };
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let feed = chunk.indexOf(0x0a); feed >= 0; feed = chunk.indexOf(0x0a, start)) {
      lines.push(take(chunk.subarray(start, feed)));
      start = feed + 1;
    }
    if (start < chunk.length) {
      size += chunk.length - start;
      checkEnds(size, { file, line: line + 1 });
      if (size > LONGEST_LINE) pending = [];
      else pending.push(chunk.subarray(start));
    }
    if (lines.length > 0) yield lines;
  }
  if (size > 0) yield [take(Buffer.alloc(0))];
}
