import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Article } from "../../src/types.js";
import { hasShared, layOut, SHARED } from "./page.js";

/** What the gold says of a record, as far as the layout is concerned. */
interface GoldRecord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly article?: number;
  readonly title?: string | null;
  readonly title_any?: readonly (string | null)[];
}

const read = (path: string): string => readFileSync(new URL(path, SHARED), "utf8");
const withoutBreaks = (text: string): string => text.replace(/[\r\n]+[ \u3000]*/g, "");

/** The article and the words of the sentence that hold the code points from `start` to `end`. */
function locate(articles: readonly Article[], start: number, end: number): { article: number; words: string } | null {
  for (const { index, sentences } of articles) {
    for (const { text, offsets } of sentences) {
      const from = offsets.indexOf(start);
      const to = offsets.lastIndexOf(end - 1);
      if (from >= 0 && to >= from) return { article: index, words: text.slice(from, to + 1) };
    }
  }
  return null;
}

if (!hasShared)
  test.skip(`the shared corpora are not beside the repository (${SHARED.pathname}): not tested`, () => {});

describe.skipIf(!hasShared)("the seed page", () => {
  const articles = hasShared ? layOut(read("seed/000_a6af9c14da2ac363.txt")) : [];
  const gold: readonly GoldRecord[] = hasShared
    ? read("seed/gold.jsonl")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];

  test("has six articles under accepted titles", () => {
    const accepted = new Map(gold.map((record) => [record.article, record.title_any ?? [record.title]]));
    expect(articles.length).toBe(6);
    for (const { index, title } of articles) expect(accepted.get(index)).toContain(title);
  });

  test("has every record within one sentence of its article", () => {
    const wrong = gold.filter(({ text, start, end, article }) => {
      const found = locate(articles, start, end);
      return found?.article !== article || found?.words !== withoutBreaks(text);
    });
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });

  test("has a dateline and a byline in each article", () => {
    const words = articles.map(({ dateline, bylines, sentences }) => {
      const date = dateline?.date;
      return [date ? sentences[date.sentence]?.text.slice(date.start, date.end) : null, bylines.length];
    });
    expect(words).toEqual(articles.map(() => ["11月22日", 1]));
  });
});

describe.skipIf(!hasShared)("the annotated articles", () => {
  const files = hasShared ? readdirSync(new URL("corpora/news/", SHARED)).filter((file) => file.endsWith(".json")) : [];

  test.each(files)("%s: every record within one sentence", (file) => {
    const { text, gold } = JSON.parse(read(`corpora/news/${file}`)) as { text: string; gold: readonly GoldRecord[] };
    const articles = layOut(text);
    const wrong = gold.filter(
      (record) => locate(articles, record.start, record.end)?.words !== withoutBreaks(record.text),
    );
    expect(wrong.map((record) => record.text)).toEqual([]);
  });
});
