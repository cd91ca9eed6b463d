import { isNameList } from "./credit-names.js";
import type { Fold } from "./fold.js";
import { type LayoutLexicons, makeWordList, NUMERAL, shapePattern, type WordList } from "./words.js";

/** A stretch of a text, UTF-16 indexes. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A dateline at the beginning of a text; `end` is where the report itself begins. */
export interface FoundDateline {
  readonly end: number;
  readonly agency: Stretch | null;
  readonly place: Stretch | null;
  readonly date: Stretch | null;
  /** The names in the brackets after it, or in the dateline's own. */
  readonly byline: Stretch | null;
  /** What follows is a headline: 题：… */
  readonly opensTitle: boolean;
}

/** Finds the dateline that a folded text has at `start`, or null. Looks at no more than its first 160 characters. */
export type FindDateline = (folded: string, start: number, end: number) => FoundDateline | null;

/** Characters looked at for agency, place, date and closing word, and for the names in brackets after them. */
const HEAD_REACH = 48;
const NAMES_REACH = 100;

const NO_PUNCTUATION = '[^。，,；;：:！!？?、“”"《》()【】\\[\\]〔〕\\n]';

/**
 * Compiles the patterns of a dateline from word lists. Three forms: with a date (早报 11月22日讯, 新华社北京11月5日电), without (本报讯, 人民网上海电), and wholly in brackets
 * (【本報訊】, （中央社記者王小明台北5日電）).
 */
export function makeDatelineFinder(lexicons: LayoutLexicons, fold: Fold): FindDateline {
  const list = (name: string): WordList => makeWordList(lexicons[`layout/${name}`] ?? [], fold);
  const agency = list("agency").pattern;
  const suffix = list("agency-suffix").pattern;
  const lead = list("dateline-lead").pattern;
  const tight = list("dateline-end").pattern;
  const end = `(?!${list("dateline-end-not").pattern})(?:(${tight})|${list("dateline-end-loose").pattern})`;
  const byline = list("byline").pattern;
  const date = shapePattern(lexicons["layout/dateline-date"] ?? [], fold);

  const closingWord = new RegExp(end);
  const agencyName = `(?:${agency}|[\\u3400-\\u9fffA-Za-z0-9]{1,12}?${suffix})`;
  const dated = new RegExp(`^${lead}?(${NO_PUNCTUATION}{0,28}?) ?(${date}) ?${end}`, "d");
  const undated = new RegExp(`^${lead}?(${agencyName}[\\u3400-\\u9fff]{0,6}?)${end}`, "d");
  const boxed = new RegExp(`^[【〔\\[(]((?:${lead}?${agencyName}|${byline})[^】〕\\])]{0,40}?)${end}[】〕\\])]`, "d");
  const dateInside = new RegExp(`(?<!${NUMERAL})${date}`);
  const agencyAtStart = new RegExp(`^(?:${agency}${suffix}?|${NO_PUNCTUATION}{1,12}${suffix})`);
  const knownAgency = new RegExp(`^${agency}$`);
  const leadAtStart = new RegExp(`^${lead}`);
  const bylineInside = new RegExp(byline);
  const titleLabel = new RegExp(`^ *${list("dateline-title").pattern} ?:`);

  /** What stands before the date: agency, then names or a place. */
  const readHead = (whole: string, from: number): { agency: Stretch | null; place: Stretch | null } => {
    const skipped = leadAtStart.exec(whole)?.[0].length ?? 0;
    const head = whole.slice(skipped);
    const at = from + skipped;
    const name = agencyAtStart.exec(head)?.[0] ?? "";
    const found = bylineInside.test(name) ? "" : name;
    const rest = head.slice(found.length);
    const place = bylineInside.test(rest) ? (rest.split(/[ /]/).at(-1) ?? "") : rest.trim();
    const placeStart = at + head.lastIndexOf(place);
    return {
      agency: found === "" ? null : { start: at, end: at + found.length },
      place:
        /^[\u3400-\u9fff]{2,8}$/.test(place) && !bylineInside.test(place)
          ? { start: placeStart, end: placeStart + place.length }
          : null,
    };
  };

  /** The names in brackets that may follow, and the blanks and colon after all. */
  const readNames = (folded: string, from: number, limit: number): Omit<FoundDateline, "agency" | "place" | "date"> => {
    const tail = folded.slice(from, Math.min(limit, from + NAMES_REACH));
    const names = /^ *[([〔]([^()[\]〔〕]{1,80})[)\]〕]/d.exec(tail)?.indices?.[1];
    let at = 0;
    let found: Stretch | null = null;
    if (names !== undefined) {
      const inside = tail.slice(names[0], names[1]);
      if (bylineInside.test(inside) || isNameList(inside)) {
        found = { start: from + names[0], end: from + names[1] };
        at = names[1] + 1;
      }
    }
    while (tail[at] === " " || tail[at] === ":") at++;
    return { end: from + at, byline: found, opensTitle: titleLabel.test(tail.slice(at)) };
  };

  const isApart = (text: string, at: number): boolean =>
    at >= text.length || /[ :()[\]〔〕【】\t]/.test(text[at] ?? "");

  return (folded, start, limit) => {
    const text = folded.slice(start, Math.min(limit, start + HEAD_REACH));
    if (!closingWord.test(text)) return null;

    const box = boxed.exec(text)?.indices;
    if (box?.[0] && box[1]) {
      const inside = text.slice(box[1][0], box[1][1]);
      const day = dateInside.exec(inside);
      const inner = start + box[1][0];
      const head = readHead(day === null ? inside : inside.slice(0, day.index), inner);
      return {
        ...readNames(folded, start + box[0][1], limit),
        agency: head.agency,
        place: head.place,
        date: day === null ? null : { start: inner + day.index, end: inner + day.index + day[0].length },
        byline: bylineInside.test(inside) ? { start: inner, end: start + box[1][1] } : null,
      };
    }

    const withDate = dated.exec(text)?.indices;
    if (withDate?.[0] && withDate[1] && withDate[2]) {
      const head = readHead(text.slice(withDate[1][0], withDate[1][1]), start + withDate[1][0]);
      const isTight = withDate[3] !== undefined && head.agency !== null;
      if (isTight || isApart(text, withDate[0][1])) {
        const names = readNames(folded, start + withDate[0][1], limit);
        const date = { start: start + withDate[2][0], end: start + withDate[2][1] };
        return { ...names, agency: head.agency, place: head.place, date };
      }
    }

    const withoutDate = undated.exec(text)?.indices;
    if (withoutDate?.[0] && withoutDate[1]) {
      const name = text.slice(withoutDate[1][0], withoutDate[1][1]);
      const isTight = withoutDate[2] !== undefined && knownAgency.test(name);
      if (isTight || isApart(text, withoutDate[0][1])) {
        const head = readHead(name, start + withoutDate[1][0]);
        const names = readNames(folded, start + withoutDate[0][1], limit);
        return { ...names, agency: head.agency, place: head.place, date: null };
      }
    }
    return null;
  };
}
