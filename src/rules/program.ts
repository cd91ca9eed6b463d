import type { Filter, PatternNode } from "./pattern.js";

/**
 * A pattern compiled to a small non-deterministic automaton: arrays of instructions.
 * The matcher visits each pair of instruction and position once, so a run costs at most
 * (instructions × positions), whatever the pattern says.
 */
export const Op = {
  Char: 0,
  Class: 1,
  Lexicon: 2,
  Mention: 3,
  Token: 4,
  Space: 5,
  Start: 6,
  End: 7,
  Split: 8,
  Open: 9,
  Close: 10,
  Accept: 11,
  /** A choice by the next character: one step in place of one for each way. */
  Switch: 12,
} as const;

export interface LexiconItem {
  readonly name: string;
  /** Ids of the lexicons that the name stands for: itself and all below it. */
  readonly ids: ReadonlySet<number>;
  readonly filters: readonly Filter[];
}
export interface MentionItem {
  readonly kind: string;
  readonly filters: readonly Filter[];
}
export interface TokenItem {
  readonly tags: readonly string[];
  readonly negated: boolean;
}
export interface ClassItem {
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

export interface Program {
  readonly op: Uint8Array;
  /** Char: the UTF-16 unit; other items: index into their table; Open, Close: index of the capture's name. */
  readonly arg: Int32Array;
  readonly next: Int32Array;
  /** Split: the second way, tried after `next`. */
  readonly other: Int32Array;
  readonly start: number;
  readonly lexicons: readonly LexiconItem[];
  readonly mentions: readonly MentionItem[];
  readonly tokens: readonly TokenItem[];
  readonly classes: readonly ClassItem[];
  readonly captures: readonly string[];
  /** For each switch the way on by UTF-16 unit; `next` of the instruction is the way for all others, -1 for none. */
  readonly switches: readonly ReadonlyMap<number, number>[];
}

/** A choice of fewer ways is left to splits. */
const LEAST_SWITCH = 3;

/** A pattern that compiles to more instructions than this is refused. */
export const MAX_INSTRUCTIONS = 4000;

/** What a match can begin with, so that a rule is tried only where one of them stands. */
export interface Triggers {
  readonly literals: readonly string[];
  readonly classes: readonly ClassItem[];
  /** With the instruction that each stands at. */
  readonly lexicons: readonly (LexiconItem & { readonly pc: number })[];
  readonly mentions: readonly (MentionItem & { readonly pc: number })[];
  readonly tokens: boolean;
  /** It may begin anywhere: with nothing, or with any character. */
  readonly anywhere: boolean;
}

/** A pattern names a lexicon that no file holds. */
export class UnknownLexicon extends Error {
  readonly lexicon: string;
  constructor(lexicon: string) {
    super(`no lexicon is called "${lexicon}"`);
    this.name = "UnknownLexicon";
    this.lexicon = lexicon;
  }
}

/** The ids of the lexicon of this name and of those below it; null where there is none. */
export type LexiconResolver = (name: string) => ReadonlySet<number> | null;

/**
 * @throws Error with a message for the rule's author when a lexicon is unknown or the program too large
 */
export function compileProgram(pattern: PatternNode, resolve: LexiconResolver): Program {
  const op: number[] = [];
  const arg: number[] = [];
  const next: number[] = [];
  const other: number[] = [];
  const lexicons: LexiconItem[] = [];
  const mentions: MentionItem[] = [];
  const tokens: TokenItem[] = [];
  const classes: ClassItem[] = [];
  const captures: string[] = [];
  const switches: Map<number, number>[] = [];

  const emit = (operation: number, argument: number, following: number, second = -1): number => {
    if (op.length >= MAX_INSTRUCTIONS) throw new Error(`the pattern is too large (over ${MAX_INSTRUCTIONS} steps)`);
    op.push(operation);
    arg.push(argument);
    next.push(following);
    other.push(second);
    return op.length - 1;
  };

  /** Compiles so that after `node` comes the instruction `then`; returns the entry. */
  function compile(node: PatternNode, then: number): number {
    switch (node.type) {
      case "literal": {
        let entry = then;
        for (let i = node.text.length - 1; i >= 0; i--) entry = emit(Op.Char, node.text.charCodeAt(i), entry);
        return entry;
      }
      case "class":
        classes.push(node);
        return emit(Op.Class, classes.length - 1, then);
      case "lexicon": {
        const ids = resolve(node.name);
        if (ids === null) throw new UnknownLexicon(node.name);
        lexicons.push({ name: node.name, ids, filters: node.filters });
        return emit(Op.Lexicon, lexicons.length - 1, then);
      }
      case "mention":
        mentions.push({ kind: node.kind, filters: node.filters });
        return emit(Op.Mention, mentions.length - 1, then);
      case "token":
        tokens.push({ tags: node.tags, negated: node.negated });
        return emit(Op.Token, tokens.length - 1, then);
      case "space":
        return emit(Op.Space, 0, then);
      case "start":
        return emit(Op.Start, 0, then);
      case "end":
        return emit(Op.End, 0, then);
      case "sequence": {
        let entry = then;
        for (let i = node.items.length - 1; i >= 0; i--) {
          const item = node.items[i];
          if (item !== undefined) entry = compile(item, entry);
        }
        return entry;
      }
      case "choice":
        return choose(
          node.items.map((item) => compile(item, then)),
          then,
        );
      case "capture": {
        let index = captures.indexOf(node.name);
        if (index < 0) index = captures.push(node.name) - 1;
        const close = emit(Op.Close, index, then);
        return emit(Op.Open, index, compile(node.item, close));
      }
      case "repeat": {
        let entry = then;
        if (Number.isFinite(node.max)) {
          for (let i = node.max; i > node.min; i--) {
            const inner = compile(node.item, entry);
            entry = emit(Op.Split, 0, inner, then);
          }
        } else {
          const split = emit(Op.Split, 0, -1, then);
          next[split] = compile(node.item, split);
          entry = split;
        }
        for (let i = 0; i < node.min; i++) entry = compile(node.item, entry);
        return entry;
      }
      default: {
        const never: never = node;
        return never;
      }
    }
  }

  /** The ways in order, as a chain of splits; -1 where there is none. */
  function chain(ways: readonly number[]): number {
    let entry = -1;
    for (const way of [...ways].reverse()) entry = entry < 0 ? way : emit(Op.Split, 0, way, entry);
    return entry;
  }

  /** A choice among compiled ways; where most are told apart by their first character, by a switch. */
  function choose(ways: readonly number[], then: number): number {
    const first = ways.map((way) => unitsAt({ op, arg, next, other, classes, switches }, way, then));
    if (first.filter((units) => units !== null).length < LEAST_SWITCH) return chain(ways);
    const table = new Map<number, number>();
    const chains = new Map<string, number>();
    const chainOf = (chosen: readonly number[]): number => {
      const key = chosen.join();
      let entry = chains.get(key);
      if (entry === undefined) {
        entry = chain(chosen);
        chains.set(key, entry);
      }
      return entry;
    };
    for (const units of first)
      for (const unit of units ?? [])
        if (!table.has(unit)) table.set(unit, chainOf(ways.filter((_, i) => first[i]?.has(unit) !== false)));
    const otherwise = chainOf(ways.filter((_, i) => first[i] === null));
    return emit(Op.Switch, switches.push(table) - 1, otherwise);
  }

  const accept = emit(Op.Accept, 0, -1);
  const start = compile(pattern, accept);
  return {
    op: Uint8Array.from(op),
    arg: Int32Array.from(arg),
    next: Int32Array.from(next),
    other: Int32Array.from(other),
    start,
    lexicons,
    mentions,
    tokens,
    classes,
    captures,
    switches,
  };
}

/** The literal that every way through the program from `at` spells first, as far as it is certain. */
function literalFrom(program: Program, at: number): string {
  let text = "";
  let pc = at;
  while (program.op[pc] === Op.Char && text.length < 8) {
    text += String.fromCharCode(program.arg[pc] ?? 0);
    pc = program.next[pc] ?? -1;
    while (program.op[pc] === Op.Open || program.op[pc] === Op.Close) pc = program.next[pc] ?? -1;
  }
  return text;
}

/** What can stand at a place where a program goes on. */
export interface Follow {
  readonly units: ReadonlySet<number>;
  readonly lexicons: ReadonlySet<number>;
  readonly mentions: ReadonlySet<string>;
  /** Anything, or nothing more. */
  readonly anything: boolean;
}

/** The UTF-16 units of blanks, which `_` passes over. */
export const BLANKS: readonly number[] = [0x20, 0x09, 0x3000, 0xa0];

/** A class of more characters than this is as good as any character. */
const WIDE_CLASS = 500;

/** What can stand after the first item of a match, where that item is the lexeme or mention at `pc`. */
export function findFollow(program: Program, pc: number): Follow {
  const units = new Set<number>();
  const lexicons = new Set<number>();
  const mentions = new Set<string>();
  let anything = false;
  for (const at of closure(program, program.next[pc] ?? -1)) {
    const argument = program.arg[at] ?? 0;
    switch (program.op[at]) {
      case Op.Char:
        units.add(argument);
        break;
      case Op.Class: {
        const item = program.classes[argument];
        if (item === undefined || isWide(item)) anything = true;
        else for (const [low, high] of item.ranges) for (let unit = low; unit <= high; unit++) units.add(unit);
        break;
      }
      case Op.Lexicon:
        for (const id of program.lexicons[argument]?.ids ?? []) lexicons.add(id);
        break;
      case Op.Mention:
        mentions.add(program.mentions[argument]?.kind ?? "");
        break;
      case Op.Space:
        for (const unit of BLANKS) units.add(unit);
        break;
      case Op.Token:
      case Op.End:
      case Op.Accept:
        anything = true;
        break;
      default:
    }
  }
  return { units, lexicons, mentions, anything };
}

/**
 * The units that a way can begin with; null where it can begin with something else, with too many, or be empty
 * (then it goes on at `then`).
 */
function unitsAt(
  program: {
    readonly op: readonly number[];
    readonly arg: readonly number[];
    readonly next: readonly number[];
    readonly other: readonly number[];
    readonly classes: readonly ClassItem[];
    readonly switches: Program["switches"];
  },
  entry: number,
  then: number,
): Set<number> | null {
  const units = new Set<number>();
  for (const pc of closure(program, entry)) {
    if (pc === then) return null;
    const operation = program.op[pc];
    if (operation === Op.Char) units.add(program.arg[pc] ?? 0);
    else if (operation === Op.Class) {
      const item = program.classes[program.arg[pc] ?? 0];
      if (item === undefined || isWide(item)) return null;
      for (const [low, high] of item.ranges) for (let unit = low; unit <= high; unit++) units.add(unit);
    } else if (operation !== Op.Split && operation !== Op.Open && operation !== Op.Close && operation !== Op.Switch)
      return null;
  }
  return units;
}

/**
 * The instructions that can be reached from `start` without taking any text.
 * @param isInside whether it is asked of a place inside the text, where `^` does not hold
 */
export function closure(
  program: {
    readonly op: ArrayLike<number>;
    readonly arg: ArrayLike<number>;
    readonly next: ArrayLike<number>;
    readonly other: ArrayLike<number>;
    readonly switches: Program["switches"];
  },
  start: number,
  isInside = false,
): number[] {
  const seen = new Set<number>();
  const stack = [start];
  for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
    if (pc < 0 || seen.has(pc)) continue;
    seen.add(pc);
    const operation = program.op[pc];
    if (operation === Op.Split) stack.push(program.next[pc] ?? -1, program.other[pc] ?? -1);
    else if (operation === Op.Switch)
      stack.push(program.next[pc] ?? -1, ...(program.switches[program.arg[pc] ?? 0]?.values() ?? []));
    else if (operation === Op.Open || operation === Op.Close || operation === Op.Space)
      stack.push(program.next[pc] ?? -1);
    else if (operation === Op.Start && !isInside) stack.push(program.next[pc] ?? -1);
  }
  return [...seen];
}

