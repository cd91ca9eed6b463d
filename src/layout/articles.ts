import { beginsText, startsAnew } from "./headings.js";
import type { Page } from "./line-kinds.js";
import type { Paragraph } from "./paragraphs.js";

/** Where a paragraph stands in an article, and as what. */
export interface PlacedParagraph {
  readonly paragraph: Paragraph;
  readonly role:
    | "masthead"
    | "headline"
    | "deck"
    | "subhead"
    | "dateline"
    | "boxed"
    | "body"
    | "byline"
    | "caption"
    | "row";
}

export type PlacedArticle = readonly PlacedParagraph[];

/** Headings of that many characters head an article, not a part of one, where nothing else tells. */
const SHORTEST_HEADLINE = 14;
const SHORTEST_BEFORE_OPENER = 10;

/**
 * Groups the paragraphs of a page into articles. An article begins
 * - with a heading that a dateline follows (names and captions may stand between);
 * - with a heading after a byline that closed the article before, or the head of a column of short reports;
 * - with a heading of two lines or more, or one that stands further off than paragraphs do (under a masthead by one line);
 * - on a page without datelines, with a heading as long as headlines are;
 * - with a dateline without a heading, where the article before has one;
 * - with a boxed head 【…】.
 * Any other heading inside an article is a subhead.
 */
export function groupArticles(page: Page, paragraphs: readonly Paragraph[]): PlacedArticle[] {
  const spacing = usualGap(page, paragraphs);
  const hasDatelines = paragraphs.some(({ kind }) => kind === "dateline");
  const hasMasthead = paragraphs[0]?.kind === "masthead";
  const articles: PlacedParagraph[][] = [];
  let article: PlacedParagraph[] = [];
  let state = newState();

  const begin = (): void => {
    if (article.length > 0 && article.some(({ role }) => role !== "masthead")) {
      articles.push(article);
      article = [];
    }
    state = newState();
  };
  const place = (paragraph: Paragraph, role: PlacedParagraph["role"]): void => {
    article.push({ paragraph, role });
  };

  for (let i = 0; i < paragraphs.length; i++) {
    const paragraph = paragraphs[i] as Paragraph;
    switch (paragraph.kind) {
      case "masthead":
        // At the end of a text it is the date under a notice.
        if (state.bodies > 0 && OPENING_KINDS.has(paragraphs[i + 1]?.kind)) begin();
        place(paragraph, "masthead");
        break;
      case "heading": {
        const stack = headingStack(paragraphs, i);
        if (state.bodies > 0 && opensArticle(stack)) begin();
        const isHead = state.bodies === 0;
        for (const [at, heading] of stack.headings.entries()) {
          const isSection = isSectionHead(heading);
          // The head of a section over another heading belongs to the page, as a masthead does.
          if (isHead && isSection && at + 1 < stack.headings.length) place(heading, "masthead");
          else if (!isHead) place(heading, "subhead");
          else if (!state.hasTitle && page.words.isSidebarHead(textOf(page, heading))) {
            place(heading, "subhead");
            state.hasSidebar = true;
          } else {
            place(heading, state.hasTitle ? "deck" : "headline");
            state.hasTitle = true;
            state.isSection = isSection;
            state.titleLength = textOf(page, heading).length;
          }
        }
        i += stack.headings.length - 1;
        break;
      }
      case "boxed": {
        const isPart = state.hasTitle && !state.isSection && !state.isBoxed;
        if (!isPart && state.bodies > 0) begin();
        else if (state.isSection) {
          article = article.map((placed) => (placed.role === "headline" ? { ...placed, role: "masthead" } : placed));
          state.isSection = false;
        }
        place(paragraph, "boxed");
        if (!isPart) {
          state.hasTitle = true;
          state.isBoxed = true;
        }
        state.bodies++;
        state.isClosed = false;
        break;
      }
      case "dateline":
        if (state.bodies > 0 && !isLeadOnly()) begin();
        place(paragraph, "dateline");
        state.hasDateline = true;
        state.bodies++;
        state.isClosed = paragraph.isSigned;
        break;
      case "byline":
        place(paragraph, "byline");
        if (state.bodies > 0) state.isClosed = true;
        break;
      case "caption":
        place(paragraph, "caption");
        break;
      default:
        place(paragraph, paragraph.kind === "row" ? "row" : "body");
        state.bodies++;
        state.isClosed = paragraph.isSigned;
    }
  }
  if (article.length > 0) articles.push(article);
  // A text that is nothing but a date is no masthead.
  if (articles.length === 1 && article.every(({ role }) => role === "masthead"))
    return [article.map((placed) => ({ ...placed, role: "body" }))];
  return articles;

  /** What stands before a first dateline may be the article's own lead. */
  function isLeadOnly(): boolean {
    return !state.hasDateline && !state.isClosed && state.bodies === 1 && (state.hasTitle || state.hasSidebar);
  }

  /** A headline's text takes up its subject, or opens as reports do; a subhead's text goes on from before. */
  function leadsText(line: number, follower: number, length: number): boolean {
    const { folded, lines } = page;
    const [from, start] = [lines.start[line] as number, lines.start[follower] as number];
    if (folded.slice(from, from + 2) === folded.slice(start, start + 2)) return true;
    return length >= SHORTEST_BEFORE_OPENER && (beginsText(page, follower) || startsAnew(page, line, follower));
  }

  function isSectionHead(heading: Paragraph): boolean {
    return page.words.isSectionHead(textOf(page, heading));
  }

  function opensArticle(stack: HeadingStack): boolean {
    const first = stack.headings[0] as Paragraph;
    const text = textOf(page, first);
    if (page.words.isSidebarHead(text)) return false;
    if (stack.isBeforeDateline || page.words.isSectionHead(text)) return true;
    if (first.isNumbered) return false;
    if (state.isClosed || stack.headings.length > 1) return true;
    // On a page of a newspaper one empty line is enough where paragraphs stand without.
    if (gapBefore(page, first) > Math.max(spacing, hasMasthead ? 0 : 1)) return true;
    if (hasDatelines) return false;
    if (text.length >= SHORTEST_HEADLINE || (state.titleLength > 0 && text.length >= state.titleLength)) return true;
    return stack.follower !== null && leadsText(first.lines[0] as number, stack.follower, text.length);
  }
}

