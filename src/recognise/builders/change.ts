import type { Mention } from "../../types.js";
import type { Builders, RuleMatch } from "../cascade.js";

/** The last base of comparison named in the sentence before a place; its `change` holds until another is named. */
function baseBefore({ chart }: RuleMatch, place: number): Mention | null {
  for (let at = place; at >= 0; at--) {
    for (const mention of chart.mentionsAt[at] ?? [])
      if (mention.kind === "change-base" && mention.end <= place) return mention;
  }
  return null;
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
    return { value: null, fields: { change, base: base === null ? "unnamed" : "named" } };
  },
};
