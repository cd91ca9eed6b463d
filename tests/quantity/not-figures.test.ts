import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { figures } from "./figures.js";

const sentences = readFileSync(new URL("../data/not-figures.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "");

test("three hundred and fifty sentences with numerals that are no figures", () => {
  expect(sentences.length).toBeGreaterThanOrEqual(350);
  const found = sentences.flatMap((sentence) => figures(sentence).map((figure) => `${sentence}: ${figure}`));
  expect(found).toEqual([]);
});
