import { NUMERAL_CHARACTERS } from "./lex/numeral-characters.js";
import type { TishuRecord } from "./record.js";
import type { Article } from "./types.js";

/**
 * A document that is too long to be held whole with all that is found in it is read in parts, one after the other.
 * Offsets and the numbers of articles and organisations go on from part to part; what one part says of a date,
 * an abbreviation or a subject is not known in the next.
 */
export interface TextPart {
  readonly text: string;
  /** Where it begins, in code points of the document. */
  readonly start: number;
}

/** What a part hands on to the next. */
export interface Carry {
  /** How many articles there were before. */
  readonly articles: number;
  /** The ids that organisations have, by name. */
  readonly organisations: ReadonlyMap<string, number>;
}

export const NOTHING_CARRIED: Carry = { articles: 0, organisations: new Map() };

/**
 * Cuts a text into parts of at most `longest` UTF-16 units, each at the last blank line of its second half, else at the
 * last line break, else at the last full stop, else at the last comma, else behind a character of no numeral. A
 * numeral that goes on further is not cut: its rest would be read as a figure. The parts joined are the text.
 */
export function* cutText(text: string, longest: number): Generator<TextPart> {
  let start = 0;
  for (let index = 0; index < text.length; ) {
    const end = text.length - index <= longest ? text.length : index + findCut(text.slice(index, index + longest));
    const whole = end === index + longest ? endOfNumeral(text, end) : end;
    const part = text.slice(index, whole);
    yield { text: part, start };
    start += countCodePoints(part);
    index = whole;
  }
}

/** What numerals are made of, in traditional script too, and what stands within them. */
const NUMERAL = `\\p{N}\\p{Cf}${NUMERAL_CHARACTERS}半兩萬億貳參陸點.,·．，%％‰`;
/** Places to cut at, the best first; 4.|7% is none. */
const CUTS = [
  /\n[^\S\n]*\n/g,
  /\n/g,
  /[。！？!?]|\.(?=\s)/g,
  new RegExp(`(?<![${NUMERAL}])[，；、：]`, "gu"),
  new RegExp(`[^${NUMERAL}]`, "gu"),
];
const REST_OF_NUMERAL = new RegExp(`[${NUMERAL}]{0,4000000}`, "uy");

function findCut(longest: string): number {
  // Not within a character of two units.
  const piece = isHighSurrogate(longest.charCodeAt(longest.length - 1)) ? longest.slice(0, -1) : longest;
  const half = piece.length >> 1;
  for (const pattern of CUTS) {
    let cut = 0;
    pattern.lastIndex = half;
    for (let match = pattern.exec(piece); match !== null; match = pattern.exec(piece)) cut = pattern.lastIndex;
    if (cut > 0) return cut;
  }
  return piece.length;
}

function endOfNumeral(text: string, at: number): number {
  REST_OF_NUMERAL.lastIndex = at;
  return at + (REST_OF_NUMERAL.exec(text)?.[0].length ?? 0);
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    const next = text.charCodeAt(index + 1);
    if (isHighSurrogate(text.charCodeAt(index)) && next >= 0xdc00 && next <= 0xdfff) count--;
  }
  return count;
}

/**
 * The records of a part as those of the document, and what the next part has to know.
 * @param articles how many articles the part has
 */
export function joinPart(
  records: readonly TishuRecord[],
  { start, articles }: { readonly start: number; readonly articles: number },
  carry: Carry,
): { readonly records: readonly TishuRecord[]; readonly carry: Carry } {
  const organisations = new Map(carry.organisations);
  const idOf = (name: string): number => {
    const known = organisations.get(name) ?? organisations.size + 1;
    organisations.set(name, known);
    return known;
  };
  return {
    records: records.map((record) => ({
      ...record,
      start: record.start + start,
      end: record.end + start,
      article: record.article + carry.articles,
      org_id: record.name === null || record.org_id === null ? record.org_id : idOf(record.name),
    })),
    carry: { articles: carry.articles + articles, organisations },
  };
}

/** The articles of a part as those of the document: with its offsets and numbers. */
export function joinArticles(articles: readonly Article[], start: number, carry: Carry): Article[] {
  return articles.map((article) => ({
    ...article,
    index: article.index + carry.articles,
    sentences: article.sentences.map((sentence) => ({
      ...sentence,
      article: sentence.article + carry.articles,
      offsets: sentence.offsets.map((offset) => offset + start),
    })),
  }));
}
