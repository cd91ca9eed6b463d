import { Forms } from "../lex/forms.js";
import type { Trie } from "../lex/trie.js";
import type { Fields } from "../types.js";
import type { ClassItem, Program } from "./program.js";
import { type CompiledLayer, type CompiledRule, makeDispatch, type RuleSet, type Starter } from "./ruleset.js";

/**
 * The compiled built-in rules as the build keeps them, so that starting up parses and compiles nothing:
 * `json`, all of it ASCII, for what is small; `tables` for the words and all long lists of numbers, which typed arrays
 * read where they lie.
 */
export interface CompiledFile {
  readonly json: string;
  readonly tables: Uint8Array;
}

/** Where in the tables of instructions a program stands, and its other parts; classes by their number. */
interface StoredProgram extends Omit<Program, "op" | "arg" | "next" | "other" | "lexicons" | "classes" | "switches"> {
  readonly at: number;
  readonly length: number;
  readonly classes: readonly number[];
  readonly switches: readonly (readonly (readonly [number, number])[])[];
  readonly lexicons: readonly {
    readonly name: string;
    readonly ids: readonly number[];
    readonly filters: Program["lexicons"][number]["filters"];
  }[];
}
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type ProgramKey = "program" | "before" | "after" | "notBefore" | "notAfter";
type StoredRule = Omit<CompiledRule, ProgramKey> & Readonly<Record<ProgramKey, StoredProgram | null>>;
/** Orders of rules: always, by unit, by lexicon, by mention. */
type StoredStarter = readonly [
  readonly number[],
  readonly (readonly [number, readonly number[]])[],
  readonly (readonly [number, readonly number[]])[],
  readonly (readonly [string, readonly number[]])[],
];
interface StoredLayer {
  readonly name: string;
  /** Orders of rules. */
  readonly rules: readonly number[];
  readonly byLexicon: readonly (readonly [number, StoredStarter])[];
  readonly byMention: readonly (readonly [string, StoredStarter])[];
  readonly byUnit: readonly (readonly [number, StoredStarter])[];
  readonly byToken: readonly number[];
  readonly anywhere: readonly number[];
}
interface Stored {
  readonly lexicons: readonly string[];
  readonly fields: readonly Fields[];
  /** The classes of all programs: most are in many. */
  readonly classes: readonly ClassItem[];
  /** How many numbers each table has, in the order of the bytes. */
  readonly lengths: readonly number[];
  readonly rules: readonly StoredRule[];
  readonly layers: readonly StoredLayer[];
}

/** The tables in the order of the bytes: those of large numbers first, so that each is aligned. */
interface Tables extends Omit<Trie, "root"> {
  readonly arg: Int32Array;
  readonly next: Int32Array;
  readonly other: Int32Array;
  /** Those of `FormTables`; the words in UTF-16. */
  readonly from: Int32Array;
  readonly words: Uint16Array;
  readonly lexicon: Uint16Array;
  readonly fieldsOf: Uint16Array;
  readonly op: Uint8Array;
}
const IN_32_BITS = ["edges", "childFrom", "target", "outputFrom", "outputs", "arg", "next", "other", "from"] as const;
const IN_16_BITS = ["label", "words", "lexicon", "fieldsOf"] as const;
const IN_8_BITS = ["op"] as const;

/** Writes compiled rules down. */
export function dumpRules(set: RuleSet): CompiledFile {
  const { forms, names, trie } = set.lexicons;
  const { words, from, lexicon, fieldsOf, fields } = forms.tables;
  const classes = new Numbered<ClassItem>();
  const code = { op: [] as number[], arg: [] as number[], next: [] as number[], other: [] as number[] };
  const store = <P extends Program | null>(program: P) => storeProgram(program, code, classes);
  const orders = (rules: readonly CompiledRule[]): number[] => rules.map(({ order }) => order);
  const entries = <K>(map: ReadonlyMap<K, readonly CompiledRule[]>): [K, number[]][] =>
    [...map].map(([key, rules]) => [key, orders(rules)]);
  const starters = <K>(map: ReadonlyMap<K, Starter>): [K, StoredStarter][] =>
    [...map].map(([key, { always, byUnit, byLexicon, byMention }]) => [
      key,
      [orders(always), entries(byUnit), entries(byLexicon), entries(byMention)],
    ]);
  const rules = set.layers
    .flatMap((layer) => layer.rules)
    .sort((a, b) => a.order - b.order)
    .map((rule) => ({
      ...rule,
      program: store(rule.program),
      before: store(rule.before),
      after: store(rule.after),
      notBefore: store(rule.notBefore),
      notAfter: store(rule.notAfter),
    }));
  const tables: Tables = {
    ...trie,
    arg: Int32Array.from(code.arg),
    next: Int32Array.from(code.next),
    other: Int32Array.from(code.other),
    from,
    words: Uint16Array.from({ length: words.length }, (_, at) => words.charCodeAt(at)),
    lexicon,
    fieldsOf,
    op: Uint8Array.from(code.op),
  };
  const parts = [...IN_32_BITS, ...IN_16_BITS, ...IN_8_BITS].map((name) => tables[name]);
  const stored: Stored = {
    lexicons: names,
    fields,
    classes: classes.list,
    lengths: parts.map(({ length }) => length),
    rules,
    layers: set.layers.map((layer) => ({
      name: layer.name,
      rules: orders(layer.rules),
      byLexicon: starters(layer.byLexicon),
      byMention: starters(layer.byMention),
      byUnit: starters(layer.byUnit),
      byToken: orders(layer.byToken),
      anywhere: orders(layer.anywhere),
    })),
  };
  const json = JSON.stringify(stored).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { json, tables: joinBytes(parts) };
}

