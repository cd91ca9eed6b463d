import { beginsWide, endsWide } from "./wide.js";

/** A piece of text on a page, in points from its top left corner. */
export interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of its baseline, from the top. */
  readonly y: number;
  /** Of its font. */
  readonly size: number;
  /** It runs from left to right, not upwards or aslant. */
  readonly isLevel: boolean;
}

export interface PageText {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
}

/**
 * @param width along the baseline
 * @param matrix of the text, by which its unit square is laid on the page: https://www.iso.org/standard/75839.html, 9.4.4
 */
export function placeText(text: string, width: number, matrix: readonly number[]): PlacedText {
  const [a = 0, b = 0, c = 0, d = 0, left = 0, y = 0] = matrix;
  const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
  return { text, left, right: left + width, y, size, isLevel: a > 0 && Math.abs(b) <= Math.abs(a) * 0.1 };
}

/** A line of a column. */
interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** The column that it stands in; a number for each in the order of reading, over all pages. */
  readonly column: number;
  readonly page: number;
}

/** The pages' text: a line of print is a line, and an empty line stands between what stands apart. */
export function writePages(pages: readonly PageText[]): string {
  const lines: Line[] = [];
  for (const [page, { texts }] of pages.entries()) {
    const level = texts.filter(({ isLevel }) => isLevel);
    for (const column of orderColumns(findSegments(level))) {
      const number = (lines.at(-1)?.column ?? -1) + 1;
      for (const row of column) lines.push({ ...joinRow(row), column: number, page });
    }
    for (const { text, left, right, y, size } of texts.filter(({ isLevel }) => !isLevel)) {
      lines.push({ text, left, right, y, size, column: (lines.at(-1)?.column ?? -1) + 1, page });
    }
  }
  return joinLines(withoutRunningHeads(lines, pages));
}

