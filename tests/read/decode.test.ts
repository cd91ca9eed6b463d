import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import * as OpenCC from "opencc-js";
import { describe, expect, test } from "vitest";
import { TishuError } from "../../src/errors.js";
import { decode, decodeText, type Encoding, encodingOfMark, findBadByte } from "../../src/read/decode.js";
import { isReferenceDate } from "../../src/read/reference-date.js";
import { encode } from "./encode.js";

const PAGE =
  "东湾港再添新航线\n\n本报讯 12月1日，东湾港新开航线两条，年运量30万吨，同比增长4.7%。\n　　全港航线达86条，覆盖东南亚主要港口。\r\n";
const TRADITIONAL_PAGE =
  "輕軌延線提前通車\n【本報訊】海濱輕軌延線昨日通車，全長6.8公里，總投資32億元，預計每日載客4.5萬人次。當局表示，這是今年以來的第三項工程。";

/** The place and message of the error, or null where there is none. */
async function faultOf(bytes: Uint8Array): Promise<string | null> {
  try {
    await decodeText(bytes, "f");
    return null;
  } catch (error) {
    if (!(error instanceof TishuError)) throw error;
    return `${error.place?.line ?? "-"} ${error.message}`;
  }
}

describe("decode", () => {
  test("any UTF-8 text comes back as it was", async () => {
    const text = fc.string({ unit: "binary" }).filter((one) => !/\p{Cc}|\p{Cs}/u.test(one));
    await fc.assert(
      fc.asyncProperty(text, async (one) => {
        const decoded = await decode(Buffer.from(one));
        expect(decoded).toMatchObject({ kind: "text", text: one.replace(/^\ufeff/, ""), encoding: "utf-8" });
      }),
    );
  });

  test.each<[string, Uint8Array, string, Encoding, "guess"?]>([
    ["UTF-8", encode(PAGE, "utf-8"), PAGE, "utf-8"],
    ["UTF-8 with a mark", encode(`\ufeff${PAGE}`, "utf-8"), PAGE, "utf-8"],
    ["UTF-16LE with a mark", encode(`\ufeff${PAGE}`, "utf-16le"), PAGE, "utf-16le"],
    ["UTF-16BE with a mark", encode(`\ufeff${PAGE}`, "utf-16be"), PAGE, "utf-16be"],
    ["UTF-16LE", encode(PAGE, "utf-16le"), PAGE, "utf-16le", "guess"],
    ["UTF-16BE", encode(PAGE, "utf-16be"), PAGE, "utf-16be", "guess"],
    [
      "UTF-16LE of ASCII",
      encode("port throughput 2023: 300", "utf-16le"),
      "port throughput 2023: 300",
      "utf-16le",
      "guess",
    ],
    ["GB18030", encode(PAGE, "gb18030"), PAGE, "gb18030", "guess"],
    ["GB18030 of traditional text", encode(TRADITIONAL_PAGE, "gb18030"), TRADITIONAL_PAGE, "gb18030", "guess"],
    ["Big5", encode(TRADITIONAL_PAGE, "big5"), TRADITIONAL_PAGE, "big5", "guess"],
    ["nothing", new Uint8Array(), "", "utf-8"],
    ["a mark alone", Uint8Array.of(0xef, 0xbb, 0xbf), "", "utf-8"],
    ["one stray control character", encode(`${PAGE}\u001a`, "utf-8"), `${PAGE}\u001a`, "utf-8"],
  ])("%s", async (_title, bytes, text, encoding, guess) => {
    const decoded = await decode(bytes);
    expect(decoded).toMatchObject({ kind: "text", text, encoding });
    // Only of a guess is there something to say.
    const sure = decoded.kind === "text" ? decoded.confidence : null;
    expect(sure === null ? 0 : sure).toBeGreaterThanOrEqual(guess === undefined ? 0 : 60);
    expect(sure === null).toBe(guess === undefined);
  });

  test("a told encoding is used whatever the bytes look like", async () => {
    const bytes = encode("投资", "gb18030");
    expect(await decode(bytes, { encoding: "gb18030" })).toMatchObject({ text: "投资", confidence: null });
    expect(await decode(Uint8Array.of(...bytes, 0xff), { encoding: "gb18030" })).toEqual({
      kind: "undecodable",
      offset: 4,
      encoding: "gb18030",
    });
    expect(await decode(encode(PAGE, "utf-16le"), { encoding: "utf-8" })).toMatchObject({ kind: "undecodable" });
  });

  test.each<[string, Uint8Array]>([
    ["too few bytes to tell", encode("投资", "gb18030")],
    ["French in Latin-1", Buffer.from("Le café était fermé, à côté de la gare. Été comme hiver.", "latin1")],
    [
      "Russian in Windows-1251",
      Buffer.from("c3f0f3e7eeeee1eef0eef220efeef0f2e020eff0e5e2fbf1e8eb20f2f0e820ece8ebebe8eeede020f2eeeded2e", "hex"),
    ],
    [
      "Japanese in Shift_JIS",
      Buffer.from("938c8b9e8d6082cc89dd95a88ee688b597ca82cd8e4f89ad8367839382f092b482a682bd8142", "hex"),
    ],
    [
      "UTF-8 broken in the middle",
      Uint8Array.of(...encode(PAGE, "utf-8").subarray(0, 50), 0xff, ...encode(PAGE, "utf-8")),
    ],
    ["GB18030 broken in the middle", Uint8Array.of(...encode(PAGE, "gb18030"), 0xff, ...encode(PAGE, "gb18030"))],
    ["two encodings in one file", Uint8Array.of(...encode(PAGE, "utf-8"), ...encode(PAGE, "gb18030"))],
  ])("is not guessed: %s", async (_title, bytes) => {
    expect(await decode(bytes)).toMatchObject({ kind: "undecodable", encoding: "utf-8" });
  });

  test.each<[string, Uint8Array, number]>([
    ["a NUL", encode("港口\0", "utf-8"), 6],
    ["a NUL far behind", encode(`${"港".repeat(100_000)}\0`, "utf-8"), 300_000],
    ["control characters", encode("港\u0001\u0002\u0003口", "utf-8"), 3],
    ["an archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0xff, 0xfe, 0x80), 4],
  ])("binary: %s", async (_title, bytes, offset) => {
    expect(await decode(bytes)).toMatchObject({ kind: "binary", offset });
  });

  test("never throws, and what it takes for UTF-8 is UTF-8", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const decoded = await decode(bytes);
        const mark = encodingOfMark(bytes) === "utf-8" ? 3 : 0;
        if (decoded.kind === "text" && decoded.encoding === "utf-8")
          expect(Buffer.from(decoded.text)).toEqual(Buffer.from(bytes.subarray(mark)));
        if (decoded.kind === "undecodable") expect(decoded.offset).toBeLessThan(bytes.length);
      }),
    );
  });

  test("the first bad byte is found, wherever pieces are cut", () => {
    const page = encode(PAGE, "utf-8");
    for (const before of [0, 1, 16_383, 16_384, 16_385, 40_000]) {
      const good = Uint8Array.from({ length: before }, (_, i) => page[i % page.length] ?? 0);
      let end = before;
      // Not in the middle of a character.
      while (end > 0 && ((good[end - 1] ?? 0) & 0x80) !== 0) end--;
      const bytes = Uint8Array.of(...good.subarray(0, end), 0xff, ...page);
      expect(findBadByte(bytes, "utf-8")).toBe(end);
    }
  });
});

