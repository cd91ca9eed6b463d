import type { AnalysedSentence, ResolvedDocument, Warning } from "./analysis.js";
import { scanLexicons } from "./lex/lexicon.js";
import { type NumeralReading, scanDoubtfulDigits, scanNumerals } from "./lex/numeral.js";
import { linkFacts } from "./link/link.js";
import type { Builders } from "./recognise/builder.js";
import { type Rejection, runLayers } from "./recognise/cascade.js";
import { addMention, listMentions, makeChart } from "./recognise/chart.js";
import { makeTokens } from "./recognise/tokens.js";
import type { TishuRecord } from "./record.js";
import { makeRecords } from "./records.js";
import { nameCurrencies } from "./resolve/currencies.js";
import { resolveDates } from "./resolve/dates.js";
import { spreadLabels } from "./resolve/labels.js";
import { nameAgain } from "./resolve/org/named-again.js";
import { resolveOrganisations } from "./resolve/organisations.js";
import { resolveOverlaps } from "./resolve/overlap.js";
import type { RuleSet } from "./rules/ruleset.js";
import type { Fact, Mention, PageLayout, SegmentRun, Sentence, SourceDocument } from "./types.js";

/**
 * How a document becomes records: the stages in order. Each is a pure function of its arguments.
 *
 * layout → (lex → layers → overlaps, per sentence) → units of labels → currencies → organisations named again → resolve → link → records
 */
export interface Stages {
  readonly layout: (document: SourceDocument) => PageLayout;
  readonly rules: RuleSet;
  readonly builders: Builders;
  readonly segment: SegmentRun;
}

/** Everything the stages made of one document. */
export interface Extraction {
  readonly document: ResolvedDocument;
  readonly facts: ReadonlyMap<Mention, Fact>;
  readonly records: readonly TishuRecord[];
  /** The mention that a record was made from. */
  readonly mentions: readonly Mention[];
  readonly warnings: readonly Warning[];
}

/**
 * Runs all stages over one document.
 * @param trace called for each match that became no mention
 */
export function extractDocument(
  document: SourceDocument,
  stages: Stages,
  kinds: readonly string[],
  trace?: (sentence: Sentence, rejection: Rejection) => void,
): Extraction {
  const layout = stages.layout(document);
  const sentences: AnalysedSentence[] = [];
  for (const article of layout.articles)
    for (const sentence of article.sentences) {
      const report = trace === undefined ? undefined : (rejection: Rejection) => trace(sentence, rejection);
      sentences.push(analyseSentence(sentence, stages, report));
    }
  const analysis = nameAgain(nameCurrencies(spreadLabels({ layout, sentences })));
  const { times, references, warnings } = resolveDates(analysis);
  const organisations = resolveOrganisations(analysis);
  const resolved: ResolvedDocument = { ...analysis, times, organisations, references };
  const facts = linkFacts(resolved);
  const { records, mentions } = makeRecords(resolved, facts, kinds);
  return { document: resolved, facts, records, mentions, warnings };
}

/**
 * The recognise stage for one sentence.
 * @param trace called for each match that became no mention
 */
export function analyseSentence(
  sentence: Sentence,
  stages: Stages,
  trace?: (rejection: Rejection) => void,
): AnalysedSentence {
  const { lexicons } = stages.rules;
  const text = sentence.folded;
  const chart = makeChart(sentence, lexicons.names, scanLexicons(text, lexicons), (made) =>
    makeTokens(made, stages.segment),
  );
  const readings: readonly (readonly [string, NumeralReading[]])[] = [
    ["numeral", scanNumerals(text).reverse()],
    ["doubtful-digit", scanDoubtfulDigits(text)],
  ];
  for (const [kind, found] of readings)
    for (const reading of found)
      addMention(chart, {
        kind,
        start: reading.start,
        end: reading.end,
        rule: kind,
        layer: "numeral",
        fields: {
          style: reading.style,
          elliptic: reading.elliptic,
          bare: reading.bare,
          section: reading.section,
          power: reading.power,
        },
        value: reading,
        captures: {},
        annotations: [],
      });
  runLayers(chart, stages.rules, stages.builders, trace);
  return { sentence, chart, mentions: resolveOverlaps(listMentions(chart).filter(({ layer }) => layer !== "numeral")) };
}
