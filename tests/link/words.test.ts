import { describe, expect, test } from "vitest";
import type { AnalysedSentence } from "../../src/analysis.js";
import { createExtractor } from "../../src/extractor.js";
import { readClauses, readWords } from "../../src/link/words.js";

const extractor = await createExtractor();

function read(text: string): AnalysedSentence {
  const [sentence] = extractor.analyse({ id: "text", text, date: "2023-11-22" }).document.sentences;
  if (sentence === undefined) throw new Error(`no sentence in ${text}`);
  return sentence;
}

describe("words", () => {
  test.each([
    ["云驿快递增开航班18架次", "云驿快递|增开|航班|18架次"],
    ["机采率达到92%", "机采率|达到|92%"],
    ["桥隧比高达78.6%", "桥隧比|高达|78.6%"],
    ["日均车流量5万辆次", "日均|车流量|5万辆次"],
    ["建设者1.2万名", "建设者|1.2万名"],
    ["综合体育馆3座", "综合|体育馆|3座"],
    ["望江大桥长5公里", "望江|大桥|长|5公里"],
  ])("%s", (text, expected) =>
    expect(
      readWords(read(text))
        .map((word) => word.text)
        .join("|"),
    ).toBe(expected),
  );

  test("cover the sentence in order without overlap", () => {
    const sentence = read(
      "今年以来，山东港口青岛港货物吞吐量同比（下同）增长4.7%，“新三样”出口812亿元；预计全年突破7亿吨。",
    );
    let at = 0;
    for (const { start, end, text } of readWords(sentence)) {
      expect(start).toBeGreaterThanOrEqual(at);
      expect(sentence.chart.text.slice(start, end)).toBe(text);
      at = end;
    }
  });
});

describe("clauses", () => {
  test.each([
    ["产量5吨，单产3吨；均价2元", ["产量5吨", "单产3吨", "均价2元"], [true, false, true]],
    ["同比（下同）增长2.9%", ["同比增长2.9%", "下同"], [true, false]],
    ["风电5万千瓦、光伏3万千瓦", ["风电5万千瓦、光伏3万千瓦"], [true]],
  ])("%s", (text, expected, fresh) => {
    const clauses = readClauses(readWords(read(text)));
    expect(clauses.map(({ words }) => words.map((word) => word.text).join(""))).toEqual(expected);
    expect(clauses.map((clause) => clause.fresh)).toEqual(fresh);
  });

  test("a bracket that is never closed, or never opened, loses no word", () => {
    for (const text of ["产量（含小麦5吨", "产量）5吨"]) {
      const words = readWords(read(text)).filter(({ roles }) => !roles.has("open") && !roles.has("close"));
      expect(readClauses(readWords(read(text))).flatMap((clause) => clause.words)).toEqual(words);
    }
  });
});
