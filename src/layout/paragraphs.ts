import { isCutBetween, isIndented, isUnpunctuated, measurePage, type PageShape, readLine } from "./headings.js";
import { hasCutDateline, LineKind, markerLength, type Page } from "./line-kinds.js";
import { ENDS_CLAUSE, ENDS_COLON, ENDS_FINAL, HAS_STOP, OPENS_BRACKET } from "./lines.js";

export type ParagraphKind =
  | "masthead"
  | "heading"
  | "dateline"
  | "boxed"
  | "text"
  | "item"
  | "byline"
  | "caption"
  | "row"
  | "label";

/** Lines that belong together, in the order of the page. */
export interface Paragraph {
  readonly kind: ParagraphKind;
  readonly lines: readonly number[];
  /** Of a heading: it carries a number, as parts of an article do (一、 …). */
  readonly isNumbered: boolean;
  /** It ends in brackets that name its author or close it otherwise. */
  readonly isSigned: boolean;
}

/** Text that goes on over an empty line is at least so long before it: 西海岸新区提出⏎⏎加大… */
const SHORTEST_BEFORE_GAP = 20;
/** Captions that may stand inside a sentence, where a picture interrupts the column. */
const CAPTIONS_INSIDE = 2;
/** As far as a bracket that opens at the end of a line may close in the next one. */
const BRACKET_REACH = 80;

/** A paragraph while its lines are being joined. */
class ParagraphSoFar {
  readonly lines: number[] = [];
  last = -1;
  size = 0;
  /** Some line of it has a comma or a full stop. */
  isPunctuated = false;
  private readonly page: Page;

  constructor(page: Page, first: number) {
    this.page = page;
    this.add(first);
  }

  add(line: number): void {
    const { lines } = this.page;
    this.lines.push(line);
    this.last = line;
    this.size += lines.size[line] as number;
    this.isPunctuated ||= (lines.commas[line] as number) > 0 || ((lines.traits[line] as number) & HAS_STOP) !== 0;
  }
}

/** Joins the lines that the page has broken. */
export function findParagraphs(page: Page): Paragraph[] {
  const shape = measurePage(page);
  const paragraphs: Paragraph[] = [];
  const { count } = page.lines;
  for (let i = 0; i < count; ) {
    const kind = page.kindOf(i);
    const single = SINGLE.get(kind);
    if (single !== undefined) {
      paragraphs.push({ kind: single, lines: [i++], isNumbered: false, isSigned: false });
      continue;
    }
    const opening = readOpening(page, shape, i, kind);
    if (!opening.goesOn) {
      paragraphs.push({ kind: opening.kind, lines: [i++], isNumbered: kind === LineKind.numbered, isSigned: false });
      continue;
    }
    const so = new ParagraphSoFar(page, i++);
    const { lines } = so;
    const captions: Paragraph[] = [];
    while (i < count) {
      if (continues(page, shape, so, i)) {
        so.add(i++);
        continue;
      }
      let after = i;
      while (after < count && after - i < CAPTIONS_INSIDE && page.kindOf(after) === LineKind.caption) after++;
      if (after === i || after >= count || !continuesOverGap(page, shape, so, after)) break;
      for (; i < after; i++) captions.push({ kind: "caption", lines: [i], isNumbered: false, isSigned: false });
      so.add(i++);
    }
    const isDateline = opening.kind === "text" && lines.length > 1 && hasCutDateline(page, lines[0] as number);
    paragraphs.push({
      kind: isDateline ? "dateline" : opening.kind,
      lines,
      isNumbered: false,
      isSigned: endsWithCredit(page, lines),
    });
    for (const caption of captions) paragraphs.push(caption);
  }
  return paragraphs;
}

/** Kinds of line that stand alone. */
const SINGLE: ReadonlyMap<LineKind, ParagraphKind> = new Map<LineKind, ParagraphKind>([
  [LineKind.masthead, "masthead"],
  [LineKind.byline, "byline"],
  [LineKind.caption, "caption"],
  [LineKind.row, "row"],
  [LineKind.label, "label"],
]);

function readOpening(
  page: Page,
  shape: PageShape,
  index: number,
  kind: LineKind,
): { readonly kind: ParagraphKind; readonly goesOn: boolean } {
  switch (kind) {
    case LineKind.dateline:
      return { kind: "dateline", goesOn: !opensTitle(page, index) };
    case LineKind.boxedHead:
      return { kind: "boxed", goesOn: true };
    case LineKind.bullet: {
      // A sign before a heading (■创新突破) looks like an item of one line.
      const isHeading =
        isUnpunctuated(page, index) && !isSignOfList(page, index) && readLine(page, shape, index) === "heading";
      return isHeading ? { kind: "heading", goesOn: false } : { kind: "item", goesOn: true };
    }
    default: {
      const reading = readLine(page, shape, index);
      const isItem = kind === LineKind.numbered;
      if (reading === "heading") {
        return { kind: isTableHead(page, index) ? "row" : "heading", goesOn: false };
      }
      return { kind: isItem ? "item" : "text", goesOn: reading === "text" };
    }
  }
}

/** Whether a line has only the beginning of its dateline. */
function isCutDateline(page: Page, index: number): boolean {
  const { folded, lines, words } = page;
  if (page.kindOf(index) !== LineKind.dateline) return false;
  const start = lines.start[index] as number;
  const end = lines.end[index] as number;
  return words.findDateline(folded, start + markerLength(folded, start, end), end) === null;
}