/** Text without a wide gap in it: a line of a column, or a cell of a table. */
interface Segment {
  readonly texts: readonly PlacedText[];
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** Baselines that are nearer are one line: superscripts, and mixed fonts. In sizes of the font, like all that follow. */
const SAME_LINE = 0.5;
/** A gap in a line that parts cells or columns; one that parts words of Han; one that parts words of letters. */
const CELL_GAP = 1.3;
const HAN_GAP = 0.6;
const WORD_GAP = 0.18;

function findSegments(texts: readonly PlacedText[]): Segment[] {
  return findRows(texts).flatMap((row) => {
    const sorted = [...row].sort((a, b) => a.left - b.left);
    const groups: PlacedText[][] = [];
    let right = Number.NEGATIVE_INFINITY;
    for (const text of sorted) {
      const group = groups.at(-1);
      if (group === undefined || text.left - right > CELL_GAP * text.size) groups.push([text]);
      else group.push(text);
      right = Math.max(right, text.right);
    }
    return groups.map(asSegment);
  });
}

function asSegment(texts: readonly PlacedText[]): Segment {
  const largest = texts.reduce((found, one) => (one.size > found.size ? one : found));
  return {
    texts,
    left: Math.min(...texts.map(({ left }) => left)),
    right: Math.max(...texts.map(({ right }) => right)),
    y: largest.y,
    size: largest.size,
  };
}

/** What stands on one baseline, from the top; the order within is that of the file. */
function findRows<Placed extends { readonly y: number; readonly size: number }>(placed: readonly Placed[]): Placed[][] {
  const rows: Placed[][] = [];
  let base: Placed | null = null;
  for (const one of [...placed].sort((a, b) => a.y - b.y)) {
    if (base !== null && one.y - base.y <= SAME_LINE * Math.max(base.size, one.size)) rows.at(-1)?.push(one);
    else rows.push([one]);
    // The largest of a row says where it is: small print before it is raised or sunk.
    if (base === null || rows.at(-1)?.length === 1 || one.size > base.size) base = one;
  }
  return rows;
}

/** Two columns have so many lines at least, one alone fewer, each so wide; most fill so much of the width. A table's
 * columns do not. */
const FEWEST_LINES = 6;
const FEWEST_LINES_OF_ONE = 2;
const NARROWEST = 9;
const FILLED = 0.7;
/** A gutter is at least so wide, in sizes of the font. */
const GUTTER = 0.8;

/** The rows of each column, in the order of reading: what spans columns parts those above from those below. */
function orderColumns(segments: readonly Segment[]): Segment[][][] {
  if (segments.length === 0) return [];
  const gutter = findGutter(segments);
  if (gutter === null) return [findRows(segments)];
  const columns: Segment[][][] = [];
  let left: Segment[] = [];
  let right: Segment[] = [];
  let spanning: Segment[] = [];
  const flushColumns = (): void => {
    columns.push(...orderColumns(left), ...orderColumns(right));
    left = [];
    right = [];
  };
  const flushSpanning = (): void => {
    if (spanning.length > 0) columns.push(findRows(spanning));
    spanning = [];
  };
  for (const row of findRows(segments)) {
    if (row.some((one) => one.left < gutter && one.right > gutter)) {
      flushColumns();
      spanning.push(...row);
      continue;
    }
    flushSpanning();
    for (const one of row) (one.right <= gutter ? left : right).push(one);
  }
  flushColumns();
  flushSpanning();
  return columns;
}

/** The middle of the widest gap between two columns of running text; null where there is none. */
function findGutter(segments: readonly Segment[]): number | null {
  const size = median(segments.map((one) => one.size));
  let best: { at: number; width: number } | null = null;
  for (const at of new Set(segments.map((one) => one.right))) {
    const gap = gapAfter(at, segments, size);
    if (gap !== null && (best === null || gap.width > best.width)) best = gap;
  }
  return best?.at ?? null;
}

function gapAfter(at: number, segments: readonly Segment[], size: number): { at: number; width: number } | null {
  const left = segments.filter((one) => one.right <= at + 0.01);
  const next = segments.reduce((nearest, one) => (one.left > at ? Math.min(nearest, one.left) : nearest), Infinity);
  const right = segments.filter((one) => one.left >= next);
  if (next - at < GUTTER * size || left.length + right.length < FEWEST_LINES) return null;
  if (!isColumn(left, size) || !isColumn(right, size)) return null;
  // What spans the gutter must be less than what keeps to it: headlines, not every other line.
  const spanning = segments.length - left.length - right.length;
  if (spanning * 2 > Math.min(left.length, right.length)) return null;
  return { at: (at + next) / 2, width: next - at };
}

function isColumn(segments: readonly Segment[], size: number): boolean {
  if (segments.length < FEWEST_LINES_OF_ONE) return false;
  const left = Math.min(...segments.map((one) => one.left));
  const right = Math.max(...segments.map((one) => one.right));
  if (right - left < NARROWEST * size) return false;
  const rows = findRows(segments);
  const filled = rows.filter((row) => {
    const width = row.reduce((sum, one) => sum + one.right - one.left, 0);
    return width >= FILLED * (right - left);
  });
  return rows.length >= FEWEST_LINES_OF_ONE && filled.length * 2 >= rows.length;
}

/** A row's segments with tabs between, its texts with a blank where there is one in print. */
function joinRow(row: readonly Segment[]): Omit<Line, "column" | "page"> {
  const segments = [...row].sort((a, b) => a.left - b.left);
  const whole = asSegment(segments.flatMap(({ texts }) => texts));
  return {
    text: segments.map(joinTexts).join("\t"),
    left: whole.left,
    right: whole.right,
    y: whole.y,
    size: whole.size,
  };
}

function joinTexts({ texts }: Segment): string {
  let joined = "";
  let right = Number.POSITIVE_INFINITY;
  for (const one of texts) {
    const gap = (one.left - right) / one.size;
    const isWide = endsWide(joined) || beginsWide(one.text);
    if (gap > (isWide ? HAN_GAP : WORD_GAP) && !/\s$/.test(joined) && !/^\s/.test(one.text)) joined += " ";
    joined += one.text;
    right = Math.max(one.right, right === Number.POSITIVE_INFINITY ? one.right : right);
  }
  return joined.trim();
}

/** The part of a page, at its top and at its foot, where running heads stand. */
const MARGIN = 0.12;

/** Leaves out what stands in the same place of several pages, but for its numbers: heads, feet, page numbers. */
function withoutRunningHeads(lines: readonly Line[], pages: readonly PageText[]): Line[] {
  if (pages.length < 2) return [...lines];
  const keyOf = ({ text, y, page }: Line): string | null => {
    const height = pages[page]?.height ?? 0;
    if (y > height * MARGIN && y < height * (1 - MARGIN)) return null;
    return `${Math.round(y / 4)} ${text.replace(/\d+/g, "#").replace(/\s+/g, "")}`;
  };
  const met = new Map<string, Set<number>>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key === null) continue;
    met.set(key, (met.get(key) ?? new Set()).add(line.page));
  }
  return lines.filter((line) => {
    const key = keyOf(line);
    const times = key === null ? 0 : (met.get(key)?.size ?? 0);
    const isNumber = /^[^\p{L}]*\d+[^\p{L}]*$/u.test(line.text) && line.text.length < 12;
    return times < (isNumber ? 2 : 3);
  });
}