/** What an article can begin with. */
const OPENING_KINDS: ReadonlySet<unknown> = new Set(["heading", "dateline", "boxed", "masthead"]);

interface ArticleState {
  hasTitle: boolean;
  hasDateline: boolean;
  titleLength: number;
  /** It begins with a box such as 核心提示. */
  hasSidebar: boolean;
  isSection: boolean;
  isBoxed: boolean;
  /** Paragraphs of text so far. */
  bodies: number;
  /** Its text ends with the names of those who wrote it. */
  isClosed: boolean;
}

function newState(): ArticleState {
  return {
    hasTitle: false,
    hasDateline: false,
    titleLength: 0,
    hasSidebar: false,
    isSection: false,
    isBoxed: false,
    bodies: 0,
    isClosed: false,
  };
}

interface HeadingStack {
  /** Headings one after another. */
  readonly headings: readonly Paragraph[];
  readonly isBeforeDateline: boolean;
  /** The first line of the text after it. */
  readonly follower: number | null;
}

/** Captions, names and further headings that may stand between a heading and its dateline. */
const BETWEEN_KINDS: ReadonlySet<unknown> = new Set(["caption", "byline", "heading"]);
const BETWEEN = 6;

function headingStack(paragraphs: readonly Paragraph[], from: number): HeadingStack {
  let end = from;
  while (paragraphs[end]?.kind === "heading") end++;
  let next = end;
  while (next < end + BETWEEN && BETWEEN_KINDS.has(paragraphs[next]?.kind)) next++;
  const after = paragraphs[next];
  return {
    headings: paragraphs.slice(from, end),
    isBeforeDateline: after?.kind === "dateline",
    follower: after?.kind === "text" ? (after.lines[0] ?? null) : null,
  };
}

function textOf(page: Page, paragraph: Paragraph): string {
  const line = paragraph.lines[0] as number;
  return page.folded.slice(page.lines.start[line] as number, page.lines.end[line] as number);
}

function gapBefore(page: Page, paragraph: Paragraph): number {
  return page.lines.gap[paragraph.lines[0] as number] as number;
}

/** The number of empty lines that most often stands between paragraphs. */
function usualGap(page: Page, paragraphs: readonly Paragraph[]): number {
  const counts = [0, 0, 0, 0];
  for (let i = 1; i < paragraphs.length; i++) {
    const gap = Math.min(gapBefore(page, paragraphs[i] as Paragraph), 3);
    counts[gap] = (counts[gap] as number) + 1;
  }
  return counts.indexOf(Math.max(...counts));
}
