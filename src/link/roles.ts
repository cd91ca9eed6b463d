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
  "bulletin",
  "person",
  "edition",
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
  "surname",
  "title",
  "kin",
  "demonstrative",
] as const;

/** What a word does in a sentence: the second part of its lexicon's name (`link/light`), or its domain (`indicator/port`). */
export const ROLES = [...NOUNS, ...VERBS, ...OTHERS] as const;

export type Role = (typeof ROLES)[number];

/** What the linker asks of single words that says nothing of the part that they take in a phrase. */
const MARKS = ["due", "begins", "aspect", "sees", "quality"] as const;
export type Mark = (typeof MARKS)[number];

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
export const markOf = (lexicon: string): Mark | null => marks.get(lexicon) ?? null;

/** The role that the forms of a lexicon have, by its name; null for lexicons that say nothing to the linker. */
export function roleOf(lexicon: string): Role | null {
  const [top, second] = lexicon.split("/");
  const own = second !== undefined && names.has(second) ? (second as Role) : null;
  if (top === "link") return own;
  if (top === "indicator") return own ?? "indicator";
  return ALSO[lexicon] ?? null;
}

/** Roles of forms that are looked for in certain places only, and make no word of a sentence by themselves. */
export const LATENT: ReadonlySet<Role> = new Set(["counter", "analyst", "surname", "title", "kin"]);

/** Roles that a lone character may have and still be part of a word that the dictionary lacks. */
export const LOOSE: ReadonlySet<Role> = new Set(["head", "measure", "place-suffix", "thing-end", "side", "dateline"]);

/** Roles of nouns that may be the head within a longer word. */
export const HEADS: ReadonlySet<Role> = new Set(["thing", "indicator", "change-noun"]);

const nouns: ReadonlySet<Role> = new Set(NOUNS);
const verbs: ReadonlySet<Role> = new Set(VERBS);

/** The roles of a word, each with the fields of its lexicon. They are few, so that a list is looked through. */
export class Roles {
  readonly names: readonly Role[];
  private readonly fields: readonly Fields[];
  /** Whether a word of these roles can be part of a noun phrase. */
  readonly isNoun: boolean;
  readonly isVerb: boolean;

  static readonly none = new Roles([], []);

  private constructor(names: readonly Role[], fields: readonly Fields[]) {
    this.names = names;
    this.fields = fields;
    this.isNoun =
      names.some((role) => nouns.has(role)) && !names.some((role) => role === "activity" || role === "saving");
    this.isVerb = names.some((role) => verbs.has(role));
  }

  static of(told: readonly (readonly [Role, Fields])[]): Roles {
    if (told.length === 0) return Roles.none;
    return new Roles(
      told.map(([role]) => role),
      told.map(([, fields]) => fields),
    );
  }

  get size(): number {
    return this.names.length;
  }

  has(role: Role): boolean {
    const { names } = this;
    for (let i = 0; i < names.length; i++) if (names[i] === role) return true;
    return false;
  }

  get(role: Role): Fields | undefined {
    const { names } = this;
    for (let i = 0; i < names.length; i++) if (names[i] === role) return this.fields[i];
    return undefined;
  }

  with(role: Role, fields: Fields): Roles {
    return new Roles([...this.names, role], [...this.fields, fields]);
  }

  without(role: Role): Roles {
    return Roles.of(this.names.flatMap((name, i) => (name === role ? [] : [[name, this.fields[i] ?? {}] as const])));
  }
}

export const NO_ROLES = Roles.none;

const NOUN_TAG = /^(n|vn|an|a$|b|f|j|l|i|s|t|g|h|k|z|q|m|p|ug|eng|vg|ag|o)/;
const VERB_TAG = /^v($|d|i)/;

const nounTags = new Map<string, boolean>();
const verbTags = new Map<string, boolean>();

/** Tags are few: each is looked at once. */
function remembered(known: Map<string, boolean>, pattern: RegExp, tag: string): boolean {
  let is = known.get(tag);
  if (is === undefined) {
    is = pattern.test(tag);
    known.set(tag, is);
  }
  return is;
}

/** Whether a word of these roles and this tag can be part of a noun phrase. */
export function isNounLike(roles: Roles, tag: string, text: string): boolean {
  if (roles.size > 0) return roles.isNoun;
  return remembered(nounTags, NOUN_TAG, tag) || (tag.startsWith("x") && /[A-Za-z0-9.]/.test(text));
}

/** Whether a word of these roles and this tag is a verb. */
export const isVerbLike = (roles: Roles, tag: string): boolean =>
  roles.size > 0 ? roles.isVerb : remembered(verbTags, VERB_TAG, tag);
