import { BULLET, classAt } from "./characters.js";
import { type CreditFinder, makeCreditFinder } from "./credits.js";
import { type FindDateline, makeDatelineFinder } from "./dateline.js";
import type { Fold } from "./fold.js";
import { HAS_CELLS, HAS_STOP, type Lines, STARTS_BULLET } from "./lines.js";
import { type LayoutLexicons, makeWordList, NUMERAL, shapePattern, type WordList } from "./words.js";

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
  readonly findDateline: FindDateline;
  readonly credits: CreditFinder;
  readonly opener: WordList;
  readonly isMasthead: (line: string) => boolean;
  readonly isLabel: (line: string) => boolean;
  readonly isSectionHead: (line: string) => boolean;
  readonly isSidebarHead: (line: string) => boolean;
  /** Whether a text begins with a date: 11月20日 */
  readonly startsWithDate: (line: string) => boolean;
}

/** A page on its way through the layout. */
export interface Page {
  readonly text: string;
  readonly folded: string;
  readonly lines: Lines;
  readonly words: LayoutWords;
  /** The kind of a line; found once. */
  readonly kindOf: (line: number) => LineKind;
}

const LONGEST_MASTHEAD = 60;
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
  const fullDate = shapePattern(
    shapes.filter((shape) => shape.split("#").length > 3),
    fold,
  );
  const paper = makeWordList(forms("masthead-end"), fold).pattern;
  const label = makeWordList(forms("label"), fold).pattern;
  const dated = new RegExp(`^([^。,!?;“”《》]{0,24}?)(?<!${NUMERAL})${fullDate}(?=[ (]|$)(.*)$`);
  const beforeDate = new RegExp(`^(?:.*${paper} *|.* +|${label} ?: ?)?$`);
  const undated = new RegExp(`^${shapePattern(forms("masthead"), fold)}(?: .{0,20})?$`);
  const labelled = new RegExp(`^[ (（]?${label} ?:`);
  const anyDate = new RegExp(`^${shapePattern(shapes, fold)}`);
  return {
    findDateline: makeDatelineFinder(lexicons, fold),
    credits: makeCreditFinder(lexicons, fold),
    opener: makeWordList(forms("opener"), fold),
    isMasthead(line) {
      if (line.length > LONGEST_MASTHEAD) return false;
      if (undated.test(line)) return true;
      const found = dated.exec(line);
      if (found === null || !beforeDate.test(found[1] ?? "")) return false;
      const rest = (found[2] ?? "").trim();
      return !/[。,!?;]/.test(rest) && rest.split(/ +/).every((part) => part.length <= 10);
    },
    isLabel: (line) => line.length <= LONGEST_LABEL && labelled.test(line),
    isSectionHead: exact("section-head"),
    isSidebarHead: exact("sidebar-head"),
    startsWithDate: (line) => anyDate.test(line),
  };
}

const ITEM_NUMBER = new RegExp(
  `^(?:\\(${NUMERAL}{1,3}\\)|${NUMERAL}{1,3}\\)|[0-9]{1,2}[.、](?![0-9])|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))`,
);

/** A sign that is a bullet only with a blank behind it: - * · – */
const SIGN_WITH_BLANK = /^[-*+·–] /;

export function findKind(page: Omit<Page, "kindOf">, index: number): LineKind {
  const { folded, lines, words } = page;
  const start = lines.start[index] as number;
  const end = lines.end[index] as number;
  const traits = lines.traits[index] as number;
  const size = lines.size[index] as number;
  if (traits & HAS_CELLS) return LineKind.row;

  const head = folded.slice(start, Math.min(end, start + 12));
  const marker = markerLength(folded, start, end);
  if (size <= LONGEST_CREDIT) {
    const line = folded.slice(start, end);
    if ((traits & HAS_STOP) === 0 && words.isMasthead(line)) return LineKind.masthead;
    const unmarked = marker > 0 ? line.slice(marker) : line;
    if (words.credits.isByline(unmarked)) return LineKind.byline;
    if (words.credits.isCaption(unmarked)) return LineKind.caption;
    if (words.isLabel(line)) return LineKind.label;
  }
  if (words.findDateline(folded, start + marker, end) !== null) return LineKind.dateline;
  if (boxEnd(folded, start, end) > 0) return LineKind.boxedHead;
  if (traits & STARTS_BULLET || SIGN_WITH_BLANK.test(head)) return LineKind.bullet;
  if (ITEM_NUMBER.test(head)) return LineKind.numbered;
  return LineKind.plain;
}

/** Longer lines are neither masthead nor label nor credit. */
const LONGEST_CREDIT = 160;

/** Length of the bullet, with the blanks behind it, that a line begins with; 0 where it has none. */
export function markerLength(folded: string, start: number, end: number): number {
  let at = start;
  while (at < end && classAt(folded, at) & BULLET) at++;
  if (at === start && SIGN_WITH_BLANK.test(folded.slice(start, start + 2))) at++;
  if (at === start) return 0;
  while (at < end && folded[at] === " ") at++;
  return at - start;
}

/** Where the box 【…】 that begins at `start` ends; 0 where there is none. */
export function boxEnd(folded: string, start: number, end: number): number {
  if (folded[start] !== "【" && folded[start] !== "〖") return 0;
  const closing = folded[start] === "【" ? "】" : "〗";
  const at = folded.slice(start, Math.min(end, start + LONGEST_BOX)).indexOf(closing);
  return at > 1 ? start + at + 1 : 0;
}
