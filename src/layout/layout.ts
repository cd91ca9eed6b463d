import type { Article, Dateline, PageLayout, Sentence, SentenceRole, SentenceSpan, SourceDocument } from "../types.js";
import { groupArticles, type PlacedArticle } from "./articles.js";
import { CLOSING, classAt, OPENING } from "./characters.js";
import type { Stretch } from "./dateline.js";
import { type FoldTable, makeFold } from "./fold.js";
import {
  boxEnd,
  findKind,
  type LayoutWords,
  type LineKind,
  makeLayoutWords,
  markerLength,
  type Page,
} from "./line-kinds.js";
import { type Lines, LineTable, markEndsBelow, scanLines } from "./lines.js";
import { type LogicalText, makeIdentityMap, makeLogicalText, mapCodePoints } from "./logical-text.js";
import { findParagraphs } from "./paragraphs.js";
import { splitSentences } from "./sentences.js";
import type { LayoutLexicons } from "./words.js";

/** Forms of lexicons as compiled rules have them; of these the layout reads those named layout/… */
export interface LexiconForms {
  readonly names: readonly string[];
  readonly forms: { readonly lexicon: ArrayLike<number>; text(number: number): string };
}

/**
 * Makes the layout stage.
 * @param lexicons the word lists of `rules/layout/`, among others
 * @param foldTable traditional → simplified
 */
export function makeLayout(lexicons: LexiconForms, foldTable: FoldTable): (document: SourceDocument) => PageLayout {
  const lists: Record<string, string[]> = {};
  const { names, forms } = lexicons;
  const listOf = names.map((name) => {
    if (!name.startsWith("layout/")) return null;
    lists[name] ??= [];
    return lists[name];
  });
  for (let number = 0; number < forms.lexicon.length; number++)
    listOf[forms.lexicon[number] as number]?.push(forms.text(number));
  return makeLayoutFromLists(lists, foldTable);
}

/**
 * The same from plain word lists: the function that finds the articles of a page and their sentences. It never
 * throws, whatever the text; its work is linear in the text's length.
 */
export function makeLayoutFromLists(
  lexicons: LayoutLexicons,
  foldTable: FoldTable,
): (document: SourceDocument) => PageLayout {
  const fold = makeFold(foldTable);
  const words = makeLayoutWords(lexicons, fold);
  // Work space and tables that serve one document after another.
  const lineTable = new LineTable();
  const mapUnits = makeIdentityMap();
  let kinds = new Uint8Array(256);
  let endsBelow = new Uint8Array(256);
  return (document) => {
    const { text } = document;
    const lines = scanLines(text, lineTable);
    if (kinds.length < lines.count) {
      kinds = new Uint8Array(lines.count * 2);
      endsBelow = new Uint8Array(lines.count * 2);
    } else kinds.fill(0, 0, lines.count);
    markEndsBelow(lines, endsBelow);
    const page = makePage(text, fold(text), lines, words, kinds, endsBelow);
    const offsets = lines.hasSurrogates ? mapCodePoints(text) : mapUnits(text.length);
    const articles = groupArticles(page, findParagraphs(page)).map((article, index) =>
      writeArticle(page, offsets, article, index + 1),
    );
    return { document, articles };
  };
}

function makePage(
  text: string,
  folded: string,
  lines: Lines,
  words: LayoutWords,
  kinds: Uint8Array,
  endsBelow: Uint8Array,
): Page {
  const page: Page = {
    text,
    folded,
    lines,
    words,
    kindOf(line) {
      const known = kinds[line] as LineKind | 0;
      if (known !== 0) return known;
      const kind = findKind(page, line);
      kinds[line] = kind;
      return kind;
    },
    endsBelow: (line) => endsBelow[line] !== 0,
  };
  return page;
}

