import type { Need } from "../rules/needs.js";
import { hasUnit, LexiconEdges, type UnitSet, unitsFrom, unitsThatDo } from "../rules/outlook.js";
import type { Filter } from "../rules/pattern.js";
import { findTriggers, type Program } from "../rules/program.js";
import type { CompiledLayer, CompiledRule, RuleSet, Starter } from "../rules/ruleset.js";
import type { Mention } from "../types.js";
import { type Automaton, automatonOf, passesFilters } from "./automaton.js";
import type { Chart } from "./chart.js";
import { loadUnits } from "./matcher.js";

/**
 * A rule set made ready to run: what each lexeme and character of a sentence sets off, by layer, and whether a rule
 * can match in the sentence at all. One schedule serves all sentences, one after the other.
 */

/** A condition beside a match: the programs, and the units that settle it without a run. */
export interface Condition {
  readonly wanted: Automaton | null;
  readonly unwanted: Automaton | null;
  /** The units of which one stands beside; null for any. */
  readonly units: UnitSet | null;
  /** The units of which none stands beside. */
  readonly refused: UnitSet | null;
}

/** How a match begins with a mention of some kind. */
interface Entry {
  /** What the mention's fields must pass; null for nothing. */
  readonly filters: readonly Filter[] | null;
  /** The units of which one follows the mention; null for any. */
  readonly follow: UnitSet | null;
}

/** A rule with its automata and what is known of it in the sentence at hand. */
export class RunnableRule {
  readonly rule: CompiledRule;
  readonly needs: readonly RunnableNeed[];
  readonly needsBefore: readonly RunnableNeed[];
  /** The layer's turn that `aliveUntil` is of. */
  turn = 0;
  /** The last position from which all that the rule needs still stands ahead; -1 where there is none. */
  aliveUntil = -1;
  /** The position, by the search's own count, at which it was tried last. */
  triedAt = 0;
  private readonly schedule: Schedule;
  private made: Automaton | null = null;
  private beside: { readonly before: Condition | null; readonly after: Condition | null } | null = null;
  private readonly entries = new Map<string, Entry>();

  constructor(rule: CompiledRule, schedule: Schedule) {
    this.rule = rule;
    this.schedule = schedule;
    this.needs = rule.needs.map((need) => schedule.needOf(need));
    this.needsBefore = rule.needsBefore.map((need) => schedule.needOf(need));
  }

  get automaton(): Automaton {
    this.made ??= automatonOf(this.rule.program, this.schedule.rules.lexicons);
    return this.made;
  }

  get before(): Condition | null {
    return this.conditions().before;
  }

  get after(): Condition | null {
    return this.conditions().after;
  }

  private conditions(): { readonly before: Condition | null; readonly after: Condition | null } {
    const { before, notBefore, after, notAfter } = this.rule;
    this.beside ??= { before: this.condition(before, notBefore, true), after: this.condition(after, notAfter, false) };
    return this.beside;
  }

  private condition(wanted: Program | null, unwanted: Program | null, isLeftwards: boolean): Condition | null {
    if (wanted === null && unwanted === null) return null;
    const { lexicons } = this.schedule.rules;
    return {
      wanted: wanted === null ? null : automatonOf(wanted, lexicons),
      unwanted: unwanted === null ? null : automatonOf(unwanted, lexicons),
      units: wanted === null ? null : unitsFrom(wanted, wanted.start, this.schedule.edges, isLeftwards, null),
      refused: unwanted === null ? null : unitsThatDo(unwanted),
    };
  }

  /** Whether a match can begin with a mention, by its fields and the unit after it (-1 at the end of the text). */
  mayBeginWith({ kind, fields }: Mention, unit: number): boolean {
    let entry = this.entries.get(kind);
    if (entry === undefined) {
      entry = this.entryOf(kind);
      this.entries.set(kind, entry);
    }
    const { filters, follow } = entry;
    if (follow !== null && unit >= 0 && !hasUnit(follow, unit)) return false;
    return filters === null || passesFilters(fields, filters);
  }

  private entryOf(kind: string): Entry {
    const { program, leftwards } = this.rule;
    const items = findTriggers(program).mentions.filter((item) => item.kind === kind);
    const [only] = items;
    if (leftwards || only === undefined || items.length > 1) return { filters: null, follow: null };
    const following = program.next[only.pc] as number;
    return {
      filters: only.filters.length > 0 ? only.filters : null,
      follow: unitsFrom(program, following, this.schedule.edges, false, this.after?.units ?? null),
    };
  }
}

/** A need that any number of rules share, with where it is met last in the sentence at hand. */
export class RunnableNeed {
  readonly units: readonly number[];
  readonly lexicons: readonly number[];
  readonly mentions: readonly string[];
  /** The sentence that `last` is of, by its base. */
  base = 0;
  last = -1;

  constructor({ units, lexicons, mentions }: Need) {
    this.units = units;
    this.lexicons = lexicons;
    this.mentions = mentions;
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
  readonly edges: LexiconEdges;
  private readonly runnable = new Map<CompiledRule, RunnableRule>();
  private readonly needs = new Map<string, RunnableNeed>();
  /** The lexicon of each form. */
  readonly lexiconOf: Int32Array;
  private readonly byLexicon: (readonly Dispatch[] | undefined)[];
  /** For each UTF-16 unit the place of its dispatches, plus one. */
  private readonly unitPlace = new Uint16Array(65536);
  private readonly byUnit: (readonly Dispatch[])[] = [];
  private base = 1;

  constructor(rules: RuleSet) {
    this.rules = rules;
    this.edges = new LexiconEdges(rules.lexicons.forms);
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

  /** The same need is one object for all rules. */
  needOf(need: Need): RunnableNeed {
    const key = JSON.stringify([need.units, need.lexicons, need.mentions]);
    let runnable = this.needs.get(key);
    if (runnable === undefined) {
      runnable = new RunnableNeed(need);
      this.needs.set(key, runnable);
    }
    return runnable;
  }

  /** The last position from which all that a match of the rule holds still stands ahead; -1 where there is none. */
  aliveUntil({ needs, needsBefore }: RunnableRule, chart: Chart): number {
    for (const need of needsBefore) if (this.lastOf(need, chart) < 0) return -1;
    let until = Number.MAX_SAFE_INTEGER;
    for (const need of needs) {
      const last = this.lastOf(need, chart);
      if (last < until) {
        if (last < 0) return -1;
        until = last;
      }
    }
    return until;
  }

  /** The last position in the sentence at which the need is met. */
  private lastOf(need: RunnableNeed, { mentionCounts }: Chart): number {
    for (const kind of need.mentions) if ((mentionCounts.get(kind) ?? 0) > 0) return Number.MAX_SAFE_INTEGER;
    if (need.base === this.base) return need.last;
    let last = this.base - 1;
    const { units, lexicons } = need;
    for (let i = 0; i < units.length; i++) {
      const at = lastUnit[units[i] as number] as number;
      if (at > last) last = at;
    }
    for (let i = 0; i < lexicons.length; i++) {
      const at = lastLexicon[lexicons[i] as number] as number;
      if (at > last) last = at;
    }
    need.base = this.base;
    need.last = last - this.base;
    return need.last;
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
