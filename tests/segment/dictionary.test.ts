import { expect, test } from "vitest";
import { makeDictionary } from "../../scripts/dictionary.mjs";

const SOURCE = `一 1000 m
一下 40 m
三万 20 m
交通 900 n
局 500 n
张三丰 30 nr
港 400 n
港口 300 n
烟台 90 ns
烟台港 5 nt
生冷 5 a
A股 60 n
`;

function entries(ownWords: Parameters<typeof makeDictionary>[1] = []): Map<string, string> {
  return new Map(
    makeDictionary(SOURCE, ownWords)
      .trimEnd()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
  );
}

test("rare words go, rare organisations stay", () => {
  const words = entries();
  expect(words.has("烟台港")).toBe(true);
  expect(["三万", "张三丰", "生冷", "A股"].filter((word) => words.has(word))).toEqual([]);
});

test("what is left out keeps its weight in one word that no text holds", () => {
  expect(entries().get("\uE000\uE000\uE000")).toBe(`${20 + 30 + 5 + 60} x`);
});

test("every character of a word has an entry", () => {
  expect(entries().get("烟")).toBe("1 x");
  expect(entries().get("港")).toBe("400 n");
});

test("a word of our own outweighs the words it is made of", () => {
  const total = 3350;
  const [frequency] = (entries([{ word: "港口局", tag: "nt", frequency: null }]).get("港口局") ?? "").split(" ");
  expect(Number(frequency) / total).toBeGreaterThan((300 / total) * (500 / total));
  expect(Number(frequency)).toBe(45);
});

test("or has the frequency that is given", () => {
  expect(entries([{ word: "港口局", tag: "nt", frequency: 7 }]).get("港口局")).toBe("7 nt");
});

test("entries are in order, whatever the order of the source", () => {
  const words = [...entries([{ word: "一局", tag: "n", frequency: null }]).keys()];
  expect(words).toEqual([...words].sort());
});