/** Turns the paragraphs of an article into sentences. */
function writeArticle(page: Page, offsets: Uint32Array, placed: PlacedArticle, index: number): Article {
  const { words } = page;
  const sentences: Sentence[] = [];
  const bylines: SentenceSpan[] = [];
  const decks: string[] = [];
  let title: string | null = null;
  let dateline: Dateline | null = null;
  let paragraph = -1;

  /** Adds a sentence; gives its number and where it begins in `source` once blanks are off, or null if it is blank. */
  const add = (
    source: LogicalText,
    from: number,
    to: number,
    role: SentenceRole,
  ): { at: number; from: number } | null => {
    let start = from;
    let end = to;
    while (start < end && isBlankAt(source, start)) start++;
    while (end > start && isBlankAt(source, end - 1)) end--;
    if (start === end) return null;
    sentences.push({
      article: index,
      paragraph,
      role,
      text: source.text.slice(start, end),
      folded: source.folded.slice(start, end),
      offsets: source.offsets.subarray(start, end),
    });
    return { at: sentences.length - 1, from: start };
  };

  const addText = (source: LogicalText, from: number, to: number, role: SentenceRole): void => {
    let start = from;
    for (const end of splitSentences(source.folded, from, to)) {
      add(source, start, end, role);
      start = end;
    }
  };

  /** The body of a paragraph: sentences, and the byline that may close it. */
  const addBody = (source: LogicalText, from: number, to: number): void => {
    const credit = words.credits.findEndByline(source.folded, from, to);
    addText(source, from, credit?.start ?? to, "body");
    if (credit === null) return;
    const added = add(source, credit.start, credit.end, "byline");
    if (added !== null && credit.hasNames)
      bylines.push({ sentence: added.at, start: 1, end: credit.end - credit.start - 1 });
  };

  /**
   * A paragraph that may begin with a dateline.
   * @param at where the dateline itself begins, behind a bullet that belongs to its sentence
   */
  const addReport = (source: LogicalText, from: number, at: number, to: number): void => {
    const found = words.findDateline(source.folded, at, to);
    const added = found === null ? null : add(source, from, found.end, "dateline");
    if (found === null || added === null) {
      addBody(source, from, to);
      return;
    }
    const span = (stretch: Stretch | null): SentenceSpan | null =>
      stretch === null
        ? null
        : { sentence: added.at, start: stretch.start - added.from, end: stretch.end - added.from };
    dateline ??= { agency: span(found.agency), place: span(found.place), date: span(found.date) };
    const byline = span(found.byline);
    if (byline !== null) bylines.push(byline);
    if (found.opensTitle) {
      const name = source.text.slice(source.folded.indexOf(":", found.end) + 1, to).trim();
      if (title === null) title = name;
      else decks.push(name);
      addLong(source, found.end, to, "headline");
    } else addBody(source, found.end, to);
  };

  for (const { paragraph: source, role } of placed) {
    paragraph++;
    const logical = makeLogicalText(page, offsets, source.lines);
    const { from, to } = logical;
    const afterMarker = from + markerLength(logical.folded, from, to);
    switch (role) {
      case "headline":
      case "deck": {
        const heading = withoutBox(logical, afterMarker, to);
        if (role === "headline") title = heading;
        else decks.push(heading);
        addLong(logical, from, to, role);
        break;
      }
      case "boxed": {
        const box = boxEnd(logical.folded, from, to);
        if (title === null && bodyIsEmpty()) {
          title = logical.text.slice(from + 1, box - 1).trim();
          add(logical, from, box, "headline");
        } else add(logical, from, box, "subhead");
        addReport(logical, box, box, to);
        break;
      }
      case "dateline":
        addReport(logical, from, afterMarker, to);
        break;
      case "byline": {
        const added = add(logical, from, to, role);
        const inBrackets = classAt(logical.folded, from) & OPENING && classAt(logical.folded, to - 1) & CLOSING;
        if (added !== null)
          bylines.push({
            sentence: added.at,
            start: inBrackets ? 1 : afterMarker - from,
            end: inBrackets ? to - from - 1 : to - from,
          });
        break;
      }
      case "body":
        addBody(logical, from, to);
        break;
      case "caption":
        addText(logical, from, to, role);
        break;
      default:
        addLong(logical, from, to, role);
    }
  }
  return { index, title, deck: decks.length > 0 ? decks.join(" ") : null, dateline, bylines, sentences };

  /** A line that is one sentence whatever stands in it, unless it is too long for one. */
  function addLong(source: LogicalText, from: number, to: number, role: SentenceRole): void {
    if (to - from <= LONGEST_LINE) add(source, from, to, role);
    else addText(source, from, to, role);
  }

  function bodyIsEmpty(): boolean {
    return sentences.every(({ role }) => role === "masthead" || role === "caption");
  }
}

/** Characters of a heading or a row of a table that are kept together. */
const LONGEST_LINE = 1000;

function isBlankAt(source: LogicalText, index: number): boolean {
  return source.folded[index] === " " || source.folded[index] === "\t";
}

/** The words of a heading without the box or bracket around them. */
function withoutBox(source: LogicalText, from: number, to: number): string {
  const box = boxEnd(source.folded, from, to);
  return (box === to ? source.text.slice(from + 1, to - 1) : source.text.slice(from, to)).trim();
}
