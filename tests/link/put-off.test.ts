import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";
import { linkFacts } from "../../src/link/link.js";

const extractor = await createExtractor();
const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const sentences = [
  ...readdirSync(new URL("fixtures/", root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => read(`fixtures/${name}/input.txt`))
    .sort()
    .flatMap((text) => text.replace(/\n+/g, "").split(/(?<=。)/)),
  ...read("bench/plain-sentences.txt").split("\n").filter(Boolean),
];

/** Paragraphs of sentences that stand far from each other in the list, every other one after another paragraph's end. */
function shuffled(seed: number): string {
  let text = "";
  for (let i = 0; i < 40; i++) {
    text += sentences[(seed * 37 + i * i * 101 + i * 13) % sentences.length] ?? "";
    if ((seed + i) % 4 === 0) text += "\n\n";
  }
  return text;
}

test("a sentence that is read late, or never, changes no fact", () => {
  let figures = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const text = shuffled(seed);
    const { document } = extractor.analyse({ id: "text", text, date: "2023-12-06" });
    const early = [...linkFacts(document, true).values()];
    expect([...linkFacts(document).values()]).toEqual(early);
    figures += early.length;
  }
  expect(figures).toBeGreaterThan(500);
});

test.each([
  ["the span of a report", "海港集团公布截至2022年6月底止的年度业绩，董事会表示满意。收入28.6亿元。"],
  ["a date that heads what follows", "2023年一季度累计。\n\n全市货物吞吐量5亿吨，增长3%。"],
  ["a base that holds", "进出口总值同比（下同）增长2.9%。以下数据均为同比，下同。出口增长1.4%。"],
  ["another matter", "临江港口投资集团有限公司开工，公司表态。\n\n【航运】\n\n完成货物吞吐量5亿吨。"],
])("what says more than names is read where it stands: %s", (_, text) => {
  const { document } = extractor.analyse({ id: "text", text, date: "2023-12-06" });
  const early = [...linkFacts(document, true).values()];
  expect(early.length).toBeGreaterThan(0);
  expect([...linkFacts(document).values()]).toEqual(early);
});
