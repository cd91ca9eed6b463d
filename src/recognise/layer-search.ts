import type { Filter } from "../rules/pattern.js";
import type { Mention } from "../types.js";
import { passesFilters } from "./automaton.js";
import type { Chart } from "./chart.js";
import { type Captures, loadUnits, Matcher, type RawMatch } from "./matcher.js";
import {
  type Condition,
  ENTRY,
  type RuleList,
  type RunnableLayer,
  type RunnableRule,
  type RunnableStarter,
  type Schedule,
} from "./schedule.js";

/** A match that asks for its place. */
export interface Candidate {
  readonly runnable: RunnableRule;
  readonly match: RawMatch;
}

/** Whether the first is to be had rather than the second, where both begin at one place. */
const isPreferred = (a: Candidate, b: Candidate): boolean =>
  a.match.end !== b.match.end
    ? a.match.end > b.match.end
    : a.runnable.rule.priority !== b.runnable.rule.priority
      ? a.runnable.rule.priority > b.runnable.rule.priority
      : a.runnable.rule.order < b.runnable.rule.order;

/** Puts a candidate among others, which are ordered by preference. */
function insert(candidates: Candidate[], candidate: Candidate): void {
  let place = candidates.push(candidate) - 1;
  for (; place > 0 && isPreferred(candidate, candidates[place - 1] as Candidate); place--)
    candidates[place] = candidates[place - 1] as Candidate;
  candidates[place] = candidate;
}

/** Counts positions searched, so that a rule is run once at each. */
let ticks = 0;

/** No search at a position has this count. */
const NO_TICK = -1;

const NONE: readonly number[] = [];

/**
 * Finds the matches of a layer's rules by where they begin. It enters one layer after the other over one sentence;
 * in each it is asked for positions from left to right.
 */
export class LayerSearch {
  layer!: RunnableLayer;
  private readonly chart: Chart;
  private readonly schedule: Schedule;
  private readonly matcher: Matcher;
  private readonly units: Uint16Array;
  /** The row of each unit in the store's table. */
  private readonly rows: Int32Array;
  private readonly length: number;
  /** Matches of rules that run leftwards, found beforehand from where they end. */
  private leftward: (Candidate[] | undefined)[] | null = null;
  /** Whether live mentions can begin a match. */
  private readsMentions = false;
  private nextEvent = 0;
  private found: Candidate[] | null = null;
  private turn = 0;
  private tick = 0;

  constructor(chart: Chart, schedule: Schedule) {
    this.chart = chart;
    this.schedule = schedule;
    this.matcher = new Matcher(chart);
    const { units, rows } = loadUnits(chart);
    this.units = units;
    this.rows = rows;
    this.length = chart.text.length;
  }

  /** Takes up a layer; the mentions are those of the layers before it. */
  enter(layer: RunnableLayer): void {
    this.layer = layer;
    this.turn = this.matcher.turnOver();
    this.nextEvent = 0;
    this.readsMentions = layer.readsMentions(this.chart);
    this.leftward = layer.hasLeftward ? this.findLeftward() : null;
  }

  /** The first position from `from` on at which a match may begin; beyond the text where there is none. */
  nextStart(from: number): number {
    if (this.layer.isEverywhere) return from;
    const { layer, leftward } = this;
    const { mentionsAt, text } = this.chart;
    let next = this.nextEvent;
    while (next < layer.events && (layer.starts[next] as number) < from) next++;
    this.nextEvent = next;
    const end = next < layer.events ? (layer.starts[next] as number) : text.length + 1;
    if (this.readsMentions) {
      for (let at = from; at < end; at++)
        if (mentionsAt[at] !== undefined || (leftward !== null && leftward[at] !== undefined)) return at;
    } else if (leftward !== null) for (let at = from; at < end; at++) if (leftward[at] !== undefined) return at;
    return end;
  }

  /** The matches that begin at `at`, one for each rule at most, the preferred first; null where there is none. */
  candidatesAt(at: number): Candidate[] | null {
    const { layer, chart } = this;
    this.found = this.leftward?.[at] ?? null;
    this.tick = ++ticks;
    let next = this.nextEvent;
    while (next < layer.events && (layer.starts[next] as number) < at) next++;
    for (; next < layer.events && layer.starts[next] === at; next++)
      this.tryStarter(layer.starters[next] as RunnableStarter, at, layer.ends[next] as number, null);
    this.nextEvent = next;
    if (this.readsMentions) {
      const mentions = chart.mentionsAt[at];
      if (mentions !== undefined)
        for (const mention of mentions) {
          const starter = layer.byMention.get(mention.kind);
          if (starter !== undefined) this.tryStarter(starter, at, mention.end, mention);
        }
    }
    const { byToken, anywhere } = layer;
    if (byToken.from < byToken.to && chart.tokenOver(at)?.start === at) this.tryRules(byToken, at, null);
    if (anywhere.from < anywhere.to) this.tryRules(anywhere, at, null);
    return this.found;
  }

