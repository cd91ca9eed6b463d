import { TishuError } from "../errors.js";
import { buildLexiconSet, type LexiconForm, type LexiconSet, resolveLexicon } from "../lex/lexicon.js";
import type { Fields, FieldValue } from "../types.js";
import { type OnFault, raise, telling } from "./faults.js";
import { suggest } from "./nearest.js";
import { findNeeds, type Need } from "./needs.js";
import { captureNames, foldPattern, PatternError, type PatternNode, parsePattern, reversePattern } from "./pattern.js";
import {
  type ClassItem,
  compileProgram,
  type Follow,
  findFollow,
  findTriggers,
  type Program,
  UnknownLexicon,
} from "./program.js";
import type { Example } from "./schema.js";

/** The pack of built-in files that are always on. */
export const CORE_PACK = "core";
/** The pack of a user's own files. */
export const USER_PACK = "user";

/** A rule file read and validated; what the compiler takes, and what the build caches. */
export interface RuleFile {
  /** Path relative to the rules folder, as messages name it. */
  readonly path: string;
  /** The pack it belongs to. */
  readonly pack: string;
  readonly lexicons: readonly LexiconSource[];
  readonly rules: readonly RuleSource[];
}

export interface LexiconSource {
  readonly name: string;
  readonly note: string | null;
  readonly line: number;
  readonly forms: readonly (readonly [string, Fields])[];
  readonly examples: readonly Example[];
  readonly not: readonly string[];
  readonly date: string | null;
}

export interface RuleSource {
  readonly id: string;
  readonly note: string | null;
  readonly line: number;
  /** Line and column at which the text of the pattern begins. */
  readonly matchLine: number;
  readonly matchColumn: number;
  readonly layer: string;
  readonly match: string;
  readonly leftwards: boolean;
  readonly before: string | null;
  readonly after: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly as: string | null;
  readonly on: string | null;
  readonly span: string | null;
  readonly build: string | null;
  readonly set: Fields;
  readonly priority: number;
  readonly overrides: boolean;
  readonly examples: readonly Example[];
  readonly not: readonly string[];
  readonly date: string | null;
}

export type SetValue = { readonly constant: FieldValue } | { readonly capture: string; readonly field: string | null };

export interface CompiledRule {
  readonly id: string;
  readonly order: number;
  readonly layer: string;
  readonly priority: number;
  readonly leftwards: boolean;
  readonly program: Program;
  /** What every match holds, or has after it. */
  readonly needs: readonly Need[];
  /** What stands before every match. */
  readonly needsBefore: readonly Need[];
  readonly before: Program | null;
  readonly after: Program | null;
  readonly notBefore: Program | null;
  readonly notAfter: Program | null;
  /** The kind of mention it makes; null for a rule that only adds fields to another mention. */
  readonly kind: string | null;
  readonly on: string | null;
  readonly span: string | null;
  readonly build: string | null;
  readonly set: readonly (readonly [string, SetValue])[];
}

/** Rules that one lexeme, mention or character can begin, by what stands after it. */
export interface Starter {
  /** Whatever stands there. */
  readonly always: readonly CompiledRule[];
  readonly byUnit: ReadonlyMap<number, readonly CompiledRule[]>;
  readonly byLexicon: ReadonlyMap<number, readonly CompiledRule[]>;
  readonly byMention: ReadonlyMap<string, readonly CompiledRule[]>;
}

/** The rules of one layer, by what a match of them can begin with. */
export interface CompiledLayer {
  readonly name: string;
  readonly rules: readonly CompiledRule[];
  readonly byLexicon: ReadonlyMap<number, Starter>;
  readonly byMention: ReadonlyMap<string, Starter>;
  readonly byUnit: ReadonlyMap<number, Starter>;
  readonly byToken: readonly CompiledRule[];
  readonly anywhere: readonly CompiledRule[];
  /** Whether some rule runs from its last item leftwards. */
  readonly hasLeftward: boolean;
}

