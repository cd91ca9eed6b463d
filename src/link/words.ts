import type { AnalysedSentence } from "../analysis.js";
import type { Fields, Mention } from "../types.js";

/**
 * A sentence as the linker reads it: mentions whole, then the words of the `link/` and `indicator/` lexicons,
 * then tokens. What a word does in a sentence is said by the lexicons it stands in, never by code.
 */

const ROLES = [
  "clause",
  "pause",
  "open",
  "close",
  "quote",
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
  "copula",
  "light",
  "activity",
  "saving",
  "change",
  "compared",
  "from",
  "to",
  "locating",
  "share",
  "report",
  "adverb",
  "cue",
  "not-cue",
  "recurrence",
  "average",
  "per",
  "same-period",
  "until",
  "present",
  "noun",
  "report-period",
  "milestone",
  "superlative",
  "manner",
  "hypothesis",
  "counter",
  "dateline",
  "side",
  "thing-end",
  "people",
  "numbered",
  "common",
  "both",
  "thing",
  "anaphor",
  "ordinal-anaphor",
  "demonstrative",
  "phase",
  "place",
  "place-suffix",
  "organ",
  "own-report",
  "head",
  "measure",
  "indicator",
  "change-noun",
  "rank",
] as const;

export type Role = (typeof ROLES)[number];

export interface Word {
  /** Place in the sentence's list of words. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** As folded. */
  readonly text: string;
  readonly kind: "figure" | "date" | "org" | "word";
  readonly tag: string;
  readonly roles: ReadonlyMap<Role, Fields>;
  readonly mention: Mention | null;
}

/** A stretch between commas, or between brackets; a list with 、 is one clause. */
export interface Clause {
  readonly words: readonly Word[];
  /** Begins the sentence or follows a semicolon or colon. */
  readonly fresh: boolean;
  /** Stands in brackets. */
  readonly aside: boolean;
}

const roleNames: ReadonlySet<string> = new Set(ROLES);
const NO_ROLES: ReadonlyMap<Role, Fields> = new Map();
const PLACE: ReadonlyMap<Role, Fields> = new Map([["place-suffix", {}]]);
const roleTables = new WeakMap<readonly string[], readonly (Role | null)[]>();

/** Lexicons of other layers that say the same as one of ours. */
const ALSO: Readonly<Record<string, Role>> = {
  "change/verb": "change",
  "change/adjective": "compared",
  "change/base-word": "base",
  "change/noun": "change-noun",
};

/** The role of each lexicon by its number; of `indicator/port` it is indicator. */
function rolesOf(lexicons: readonly string[]): readonly (Role | null)[] {
  let table = roleTables.get(lexicons);
  if (table === undefined) {
    table = lexicons.map((name) => {
      const [top, second] = name.split("/");
      if (top === "link" && second !== undefined && roleNames.has(second)) return second as Role;
      if (top !== "indicator") return ALSO[name] ?? null;
      return second !== undefined && roleNames.has(second) ? (second as Role) : "indicator";
    });
    roleTables.set(lexicons, table);
  }
  return table;
}

const BLOCKING: Readonly<Record<string, Word["kind"]>> = { quantity: "figure", date: "date", org: "org" };

/** Roles of nouns that may be the head within a longer word. */
const HEADS: ReadonlySet<Role> = new Set(["thing", "indicator", "change-noun"]);

/** Roles that a lone character may have and still be part of a word that the dictionary lacks. */
const LOOSE: ReadonlySet<Role> = new Set(["head", "measure", "place-suffix", "thing-end", "side"]);
/** Tags of function words, which make no new word with their neighbours. */
const CLOSED_TAG = /^(u(?!g)|d|r|x|w|y|e|c)/;

