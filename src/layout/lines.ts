import {
  BLANK,
  CLASSES,
  CLAUSE,
  CLOSING,
  COLON,
  classAt,
  DIGIT,
  ELLIPSIS,
  FINAL,
  INVISIBLE,
  LINE_BREAK,
  NOT_PLAIN,
  OPENING,
  QUOTATION_MARK,
  STOP,
  SURROGATE,
  WIDE,
} from "./characters.js";

/** Facts about a line, as bits of `Lines.traits`. */
export const HAS_STOP = 1;
/** Its last character, closing brackets and quotes aside, ends a sentence. */
export const ENDS_FINAL = 2;
export const ENDS_CLAUSE = 4;
export const ENDS_COLON = 8;
/** Cells stand side by side in it: tabs, box signs, or wide gaps. */
export const HAS_CELLS = 16;
export const HAS_INVISIBLE = 32;
/** A round bracket opened in it is not closed in it. */
export const OPENS_BRACKET = 64;
/** Its first character can begin no text: a closing bracket, ， or % */
export const STARTS_INSIDE = 128;

/**
 * The lines of a text that hold something, in arrays side by side.
 * `start` and `end` are UTF-16 indexes without the blanks around; `indent` and `width` count columns of print
 * (two for a Han character); `size` counts characters that are no blanks; `gap` counts the empty lines before.
 */
export interface Lines {
  readonly count: number;
  /** Whether some character takes two UTF-16 units. */
  readonly hasSurrogates: boolean;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly indent: Uint8Array;
  readonly gap: Uint8Array;
  readonly width: Int32Array;
  readonly size: Int32Array;
  readonly commas: Uint8Array;
  readonly traits: Uint16Array;
}

const IDEOGRAPHIC_SPACE = 0x3000;
const TAB = 0x09;
const VERTICAL_BAR = 0x7c;
const COLUMNS_OF_TAB = 4;
/** Blanks that part two cells of a table, in columns; a headline's parts stand one blank apart. */
const CELL_GAP = 3;
/** As many gaps make a line a row of a table; a tab alone does as well. */
const CELL_GAPS = 2;
const SPACING = BLANK | LINE_BREAK | INVISIBLE;

/**
 * Finds the lines of a text in one pass. Any line break counts: LF, CRLF, CR, NEL, LS, PS.
 * @param lines cleared and filled; one table serves for many texts, one after another
 */
export function scanLines(text: string, lines: LineTable): Lines {
  const length = text.length;
  lines.clear();
  let gap = 0;
  for (let at = 0; at < length; ) {
    let first = -1;
    let indent = 0;
    let wide = 0;
    let commas = 0;
    let traits = 0;
    let roundDepth = 0;
    // Blanks since the last character: how many, and in columns.
    let blanks = 0;
    let blankColumns = 0;
    let hasTab = false;
    let innerBlanks = 0;
    let cellGaps = 0;
    let cellSigns = 0;
    let i = at;
    for (; i < length; i++) {
      const unit = text.charCodeAt(i);
      const bits = CLASSES[unit] as number;
      if (bits === WIDE && blanks === 0 && first >= 0) {
        wide++;
        continue;
      }
      if (bits & SPACING) {
        if (bits & LINE_BREAK) break;
        blanks++;
        if (bits & INVISIBLE) traits |= HAS_INVISIBLE;
        else if (unit === TAB) {
          blankColumns += COLUMNS_OF_TAB;
          hasTab = true;
        } else blankColumns += unit === IDEOGRAPHIC_SPACE ? 2 : 1;
        continue;
      }
      if (first < 0) {
        first = i;
        indent = blankColumns;
      } else if (blanks > 0) {
        innerBlanks += blanks;
        if (hasTab) cellGaps += CELL_GAPS;
        else if (blankColumns >= CELL_GAP) cellGaps++;
      }
      blanks = 0;
      blankColumns = 0;
      hasTab = false;
      if (bits & WIDE) wide++;
      if ((bits & NOT_PLAIN) === 0) {
        if (unit === VERTICAL_BAR || (unit >= 0x2500 && unit <= 0x257f)) cellSigns++;
        continue;
      }
      if (bits & CLAUSE && !isDash(unit) && !isBetweenDigits(text, i)) commas++;
      if (bits & STOP) traits |= HAS_STOP;
      else if (bits & OPENING) {
        if (isRound(unit)) roundDepth++;
      } else if (bits & CLOSING) {
        if (roundDepth > 0 && isRound(unit)) roundDepth--;
      } else if (bits & SURROGATE) lines.hasSurrogates = true;
    }
    if (first < 0) gap++;
    else {
      const end = i - blanks;
      traits |= edgeTraits(text, first, end - 1);
      if (cellGaps >= CELL_GAPS || cellSigns >= 2) traits |= HAS_CELLS;
      if (roundDepth > 0) traits |= OPENS_BRACKET;
      lines.add(first, end, indent, gap, end - first + wide, end - first - innerBlanks, commas, traits);
      gap = 0;
    }
    // CRLF is one line break.
    at = i + (text.charCodeAt(i) === 0x0d && text.charCodeAt(i + 1) === 0x0a ? 2 : 1);
  }
  return lines;
}