/** The rules of one layer that a lexeme or a character can begin. */
export interface Dispatch {
  /** Index of the layer. */
  readonly layer: number;
  readonly starter: Starter;
}

export interface RuleSet {
  /** By lexicon and by UTF-16 unit, over all layers. */
  readonly byLexicon: readonly (readonly Dispatch[] | undefined)[];
  readonly byUnit: ReadonlyMap<number, readonly Dispatch[]>;
  readonly lexicons: LexiconSet;
  readonly layers: readonly CompiledLayer[];
  readonly ruleCount: number;
}

/** Turns what each layer's rules begin with around: what does each beginning set off? */
export function makeDispatch(layers: readonly CompiledLayer[]): Pick<RuleSet, "byLexicon" | "byUnit"> {
  const byLexicon: Dispatch[][] = [];
  const byUnit = new Map<number, Dispatch[]>();
  layers.forEach((layer, index) => {
    for (const [lexicon, starter] of layer.byLexicon) {
      const known = byLexicon[lexicon];
      if (known === undefined) byLexicon[lexicon] = [{ layer: index, starter }];
      else known.push({ layer: index, starter });
    }
    for (const [unit, starter] of layer.byUnit) {
      const known = byUnit.get(unit);
      if (known === undefined) byUnit.set(unit, [{ layer: index, starter }]);
      else known.push({ layer: index, starter });
    }
  });
  return { byLexicon, byUnit };
}

/** A mention kind of this name takes its text out of the layer's reach and is otherwise dropped. */
export const GUARD_KIND = "guard";

/**
 * Compiles rule files into lexicons and layers.
 * @param layerNames the layers in their order; a rule of another layer runs after them, in order of appearance
 * @param builders names of the builders that rules may use
 * @param fold folds width and script as sentences are folded, so that forms and patterns may be written in either
 * @param onFault is told of a rule that is broken, with file, line and column; it is left out
 * @throws what `onFault` throws
 */
export function compileRules(
  files: readonly RuleFile[],
  layerNames: readonly string[],
  builders: ReadonlySet<string>,
  fold: (text: string) => string = (text) => text,
  onFault: OnFault = raise,
): RuleSet {
  const names: string[] = [];
  const numberOf = (name: string): number => {
    const known = names.indexOf(name);
    return known >= 0 ? known : names.push(name) - 1;
  };
  const forms: LexiconForm[] = [];
  for (const file of files) {
    for (const lexicon of file.lexicons) {
      const number = numberOf(lexicon.name);
      for (const [form, fields] of lexicon.forms) forms.push({ lexicon: number, form: fold(form), fields });
    }
  }
  const resolved = new Map<string, ReadonlySet<number> | null>();
  const known = names.length;
  const lexiconNames = names.slice(0, known);
  const resolve = (name: string): ReadonlySet<number> | null => {
    let ids = resolved.get(name);
    if (ids === undefined) {
      ids = resolveLexicon(lexiconNames, name);
      resolved.set(name, ids);
    }
    return ids;
  };

  const layers = new Map<string, LayerParts>();
  for (const name of layerNames) layers.set(name, new LayerParts(name));
  const seen = new Map<string, string>();
  let order = 0;
  let steps = 0;
  const add = (source: RuleSource, file: RuleFile): void => {
    const earlier = seen.get(source.id);
    if (earlier !== undefined)
      throw new TishuError("rule", `rule "${source.id}" is already defined at ${earlier}`, {
        place: { file: file.path, line: source.line },
        hint: "give it another id, or write override: true to put it in that one's place",
      });
    seen.set(source.id, `${file.path}:${source.line}`);
    const rule = compileRule(source, file.path, order++, resolve, builders, lexiconNames, fold);
    steps += stepsOf(rule);
    let layer = layers.get(rule.layer);
    if (layer === undefined) {
      layer = new LayerParts(rule.layer);
      layers.set(rule.layer, layer);
    }
    layer.add(rule, (literal) => {
      const name = `~${literal}`;
      const index = names.indexOf(name, known);
      if (index >= 0) return index;
      names.push(name);
      forms.push({ lexicon: names.length - 1, form: literal, fields: {} });
      return names.length - 1;
    });
  };
  for (const file of files)
    for (const source of file.rules) {
      telling(onFault, () => add(source, file));
      if (steps > MAX_STEPS)
        throw new TishuError("rule", `the rules are too large together (over ${MAX_STEPS} steps)`, {
          place: { file: file.path, line: source.line },
          hint: "repeat less in { }, or leave rules out",
        });
    }
  const filled = [...layers.values()].filter((layer) => layer.rules.length > 0);
  return {
    ...makeDispatch(filled),
    lexicons: buildLexiconSet(names, forms),
    layers: filled,
    ruleCount: order,
  };
}

