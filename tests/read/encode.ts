/** Encodes texts for tests; the platform only decodes GB18030 and Big5. */
export type TestEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "big5";

export function encode(text: string, encoding: TestEncoding): Uint8Array {
  switch (encoding) {
    case "utf-8":
      return Buffer.from(text);
    case "utf-16le":
      return Buffer.from(text, "utf16le");
    case "utf-16be":
      return Buffer.from(text, "utf16le").swap16();
    default:
      return Uint8Array.from(Array.from(text).flatMap((character) => bytesOf(character, encoding)));
  }
}

function bytesOf(character: string, encoding: "gb18030" | "big5"): readonly number[] {
  const code = character.codePointAt(0) ?? 0;
  const found = code < 0x80 ? [code] : tableOf(encoding).get(character);
  if (found === undefined) throw new Error(`${encoding} has no ${character}`);
  return found;
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Every pair of bytes that the platform decodes to one character. */
function tableOf(encoding: "gb18030" | "big5"): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding);
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const text = decoder.decode(Uint8Array.of(first, second));
      if (Array.from(text).length === 1 && text !== "\ufffd" && !table.has(text)) table.set(text, [first, second]);
    }
  }
  tables.set(encoding, table);
  return table;
}
