import type { LexiconSet } from "../lex/lexicon.js";
import type { Filter } from "../rules/pattern.js";
import {
  type ClassItem,
  type LexiconItem,
  type MentionItem,
  Op,
  type Program,
  type TokenItem,
} from "../rules/program.js";
import { AnswerTable } from "./answers.js";

/** Whether fields pass all filters; an absent field equals nothing. */
export function passesFilters(fields: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean {
  for (const { field, values, negated } of filters) {
    const value = fields[field];
    const equal = value !== undefined && value !== null && values.includes(String(value));
    if (equal === negated) return false;
  }
  return true;
}

/** Numbers an instruction takes on the tape. */
export const STRIDE = 4;
/** An instruction's first number is its operation and, above these bits, the number of its join, plus one. */
export const OPERATION_BITS = 4;
export const OPERATION_MASK = 15;

/**
 * A program made ready to run over sentences of one lexicon set: a stretch of the tape.
 * It also keeps what is learned of it while one layer works on one sentence.
 */
export interface Automaton {
  readonly program: Program;
  /** Where its instructions begin on the tape. */
  readonly base: number;
  /** Where a run begins. */
  readonly start: number;
  /** How many instructions can be reached at one position by more than one way: only there a run remembers. */
  readonly joinCount: number;
  /** The layer's run over a sentence that the two below are of. */
  turn: number;
  /** Steps of runs that found nothing. */
  wasted: number;
  /** The least distance to an accept by instruction and position; null until the program has wasted its share. */
  remaining: Uint16Array | null;
}

/**
 * All automata over one lexicon set, on one tape, and the questions that they ask of characters and forms.
 * What many programs touch in one sentence lies close together: a sentence touches a little of nearly every program.
 *
 * An instruction is four numbers: operation and join, argument, next, other way; ways are places on the tape. The
 * argument of a class or lexicon item is a question's number, of a mention or token item its index in the lists here,
 * of a switch the place of its table on the tape: how many ways, then unit and way of each, by unit.
 */
export class AutomatonStore {
  tape = new Int32Array(1 << 14);
  readonly units = new AnswerTable(1 << 16);
  readonly forms: AnswerTable;
  readonly mentions: MentionItem[] = [];
  readonly tokens: TokenItem[] = [];
  private readonly set: LexiconSet;
  private top = 0;
  private readonly made = new WeakMap<Program, Automaton>();
  private readonly watched = new WeakMap<Program, Automaton>();
  private readonly classes = new Map<string, number>();
  private readonly lexicons = new Map<string, number>();

  constructor(set: LexiconSet) {
    this.set = set;
    this.forms = new AnswerTable(set.forms.length);
  }

  /** The automaton of a program, made at the first call. */
  of(program: Program): Automaton {
    let automaton = this.made.get(program);
    if (automaton === undefined) {
      automaton = this.make(program, false);
      this.made.set(program, automaton);
    }
    return automaton;
  }

  /** The same, but its runs remember every instruction that they came to, in the order of the program. */
  watchedOf(program: Program): Automaton {
    let automaton = this.watched.get(program);
    if (automaton === undefined) {
      automaton = this.make(program, true);
      this.watched.set(program, automaton);
    }
    return automaton;
  }

  private make(program: Program, remembersAll: boolean): Automaton {
    const { op, arg, next, other, switches } = program;
    const base = this.top;
    const place = (pc: number): number => (pc < 0 ? -1 : base + pc * STRIDE);
    const tables = switches.map((table) => [...table].sort(([a], [b]) => a - b));
    const starts: number[] = [];
    let top = base + op.length * STRIDE;
    for (const table of tables) {
      starts.push(top);
      top += 1 + 2 * table.length;
    }
    this.top = top;
    this.reserve(top);
    const { tape } = this;
    tables.forEach((table, index) => {
      let at = starts[index] as number;
      tape[at++] = table.length;
      for (const [unit, way] of table) {
        tape[at++] = unit;
        tape[at++] = place(way);
      }
    });
    const classes = program.classes.map((item) => this.classQuestion(item));
    const lexicons = program.lexicons.map((item) => this.lexiconQuestion(item));
    const argumentOf = (operation: number, argument: number): number => {
      if (operation === Op.Class) return classes[argument] as number;
      if (operation === Op.Lexicon) return lexicons[argument] as number;
      if (operation === Op.Mention) return this.mentions.push(program.mentions[argument] as MentionItem) - 1;
      if (operation === Op.Token) return this.tokens.push(program.tokens[argument] as TokenItem) - 1;
      return operation === Op.Switch ? (starts[argument] as number) : argument;
    };
    const ways = waysInto(program);
    let joinCount = 0;
    for (let pc = 0; pc < op.length; pc++) {
      const operation = op[pc] as number;
      const isJoin = remembersAll || (ways[pc] as number) > 1;
      const at = base + pc * STRIDE;
      tape[at] = operation | (isJoin ? ++joinCount << OPERATION_BITS : 0);
      tape[at + 1] = argumentOf(operation, arg[pc] as number);
      tape[at + 2] = place(next[pc] as number);
      tape[at + 3] = place(other[pc] as number);
    }
    return { program, base, start: place(program.start), joinCount, turn: 0, wasted: 0, remaining: null };
  }

  private reserve(top: number): void {
    if (top <= this.tape.length) return;
    const larger = new Int32Array(Math.max(top, 2 * this.tape.length));
    larger.set(this.tape);
    this.tape = larger;
  }

  /** Classes of the same characters are one question. */
  private classQuestion({ ranges, negated }: ClassItem): number {
    const key = `${negated} ${ranges.join(";")}`;
    let question = this.classes.get(key);
    if (question === undefined) {
      question = this.units.add((unit) => ranges.some(([low, high]) => unit >= low && unit <= high) !== negated);
      this.classes.set(key, question);
    }
    return question;
  }

  private lexiconQuestion({ ids, filters }: LexiconItem): number {
    const key = JSON.stringify([[...ids], filters]);
    let question = this.lexicons.get(key);
    if (question === undefined) {
      question = this.forms.add((form) => {
        const { lexicon, fields } = this.set.forms.at(form);
        return ids.has(lexicon) && passesFilters(fields, filters);
      });
      this.lexicons.set(key, question);
    }
    return question;
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

const stores = new WeakMap<LexiconSet, AutomatonStore>();

/** The store of a lexicon set, made at the first call. */
export function storeOf(set: LexiconSet): AutomatonStore {
  let store = stores.get(set);
  if (store === undefined) {
    store = new AutomatonStore(set);
    stores.set(set, store);
  }
  return store;
}
