import fc from "fast-check";
import { expect, test } from "vitest";
import { documentOf, fold, LEXICONS, layOut } from "./page.js";

/** Characters and phrases that the layout looks at, so that random texts meet its branches. */
const PIECES = [
  ..."，。、；：！？…—“”‘’「」『』（）()【】《》〔〕\"'%％.·▲●□①|-*/",
  ..."吨亿万港新一二十〇0123８ aBz",
  "\n",
  "\r\n",
  "\n\n",
  "\u2028",
  "\t",
  " ",
  "　　",
  "\u200b",
  "\ufeff",
  "𠮷",
  "😀",
  "\ud842",
  "\udfb7",
  "é",
  "本报讯",
  "早报 11月22日讯 ",
  "【本報訊】",
  "（记者 王磊）",
  "记者 王磊 摄",
  "图为码头。",
  "2023年11月22日 星期三",
  "东湾港集装箱吞吐量再创新高",
  "今年以来，东湾港完成货物吞吐量3.2亿吨。",
  "简讯",
  "一、",
  "地址：",
  "据",
];
const pageText = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(""));
const anyText = fc.oneof(
  { weight: 4, arbitrary: pageText },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)) },
);
const runs = { numRuns: 2000 };

/** A blank, a line break, or a character that is neither seen nor heard. */
const isNothing = (character: string): boolean => /^[\s\p{Cf}\u0085\u180e]$/u.test(character);

test("every character of a sentence is the document's at its offset, line breaks between Latin words aside", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const characters = Array.from(text);
      for (const { sentences } of layOut(text)) {
        for (const sentence of sentences) {
          expect(sentence.offsets.length).toBe(sentence.text.length);
          let index = 0;
          for (const character of sentence.text) {
            const original = characters[sentence.offsets[index] ?? -1] ?? "";
            if (!(character === " " && /^[\n\r\v\f\u0085\u2028\u2029]$/.test(original)))
              expect(character).toBe(original);
            if (character.length === 2) expect(sentence.offsets[index + 1]).toBe(sentence.offsets[index]);
            index += character.length;
          }
        }
      }
    }),
    runs,
  );
});

test("sentences stand in order, overlap nowhere, and lose nothing but blanks", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const seen = new Set<number>();
      let begin = -1;
      for (const { sentences } of layOut(text)) {
        for (const { offsets, text: words } of sentences) {
          expect(offsets[0]).toBeGreaterThan(begin);
          begin = offsets[0] as number;
          let last = -1;
          for (let i = 0; i < words.length; i++) {
            const offset = offsets[i] as number;
            if (offset === last) continue;
            expect(offset).toBeGreaterThan(last);
            expect(seen.has(offset)).toBe(false);
            seen.add(offset);
            last = offset;
          }
        }
      }
      const lost = Array.from(text).filter((character, offset) => !seen.has(offset) && !isNothing(character));
      expect(lost).toEqual([]);
    }),
    runs,
  );
});

test("folding keeps the length, and a sentence's folded text is its text folded", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(fold(text).length).toBe(text.length);
      for (const { sentences } of layOut(text))
        for (const sentence of sentences) {
          expect(sentence.folded.length).toBe(sentence.text.length);
          expect(sentence.folded).toBe(fold(sentence.text));
        }
    }),
    runs,
  );
});

test("articles are numbered from 1, and what an article says of itself lies in its sentences", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      layOut(text).forEach((article, position) => {
        expect(article.index).toBe(position + 1);
        expect(article.sentences.length).toBeGreaterThan(0);
        let paragraph = 0;
        for (const sentence of article.sentences) {
          expect(sentence.article).toBe(article.index);
          expect(sentence.text).not.toBe("");
          expect(sentence.paragraph).toBeGreaterThanOrEqual(paragraph);
          paragraph = sentence.paragraph;
        }
        const { dateline, bylines } = article;
        for (const span of [dateline?.agency, dateline?.place, dateline?.date, ...bylines]) {
          if (!span) continue;
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(article.sentences[span.sentence]?.text.length ?? -1);
        }
      });
    }),
    runs,
  );
});

test("the same text gives the same page, whatever came before", () => {
  fc.assert(
    fc.property(anyText, anyText, (first, second) => {
      const alone = JSON.stringify(layOut(first));
      layOut(second);
      expect(JSON.stringify(layOut(first))).toBe(alone);
    }),
    { numRuns: 300 },
  );
});

test("without any word lists a page still has its sentences", async () => {
  const { makeLayoutFromLists } = await import("../../src/layout/layout.js");
  const bare = makeLayoutFromLists({}, { from: "", to: "" });
  expect(Object.keys(LEXICONS).length).toBeGreaterThan(10);
  expect(bare(documentOf("港口今年完成3亿吨。明年更多。")).articles.flatMap(({ sentences }) => sentences)).toHaveLength(
    2,
  );
});
