import type { FoundForm } from "../lex/lexicon.js";
import type { Filter } from "../rules/pattern.js";
import {
  type ClassItem,
  type LexiconItem,
  type MentionItem,
  Op,
  type Program,
  type TokenItem,
} from "../rules/program.js";
import type { Capture, Mention, Token } from "../types.js";
import type { Chart } from "./chart.js";

/**
 * Runs a program from one position. Depth first, in the order in which the pattern prefers its ways,
 * each pair of instruction and position once: at most (instructions × MAX_MATCH_LENGTH) steps a start.
 * Of all ends the farthest wins; of the ways to one end the first. A program that keeps failing over a
 * sentence is looked through once from the far end, and enters only what can still match: over a whole
 * sentence the cost is at most about (instructions × length), whatever the pattern says.
 */

/** No match is longer than this many UTF-16 units; longer ones are not looked for. */
export const MAX_MATCH_LENGTH = 240;

/** What a lexicon or mention item of the pattern stood on. */
type Edge = FoundForm | Mention;

const isMention = (edge: Edge): edge is Mention => "kind" in edge;

const NOTHING: readonly never[] = [];

export interface RawMatch {
  readonly start: number;
  readonly end: number;
  readonly captures: Readonly<Record<string, readonly Capture[]>>;
}

const NO_CAPTURES: Readonly<Record<string, readonly Capture[]>> = Object.freeze({});

function matchesClass(item: ClassItem, unit: number): boolean {
  for (const [low, high] of item.ranges) if (unit >= low && unit <= high) return !item.negated;
  return item.negated;
}