/** The words of a sentence in order, covering it but for blanks. */
export function readWords({ chart, mentions }: AnalysedSentence): readonly Word[] {
  const { text } = chart;
  const table = rolesOf(chart.lexicons);
  const tokens = chart.tokens();
  const boundary = new Uint8Array(text.length + 1);
  for (const { start, end } of tokens) {
    boundary[start] = 1;
    boundary[end] = 1;
  }
  // 日均 and 董事会 are words of the sentence, whatever else was found in them.
  const isWord = (mention: Mention): boolean =>
    chart.formsAt[mention.start]?.some(
      ({ end, lexicon }) => end === mention.end && (table[lexicon] === "average" || table[lexicon] === "organ"),
    ) === true;
  const blocks = mentions.filter((mention) => BLOCKING[mention.kind] !== undefined && !isWord(mention));
  const figureStarts = new Set(mentions.flatMap(({ kind, start }) => (kind === "quantity" ? [start] : [])));
  const words: Word[] = [];
  const push = (start: number, end: number, rest: Partial<Pick<Word, "kind" | "tag" | "roles" | "mention">>): void => {
    const word = { index: words.length, start, end, text: text.slice(start, end) };
    words.push({ ...word, kind: "word", tag: "n", roles: NO_ROLES, mention: null, ...rest });
  };

  /**
   * Whether a form keeps to the edges of words. Where it crosses them one edge is enough, since the dictionary
   * errs there (比高｜达); within a word it may only be the head (望江｜大桥, never 建设｜者).
   */
  const fitsWords = (start: number, end: number, role: Role): boolean => {
    const [opens, closes] = [boundary[start] === 1, boundary[end] === 1];
    if (opens && closes) return true;
    if (end - start === 1) return opens && role === "demonstrative";
    let last = start;
    for (let i = start + 1; i < end; i++) if (boundary[i] === 1) last = i;
    if (last === start) return closes && HEADS.has(role);
    if (closes) return true;
    let cut = end;
    while (cut < text.length && boundary[cut] !== 1) cut++;
    return opens && (cut - last < 3 || end - start > 3);
  };

  /** The longest form with a role at a place that keeps to the edges of words. */
  const formAt = (start: number, limit: number): { end: number; roles: ReadonlyMap<Role, Fields> } | null => {
    const found = chart.formsAt[start];
    if (found === undefined) return null;
    let end = 0;
    let roles: Map<Role, Fields> | null = null;
    for (const form of found) {
      const role = table[form.lexicon];
      if (role === null || role === undefined || role === "counter") continue;
      if (form.end > limit || form.end < end) continue;
      if (!fitsWords(start, form.end, role)) continue;
      // 比去年高三十元; but 小微, 大类
      if (role === "compared" && !figureStarts.has(form.end)) continue;
      roles ??= new Map();
      end = form.end;
      if (!roles.has(role)) roles.set(role, form.form.fields);
    }
    if (roles === null) return null;
    // 户均增收2300元 is no change of anything.
    if (roles.has("saving") || roles.has("activity")) roles.delete("change");
    // 比 as a lone word compares, whatever words end in it.
    if (end - start === 1 && [...roles.keys()].some((role) => !LOOSE.has(role)))
      for (const role of LOOSE) roles.delete(role);
    return { end, roles };
  };

  /** Whether a figure's unit needs the noun that it counts: 15名, 9座. */
  const counterAt = (end: number): ReadonlyMap<Role, Fields> => {
    const form = chart.formsAt[end - 1]?.find((one) => table[one.lexicon] === "counter" && one.end === end);
    return form === undefined ? NO_ROLES : new Map([["counter", form.form.fields]]);
  };

  /** What the last words of a date say: 于｜年结日. */
  const rolesWithin = (start: number, end: number): ReadonlyMap<Role, Fields> => {
    for (let i = start; i < end; i++) {
      const form = formAt(i, end);
      if (form?.end === end) return form.roles;
    }
    return NO_ROLES;
  };

  let token = 0;
  /** Fills a gap between forms and mentions with tokens, cut at its edges. */
  const fill = (from: number, to: number): void => {
    while (token < tokens.length && (tokens[token]?.end ?? 0) <= from) token++;
    for (let i = token; i < tokens.length; i++) {
      const piece = tokens[i];
      if (piece === undefined || piece.start >= to) break;
      const [start, end] = [Math.max(piece.start, from), Math.min(piece.end, to)];
      if (start >= end || text.slice(start, end).trim() === "") continue;
      push(start, end, { tag: start === piece.start && end === piece.end ? piece.tag : "n" });
    }
  };

  let at = 0;
  let gap = 0;
  let block = 0;
  while (at < text.length) {
    while (block < blocks.length && (blocks[block]?.end ?? 0) <= at) block++;
    const mention = blocks[block];
    if (mention !== undefined && mention.start <= at) {
      fill(gap, at);
      const roles = mention.kind === "date" ? rolesWithin(at, mention.end) : counterAt(mention.end);
      push(at, mention.end, { kind: BLOCKING[mention.kind] ?? "word", tag: "m", roles, mention });
      at = gap = mention.end;
      continue;
    }
    const form = formAt(at, mention?.start ?? text.length);
    if (form === null) {
      at++;
      continue;
    }
    fill(gap, at);
    push(at, form.end, { tag: tagAt(at, form.end), roles: form.roles });
    at = gap = form.end;
    boundary[at] = 1;
  }
  fill(gap, text.length);
  return joinUnknown(words, text, (word): ReadonlyMap<Role, Fields> | null => {
    if (word.roles.size > 0 || word.end - word.start < 2) return null;
    const form = (at: number, role: Role) =>
      chart.formsAt[at]?.find(({ lexicon, end }) => table[lexicon] === role && end <= word.end);
    const last = form(word.end - 1, "measure");
    if (last !== undefined) return new Map([["measure", last.form.fields]]);
    const first = form(word.start, "superlative");
    if (first !== undefined) return new Map([["superlative", first.form.fields]]);
    const isName = word.end - word.start > 2 || /^(ns|nr|nz)/.test(word.tag);
    const end = isName ? form(word.end - 1, "thing-end") : undefined;
    return end === undefined ? null : new Map([["thing-end", end.form.fields]]);
  });

  function tagAt(start: number, end: number): string {
    const whole = tokens.find((piece) => piece.start === start && piece.end === end);
    return whole?.tag ?? tokens.find((piece) => piece.end === end)?.tag ?? "n";
  }
}