function opensTitle(page: Page, index: number): boolean {
  const { folded, lines, words } = page;
  const start = lines.start[index] as number;
  const end = lines.end[index] as number;
  return words.findDateline(folded, start + markerLength(folded, start, end), end)?.opensTitle ?? false;
}

/** Whether a line has as many cells as the row of a table under it. */
function isTableHead(page: Page, index: number): boolean {
  const { folded, lines } = page;
  if (index + 1 >= lines.count || page.kindOf(index + 1) !== LineKind.row) return false;
  const [cells, under] = [index, index + 1].map(
    (line) => folded.slice(lines.start[line] as number, lines.end[line] as number).split(/[ \t]+/).length,
  );
  return cells === under && (cells as number) > 2;
}

/** Whether the line before or after begins with the same sign. */
function isSignOfList(page: Page, index: number): boolean {
  const { folded, lines } = page;
  const sign = folded[lines.start[index] as number];
  return [index - 1, index + 1].some(
    (other) =>
      other >= 0 &&
      other < lines.count &&
      page.kindOf(other) === LineKind.bullet &&
      folded[lines.start[other] as number] === sign,
  );
}

/** Whether `next`, the line after `last`, goes on in the paragraph that `lines` have begun. */
function continues(page: Page, shape: PageShape, so: ParagraphSoFar, next: number): boolean {
  const { lines } = page;
  const { last } = so;
  if ((lines.gap[next] as number) > 0) return continuesOverGap(page, shape, so, next);
  const traits = lines.traits[last] as number;
  if (traits & OPENS_BRACKET && (traits & ENDS_CLAUSE || closesBracket(page, next))) return true;
  if (isIndented(page, shape, next) && (lines.indent[next] as number) > (lines.indent[last] as number)) return false;
  if (so.lines.length === 1 && isCutDateline(page, last)) return true;
  const kind = page.kindOf(next);
  if (endsWithCredit(page, so.lines)) return false;
  if (traits & ENDS_FINAL) return kind === LineKind.plain && fillsColumn(page, shape, last, next);
  const isFull = shape.isRagged || (shape.wrap > 0 && fillsWidth(page, shape, last));
  switch (kind) {
    case LineKind.plain:
    // A line that happens to look like a masthead or a caption goes on in a sentence that is not finished.
    case LineKind.masthead:
    case LineKind.caption:
      break;
    case LineKind.numbered:
      if (traits & (ENDS_CLAUSE | ENDS_COLON) || (so.lines.length === 1 && isUnpunctuated(page, last))) return false;
      break;
    case LineKind.label:
      if (!isFull) return false;
      break;
    default:
      return false;
  }
  // Lines without any final mark below are no text, unless they fill a column or are plainly cut.
  if (!isFull && !page.endsBelow(next) && !(traits & ENDS_CLAUSE) && !isCutBetween(page, last, next)) return false;
  // A colon opens a list or a quotation; in a full column it is an accident.
  if (traits & ENDS_COLON) return opensQuote(page, next) || isFull;
  return true;
}

/** The same over empty lines, captions between them or not: only text that is plainly unfinished goes on. */
function continuesOverGap(page: Page, shape: PageShape, so: ParagraphSoFar, next: number): boolean {
  const { lines } = page;
  const { last } = so;
  const traits = lines.traits[last] as number;
  if (traits & (ENDS_FINAL | ENDS_COLON) || page.kindOf(next) !== LineKind.plain) return false;
  if (isIndented(page, shape, next) && !isIndented(page, shape, last)) return false;
  if (so.size < SHORTEST_BEFORE_GAP || !so.isPunctuated || endsWithCredit(page, so.lines)) return false;
  const reading = readLine(page, shape, next);
  if (traits & ENDS_CLAUSE) return reading !== "heading";
  return reading === "text" && !isUnpunctuated(page, next);
}

/** Whether a paragraph ends in brackets that name its author, which finish it like a final mark. */
function endsWithCredit(page: Page, so: readonly number[]): boolean {
  const { folded, lines, words } = page;
  const last = so[so.length - 1] as number;
  // The brackets may run over the last break.
  const first = so[so.length - 2] === last - 1 ? last - 1 : last;
  return words.credits.findEndByline(folded, lines.start[first] as number, lines.end[last] as number) !== null;
}

/** In a wrapped column a paragraph may go on after a line that happens to end with a final mark. */
function fillsColumn(page: Page, shape: PageShape, last: number, next: number): boolean {
  return (
    shape.wrap > 0 &&
    fillsWidth(page, shape, last) &&
    (page.lines.width[next] as number) <= shape.wrap + 2 &&
    readLine(page, shape, next) === "text"
  );
}

function fillsWidth(page: Page, shape: PageShape, index: number): boolean {
  return (page.lines.width[index] as number) + (page.lines.indent[index] as number) >= shape.wrap - 2;
}

function opensQuote(page: Page, index: number): boolean {
  return /^[“‘「『"]/.test(
    page.folded.slice(page.lines.start[index] as number, (page.lines.start[index] as number) + 1),
  );
}

/** Whether a line closes a round bracket before it opens one. */
function closesBracket(page: Page, index: number): boolean {
  const { folded, lines } = page;
  const start = lines.start[index] as number;
  const text = folded.slice(start, Math.min(lines.end[index] as number, start + BRACKET_REACH));
  const close = text.search(/[)〕]/);
  const open = text.search(/[(〔]/);
  return close >= 0 && (open < 0 || close < open);
}
