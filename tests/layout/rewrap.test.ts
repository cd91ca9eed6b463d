import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { layOut } from "./page.js";

/**
 * The texts of our fixtures, set anew in columns, must give the sentences that they give unset. Titles keep a line
 * of their own, as a page has them; those texts that are broken or boxed already are left out.
 */
const fixtures = new URL("../../fixtures/", import.meta.url);
const texts = readdirSync(fixtures)
  .filter((name) => !/hardwrap|page|briefs/.test(name))
  .map((name) => new URL(`${name}/input.txt`, fixtures))
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, "utf8"));

/** Sentences of the text, without the blanks that a break may have taken. */
const sentencesOf = (text: string): string[] =>
  layOut(text).flatMap(({ sentences }) =>
    sentences
      .filter(({ role }) => ["body", "dateline", "byline"].includes(role))
      .map((sentence) => sentence.text.replace(/\s/g, "")),
  );

/** Breaks a paragraph into lines; what may not begin a line in print stays in the one before. */
function wrap(paragraph: string, indent: string, nextWidth: () => number): string {
  const lines: string[] = [];
  let line = indent;
  let size = 0;
  let width = nextWidth();
  for (const character of paragraph.trim()) {
    if (size >= width && !/[。，、；：！？）”%]/.test(character)) {
      lines.push(line);
      [line, size, width] = ["", 0, nextWidth()];
    }
    line += character;
    size++;
  }
  return [...lines, line].join("\n");
}

function rewrap(text: string, indent: string, nextWidth: () => number): string {
  return text
    .split("\n")
    .map((line) => (line.trim() === "" || !/[。，]/.test(line) ? line : wrap(line, indent, nextWidth)))
    .join("\n");
}

/** Widths from `least` on that look random and are the same in every run. */
function raggedWidths(least: number, span: number): () => number {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return least + Math.floor((state / 2 ** 31) * span);
  };
}

test.each<[string, string, () => number, number]>([
  ["13 characters", "", () => 13, 0.995],
  ["22 characters", "", () => 22, 0.995],
  ["22 characters, paragraphs set in", "　　", () => 22, 0.995],
  ["3 to 19 characters", "", raggedWidths(3, 17), 0.98],
  ["3 to 19 characters, paragraphs set in", "　　", raggedWidths(3, 17), 0.98],
])("set in columns of %s", (_title, indent, nextWidth, share) => {
  const kept = texts.map((text) => {
    const set = new Set(sentencesOf(rewrap(text, indent, nextWidth)));
    const sentences = sentencesOf(text);
    return { lost: sentences.filter((sentence) => !set.has(sentence)), all: sentences.length };
  });
  const all = kept.reduce((sum, one) => sum + one.all, 0);
  const lost = kept.flatMap((one) => one.lost);
  expect(all).toBeGreaterThan(100);
  expect(1 - lost.length / all, lost.join("\n")).toBeGreaterThanOrEqual(share);
});
