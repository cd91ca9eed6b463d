import type { Capture } from "../types.js";
import type { Chart } from "./chart.js";

/** A rule's match as a builder sees it; `fields` are those of the rule's `set`. */
export interface RuleMatch {
  readonly rule: string;
  readonly chart: Chart;
  readonly start: number;
  readonly end: number;
  readonly captures: Readonly<Record<string, readonly Capture[]>>;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a builder makes: the mention's value, and fields that patterns and later stages can ask for. */
export interface Built {
  readonly value: unknown;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Another span than the rule's own, where the value decides it. */
  readonly start?: number;
  readonly end?: number;
}

/** From captures to a value; null refuses the match. Pure. */
export type Builder = (match: RuleMatch) => Built | null;
export type Builders = Readonly<Record<string, Builder>>;
