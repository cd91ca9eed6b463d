import type { FoundForm } from "../lex/lexicon.js";
import type { Filter } from "../rules/pattern.js";
import { type ClassItem, Op, type Program } from "../rules/program.js";
import type { Capture, Mention, Token } from "../types.js";
import type { Chart } from "./chart.js";

/**
 * Runs a program from one position. Depth first, in the order in which the pattern prefers its ways,
 * each pair of instruction and position once: at most (instructions × MAX_MATCH_LENGTH) steps a start.
 * Of all ends the farthest wins; of the ways to one end the first.
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

  constructor(chart: Chart) {
    this.chart = chart;
  }

  /**
   * @param accepts asked for the ends found, farthest first, until it says yes
   * @returns the longest accepted match, its span in text order, or null
   */
  run(
    program: Program,
    from: number,
    leftwards: boolean,
    accepts?: (start: number, end: number) => boolean,
  ): RawMatch | null {
    const { chart } = this;
    const { text } = chart;
    const { op, arg, next, other } = program;
    const width = MAX_MATCH_LENGTH + 1;
    if (Matcher.visited.length < op.length * width) Matcher.visited = new Uint32Array(op.length * width * 2);
    if (Matcher.stamp >= 0xfffffff0) {
      Matcher.visited.fill(0);
      Matcher.stamp = 0;
    }
    const visited = Matcher.visited;
    const stamp = ++Matcher.stamp;
    const path: Edge[] = [];
    const marks: number[] = [];
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
          if (accepts !== undefined) ends.push({ distance, path: path.slice(), marks: marks.slice() });
          else if (distance > best) {
            best = distance;
            bestPath = path.slice();
            bestMarks = marks.slice();
          }
          break;
        } else if (operation === Op.Class) {
          const index = leftwards ? at - 1 : at;
          const item = program.classes[argument];
          if (index < 0 || index >= text.length || item === undefined || !matchesClass(item, text.charCodeAt(index)))
            break;
          at = leftwards ? at - 1 : at + 1;
          pc = next[pc] as number;
        } else if (operation === Op.Space) {
          if (leftwards) while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
          else while (at < text.length && isSpace(text.charCodeAt(at))) at++;
          pc = next[pc] as number;
        } else if (operation === Op.Start) {
          if (at !== 0) break;
          pc = next[pc] as number;
        } else if (operation === Op.End) {
          if (at !== text.length) break;
          pc = next[pc] as number;
        } else {
          const following = next[pc] as number;
          if (operation === Op.Lexicon) {
            const item = program.lexicons[argument];
            if (item === undefined) break;
            if (backward !== null) {
              for (const form of backward.formsEndingAt(at)) {
                if (!item.ids.has(form.lexicon) || !passesFilters(form.form.fields, item.filters)) continue;
                path.push({ from: form.start, to: at, form, mention: null });
                visit(following, form.start);
                path.length--;
              }
            } else {
              for (const form of chart.formsAt[at] ?? []) {
                if (!item.ids.has(form.lexicon) || !passesFilters(form.form.fields, item.filters)) continue;
                path.push({ from: at, to: form.end, form, mention: null });
                visit(following, form.end);
                path.length--;
              }
            }
          } else if (operation === Op.Mention) {
            const item = program.mentions[argument];
            if (item === undefined) break;
            for (const mention of backward !== null ? backward.mentionsEndingAt(at) : (chart.mentionsAt[at] ?? [])) {
              if (mention.kind !== item.kind || !passesFilters(mention.fields, item.filters)) continue;
              path.push({ from: mention.start, to: mention.end, form: null, mention });
              visit(following, leftwards ? mention.start : mention.end);
              path.length--;
            }
          } else if (operation === Op.Token) {
            const item = program.tokens[argument];
            const tokens = indexTokens(chart.tokens());
            const token = leftwards ? tokens.endingAt.get(at) : tokens.at.get(at);
            if (item === undefined || token === undefined) break;
            const tagged = item.tags.some((tag) => (tag === "*" ? true : token.tag === tag));
            if (tagged === item.negated) break;
            visit(following, leftwards ? token.start : token.end);
          }
          break;
        }
      }
      path.length = pathLength;
      marks.length = marksLength;
    };
    visit(program.start, from);
    if (accepts !== undefined) {
      ends.sort((a, b) => b.distance - a.distance);
      const chosen = ends.find(({ distance }) =>
        leftwards ? accepts(from - distance, from) : accepts(from, from + distance),
      );
      if (chosen === undefined) return null;
      best = chosen.distance;
      bestPath = chosen.path;
      bestMarks = chosen.marks;
    }
    if (best < 0) return null;
    const start = leftwards ? from - best : from;
    const end = leftwards ? from : from + best;
    return { start, end, captures: this.readCaptures(program, bestMarks, bestPath, leftwards) };
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
