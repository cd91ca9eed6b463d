import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildLexiconSet, scanLexicons } from "../../src/lex/lexicon.js";

const ALPHABET = ["甲", "乙", "丙", "k", "m"] as const;
const word = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 1, maxLength: 4 });
const isLatin = (character: string | undefined): boolean => character !== undefined && /[a-z]/.test(character);

describe("scanLexicons", () => {
  test("finds every form at every place, from its beginning and from its end", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.nat(2)), { maxLength: 12 }),
        fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 20 }),
        (words, text) => {
          const forms = words.map(([form, lexicon]) => ({ form, lexicon, fields: {} }));
          const lexemes = scanLexicons(text, buildLexiconSet(["a", "b", "c"], forms));
          const expected: string[] = [];
          for (let start = 0; start < text.length; start++)
            for (const { form, lexicon } of forms) {
              const end = start + form.length;
              if (!text.startsWith(form, start)) continue;
              // m in mm, k in km
              if (isLatin(text[start]) && isLatin(text[start - 1])) continue;
              if (isLatin(text[end - 1]) && isLatin(text[end])) continue;
              expected.push(`${start}-${end} ${lexicon}`);
            }
          const places = Array.from({ length: text.length + 1 }, (_, at) => at);
          const told = places.flatMap((at) => lexemes.at(at));
          const name = ({ start, end, lexicon }: { start: number; end: number; lexicon: number }): string =>
            `${start}-${end} ${lexicon}`;
          expect(told.map(name).sort()).toEqual(expected.sort());
          expect(
            places
              .flatMap((at) => lexemes.endingAt(at))
              .map(name)
              .sort(),
          ).toEqual(expected);
          for (const at of places) {
            const ends = lexemes.at(at).map(({ end }) => end);
            expect(ends).toEqual([...ends].sort((a, b) => b - a));
            expect(lexemes.at(at).every(({ start }) => start === at)).toBe(true);
            expect(lexemes.endingAt(at).every(({ end }) => end === at)).toBe(true);
          }
        },
      ),
    );
  });
});
