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

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly form: FoundForm | null;
  readonly mention: Mention | null;
}

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
function indexTokens(tokens: readonly Token[]): TokenIndex {
  let index = tokenIndexes.get(tokens);
  if (index === undefined) {
    index = {
      at: new Map(tokens.map((token) => [token.start, token])),
      endingAt: new Map(tokens.map((token) => [token.end, token])),
    };
    tokenIndexes.set(tokens, index);
  }
  return index;
}

/** Forms and mentions by the position they end at, for programs that run leftwards. */
class Backward {
  private readonly forms: (FoundForm & { start: number })[][] = [];
  private readonly mentions: Mention[][] = [];
  constructor(chart: Chart) {
    chart.formsAt.forEach((here, start) => {
      for (const form of here ?? []) {
        let list = this.forms[form.end];
        if (list === undefined) {
          list = [];
          this.forms[form.end] = list;
        }
        list.push({ ...form, start });
      }
    });
    chart.mentionsAt.forEach((here) => {
      for (const mention of here ?? []) {
        let list = this.mentions[mention.end];
        if (list === undefined) {
          list = [];
          this.mentions[mention.end] = list;
        }
        list.push(mention);
      }
    });
  }
  formsEndingAt(end: number): readonly (FoundForm & { start: number })[] {
    return this.forms[end] ?? [];
  }
  mentionsEndingAt(end: number): readonly Mention[] {
    return this.mentions[end] ?? [];
  }
}

/**
 * Matches programs against one chart. One matcher serves one layer's run over one sentence:
 * it may keep an index of what ends where, which mentions made meanwhile would outdate.
 */
export class Matcher {
  private readonly chart: Chart;
  private backward: Backward | null = null;
  /** Stamp of the run that last visited (instruction, distance). */
  private static visited = new Uint32Array(1 << 16);
  private static stamp = 0;

  private readonly efforts = new Map<Program, Effort>();

  constructor(chart: Chart) {
    this.chart = chart;
  }

  /**
   * @param fits asked for the far ends found, farthest first, until it says yes
   * @returns the longest match whose far end fits, its span in text order, or null
   */
  run(program: Program, from: number, leftwards: boolean, fits?: (end: number) => boolean): RawMatch | null {
    const { chart } = this;
    const { text } = chart;
    const { op, arg, next, other } = program;
    const width = MAX_MATCH_LENGTH + 1;
    const effort = this.effortOf(program);
    const { remaining } = effort;
    const cells = text.length + 1;
    if (remaining !== null && (remaining[program.start * cells + from] as number) > MAX_MATCH_LENGTH) return null;
    if (Matcher.visited.length < op.length * width) Matcher.visited = new Uint32Array(op.length * width * 2);
    if (Matcher.stamp >= 0xfffffff0) {
      Matcher.visited.fill(0);
      Matcher.stamp = 0;
    }
    const visited = Matcher.visited;
    const stamp = ++Matcher.stamp;
    const path: Edge[] = [];
    const marks: number[] = [];
    let steps = 0;
    let best = -1;
    let bestPath: Edge[] = [];
    let bestMarks: number[] = [];
    // Conditions are asked after the run, since they run programs of their own.
    const ends: { distance: number; path: Edge[]; marks: number[] }[] = [];
    let backward: Backward | null = null;
    if (leftwards) {
      this.backward ??= new Backward(chart);
      backward = this.backward;
    }

    const visit = (entry: number, entryAt: number): void => {
      let pc = entry;
      let at = entryAt;
      const pathLength = path.length;
      const marksLength = marks.length;
      for (;;) {
        const distance = at > from ? at - from : from - at;
        if (distance > MAX_MATCH_LENGTH) break;
        const cell = pc * width + distance;
        if (visited[cell] === stamp) break;
        visited[cell] = stamp;
        if (remaining !== null && distance + (remaining[pc * cells + at] as number) > MAX_MATCH_LENGTH) break;
        steps++;
        const argument = arg[pc] as number;
        const operation = op[pc] as number;
        if (operation === Op.Char) {
          const index = leftwards ? at - 1 : at;
          if (index < 0 || index >= text.length || text.charCodeAt(index) !== argument) break;
          at = leftwards ? at - 1 : at + 1;
          pc = next[pc] as number;
        } else if (operation === Op.Split) {
          visit(next[pc] as number, at);
          pc = other[pc] as number;
        } else if (operation === Op.Open || operation === Op.Close) {
          marks.push(argument, operation, at, path.length);
          pc = next[pc] as number;
        } else if (operation === Op.Accept) {
          if (fits !== undefined) ends.push({ distance, path: path.slice(), marks: marks.slice() });
          else if (distance > best) {
            best = distance;
            bestPath = path.slice();
            bestMarks = marks.slice();
          }
          break;
        } else if (operation === Op.Class) {
          const index = leftwards ? at - 1 : at;
          const item = program.classes[argument] as ClassItem;
          if (index < 0 || index >= text.length || !matchesClass(item, text.charCodeAt(index))) break;
          at = leftwards ? at - 1 : at + 1;
          pc = next[pc] as number;
        } else if (operation === Op.Space) {
          at = skipSpace(text, at, leftwards);
          pc = next[pc] as number;
        } else if (operation === Op.Start) {
          if (at !== 0) break;
          pc = next[pc] as number;
        } else if (operation === Op.End) {
          if (at !== text.length) break;
          pc = next[pc] as number;
        } else {
          const following = next[pc] as number;
          this.eachEdge(program, operation, argument, at, backward, (to, form, mention) => {
            if (operation === Op.Token) {
              visit(following, to);
              return;
            }
            path.push({ from: at < to ? at : to, to: at < to ? to : at, form, mention });
            visit(following, to);
            path.length--;
          });
          break;
        }
      }
      path.length = pathLength;
      marks.length = marksLength;
    };
    visit(program.start, from);
    if (fits !== undefined) {
      ends.sort((a, b) => b.distance - a.distance);
      const chosen = ends.find(({ distance }) => fits(leftwards ? from - distance : from + distance));
      if (chosen !== undefined) {
        best = chosen.distance;
        bestPath = chosen.path;
        bestMarks = chosen.marks;
      }
    }
    if (best < 0) {
      effort.wasted += steps;
      if (remaining === null && effort.wasted > PATIENCE * cells + 4 * op.length)
        effort.remaining = this.distanceToAccept(program, backward);
      return null;
    }
    const start = leftwards ? from - best : from;
    const end = leftwards ? from : from + best;
    return { start, end, captures: this.readCaptures(program, bestMarks, bestPath, leftwards) };
  }