const isLoose = (word: Word): boolean =>
  word.kind === "word" &&
  word.end - word.start === 1 &&
  /[\u3400-\u9fff]/.test(word.text) &&
  !CLOSED_TAG.test(word.tag) &&
  [...word.roles.keys()].every((role) => LOOSE.has(role));

/**
 * Joins runs of lone characters, which are a word that the dictionary lacks: 货｜邮, 机｜采｜率.
 * @param measure the roles of a word whose last character says that it measures something
 */
function joinUnknown(
  words: readonly Word[],
  text: string,
  measure: (word: Word) => ReadonlyMap<Role, Fields> | null,
): readonly Word[] {
  const joined: Word[] = [];
  for (let i = 0; i < words.length; i++) {
    const first = words[i];
    if (first === undefined) break;
    let last = first;
    const tags = [first.tag];
    if (isLoose(first)) {
      for (let next = words[i + 1]; next !== undefined && isLoose(next) && next.start === last.end; ) {
        tags.push(next.tag);
        last = next;
        i++;
        next = words[i + 1];
      }
    }
    const tag = tags.every((one) => one.startsWith("ns"))
      ? "ns"
      : tags.length > 1 && !tags.every((one) => one.startsWith("v"))
        ? first.tag.startsWith("v")
          ? "vn"
          : "nz"
        : first.tag;
    // 东屿县: a name that the dictionary lacks.
    const isPlace = last !== first && last.roles.has("place-suffix");
    const word = {
      ...first,
      index: joined.length,
      end: last.end,
      text: text.slice(first.start, last.end),
      tag,
      roles: last === first ? first.roles : isPlace ? PLACE : NO_ROLES,
    };
    const verb = last === first && first.tag.startsWith("v");
    joined.push({ ...word, roles: (word.kind === "word" && !verb ? measure(word) : null) ?? word.roles });
  }
  return joined;
}

/** Parts a sentence into clauses, in the order in which they begin; what brackets hold is a clause of its own. */
export function readClauses(words: readonly Word[]): readonly Clause[] {
  interface Draft {
    words: Word[];
    fresh: boolean;
    aside: boolean;
  }
  const drafts: Draft[] = [];
  const open: Draft[] = [];
  const start = (fresh: boolean, aside: boolean): Draft => {
    const draft = { words: [], fresh, aside };
    drafts.push(draft);
    return draft;
  };
  let current = start(true, false);
  for (const word of words) {
    if (has(word, "open")) {
      open.push(current);
      current = start(false, true);
    } else if (has(word, "close")) {
      current = open.pop() ?? start(false, false);
    } else if (has(word, "clause")) {
      const strong = word.roles.get("clause")?.strong === true;
      current = start(strong, open.length > 0);
    } else current.words.push(word);
  }
  return drafts.filter((draft) => draft.words.length > 0);
}

export const has = (word: Word | undefined, ...roles: readonly Role[]): boolean =>
  word !== undefined && roles.some((role) => word.roles.has(role));

const VERBS: readonly Role[] = ["activity", "saving", "light", "copula", "change", "to", "locating", "share", "report"];
const NOUNS: readonly Role[] = [
  "indicator",
  "change-noun",
  "rank",
  "thing",
  "anaphor",
  "ordinal-anaphor",
  "phase",
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
  "both",
  "noun",
];
const NOUN_TAG = /^(n|vn|an|a$|b|f|j|l|i|s|t|g|h|k|z|q|m|p|ug|eng|vg|ag|o)/;

/** A word that can be part of a noun phrase. */
export function isNominal(word: Word | undefined): boolean {
  if (word === undefined || word.kind === "figure" || word.kind === "date") return false;
  if (word.kind === "org") return true;
  if (has(word, ...NOUNS)) return !has(word, "activity", "saving");
  if (word.roles.size > 0) return false;
  return NOUN_TAG.test(word.tag) || (word.tag.startsWith("x") && /[A-Za-z0-9.]/.test(word.text));
}

/** A verb that is no more than a verb here. */
export function isVerb(word: Word | undefined): boolean {
  if (word === undefined || word.kind !== "word") return false;
  if (has(word, ...VERBS)) return true;
  return word.roles.size === 0 && /^v($|d|i)/.test(word.tag);
}

/** A verb that no lexicon says anything about. */
export const isPlainVerb = (word: Word | undefined): boolean => isVerb(word) && word?.roles.size === 0;

/** The sentence's own characters under some words, brackets between them left out. */
export function spell(words: readonly Word[], text: string): string {
  return words.map(({ start, end }) => text.slice(start, end)).join("");
}
