import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSegmenter } from "../../src/segment/segmenter.js";
import { DICTIONARY, HAN_RUN, isBuilt } from "./engines.js";

const shared = new URL("../../../shared/", import.meta.url);
const page = new URL("seed/000_a6af9c14da2ac363.txt", shared);
const peoplesDaily = new URL("corpora/org/peoples-daily.jsonl", shared);

/** Either engine may serve a document, so its records must not show which one did. */
describe.skipIf(!isBuilt("nodejieba"))("nodejieba and @node-rs/jieba agree to the token and tag", () => {
  const native = createSegmenter({ engine: "nodejieba", dictionary: DICTIONARY });
  const prebuilt = createSegmenter({ engine: "node-rs", dictionary: DICTIONARY });

  function differences(text: string): { native: unknown; prebuilt: unknown }[] {
    return (text.match(HAN_RUN) ?? [])
      .map((run) => ({ native: native.segment(run), prebuilt: prebuilt.segment(run) }))
      .filter((pair) => JSON.stringify(pair.native) !== JSON.stringify(pair.prebuilt));
  }

  test.skipIf(!existsSync(page))("on a newspaper page (skipped where ../shared is absent)", () => {
    expect(differences(readFileSync(page, "utf8"))).toEqual([]);
  });

  test.skipIf(!existsSync(peoplesDaily))("on 2,318 sentences of the People's Daily (likewise)", () => {
    const texts = readFileSync(peoplesDaily, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts.length).toBe(2318);
    expect(texts.flatMap(differences)).toEqual([]);
  });

  const entries = readFileSync(DICTIONARY, "utf8").trim().split("\n");
  const word = fc.constantFrom(...entries).map((line) => line.split(" ")[0] ?? "");
  const anyHan = fc.integer({ min: 0x3400, max: 0x9fff }).map((unit) => String.fromCharCode(unit));
  const rare = fc.constantFrom("〇", "々", "𠮷", "龥", "豈", "⺁");

  test("on words of the dictionary strung together with any other characters", () => {
    const run = fc.array(fc.oneof({ weight: 8, arbitrary: word }, anyHan, rare), { maxLength: 20 });
    fc.assert(
      fc.property(run, (parts) => {
        expect(differences(parts.join(""))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test("and their tokens join back to the run", () => {
    const run = fc.array(fc.oneof(word, anyHan, rare), { maxLength: 20 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(run, (text) => {
        for (const { segment } of [native, prebuilt]) {
          for (const han of text.match(HAN_RUN) ?? []) {
            expect(
              segment(han)
                .map((token) => token.text)
                .join(""),
            ).toBe(han);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
