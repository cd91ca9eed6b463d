import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TishuRecord } from "../../src/record.js";
import { type Block, makeBlocks, type Piece } from "../../src/report/blocks.js";
import { readReportDocument } from "./documents.js";

const at = (start: number, end: number, kind = "quantity"): TishuRecord => ({ kind, start, end }) as TishuRecord;

/** Pieces as one line of markup: [0:…] is a mark, ⟨dateline:…⟩ a role, ↵ a break, ‹…› a control character. */
function shown(blocks: readonly Block[]): string[] {
  const show = (piece: Piece): string => {
    if (piece.type === "text") return piece.text;
    if (piece.type === "break") return "↵";
    if (piece.type === "control") return `‹${piece.code}›`;
    if (piece.type === "mark") return `[${piece.mark.record}${piece.mark.isFirst ? "" : "…"}:`;
    return piece.type === "role" ? `⟨${piece.role}:` : piece.of === "mark" ? "]" : "⟩";
  };
  return blocks.map(({ pieces }) => pieces.map(show).join(""));
}

test.each<[string, string, TishuRecord[], string]>([
  ["one mention", "投资7000万元。", [at(2, 8)], "投资[0:7000万元]。"],
  ["side by side", "今年3吨", [at(0, 2), at(2, 4)], "[0:今年][1:3吨]"],
  ["one in another", "江海港2023年会", [at(0, 9, "org"), at(3, 8, "date")], "[0:江海港[1:2023年]会]"],
  ["the same stretch", "3吨", [at(0, 2), at(0, 2, "org")], "[0:[1:3吨]]"],
  ["crossing", "abcdef", [at(0, 4), at(2, 6)], "[0:ab[1:cd]][1…:ef]"],
  ["crossing twice", "abcdefgh", [at(0, 5), at(1, 6), at(2, 8)], "[0:a[1:b[2:cde]]][1…:[2…:f]][2…:gh]"],
  ["astral characters", "𠮷𠮷港3吨", [at(3, 5)], "𠮷𠮷港[0:3吨]"],
  ["a mention over a line break", "发送3\n680万吨", [at(2, 9)], "发送[0:3↵680万吨]"],
  ["blanks around a line break", "发送 \n　　3吨", [at(6, 8)], "发送↵[0:3吨]"],
  ["a line break between words", "made in\nChina", [], "made in\nChina"],
  ["what would not be seen", "a\u202eb\u2028c\u0000d", [], "a‹U+202E›b‹U+2028›c‹U+0000›d"],
  ["markup", "<b>3吨</b><!--", [at(3, 5)], "<b>[0:3吨]</b><!--"],
])("%s", (_name, text, records, expected) => {
  expect(shown(makeBlocks(text, [], records, 0))).toEqual([expected]);
});

test("a page is told in headlines, datelines and paragraphs", () => {
  const text =
    "港口增长\n\n晨报 12月6日讯 江海港完成3万吨。\n　　全年目标5万吨。（记者 杜若飞）\n\n修路\n\n全长2公里。\n";
  const { articles } = readReportDocument({ id: "", text, date: null });
  const blocks = makeBlocks(text, articles, [], 0);
  expect(blocks.map(({ role, article }) => [role, article])).toEqual([
    ["headline", 1],
    ["body", null],
    ["body", null],
    ["headline", 2],
    ["body", null],
  ]);
  expect(shown(blocks)).toEqual([
    "港口增长",
    "⟨dateline:晨报 12月6日讯⟩ 江海港完成3万吨。",
    "全年目标5万吨。⟨byline:（记者 杜若飞）⟩",
    "修路",
    "全长2公里。",
  ]);
});

describe("whatever the text and the records", () => {
  const character = fc.constantFrom(..."港3吨万 　\n\r\t<>&\"'a𠮷\u202e\u2028\u0000，。".split(""), "𠮷", "\r\n");
  const texts = fc.array(character, { minLength: 1, maxLength: 60 }).map((characters) => characters.join(""));

  test("each record's stretches are its text, what opens is closed, and nothing but blanks is left out", () => {
    const cases = texts.chain((text) => {
      const { length } = Array.from(text);
      const span = fc
        .tuple(fc.nat(length), fc.nat(length))
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => at(Math.min(a, b), Math.max(a, b)));
      return fc.tuple(fc.constant(text), fc.array(span, { maxLength: 6 }));
    });
    fc.assert(
      fc.property(cases, ([text, records]) => {
        const blocks = makeBlocks(text, [], records, 0);
        const found = new Map<number, string>();
        let whole = "";
        for (const { pieces } of blocks) {
          const open: number[] = [];
          for (const piece of pieces) {
            const content =
              piece.type === "text" || piece.type === "break"
                ? piece.text
                : piece.type === "control"
                  ? String.fromCodePoint(Number.parseInt(piece.code.slice(2), 16))
                  : "";
            whole += content;
            for (const record of open) found.set(record, (found.get(record) ?? "") + content);
            if (piece.type === "mark") open.push(piece.mark.record);
            if (piece.type === "close") expect(open.pop()).not.toBeUndefined();
          }
          expect(open).toEqual([]);
        }
        expect(whole).toBe(text.trim());
        const points = Array.from(text);
        const first = Array.from(text.slice(0, text.length - text.trimStart().length)).length;
        const last = first + Array.from(text.trim()).length;
        for (const [index, { start, end }] of records.entries())
          expect(found.get(index) ?? "").toBe(points.slice(Math.max(start, first), Math.min(end, last)).join(""));
      }),
      { numRuns: 400 },
    );
  });
});
