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

const SHORT_NAME = "[\\u3400-\\u9fff]{2,3}";
const NAME = "[\\u3400-\\u9fff·]{2,4}";

/** Compiles the patterns of credits from word lists. */
export function makeCreditFinder(lexicons: LayoutLexicons, fold: Fold): CreditFinder {
  const list = (name: string) => makeWordList(lexicons[`layout/${name}`] ?? [], fold);
  const by = list("byline").pattern;
  const bylineEnd = list("byline-end").pattern;
  const agency = `(?:(?:${list("agency").pattern}|[\\u3400-\\u9fffA-Za-z]{1,12}${list("agency-suffix").pattern})[ /]?)`;
  const captionEnd = list("caption-end");
  const captionMark = list("caption-mark");
  const captionMarkApart = list("caption-mark-apart");
  const captionStart = list("caption-start");

  const spaced = new RegExp(`^${agency}{0,3}(?:${by}[ /]?)*?(?:${by}(?= |:|$)|(?<=/)) ?:?`);
  const apart = `(?:[ 、]|$|(?=${by}|${bylineEnd}$))`;
  const compact = new RegExp(
    `^${agency}{0,2}(?:${by}${SHORT_NAME}${apart}){1,4}(?:${SHORT_NAME}${apart}){0,3}${bylineEnd}?$`,
  );
  const onlyNames = new RegExp(`^(?:${NAME}(?:[ 、/,]+|$)){1,6}$`);
  const photoEnd = list("photo-end");
  const anyByline = new RegExp(by);
  const nameAtEnd = new RegExp(`(?:[ /|]|${by}|^)${NAME} ?$`);

  const withoutBrackets = (line: string): string =>
    CLOSING_OF.get(line.charCodeAt(0)) === line.charCodeAt(line.length - 1) ? line.slice(1, -1) : line;

  return {
    isByline(line) {
      if (line.length > LONGEST_BYLINE || !anyByline.test(line)) return false;
      const text = withoutBrackets(line).trim();
      if (/[。!?;“”,]/.test(text) || photoEnd.endAt(text, text.length) > 0) return false;
      return compact.test(text) || (spaced.test(text) && isNameLine(text.replace(spaced, "")));
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
      if (
        spaced.test(inside) ||
        compact.test(inside) ||
        (isAfterSentence && (anyByline.test(inside) || isNameList(inside)))
      )
        return { start: open, end, hasNames: anyByline.test(inside) || onlyNames.test(inside) };
      return null;
    },
  };
}

/** What follows the first word of a byline: names, further words and parts, set apart by blanks or slashes. */
function isNameLine(text: string): boolean {
  return text.split(/[ /、:|]+/).every((part) => part.length <= 8);
}