describe("the fixtures, in the encodings that they would come in", () => {
  const toTraditional = OpenCC.Converter({ from: "cn", to: "hk" });
  const folder = fileURLToPath(new URL("../../fixtures/", import.meta.url));
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => readFileSync(`${folder}${name}/input.txt`, "utf8"));

  /** What of `text` the encoding has. */
  const within = (text: string, encoding: Encoding): string =>
    Array.from(text)
      .filter((character) => {
        try {
          return encode(character, encoding).length > 0;
        } catch {
          return false;
        }
      })
      .join("");

  test.each<[Encoding, number, number]>([
    ["gb18030", 10_000, 1],
    ["gb18030", 60, 0.98],
    ["big5", 10_000, 1],
    ["big5", 60, 0.95],
    ["utf-16le", 10_000, 1],
    ["utf-16be", 60, 1],
  ])(
    "%s, %i characters: found out of at least %f of them, and none taken for another",
    async (encoding, length, share) => {
      const found = await Promise.all(
        texts.map(async (text) => {
          const part = Array.from(text).slice(0, length).join("");
          const decoded = await decode(
            encode(within(encoding === "big5" ? toTraditional(part) : part, encoding), encoding),
          );
          return decoded.kind === "text" ? decoded.encoding : null;
        }),
      );
      expect(found.filter((one) => one !== null && one !== encoding)).toEqual([]);
      expect(found.filter((one) => one === encoding).length).toBeGreaterThanOrEqual(texts.length * share);
    },
  );
});

describe("decodeText", () => {
  test.each<[string, readonly number[], string | null]>([
    ["nothing", [], null],
    ["a character cut at the end", [0x0a, 0xe4, 0xba], "2 not UTF-8 from here on"],
    ["an overlong form", [0x41, 0x0a, 0x0a, 0xc0, 0xaf, 0x0a], "3 not UTF-8 from here on"],
    ["a surrogate", [0xed, 0xa0, 0x80], "1 not UTF-8 from here on"],
    ["half a character of UTF-16", [0xff, 0xfe, 0x41, 0x00, 0x41], "1 not UTF-16LE from here on"],
    ["a NUL near the start", [0x41, 0x00], "- this is a binary file, not a text"],
  ])("%s", async (_title, bytes, fault) => {
    expect(await faultOf(Uint8Array.from(bytes))).toBe(fault);
  });
});

test.each([
  ["2023-11-22", true],
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2023-13-01", false],
  ["2023-00-10", false],
  ["2023-11-00", false],
  ["0001-01-01", true],
  ["2023-11-22T09:30", true],
  ["2023-11-22T09:30:00.5Z", true],
  ["2023-11-22T23:59:59+08:00", true],
  ["2023-11-22T24:00", false],
  ["2023-02-30T09:30", false],
  ["2023-11", false],
  ["20231122", false],
  [" 2023-11-22", false],
  ["", false],
])("%j as a reference date: %s", (text, expected) => {
  expect(isReferenceDate(text)).toBe(expected);
});
