import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildLexiconSet, scanLexicons } from "../../src/lex/lexicon.js";
import { addMention, makeChart } from "../../src/recognise/chart.js";
import { makeTokens } from "../../src/recognise/tokens.js";
import type { SegmentRun } from "../../src/types.js";
import { makeSentence } from "./sentence.js";

const NOTHING = buildLexiconSet([], []);

/** Cuts into pairs of characters, and counts what it is asked for. */
function pairs(): { readonly segment: SegmentRun; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    segment: (run) => {
      asked.push(run);
      return (run.match(/.{1,2}/gu) ?? []).map((text) => ({ text, tag: "n" }));
    },
  };
}

function chartOf(text: string, segment: SegmentRun) {
  return makeChart(makeSentence(text), [], scanLexicons(text, NOTHING), (chart) => makeTokens(chart, segment));
}

describe("tokens", () => {
  test("only the run that is asked about is segmented, and once", () => {
    const { segment, asked } = pairs();
    const chart = chartOf("甲乙丙，丁戊己庚", segment);
    expect(chart.tokenOver(5)).toEqual({ start: 4, end: 6, text: "丁戊", tag: "n" });
    expect(chart.tokenOver(7)?.text).toBe("己庚");
    expect(asked).toEqual(["丁戊己庚"]);
    expect(chart.tokens().map(({ text }) => text)).toEqual(["甲乙", "丙", "，", "丁戊", "己庚"]);
    expect(asked).toEqual(["丁戊己庚", "甲乙丙"]);
  });

  test("a figure is one token, and parts the runs beside it", () => {
    const { segment } = pairs();
    const chart = chartOf("共三百吨煤炭", segment);
    const mention = { kind: "quantity", start: 1, end: 4, rule: "r", layer: "l", fields: {}, value: null };
    addMention(chart, { ...mention, captures: {}, annotations: [] });
    expect(chart.tokens().map(({ text, tag }) => `${text}/${tag}`)).toEqual(["共/n", "三百吨/m", "煤炭/n"]);
  });

  test("tokens cover the text, and each place is covered by the one that lists it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("甲", "乙", "，", "A", "7", " ", "𠮷"), maxLength: 30 }),
        (text) => {
          const listed = chartOf(text, pairs().segment).tokens();
          expect(listed.map((token) => token.text).join("")).toBe(text);
          const chart = chartOf(text, pairs().segment);
          for (const token of listed)
            for (let at = token.start; at < token.end; at++) expect(chart.tokenOver(at)).toEqual(token);
          expect(chart.tokenOver(-1)).toBeUndefined();
          expect(chart.tokenOver(text.length)).toBeUndefined();
        },
      ),
    );
  });
});
