import type { TishuRecord } from "../record.js";
import type { Article, SentenceRole } from "../types.js";
import { codePointToUtf16 } from "./offsets.js";

/** A stretch of the text that stands by itself on the page: a headline, a paragraph, a line of a table. */
export interface Block {
  readonly role: BlockRole;
  /** 1-based; of the article that begins here, else null. */
  readonly article: number | null;
  readonly pieces: readonly Piece[];
}

export type BlockRole = Exclude<SentenceRole, "dateline" | "byline">;

/** What a block is made of, in order. `open` and `close` nest like tags. */
export type Piece =
  | { readonly type: "text"; readonly text: string }
  /** A line break of the file inside the block, with the blanks around it. */
  | { readonly type: "break"; readonly text: string }
  /** A character that would not be seen, or would turn the writing direction: shown by its name. */
  | { readonly type: "control"; readonly code: string }
  | { readonly type: "mark"; readonly mark: Mark }
  | { readonly type: "role"; readonly role: "dateline" | "byline" }
  | { readonly type: "close"; readonly of: "mark" | "role" };

export interface Mark {
  /** Index of the record in the report. */
  readonly record: number;
  readonly kind: string;
  /** Whether this is the record's first stretch; a record that crosses another's end has more than one. */
  readonly isFirst: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A document's text in blocks, every record marked. All characters of the text are there but the blanks and line
 * breaks between blocks.
 * @param firstRecord index in the report of the document's first record
 */
export function makeBlocks(
  text: string,
  articles: readonly Article[],
  records: readonly TishuRecord[],
  firstRecord: number,
): Block[] {
  const toUtf16 = codePointToUtf16(text);
  const spans = records
    .map(({ start, end, kind }, index) => ({
      start: toUtf16(start),
      end: toUtf16(end),
      kind,
      record: firstRecord + index,
    }))
    .sort((a, b) => a.start - b.start || b.end - a.end || a.record - b.record);
  let next = 0;
  return listStretches(text, articles, toUtf16).map(({ start, end, role, article, inner }) => {
    const from = next;
    while (next < spans.length && (spans[next]?.start ?? end) < end) next++;
    return { role, article, pieces: makePieces(text, { start, end }, inner, spans.slice(from, next)) };
  });
}

interface Stretch extends Span {
  readonly role: BlockRole;
  readonly article: number | null;
  /** Datelines and bylines within. */
  readonly inner: readonly (Span & { readonly role: "dateline" | "byline" })[];
}

const INLINE_ROLES: ReadonlySet<SentenceRole> = new Set(["body", "dateline", "byline"]);

/** The stretches of `text` that become blocks, in order; together they hold all of it but what is blank at their ends. */
function listStretches(text: string, articles: readonly Article[], toUtf16: (point: number) => number): Stretch[] {
  const drafts: {
    start: number;
    role: BlockRole;
    article: number | null;
    key: string;
    inner: Stretch["inner"][number][];
  }[] = [];
  let reached = 0;
  let lastArticle = 0;
  for (const article of articles)
    for (const sentence of article.sentences) {
      const first = sentence.offsets[0];
      const last = sentence.offsets[sentence.text.length - 1];
      if (first === undefined || last === undefined) continue;
      const [start, end] = [toUtf16(first), toUtf16(last + 1)];
      // An article that the page sets beside another would have to be told in pieces: its text stays where it stands.
      if (start < reached) continue;
      const isInline = INLINE_ROLES.has(sentence.role);
      const key = `${article.index} ${sentence.paragraph} ${isInline ? "body" : sentence.role}`;
      const current = drafts.at(-1);
      if (current === undefined || (current.key !== key && /\n|\r/.test(text.slice(reached, start)))) {
        drafts.push({
          start,
          role: isInline ? "body" : (sentence.role as BlockRole),
          article: article.index === lastArticle || sentence.role === "masthead" ? null : article.index,
          key,
          inner: [],
        });
        if (sentence.role !== "masthead") lastArticle = article.index;
      }
      if (sentence.role === "dateline" || sentence.role === "byline")
        drafts.at(-1)?.inner.push({ start, end, role: sentence.role });
      reached = end;
    }
  const [first] = drafts;
  if (first === undefined) return trimmed(text, { start: 0, end: text.length, role: "body", article: null, inner: [] });
  first.start = 0;
  return drafts.flatMap(({ start, role, article, inner }, index) =>
    trimmed(text, { start, end: drafts[index + 1]?.start ?? text.length, role, article, inner }),
  );
}

/** The stretch without blank lines and blanks at its ends; nothing where no more is left. */
function trimmed(text: string, stretch: Stretch): Stretch[] {
  const content = text.slice(stretch.start, stretch.end);
  const start = stretch.start + (content.length - content.trimStart().length);
  const end = stretch.end - (content.length - content.trimEnd().length);
  return start < end ? [{ ...stretch, start, end }] : [];
}

/** Line breaks with the blanks around them; characters that are not seen or turn the direction. */
const SPECIAL =
  /(?<break>[^\S\r\n\u2028\u2029]*(?:\r\n|[\r\n])\s*)|(?<control>[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060\ufeff\ufff9-\ufffb\p{Cs}])/gu;

/** Between Latin words a line break stands for a blank, and stays one when lines are joined. */
const LATIN_END = /[A-Za-z,.;:!?)]$/;
const LATIN_START = /^[A-Za-z(]/;

function makePieces(
  text: string,
  { start, end }: Span,
  inner: Stretch["inner"],
  marks: readonly (Span & { readonly kind: string; readonly record: number })[],
): Piece[] {
  const pieces: Piece[] = [];
  const emit = (from: number, to: number): void => {
    const part = text.slice(from, to);
    let at = 0;
    for (const match of part.matchAll(SPECIAL)) {
      if (match[0] === "\t") continue;
      if (match.index > at) pieces.push({ type: "text", text: part.slice(at, match.index) });
      at = match.index + match[0].length;
      if (match.groups?.break === undefined) pieces.push({ type: "control", code: nameOf(match[0]) });
      else if (LATIN_END.test(text.slice(start, from + match.index)) && LATIN_START.test(text.slice(from + at, end)))
        pieces.push({ type: "text", text: match[0] });
      else pieces.push({ type: "break", text: match[0] });
    }
    if (at < part.length) pieces.push({ type: "text", text: part.slice(at) });
  };

  // The borders at which something opens or closes, in order; roles are whole sentences, so marks lie within them.
  const open: { end: number; mark: Mark }[] = [];
  let role: Span | null = null;
  let at = start;
  let nextMark = 0;
  let nextRole = 0;
  const nextBorder = (): number =>
    Math.min(
      end,
      marks[nextMark]?.start ?? end,
      inner[nextRole]?.start ?? end,
      role?.end ?? end,
      ...open.map((one) => one.end),
    );
  for (;;) {
    const border = Math.max(at, nextBorder());
    emit(at, border);
    at = border;
    closeMarks(open, at, pieces);
    if (role !== null && role.end <= at) {
      // A mark over the role's end goes on behind it.
      const across = open.splice(0);
      for (const _ of across) pieces.push({ type: "close", of: "mark" });
      pieces.push({ type: "close", of: "role" });
      role = null;
      for (const { end: markEnd, mark } of across) openMark(open, markEnd, { ...mark, isFirst: false }, pieces);
    }
    if (at >= end) break;
    const starting = inner[nextRole];
    if (starting !== undefined && starting.start <= at) {
      nextRole++;
      if (open.length === 0) {
        role = starting;
        pieces.push({ type: "role", role: starting.role });
      }
      continue;
    }
    const found = marks[nextMark];
    if (found !== undefined && found.start <= at) {
      nextMark++;
      if (found.end > at)
        openMark(open, Math.min(found.end, end), { record: found.record, kind: found.kind, isFirst: true }, pieces);
    }
  }
  return pieces;
}

function openMark(open: { end: number; mark: Mark }[], end: number, mark: Mark, pieces: Piece[]): void {
  open.push({ end, mark });
  pieces.push({ type: "mark", mark });
}

/** Closes what ends at `at`. What was opened inside one of those and goes on is closed as well and opened again. */
function closeMarks(open: { end: number; mark: Mark }[], at: number, pieces: Piece[]): void {
  const lowest = open.findIndex(({ end }) => end <= at);
  if (lowest < 0) return;
  const closed = open.splice(lowest);
  for (const _ of closed) pieces.push({ type: "close", of: "mark" });
  for (const { end, mark } of closed) if (end > at) openMark(open, end, { ...mark, isFirst: false }, pieces);
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
