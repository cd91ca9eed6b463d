import { type FoundForm, makeForm } from "../lex/lexicon.js";
import { type MentionItem, Op, type Program, type TokenItem } from "../rules/program.js";
import type { Capture, Mention, Token } from "../types.js";
import {
  type Automaton,
  type AutomatonStore,
  OPERATION_BITS,
  OPERATION_MASK,
  passesFilters,
  STRIDE,
  storeOf,
} from "./automaton.js";
import type { Chart } from "./chart.js";

/**
 * Runs an automaton from one position. Depth first, in the order in which the pattern prefers its ways,
 * each pair of instruction and position once: at most (instructions × MAX_MATCH_LENGTH) steps a start.
 * Of all ends the farthest wins; of the ways to one end the first. A program that keeps failing over a
 * sentence is looked through once from the far end, and enters only what can still match: over a whole
 * sentence the cost is at most about (instructions × length), whatever the pattern says.
 */

/** No match is longer than this many UTF-16 units; longer ones are not looked for. */
export const MAX_MATCH_LENGTH = 240;

/** What a lexicon or mention item of the pattern stood on: a mention, or the place of a packed lexeme and its start. */
type Edge = Mention | { readonly index: number; readonly start: number };

/** What a pattern found. The captures are read when they are first asked for: most matches lose their place. */
export class RawMatch {
  readonly start: number;
  readonly end: number;
  private readonly chart: Chart;
  private readonly program: Program;
  private readonly ending: Ending;
  private readonly isLeftwards: boolean;
  private read: Captures | null = null;

  constructor(chart: Chart, program: Program, from: number, ending: Ending, isLeftwards: boolean) {
    this.start = isLeftwards ? from - ending.distance : from;
    this.end = isLeftwards ? from : from + ending.distance;
    this.chart = chart;
    this.program = program;
    this.ending = ending;
    this.isLeftwards = isLeftwards;
  }

  get captures(): Captures {
    this.read ??= readCaptures(this.chart, this.program, this.ending, this.isLeftwards);
    return this.read;
  }
}

export type Captures = Readonly<Record<string, readonly Capture[]>>;

const NO_CAPTURES: Captures = Object.freeze({});

/** Whether the instruction takes text, so that a match can fail there. */
const takesText = (operation: number): boolean =>
  operation === Op.Char ||
  operation === Op.Switch ||
  operation === Op.Class ||
  operation === Op.Lexicon ||
  operation === Op.Mention ||
  operation === Op.Token ||
  operation === Op.End;

const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x09 || unit === 0x3000 || unit === 0xa0;

function skipSpace(from: number, length: number, leftwards: boolean): number {
  let at = from;
  if (leftwards) while (at > 0 && isSpace(units[at - 1] as number)) at--;
  else while (at < length && isSpace(units[at] as number)) at++;
  return at;
}

/** A program may waste this many steps for each position of the sentence before it is looked through. */
const PATIENCE = 40;
const UNREACHABLE = 0xffff;

/** The token that begins, or leftwards ends, at a position. */
function tokenAt(chart: Chart, at: number, isLeftwards: boolean): Token | undefined {
  const token = chart.tokenOver(isLeftwards ? at - 1 : at);
  return token !== undefined && (isLeftwards ? token.end : token.start) === at ? token : undefined;
}

const matchesToken = ({ tags, negated }: TokenItem, { tag }: Token): boolean =>
  (tags.includes("*") || tags.includes(tag)) !== negated;

/** The way by which one end was reached. */
interface Ending {
  readonly distance: number;
  /** Both are empty where the pattern captures nothing. */
  readonly path: readonly Edge[];
  readonly marks: readonly number[];
}

const NOTHING: readonly never[] = [];
const WIDTH = MAX_MATCH_LENGTH + 1;

// The buffers below are shared by all matchers: a run is over before another begins, and takes copies.
let units = new Uint16Array(1 << 10);
/** The row of each unit in the store's table. */
let rows = new Int32Array(1 << 10);
let loaded: Chart | null = null;
let visited = new Uint32Array(1 << 14);
/** The run that last visited (distance, join). */
let stamp = 0;
/** Counts the turns: one is one layer's run over one sentence. */
let turns = 0;
/** The edges of the way at hand: the mention, or null and where in the packed lexemes and in the text. */
const pathMentions: (Mention | null)[] = [];
const pathIndexes: number[] = [];
const pathStarts: number[] = [];
const marks: number[] = [];

