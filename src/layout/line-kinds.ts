import { makeAgencies, type ReadAgency } from "./agency.js";
import { BULLET, classAt } from "./characters.js";
import { type CreditFinder, makeCreditFinder } from "./credits.js";
import { type FindDateline, makeDatelineFinder } from "./dateline.js";
import type { Fold } from "./fold.js";
import { HAS_CELLS, HAS_STOP, type Lines } from "./lines.js";
import { type LayoutLexicons, makeWordList, NUMERAL, shapePattern, WordHints, type WordList } from "./words.js";

/** What a line shows to be by itself, whatever stands around it. */
export const LineKind = {
  plain: 1,
  masthead: 2,
  dateline: 3,
  /** 【专场招聘】市人才服务中心… */
  boxedHead: 4,
  byline: 5,
  caption: 6,
  row: 7,
  /** 地址：香港中路10号 */
  label: 8,
  /** An item under a sign: ▲ ● ① */
  bullet: 9,
  /** An item under a number: 一、 （二） 3. */
  numbered: 10,
} as const;
export type LineKind = (typeof LineKind)[keyof typeof LineKind];

/** The word lists of the layout, compiled. */
export interface LayoutWords {
  readonly hints: WordHints;
  readonly findDateline: FindDateline;
  readonly readAgency: ReadAgency;
  readonly credits: CreditFinder;
  /** Words that begin a report's text, and hardly a headline. */
  readonly opener: WordList;
  /** Words that begin a headline or a report's text. */
  readonly openerTime: WordList;
  readonly isMasthead: (line: string) => boolean;
  readonly isLabel: (line: string) => boolean;
  readonly isSectionHead: (line: string) => boolean;
  readonly isSidebarHead: (line: string) => boolean;
  /** Whether a text begins with a date: 11月20日 */
  readonly startsWithDate: (line: string) => boolean;
  /** Whether a date begins in the first text and ends in the second: 10月 | 16日 */
  readonly hasDateAcross: (first: string, second: string) => boolean;
}

/** A page on its way through the layout. */
export interface Page {
  readonly text: string;
  readonly folded: string;
  readonly lines: Lines;
  readonly words: LayoutWords;
  /** The kind of a line; found once. */
  readonly kindOf: (line: number) => LineKind;
  /** Whether this line, or one below it before the next empty line, has a final mark. */
  readonly endsBelow: (line: number) => boolean;
}

/** Bits of `LayoutWords.hints`. */
const MAY_BE_BYLINE = 1;
const MAY_BE_MASTHEAD = 2;
/** In characters: a label with its colon. */
const LABEL_REACH = 14;

const LONGEST_MASTHEAD = 60;
const LONGEST_BEFORE_DATE = 24;
const LONGEST_LABEL = 80;
const LONGEST_BOX = 40;

/** Compiles the word lists that say what kind of line one is. */
export function makeLayoutWords(lexicons: LayoutLexicons, fold: Fold): LayoutWords {
  const forms = (name: string): readonly string[] => lexicons[`layout/${name}`] ?? [];
  const exact = (name: string): ((line: string) => boolean) => {
    const set = new Set(forms(name).map(fold));
    return (line) => set.has(line.replace(/[ :]+/g, ""));
  };
  const shapes = forms("dateline-date");
  const fullShapes = shapes.filter((shape) => shape.split("#").length > 3);
  const fullDate = shapePattern(fullShapes, fold);
  const paper = makeWordList(forms("masthead-end"), fold).pattern;
  const label = makeWordList(forms("label"), fold).pattern;
  const dated = new RegExp(`(?<!${NUMERAL})${fullDate}(?=[ (]|$)`);
  const beforeDate = new RegExp(`^(?:.*${paper} *|.* +|${label} ?: ?)?$`);
  const dayOfYear = shapePattern(
    shapes.filter((shape) => shape.split("#").length > 2),
    fold,
  );
  const page = shapePattern(forms("masthead"), fold);
  // 珠澜商报 11月28日 星期四 02版
  const yearless = new RegExp(`^[^ ]{1,12}${paper} +${dayOfYear}(?: [^ ]{1,6})? ${page}(?: [^ ]{1,10})?$`);
  const undated = new RegExp(`^${page}(?: .{0,20})?$`);
  const labelled = new RegExp(`^[ (（]?${label} ?:`);
  const everyDate = new RegExp(shapePattern(shapes, fold), "g");
  const anyDate = new RegExp(`^${shapePattern(shapes, fold)}`);
  const agencies = makeAgencies(lexicons, fold);
  const hints = new WordHints();
  hints.add(forms("byline"), MAY_BE_BYLINE, fold);
  // A masthead has what stands between the numbers of a full date, or the first character of a page's name.
  const signs = [...fullShapes, ...forms("masthead")].map((shape) => shape.replaceAll("#", ""));
  hints.add(signs, MAY_BE_MASTHEAD, fold);
  return {
    hints,
    findDateline: makeDatelineFinder(lexicons, fold, agencies),
    readAgency: agencies.read,
    credits: makeCreditFinder(lexicons, fold, agencies),
    opener: makeWordList(forms("opener"), fold),
    openerTime: makeWordList(forms("opener-time"), fold),
    isMasthead(line) {
      if (line.length > LONGEST_MASTHEAD) return false;
      if (undated.test(line) || yearless.test(line)) return true;
      const found = dated.exec(line);
      if (found === null || found.index > LONGEST_BEFORE_DATE) return false;
      const before = line.slice(0, found.index);
      if (/[“”《》]/.test(before) || /[。,!?;]/.test(line) || !beforeDate.test(before)) return false;
      const rest = line.slice(found.index + found[0].length).trim();
      return rest.split(/ +/).every((part) => part.length <= 10);
    },
    isLabel: (line) => line.length <= LONGEST_LABEL && labelled.test(line),
    isSectionHead: exact("section-head"),
    isSidebarHead: exact("sidebar-head"),
    startsWithDate: (line) => anyDate.test(line),
    hasDateAcross(first, second) {
      if (!FIGURE_INSIDE.test(first) || !FIGURE_INSIDE.test(second)) return false;
      for (const { index, 0: found } of (first + second).matchAll(everyDate))
        if (index < first.length && index + found.length > first.length) return true;
      return false;
    },
  };
}

