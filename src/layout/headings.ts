import { classAt, DIGIT } from "./characters.js";
import { LineKind, type Page } from "./line-kinds.js";
import { ENDS_CLAUSE, ENDS_FINAL, HAS_STOP, STARTS_INSIDE } from "./lines.js";

/**
 * Whether a line that begins something is a heading, or the first line of running text.
 *
 * A page tells by what follows: a heading has no final mark and what comes after it begins anew (a dateline,
 * an indented paragraph, 昨日…), while running text that lacks its final mark goes on in the next line. Where
 * neither shows, the column decides: a wrapped line is as wide as those under it, a heading is not.
 */
export type Reading = "heading" | "text" | "fragment";

/** In characters; the longest seen are two phrases side by side. */
const LONGEST_HEADING = 50;
const LONGEST_HEADING_WITH_COMMA = 32;
/** Over a dateline even a long line is a heading, and one with commas. */
const LONGEST_HEADING_BEFORE_DATELINE = 80;
const MOST_COMMAS = 3;
/** Lines of one heading that may stand between a line and the text. */
const HEADING_LINES = 4;
const LOOK_AHEAD = 6;
/** In columns: a line of a narrow newspaper column has at least seven characters, one of a web page no end. */
const NARROWEST_COLUMN = 14;
const WIDEST_COLUMN = 100;
/** A character that may not begin or end a line, or a Latin word, shortens the line by so many columns. */
const RAGGED = 4;
/** An indent beyond that is a centred line. */
const DEEPEST_INDENT = 8;
const INDENT = 2;

export interface PageShape {
  /** The least indent of any line. */
  readonly indent: number;
  /** Columns of a wrapped line, 0 where the page's lines are no column. */
  readonly wrap: number;
  /** Lines break in the middle of sentences, whatever their width. */
  readonly isRagged: boolean;
}

/** Finds how a page is set, from at most its first 2000 lines. */
export function measurePage(page: Page): PageShape {
  const { lines } = page;
  const count = Math.min(lines.count, 2000);
  let indent = 255;
  for (let i = 0; i < count; i++) indent = Math.min(indent, lines.indent[i] as number);

  const widths = new Map<number, number>();
  let adjacent = 0;
  let open = 0;
  let broken = 0;
  for (let i = 0; i + 1 < count; i++) {
    const width = lines.width[i] as number;
    if ((lines.gap[i + 1] as number) > 0 || width > WIDEST_COLUMN) continue;
    // Over a line that is a whole paragraph stands no broken one.
    if ((lines.width[i + 1] as number) > WIDEST_COLUMN) continue;
    adjacent++;
    const traits = lines.traits[i] as number;
    if (traits & ENDS_FINAL) continue;
    // A line over a wider one is a heading over text, not a line that was full.
    if ((lines.width[i + 1] as number) <= width + RAGGED) {
      open++;
      widths.set(width, (widths.get(width) ?? 0) + 1);
    }
    const isText = commasOf(page, i) > 0 || (traits & HAS_STOP) !== 0;
    if (isText && !(traits & ENDS_CLAUSE) && page.kindOf(i + 1) === LineKind.plain) broken++;
  }
  let wrap = 0;
  let most = 0;
  for (const width of widths.keys()) {
    let near = 0;
    for (let other = width - RAGGED; other <= width; other++) near += widths.get(other) ?? 0;
    if (width >= NARROWEST_COLUMN && near > most) [wrap, most] = [width, near];
  }
  return {
    indent,
    wrap: most >= FEWEST_WRAPPED && most * 2 >= open ? wrap : 0,
    isRagged: broken >= FEWEST_WRAPPED && broken * 4 >= adjacent,
  };
}

/** So many lines show that a page is set in columns. */
const FEWEST_WRAPPED = 3;

/** Whether a line is set in as the first of a paragraph is. */
export function isIndented(page: Page, shape: PageShape, index: number): boolean {
  const indent = page.lines.indent[index] as number;
  return indent >= shape.indent + INDENT && indent <= shape.indent + DEEPEST_INDENT;
}

/** Whether a line begins as the text of a report does and a headline hardly ever. */
export function beginsText(page: Page, index: number): boolean {
  return page.words.opener.startAt(page.folded, page.lines.start[index] as number) > 0;
}

/**
 * Whether the line `next` begins anew rather than going on from the line `index`: with a word of time, a date,
 * or the two characters that `index` begins with, as a text takes up the subject of its headline.
 */
export function startsAnew(page: Page, index: number, next: number): boolean {
  const { folded, lines, words } = page;
  const start = lines.start[next] as number;
  return (
    beginsText(page, next) ||
    takesUp(page, index, next) ||
    words.openerTime.startAt(folded, start) > 0 ||
    words.startsWithDate(folded.slice(start, start + 16))
  );
}