/**
 * Marks the lines at or below which, before the next empty line, a sentence ends.
 * @param marks filled for as many lines as there are
 */
export function markEndsBelow(lines: Lines, marks: Uint8Array): void {
  let ends = false;
  for (let i = lines.count - 1; i >= 0; i--) {
    if (((lines.traits[i] as number) & (ENDS_FINAL | HAS_STOP)) !== 0) ends = true;
    marks[i] = ends ? 1 : 0;
    if ((lines.gap[i] as number) > 0) ends = false;
  }
}

/** A table of lines that grows as it is filled. */
export class LineTable implements Lines {
  count = 0;
  hasSurrogates = false;
  start = new Int32Array(32);
  end = new Int32Array(32);
  indent = new Uint8Array(32);
  gap = new Uint8Array(32);
  width = new Int32Array(32);
  size = new Int32Array(32);
  commas = new Uint8Array(32);
  traits = new Uint16Array(32);

  clear(): void {
    this.count = 0;
    this.hasSurrogates = false;
  }

  add(
    start: number,
    end: number,
    indent: number,
    gap: number,
    width: number,
    size: number,
    commas: number,
    traits: number,
  ): void {
    const index = this.count++;
    if (index === this.start.length) this.grow();
    this.start[index] = start;
    this.end[index] = end;
    this.indent[index] = Math.min(indent, 255);
    this.gap[index] = Math.min(gap, 255);
    this.width[index] = width;
    this.size[index] = size;
    this.commas[index] = Math.min(commas, 255);
    this.traits[index] = traits;
  }

  private grow(): void {
    const length = this.start.length * 2;
    this.start = copyInto(new Int32Array(length), this.start);
    this.end = copyInto(new Int32Array(length), this.end);
    this.indent = copyInto(new Uint8Array(length), this.indent);
    this.gap = copyInto(new Uint8Array(length), this.gap);
    this.width = copyInto(new Int32Array(length), this.width);
    this.size = copyInto(new Int32Array(length), this.size);
    this.commas = copyInto(new Uint8Array(length), this.commas);
    this.traits = copyInto(new Uint16Array(length), this.traits);
  }
}

function copyInto<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from);
  return to;
}

function isRound(unit: number): boolean {
  return unit === 0x28 || unit === 0x29 || unit === 0xff08 || unit === 0xff09 || unit === 0x3014 || unit === 0x3015;
}

/** — also opens and parts headlines. */
function isDash(unit: number): boolean {
  return unit === 0x2014 || unit === 0x2015;
}

/** A comma inside a number separates no clauses: 1,060; ２０３，６００ */
function isBetweenDigits(text: string, index: number): boolean {
  return (classAt(text, index - 1) & classAt(text, index + 1) & DIGIT) !== 0;
}

function edgeTraits(text: string, first: number, last: number): number {
  let edge = last;
  while (edge > first && isClosing(text, edge)) edge--;
  const end = classAt(text, edge);
  const begin = classAt(text, first);
  const beginUnit = text.charCodeAt(first);
  let traits = 0;
  if (end & (FINAL | ELLIPSIS)) traits |= ENDS_FINAL;
  // A bracket or quote opened at the very end is as open as a comma.
  else if (classAt(text, last) & (CLAUSE | OPENING)) traits |= ENDS_CLAUSE;
  if (classAt(text, last) & COLON) traits |= ENDS_COLON;
  if (begin & (CLOSING | FINAL) || (begin & CLAUSE && !isDash(beginUnit)) || beginUnit === 0x25 || beginUnit === 0xff05)
    traits |= STARTS_INSIDE;
  return traits;
}

function isClosing(text: string, index: number): boolean {
  return (classAt(text, index) & (CLOSING | QUOTATION_MARK | SPACING)) !== 0;
}
