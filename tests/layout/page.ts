import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { foldTable } from "../../scripts/fold-table.mjs";
import { makeFold } from "../../src/layout/fold.js";
import { makeLayoutFromLists } from "../../src/layout/layout.js";
import type { LayoutLexicons } from "../../src/layout/words.js";
import type { Article, SentenceSpan, SourceDocument } from "../../src/types.js";

const folder = new URL("../../rules/layout/", import.meta.url);

/** The word lists of `rules/layout/`, read without the rule loader. */
export const LEXICONS: LayoutLexicons = Object.fromEntries(
  readdirSync(folder).flatMap((file) => {
    const entries: readonly { lexicon: string; forms: string[] }[] = parse(readFileSync(new URL(file, folder), "utf8"));
    return entries.map(({ lexicon, forms }) => [lexicon, forms] as const);
  }),
);

export const fold = makeFold(foldTable());
const layout = makeLayoutFromLists(LEXICONS, foldTable());

export const layOut = (text: string): readonly Article[] => layout(documentOf(text)).articles;

export function documentOf(text: string): SourceDocument {
  return { id: "test", text, date: null };
}

/** The articles of a page as a reader sees them: headings as they are, sentences as `role: text`. */
export function outline(text: string): unknown[] {
  return layOut(text).map((article) => {
    const words = (span: SentenceSpan | null): string | null =>
      span === null ? null : (article.sentences[span.sentence]?.text.slice(span.start, span.end) ?? null);
    const { title, deck, dateline, bylines, sentences } = article;
    return {
      title,
      ...(deck === null ? {} : { deck }),
      ...(dateline === null ? {} : { dateline: [words(dateline.agency), words(dateline.place), words(dateline.date)] }),
      ...(bylines.length === 0 ? {} : { bylines: bylines.map(words) }),
      sentences: sentences
        .filter(({ role }) => !["headline", "deck"].includes(role))
        .map(({ role, text: words }) => (role === "body" ? words : `${role}: ${words}`)),
    };
  });
}

/** The sentences of a page, whatever their role. */
export const sentencesOf = (text: string): string[] =>
  layOut(text).flatMap(({ sentences }) => sentences.map((sentence) => sentence.text));

/** The shared folder beside the repository, which is not part of it. */
export const SHARED = new URL("../../../shared/", import.meta.url);
export const hasShared = existsSync(SHARED);
