import { BLANK, CLASSES, classAt, INVISIBLE, LATIN, LINE_BREAK } from "./characters.js";
import type { Page } from "./line-kinds.js";
import { HAS_INVISIBLE, OPENS_BRACKET } from "./lines.js";

/**
 * The text of a paragraph from `from` to `to`, its folded form, and for each UTF-16 unit the code point of the
 * document it comes from. A paragraph of one line is a view of the document; of several, they are joined.
 */
export interface LogicalText {
  readonly text: string;
  readonly folded: string;
  readonly offsets: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * For each UTF-16 unit of a text the number of code points before it; both halves of a pair have the same.
 * A half without its other counts as a character.
 */
export function mapCodePoints(text: string): Uint32Array {
  const length = text.length;
  const offsets = new Uint32Array(length);
  let pairs = 0;
  for (let i = 0; i < length; i++) {
    if (isLowHalf(text.charCodeAt(i)) && i > 0 && isHighHalf(text.charCodeAt(i - 1))) pairs++;
    offsets[i] = i - pairs;
  }
  return offsets;
}

function isHighHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Texts up to this length share one table 0, 1, 2…, where every character is one unit. */
const LONGEST_SHARED = 0x100000;

/** Makes the function that maps texts without surrogates: nothing is computed for them but views of one table. */
export function makeIdentityMap(): (length: number) => Uint32Array {
  let shared = new Uint32Array(0);
  return (length) => {
    if (length > LONGEST_SHARED) return countUp(new Uint32Array(length));
    if (length > shared.length) {
      let capacity = 4096;
      while (capacity < length) capacity *= 2;
      shared = countUp(new Uint32Array(capacity));
    }
    return shared;
  };
}

function countUp(table: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  for (let i = 0; i < table.length; i++) table[i] = i;
  return table;
}

/** Joins the lines of a paragraph: without line breaks, the blanks around them, and invisible characters. */
export function makeLogicalText(page: Page, offsets: Uint32Array, lineNumbers: readonly number[]): LogicalText {
  const { text, folded, lines } = page;
  const first = lineNumbers[0] as number;
  const isPlain = lineNumbers.length === 1 && ((lines.traits[first] as number) & HAS_INVISIBLE) === 0;
  if (isPlain) return { text, folded, offsets, from: lines.start[first] as number, to: lines.end[first] as number };

  const pieces: number[] = [];
  let last = -1;
  for (const line of lineNumbers) {
    const start = lines.start[line] as number;
    const end = lines.end[line] as number;
    if (last >= 0) addSeam(page, pieces, last, line);
    if ((lines.traits[line] as number) & HAS_INVISIBLE) addVisible(text, pieces, start, end);
    else pieces.push(start, end);
    last = line;
  }

  let length = 0;
  for (let i = 0; i < pieces.length; i += 2) length += (pieces[i + 1] as number) - (pieces[i] as number);
  const joinedOffsets = new Uint32Array(length);
  const texts: string[] = [];
  const foldedTexts: string[] = [];
  let at = 0;
  for (let i = 0; i < pieces.length; i += 2) {
    const start = pieces[i] as number;
    const end = pieces[i + 1] as number;
    const isSeam = (classAt(text, start) & LINE_BREAK) !== 0;
    texts.push(isSeam ? " " : text.slice(start, end));
    foldedTexts.push(isSeam ? " " : folded.slice(start, end));
    for (let index = start; index < end; index++) joinedOffsets[at++] = offsets[index] as number;
  }
  return { text: texts.join(""), folded: foldedTexts.join(""), offsets: joinedOffsets, from: 0, to: length };
}

/**
 * What stays of the blanks between two lines: one where they part Latin words (the line break itself, if there is no
 * other, stands as a space) or names in brackets (记者 阿依努尔⏎ 通讯员 李进); else nothing.
 */
function addSeam(page: Page, pieces: number[], last: number, next: number): void {
  const { text, lines } = page;
  const end = lines.end[last] as number;
  const start = lines.start[next] as number;
  const isLatin = (classAt(text, end - 1) & classAt(text, start) & LATIN) !== 0;
  const isNames = ((lines.traits[last] as number) & OPENS_BRACKET) !== 0;
  if (isLatin) pieces.push(end, end + 1);
  else if (isNames) {
    if (classAt(text, end) & BLANK) pieces.push(end, end + 1);
    else if (classAt(text, start - 1) & BLANK) pieces.push(start - 1, start);
  }
}

function addVisible(text: string, pieces: number[], start: number, end: number): void {
  let from = start;
  for (let i = start; i <= end; i++) {
    if (i === end || (CLASSES[text.charCodeAt(i)] as number) & INVISIBLE) {
      if (i > from) pieces.push(from, i);
      from = i + 1;
    }
  }
}
