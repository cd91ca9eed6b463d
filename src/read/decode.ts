import { isUtf8 } from "node:buffer";
import { TishuError } from "../errors.js";

/** As many bytes as git and grep look at to tell a text from something else. */
const BINARY_PROBE = 8000;

/**
 * The text that `bytes` hold: UTF-8, a byte order mark dropped, nothing else changed.
 * @param file what messages call it
 * @throws TishuError of kind `input` where the bytes are no UTF-8 text, with the line of the first that is wrong
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw notText(file, undefined, "this is UTF-16, not UTF-8", "iconv -f UTF-16 -t UTF-8 makes it one");
  }
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) {
    throw notText(file, undefined, "this is a binary file, not a text", "leave it out, or extract its text first");
  }
  if (!isUtf8(bytes)) {
    const line = findBadLine(bytes);
    throw notText(file, line, "not UTF-8 from here on", "iconv -f GB18030 -t UTF-8 converts most other Chinese files");
  }
  return new TextDecoder().decode(bytes);
}

/** The 1-based line of the first byte that is no UTF-8. A line feed is never part of another character. */
function findBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const feed = bytes.indexOf(0x0a, start);
    if (feed < 0 || !isUtf8(bytes.subarray(start, feed))) return line;
    start = feed + 1;
    line++;
  }
}

function notText(file: string, line: number | undefined, message: string, hint: string): TishuError {
  return new TishuError("input", message, { place: { file, line }, hint });
}