/** Whether two lines begin with the same two characters. */
function takesUp({ folded, lines }: Page, index: number, next: number): boolean {
  const [from, start] = [lines.start[index] as number, lines.start[next] as number];
  const pair = folded.slice(start, start + 2);
  return HAN_PAIR.test(pair) && pair === folded.slice(from, from + 2);
}

const HAN_PAIR = /^[\u3400-\u9fff]{2}$/;

/** Commas of a line, the one behind its number not counted: 一、… */
function commasOf(page: Page, index: number): number {
  const commas = page.lines.commas[index] as number;
  return commas > 0 && page.kindOf(index) === LineKind.numbered && hasListComma(page, index) ? commas - 1 : commas;
}

function hasListComma(page: Page, index: number): boolean {
  const start = page.lines.start[index] as number;
  return page.folded.slice(start, start + 4).includes("、");
}

/** Whether a numbered line stands directly above or below another: an item of a list, not the head of a part. */
function isItemOfList(page: Page, index: number): boolean {
  const { lines } = page;
  if (page.kindOf(index) !== LineKind.numbered) return false;
  const isAfter = index > 0 && (lines.gap[index] as number) === 0 && page.kindOf(index - 1) === LineKind.numbered;
  return (
    isAfter ||
    (index + 1 < lines.count && (lines.gap[index + 1] as number) === 0 && page.kindOf(index + 1) === LineKind.numbered)
  );
}

/** Reads a plain or numbered line that follows the end of a paragraph. */
export function readLine(page: Page, shape: PageShape, index: number): Reading {
  const { lines, words } = page;
  const traits = lines.traits[index] as number;
  const size = lines.size[index] as number;
  const commas = commasOf(page, index);
  const plainReading: Reading =
    isUnpunctuated(page, index) && !goesOnInColumn(page, shape, index) ? "fragment" : "text";
  const isLong = size < 2 || size > LONGEST_HEADING_BEFORE_DATELINE || commas > MOST_COMMAS;
  if (traits & (HAS_STOP | ENDS_CLAUSE | STARTS_INSIDE) || isLong || !hasWord(page, index)) return plainReading;
  if (isItemOfList(page, index) || endsInAlias(page, index)) return plainReading;
  const line = page.folded.slice(lines.start[index] as number, lines.end[index] as number);
  if (words.isSectionHead(line) || words.isSidebarHead(line)) return "heading";
  if (leadsToDateline(page, index)) return "heading";

  const isShort = size <= (commas > 0 ? LONGEST_HEADING_WITH_COMMA : LONGEST_HEADING);
  if (!isShort || commas > 1) return plainReading;
  return readByFollower(page, shape, index, plainReading);
}

/** Where lines break anywhere, one without marks goes on in the next, if a sentence ends further down. */
function goesOnInColumn(page: Page, shape: PageShape, index: number): boolean {
  const { lines } = page;
  const next = index + 1;
  if (next >= lines.count || (lines.gap[next] as number) > 0 || page.kindOf(next) !== LineKind.plain) return false;
  const isColumn = shape.isRagged || (shape.wrap > 0 && isWrapped(page, shape, index));
  return isColumn && page.endsBelow(next);
}

/** 岷江银行股份有限公司（以下简称“岷江银行”）: brackets with quotes in them end no headline. */
function endsInAlias({ folded, lines }: Page, index: number): boolean {
  const end = lines.end[index] as number;
  return (
    folded[end - 1] === ")" && ALIAS_AT_END.test(folded.slice(Math.max(lines.start[index] as number, end - 40), end))
  );
}

