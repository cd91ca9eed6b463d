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
