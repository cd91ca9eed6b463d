import type { Agencies } from "./agency.js";
import { CLOSING, CLOSING_OF, classAt, ELLIPSIS, FINAL, OPENING_OF } from "./characters.js";
import { isNameList } from "./credit-names.js";
import type { Stretch } from "./dateline.js";
import type { Fold } from "./fold.js";
import { type LayoutLexicons, makeWordList } from "./words.js";

/** Finds who wrote a report and who took its photo. All texts are folded. */
export interface CreditFinder {
  /** Whether a line is nothing but a byline: 本报记者 王磊 · 文/图 记者 周叙 · 责任编辑：林一帆 */
  readonly isByline: (line: string) => boolean;
  /** Whether a line is the caption of a picture: 码头全景。新区供图 · 图为装卸现场。 · （资料图片） */
  readonly isCaption: (line: string) => boolean;
  /** The brackets with names that close a paragraph, `end` included; null where there are none. */
  readonly findEndByline: (folded: string, start: number, end: number) => EndByline | null;
}

export interface EndByline extends Stretch {
  /** Whether names stand in it; else it only closes the text: （完）, （下转第三版） */
  readonly hasNames: boolean;
}

/** A caption may be a few sentences; a line of names not. */
const LONGEST_CAPTION = 160;
const LONGEST_BYLINE = 60;
const LONGEST_END_BYLINE = 80;

/** ) ] 〕 】 */
const BRACKETS: ReadonlySet<number> = new Set([0x29, 0x5d, 0x3015, 0x3011]);

const HAN_NAME = /^[\u3400-\u9fff]+$/;
/** Lengths of names that are written together with other words, the more usual first. */
const SHORT_NAMES = [3, 2];
const MOST_AGENCIES = 3;
const ONLY_NAMES = /^(?:[\u3400-\u9fff·]{2,4}(?:[ 、/,]+|$)){1,6}$/;
const NAME = "[\\u3400-\\u9fff·]{2,4}";

/** Compiles the patterns of credits from word lists. */
export function makeCreditFinder(lexicons: LayoutLexicons, fold: Fold, agencies: Agencies): CreditFinder {
  const list = (name: string) => makeWordList(lexicons[`layout/${name}`] ?? [], fold);
  const byline = list("byline");
  const bylineEnd = list("byline-end");
  const captionEnd = list("caption-end");
  const captionMark = list("caption-mark");
  const captionMarkApart = list("caption-mark-apart");
  const captionStart = list("caption-start");
  const photoEnd = list("photo-end");
  const by = byline.pattern;
  const anyByline = new RegExp(by);

  /** Behind the agencies that may open a byline: 望海新闻/江州早报 记者 */
  const skipAgencies = (text: string): number => {
    let at = 0;
    for (let count = 0; count < MOST_AGENCIES; count++) {
      const length = byline.startAt(text, at) > 0 ? 0 : agencies.read(text, at);
      if (length === 0) break;
      at += length;
      if (text[at] === " " || text[at] === "/") at++;
    }
    return at;
  };

  /**
   * Where the names begin that a word of the byline introduces, a blank, colon or stroke between: 记者 王磊, 文/王磊.
   * @returns -1 where the text opens otherwise
   */
  const findNames = (text: string): number => {
    let at = skipAgencies(text);
    for (let length = byline.startAt(text, at); length > 0; length = byline.startAt(text, at)) {
      at += length;
      const next = text[at];
      if (next === undefined || next === " " || next === ":" || text[at - 1] === "/") return at;
      if (next === "/") at++;
    }
    return -1;
  };

  /** Whether a text is words of the byline and names written together: 本报记者王磊, 记者王磊通讯员周叙报道 */
  const isCompact = (text: string): boolean => {
    let at = skipAgencies(text);
    if (byline.startAt(text, at) === 0) return false;
    for (;;) {
      at += byline.startAt(text, at);
      const length = SHORT_NAMES.find((candidate) => isNameAt(text, at, candidate));
      if (length === undefined) return false;
      at += length;
      while (text[at] === " " || text[at] === "、") at++;
      if (at === text.length || bylineEnd.startAt(text, at) === text.length - at) return true;
    }
  };
  const isNameAt = (text: string, at: number, length: number): boolean => {
    if (!HAN_NAME.test(text.slice(at, at + length))) return false;
    const end = at + length;
    return (
      end === text.length ||
      text[end] === " " ||
      text[end] === "、" ||
      byline.startAt(text, end) > 0 ||
      bylineEnd.startAt(text, end) === text.length - end
    );
  };

  const nameAtEnd = new RegExp(`(?:[ /|]|${by}|^)${NAME} ?$`);

  const withoutBrackets = (line: string): string =>
    CLOSING_OF.get(line.charCodeAt(0)) === line.charCodeAt(line.length - 1) ? line.slice(1, -1) : line;

  return {
    isByline(line) {
      if (line.length > LONGEST_BYLINE || !anyByline.test(line)) return false;
      const text = withoutBrackets(line).trim();
      if (/[。!?;“”,]/.test(text) || photoEnd.endAt(text, text.length) > 0) return false;
      const names = findNames(text);
      return names >= 0 ? isNameLine(text.slice(names)) : isCompact(text);
    },

    isCaption(line) {
      if (line.length > LONGEST_CAPTION) return false;
      const text = withoutBrackets(line);
      if (captionStart.startAt(text, 0) > 0) return true;
      let end = text.length;
      while (end > 0 && classAt(text, end - 1) & (CLOSING | FINAL)) end--;
      const ending = captionEnd.endAt(text, end);
      if (ending > 0) return ending < end;
      if (captionMarkApart.endAt(text, end) > 0 && /[ /]/.test(text[end - captionMarkApart.endAt(text, end) - 1] ?? ""))
        return true;
      const mark = captionMark.endAt(text, end);
      return mark > 0 && nameAtEnd.test(text.slice(0, end - mark));
    },

    findEndByline(folded, start, end) {
      const closing = folded.charCodeAt(end - 1);
      const opening = OPENING_OF.get(closing);
      if (opening === undefined || !BRACKETS.has(closing)) return null;
      const limit = Math.max(start, end - LONGEST_END_BYLINE);
      let open = end - 2;
      while (open >= limit && folded.charCodeAt(open) !== opening) open--;
      if (open < limit || open === start) return null;
      const inside = folded.slice(open + 1, end - 1);
      if (/[。“”]/.test(inside)) return null;
      let before = open - 1;
      while (before > start && classAt(folded, before) & CLOSING) before--;
      const isAfterSentence = (classAt(folded, before) & (FINAL | ELLIPSIS)) !== 0;
      const isCredit = findNames(inside) >= 0 || isCompact(inside);
      if (!isCredit && !(isAfterSentence && (anyByline.test(inside) || isNameList(inside)))) return null;
      return { start: open, end, hasNames: anyByline.test(inside) || ONLY_NAMES.test(inside) };
    },
  };
}

/** What follows the first word of a byline: names, further words and parts, set apart by blanks or slashes. */
function isNameLine(text: string): boolean {
  return text.split(/[ /、:|]+/).every((part) => part.length <= 8);
}
