import type { Agencies } from "./agency.js";
import { CLASSES, CLAUSE, CLOSING, FINAL, OPENING, QUOTATION_MARK } from "./characters.js";
import { isNameList } from "./credit-names.js";
import type { Fold } from "./fold.js";
import { type LayoutLexicons, makeWordList, NUMERAL, shapePattern, UnitSet, type WordList } from "./words.js";

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
const NAMES_TO_COLON = 40;
/** Characters before the date, and of a place without a date. */
const LONGEST_HEAD = 28;
const LONGEST_PLACE = 6;
const LONGEST_BOX = 44;

/** What no dateline has before its closing word. */
const PUNCTUATION = FINAL | CLAUSE | OPENING | CLOSING | QUOTATION_MARK;
const OPENING_BRACKETS = "【〔[(";
/** What parts a closing word from the report. */
const APART = " \t:()[]〔〕【】";
const HAN = /^[\u3400-\u9fff]*$/;
const BOX = /^[【〔[(]([^【〔[(】〕\])]+)[】〕\])]/;
const NAMES = /^ *[([〔]([^()[\]〔〕]{1,80})[)\]〕]/;

/**
 * Compiles the patterns of a dateline from word lists. Three forms: with a date (早报 11月22日讯, 新华社北京11月5日电),
 * without (本报讯, 人民网上海电), and wholly in brackets (【本報訊】, （中央社記者王小明台北5日電）).
 */