const isWide = (item: ClassItem): boolean =>
  item.negated || item.ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0) > WIDE_CLASS;

/** What a match of the program can begin with. */
export function findTriggers(program: Program): Triggers {
  const literals = new Set<string>();
  const classes: ClassItem[] = [];
  const lexicons: (LexiconItem & { pc: number })[] = [];
  const mentions: (MentionItem & { pc: number })[] = [];
  let hasTokens = false;
  let anywhere = false;
  for (const pc of closure(program, program.start)) {
    const argument = program.arg[pc] ?? 0;
    switch (program.op[pc]) {
      case Op.Char:
        literals.add(literalFrom(program, pc));
        break;
      case Op.Class: {
        const item = program.classes[argument];
        if (item === undefined) break;
        if (isWide(item)) anywhere = true;
        else classes.push(item);
        break;
      }
      case Op.Lexicon: {
        const item = program.lexicons[argument];
        if (item !== undefined) lexicons.push({ ...item, pc });
        break;
      }
      case Op.Mention: {
        const item = program.mentions[argument];
        if (item !== undefined) mentions.push({ ...item, pc });
        break;
      }
      case Op.Token:
        hasTokens = true;
        break;
      case Op.Accept:
        anywhere = true;
        break;
      default:
    }
  }
  return { literals: [...literals], classes, lexicons, mentions, tokens: hasTokens, anywhere };
}

