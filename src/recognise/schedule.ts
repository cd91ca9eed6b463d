import type { CompiledLayer, CompiledRule, RuleSet, Starter } from "../rules/ruleset.js";
import { type Automaton, automatonOf } from "./automaton.js";
import type { Chart } from "./chart.js";
import { loadUnits } from "./matcher.js";

/**
 * A rule set made ready to run: what each lexeme and character of a sentence sets off, by layer, and whether a rule
 * can match in the sentence at all. One schedule serves all sentences, one after the other.
 */

/** A rule with its automata and what is known of it in the sentence at hand. */
export class RunnableRule {
  readonly rule: CompiledRule;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** The layer's turn that `aliveUntil` is of. */
  turn = 0;
  /** The last position from which all that the rule needs still stands ahead; -1 where there is none. */
  aliveUntil = -1;
  /** The position, by the search's own count, at which it was tried last. */
  triedAt = 0;
  private readonly schedule: Schedule;
  private made: Automaton | null = null;

  constructor(rule: CompiledRule, schedule: Schedule) {
    this.rule = rule;
    this.schedule = schedule;
    this.hasBefore = rule.before !== null || rule.notBefore !== null;
    this.hasAfter = rule.after !== null || rule.notAfter !== null;
  }

  get automaton(): Automaton {
    this.made ??= automatonOf(this.rule.program, this.schedule.rules.lexicons);
    return this.made;
  }
}

/** The rules that something begins, by what follows it; see `Starter`. */
export class RunnableStarter {
  readonly always: readonly RunnableRule[];
  readonly byUnit: ReadonlyMap<number, readonly RunnableRule[]> | null;
  readonly byLexicon: ReadonlyMap<number, readonly RunnableRule[]> | null;
  readonly byMention: ReadonlyMap<string, readonly RunnableRule[]> | null;

  constructor(starter: Starter, pick: (rules: readonly CompiledRule[]) => readonly RunnableRule[]) {
    const mapOf = <K>(map: ReadonlyMap<K, readonly CompiledRule[]>): ReadonlyMap<K, readonly RunnableRule[]> | null =>
      map.size === 0 ? null : new Map([...map].map(([key, rules]) => [key, pick(rules)]));
    this.always = pick(starter.always);
    this.byUnit = mapOf(starter.byUnit);
    this.byLexicon = mapOf(starter.byLexicon);
    this.byMention = mapOf(starter.byMention);
  }
}

/** A layer and what the sentence at hand sets off in it, in text order. */
export class RunnableLayer {
  readonly name: string;
  readonly hasLeftward: boolean;
  readonly byMention: ReadonlyMap<string, RunnableStarter>;
  readonly byToken: readonly RunnableRule[];
  readonly anywhere: readonly RunnableRule[];
  /** How many events there are; the lists below go on beyond with those of earlier sentences. */
  events = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly starters: RunnableStarter[] = [];
  private readonly kinds: readonly string[];

  constructor(layer: CompiledLayer, pick: (rules: readonly CompiledRule[]) => readonly RunnableRule[]) {
    this.name = layer.name;
    this.hasLeftward = layer.hasLeftward;
    this.byMention = new Map([...layer.byMention].map(([kind, starter]) => [kind, new RunnableStarter(starter, pick)]));
    this.byToken = pick(layer.byToken);
    this.anywhere = pick(layer.anywhere);
    this.kinds = [...layer.byMention.keys()];
  }

  /** Whether some rule of the layer can begin in the sentence. */
  mayBegin(chart: Chart): boolean {
    return this.events > 0 || this.byToken.length > 0 || this.anywhere.length > 0 || this.readsMentions(chart);
  }

  /** Whether live mentions can begin a match. */
  readsMentions({ mentionCounts }: Chart): boolean {
    for (const kind of this.kinds) if ((mentionCounts.get(kind) ?? 0) > 0) return true;
    return false;
  }

  add(start: number, end: number, starter: RunnableStarter): void {
    const { events } = this;
    this.starts[events] = start;
    this.ends[events] = end;
    this.starters[events] = starter;
    this.events = events + 1;
  }
}

/** What a lexeme or character sets off. */
interface Dispatch {
  readonly layer: RunnableLayer;
  readonly starter: RunnableStarter;
}

const lastUnit = new Int32Array(65536);
let lastLexicon = new Int32Array(0);
/** Sentences' entries in the two tables are told apart by their height: each begins above the one before. */
let height = 1;

