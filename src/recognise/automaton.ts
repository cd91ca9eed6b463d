import type { LexiconSet } from "../lex/lexicon.js";
import { type UnitSet, unitSetOf } from "../rules/outlook.js";
import type { Filter } from "../rules/pattern.js";
import { type MentionItem, Op, type Program, type TokenItem } from "../rules/program.js";

/** Whether fields pass all filters; an absent field equals nothing. */
export function passesFilters(fields: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean {
  for (const { field, values, negated } of filters) {
    const value = fields[field];
    const equal = value !== undefined && value !== null && values.includes(String(value));
    if (equal === negated) return false;
  }
  return true;
}

/** Numbers an instruction takes in `code`. */
export const STRIDE = 4;

/** The forms of a lexicon item by their index in the lexicon set: asked once each. */
class FormFilter {
  private readonly ids: Uint8Array;
  private readonly filters: readonly Filter[];
  private readonly known: Uint8Array | null;

  constructor(ids: ReadonlySet<number>, filters: readonly Filter[], set: LexiconSet) {
    this.ids = new Uint8Array(set.names.length);
    for (const id of ids) this.ids[id] = 1;
    this.filters = filters;
    this.known = filters.length > 0 ? new Uint8Array(set.forms.length) : null;
  }

  has(form: number, { forms }: LexiconSet): boolean {
    const { known } = this;
    if (known === null) return this.ids[(forms[form] as LexiconSet["forms"][number]).lexicon] === 1;
    let answer = known[form];
    if (answer === 0) {
      const { lexicon, fields } = forms[form] as LexiconSet["forms"][number];
      answer = this.ids[lexicon] === 1 && passesFilters(fields, this.filters) ? 2 : 1;
      known[form] = answer;
    }
    return answer === 2;
  }
}

/**
 * A program made ready to run over sentences of one lexicon set: instructions side by side, sets as tables.
 * It also keeps what is learned of it while one layer works on one sentence.
 */
export class Automaton {
  readonly program: Program;
  /** Operation, argument, next and other way of each instruction. */
  readonly code: Int32Array;
  readonly start: number;
  /**
   * For each instruction that can be reached at one position by more than one way its number among those, else -1.
   * Only there a run has to remember where it has been.
   */
  readonly joins: Int32Array;
  readonly joinCount: number;
  readonly classes: readonly UnitSet[];
  readonly lexicons: readonly FormFilter[];
  readonly mentions: readonly MentionItem[];
  readonly tokens: readonly TokenItem[];

  /** The layer's run over a sentence that the two below are of. */
  turn = 0;
  /** Steps of runs that found nothing. */
  wasted = 0;
  /** The least distance to an accept by instruction and position; null until the program has wasted its share. */
  remaining: Uint16Array | null = null;

  /** @param remembersAll whether a run remembers all instructions, for `diagnose` */
  constructor(program: Program, set: LexiconSet, remembersAll = false) {
    const { op, arg, next, other } = program;
    this.program = program;
    this.start = program.start;
    this.code = new Int32Array(op.length * STRIDE);
    for (let pc = 0; pc < op.length; pc++) {
      this.code[pc * STRIDE] = op[pc] as number;
      this.code[pc * STRIDE + 1] = arg[pc] as number;
      this.code[pc * STRIDE + 2] = next[pc] as number;
      this.code[pc * STRIDE + 3] = other[pc] as number;
    }
    this.joins = new Int32Array(op.length).fill(-1);
    this.joinCount = 0;
    const ways = waysInto(program);
    for (let pc = 0; pc < op.length; pc++)
      if (remembersAll || (ways[pc] as number) > 1) this.joins[pc] = this.joinCount++;
    this.classes = program.classes.map(unitSetOf);
    this.lexicons = program.lexicons.map(({ ids, filters }) => new FormFilter(ids, filters, set));
    this.mentions = program.mentions;
    this.tokens = program.tokens;
  }
}

/** By how many ways each instruction can be reached at one position, counted up to two. */
function waysInto({ op, arg, next, other, switches, start }: Program): Uint8Array {
  const ways = new Uint8Array(op.length);
  const reach = (pc: number, by: number): void => {
    if (pc >= 0) ways[pc] = Math.min(2, (ways[pc] as number) + by);
  };
  reach(start, 1);
  for (let pc = 0; pc < op.length; pc++) {
    const operation = op[pc];
    if (operation === Op.Split) {
      reach(next[pc] as number, 1);
      reach(other[pc] as number, 1);
    } else if (operation === Op.Switch) {
      reach(next[pc] as number, 1);
      for (const way of new Set(switches[arg[pc] as number]?.values())) reach(way, 1);
    } else if (operation === Op.Lexicon || operation === Op.Mention || operation === Op.Space) {
      // Lexemes of several lengths, begun at several positions, end at one.
      reach(next[pc] as number, 2);
    } else reach(next[pc] as number, 1);
  }
  return ways;
}

const automata = new WeakMap<LexiconSet, WeakMap<Program, Automaton>>();

/** The automaton of a program over a lexicon set, made at the first call. */
export function automatonOf(program: Program, set: LexiconSet): Automaton {
  let known = automata.get(set);
  if (known === undefined) {
    known = new WeakMap();
    automata.set(set, known);
  }
  let automaton = known.get(program);
  if (automaton === undefined) {
    automaton = new Automaton(program, set);
    known.set(program, automaton);
  }
  return automaton;
}
