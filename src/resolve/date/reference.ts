import type { AnalysedSentence, DocumentAnalysis } from "../../analysis.js";
import type { Part, TimeExpression } from "../../recognise/builders/date/expression.js";
import type { Mention } from "../../types.js";
import { type CivilDate, daysInMonth } from "./calendar.js";

/**
 * The day that each article's dates are resolved against; null where the document states none.
 * In this order: the input's own date; a full date that the document states of itself (dateline, a line that
 * holds little else, the file's name); the year that an article states as the current one, joined to its dateline.
 */
export function findReferences(analysis: DocumentAnalysis): ReadonlyMap<number, CivilDate | null> {
  const { document, articles } = analysis.layout;
  const indexes = articles.map(({ index }) => index);
  const same = (date: CivilDate): Map<number, CivilDate> => new Map(indexes.map((index) => [index, date]));
  const given = readIsoDay(document.date);
  if (given !== null) return same(given);

  const full = new Map<number, CivilDate>();
  const datelines = new Map<number, { readonly month: number; readonly day: number }>();
  const currentYears = new Map<number, number>();
  let page: CivilDate | null = null;
  analysis.sentences.forEach((analysed, at) => {
    const { article } = analysed.sentence;
    for (const mention of analysed.mentions) {
      if (mention.kind !== "date") continue;
      const date = readSaid(mention);
      if (mention.fields.isCurrentYear === true && date.year !== null && !currentYears.has(article))
        currentYears.set(article, date.year);
      if (date.month === null || date.day === null) continue;
      const isDateline = mention.fields.dateline === true;
      if (isDateline && !datelines.has(article)) datelines.set(article, { month: date.month, day: date.day });
      if (date.year === null) continue;
      const stated = { year: date.year, month: date.month, day: date.day };
      if (isDateline && !full.has(article)) full.set(article, stated);
      if (page === null && isDateLine(analysed, mention, at)) page = stated;
    }
  });

  page ??= readFileName(document.fileName);
  const settled = new Map<string, CivilDate>();
  const keyOf = (article: number): string => JSON.stringify(datelines.get(article) ?? null);
  for (const index of indexes) {
    const dateline = datelines.get(index);
    const year = currentYears.get(index);
    if (dateline === undefined || settled.has(keyOf(index))) continue;
    const stated = full.get(index);
    if (stated !== undefined) settled.set(keyOf(index), stated);
    else if (page === null && year !== undefined) settled.set(keyOf(index), { year, ...dateline });
  }
  return new Map(
    indexes.map((index): [number, CivilDate | null] => [
      index,
      full.get(index) ?? page ?? (datelines.has(index) ? (settled.get(keyOf(index)) ?? null) : null),
    ]),
  );
}

/** A day or an instant in ISO 8601; of an instant the day that it names. */
export function readIsoDay(text: string | null | undefined): CivilDate | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|[T ])/.exec(text ?? "");
  return match === null ? null : valid(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** 2023-11-22.txt, paper_20231122_03.txt. */
function readFileName(name: string | undefined): CivilDate | null {
  const match = /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)/.exec(name ?? "");
  return match === null ? null : valid(Number(match[1]), Number(match[3]), Number(match[4]));
}

const valid = (year: number, month: number, day: number): CivilDate | null =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : null;

interface SaidDate {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/** Year, month and day that an expression says in so many numbers. */
function readSaid(mention: Mention): SaidDate {
  const expression = mention.value as TimeExpression;
  if (expression.kind !== "calendar") return { year: null, month: null, day: null };
  const said = (unit: Part["unit"]): number | null => {
    const part = expression.parts.find((candidate) => candidate.unit === unit);
    return part !== undefined && "at" in part && part.at.kind === "said" && part.at.to === null ? part.at.n : null;
  };
  return { year: said("year"), month: said("month"), day: said("day") };
}

/** Most of what stands in a line that gives the page's date is the date. */
const MOST_ELSE = 24;
const FIRST_SENTENCES = 4;

function isDateLine({ sentence }: AnalysedSentence, mention: Mention, at: number): boolean {
  const rest = sentence.text.length - (mention.end - mention.start);
  if (rest === 0) return sentence.text.length > 0 && at > 0;
  return at < FIRST_SENTENCES && rest <= MOST_ELSE && !/[。，！？]/.test(sentence.text);
}
