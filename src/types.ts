import type { Decimal } from "decimal.js";
import type { Place } from "./errors.js";

/**
 * The values that pass between the stages. Types only.
 *
 * Offsets: inside the stages `start`/`end` are half-open UTF-16 indexes into `Sentence.text`
 * (and `Sentence.folded`, which has the same length). Code points of the document exist only
 * in `Sentence.offsets` and in records.
 */

/** What the read stage gives: decoded text and what came with it. */
export interface SourceDocument {
  /** The path as given, or the `id` of a JSONL line or CSV row. */
  readonly id: string;
  readonly text: string;
  /** The input's own reference date (`--ref-date`, or the `date` of a JSONL line or CSV row), ISO 8601, or null. */
  readonly date: string | null;
  /** Base name of the file the text came from, where there is one; may carry a date. */
  readonly fileName?: string | undefined;
  /** The line it came from, where it is one of a file's many. */
  readonly place?: Place | undefined;
  /** Where this part begins, in code points, of a document too long to be read in one, and how many came before it. */
  readonly part?: { readonly start: number; readonly number: number } | undefined;
  /** Further columns of the input, passed through with `--keep`. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What a sentence is to its article. A `masthead` is the page's own line (江海日报 2023年11月23日 星期四 第3版),
 * a `dateline` the words that open a report (新华社北京11月5日电), a `row` one line of a table.
 */
export type SentenceRole =
  | "masthead"
  | "headline"
  | "deck"
  | "byline"
  | "dateline"
  | "subhead"
  | "body"
  | "row"
  | "caption";

/** A stretch of one of an article's sentences: index into `Article.sentences`, UTF-16 indexes into its text. */
export interface SentenceSpan {
  readonly sentence: number;
  readonly start: number;
  readonly end: number;
}

/** The parts of a dateline, each null where it has none: 新华社 | 北京 | 11月5日 电. */
export interface Dateline {
  readonly agency: SentenceSpan | null;
  readonly place: SentenceSpan | null;
  readonly date: SentenceSpan | null;
}

/** A logical sentence: the page's line breaks inside it removed, its offsets kept. */
export interface Sentence {
  readonly article: number;
  /** 0-based paragraph within the article. */
  readonly paragraph: number;
  readonly role: SentenceRole;
  /** As in the document, without line breaks and the blanks of the page's column wrap. */
  readonly text: string;
  /** `text` with width and script folded one character for one (half-width, simplified), for matching. */
  readonly folded: string;
  /** For each UTF-16 index of `text`, the code-point offset in the document; length `text.length`. */
  readonly offsets: Uint32Array;
}

export interface Article {
  /** 1-based within the document. */
  readonly index: number;
  /** The first line of its headline. */
  readonly title: string | null;
  /** The lines under it, joined by a blank. */
  readonly deck: string | null;
  readonly dateline: Dateline | null;
  /** Who wrote it: 望海新闻/江州早报记者 杜若飞, without the brackets around. */
  readonly bylines: readonly SentenceSpan[];
  readonly sentences: readonly Sentence[];
}

export interface PageLayout {
  readonly document: SourceDocument;
  readonly articles: readonly Article[];
}

/** A segmented word: span in the sentence, text as folded, part-of-speech tag of jieba's set. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tag: string;
}

/** Segments one run of Han characters; the tokens' texts join back to `run`. */
export type SegmentRun = (run: string) => readonly { readonly text: string; readonly tag: string }[];

export type FieldValue = string | number | boolean | null;
export type Fields = Readonly<Record<string, FieldValue>>;

/** One form of a lexicon found in the text. */
export interface Lexeme {
  readonly start: number;
  readonly end: number;
  readonly lexicon: string;
  readonly form: string;
  readonly fields: Fields;
}

export type Approx = "exact" | "about" | "over" | "under" | "range";
export type Change = "yoy" | "mom" | "since_start" | "other";
export type Modality = "actual" | "expected" | "planned" | "target" | "capacity";
export type DateType = "point" | "span" | "duration" | "set";

/** What a pattern gave: one stretch of the text under a name, with what stands there. */
export interface Capture {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lexeme: Lexeme | null;
  readonly mention: Mention | null;
}

/** A span with a kind, found by a rule. `value` is what the rule's builder made; its type goes with `kind`. */
export interface Mention<V = unknown> {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly layer: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly value: V;
  readonly captures: Readonly<Record<string, readonly Capture[]>>;
  /** Notes that later rules left on this mention (rule id and fields set), in order. */
  readonly annotations: readonly { readonly rule: string; readonly fields: Readonly<Record<string, unknown>> }[];
}

/** The value of a `quantity` or `number` mention, exact, before any sign of change is applied. */
export interface QuantityValue {
  readonly dimension: string | null;
  /** The numeral as written; of a range the low end. */
  readonly number: Decimal;
  /** As written in the document, without 万 or 亿; null for a bare number. */
  readonly unitText: string | null;
  /** In `unit`; null where the unit has no factor. */
  readonly value: Decimal | null;
  readonly unit: string | null;
  readonly low: Decimal | null;
  readonly high: Decimal | null;
  readonly approx: Approx;
}

/** A time expression resolved against the document's reference date, or as far as that goes. */
export interface ResolvedTime {
  readonly timex: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly dateType: DateType;
  /** As the column `period` wants it: ISO 8601 date, month, year, interval or recurrence. */
  readonly period: string | null;
}

/** The organisation that a mention stands for. */
export interface OrgEntity {
  /** 1, 2, 3… in order of first mention within the document. */
  readonly id: number;
  readonly name: string;
  readonly orgType: string;
}

/** What the linker found out about a quantity. */
export interface Fact {
  readonly indicator: string | null;
  readonly subject: string | null;
  readonly period: string | null;
  readonly periodText: string | null;
  readonly modality: Modality;
  readonly change: Change | null;
  /** -1 turns value and bounds negative: 下降2.2%. */
  readonly sign: 1 | -1;
  /** The steps by which these were chosen, for `explain`. */
  readonly steps: readonly string[];
}