/** A sentence's UTF-16 units and their rows in the table of its lexicons' store; good until another is loaded. */
export function loadUnits(chart: Chart): { readonly units: Uint16Array; readonly rows: Int32Array } {
  if (loaded !== chart) {
    const { text } = chart;
    const table = storeOf(chart.lexemes.set).units;
    if (units.length < text.length) {
      units = new Uint16Array(2 * text.length);
      rows = new Int32Array(2 * text.length);
    }
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      units[at] = unit;
      rows[at] = table.rowOf(unit);
    }
    loaded = chart;
  }
  return { units, rows };
}

/**
 * Matches programs against one chart. What it learns of a program that fails holds until mentions change:
 * then `turnOver` begins anew.
 */
export class Matcher {
  private readonly chart: Chart;
  private readonly store: AutomatonStore;
  private readonly length: number;
  private turn = ++turns;

  private automaton!: Automaton;
  private from = 0;
  private isLeftwards = false;
  private keepsAll = false;
  private remaining: Uint16Array | null = null;
  private steps = 0;
  private pathTop = 0;
  private marksTop = 0;
  private best: Ending | null = null;
  private endings: Ending[] = [];

  constructor(chart: Chart) {
    this.chart = chart;
    this.store = storeOf(chart.lexemes.set);
    this.length = chart.text.length;
  }

  /**
   * Mentions may have changed: forgets what was learned of programs that fail.
   * @returns the number of the turn that begins, which no other has
   */
  turnOver(): number {
    this.turn = ++turns;
    return this.turn;
  }

  /**
   * @param fits asked for the far ends found, farthest first, until it says yes
   * @returns the longest match whose far end fits, its span in text order, or null
   */
  run(program: Program, from: number, isLeftwards: boolean, fits?: (end: number) => boolean): RawMatch | null {
    return this.match(this.store.of(program), from, isLeftwards, fits ?? null);
  }

  /** The same for an automaton. */
  match(
    automaton: Automaton,
    from: number,
    isLeftwards: boolean,
    fits: ((end: number) => boolean) | null,
  ): RawMatch | null {
    if (!this.begin(automaton, from, isLeftwards, fits !== null)) return null;
    this.visit(automaton.start, from);
    let chosen: Ending | null = this.best;
    if (fits !== null && this.endings.length > 0) {
      // Conditions are asked now, since they run programs of their own.
      const { endings } = this;
      this.endings = [];
      if (endings.length > 1) endings.sort((a, b) => b.distance - a.distance);
      chosen = endings.find(({ distance }) => fits(isLeftwards ? from - distance : from + distance)) ?? null;
    }
    if (chosen !== null) return new RawMatch(this.chart, automaton.program, from, chosen, isLeftwards);
    this.waste(automaton, isLeftwards);
    return null;
  }

  /** Whether the automaton matches something from here. */
  fits(automaton: Automaton, from: number, isLeftwards: boolean): boolean {
    if (!this.begin(automaton, from, isLeftwards, false)) return false;
    this.visit(automaton.start, from);
    if (this.best !== null) return true;
    this.waste(automaton, isLeftwards);
    return false;
  }

  /** @returns false where it is known that nothing is to be found from here */
  private begin(automaton: Automaton, from: number, isLeftwards: boolean, keepsAll: boolean): boolean {
    loadUnits(this.chart);
    if (automaton.turn !== this.turn) {
      automaton.turn = this.turn;
      automaton.wasted = 0;
      automaton.remaining = null;
    }
    const { remaining, joinCount } = automaton;
    if (remaining !== null && (remaining[this.cellOf(automaton, automaton.start, from)] as number) > MAX_MATCH_LENGTH)
      return false;
    if (visited.length < joinCount * WIDTH) visited = new Uint32Array(joinCount * WIDTH * 2);
    if (stamp >= 0xfffffff0) {
      visited.fill(0);
      stamp = 0;
    }
    stamp++;
    this.automaton = automaton;
    this.from = from;
    this.isLeftwards = isLeftwards;
    this.keepsAll = keepsAll;
    this.remaining = remaining;
    this.steps = 0;
    this.pathTop = 0;
    this.marksTop = 0;
    this.best = null;
    return true;
  }

  /** The place in `remaining` of an instruction, by its place on the tape, at a position. */
  private cellOf({ base }: Automaton, pc: number, at: number): number {
    return ((pc - base) / STRIDE) * (this.length + 1) + at;
  }

