import type { DocumentAnalysis, Warning } from "../analysis.js";
import type {
  CalendarExpression,
  PlaceExpression,
  SamePeriodExpression,
  TimeExpression,
} from "../recognise/builders/date/expression.js";
import type { Mention, ResolvedTime } from "../types.js";
import type { Leaf } from "./date/article.js";
import { type CivilDate, formatDay, toDay } from "./date/calendar.js";
import { placeLeaves } from "./date/chrono.js";
import { findReferences } from "./date/reference.js";
import { Resolver } from "./date/resolver.js";

export interface ResolvedDates {
  readonly times: ReadonlyMap<Mention, ResolvedTime>;
  /** Reference days in ISO 8601 by the article's index. */
  readonly references: ReadonlyMap<number, string>;
  readonly warnings: readonly Warning[];
}

/** Mentions of a span that is not said but told of: 半年度报告. */
const REPORT_SPAN = "report-span";

/** A date mention with the places that its expression is made of. */
interface Entry {
  readonly mention: Mention;
  readonly expression: TimeExpression;
  readonly article: number;
  readonly leaves: readonly Leaf[];
}

/**
 * Resolves every time expression of a document against its article's reference date.
 * What needs a reference and has none keeps X in its TIMEX value and null dates; one warning says so.
 */
export function resolveDates(analysis: DocumentAnalysis): ResolvedDates {
  const references = findReferences(analysis);
  const times = new Map<Mention, ResolvedTime>();
  const isSingle = analysis.sentences.length === 1;
  const articles = new Map<number, Entry[]>();
  let paragraph = "";
  analysis.sentences.forEach(({ sentence, mentions }, number) => {
    const before = paragraph;
    paragraph = `${sentence.article}:${sentence.paragraph}`;
    const opensParagraph = paragraph !== before;
    for (const mention of mentions) {
      if (mention.kind !== "date" && mention.kind !== REPORT_SPAN) continue;
      const expression = mention.value as TimeExpression;
      const base = {
        sentence: number,
        paragraph,
        opensParagraph,
        start: mention.start,
        end: mention.end,
        isCompared: mention.fields.isCompared === true,
        fiscalMonths: expression.kind === "bounded" && expression.bound === "fiscal-year" ? expression.months : null,
        isFuture: mention.fields.tense === "future",
        isPlanned:
          mention.fields.isPlanned === true ||
          (expression.kind === "bounded" && (expression.bound === "by" || expression.bound === "before")),
        isNearest: mention.fields.isNearest === true,
        isReport: mention.fields.isReport === true,
        isAsOf: expression.kind === "bounded" && expression.bound === "as-of",
        isSince: expression.kind === "bounded" && expression.bound === "since",
        isQuoted: isQuoted(sentence.folded, mention.start),
        isBare: isSingle && isAlone(sentence.folded, mention),
      };
      const leaves = placesOf(expression).map(({ place, side }): Leaf => ({ ...base, expression: place, side }));
      const entries = articles.get(sentence.article);
      const entry = { mention, expression, article: sentence.article, leaves };
      if (entries === undefined) articles.set(sentence.article, [entry]);
      else entries.push(entry);
    }
  });

  let isUnresolved = false;
  for (const [article, entries] of articles) {
    const reference = references.get(article) ?? null;
    const placements = placeLeaves(
      entries.flatMap(({ leaves }) => leaves),
      reference,
    );
    let next = 0;
    for (const { mention, expression, leaves } of entries) {
      const own = placements.slice(next, next + leaves.length);
      next += leaves.length;
      const resolved = new Resolver(reference, own).resolve(expression);
      if (reference === null && mention.kind === "date" && needsReference(resolved)) isUnresolved = true;
      times.set(mention, resolved);
    }
  }
  const warnings: Warning[] = isUnresolved
    ? [
        {
          code: "no-reference-date",
          message: "no reference date: relative and year-less dates stay unresolved",
          doc: analysis.layout.document.id,
        },
      ]
    : [];
  const days = [...references].flatMap(([article, date]): [number, string][] =>
    date === null ? [] : [[article, isoDay(date)]],
  );
  return { times, references: new Map(days), warnings };
}

const isoDay = ({ year, month, day }: CivilDate): string => formatDay(toDay(year, month, day));

/** Its year is not known: XXXX-11-22, not PXY or the fifth quarter of 2023. */
const needsReference = ({ timex, dateType }: ResolvedTime): boolean =>
  dateType !== "set" && timex?.includes("XXXX") === true;

/** Whether a place lies within quotation marks that open before it in its sentence. */
function isQuoted(text: string, at: number): boolean {
  const open = Math.max(text.lastIndexOf("“", at), text.lastIndexOf("「", at));
  return open >= 0 && Math.max(text.lastIndexOf("”", at), text.lastIndexOf("」", at)) < open;
}

/** Whether a text holds nothing but the mention and punctuation. */
function isAlone(text: string, { start, end }: Mention): boolean {
  return !/[\p{L}\p{N}]/u.test(text.slice(0, start) + text.slice(end));
}

interface PlaceOf {
  readonly place: CalendarExpression | SamePeriodExpression;
  readonly side: Leaf["side"];
}

/** The places of an expression that the calendar layer resolves, in text order. */
function placesOf(expression: TimeExpression): PlaceOf[] {
  const ofSide = (place: PlaceExpression | null, side: Leaf["side"]): PlaceOf[] =>
    place === null || place.kind === "offset" ? [] : [{ place, side }];
  switch (expression.kind) {
    case "calendar":
    case "same-period":
      return [{ place: expression, side: null }];
    case "range": {
      const isJoined = expression.to !== null && expression.from.kind !== "offset" && expression.to.kind !== "offset";
      return [...ofSide(expression.from, isJoined ? "from" : null), ...ofSide(expression.to, isJoined ? "to" : null)];
    }
    case "bounded":
      return placesOf(expression.of);
    default:
      return [];
  }
}