/** An item as patterns write it: a literal with what must follow it, %lexicon, @mention, <tag>, [class]. */
export function describeItem(program: Program, pc: number): string {
  const argument = program.arg[pc] ?? 0;
  const filters = (list: readonly Filter[]): string =>
    list.length === 0
      ? ""
      : `[${list.map(({ field, values, negated }) => `${field}${negated ? "!=" : "="}${values.join("|")}`).join(",")}]`;
  switch (program.op[pc]) {
    case Op.Char:
      return literalFrom(program, pc);
    case Op.Lexicon: {
      const item = program.lexicons[argument];
      return item === undefined ? "%" : `%${item.name}${filters(item.filters)}`;
    }
    case Op.Mention: {
      const item = program.mentions[argument];
      return item === undefined ? "@" : `@${item.kind}${filters(item.filters)}`;
    }
    case Op.Token: {
      const item = program.tokens[argument];
      return item === undefined ? "<>" : `<${item.negated ? "!" : ""}${item.tags.join("|")}>`;
    }
    case Op.Class: {
      const item = program.classes[argument];
      const ranges = (item?.ranges ?? []).map(([low, high]) => {
        const first = String.fromCharCode(low);
        return low === high ? first : `${first}-${String.fromCharCode(high)}`;
      });
      return `[${item?.negated === true ? "^" : ""}${ranges.join("")}]`;
    }
    case Op.Switch: {
      const ways = [...new Set(program.switches[argument]?.values() ?? [])];
      const shown = ways.slice(0, 4).map((way) => describeItem(program, way));
      return [...new Set(shown.filter((text) => text !== ""))].join(" or ") + (ways.length > 4 ? " …" : "");
    }
    case Op.Start:
      return "^";
    case Op.End:
      return "$";
    default:
      return "";
  }
}