export function makeDatelineFinder(lexicons: LayoutLexicons, fold: Fold, agencies: Agencies): FindDateline {
  const list = (name: string): WordList => makeWordList(lexicons[`layout/${name}`] ?? [], fold);
  const lead = list("dateline-lead");
  const byline = list("byline");
  const tightEnd = list("dateline-end");
  const looseEnd = list("dateline-end-loose");
  const date = shapePattern(lexicons["layout/dateline-date"] ?? [], fold);
  const endNot = list("dateline-end-not");
  const mayEnd = new UnitSet(
    [...(lexicons["layout/dateline-end"] ?? []), ...(lexicons["layout/dateline-end-loose"] ?? [])].map((word) =>
      fold(word).charCodeAt(0),
    ),
  );
  const dateAtEnd = new RegExp(`(?<!${NUMERAL})${date} ?$`);
  const bylineInside = new RegExp(byline.pattern);
  const titleLabel = new RegExp(`^ *${list("dateline-title").pattern} ?:`);

  /** What stands before date and closing word: agency, then names or a place. */
  const readHead = (whole: string, from: number): { agency: Stretch | null; place: Stretch | null } => {
    const skipped = lead.startAt(whole, 0);
    const head = whole.slice(skipped);
    const at = from + skipped;
    const name = head.slice(0, agencies.read(head, 0));
    const agency = bylineInside.test(name) ? "" : name;
    const rest = head.slice(agency.length);
    const place = bylineInside.test(rest) ? (rest.split(/[ /]/).at(-1) ?? "") : rest.trim();
    const placeStart = at + head.lastIndexOf(place);
    return {
      agency: agency === "" ? null : { start: at, end: at + agency.length },
      place:
        place.length >= 2 && place.length <= 8 && HAN.test(place) && !bylineInside.test(place)
          ? { start: placeStart, end: placeStart + place.length }
          : null,
    };
  };

  /** The names in brackets that may follow, and the blanks and colon after all. */
  const readNames = (
    folded: string,
    from: number,
    limit: number,
  ): Pick<FoundDateline, "end" | "byline" | "opensTitle"> => {
    const tail = folded.slice(from, Math.min(limit, from + NAMES_REACH));
    const bracketed = NAMES.exec(tail);
    let at = 0;
    let found: Stretch | null = null;
    if (bracketed?.[1] !== undefined && (bylineInside.test(bracketed[1]) || isNameList(bracketed[1]))) {
      at = bracketed[0].length;
      found = { start: from + at - 1 - bracketed[1].length, end: from + at - 1 };
    }
    if (found === null) {
      // Names with a closing word of their own: 本报上海5月2日电 记者周叙、王磊报道：
      const colon = tail.slice(0, NAMES_TO_COLON).indexOf(":");
      const names = tail.slice(0, Math.max(colon, 0)).trim();
      const isNames = byline.startAt(names, agencies.read(names, 0)) > 0 && !/[。,;!?“”]/.test(names);
      if (isNames && looseEnd.endAt(names, names.length) > 0) {
        const namesStart = from + tail.indexOf(names);
        found = { start: namesStart, end: namesStart + names.length };
        at = colon;
      }
    }
    while (tail[at] === " " || tail[at] === ":") at++;
    return { end: from + at, byline: found, opensTitle: titleLabel.test(tail.slice(at)) };
  };

  const findBoxed = (folded: string, start: number, limit: number): FoundDateline | null => {
    const box = BOX.exec(folded.slice(start, Math.min(limit, start + LONGEST_BOX)));
    const inside = box?.[1];
    if (box === null || inside === undefined) return null;
    const ending = Math.max(tightEnd.endAt(inside, inside.length), looseEnd.endAt(inside, inside.length));
    const content = inside.slice(0, inside.length - ending);
    const isOpened = agencies.read(content, lead.startAt(content, 0)) > 0 || byline.startAt(content, 0) > 0;
    if (ending === 0 || !isOpened) return null;
    const inner = start + 1;
    const day = dateAtEnd.exec(content);
    const head = readHead(day === null ? content : content.slice(0, day.index), inner);
    return {
      ...readNames(folded, start + box[0].length, limit),
      ...head,
      date: day === null ? null : { start: inner + day.index, end: inner + day.index + day[0].trimEnd().length },
      byline: bylineInside.test(inside) ? { start: inner, end: inner + content.length } : null,
    };
  };

  const readOpen = (
    text: string,
    closing: number,
    start: number,
  ): Omit<FoundDateline, "byline" | "opensTitle"> | null => {
    const tight = tightEnd.startAt(text, closing);
    const length = Math.max(tight, looseEnd.startAt(text, closing));
    if (length === 0 || endNot.startAt(text, closing) > 0) return null;
    const before = text.slice(0, closing);
    const after = closing + length;
    const isLast = after >= text.length;
    const isApart = isLast || APART.includes(text[after] ?? " ");
    const day = dateAtEnd.exec(before);
    const head = day === null ? before : before.slice(0, day.index);
    if (head.length > LONGEST_HEAD) return null;
    const parts = readHead(head, start);
    if (parts.agency === null && parts.place === null && head.trim() !== "" && !bylineInside.test(head)) return null;
    const isTight = tight === length;
    const isDateline =
      day !== null
        ? isApart || (isTight && parts.agency !== null)
        : parts.agency !== null &&
          isAgencyAndPlace(head.slice(parts.agency.end - start)) &&
          // At the end of a line 电网用电 looks like one.
          ((isApart && !isLast) || (isTight && agencies.isKnown(head.slice(lead.startAt(head, 0)))));
    if (!isDateline) return null;
    const date = day === null ? null : { start: start + day.index, end: start + day.index + day[0].trimEnd().length };
    return { ...parts, date, end: start + after };
  };

  return (folded, start, limit) => {
    if (OPENING_BRACKETS.includes(folded[start] ?? " ")) return findBoxed(folded, start, limit);
    const reach = Math.min(limit, start + HEAD_REACH);
    let text = "";
    for (let at = start; at < reach; at++) {
      const unit = folded.charCodeAt(at);
      if ((CLASSES[unit] as number) & PUNCTUATION) return null;
      if (mayEnd.has(unit)) {
        if (text === "") text = folded.slice(start, reach);
        const found = readOpen(text, at - start, start);
        if (found !== null) return { ...found, ...readNames(folded, found.end, limit) };
      }
    }
    return null;
  };
}

function isAgencyAndPlace(rest: string): boolean {
  return rest.length <= LONGEST_PLACE && HAN.test(rest);
}
