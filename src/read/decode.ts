import { isUtf8 } from "node:buffer";
import { TishuError } from "../errors.js";
import { detectEncoding, type EncodingGuess } from "./detect.js";

/** The encodings that texts are read in, by the name the WHATWG gives them. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly kind: "text";
  /** Without the byte order mark; line breaks as they are. */
  readonly text: string;
  readonly encoding: Encoding;
  /** How sure a guess is, in percent; null where it is none. */
  readonly confidence: number | null;
}

/** What keeps bytes from being a text. `offset` is that of the first byte that does. */
export interface NoText {
  readonly kind: "binary" | "undecodable";
  readonly offset: number;
  /** The encoding that they were read in last. */
  readonly encoding: Encoding;
}

export interface DecodeOptions {
  /** The encoding to read the bytes in, whatever they look like. */
  readonly encoding?: Encoding | undefined;
}

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Reads bytes as text: by their byte order mark, else as UTF-8 if that is what they are, else in the encoding that
 * Chinese text of this kind is surely in (GB18030, Big5, UTF-16). Never replaces a byte that it cannot read.
 */
export async function decode(bytes: Uint8Array, options: DecodeOptions = {}): Promise<DecodedText | NoText> {
  const { encoding } = options;
  if (encoding !== undefined) return decodeIn(bytes, encoding);
  const marked = encodingOfMark(bytes);
  if (marked !== null) return decodeIn(bytes, marked);
  if (isUtf8(bytes)) {
    const decoded = decodeIn(bytes, "utf-8");
    // UTF-16 of plain ASCII is UTF-8 as well, every other byte a NUL.
    const wide = decoded.kind === "binary" ? await detectEncoding(bytes) : null;
    return wide === null ? decoded : decodeAs(bytes, wide);
  }
  const detected = await detectEncoding(bytes);
  if (detected !== null) return decodeAs(bytes, detected);
  const nul = bytes.indexOf(0);
  const binary = nul >= 0 ? nul : findBinary(new TextDecoder("latin1").decode(bytes.subarray(0, PROBE)));
  if (binary >= 0) return { kind: "binary", offset: binary, encoding: "utf-8" };
  return { kind: "undecodable", offset: findBadByte(bytes, "utf-8"), encoding: "utf-8" };
}

/** The encoding that a byte order mark at the beginning tells, or null. */
export function encodingOfMark(bytes: Uint8Array): Encoding | null {
  return MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0] ?? null;
}

function decodeAs(bytes: Uint8Array, { encoding, confidence }: EncodingGuess): DecodedText | NoText {
  const decoded = decodeIn(bytes, encoding);
  return decoded.kind === "text" ? { ...decoded, confidence } : decoded;
}

/** Reads bytes in one encoding, a byte order mark dropped. */
export function decodeIn(bytes: Uint8Array, encoding: Encoding): DecodedText | NoText {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // Whatever the decoder says: it is fatal, and the bytes are all it was given.
    if (!(error instanceof TypeError)) throw error;
    return { kind: "undecodable", offset: findBadByte(bytes, encoding), encoding };
  }
  const binary = findBinary(text);
  if (binary < 0) return { kind: "text", text, encoding, confidence: null };
  const offset = encoding === "utf-8" ? Buffer.byteLength(text.slice(0, binary)) : binary;
  return { kind: "binary", offset, encoding };
}

/** So many control characters in a thousand, and so many in all, make a file a binary one. */
const CONTROLS_PER_THOUSAND = 10;
const FEWEST_CONTROLS = 3;
const PROBE = 0x10000;

/** Where a text shows that it is none: at its first NUL, or its first control character if there are many. */
function findBinary(text: string): number {
  const nul = text.indexOf("\0");
  if (nul >= 0) return nul;
  const probe = text.slice(0, PROBE);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const controls = /[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]/g;
  const found = probe.match(controls)?.length ?? 0;
  return found >= FEWEST_CONTROLS && found * 1000 > probe.length * CONTROLS_PER_THOUSAND ? probe.search(controls) : -1;
}

const CHUNK = 0x4000;

/** The offset of the first byte that is not of the encoding, or of the character that is cut off at the end. */
export function findBadByte(bytes: Uint8Array, encoding: Encoding): number {
  let good = 0;
  // First by pieces, then by bytes within the piece that fails, each time going on from the state before it.
  for (const step of [CHUNK, 1]) {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const from = step === 1 ? Math.max(0, good - CHUNK) : 0;
    if (from > 0) decoder.decode(bytes.subarray(0, from), { stream: true });
    let at = from;
    try {
      for (; at < bytes.length; at += step) decoder.decode(bytes.subarray(at, at + step), { stream: true });
      decoder.decode();
      return bytes.length;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      good = Math.min(at, bytes.length - 1);
    }
  }
  return good;
}

/** The 1-based line of a byte. A line feed is never part of another character but in UTF-16. */
function lineAt(bytes: Uint8Array, offset: number, encoding: Encoding): number {
  const isFeed = (at: number): boolean => {
    if (encoding === "utf-16le") return at % 2 === 0 && bytes[at + 1] === 0;
    return encoding !== "utf-16be" || (at % 2 === 1 && bytes[at - 1] === 0);
  };
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < offset; at = bytes.indexOf(0x0a, at + 1)) if (isFeed(at)) line++;
  return line;
}

/**
 * The text of a file, in whatever encoding it surely is.
 * @param file what messages call it
 * @throws TishuError of kind `input` where the bytes are no text, with the line of the first that is wrong
 */
export async function decodeText(bytes: Uint8Array, file: string, options: DecodeOptions = {}): Promise<DecodedText> {
  const decoded = await decode(bytes, options);
  if (decoded.kind === "text") return decoded;
  throw decodingError(bytes, decoded, file);
}

/** What to tell of bytes that are no text. */
export function decodingError(bytes: Uint8Array, fault: NoText, file: string): TishuError {
  const line = fault.kind === "binary" ? undefined : lineAt(bytes, fault.offset, fault.encoding);
  return new TishuError("input", describeFault(fault), { place: { file, line }, hint: adviseOn(fault) });
}

/** What is wrong with bytes that are no text, in a few words. */
export function describeFault({ kind, encoding }: NoText): string {
  return kind === "binary" ? "this is a binary file, not a text" : `not ${printName(encoding)} from here on`;
}

/** What the user should know of a text that is in no UTF by its own word: `read as GB18030, a guess (97% sure); …`. */
export function describeGuess({ encoding, confidence }: EncodingGuess): string {
  return `read as ${printName(encoding)}, a guess (${confidence}% sure); say --encoding if it is another`;
}

/** An encoding as messages call it. */
export function printName(encoding: Encoding): string {
  return encoding === "big5" ? "Big5" : encoding.toUpperCase();
}

function adviseOn({ kind, encoding }: NoText): string {
  if (kind === "binary") return "leave it out, or extract its text first";
  return encoding === "utf-8"
    ? "if it is in another encoding, say which: --encoding gb18030, big5, utf-16le or utf-16be"
    : "see whether the encoding is right, and the file whole";
}

/**
 * The encoding that a name stands for: those of the WHATWG (`gbk`, `GB2312`, `big5-hkscs`, `utf8`, …), of which we
 * read those that Chinese texts are in; null for any other.
 */
export function encodingOfName(name: string): Encoding | null {
  let known: string;
  try {
    known = new TextDecoder(name.trim()).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  if (known === "gbk") return "gb18030";
  return ENCODINGS.find((encoding) => encoding === known) ?? null;
}