const ALIAS_AT_END = /\([^()]*[“「"][^()]*\)$/;

/** Whether a dateline or names follow, with further lines of the heading and captions between at most. */
function leadsToDateline(page: Page, index: number): boolean {
  const { lines } = page;
  const isCall = ((lines.traits[index] as number) & ENDS_FINAL) !== 0;
  const commas = commasOf(page, index);
  // What ends with ！ or ？, or has commas as text has, may be the end of the article before.
  const isDoubtful = (isCall && index > 0) || commas > 1 || (commas > 0 && beginsText(page, index));
  for (let next = index + 1, passed = 0; next < lines.count && passed < HEADING_LINES; next++) {
    const kind = page.kindOf(next);
    if (kind === LineKind.dateline || kind === LineKind.byline) return true;
    if (kind === LineKind.caption) continue;
    if (kind !== LineKind.plain || !isUnpunctuated(page, next) || isDoubtful) return false;
    passed++;
  }
  return false;
}

/** Reads a short line by the line that follows it, captions passed over. */
function readByFollower(page: Page, shape: PageShape, index: number, plainReading: Reading): Reading {
  const { lines } = page;
  let follower = index + 1;
  while (follower < lines.count && page.kindOf(follower) === LineKind.caption) follower++;
  if (follower >= lines.count || !isTextAhead(page, follower)) return plainReading;

  const isCall = ((lines.traits[index] as number) & ENDS_FINAL) !== 0;
  const hasComma = commasOf(page, index) > 0;
  const kind = page.kindOf(follower);
  if (kind === LineKind.row || kind === LineKind.bullet || kind === LineKind.numbered)
    return isCall ? "text" : "heading";

  const anew = startsAnew(page, index, follower);
  const begins = beginsText(page, index);
  if ((lines.gap[index + 1] as number) > 0) {
    if (!isCall && !hasComma) return "heading";
    return !begins && (index === 0 || (hasComma && anew)) ? "heading" : "text";
  }
  const indented = isIndented(page, shape, index);
  const nextIndented = isIndented(page, shape, follower);
  if (nextIndented && !indented) return "heading";
  if (indented && !nextIndented) return "text";
  if (isCall) return index === 0 && (anew || isLongLine(page, follower)) ? "heading" : "text";
  if (isCutBetween(page, index, index + 1)) return "text";
  if (begins && !isLongLine(page, follower)) return "text";
  if (shape.isRagged || isWrapped(page, shape, index)) {
    // In a column a date may come to stand first by accident; over the first line of all it is no accident.
    const isSure = index === 0 ? anew : takesUp(page, index, follower) || beginsText(page, follower);
    return isSure ? "heading" : "text";
  }
  return anew || !hasComma || isLongLine(page, follower) ? "heading" : "text";
}

/** Whether the line `next` cannot begin by itself: it opens with 、 or %, or a number or date runs over the break. */
export function isCutBetween(page: Page, index: number, next: number): boolean {
  const { folded, lines, words } = page;
  if ((lines.traits[next] as number) & STARTS_INSIDE) return true;
  const [end, start] = [lines.end[index] as number, lines.start[next] as number];
  if ((classAt(folded, end - 1) & classAt(folded, start) & DIGIT) !== 0) return true;
  const from = Math.max(lines.start[index] as number, end - DATE_REACH);
  return words.hasDateAcross(folded.slice(from, end), folded.slice(start, start + DATE_REACH));
}

const DATE_REACH = 8;

/** Whether a line is as wide as the column that it opens: the lines under it that go on are as wide. */
function isWrapped(page: Page, shape: PageShape, index: number): boolean {
  const { lines } = page;
  const width = lines.width[index] as number;
  if (width < NARROWEST_COLUMN || width > WIDEST_COLUMN) return false;
  let asWide = shape.wrap > 0 && Math.abs(width - shape.wrap) <= RAGGED ? 1 : 0;
  for (let next = index + 1; next < lines.count && next <= index + LOOK_AHEAD; next++) {
    if ((lines.gap[next] as number) > 0 || (lines.width[next] as number) > width + RAGGED) return false;
    if ((lines.traits[next] as number) & ENDS_FINAL) {
      // A headline is hardly longer than all its text: two such lines are a short paragraph.
      if (next === index + 1) asWide++;
      break;
    }
    if ((lines.width[next] as number) >= width - RAGGED) asWide++;
  }
  return asWide >= 1;
}

/** A line too long for a column is a whole paragraph. */
function isLongLine(page: Page, index: number): boolean {
  return index < page.lines.count && (page.lines.width[index] as number) > WIDEST_COLUMN;
}

/** Whether one of the next few lines shows that text follows, not just more lines without punctuation. */
function isTextAhead(page: Page, from: number): boolean {
  const { lines } = page;
  for (let i = from; i < lines.count && i < from + LOOK_AHEAD; i++) {
    const kind = page.kindOf(i);
    if (kind === LineKind.dateline || kind === LineKind.boxedHead || kind === LineKind.bullet || kind === LineKind.row)
      return true;
    if ((kind === LineKind.plain || kind === LineKind.numbered) && !isUnpunctuated(page, i)) return true;
  }
  return false;
}

/** Whether a line has nothing that running text has: no final mark, no comma. */
export function isUnpunctuated(page: Page, index: number): boolean {
  const { lines } = page;
  return (
    ((lines.traits[index] as number) & (HAS_STOP | ENDS_FINAL | ENDS_CLAUSE)) === 0 &&
    commasOf(page, index) === 0 &&
    (lines.size[index] as number) <= LONGEST_HEADING_BEFORE_DATELINE
  );
}

/** A heading has at least one letter or Han character. */
function hasWord(page: Page, index: number): boolean {
  const { folded, lines } = page;
  const start = lines.start[index] as number;
  return /[\u3400-\u9fff\ud840-\ud87fA-Za-z]/.test(
    folded.slice(start, Math.min(lines.end[index] as number, start + 60)),
  );
}