  private waste(automaton: Automaton, isLeftwards: boolean): void {
    automaton.wasted += this.steps;
    if (
      automaton.remaining === null &&
      automaton.wasted > PATIENCE * (this.length + 1) + STRIDE * automaton.program.op.length
    )
      automaton.remaining = this.distanceToAccept(automaton, isLeftwards);
  }

  /**
   * How far the program gets from a position, whether it matches or not: the farthest position reached,
   * and the instructions that could not go on from there.
   */
  diagnose(program: Program, from: number, isLeftwards: boolean): { reached: number; failed: readonly number[] } {
    const automaton = this.store.watchedOf(program);
    if (this.begin(automaton, from, isLeftwards, false)) this.visit(automaton.start, from);
    const size = program.op.length;
    for (let distance = MAX_MATCH_LENGTH; distance >= 0; distance--) {
      const failed: number[] = [];
      for (let pc = 0; pc < size; pc++)
        if (visited[distance * size + pc] === stamp && takesText(program.op[pc] as number)) failed.push(pc);
      if (failed.length > 0) return { reached: isLeftwards ? from - distance : from + distance, failed };
    }
    return { reached: from, failed: [] };
  }

  private visit(entry: number, entryAt: number): void {
    const { automaton, from, isLeftwards, remaining, length, store } = this;
    const { tape } = store;
    const { joinCount } = automaton;
    const { pathTop, marksTop } = this;
    let pc = entry;
    let at = entryAt;
    for (;;) {
      const first = tape[pc] as number;
      const join = first >> OPERATION_BITS;
      if (join > 0) {
        const distance = at > from ? at - from : from - at;
        if (distance > MAX_MATCH_LENGTH) break;
        const cell = distance * joinCount + join - 1;
        if (visited[cell] === stamp) break;
        visited[cell] = stamp;
      }
      if (remaining !== null) {
        const distance = at > from ? at - from : from - at;
        if (distance + (remaining[this.cellOf(automaton, pc, at)] as number) > MAX_MATCH_LENGTH) break;
      }
      this.steps++;
      const operation = first & OPERATION_MASK;
      const argument = tape[pc + 1] as number;
      if (operation === Op.Char) {
        const index = isLeftwards ? at - 1 : at;
        if (index < 0 || index >= length || units[index] !== argument) break;
        at = isLeftwards ? at - 1 : at + 1;
      } else if (operation === Op.Switch) {
        const index = isLeftwards ? at - 1 : at;
        pc = index < 0 || index >= length ? (tape[pc + 2] as number) : wayBy(tape, pc, units[index] as number);
        if (pc < 0) break;
        continue;
      } else if (operation === Op.Split) {
        this.visit(tape[pc + 2] as number, at);
        pc = tape[pc + 3] as number;
        continue;
      } else if (operation === Op.Open || operation === Op.Close) {
        const top = this.marksTop;
        marks[top] = argument;
        marks[top + 1] = operation;
        marks[top + 2] = at;
        marks[top + 3] = this.pathTop;
        this.marksTop = top + 4;
      } else if (operation === Op.Accept) {
        const distance = at > from ? at - from : from - at;
        if (distance > MAX_MATCH_LENGTH) break;
        if (this.keepsAll) this.endings.push(this.takeEnding(distance));
        else if (this.best === null || distance > this.best.distance) this.best = this.takeEnding(distance);
        break;
      } else if (operation === Op.Class) {
        const index = isLeftwards ? at - 1 : at;
        if (index < 0 || index >= length || !store.units.holds(rows[index] as number, units[index] as number, argument))
          break;
        at = isLeftwards ? at - 1 : at + 1;
      } else if (operation === Op.Space) {
        at = skipSpace(at, length, isLeftwards);
      } else if (operation === Op.Start) {
        if (at !== 0) break;
      } else if (operation === Op.End) {
        if (at !== length) break;
      } else {
        if (operation === Op.Lexicon) this.visitLexemes(argument, at, tape[pc + 2] as number);
        else if (operation === Op.Mention) this.visitMentions(argument, at, tape[pc + 2] as number);
        else this.visitToken(argument, at, tape[pc + 2] as number);
        break;
      }
      pc = tape[pc + 2] as number;
    }
    this.pathTop = pathTop;
    this.marksTop = marksTop;
  }

  private takeEnding(distance: number): Ending {
    if (this.marksTop === 0) return { distance, path: NOTHING, marks: NOTHING };
    const path: Edge[] = [];
    for (let i = 0; i < this.pathTop; i++)
      path.push(pathMentions[i] ?? { index: pathIndexes[i] as number, start: pathStarts[i] as number });
    return { distance, path, marks: marks.slice(0, this.marksTop) };
  }

