import { isUtf8 } from "node:buffer";
import type { Encoding } from "./decode.js";

/** Bytes looked at: enough for any statistics, and the same however long the file is. */
const SAMPLE = 0x8000;
/** With fewer bytes beyond ASCII any guess is a gamble: 投资 in GB18030 is four. */
const FEWEST = 24;
/** Confidence in percent that chardet must have where nothing else fits better, and where something does. */
const SUREST = 50;
const SUREST_AGAINST_ANOTHER = 66;
/** Of a Chinese text at most one character in so many is no Han character, letter, digit or sign of print. */
const ODD_ONE_IN = 50;

/** An encoding that bytes are taken to be in, and how sure that is, in percent. */
export interface EncodingGuess {
  readonly encoding: Encoding;
  readonly confidence: number;
}

/** What chardet calls the encodings that Chinese text of this kind is in. */
const CHINESE: ReadonlyMap<string, Encoding> = new Map([
  ["GB18030", "gb18030"],
  ["Big5", "big5"],
]);

/**
 * The encoding of bytes that are not UTF-8, where it is plain: UTF-16 without a mark, GB18030 or Big5; else null.
 * Only their beginning is looked at: what is broken further on is for the decoder to find.
 * The statistics are chardet's; whether what comes out is Chinese text is looked at besides.
 */
export async function detectEncoding(bytes: Uint8Array): Promise<EncodingGuess | null> {
  const sample = bytes.subarray(0, SAMPLE);
  if (bytes.length % 2 === 0 && !isMostlyAscii(sample)) {
    for (const encoding of ["utf-16le", "utf-16be"] as const) {
      const share = shareOfPrint(sample, encoding, MARKS_OF_TEXT);
      if (share !== null) return { encoding, confidence: Math.floor(share * 100) };
    }
  }
  const from = sample.findIndex((byte) => byte > 0x7f);
  if (from < 0 || sample.includes(0) || isUtf8SoFar(sample)) return null;
  if (sample.reduce((count, byte) => (byte > 0x7f ? count + 1 : count), 0) < FEWEST) return null;

  // Most texts are UTF-8 and never need it.
  const { analyse } = await import("chardet");
  const matches = analyse(sample);
  for (const [rank, { name, confidence }] of matches.entries()) {
    const encoding = CHINESE.get(name);
    if (encoding === undefined || confidence < (rank === 0 ? SUREST : SUREST_AGAINST_ANOTHER)) continue;
    if (shareOfPrint(sample, encoding) !== null) return { encoding, confidence };
  }
  return null;
}

/** Whether it is UTF-8 as far as the sample goes, the end of which may cut a character. */
function isUtf8SoFar(sample: Uint8Array): boolean {
  return [0, 1, 2, 3].some((cut) => isUtf8(sample.subarray(0, sample.length - cut)));
}

/** What a page of Chinese text is printed with; controls, private use and other scripts are not. */
const PRINT =
  /[\t\n\r\x20-\x7e\u00a5\u00b0-\u00b3\u00b7\u00d7\u2010-\u2033\u2103\u2150-\u217f\u2190-\u2193\u2200-\u22ff\u2460-\u249b\u25a0-\u25ef\u2605\u2606\u3000-\u301f\u3105-\u3129\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\uffe0-\uffe5]|[\ud840-\ud88f][\udc00-\udfff]/g;
/** Two of these in a hundred characters, or it is no text: any two bytes may make a Han character. */
const MARKS_OF_TEXT = /[\n ,.\u3001\u3002\u3000\uff0c]/g;
const HAN_OR_ASCII = /[\x20-\x7e\u3001\u3002\u4e00-\u9fff\uff0c]/g;

/** Two bytes of ASCII read as UTF-16 are mostly Han characters. */
function isMostlyAscii(sample: Uint8Array): boolean {
  const printable = sample.reduce((count, byte) => (byte >= 0x20 && byte < 0x7f ? count + 1 : count), 0);
  return printable * 5 > sample.length * 4;
}

/**
 * The share of its characters that Chinese print has, where that is nearly all; null where it is no such text.
 * @param marks what at least two of a hundred characters must be
 */
function shareOfPrint(sample: Uint8Array, encoding: Encoding, marks?: RegExp): number | null {
  let text: string;
  try {
    // The sample may end inside a character.
    text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  if (text.length < FEWEST / 2) return null;
  if (marks !== undefined && (text.match(marks)?.length ?? 0) * 50 < text.length) return null;
  const printed = text.match(PRINT)?.join("").length ?? 0;
  const plain = text.match(HAN_OR_ASCII)?.length ?? 0;
  const isText = (text.length - printed) * ODD_ONE_IN <= text.length && plain * 2 > text.length;
  return isText ? printed / text.length : null;
}