  private effortOf(program: Program): Effort {
    let effort = this.efforts.get(program);
    if (effort === undefined) {
      effort = { wasted: 0, remaining: null };
      this.efforts.set(program, effort);
    }
    return effort;
  }

  /** The ways on from `at` by a lexicon, mention or token item: where each leads, and what stands there. */
  private eachEdge(
    program: Program,
    operation: number,
    argument: number,
    at: number,
    backward: Backward | null,
    take: (to: number, form: FoundForm | null, mention: Mention | null) => void,
  ): void {
    const { chart } = this;
    if (operation === Op.Lexicon) {
      const { ids, filters } = program.lexicons[argument] as LexiconItem;
      if (backward === null) {
        const forms = chart.formsAt[at];
        if (forms !== undefined)
          for (const form of forms)
            if (ids.has(form.lexicon) && passesFilters(form.form.fields, filters)) take(form.end, form, null);
      } else
        for (const form of backward.formsEndingAt(at))
          if (ids.has(form.lexicon) && passesFilters(form.form.fields, filters)) take(form.start, form, null);
    } else if (operation === Op.Mention) {
      const { kind, filters } = program.mentions[argument] as MentionItem;
      const mentions = backward === null ? chart.mentionsAt[at] : backward.mentionsEndingAt(at);
      if (mentions !== undefined)
        for (const mention of mentions)
          if (mention.kind === kind && passesFilters(mention.fields, filters))
            take(backward === null ? mention.end : mention.start, null, mention);
    } else {
      const { tags, negated } = program.tokens[argument] as TokenItem;
      const tokens = indexTokens(chart.tokens());
      const token = backward === null ? tokens.at.get(at) : tokens.endingAt.get(at);
      if (token !== undefined && (tags.includes("*") || tags.includes(token.tag)) !== negated)
        take(backward === null ? token.end : token.start, null, null);
    }
  }

  /**
   * For each (instruction, position) the shortest way to an accept, in UTF-16 units: one sweep over the
   * sentence from its far end. With it a run enters only cells from which a match can still be had, so that
   * starts which fail cost nothing, and one that succeeds no more than its match is long.
   */
  private distanceToAccept(program: Program, backward: Backward | null): Uint16Array {
    const { text } = this.chart;
    const { op, arg, next, other } = program;
    const cells = text.length + 1;
    const leftwards = backward !== null;
    const distances = new Uint16Array(op.length * cells).fill(UNREACHABLE);
    const read = (pc: number, at: number): number => distances[pc * cells + at] as number;
    const onwards = (pc: number, from: number, to: number): number =>
      Math.min(UNREACHABLE, read(pc, to) + Math.abs(to - from));
    for (let i = 0; i < cells; i++) {
      const at = leftwards ? i : text.length - i;
      // Steps that take no text run within one position: repeat until nothing shortens.
      for (let isShorter = true; isShorter; ) {
        isShorter = false;
        for (let pc = 0; pc < op.length; pc++) {
          const operation = op[pc] as number;
          const following = next[pc] as number;
          const index = leftwards ? at - 1 : at;
          const beyond = leftwards ? at - 1 : at + 1;
          const isInside = index >= 0 && index < text.length;
          let distance: number = UNREACHABLE;
          if (operation === Op.Accept) distance = 0;
          else if (operation === Op.Char) {
            if (isInside && text.charCodeAt(index) === arg[pc]) distance = onwards(following, at, beyond);
          } else if (operation === Op.Class) {
            const item = program.classes[arg[pc] as number] as ClassItem;
            if (isInside && matchesClass(item, text.charCodeAt(index))) distance = onwards(following, at, beyond);
          } else if (operation === Op.Split) distance = Math.min(read(following, at), read(other[pc] as number, at));
          else if (operation === Op.Open || operation === Op.Close) distance = read(following, at);
          else if (operation === Op.Space) distance = onwards(following, at, skipSpace(text, at, leftwards));
          else if (operation === Op.Start) distance = at === 0 ? read(following, at) : UNREACHABLE;
          else if (operation === Op.End) distance = at === text.length ? read(following, at) : UNREACHABLE;
          else
            this.eachEdge(program, operation, arg[pc] as number, at, backward, (to) => {
              distance = Math.min(distance, onwards(following, at, to));
            });
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
      const whole = only !== undefined && only.from === start && only.to === end ? only : undefined;
      const capture: Capture = {
        start,
        end,
        text: this.chart.text.slice(start, end),
        lexeme:
          whole?.form == null
            ? null
            : {
                start,
                end,
                lexicon: this.chart.lexicons[whole.form.lexicon] ?? "",
                form: whole.form.form.form,
                fields: whole.form.form.fields,
              },
        mention: whole?.mention ?? null,
      };
      const list = captures[label];
      if (list === undefined) captures[label] = [capture];
      else list.push(capture);
    }
    if (leftwards) for (const list of Object.values(captures)) list.reverse();
    return captures;
  }
}