  /** Whether a form is one of those that a question of the store asks for. */
  private isForm(form: number, question: number): boolean {
    const { forms } = this.store;
    return forms.holds(forms.rowOf(form), form, question);
  }

  /** Goes on from `at` by each lexeme that the item names. */
  private visitLexemes(question: number, at: number, following: number): void {
    const { lexemes } = this.chart;
    const { packed } = lexemes;
    if (this.isLeftwards) {
      const endings = lexemes.endings();
      const to = endings[at + 1] as number;
      for (let i = endings[at] as number; i < to; i += 2) {
        const index = endings[i + 1] as number;
        if (this.isForm(packed[index] as number, question))
          this.visitBeyond(null, index, endings[i] as number, following, endings[i] as number);
      }
      return;
    }
    const to = packed[at + 1] as number;
    for (let index = packed[at] as number; index < to; index += 2)
      if (this.isForm(packed[index] as number, question))
        this.visitBeyond(null, index, at, following, packed[index + 1] as number);
  }

  private visitMentions(argument: number, at: number, following: number): void {
    const mentions = this.isLeftwards ? this.chart.mentionsEndingAt[at] : this.chart.mentionsAt[at];
    if (mentions === undefined) return;
    const { kind, filters } = this.store.mentions[argument] as MentionItem;
    for (const mention of mentions) {
      if (mention.kind !== kind || (filters.length > 0 && !passesFilters(mention.fields, filters))) continue;
      this.visitBeyond(mention, 0, mention.start, following, this.isLeftwards ? mention.start : mention.end);
    }
  }

  /** Goes on at `to` beyond an edge of the way. */
  private visitBeyond(mention: Mention | null, index: number, start: number, following: number, to: number): void {
    const top = this.pathTop;
    pathMentions[top] = mention;
    pathIndexes[top] = index;
    pathStarts[top] = start;
    this.pathTop = top + 1;
    this.visit(following, to);
    this.pathTop = top;
  }

  private visitToken(argument: number, at: number, following: number): void {
    const token = tokenAt(this.chart, at, this.isLeftwards);
    if (token !== undefined && matchesToken(this.store.tokens[argument] as TokenItem, token))
      this.visit(following, this.isLeftwards ? token.start : token.end);
  }

  /** The least distance that an item reaches from `at`, with what it takes to an accept from there. */
  private nearestBeyond(
    operation: number,
    argument: number,
    at: number,
    isLeftwards: boolean,
    beyond: (to: number) => number,
  ): number {
    let nearest: number = UNREACHABLE;
    const take = (start: number, end: number): void => {
      nearest = Math.min(nearest, beyond(isLeftwards ? start : end));
    };
    if (operation === Op.Lexicon) {
      const { lexemes } = this.chart;
      const { packed } = lexemes;
      const index = isLeftwards ? lexemes.endings() : packed;
      for (let i = index[at] as number; i < (index[at + 1] as number); i += 2) {
        const entry = isLeftwards ? (index[i + 1] as number) : i;
        if (this.isForm(packed[entry] as number, argument))
          take(isLeftwards ? (index[i] as number) : at, packed[entry + 1] as number);
      }
    } else if (operation === Op.Mention) {
      const { kind, filters } = this.store.mentions[argument] as MentionItem;
      for (const mention of (isLeftwards ? this.chart.mentionsEndingAt : this.chart.mentionsAt)[at] ?? [])
        if (mention.kind === kind && passesFilters(mention.fields, filters)) take(mention.start, mention.end);
    } else {
      const token = tokenAt(this.chart, at, isLeftwards);
      if (token !== undefined && matchesToken(this.store.tokens[argument] as TokenItem, token))
        take(token.start, token.end);
    }
    return nearest;
  }