/** Lines farther apart than this, by the usual distance, do not go on; nor do those of another size of font. */
const FAR = 1.35;
const OTHER_SIZE = 1.12;
/** A line that ends so far from the edge of its column ends a paragraph; one that begins so far in begins one. */
const SHORT = 2.5;
const INDENT = 1.4;
const CENTRED = 1;
/** Rows of a table stand apart for their frames. */
const FAR_ROW = 4;
const INDENT_TEXT = "\u3000\u3000";

function joinLines(lines: readonly Line[]): string {
  const edges = new Map<number, { left: number; right: number; pitch: number }>();
  for (const column of new Set(lines.map((line) => line.column))) {
    const own = lines.filter((line) => line.column === column);
    const steps = own.slice(1).map((line, at) => line.y - (own[at]?.y ?? 0));
    edges.set(column, {
      left: Math.min(...own.map(({ left }) => left)),
      right: Math.max(...own.map(({ right }) => right)),
      pitch: median(steps.filter((step) => step > 0)),
    });
  }
  let text = "";
  let before: Line | null = null;
  for (const line of lines) {
    const edge = edges.get(line.column) ?? { left: line.left, right: line.right, pitch: 0 };
    const inset = (line.left - edge.left) / line.size;
    // What is set in on both sides is centred: a headline.
    const isCentred = inset > 0 && Math.abs(inset - (edge.right - line.right) / line.size) < CENTRED;
    const isRow = line.text.includes("\t");
    const isIndented = inset >= INDENT && inset <= INDENT * 2.5 && !isCentred && !isRow;
    if (before !== null) {
      const edgeBefore = edges.get(before.column)?.right ?? before.right;
      const isApart =
        ratio(before.size, line.size) > OTHER_SIZE ||
        isRow !== before.text.includes("\t") ||
        (before.column === line.column && isRow
          ? line.y - before.y > FAR_ROW * line.size
          : before.column === line.column
            ? line.y - before.y > FAR * Math.max(edge.pitch, line.size)
            : isIndented || edgeBefore - before.right > SHORT * before.size);
      text += isApart ? "\n\n" : "\n";
    }
    text += (isIndented ? INDENT_TEXT : "") + line.text;
    before = line;
  }
  return text === "" ? "" : `${text}\n`;
}

function ratio(a: number, b: number): number {
  return Math.max(a, b) / Math.max(0.01, Math.min(a, b));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
