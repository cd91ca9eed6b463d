/** Any bytes: a text that gives the bytes back, or a fault with an offset inside them. */
import assert from "node:assert/strict";
import { decode, findBadByte } from "../../dist/read/decode.js";

/** @param {Buffer} bytes */
export async function fuzz(bytes) {
  const decoded = await decode(bytes);
  if (decoded.kind !== "text") {
    assert(
      decoded.offset >= 0 && decoded.offset < Math.max(1, bytes.length),
      `offset ${decoded.offset} of ${bytes.length}`,
    );
    return;
  }
  assert(!decoded.text.includes("\0"), "a NUL in a text");
  if (decoded.encoding !== "utf-8") return;
  const mark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  assert(Buffer.from(decoded.text).equals(bytes.subarray(mark)), "the text is not what the bytes say");
  assert.equal(findBadByte(bytes, "utf-8"), bytes.length);
}
