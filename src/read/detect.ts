import type { Encoding } from "./decode.js";

/** Bytes looked at: enough for any statistics, and the same however long the file is. */
const SAMPLE = 0x8000;
/** With fewer bytes beyond ASCII any guess is a gamble: 投资 in GB18030 is four. */
const FEWEST = 24;
/** Confidence that chardet must have, in percent: right text has 66 and more, other encodings' 10 to 55. */
const SUREST = 60;
/** Of a Chinese text at most one character in so many is no Han character, letter, digit or sign of print. */
const ODD_ONE_IN = 50;

/**
 * The encoding of bytes that are not UTF-8, where it is plain: UTF-16 without a mark, GB18030 or Big5; else null.
 * The statistics are chardet's; whether what comes out is Chinese text is looked at besides.
 */
export async function detectEncoding(bytes: Uint8Array): Promise<Encoding | null> {
  const sample = bytes.subarray(0, SAMPLE);
  if (bytes.length % 2 === 0 && !isMostlyAscii(sample)) {
    for (const encoding of ["utf-16le", "utf-16be"] as const) {
      if (readsAsText(sample, encoding, MARKS_OF_TEXT)) return encoding;
    }
  }
  const from = sample.findIndex((byte) => byte > 0x7f);
  if (from < 0 || sample.includes(0)) return null;
  if (sample.reduce((count, byte) => (byte > 0x7f ? count + 1 : count), 0) < FEWEST) return null;

  // Most texts are UTF-8 and never need it.
  const { analyse } = await import("chardet");
  const [best] = analyse(sample);
  if (best === undefined || best.confidence < SUREST) return null;
  const encoding = best.name === "GB18030" ? "gb18030" : best.name === "Big5" ? "big5" : null;
  return encoding !== null && isWhole(bytes, encoding) && readsAsText(sample, encoding) ? encoding : null;
}

function isWhole(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** What a page of Chinese text is printed with; controls, private use and other scripts are not. */
const PRINT =
  /[\t\n\r\x20-\x7e\u00a5\u00b0\u00b1\u00b7\u00d7\u2010-\u2033\u2103\u2150-\u217f\u2190-\u2193\u2200-\u22ff\u2460-\u249b\u25a0-\u25ef\u2605\u2606\u3000-\u301f\u3105-\u3129\u4e00-\u9fff\uff01-\uff5e\uffe0-\uffe5]/g;
/** Two of these in a hundred characters, or it is no text: any two bytes may make a Han character. */
const MARKS_OF_TEXT = /[\n ,.\u3001\u3002\u3000\uff0c]/g;
const HAN_OR_ASCII = /[\x20-\x7e\u3001\u3002\u4e00-\u9fff\uff0c]/g;

/** Two bytes of ASCII read as UTF-16 are mostly Han characters. */
function isMostlyAscii(sample: Uint8Array): boolean {
  const printable = sample.reduce((count, byte) => (byte >= 0x20 && byte < 0x7f ? count + 1 : count), 0);
  return printable * 5 > sample.length * 4;
}

/** @param marks what at least two of a hundred characters must be */
function readsAsText(sample: Uint8Array, encoding: Encoding, marks?: RegExp): boolean {
  let text: string;
  try {
    // The sample may end inside a character.
    text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
  if (text.length < FEWEST / 2) return false;
  if (marks !== undefined && (text.match(marks)?.length ?? 0) * 50 < text.length) return false;
  const printed = text.match(PRINT)?.length ?? 0;
  const plain = text.match(HAN_OR_ASCII)?.length ?? 0;
  return (text.length - printed) * ODD_ONE_IN <= text.length && plain * 2 > text.length;
}
