import type { Fields } from "../types.js";

/** Roles of words that can be part of a noun phrase. */
const NOUNS = [
  "indicator",
  "change-noun",
  "rank",
  "thing",
  "anaphor",
  "ordinal-anaphor",
  "phase",
  "party",
  "place",
  "place-suffix",
  "organ",
  "own-report",
  "head",
  "measure",
  "average",
  "recurrence",
  "quote",
  "not-cue",
  "superlative",
  "thing-end",
  "side",
  "people",
  "numbered",
  "common",
  "twofold",
  "both",
  "noun",
  "plan",
  "first",
  "abstract",
  "body",
  "survey",
] as const;

/** Roles of verbs. */
const VERBS = ["activity", "saving", "light", "copula", "change", "to", "locating", "share", "report"] as const;

const OTHERS = [
  "clause",
  "pause",
  "open",
  "close",
  "of",
  "preposition",
  "than",
  "base",
  "part",
  "rest",
  "pairing",
  "base-holds",
  "opener",
  "frame",
  "compared",
  "from",
  "adverb",
  "cue",
  "per",
  "same-period",
  "until",
  "present",
  "report-period",
  "milestone",
  "possessive",
  "alike",
  "manner",
  "hypothesis",
  "counter",
  "determiner",
  "dateline",
  "pronoun",
  "analyst",
  "demonstrative",
] as const;

/** What a word does in a sentence: the second part of its lexicon's name (`link/light`), or its domain (`indicator/port`). */
const ROLES = [...NOUNS, ...VERBS, ...OTHERS] as const;

export type Role = (typeof ROLES)[number];

/** What the linker asks of single words that says nothing of the part that they take in a phrase. */
const MARKS = ["due", "begins"] as const;
export type Mark = (typeof MARKS)[number];
export type Roles = ReadonlyMap<Role, Fields>;

const names: ReadonlySet<string> = new Set(ROLES);

/** Lexicons of other layers that say the same as one of ours. */
const ALSO: Readonly<Record<string, Role>> = {
  "change/verb": "change",
  "change/adjective": "compared",
  "change/base-word": "base",
  "change/noun": "change-noun",
};

const marks: ReadonlyMap<string, Mark> = new Map(MARKS.map((mark) => [`link/${mark}`, mark]));

/** The mark that the forms of a lexicon have, by its name. */
export const markOf = (lexicon: string | undefined): Mark | undefined => marks.get(lexicon ?? "");

const tables = new WeakMap<readonly string[], readonly (Role | null)[]>();

/** The role that the forms of each lexicon have, by its number; null for lexicons that say nothing to the linker. */
export function rolesOf(lexicons: readonly string[]): readonly (Role | null)[] {
  let table = tables.get(lexicons);
  if (table === undefined) {
    table = lexicons.map(roleOf);
    tables.set(lexicons, table);
  }
  return table;
}

function roleOf(lexicon: string): Role | null {
  const [top, second] = lexicon.split("/");
  const own = second !== undefined && names.has(second) ? (second as Role) : null;
  if (top === "link") return own;
  if (top === "indicator") return own ?? "indicator";
  return ALSO[lexicon] ?? null;
}

export const NO_ROLES: Roles = new Map();

/** Roles that a lone character may have and still be part of a word that the dictionary lacks. */
export const LOOSE: ReadonlySet<Role> = new Set(["head", "measure", "place-suffix", "thing-end", "side", "dateline"]);

/** Roles of nouns that may be the head within a longer word. */
export const HEADS: ReadonlySet<Role> = new Set(["thing", "indicator", "change-noun"]);

const nouns: ReadonlySet<Role> = new Set(NOUNS);
const verbs: ReadonlySet<Role> = new Set(VERBS);

function hasAny(roles: Roles, wanted: ReadonlySet<Role>): boolean {
  for (const role of roles.keys()) if (wanted.has(role)) return true;
  return false;
}

const NOUN_TAG = /^(n|vn|an|a$|b|f|j|l|i|s|t|g|h|k|z|q|m|p|ug|eng|vg|ag|o)/;
const VERB_TAG = /^v($|d|i)/;

/** Whether a word of these roles and this tag can be part of a noun phrase. */
export function isNounLike(roles: Roles, tag: string, text: string): boolean {
  if (roles.size > 0) return hasAny(roles, nouns) && !roles.has("activity") && !roles.has("saving");
  return NOUN_TAG.test(tag) || (tag.startsWith("x") && /[A-Za-z0-9.]/.test(text));
}

/** Whether a word of these roles and this tag is a verb. */
export const isVerbLike = (roles: Roles, tag: string): boolean =>
  roles.size > 0 ? hasAny(roles, verbs) : VERB_TAG.test(tag);
