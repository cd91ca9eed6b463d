import type { Buffer } from "node:buffer";

/** What is wrong with an archive, before any library unpacks it; null if nothing is. */
export type ZipFault = "no-zip" | "damaged" | "encrypted" | "bomb";

/** PKWARE's APPNOTE: signatures and lengths of the records that an archive is found by. */
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedSize: number;
  readonly offset: number;
}

/**
 * Unpacks the entries that `isRead` picks as far as to know how large they are: what an archive says of that itself may
 * be a lie.
 * @param limit bytes that they may have in all
 */
export async function findZipFault(
  bytes: Buffer,
  isRead: (name: string) => boolean,
  limit: number,
): Promise<ZipFault | null> {
  if (bytes.length < END_LENGTH || bytes.readUInt16LE(0) !== 0x4b50) return "no-zip";
  const entries = listEntries(bytes)?.filter(({ name }) => isRead(name));
  if (entries === undefined || entries.length === 0) return "damaged";
  let left = limit;
  for (const entry of entries) {
    if (entry.isEncrypted) return "encrypted";
    const packed = contentOf(bytes, entry);
    if (packed === null || (entry.method !== STORED && entry.method !== DEFLATED)) return "damaged";
    const size = entry.method === STORED ? packed.length : await inflatedSize(packed, left);
    if (size === null) return "damaged";
    left -= size;
    if (left < 0) return "bomb";
  }
  return null;
}

function listEntries(bytes: Buffer): Entry[] | undefined {
  let end = bytes.length - END_LENGTH;
  const first = Math.max(0, end - LONGEST_COMMENT);
  while (end >= first && bytes.readUInt32LE(end) !== END) end--;
  if (end < first) return undefined;
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + ENTRY_LENGTH > end || bytes.readUInt32LE(at) !== ENTRY) return undefined;
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      packedSize: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += ENTRY_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function contentOf(bytes: Buffer, { offset, packedSize }: Entry): Buffer | null {
  if (offset + LOCAL_LENGTH > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) return null;
  const start = offset + LOCAL_LENGTH + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  return start + packedSize <= bytes.length ? bytes.subarray(start, start + packedSize) : null;
}

/** The size of what is unpacked, at most a little over `limit`; null where it is no such data. */
async function inflatedSize(packed: Buffer, limit: number): Promise<number | null> {
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  let size = 0;
  try {
    for await (const piece of stream) {
      size += (piece as Uint8Array).length;
      if (size > limit) break;
    }
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && "code" in error)) return null;
    throw error;
  }
  return size;
}
