import type { DocumentAnalysis, Warning } from "../analysis.js";
import type { Mention, ResolvedTime } from "../types.js";

export interface ResolvedDates {
  readonly times: ReadonlyMap<Mention, ResolvedTime>;
  readonly warnings: readonly Warning[];
}

/** Resolves every time expression of a document against its reference date. */
export function resolveDates(_analysis: DocumentAnalysis): ResolvedDates {
  return { times: new Map(), warnings: [] };
}
