import type { Lexemes, LexiconForm, LexiconSet } from "../lex/lexicon.js";
import type { Fields } from "../types.js";
import { HEADS, LOOSE, type Mark, markOf, type Role, Roles, roleOf } from "./roles.js";

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

  get isEmpty(): boolean {
    return this.told.length === 0;
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

const NO_ENTRY = new Entry([], false);

/** The linker's view of a set of lexicons, made once for each set. */
export class FormTable {
  private readonly set: LexiconSet;
  /** By the number of a form in the set. */
  private readonly roleOfForm: readonly (Role | null)[];
  /** By the number of the first form of a text. */
  private readonly entries: (Entry | undefined)[];
  /** By the number of a lexicon. */
  private readonly marks: readonly (Mark | null)[];

  constructor(set: LexiconSet) {
    this.set = set;
    const roles = set.names.map(roleOf);
    this.roleOfForm = set.forms.map(({ lexicon }) => roles[lexicon] ?? null);
    this.entries = new Array(set.forms.length);
    this.marks = set.names.map(markOf);
  }

  form(number: number): LexiconForm {
    return this.set.forms[number] as LexiconForm;
  }

  role(number: number): Role | null {
    return this.roleOfForm[number] ?? null;
  }

  mark(number: number): Mark | null {
    return this.marks[this.form(number).lexicon] ?? null;
  }

  /** What is said of the text whose forms are the entries from `from` to `to` of `packed`. */
  entry(packed: Int32Array, from: number, to: number): Entry {
    const first = packed[from] as number;
    let entry = this.entries[first];
    if (entry === undefined) {
      entry = this.makeEntry(packed, from, to);
      this.entries[first] = entry;
    }
    return entry;
  }

  private makeEntry(packed: Int32Array, from: number, to: number): Entry {
    const told = new Map<Role, Fields>();
    for (let i = from; i < to; i += 2) {
      const number = packed[i] as number;
      const role = this.role(number);
      if (isOfWord(role) && !told.has(role)) told.set(role, this.form(number).fields);
    }
    if (told.size === 0) return NO_ENTRY;
    return new Entry([...told], this.form(packed[from] as number).form.length === 1);
  }
}

/** Whether a role makes a word of a form: units that count and endings of names are parts of others. */
export const isOfWord = (role: Role | null): role is Role => role !== null && role !== "counter" && role !== "analyst";

const tables = new WeakMap<LexiconSet, FormTable>();

export function formTableOf({ set }: Lexemes): FormTable {
  let table = tables.get(set);
  if (table === undefined) {
    table = new FormTable(set);
    tables.set(set, table);
  }
  return table;
}