const FIGURE_INSIDE = new RegExp(NUMERAL);

const ITEM_NUMBER = new RegExp(
  `^(?:\\(${NUMERAL}{1,3}\\)|${NUMERAL}{1,3}\\)|[0-9]{1,2}[.、](?![0-9])|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))`,
);

/** Longer lines are neither masthead nor byline. */
const LONGEST_HINTED = 60;
/** Longer lines are neither masthead nor label nor credit. */
const LONGEST_CREDIT = 160;

/** Finds what kind of line one is. The cost is bounded, however long the line is. */
export function findKind(page: Pick<Page, "folded" | "lines" | "words">, index: number): LineKind {
  const { folded, lines, words } = page;
  const start = lines.start[index] as number;
  const end = lines.end[index] as number;
  const traits = lines.traits[index] as number;
  const commas = lines.commas[index] as number;
  if (traits & HAS_CELLS) return LineKind.row;
  if (commas === 0 && end - start > (lines.size[index] as number) && isNumericRow(folded, start, end))
    return LineKind.row;

  const marker = markerLength(folded, start, end);
  const length = end - start;
  if (length <= LONGEST_CREDIT) {
    const line = folded.slice(start, end);
    const unmarked = marker > 0 ? line.slice(marker) : line;
    if ((traits & HAS_STOP) === 0 && length <= LONGEST_HINTED) {
      const hints = words.hints.lookFor(folded, start, end);
      if (hints & MAY_BE_MASTHEAD && commas <= 1 && words.isMasthead(line)) return LineKind.masthead;
      if (hints & MAY_BE_BYLINE && words.credits.isByline(unmarked)) return LineKind.byline;
    }
    if (words.credits.isCaption(unmarked)) return LineKind.caption;
    if (commas > 0 && line.slice(0, LABEL_REACH).includes(":") && words.isLabel(line)) return LineKind.label;
  }
  if (words.findDateline(folded, start + marker, end) !== null) return LineKind.dateline;
  if (words.readAgency(folded, start) > 0 && hasCutDateline(page, index)) return LineKind.dateline;
  if (boxEnd(folded, start, end) > 0) return LineKind.boxedHead;
  if (marker > 0) return LineKind.bullet;
  if (mayBeNumber(folded, start) && ITEM_NUMBER.test(folded.slice(start, Math.min(end, start + 12))))
    return LineKind.numbered;
  return LineKind.plain;
}

/** A dateline that the column breaks begins in a line no longer than this. */
const LONGEST_CUT = 24;
const LINES_OF_DATELINE = 3;

/** Whether a short line has a dateline together with the lines right below it: 新华社江州6⏎月8日电 */
export function hasCutDateline(
  { folded, lines, words }: Pick<Page, "folded" | "lines" | "words">,
  index: number,
): boolean {
  if ((lines.end[index] as number) - (lines.start[index] as number) > LONGEST_CUT) return false;
  let text = "";
  for (let line = index; line < lines.count && line < index + LINES_OF_DATELINE; line++) {
    if (line > index && (lines.gap[line] as number) > 0) break;
    const from = lines.start[line] as number;
    text += folded.slice(from, Math.min(lines.end[line] as number, from + LONGEST_HINTED));
  }
  return words.findDateline(text, 0, text.length) !== null;
}

/** Cells one blank apart, all but the first of them figures: 煤炭 3200 4.5% */
const NUMERIC_ROW = /^\S{1,20}(?: [-+]?[0-9][0-9.,]*[^0-9 ]{0,4}){2,}$/;
const LONGEST_ROW = 120;

function isNumericRow(folded: string, start: number, end: number): boolean {
  return end - start <= LONGEST_ROW && NUMERIC_ROW.test(folded.slice(start, end));
}

function mayBeNumber(folded: string, start: number): boolean {
  const unit = folded.charCodeAt(start);
  return unit === 0x28 || (unit >= 0x30 && unit <= 0x39) || NUMERAL.includes(folded[start] ?? " ");
}

/** Length of the bullet, with the blanks behind it, that a line begins with; 0 where it has none. */
export function markerLength(folded: string, start: number, end: number): number {
  let at = start;
  while (at < end && classAt(folded, at) & BULLET) at++;
  if (at === start && folded[start + 1] === " " && SIGNS_WITH_BLANK.includes(folded[start] ?? " ")) at++;
  if (at === start) return 0;
  while (at < end && folded[at] === " ") at++;
  return at - start;
}

/** Bullets only with a blank behind them. */
const SIGNS_WITH_BLANK = "-*+·–";

/** Where the box 【…】 that begins at `start` ends; 0 where there is none. */
export function boxEnd(folded: string, start: number, end: number): number {
  if (folded[start] !== "【" && folded[start] !== "〖") return 0;
  const closing = folded[start] === "【" ? "】" : "〗";
  const at = folded.slice(start, Math.min(end, start + LONGEST_BOX)).indexOf(closing);
  return at > 1 ? start + at + 1 : 0;
}
