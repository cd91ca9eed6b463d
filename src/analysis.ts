import type { Chart } from "./recognise/chart.js";
import type { Mention, OrgEntity, PageLayout, ResolvedTime, Sentence } from "./types.js";

/** One sentence with what the layers found in it: mentions that survived the overlaps, in text order. */
export interface AnalysedSentence {
  readonly sentence: Sentence;
  readonly chart: Chart;
  readonly mentions: readonly Mention[];
}

/** What the recognise stage hands to resolve and link. */
export interface DocumentAnalysis {
  readonly layout: PageLayout;
  readonly sentences: readonly AnalysedSentence[];
}

/** What the resolve stage hands to link. */
export interface ResolvedDocument extends DocumentAnalysis {
  readonly times: ReadonlyMap<Mention, ResolvedTime>;
  readonly organisations: ReadonlyMap<Mention, OrgEntity>;
  /** The day (ISO 8601) that an article's dates are resolved against, by the article's index; without those that state none. */
  readonly references: ReadonlyMap<number, string>;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly doc: string;
}