export class Schedule {
  readonly rules: RuleSet;
  readonly layers: readonly RunnableLayer[];
  private readonly runnable = new Map<CompiledRule, RunnableRule>();
  /** The lexicon of each form. */
  readonly lexiconOf: Int32Array;
  private readonly byLexicon: (readonly Dispatch[] | undefined)[];
  /** For each UTF-16 unit the place of its dispatches, plus one. */
  private readonly unitPlace = new Uint16Array(65536);
  private readonly byUnit: (readonly Dispatch[])[] = [];
  private base = 1;

  constructor(rules: RuleSet) {
    this.rules = rules;
    const pick = (list: readonly CompiledRule[]): readonly RunnableRule[] => list.map((rule) => this.runnableOf(rule));
    this.layers = rules.layers.map((layer) => new RunnableLayer(layer, pick));
    const starters = new Map<Starter, RunnableStarter>();
    const dispatches = (list: RuleSet["byLexicon"][number] & object): readonly Dispatch[] =>
      list.map(({ layer, starter }) => {
        let ready = starters.get(starter);
        if (ready === undefined) {
          ready = new RunnableStarter(starter, pick);
          starters.set(starter, ready);
        }
        return { layer: this.layers[layer] as RunnableLayer, starter: ready };
      });
    this.lexiconOf = Int32Array.from(rules.lexicons.forms, ({ lexicon }) => lexicon);
    this.byLexicon = Array.from(rules.byLexicon, (list) => (list === undefined ? undefined : dispatches(list)));
    for (const [unit, list] of rules.byUnit) this.unitPlace[unit] = this.byUnit.push(dispatches(list));
  }

  private runnableOf(rule: CompiledRule): RunnableRule {
    let runnable = this.runnable.get(rule);
    if (runnable === undefined) {
      runnable = new RunnableRule(rule, this);
      this.runnable.set(rule, runnable);
    }
    return runnable;
  }

  /** Takes up a sentence: notes what stands where, and gives each layer its events. */
  begin(chart: Chart): void {
    const units = loadUnits(chart);
    const { length } = chart.text;
    const { packed } = chart.lexemes;
    const { lexiconOf, byLexicon, unitPlace, byUnit } = this;
    if (height > 0x7fffffff - length - 2) {
      lastUnit.fill(0);
      lastLexicon.fill(0);
      height = 1;
    }
    const names = this.rules.lexicons.names.length;
    if (lastLexicon.length < names) lastLexicon = new Int32Array(names);
    for (const layer of this.layers) layer.events = 0;
    for (let at = 0; at < length; at++) {
      const unit = units[at] as number;
      lastUnit[unit] = height + at;
      const to = packed[at + 1] as number;
      for (let i = packed[at] as number; i < to; i += 2) {
        const lexicon = lexiconOf[packed[i] as number] as number;
        lastLexicon[lexicon] = height + at;
        const dispatches = byLexicon[lexicon];
        if (dispatches === undefined) continue;
        const end = packed[i + 1] as number;
        for (let d = 0; d < dispatches.length; d++) {
          const { layer, starter } = dispatches[d] as Dispatch;
          layer.add(at, end, starter);
        }
      }
      const place = unitPlace[unit] as number;
      if (place === 0) continue;
      const dispatches = byUnit[place - 1] as readonly Dispatch[];
      for (let d = 0; d < dispatches.length; d++) {
        const { layer, starter } = dispatches[d] as Dispatch;
        layer.add(at, at + 1, starter);
      }
    }
    this.base = height;
    height += length + 1;
  }

  /** The last position from which all that a match of the rule holds still stands ahead; -1 where there is none. */
  aliveUntil({ needs }: CompiledRule, { mentionCounts }: Chart): number {
    let until = Number.MAX_SAFE_INTEGER;
    for (const { units, lexicons, mentions } of needs) {
      let last = this.base - 1;
      for (const unit of units) last = Math.max(last, lastUnit[unit] as number);
      for (const lexicon of lexicons) last = Math.max(last, lastLexicon[lexicon] as number);
      let isThere = false;
      for (const kind of mentions) isThere ||= (mentionCounts.get(kind) ?? 0) > 0;
      if (!isThere) until = Math.min(until, last - this.base);
      if (until < 0) break;
    }
    return until;
  }
}

const schedules = new WeakMap<RuleSet, Schedule>();

/** The schedule of a rule set, made at the first call. */
export function scheduleOf(rules: RuleSet): Schedule {
  let schedule = schedules.get(rules);
  if (schedule === undefined) {
    schedule = new Schedule(rules);
    schedules.set(rules, schedule);
  }
  return schedule;
}
