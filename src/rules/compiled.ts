import type { LexiconForm } from "../lex/lexicon.js";
import type { Trie } from "../lex/trie.js";
import type { Fields } from "../types.js";
import type { Program } from "./program.js";
import { type CompiledLayer, type CompiledRule, makeDispatch, type RuleSet, type Starter } from "./ruleset.js";

/**
 * The compiled built-in rules as the build keeps them, so that starting up parses and compiles nothing:
 * `json` for what is small, `tables` for the trie, whose typed arrays are views of the file's bytes.
 */
export interface CompiledFile {
  readonly json: string;
  readonly tables: Uint8Array;
}

/** Counts of the numbers in each table of the trie, in the order of the bytes. */
interface TableLengths {
  readonly edges: number;
  readonly childFrom: number;
  readonly target: number;
  readonly outputFrom: number;
  readonly outputs: number;
  readonly label: number;
}

interface StoredProgram extends Omit<Program, "op" | "arg" | "next" | "other" | "lexicons" | "switches"> {
  readonly op: readonly number[];
  readonly arg: readonly number[];
  readonly next: readonly number[];
  readonly other: readonly number[];
  readonly switches: readonly (readonly (readonly [number, number])[])[];
  readonly lexicons: readonly {
    readonly name: string;
    readonly ids: readonly number[];
    readonly filters: Program["lexicons"][number]["filters"];
  }[];
}
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
  /** Lexicon, form, and which of `fields`, one after the other. */
  readonly forms: readonly (number | string)[];
  readonly tables: TableLengths;
  readonly rules: readonly StoredRule[];
  readonly layers: readonly StoredLayer[];
}

/** Writes compiled rules down. */
export function dumpRules(set: RuleSet): CompiledFile {
  const fields: Fields[] = [];
  const numberOf = new Map<string, number>();
  const forms = set.lexicons.forms.flatMap(({ lexicon, form, fields: own }) => {
    const key = JSON.stringify(own);
    let number = numberOf.get(key);
    if (number === undefined) {
      number = fields.push(own) - 1;
      numberOf.set(key, number);
    }
    return [lexicon, form, number];
  });
  const { edges, childFrom, target, outputFrom, outputs, label } = set.lexicons.trie;
  const parts = [edges, childFrom, target, outputFrom, outputs, label];
  const tables = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    tables.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  const orders = (rules: readonly CompiledRule[]): number[] => rules.map(({ order }) => order);
  const entries = <K>(map: ReadonlyMap<K, readonly CompiledRule[]>): [K, number[]][] =>
    [...map].map(([key, rules]) => [key, orders(rules)]);
  const starters = <K>(map: ReadonlyMap<K, Starter>): [K, StoredStarter][] =>
    [...map].map(([key, { always, byUnit, byLexicon, byMention }]) => [
      key,
      [orders(always), entries(byUnit), entries(byLexicon), entries(byMention)],
    ]);
  const stored: Stored = {
    lexicons: set.lexicons.names,
    fields,
    forms,
    tables: {
      edges: edges.length,
      childFrom: childFrom.length,
      target: target.length,
      outputFrom: outputFrom.length,
      outputs: outputs.length,
      label: label.length,
    },
    rules: set.layers
      .flatMap(({ rules }) => rules)
      .sort((a, b) => a.order - b.order)
      .map((rule) => ({
        ...rule,
        program: storeProgram(rule.program),
        before: storeProgram(rule.before),
        after: storeProgram(rule.after),
        notBefore: storeProgram(rule.notBefore),
        notAfter: storeProgram(rule.notAfter),
      })),
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
  return { json: JSON.stringify(stored), tables };
}

/** Reads compiled rules back. */
export function restoreRules({ json, tables }: CompiledFile): RuleSet {
  const stored = JSON.parse(json) as Stored;
  const forms: LexiconForm[] = new Array(stored.forms.length / 3);
  for (let i = 0; i < forms.length; i++)
    forms[i] = {
      lexicon: stored.forms[3 * i] as number,
      form: stored.forms[3 * i + 1] as string,
      fields: stored.fields[stored.forms[3 * i + 2] as number] as Fields,
    };
  const rules: CompiledRule[] = stored.rules.map((rule) => ({
    ...rule,
    program: restoreProgram(rule.program as StoredProgram),
    before: rule.before && restoreProgram(rule.before),
    after: rule.after && restoreProgram(rule.after),
    notBefore: rule.notBefore && restoreProgram(rule.notBefore),
    notAfter: rule.notAfter && restoreProgram(rule.notAfter),
  }));
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
    lexicons: { names: stored.lexicons, forms, trie: restoreTrie(stored.tables, tables) },
    layers,
    ruleCount: rules.length,
  };
}

function restoreTrie(lengths: TableLengths, tables: Uint8Array): Trie {
  // Typed arrays want aligned offsets, which a file's buffer need not have.
  const { buffer } = tables.byteOffset % 4 === 0 ? tables : tables.slice();
  let at = tables.byteOffset % 4 === 0 ? tables.byteOffset : 0;
  const int32 = (length: number): Int32Array => {
    const view = new Int32Array(buffer, at, length);
    at += view.byteLength;
    return view;
  };
  const edges = int32(lengths.edges);
  const childFrom = int32(lengths.childFrom);
  const target = int32(lengths.target);
  const outputFrom = int32(lengths.outputFrom);
  const outputs = int32(lengths.outputs);
  const label = new Uint16Array(buffer, at, lengths.label);
  const root = new Int32Array(65536);
  for (let edge = 0; edge < (childFrom[1] ?? 0); edge++) root[label[edge] as number] = target[edge] as number;
  return { root, edges, childFrom, label, target, outputFrom, outputs };
}

function storeProgram<P extends Program | null>(program: P): P extends Program ? StoredProgram : StoredProgram | null {
  type Result = P extends Program ? StoredProgram : StoredProgram | null;
  if (program === null) return null as Result;
  const stored: StoredProgram = {
    ...program,
    op: [...program.op],
    arg: [...program.arg],
    next: [...program.next],
    other: [...program.other],
    switches: program.switches.map((table) => [...table]),
    lexicons: program.lexicons.map(({ name, ids, filters }) => ({ name, ids: [...ids], filters })),
  };
  return stored as Result;
}

function restoreProgram(stored: StoredProgram): Program {
  return {
    ...stored,
    op: Uint8Array.from(stored.op),
    arg: Int32Array.from(stored.arg),
    next: Int32Array.from(stored.next),
    other: Int32Array.from(stored.other),
    switches: stored.switches.map((table) => new Map(table)),
    lexicons: stored.lexicons.map(({ name, ids, filters }) => ({ name, ids: new Set(ids), filters })),
  };
}
