import type { Extraction } from "./pipeline.js";
import type { Rejection } from "./recognise/cascade.js";
import { findNearMisses, type NearMiss } from "./recognise/nearest.js";
import type { TishuRecord } from "./record.js";
import type { RuleSet } from "./rules/ruleset.js";
import type { Mention, Sentence, Token } from "./types.js";

/** How one mention came about: the rule, its span, the parts it was made of. Offsets in the sentence. */
export interface Derivation {
  readonly rule: string;
  readonly layer: string;
  readonly kind: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What later rules added: rule id and fields. */
  readonly annotations: Mention["annotations"];
  /** The captures of the rule's pattern, by name. */
  readonly parts: readonly ExplainedPart[];
}

export interface ExplainedPart {
  readonly capture: string;
  readonly text: string;
  /** The lexicon that the words stand in, where it is one entry. */
  readonly lexicon: string | null;
  readonly mention: Derivation | null;
}

export interface ExplainedRecord {
  readonly record: TishuRecord;
  readonly derivation: Derivation;
  /** The linker's steps: how indicator, subject, period, modality and change were chosen. */
  readonly steps: readonly string[];
}

export interface ExplainedSentence {
  readonly text: string;
  readonly article: number;
  readonly role: string;
  readonly tokens: readonly Token[];
  readonly records: readonly ExplainedRecord[];
  /** Mentions that are no records of the kinds asked for: cues, anaphors, what lost an overlap. */
  readonly otherMentions: readonly Derivation[];
  /** Where a stretch was asked about: the rules that came nearest to a mention there. */
  readonly nearMisses: readonly (NearMiss & { readonly text: string })[];
  /** Matches that became no mention, with the rule each lost to. */
  readonly rejected: readonly (Rejection & { readonly text: string })[];
}

export interface Explanation {
  readonly sentences: readonly ExplainedSentence[];
  readonly warnings: readonly string[];
}

/** A stretch of the document in code points, half-open. */
export interface Focus {
  readonly start: number;
  readonly end: number;
}

/** How many near misses are told. */
const MOST_NEAR_MISSES = 8;

/**
 * Lays open how the records of a document came about.
 * @param rejections the matches of each sentence that became no mention
 * @param focus tells only the sentences it touches, and what came nearest to a mention in it
 */
export function explainExtraction(
  extraction: Extraction,
  rejections: ReadonlyMap<Sentence, readonly Rejection[]>,
  rules: RuleSet,
  focus?: Focus,
): Explanation {
  const recordOf = new Map(extraction.mentions.map((mention, i) => [mention, extraction.records[i]]));
  return {
    sentences: extraction.document.sentences.flatMap(({ sentence, chart, mentions }) => {
      const span = focus === undefined ? null : spanInSentence(sentence, focus);
      if (focus !== undefined && span === null) return [];
      const records: ExplainedRecord[] = [];
      const otherMentions: Derivation[] = [];
      for (const mention of mentions) {
        const derivation = derive(mention, sentence);
        const record = recordOf.get(mention);
        if (record === undefined) otherMentions.push(derivation);
        else records.push({ record, derivation, steps: extraction.facts.get(mention)?.steps ?? [] });
      }
      const nearMisses = span === null ? [] : findNearMisses(chart, rules, span.start, span.end, MOST_NEAR_MISSES);
      return {
        text: sentence.text,
        article: sentence.article,
        role: sentence.role,
        tokens: chart.tokens(),
        records,
        otherMentions,
        nearMisses: nearMisses.map((miss) => ({ ...miss, text: sentence.text.slice(miss.start, miss.end) })),
        rejected: (rejections.get(sentence) ?? []).map((rejection) => ({
          ...rejection,
          text: sentence.text.slice(rejection.start, rejection.end),
        })),
      };
    }),
    warnings: extraction.warnings.map(({ message }) => message),
  };
}

/** The part of the sentence that the focus covers, as UTF-16 indexes; null where it covers none. */
function spanInSentence({ offsets }: Sentence, focus: Focus): { start: number; end: number } | null {
  const start = offsets.findIndex((offset) => offset >= focus.start);
  const last = offsets.findLastIndex((offset) => offset < focus.end);
  return start < 0 || last < start ? null : { start, end: last + 1 };
}

function derive(mention: Mention, sentence: Sentence): Derivation {
  return {
    rule: mention.rule,
    layer: mention.layer,
    kind: mention.kind,
    text: sentence.text.slice(mention.start, mention.end),
    start: mention.start,
    end: mention.end,
    fields: mention.fields,
    annotations: mention.annotations,
    parts: Object.entries(mention.captures).flatMap(([capture, list]) =>
      list.map((part) => ({
        capture,
        text: sentence.text.slice(part.start, part.end),
        lexicon: part.lexeme?.lexicon ?? null,
        mention: part.mention === null ? null : derive(part.mention, sentence),
      })),
    ),
  };
}