/** Whether fields pass all filters; an absent field equals nothing. */
export function passesFilters(fields: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean {
  for (const { field, values, negated } of filters) {
    const value = fields[field];
    const equal = value !== undefined && value !== null && values.includes(String(value));
    if (equal === negated) return false;
  }
  return true;
}

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

function skipSpace(text: string, from: number, leftwards: boolean): number {
  let at = from;
  if (leftwards) while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
  else while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** What a program has cost in one sentence so far. */
interface Effort {
  /** Steps of runs that found nothing. */
  wasted: number;
  /** See `distanceToAccept`; null until the program has wasted more than its share. */
  remaining: Uint16Array | null;
}

/** A program may waste this many steps for each position of the sentence before it is looked through. */
const PATIENCE = 40;
const UNREACHABLE = 0xffff;

/** Tokens of a chart by the position they begin at and end at. */
interface TokenIndex {
  readonly at: ReadonlyMap<number, Token>;
  readonly endingAt: ReadonlyMap<number, Token>;
}
const tokenIndexes = new WeakMap<readonly Token[], TokenIndex>();

function tokenAt(chart: Chart, at: number, isLeftwards: boolean): Token | undefined {
  const tokens = chart.tokens();
  let index = tokenIndexes.get(tokens);
  if (index === undefined) {
    index = {
      at: new Map(tokens.map((token) => [token.start, token])),
      endingAt: new Map(tokens.map((token) => [token.end, token])),
    };
    tokenIndexes.set(tokens, index);
  }
  return isLeftwards ? index.endingAt.get(at) : index.at.get(at);
}

const matchesToken = ({ tags, negated }: TokenItem, { tag }: Token): boolean =>
  (tags.includes("*") || tags.includes(tag)) !== negated;

/** The way by which one end was reached. */
interface Ending {
  readonly distance: number;
  readonly path: readonly Edge[];
  readonly marks: readonly number[];
}

const WIDTH = MAX_MATCH_LENGTH + 1;

/**
 * Matches programs against one chart. One matcher serves one layer's run over one sentence: what it learns of
 * a program that fails holds until mentions change.
 *
 * The buffers below are shared by all matchers: a run is over before another begins, and takes copies.
 */
export class Matcher {
  private static visited = new Uint32Array(1 << 16);
  /** The run that last visited (instruction, distance). */
  private static stamp = 0;
  private static readonly path: Edge[] = [];
  private static readonly marks: number[] = [];

  private readonly chart: Chart;
  private readonly text: string;
  private readonly efforts = new Map<Program, Effort>();

  private program!: Program;
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
    this.text = chart.text;
  }

  /**
   * @param fits asked for the far ends found, farthest first, until it says yes
   * @returns the longest match whose far end fits, its span in text order, or null
   */
  run(program: Program, from: number, isLeftwards: boolean, fits?: (end: number) => boolean): RawMatch | null {
    let effort = this.efforts.get(program);
    if (effort === undefined) {
      effort = { wasted: 0, remaining: null };
      this.efforts.set(program, effort);
    }
    const cells = this.text.length + 1;
    const { remaining } = effort;
    if (remaining !== null && (remaining[program.start * cells + from] as number) > MAX_MATCH_LENGTH) return null;
    if (Matcher.visited.length < program.op.length * WIDTH)
      Matcher.visited = new Uint32Array(program.op.length * WIDTH * 2);
    if (Matcher.stamp >= 0xfffffff0) {
      Matcher.visited.fill(0);
      Matcher.stamp = 0;
    }
    Matcher.stamp++;
    this.program = program;
    this.from = from;
    this.isLeftwards = isLeftwards;
    this.keepsAll = fits !== undefined;
    this.remaining = remaining;
    this.steps = 0;
    this.pathTop = 0;
    this.marksTop = 0;
    this.best = null;
    if (this.keepsAll) this.endings = [];
    this.visit(program.start, from);
    let chosen: Ending | null = this.best;
    if (fits !== undefined) {
      // Conditions are asked now, since they run programs of their own.
      const { endings } = this;
      if (endings.length > 1) endings.sort((a, b) => b.distance - a.distance);
      chosen = endings.find(({ distance }) => fits(isLeftwards ? from - distance : from + distance)) ?? null;
    }
    if (chosen === null) {
      effort.wasted += this.steps;
      if (remaining === null && effort.wasted > PATIENCE * cells + 4 * program.op.length)
        effort.remaining = this.distanceToAccept(program, isLeftwards);
      return null;
    }
    const { distance, path, marks } = chosen;
    return {
      start: isLeftwards ? from - distance : from,
      end: isLeftwards ? from : from + distance,
      captures: this.readCaptures(program, marks, path, isLeftwards),
    };
  }

  /**
   * How far the program gets from a position, whether it matches or not: the farthest position reached,
   * and the instructions that could not go on from there.
   */
  diagnose(program: Program, from: number, isLeftwards: boolean): { reached: number; failed: readonly number[] } {
    this.run(program, from, isLeftwards);
    const { visited, stamp } = Matcher;
    for (let distance = MAX_MATCH_LENGTH; distance >= 0; distance--) {
      const failed: number[] = [];
      for (let pc = 0; pc < program.op.length; pc++)
        if (visited[pc * WIDTH + distance] === stamp && takesText(program.op[pc] as number)) failed.push(pc);
      if (failed.length > 0) return { reached: isLeftwards ? from - distance : from + distance, failed };
    }
    return { reached: from, failed: [] };
  }

  private visit(entry: number, entryAt: number): void {
    const { program, text, from, isLeftwards, remaining } = this;
    const { visited, stamp, marks } = Matcher;
    const { op, arg, next, other } = program;
    const cells = text.length + 1;
    const { pathTop, marksTop } = this;
    let pc = entry;
    let at = entryAt;
    for (;;) {
      const distance = at > from ? at - from : from - at;
      if (distance > MAX_MATCH_LENGTH) break;
      const cell = pc * WIDTH + distance;
      if (visited[cell] === stamp) break;
      visited[cell] = stamp;
      if (remaining !== null && distance + (remaining[pc * cells + at] as number) > MAX_MATCH_LENGTH) break;
      this.steps++;
      const argument = arg[pc] as number;
      const operation = op[pc] as number;
      if (operation === Op.Char) {
        const index = isLeftwards ? at - 1 : at;
        if (index < 0 || index >= text.length || text.charCodeAt(index) !== argument) break;
        at = isLeftwards ? at - 1 : at + 1;
        pc = next[pc] as number;
      } else if (operation === Op.Switch) {
        const index = isLeftwards ? at - 1 : at;
        const table = program.switches[argument] as ReadonlyMap<number, number>;
        const way = index < 0 || index >= text.length ? undefined : table.get(text.charCodeAt(index));
        pc = way ?? (next[pc] as number);
        if (pc < 0) break;
      } else if (operation === Op.Split) {
        this.visit(next[pc] as number, at);
        pc = other[pc] as number;
      } else if (operation === Op.Open || operation === Op.Close) {
        const top = this.marksTop;
        marks[top] = argument;
        marks[top + 1] = operation;
        marks[top + 2] = at;
        marks[top + 3] = this.pathTop;
        this.marksTop = top + 4;
        pc = next[pc] as number;
      } else if (operation === Op.Accept) {
        if (this.keepsAll) this.endings.push(this.takeEnding(distance));
        else if (this.best === null || distance > this.best.distance) this.best = this.takeEnding(distance);
        break;
      } else if (operation === Op.Class) {
        const index = isLeftwards ? at - 1 : at;
        const item = program.classes[argument] as ClassItem;
        if (index < 0 || index >= text.length || !matchesClass(item, text.charCodeAt(index))) break;
        at = isLeftwards ? at - 1 : at + 1;
        pc = next[pc] as number;
      } else if (operation === Op.Space) {
        at = skipSpace(text, at, isLeftwards);
        pc = next[pc] as number;
      } else if (operation === Op.Start) {
        if (at !== 0) break;
        pc = next[pc] as number;
      } else if (operation === Op.End) {
        if (at !== text.length) break;
        pc = next[pc] as number;
      } else {
        this.visitEdges(operation, argument, at, next[pc] as number);
        break;
      }
    }
    this.pathTop = pathTop;
    this.marksTop = marksTop;
  }

  private takeEnding(distance: number): Ending {
    return {
      distance,
      path: this.pathTop === 0 ? NOTHING : Matcher.path.slice(0, this.pathTop),
      marks: this.marksTop === 0 ? NOTHING : Matcher.marks.slice(0, this.marksTop),
    };
  }

  /** Goes on from `at` by each lexeme, mention or token that the item names. */
  private visitEdges(operation: number, argument: number, at: number, following: number): void {
    const { program, isLeftwards } = this;
    if (operation === Op.Lexicon) {
      const forms = isLeftwards ? this.chart.formsEndingAt(at) : this.chart.formsAt[at];
      if (forms === undefined) return;
      const { ids, filters } = program.lexicons[argument] as LexiconItem;
      for (const form of forms) {
        if (!ids.has(form.lexicon) || (filters.length > 0 && !passesFilters(form.form.fields, filters))) continue;
        Matcher.path[this.pathTop++] = form;
        this.visit(following, isLeftwards ? form.start : form.end);
        this.pathTop--;
      }
    } else if (operation === Op.Mention) {
      const mentions = isLeftwards ? this.chart.mentionsEndingAt[at] : this.chart.mentionsAt[at];
      if (mentions === undefined) return;
      const { kind, filters } = program.mentions[argument] as MentionItem;
      for (const mention of mentions) {
        if (mention.kind !== kind || (filters.length > 0 && !passesFilters(mention.fields, filters))) continue;
        Matcher.path[this.pathTop++] = mention;
        this.visit(following, isLeftwards ? mention.start : mention.end);
        this.pathTop--;
      }
    } else {
      const token = tokenAt(this.chart, at, isLeftwards);
      if (token !== undefined && matchesToken(program.tokens[argument] as TokenItem, token))
        this.visit(following, isLeftwards ? token.start : token.end);
    }
  }

  /** The least distance that an item of `program` reaches from `at`, with what it takes to an accept from there. */
  private nearestBeyond(
    program: Program,
    pc: number,
    at: number,
    isLeftwards: boolean,
    beyond: (to: number) => number,
  ): number {
    const argument = program.arg[pc] as number;
    let nearest: number = UNREACHABLE;
    const take = (start: number, end: number): void => {
      nearest = Math.min(nearest, beyond(isLeftwards ? start : end));
    };
    if (program.op[pc] === Op.Lexicon) {
      const { ids, filters } = program.lexicons[argument] as LexiconItem;
      for (const { start, end, lexicon, form } of (isLeftwards
        ? this.chart.formsEndingAt(at)
        : this.chart.formsAt[at]) ?? [])
        if (ids.has(lexicon) && passesFilters(form.fields, filters)) take(start, end);
    } else if (program.op[pc] === Op.Mention) {
      const { kind, filters } = program.mentions[argument] as MentionItem;
      for (const mention of (isLeftwards ? this.chart.mentionsEndingAt : this.chart.mentionsAt)[at] ?? [])
        if (mention.kind === kind && passesFilters(mention.fields, filters)) take(mention.start, mention.end);
    } else {
      const token = tokenAt(this.chart, at, isLeftwards);
      if (token !== undefined && matchesToken(program.tokens[argument] as TokenItem, token))
        take(token.start, token.end);
    }
    return nearest;
  }

  /**
   * For each (instruction, position) the shortest way to an accept, in UTF-16 units: one sweep over the
   * sentence from its far end. With it a run enters only cells from which a match can still be had, so that
   * starts which fail cost nothing, and one that succeeds no more than its match is long.
   */
  private distanceToAccept(program: Program, isLeftwards: boolean): Uint16Array {
    const { text } = this;
    const { op, arg, next, other } = program;
    const cells = text.length + 1;
    const distances = new Uint16Array(op.length * cells).fill(UNREACHABLE);
    const read = (pc: number, at: number): number => distances[pc * cells + at] as number;
    const onwards = (pc: number, from: number, to: number): number =>
      Math.min(UNREACHABLE, read(pc, to) + Math.abs(to - from));
    for (let i = 0; i < cells; i++) {
      const at = isLeftwards ? i : text.length - i;
      // Steps that take no text run within one position: repeat until nothing shortens.
      for (let isShorter = true; isShorter; ) {
        isShorter = false;
        for (let pc = 0; pc < op.length; pc++) {
          const operation = op[pc] as number;
          const following = next[pc] as number;
          const index = isLeftwards ? at - 1 : at;
          const beyond = isLeftwards ? at - 1 : at + 1;
          const isInside = index >= 0 && index < text.length;
          let distance: number = UNREACHABLE;
          if (operation === Op.Accept) distance = 0;
          else if (operation === Op.Char) {
            if (isInside && text.charCodeAt(index) === arg[pc]) distance = onwards(following, at, beyond);
          } else if (operation === Op.Class) {
            const item = program.classes[arg[pc] as number] as ClassItem;
            if (isInside && matchesClass(item, text.charCodeAt(index))) distance = onwards(following, at, beyond);
          } else if (operation === Op.Switch) {
            const table = program.switches[arg[pc] as number] as ReadonlyMap<number, number>;
            const way = (isInside ? table.get(text.charCodeAt(index)) : undefined) ?? following;
            if (way >= 0) distance = read(way, at);
          } else if (operation === Op.Split) distance = Math.min(read(following, at), read(other[pc] as number, at));
          else if (operation === Op.Open || operation === Op.Close) distance = read(following, at);
          else if (operation === Op.Space) distance = onwards(following, at, skipSpace(text, at, isLeftwards));
          else if (operation === Op.Start) distance = at === 0 ? read(following, at) : UNREACHABLE;
          else if (operation === Op.End) distance = at === text.length ? read(following, at) : UNREACHABLE;
          else distance = this.nearestBeyond(program, pc, at, isLeftwards, (to) => onwards(following, at, to));
          if (distance < read(pc, at)) {
            distances[pc * cells + at] = distance;
            isShorter = true;
          }
        }
      }
    }
    return distances;
  }

  private readCaptures(
    program: Program,
    marks: readonly number[],
    path: readonly Edge[],
    leftwards: boolean,
  ): Readonly<Record<string, readonly Capture[]>> {
    if (marks.length === 0) return NO_CAPTURES;
    const captures: Record<string, Capture[]> = {};
    const open: { at: number; depth: number }[][] = [];
    for (let i = 0; i < marks.length; i += 4) {
      const [name, operation, at, depth] = [marks[i] ?? 0, marks[i + 1], marks[i + 2] ?? 0, marks[i + 3] ?? 0];
      if (operation === Op.Open) {
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
      const edges = path.slice(opened.depth, depth);
      const only = edges.length === 1 ? edges[0] : undefined;
      const whole = only !== undefined && only.start === start && only.end === end ? only : null;
      const capture: Capture = {
        start,
        end,
        text: this.text.slice(start, end),
        lexeme:
          whole === null || isMention(whole)
            ? null
            : {
                start,
                end,
                lexicon: this.chart.lexicons[whole.lexicon] ?? "",
                form: whole.form.form,
                fields: whole.form.fields,
              },
        mention: whole !== null && isMention(whole) ? whole : null,
      };
      const list = captures[label];
      if (list === undefined) captures[label] = [capture];
      else list.push(capture);
    }
    if (leftwards) for (const list of Object.values(captures)) list.reverse();
    return captures;
  }
}
