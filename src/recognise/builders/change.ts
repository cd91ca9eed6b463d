import type { Mention, QuantityValue } from "../../types.js";
import type { Builders, RuleMatch } from "../builder.js";

/**
 * The last base of comparison named in the sentence before a place; it holds until another is named.
 * Where a base of a known kind (比上年) stands inside one of any kind, the known one counts.
 */
function baseBefore({ chart }: RuleMatch, place: number): Mention | null {
  let other: Mention | null = null;
  for (let at = place; at >= 0; at--) {
    for (const mention of chart.mentionsAt[at] ?? []) {
      if (mention.end > place) continue;
      if (mention.kind === "change-base") return other !== null && other.start >= mention.end ? other : mention;
      if (mention.kind === "change-base-other") other ??= mention;
    }
  }
  return other;
}

export const changeBuilders: Builders = {
  /**
   * A change: the rule's field `sign`, or that of capture `v`, and what it is measured against.
   * `base` says whether the sentence names that, so that who links may take it from an earlier sentence.
   */
  change(match) {
    const amount = match.captures.amount?.[0];
    if (amount === undefined) return null;
    const base = baseBefore(match, amount.start);
    const change = base?.fields.change ?? "other";
    const falls = (amount.mention?.value as QuantityValue | undefined)?.number.isNegative() === true;
    return {
      value: null,
      // A minus sign says the direction already: 增减-3.5%.
      fields: { change, base: base === null ? "unnamed" : "named", ...(falls ? { sign: 1 } : {}) },
    };
  },
};