/** Reads compiled rules back. */
export function restoreRules({ json, tables: bytes }: CompiledFile): RuleSet {
  const stored = JSON.parse(json) as Stored;
  const tables = readTables(bytes, stored.lengths);
  const { from, lexicon, fieldsOf } = tables;
  const forms = new Forms({ words: textOf(tables.words), from, lexicon, fieldsOf, fields: stored.fields });
  const restore = (program: StoredProgram | null): Program | null =>
    program && restoreProgram(program, tables, stored.classes);
  // Made over in place: copies of so many objects would cost more than the parsing.
  const rules = stored.rules as unknown as Mutable<CompiledRule>[];
  for (const [index, rule] of stored.rules.entries()) {
    const made = rules[index] as Mutable<CompiledRule>;
    made.program = restore(rule.program) as Program;
    made.before = restore(rule.before);
    made.after = restore(rule.after);
    made.notBefore = restore(rule.notBefore);
    made.notAfter = restore(rule.notAfter);
  }
  const byOrder = new Map(rules.map((rule) => [rule.order, rule]));
  const pick = (orders: readonly number[]): CompiledRule[] => orders.map((order) => byOrder.get(order) as CompiledRule);
  const mapOf = <K>(list: readonly (readonly [K, readonly number[]])[]): Map<K, CompiledRule[]> =>
    new Map(list.map(([key, orders]) => [key, pick(orders)]));
  const starters = <K>(list: readonly (readonly [K, StoredStarter])[]): Map<K, Starter> =>
    new Map(
      list.map(([key, [always, byUnit, byLexicon, byMention]]) => [
        key,
        { always: pick(always), byUnit: mapOf(byUnit), byLexicon: mapOf(byLexicon), byMention: mapOf(byMention) },
      ]),
    );
  const layers: CompiledLayer[] = stored.layers.map((layer) => ({
    name: layer.name,
    rules: pick(layer.rules),
    byLexicon: starters(layer.byLexicon),
    byMention: starters(layer.byMention),
    byUnit: starters(layer.byUnit),
    byToken: pick(layer.byToken),
    anywhere: pick(layer.anywhere),
    hasLeftward: pick(layer.rules).some(({ leftwards }) => leftwards),
  }));
  return {
    ...makeDispatch(layers),
    lexicons: { names: stored.lexicons, forms, trie: restoreTrie(tables) },
    layers,
    ruleCount: rules.length,
  };
}

/** Objects that are stored once, however often they come. */
class Numbered<T> {
  readonly list: T[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(item: T): number {
    const key = JSON.stringify(item);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.list.push(item) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}

function joinBytes(parts: readonly (Int32Array | Uint16Array | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

function readTables(bytes: Uint8Array, lengths: readonly number[]): Tables {
  // Typed arrays want aligned offsets, which a file's buffer need not have.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  let at = byteOffset;
  let index = 0;
  const read = <Name extends string, View extends { readonly byteLength: number }>(
    names: readonly Name[],
    view: (at: number, length: number) => View,
  ): Record<Name, View> =>
    Object.fromEntries(
      names.map((name) => {
        const table = view(at, lengths[index++] as number);
        at += table.byteLength;
        return [name, table];
      }),
    ) as Record<Name, View>;
  return {
    ...read(IN_32_BITS, (from, length) => new Int32Array(buffer, from, length)),
    ...read(IN_16_BITS, (from, length) => new Uint16Array(buffer, from, length)),
    ...read(IN_8_BITS, (from, length) => new Uint8Array(buffer, from, length)),
  };
}

function restoreTrie({ edges, childFrom, target, outputFrom, outputs, label }: Tables): Trie {
  const root = new Int32Array(65536);
  for (let edge = 0; edge < (childFrom[1] ?? 0); edge++) root[label[edge] as number] = target[edge] as number;
  return { root, edges, childFrom, label, target, outputFrom, outputs };
}

function storeProgram<P extends Program | null>(
  program: P,
  code: Readonly<Record<"op" | "arg" | "next" | "other", number[]>>,
  classes: Numbered<ClassItem>,
): P extends Program ? StoredProgram : StoredProgram | null {
  type Result = P extends Program ? StoredProgram : StoredProgram | null;
  if (program === null) return null as Result;
  const { op, arg, next, other, ...rest } = program;
  const stored: StoredProgram = {
    ...rest,
    at: code.op.length,
    length: op.length,
    classes: program.classes.map((item) => classes.numberOf(item)),
    switches: program.switches.map((table) => [...table]),
    lexicons: program.lexicons.map(({ name, ids, filters }) => ({ name, ids: [...ids], filters })),
  };
  code.op.push(...op);
  code.arg.push(...arg);
  code.next.push(...next);
  code.other.push(...other);
  return stored as Result;
}

function restoreProgram(stored: StoredProgram, tables: Tables, classes: readonly ClassItem[]): Program {
  const { at, length, start, mentions, tokens, captures } = stored;
  const end = at + length;
  return {
    op: tables.op.subarray(at, end),
    arg: tables.arg.subarray(at, end),
    next: tables.next.subarray(at, end),
    other: tables.other.subarray(at, end),
    start,
    lexicons: stored.lexicons.map(({ name, ids, filters }) => ({ name, ids: new Set(ids), filters })),
    mentions,
    tokens,
    classes: stored.classes.map((number) => classes[number] as ClassItem),
    captures,
    switches: stored.switches.map((table) => new Map(table)),
  };
}

/** The text of UTF-16 units, however many. */
function textOf(units: Uint16Array): string {
  return new TextDecoder("utf-16le").decode(units);
}
