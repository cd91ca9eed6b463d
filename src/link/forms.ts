import type { AnalysedSentence } from "../analysis.js";
import type { Fields } from "../types.js";
import { HEADS, LATENT, LOOSE, type Mark, markOf, ROLES, type Role, Roles, roleOf } from "./roles.js";

type Lexemes = AnalysedSentence["chart"]["lexemes"];
type LexiconSet = Lexemes["set"];

/** Which of a text's roles hold where it stands: all, those of heads within a longer word, that of a 该 or 此. */
export type Part = 0 | 1 | 2;
export const ALL: Part = 0;
export const HEAD: Part = 1;
export const DEMONSTRATIVE: Part = 2;

/** What the lexicons say of one text. */
export class Entry {
  /** Before what stands beside it was looked at, in the order of the lexicons. */
  private readonly told: readonly (readonly [Role, Fields])[];
  private readonly isCharacter: boolean;
  /** The roles for each part, and for each of the roles that were left out. */
  private readonly settled: (Roles | undefined)[] = new Array(12);
  readonly hasChangeNoun: boolean;
  readonly hasCompared: boolean;

  constructor(told: readonly (readonly [Role, Fields])[], isCharacter: boolean) {
    this.told = told;
    this.isCharacter = isCharacter;
    this.hasChangeNoun = told.some(([role]) => role === "change-noun");
    this.hasCompared = told.some(([role]) => role === "compared");
  }

  /** The roles of a word of this text; empty where it can have none. Equal questions get one object. */
  roles(part: Part, isChangeNoun: boolean, isCompared: boolean): Roles {
    const key = 4 * part + (isChangeNoun ? 1 : 0) + (isCompared ? 2 : 0);
    let roles = this.settled[key];
    if (roles === undefined) {
      roles = this.settle(part, isChangeNoun, isCompared);
      this.settled[key] = roles;
    }
    return roles;
  }

  private settle(part: Part, isChangeNoun: boolean, isCompared: boolean): Roles {
    const may = (role: Role): boolean => {
      if (role === "change-noun" && !isChangeNoun) return false;
      if (role === "compared" && !isCompared) return false;
      return part === ALL || (part === HEAD ? HEADS.has(role) : role === "demonstrative");
    };
    let told = this.told.filter(([role]) => may(role));
    // 户均增收2300元 is no change of anything.
    if (told.some(([role]) => role === "saving" || role === "activity"))
      told = told.filter(([role]) => role !== "change" && role !== "compared");
    // 比 as a lone word compares, whatever words end in it.
    if (this.isCharacter && told.some(([role]) => !LOOSE.has(role))) told = told.filter(([role]) => !LOOSE.has(role));
    return Roles.of(told);
  }
}

/** What a form tells of the sentence that it stands in, as bits. */
export const SIGNS = {
  /** Stands for what other sentences named: 该项目, 他, a lone 大桥. */
  points: 1,
  /** 全市, 我省 */
  whole: 2,
  /** Sets the time or the base of comparison for what follows. */
  holds: 4,
  /** Ends a clause. */
  ends: 8,
  /** Begins a clause within another. */
  opens: 16,
} as const;

const POINTING: readonly Role[] = [
  "anaphor",
  "ordinal-anaphor",
  "thing",
  "common",
  "demonstrative",
  "pronoun",
  "edition",
];
const HOLDING: readonly Role[] = ["base-holds", "same-period", "report-period", "own-report"];

function signOf(role: Role | null): number {
  if (role === null) return 0;
  if (role === "place") return SIGNS.whole;
  if (role === "clause") return SIGNS.ends;
  if (role === "open") return SIGNS.opens;
  return (POINTING.includes(role) ? SIGNS.points : 0) | (HOLDING.includes(role) ? SIGNS.holds : 0);
}

/** The linker's view of a set of lexicons, made once for each set. */
export class FormTable {
  private readonly set: LexiconSet;
  /** By the number of a lexicon: of its role the place in `ROLES`, counted from 1; 0 for none. */
  private readonly roles: Uint8Array;
  /** By the number of a lexicon what its forms tell of their sentence, one bit each. */
  private readonly signs: Uint8Array;
  /** By the number of the first form of a text the place of its entry, counted from 1; -1 for none, 0 where it is not known. */
  private readonly places: Int32Array;
  private readonly entries: Entry[] = [];
  /** By the number of a lexicon. */
  private readonly marks: readonly (Mark | null)[];

  constructor(set: LexiconSet) {
    this.set = set;
    this.roles = Uint8Array.from(set.names, (name) => {
      const role = roleOf(name);
      return role === null ? 0 : ROLES.indexOf(role) + 1;
    });
    this.marks = set.names.map(markOf);
    this.signs = Uint8Array.from(set.names, (name) => signOf(roleOf(name)));
    this.places = new Int32Array(set.forms.length);
  }

  fields(form: number): Fields {
    return this.set.forms.at(form).fields;
  }

  role(form: number): Role | null {
    const place = this.roles[this.set.forms.lexicon[form] as number] as number;
    return place === 0 ? null : (ROLES[place - 1] as Role);
  }

  sign(form: number): number {
    return this.signs[this.set.forms.lexicon[form] as number] as number;
  }

  mark(form: number): Mark | null {
    return this.marks[this.set.forms.lexicon[form] as number] as Mark | null;
  }

  /** What is said of the text whose forms are the entries from `from` to `to` of `packed`; null for nothing. */
  entry(packed: Int32Array, from: number, to: number): Entry | null {
    const place = this.places[packed[from] as number] as number;
    return place > 0 ? (this.entries[place - 1] ?? null) : place < 0 ? null : this.makeEntry(packed, from, to);
  }

  private makeEntry(packed: Int32Array, from: number, to: number): Entry | null {
    const first = packed[from] as number;
    const told = new Map<Role, Fields>();
    for (let i = from; i < to; i += 2) {
      const form = packed[i] as number;
      const role = this.role(form);
      if (isOfWord(role) && !told.has(role)) told.set(role, this.fields(form));
    }
    this.places[first] = -1;
    if (told.size === 0) return null;
    const entry = new Entry([...told], this.set.forms.text(first).length === 1);
    this.places[first] = this.entries.push(entry);
    return entry;
  }
}

/** Whether a role makes a word of a form: units that count and endings of names are parts of others. */
export const isOfWord = (role: Role | null): role is Role => role !== null && !LATENT.has(role);

const tables = new WeakMap<LexiconSet, FormTable>();

export function formTableOf({ set }: Lexemes): FormTable {
  let table = tables.get(set);
  if (table === undefined) {
    table = new FormTable(set);
    tables.set(set, table);
  }
  return table;
}
