import type { ResolvedDocument } from "../analysis.js";
import type { Fact, Mention } from "../types.js";

/** Finds for every quantity what it measures, whose it is, when it holds and how sure it is. */
export function linkFacts(_document: ResolvedDocument): ReadonlyMap<Mention, Fact> {
  return new Map();
}
