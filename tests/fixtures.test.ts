import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readDates } from "./date/extract.js";

/** The dates of the articles in fixtures/, where one date is read by what the others of its article say. */

const FIXTURES = new URL("../fixtures/", import.meta.url);
const COLUMNS = ["text", "start", "timex", "start_date", "end_date", "date_type"] as const;

/** Lines of JSON as objects. */
const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

const names = readdirSync(FIXTURES).filter((name) => existsSync(new URL(`${name}/expected.jsonl`, FIXTURES)));

describe("the dates of an article", () => {
  test("there are articles", () => {
    expect(names.length).toBeGreaterThan(50);
  });

  test.each(names)("%s", (name) => {
    const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, FIXTURES), "utf8");
    const { date = null } = JSON.parse(read("options.json")) as { date?: string | null };
    const found = readDates(read("input.txt"), date);
    const expected = linesOf(read("expected.jsonl")).filter(({ kind }) => kind === "date");
    expect(found.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
    found.forEach((record, at) => {
      const open = (expected[at]?.open ?? []) as readonly string[];
      for (const column of COLUMNS)
        if (column in (expected[at] ?? {}) && !open.includes(column))
          expect([record.text, column, record[column]]).toEqual([record.text, column, expected[at]?.[column]]);
    });
  });
});