/** What all patterns together may compile to; the built-in ones come to some 15,000. */
const MAX_STEPS = 500_000;

function stepsOf({ program, before, after, notBefore, notAfter }: CompiledRule): number {
  const programs = [program, before, after, notBefore, notAfter];
  return programs.reduce((sum, one) => sum + (one?.op.length ?? 0), 0);
}

class StarterParts implements Starter {
  readonly always: CompiledRule[] = [];
  readonly byUnit = new Map<number, CompiledRule[]>();
  readonly byLexicon = new Map<number, CompiledRule[]>();
  readonly byMention = new Map<string, CompiledRule[]>();

  add(rule: CompiledRule, follow: Follow | null): void {
    // Rules that run leftwards are found from their end: what stands after it says nothing.
    if (follow === null || follow.anything || rule.leftwards) {
      if (!this.always.includes(rule)) this.always.push(rule);
      return;
    }
    const put = <K>(map: Map<K, CompiledRule[]>, key: K): void => {
      const list = map.get(key);
      if (list === undefined) map.set(key, [rule]);
      else if (!list.includes(rule)) list.push(rule);
    };
    for (const unit of follow.units) put(this.byUnit, unit);
    for (const lexicon of follow.lexicons) put(this.byLexicon, lexicon);
    for (const kind of follow.mentions) put(this.byMention, kind);
  }
}

class LayerParts implements CompiledLayer {
  readonly rules: CompiledRule[] = [];
  readonly byLexicon = new Map<number, StarterParts>();
  readonly byMention = new Map<string, StarterParts>();
  readonly byUnit = new Map<number, StarterParts>();
  readonly byToken: CompiledRule[] = [];
  readonly anywhere: CompiledRule[] = [];
  hasLeftward = false;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  add(rule: CompiledRule, literalLexicon: (literal: string) => number): void {
    this.rules.push(rule);
    this.hasLeftward ||= rule.leftwards;
    const triggers = findTriggers(rule.program);
    const put = <K>(map: Map<K, StarterParts>, key: K, follow: Follow | null): void => {
      let starter = map.get(key);
      if (starter === undefined) {
        starter = new StarterParts();
        map.set(key, starter);
      }
      starter.add(rule, follow);
    };
    if (triggers.anywhere) {
      this.anywhere.push(rule);
      return;
    }
    for (const literal of triggers.literals) {
      const forward = rule.leftwards ? [...literal].reverse().join("") : literal;
      // A form that touches Latin letters is bounded by them in the lexical pass; a literal is not.
      if (forward.length > 1 && !/[A-Za-z]/.test(forward)) put(this.byLexicon, literalLexicon(forward), null);
      else put(this.byUnit, literal.charCodeAt(0), null);
    }
    for (const item of triggers.classes) for (const unit of unitsOf(item)) put(this.byUnit, unit, null);
    for (const { ids, pc } of triggers.lexicons) {
      const follow = findFollow(rule.program, pc);
      for (const id of ids) put(this.byLexicon, id, follow);
    }
    for (const { kind, pc } of triggers.mentions) put(this.byMention, kind, findFollow(rule.program, pc));
    if (triggers.tokens) this.byToken.push(rule);
  }
}

