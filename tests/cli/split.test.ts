import { expect, test } from "vitest";
import { SplitNames } from "../../src/cli/split.js";

const namesOf = (inputs: readonly string[]): string[] => {
  const names = new SplitNames("out", "csv", inputs);
  return inputs.map((input) => names.pathFor(input));
};

test("a name of its own for each input, whatever they are called", () => {
  expect(namesOf(["a/x.txt", "b/x.txt", "x-2.txt", "X.html", "a/x.txt", "-", "stdin", ".txt", "a/b.c.txt"])).toEqual([
    ...["out/x.csv", "out/x-2.csv", "out/x-2-2.csv", "out/X-3.csv", "out/x.csv", "out/stdin.csv", "out/stdin-2.csv"],
    ...["out/.txt.csv", "out/b.c.csv"],
  ]);
});

test("the same inputs get the same names; a hundred thousand of one name are no trouble", () => {
  const inputs = Array.from({ length: 100_000 }, (_, at) => `${at}/index.txt`);
  const names = namesOf(inputs);
  expect(new Set(names).size).toBe(inputs.length);
  expect(names.at(-1)).toBe("out/index-100000.csv");
  expect(namesOf(inputs)).toEqual(names);
});
