import type { Chart } from "../../chart.js";
import type { Stretch } from "./lexemes.js";

/**
 * place, org, scope, admin and brand are specific: they say which organisation it is. field words say
 * what it does. joiner is 和 between two words of a field.
 */
export type ItemKind = "place" | "org" | "scope" | "admin" | "brand" | "ordinal" | "field" | "joiner";

/** A word of an organisation's name, left of its suffix. */
export interface Item extends Stretch {
  readonly text: string;
  readonly kind: ItemKind;
  readonly tag: string;
  /** It ends in a suffix itself: an organisation that the whole may be a part of. */
  readonly isHead: boolean;
  /** The full name that a gazetteer gives for it. */
  readonly full?: string;
}

/** What an organisation's mention carries: its name in parts, for the one who joins aliases. */
export interface OrgName {
  /** The words before the suffix; none for a name from a gazetteer. */
  readonly items: readonly Item[];
  /** The suffix, or the whole of a name from a gazetteer. */
  readonly head: string;
  /** The lexicon that the head is from. */
  readonly headClass: string;
  /** What the suffix is shortened to (管委会 of 管理委员会), or null. */
  readonly shortHead: string | null;
  /** The full name that the text itself says this one is short for. */
  readonly aliasOf: string | null;
}

/** The fields of a suffix's form, as rules/org/suffix.yaml explains them. */
export interface SuffixFields {
  readonly type?: string;
  readonly walk?: "full" | "place" | "near";
  readonly short?: string;
  readonly bare?: boolean;
  readonly acting?: boolean;
  readonly doing?: boolean;
  readonly generic?: boolean;
  readonly brand?: boolean;
  readonly firm?: boolean;
  readonly placed?: boolean;
  readonly weak?: boolean;
  readonly proper?: boolean;
  readonly kin?: boolean;
  readonly legal?: boolean;
  readonly sub?: boolean;
  readonly conj?: boolean;
  readonly tight?: boolean;
  readonly field?: boolean;
  readonly worded?: boolean;
  readonly within?: boolean;
  readonly scoped?: boolean;
  readonly apart?: boolean;
  readonly office?: boolean;
  readonly desk?: boolean;
  readonly names?: boolean;
  readonly level?: boolean;
  readonly abroad?: boolean;
  readonly campus?: boolean;
  readonly built?: boolean;
  readonly street?: boolean;
  readonly sport?: boolean;
  readonly quoted?: boolean;
}

/** Whose it is, not what it does. */
export const OUTER_KINDS: ReadonlySet<ItemKind> = new Set(["place", "org", "admin", "scope"]);

export const isSpecific = ({ kind }: Item): boolean => kind === "brand" || OUTER_KINDS.has(kind);

/** Words that may be in a name but tell no name apart. */
export const COMMON_WORDS = ["org/walk/generic", "org/walk/role", "org/walk/inner", "org/walk/lead"] as const;

export function makeItem(
  chart: Chart,
  { start, end }: Stretch,
  kind: ItemKind,
  tag: string,
  isHead: boolean = false,
): Item {
  return { start, end, text: chart.text.slice(start, end), kind, tag, isHead };
}