  private tryStarter(
    { always, byUnit, byLexicon, byMention }: RunnableStarter,
    at: number,
    end: number,
    mention: Mention | null,
  ): void {
    const { chart } = this;
    if (always.from < always.to) this.tryRules(always, at, mention);
    if (byUnit !== null && end < chart.text.length) {
      const rules = byUnit.get(chart.text.charCodeAt(end));
      if (rules !== undefined) this.tryRules(rules, at, mention);
    }
    if (byLexicon !== null) {
      const { packed } = chart.lexemes;
      const to = packed[end + 1] as number;
      for (let i = packed[end] as number; i < to; i += 2) {
        const rules = byLexicon.get(this.schedule.lexiconOf[packed[i] as number] as number);
        if (rules !== undefined) this.tryRules(rules, at, mention);
      }
    }
    if (byMention !== null) {
      const mentions = chart.mentionsAt[end];
      if (mentions !== undefined)
        for (const { kind } of mentions) {
          const rules = byMention.get(kind);
          if (rules !== undefined) this.tryRules(rules, at, mention);
        }
    }
  }

  /** @param mention what a match would begin with, where it is a mention that calls for the rules */
  private tryRules({ from, to }: RuleList, at: number, mention: Mention | null): void {
    const { tick, turn, length, schedule, chart } = this;
    const { lists } = schedule;
    for (let i = from; i < to; i += ENTRY) {
      const number = lists[i] as number;
      if (!schedule.mayTry(number, at, turn, tick, chart)) continue;
      if (mention !== null) {
        const question = lists[i + 1] as number;
        if (question >= 0 && mention.end < length && !this.isUnit(mention.end, question)) continue;
        const filters = lists[i + 2] as number;
        if (filters >= 0 && !passesFilters(mention.fields, schedule.filters[filters] as readonly Filter[])) continue;
      }
      // Two forms at one place may both call for a rule: it runs there once.
      const before = schedule.tried(number, tick);
      if (before >= 0 && at > 0 && !this.isUnit(at - 1, before)) continue;
      const runnable = schedule.runnable[number] as RunnableRule;
      const match = this.run(runnable, at);
      if (match === null) continue;
      if (this.found === null) this.found = [{ runnable, match }];
      else insert(this.found, { runnable, match });
    }
  }

  /** Whether a unit is one that a question of the store asks for. */
  private isUnit(index: number, question: number): boolean {
    return this.schedule.store.units.holds(this.rows[index] as number, this.units[index] as number, question);
  }

  private findLeftward(): (Candidate[] | undefined)[] {
    const { chart, layer } = this;
    const found: (Candidate[] | undefined)[] = new Array(chart.text.length + 1);
    const tried = new Set<number>();
    const width = chart.text.length + 1;
    const tryRules = (numbers: readonly number[], end: number): void => {
      for (const number of numbers) {
        if (!this.schedule.mayTry(number, 0, this.turn, NO_TICK, chart)) continue;
        const key = number * width + end;
        if (tried.has(key)) continue;
        tried.add(key);
        const runnable = this.schedule.runnable[number] as RunnableRule;
        const match = this.run(runnable, end);
        if (match === null) continue;
        const here = found[match.start];
        if (here === undefined) found[match.start] = [{ runnable, match }];
        else insert(here, { runnable, match });
      }
    };
    for (let i = 0; i < layer.events; i++)
      tryRules((layer.starters[i] as RunnableStarter).leftward, layer.ends[i] as number);
    if (this.readsMentions)
      for (const here of chart.mentionsAt)
        if (here !== undefined)
          for (const mention of here) tryRules(layer.byMention.get(mention.kind)?.leftward ?? NONE, mention.end);
    if (layer.tokenLeftward.length > 0) for (const token of chart.tokens()) tryRules(layer.tokenLeftward, token.end);
    if (layer.anywhereLeftward.length > 0) for (let at = 0; at < width; at++) tryRules(layer.anywhereLeftward, at);
    return found;
  }

  private run(runnable: RunnableRule, at: number): RawMatch | null {
    const { before, after, rule } = runnable;
    const { leftwards } = rule;
    const far = leftwards ? before : after;
    const fits = far === null ? null : (end: number): boolean => this.holds(far, end, leftwards);
    const match = this.matcher.match(runnable.automaton, at, leftwards, fits);
    if (match === null || match.end === match.start) return null;
    // Most runs fail: the side where they begin is asked about last.
    const near = leftwards ? after : before;
    return near === null || this.holds(near, at, !leftwards) ? match : null;
  }

  /** Whether a condition holds beside a match that begins or ends at `at`. */
  private holds(condition: Condition, at: number, isLeftwards: boolean): boolean {
    const beside = isLeftwards ? at - 1 : at;
    if (beside >= 0 && beside < this.length && !this.isUnit(beside, condition.question)) return false;
    const { wanted, unwanted } = condition.automata;
    return (
      (wanted === null || this.matcher.fits(wanted, at, isLeftwards)) &&
      (unwanted === null || !this.matcher.fits(unwanted, at, isLeftwards))
    );
  }

  /** The captures of a match, with those that the rule names in `before` and `after`. */
  capturesAround({ runnable: { rule }, match }: Candidate): Captures {
    const before =
      rule.before !== null && rule.before.captures.length > 0 ? this.matcher.run(rule.before, match.start, true) : null;
    const after =
      rule.after !== null && rule.after.captures.length > 0 ? this.matcher.run(rule.after, match.end, false) : null;
    if (before === null && after === null) return match.captures;
    return { ...before?.captures, ...after?.captures, ...match.captures };
  }
}
