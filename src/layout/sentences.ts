import {
  CLASSES,
  CLAUSE,
  CLOSING,
  CLOSING_OF,
  COLON,
  classAt,
  DIGIT,
  FINAL,
  LATIN,
  OPENING,
  QUOTATION_MARK,
} from "./characters.js";

/**
 * Longest sentence, in UTF-16 units. A longer one is cut behind the last clause mark before the limit, or at the
 * limit, so that what later stages do for a sentence is bounded.
 */
export const LONGEST_SENTENCE = 4000;

/** A bracket or quote that closes within so many units keeps the sentences in it together. */
const LONGEST_QUOTE = 120;
const LONGEST_BRACKETS = 200;
/** A question in quotes that may be the name of something. */
const LONGEST_TITLE = 10;
/** Brackets nested deeper are not looked at. */
const DEEPEST = 32;

const BOUNDING = FINAL | OPENING | CLOSING | QUOTATION_MARK;
const FULL_STOP = 0x3002;
const QUOTES: ReadonlySet<number> = new Set([..."“‘「『"].map((sign) => sign.charCodeAt(0)));

/**
 * Splits one paragraph of a folded text into sentences: behind 。！？ with the closing brackets and quotes after
 * them, but not inside brackets or quotes that close a little later. The end of the paragraph ends a sentence too.
 * @returns ends of the sentences, the last one `end`
 */
export function splitSentences(folded: string, start: number, end: number): number[] {
  const finals: number[] = [];
  const ends: number[] = [];
  let pairs: Pairs | null = null;
  let quotation = -1;

  for (let i = start; i < end; i++) {
    const unit = folded.charCodeAt(i);
    const bits = CLASSES[unit] as number;
    if ((bits & BOUNDING) === 0) continue;
    const latest = ends.length - 1;
    const isBehindFinal = latest >= 0 && ends[latest] === i;
    if (bits & QUOTATION_MARK) {
      // It closes where one was opened not far before, and then belongs to the sentence before.
      const closes = quotation >= 0 && i - quotation <= LONGEST_QUOTE;
      if (closes && isBehindFinal) ends[latest] = i + 1;
      quotation = closes ? -1 : i;
    } else if (bits & FINAL) {
      if (isBehindFinal) ends[latest] = i + 1;
      else if (unit > 0x7f || !(classAt(folded, i + 1) & (LATIN | DIGIT))) {
        finals.push(i);
        ends.push(i + 1);
      }
    } else if (bits & OPENING) {
      pairs ??= { opens: [], closes: [], stack: [] };
      if (pairs.stack.length === DEEPEST) pairs.stack.shift();
      pairs.stack.push(i);
    } else {
      const open = pairs === null ? -1 : popPair(folded, pairs.stack, unit);
      if (pairs !== null && open >= 0) {
        const { opens, closes } = pairs;
        const isQuote = QUOTES.has(folded.charCodeAt(open));
        if (i - open <= (isQuote ? LONGEST_QUOTE : LONGEST_BRACKETS)) {
          while (opens.length > 0 && (opens[opens.length - 1] as number) > open) {
            opens.pop();
            closes.pop();
          }
          opens.push(open);
          closes.push(i);
        }
        if (isBehindFinal) {
          if (
            isQuote &&
            isQuotedTitle(folded, open, finals[latest] as number, latest > 0 ? (ends[latest - 1] as number) : start)
          ) {
            finals.pop();
            ends.pop();
          } else ends[latest] = i + 1;
        }
      } else if (isBehindFinal) ends[latest] = i + 1;
    }
  }
  return outsidePairs(folded, start, end, finals, ends, pairs);
}

/** Brackets and quotes of a paragraph. */
interface Pairs {
  /** Where those begin and end that keep what is in them together: none inside another, in order. */
  readonly opens: number[];
  readonly closes: number[];
  /** Those still open. */
  readonly stack: number[];
}

/** The opening half of a pair that `closing` closes, taken off the stack with all that is unclosed above it; else -1. */
function popPair(folded: string, stack: number[], closing: number): number {
  for (let top = stack.length - 1; top >= 0; top--) {
    const open = stack[top] as number;
    if (CLOSING_OF.get(folded.charCodeAt(open)) === closing) {
      stack.length = top;
      return open;
    }
  }
  return -1;
}

/**
 * 举办“谁来养老？”论坛: a question or call in quotes that is part of a sentence, not said by anyone. Behind a comma
 * only a short one is taken for that.
 */
function isQuotedTitle(folded: string, open: number, final: number, sentenceStart: number): boolean {
  if (folded.charCodeAt(final) === FULL_STOP || open <= sentenceStart) return false;
  const before = classAt(folded, open - 1);
  if (before & CLAUSE && !(before & COLON)) return final - open <= LONGEST_TITLE;
  return (before & (CLAUSE | FINAL | OPENING | CLOSING)) === 0;
}

/** The ends whose final mark stands in none of the pairs, and the end of the paragraph; long stretches are cut. */
function outsidePairs(
  folded: string,
  start: number,
  end: number,
  finals: readonly number[],
  ends: readonly number[],
  pairs: Pairs | null,
): number[] {
  const kept: number[] = [];
  let from = start;
  let pair = 0;
  const keep = (at: number): void => {
    for (; at - from > LONGEST_SENTENCE; kept.push(from)) from = findCut(folded, from);
    kept.push(at);
    from = at;
  };
  for (let i = 0; i < finals.length; i++) {
    const final = finals[i] as number;
    const sentenceEnd = ends[i] as number;
    if (pairs !== null) {
      while (pair < pairs.closes.length && (pairs.closes[pair] as number) < final) pair++;
      const isInside = (pairs.opens[pair] ?? end) < final && (pairs.closes[pair] as number) >= sentenceEnd;
      if (isInside) continue;
    }
    if (sentenceEnd < end) keep(sentenceEnd);
  }
  keep(end);
  return kept;
}

/** Where to cut a sentence that begins at `from` and is too long: never in a number or inside a character. */
function findCut(folded: string, from: number): number {
  const limit = from + LONGEST_SENTENCE;
  const earliest = from + LONGEST_SENTENCE / 2;
  for (let at = limit; at > earliest; at--) {
    if (classAt(folded, at - 1) & CLAUSE && !(classAt(folded, at) & DIGIT)) return at;
  }
  let at = limit;
  while (at > earliest && !isCharacterStart(folded, at)) at--;
  if (!isNumeral(folded, at)) return at;
  let whole = at;
  while (whole > earliest && isNumeral(folded, whole - 1)) whole--;
  if (whole > earliest) return whole;
  // Of a run of digits that is too long for a figure the rest is to be too long as well: no 7吨 at the end of 77…7吨.
  let rest = at;
  while (rest - at < LONGEST_FIGURE && isNumeral(folded, rest)) rest++;
  return rest - LONGEST_FIGURE;
}

/** No match of a rule is longer (`src/recognise/matcher.ts`). */
const LONGEST_FIGURE = 241;
const HAN_NUMERALS: ReadonlySet<string> = new Set("零〇一二三四五六七八九十百千万亿兆点");

const isNumeral = (folded: string, at: number): boolean =>
  (classAt(folded, at) & DIGIT) !== 0 || HAN_NUMERALS.has(folded.charAt(at));

function isCharacterStart(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit < 0xdc00 || unit > 0xdfff;
}