function unitsOf(item: ClassItem): number[] {
  return item.ranges.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i));
}

function compileRule(
  source: RuleSource,
  file: string,
  order: number,
  resolve: (name: string) => ReadonlySet<number> | null,
  builders: ReadonlySet<string>,
  lexiconNames: readonly string[],
  fold: (text: string) => string,
): CompiledRule {
  const place = { file, line: source.line };
  const parse = (pattern: string, what: string): PatternNode => {
    try {
      return foldPattern(parsePattern(pattern), fold);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const isMatch = what === "match" && !pattern.slice(0, error.index).includes("\n");
      throw new TishuError("rule", `${what} of "${source.id}": ${error.message} in ${pattern}`, {
        place: isMatch ? { file, line: source.matchLine, column: source.matchColumn + error.index } : place,
      });
    }
  };
  const program = (pattern: string, what: string, reversed: boolean): Program => {
    const node = parse(pattern, what);
    try {
      return compileProgram(reversed ? reversePattern(node) : node, resolve);
    } catch (error) {
      if (!(error instanceof UnknownLexicon))
        throw new TishuError("rule", `${what} of "${source.id}": ${(error as Error).message}`, { place });
      throw new TishuError("rule", `${what} of "${source.id}": ${error.message}`, {
        place: what === "match" ? { file, line: source.matchLine } : place,
        hint: suggest(error.lexicon, lexiconNames, "tishu rules list prints the lexicons that there are"),
      });
    }
  };
  const pattern = parse(source.match, "match");
  const names = captureNames(pattern);
  for (const context of [source.before, source.after])
    if (context !== null) for (const name of captureNames(parse(context, "context"))) names.add(name);
  const needCapture = (name: string | null, what: string): void => {
    if (name !== null && !names.has(name))
      throw new TishuError("rule", `${what} of "${source.id}" names the capture "${name}", which match does not have`, {
        place,
        hint: names.size > 0 ? `it has ${[...names].join(", ")}` : `write (${name}: …) in match`,
      });
  };
  needCapture(source.on, "on");
  needCapture(source.span, "span");
  const set = Object.entries(source.set).map(([field, value]): readonly [string, SetValue] => {
    const reference =
      typeof value === "string" ? /^\$([\p{L}][\p{L}\p{N}-]*)(?:\.([\p{L}\p{N}_-]+))?$/u.exec(value) : null;
    if (reference?.[1] === undefined) return [field, { constant: value }];
    needCapture(reference[1], `set.${field}`);
    return [field, { capture: reference[1], field: reference[2] ?? null }];
  });
  if (source.build !== null && !builders.has(source.build))
    throw new TishuError("rule", `"${source.id}" asks for the builder "${source.build}", which does not exist`, {
      place,
      hint: suggest(source.build, builders, `the builders are ${[...builders].sort().join(", ")}`),
    });
  const optional = (pattern: string | null, what: string, reversed: boolean): Program | null =>
    pattern === null ? null : program(pattern, what, reversed);
  return {
    id: source.id,
    order,
    layer: source.layer,
    priority: source.priority,
    leftwards: source.leftwards,
    program: program(source.match, "match", source.leftwards),
    needs: [
      ...findNeeds(pattern, resolve),
      ...(source.after === null ? [] : findNeeds(parse(source.after, "after"), resolve)),
    ],
    needsBefore: source.before === null ? [] : findNeeds(parse(source.before, "before"), resolve),
    before: optional(source.before, "before", true),
    after: optional(source.after, "after", false),
    notBefore: optional(source.notBefore, "not-before", true),
    notAfter: optional(source.notAfter, "not-after", false),
    kind: source.on === null ? (source.as ?? source.layer) : null,
    on: source.on,
    span: source.span,
    build: source.build,
    set,
  };
}
