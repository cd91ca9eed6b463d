import type { Mention } from "../types.js";

/** Of two mentions of one span the earlier kind in this list stays. */
const KIND_ORDER: readonly string[] = ["date", "quantity", "org", "number"];

function rank(kind: string): number {
  const index = KIND_ORDER.indexOf(kind);
  return index < 0 ? KIND_ORDER.length : index;
}

/**
 * Settles overlaps among the mentions of one sentence that become records of the figure kinds
 * (quantity, date, number): the longer stays, then the kind by the order above, then the one
 * further left. An organisation takes in the figures inside its name. Mentions of other kinds
 * (cues) are left alone.
 * @returns the survivors in text order
 */
export function resolveOverlaps(mentions: readonly Mention[]): readonly Mention[] {
  if (mentions.length < 2) return mentions;
  const figures = mentions.filter(({ kind }) => kind !== "number" && KIND_ORDER.includes(kind));
  const crosses = (a: Mention, b: Mention): boolean =>
    a.start < b.end && b.start < a.end && !(a.start <= b.start && b.end <= a.end);
  // A bare number is no more than what is left over: it never takes a piece of a date or a quantity.
  const rivals = mentions.filter((mention) =>
    mention.kind === "number" ? !figures.some((figure) => crosses(mention, figure)) : KIND_ORDER.includes(mention.kind),
  );
  rivals.sort(
    (a, b) =>
      b.end - b.start - (a.end - a.start) ||
      rank(a.kind) - rank(b.kind) ||
      a.start - b.start ||
      (a.rule < b.rule ? -1 : 1),
  );
  const kept: Mention[] = [];
  for (const mention of rivals)
    if (!kept.some((other) => mention.start < other.end && other.start < mention.end)) kept.push(mention);
  const others = mentions.filter(({ kind }) => !KIND_ORDER.includes(kind));
  return [...kept, ...others].sort((a, b) => a.start - b.start || b.end - a.end || (a.rule < b.rule ? -1 : 1));
}
