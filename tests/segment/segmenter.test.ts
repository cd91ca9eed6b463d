import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { TishuError } from "../../src/errors.js";
import type { EngineName } from "../../src/segment/engine.js";
import { createSegmenter } from "../../src/segment/segmenter.js";
import { DICTIONARY, HAN_RUN, isBuilt } from "./engines.js";

const ENGINES = (["nodejieba", "node-rs"] as const).filter(isBuilt);

const RUNS: readonly (readonly [run: string, tokens: string])[] = [
  ["港口集团累计完成货物吞吐量", "港口/n 集团/n 累计/v 完成/v 货物/n 吞吐量/n"],
  ["市交通运输局负责人介绍", "市/n 交通运输局/nt 负责人/n 介绍/v"],
  // Without the HMM unknown names fall apart instead of being guessed.
  ["盒马鲜生", "盒/q 马/n 鲜/n 生/vn"],
  // Characters that no word holds.
  ["㐂〇𠮷", "㐂/x 〇/x 𠮷/x"],
  ["", ""],
];

for (const engine of ENGINES) {
  test.each(RUNS)(`${engine} cuts %s`, (run, tokens) => {
    const { segment } = createSegmenter({ engine, dictionary: DICTIONARY });
    expect(
      segment(run)
        .map(({ text, tag }) => `${text}/${tag}`)
        .join(" "),
    ).toBe(tokens);
  });

  test(`${engine} reports a dictionary that is not there`, () => {
    const dictionary = fileURLToPath(new URL("no-such-dictionary.txt", import.meta.url));
    expect(() => createSegmenter({ engine, dictionary }).segment("一")).toThrow(TishuError);
  });
}

test.skipIf(!isBuilt("nodejieba"))("nodejieba serves where it was built", () => {
  expect(createSegmenter({ dictionary: DICTIONARY }).engine).toBe("nodejieba");
});

test("engine and version are known without a dictionary", () => {
  const segmenter = createSegmenter({ engine: "node-rs", dictionary: "/no/such/file" });
  expect([segmenter.engine, segmenter.version]).toEqual(["node-rs", "2.0.2"]);
});

test("an engine that cannot be loaded is named", () => {
  const engine = "no-such-engine" as EngineName;
  expect(() => createSegmenter({ engine, dictionary: DICTIONARY }).engine).toThrow(/no segmenter/);
});

test("a run is what matches Han script, extensions and 〇 included", () => {
  expect("共3.2万吨（𠮷野家）二〇二五".match(HAN_RUN)).toEqual(["共", "万吨", "𠮷野家", "二〇二五"]);
});