  /**
   * For each (instruction, position) the shortest way to an accept, in UTF-16 units: one sweep over the
   * sentence from its far end. With it a run enters only cells from which a match can still be had, so that
   * starts which fail cost nothing, and one that succeeds no more than its match is long.
   */
  private distanceToAccept({ program, base }: Automaton, isLeftwards: boolean): Uint16Array {
    const { length } = this;
    const { tape, units: table } = this.store;
    const size = program.op.length;
    const cells = length + 1;
    const distances = new Uint16Array(size * cells).fill(UNREACHABLE);
    const read = (place: number, at: number): number => distances[((place - base) / STRIDE) * cells + at] as number;
    const onwards = (place: number, from: number, to: number): number =>
      Math.min(UNREACHABLE, read(place, to) + Math.abs(to - from));
    for (let i = 0; i < cells; i++) {
      const at = isLeftwards ? i : length - i;
      // Steps that take no text run within one position: repeat until nothing shortens.
      for (let isShorter = true; isShorter; ) {
        isShorter = false;
        for (let place = base; place < base + size * STRIDE; place += STRIDE) {
          const operation = (tape[place] as number) & OPERATION_MASK;
          const argument = tape[place + 1] as number;
          const following = tape[place + 2] as number;
          const index = isLeftwards ? at - 1 : at;
          const beyond = isLeftwards ? at - 1 : at + 1;
          const isInside = index >= 0 && index < length;
          const unit = isInside ? (units[index] as number) : -1;
          let distance: number = UNREACHABLE;
          if (operation === Op.Accept) distance = 0;
          else if (operation === Op.Char) {
            if (unit === argument) distance = onwards(following, at, beyond);
          } else if (operation === Op.Class) {
            if (isInside && table.holds(rows[index] as number, unit, argument))
              distance = onwards(following, at, beyond);
          } else if (operation === Op.Switch) {
            const way = isInside ? wayBy(tape, place, unit) : following;
            if (way >= 0) distance = read(way, at);
          } else if (operation === Op.Split)
            distance = Math.min(read(following, at), read(tape[place + 3] as number, at));
          else if (operation === Op.Open || operation === Op.Close) distance = read(following, at);
          else if (operation === Op.Space) distance = onwards(following, at, skipSpace(at, length, isLeftwards));
          else if (operation === Op.Start) distance = at === 0 ? read(following, at) : UNREACHABLE;
          else if (operation === Op.End) distance = at === length ? read(following, at) : UNREACHABLE;
          else distance = this.nearestBeyond(operation, argument, at, isLeftwards, (to) => onwards(following, at, to));
          if (distance < read(place, at)) {
            distances[((place - base) / STRIDE) * cells + at] = distance;
            isShorter = true;
          }
        }
      }
    }
    return distances;
  }
}

/** The way that a switch at `pc` takes by a unit. */
function wayBy(tape: Int32Array, pc: number, unit: number): number {
  const table = tape[pc + 1] as number;
  let low = 0;
  let high = (tape[table] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = tape[table + 1 + 2 * middle] as number;
    if (here === unit) return tape[table + 2 + 2 * middle] as number;
    if (here < unit) low = middle + 1;
    else high = middle - 1;
  }
  return tape[pc + 2] as number;
}

const isMention = (edge: Edge): edge is Mention => "kind" in edge;

function readCaptures(chart: Chart, program: Program, { marks, path }: Ending, leftwards: boolean): Captures {
  if (marks.length === 0) return NO_CAPTURES;
  const { lexemes, lexicons, text } = chart;
  const captures: Record<string, Capture[]> = {};
  const open: { at: number; depth: number }[][] = [];
  for (let i = 0; i < marks.length; i += 4) {
    const name = marks[i] as number;
    const at = marks[i + 2] as number;
    const depth = marks[i + 3] as number;
    if (marks[i + 1] === Op.Open) {
      const stack = open[name];
      if (stack === undefined) open[name] = [{ at, depth }];
      else stack.push({ at, depth });
      continue;
    }
    const opened = open[name]?.pop();
    const label = program.captures[name];
    if (opened === undefined || label === undefined) continue;
    const start = Math.min(opened.at, at);
    const end = Math.max(opened.at, at);
    let form: FoundForm | null = null;
    let mention: Mention | null = null;
    const only = depth - opened.depth === 1 ? path[opened.depth] : undefined;
    if (only !== undefined && only.start === start) {
      if (isMention(only)) mention = only.end === end ? only : null;
      else {
        const found = makeForm(lexemes.set, start, lexemes.packed, only.index);
        form = found.end === end ? found : null;
      }
    }
    const capture: Capture = {
      start,
      end,
      text: text.slice(start, end),
      lexeme:
        form === null
          ? null
          : { start, end, lexicon: lexicons[form.lexicon] ?? "", form: form.form.form, fields: form.form.fields },
      mention,
    };
    const list = captures[label];
    if (list === undefined) captures[label] = [capture];
    else list.push(capture);
  }
  if (leftwards) for (const list of Object.values(captures)) list.reverse();
  return captures;
}
