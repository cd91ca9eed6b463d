import type { Need } from "../rules/needs.js";
import { hasUnit, LexiconEdges, type UnitSet, unitsFrom, unitsThatDo } from "../rules/outlook.js";
import type { Filter } from "../rules/pattern.js";
import { findTriggers, type Program } from "../rules/program.js";
import type { CompiledLayer, CompiledRule, RuleSet, Starter } from "../rules/ruleset.js";
import { type Automaton, type AutomatonStore, storeOf } from "./automaton.js";
import type { Builder, Builders } from "./builder.js";
import { type Chart, countOf, kindNumber } from "./chart.js";
import { loadUnits } from "./matcher.js";

/**
 * A rule set made ready to run: what each lexeme and character of a sentence sets off, by layer, and whether a rule
 * can match in the sentence at all. One schedule serves all sentences, one after the other.
 *
 * What is asked of every rule that a sentence sets off is numbers in lists side by side; the objects are for the rules
 * that are run.
 */

/** A condition beside a match: the programs, and the question of the unit beside that settles it without a run. */
export class Condition {
  /** Whether the condition may hold beside a unit. */
  readonly question: number;
  private readonly store: AutomatonStore;
  private readonly programs: { readonly wanted: Program | null; readonly unwanted: Program | null };
  private made: { readonly wanted: Automaton | null; readonly unwanted: Automaton | null } | null = null;

  /** @param isLeftwards whether it is of what stands before the match */
  constructor(
    wanted: Program | null,
    unwanted: Program | null,
    isLeftwards: boolean,
    store: AutomatonStore,
    edges: LexiconEdges,
  ) {
    this.store = store;
    this.programs = { wanted, unwanted };
    this.question = store.units.add(
      later(() => {
        const units = wanted === null ? null : unitsFrom(wanted, wanted.start, edges, isLeftwards, null);
        const refused = unwanted === null ? null : unitsThatDo(unwanted);
        return (unit) => (units === null || hasUnit(units, unit)) && (refused === null || !hasUnit(refused, unit));
      }),
    );
  }

  get automata(): { readonly wanted: Automaton | null; readonly unwanted: Automaton | null } {
    if (this.made === null) {
      const { wanted, unwanted } = this.programs;
      this.made = {
        wanted: wanted === null ? null : this.store.of(wanted),
        unwanted: unwanted === null ? null : this.store.of(unwanted),
      };
    }
    return this.made;
  }
}

/** A rule with its automata. */
export class RunnableRule {
  readonly rule: CompiledRule;
  readonly before: Condition | null;
  readonly after: Condition | null;
  private readonly store: AutomatonStore;
  private made: Automaton | null = null;
  private builders: Builders | null = null;
  private builder: Builder | undefined;

  constructor(rule: CompiledRule, store: AutomatonStore, edges: LexiconEdges) {
    this.rule = rule;
    this.store = store;
    const { before, notBefore, after, notAfter } = rule;
    this.before = before === null && notBefore === null ? null : new Condition(before, notBefore, true, store, edges);
    this.after = after === null && notAfter === null ? null : new Condition(after, notAfter, false, store, edges);
  }

  get automaton(): Automaton {
    this.made ??= this.store.of(this.rule.program);
    return this.made;
  }

  /** The builder that the rule names; undefined where it names none. */
  builderIn(builders: Builders): Builder | undefined {
    if (this.builders !== builders) {
      this.builders = builders;
      this.builder = this.rule.build === null ? undefined : builders[this.rule.build];
    }
    return this.builder;
  }
}

/** A question that is made when it is first asked. */
function later(make: () => (unit: number) => boolean): (unit: number) => boolean {
  let made: ((unit: number) => boolean) | null = null;
  return (unit) => {
    made ??= make();
    return made(unit);
  };
}

/** Where a list of rules stands in `Schedule.lists`. */
export interface RuleList {
  readonly from: number;
  readonly to: number;
}

/**
 * Numbers an entry of a list takes: the rule; and where a mention sets it off the question of the unit after the
 * mention, or -1, and the place in `Schedule.filters` of what the mention's fields must pass, or -1.
 */
export const ENTRY = 3;

/** The rules that something begins, by what follows it; see `Starter`. */
export class RunnableStarter {
  readonly always: RuleList;
  readonly byUnit: ReadonlyMap<number, RuleList> | null;
  readonly byLexicon: ReadonlyMap<number, RuleList> | null;
  readonly byMention: ReadonlyMap<string, RuleList> | null;
  /** Rules that run leftwards from where it ends. */
  readonly leftward: readonly number[];

  constructor(
    { always, byUnit, byLexicon, byMention }: Starter,
    list: (rules: readonly CompiledRule[]) => RuleList,
    numbersOf: (rules: readonly CompiledRule[]) => readonly number[],
  ) {
    const mapOf = <K>(map: ReadonlyMap<K, readonly CompiledRule[]>): ReadonlyMap<K, RuleList> | null =>
      map.size === 0 ? null : new Map([...map].map(([key, rules]) => [key, list(rules)]));
    this.always = list(always);
    this.byUnit = mapOf(byUnit);
    this.byLexicon = mapOf(byLexicon);
    this.byMention = mapOf(byMention);
    this.leftward = numbersOf(always.filter(({ leftwards }) => leftwards));
  }
}

/** A layer and what the sentence at hand sets off in it, in text order. */
export class RunnableLayer {
  readonly name: string;
  readonly hasLeftward: boolean;
  readonly byMention: ReadonlyMap<string, RunnableStarter>;
  readonly byToken: RuleList;
  readonly anywhere: RuleList;
  readonly tokenLeftward: readonly number[];
  readonly anywhereLeftward: readonly number[];
  /** Whether rules may begin where nothing is known to stand. */
  readonly isEverywhere: boolean;
  /** How many events there are; the lists below go on beyond with those of earlier sentences. */
  events = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly starters: RunnableStarter[] = [];
  private readonly kinds: readonly number[];

  constructor(layer: CompiledLayer, schedule: Schedule) {
    const plain = (rules: readonly CompiledRule[]): RuleList => schedule.list(rules, null);
    const leftward = (rules: readonly CompiledRule[]): readonly number[] =>
      schedule.numbersOf(rules.filter(({ leftwards }) => leftwards));
    this.name = layer.name;
    this.hasLeftward = layer.hasLeftward;
    this.byMention = new Map(
      [...layer.byMention].map(([kind, starter]) => [kind, schedule.starterOf(starter, kind)] as const),
    );
    this.byToken = plain(layer.byToken);
    this.anywhere = plain(layer.anywhere);
    this.tokenLeftward = leftward(layer.byToken);
    this.anywhereLeftward = leftward(layer.anywhere);
    this.isEverywhere = layer.byToken.length > 0 || layer.anywhere.length > 0;
    this.kinds = [...layer.byMention.keys()].map(kindNumber);
  }

  /** Whether some rule of the layer can begin in the sentence. */
  mayBegin(chart: Chart): boolean {
    return this.events > 0 || this.isEverywhere || this.readsMentions(chart);
  }

  /** Whether live mentions can begin a match. */
  readsMentions({ mentionCounts }: Chart): boolean {
    for (let i = 0; i < this.kinds.length; i++) if (countOf(mentionCounts, this.kinds[i] as number) > 0) return true;
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

/**
 * Numbers kept of a rule: the turn that the second is of; the last position from which it can match; the tick at which
 * it was tried last; the question of the unit before it, or -1.
 */
const RULE = 4;

let lastUnit = new Int32Array(1 << 12);
let lastLexicon = new Int32Array(0);
/** Sentences' entries in the two tables are told apart by their height: each begins above the one before. */
let height = 1;

export class Schedule {
  readonly rules: RuleSet;
  readonly layers: readonly RunnableLayer[];
  readonly store: AutomatonStore;
  /** The rules, by the numbers that the lists hold. */
  readonly runnable: RunnableRule[] = [];
  /** Lists of rules one after the other, `ENTRY` numbers a rule. */
  readonly lists: number[] = [];
  readonly filters: (readonly Filter[])[] = [];
  /** The lexicon of each form. */
  readonly lexiconOf: Uint16Array;
  private readonly edges: LexiconEdges;
  private readonly states: Int32Array;
  private readonly numbers = new Map<CompiledRule, number>();
  /** The needs of each rule one after the other, those before it negated; the rule's own begin at `needsFrom`. */
  private readonly needsOf: number[] = [];
  private readonly needsFrom: number[] = [];
  /**
   * Of each need: the sentence, by its base, that the second number is of; where it is met last there; and in
   * `needItems` where its units begin, its lexicons, its kinds, and where they end.
   */
  private readonly needs: number[] = [];
  private readonly needItems: number[] = [];
  private readonly needNumbers = new Map<string, number>();
  private readonly byLexicon: (readonly Dispatch[] | undefined)[];
  /** The dispatches of each UTF-16 unit, by its row in the store's table. */
  private readonly byUnit: (readonly Dispatch[] | undefined)[] = [];
  private base = 1;

  constructor(rules: RuleSet) {
    this.rules = rules;
    this.store = storeOf(rules.lexicons);
    this.edges = new LexiconEdges(rules.lexicons.forms);
    for (const layer of rules.layers) for (const rule of layer.rules) this.addRule(rule);
    this.needsFrom.push(this.needsOf.length);
    this.states = new Int32Array(this.runnable.length * RULE);
    this.runnable.forEach(({ before }, number) => {
      this.states[number * RULE + 3] = before === null ? -1 : before.question;
    });
    this.layers = rules.layers.map((layer) => new RunnableLayer(layer, this));
    const starters = new Map<Starter, RunnableStarter>();
    const dispatches = (list: RuleSet["byLexicon"][number] & object): readonly Dispatch[] =>
      list.map(({ layer, starter }) => {
        let ready = starters.get(starter);
        if (ready === undefined) {
          ready = this.starterOf(starter, null);
          starters.set(starter, ready);
        }
        return { layer: this.layers[layer] as RunnableLayer, starter: ready };
      });
    this.lexiconOf = rules.lexicons.forms.lexicon;
    this.byLexicon = Array.from(rules.byLexicon, (list) => (list === undefined ? undefined : dispatches(list)));
    for (const [unit, list] of rules.byUnit) this.byUnit[this.store.units.rowOf(unit)] = dispatches(list);
  }

  private addRule(rule: CompiledRule): void {
    this.numbers.set(rule, this.runnable.push(new RunnableRule(rule, this.store, this.edges)) - 1);
    this.needsFrom.push(this.needsOf.length);
    for (const need of rule.needsBefore) this.needsOf.push(-1 - this.needOf(need));
    for (const need of rule.needs) this.needsOf.push(this.needOf(need));
  }

  numbersOf(rules: readonly CompiledRule[]): readonly number[] {
    return rules.map((rule) => this.numbers.get(rule) as number);
  }

  starterOf(starter: Starter, kind: string | null): RunnableStarter {
    return new RunnableStarter(
      starter,
      (rules) => this.list(rules, kind),
      (rules) => this.numbersOf(rules),
    );
  }

  /**
   * Writes down a list of the rules that run rightwards.
   * @param kind of the mention that sets them off, or null
   */
  list(rules: readonly CompiledRule[], kind: string | null): RuleList {
    const from = this.lists.length;
    for (const rule of rules)
      if (!rule.leftwards) this.lists.push(this.numbers.get(rule) as number, ...this.entryOf(rule, kind));
    return { from, to: this.lists.length };
  }

  /** How a match of the rule begins with a mention of a kind; see `ENTRY`. */
  private entryOf({ program, after }: CompiledRule, kind: string | null): [question: number, filters: number] {
    if (kind === null) return [-1, -1];
    const items = findTriggers(program).mentions.filter((item) => item.kind === kind);
    const [only] = items;
    if (only === undefined || items.length > 1) return [-1, -1];
    const question = this.store.units.add(
      later(() => {
        const ended = after === null ? null : unitsFrom(after, after.start, this.edges, false, null);
        const follow: UnitSet | null = unitsFrom(program, program.next[only.pc] as number, this.edges, false, ended);
        return (unit) => follow === null || hasUnit(follow, unit);
      }),
    );
    return [question, only.filters.length > 0 ? this.filters.push(only.filters) - 1 : -1];
  }

  /** Takes up a sentence: notes what stands where, and gives each layer its events. */
  begin(chart: Chart): void {
    const { rows } = loadUnits(chart);
    const { length } = chart.text;
    const { packed } = chart.lexemes;
    const { lexiconOf, byLexicon, byUnit } = this;
    if (height > 0x7fffffff - length - 2) {
      lastUnit.fill(0);
      lastLexicon.fill(0);
      height = 1;
    }
    const names = this.rules.lexicons.names.length;
    if (lastLexicon.length < names) lastLexicon = new Int32Array(names);
    for (const layer of this.layers) layer.events = 0;
    for (let at = 0; at < length; at++) {
      const row = rows[at] as number;
      if (row >= lastUnit.length) growLastUnit(row);
      lastUnit[row] = height + at;
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
      const dispatches = byUnit[row];
      if (dispatches === undefined) continue;
      for (let d = 0; d < dispatches.length; d++) {
        const { layer, starter } = dispatches[d] as Dispatch;
        layer.add(at, at + 1, starter);
      }
    }
    this.base = height;
    height += length + 1;
  }

  /** The number of a need; the same need is one for all rules. */
  private needOf({ units, lexicons, mentions }: Need): number {
    const key = JSON.stringify([units, lexicons, mentions]);
    let number = this.needNumbers.get(key);
    if (number === undefined) {
      number = this.needs.length;
      const from = this.needItems.length;
      this.needItems.push(
        ...units.map((unit) => this.store.units.rowOf(unit)),
        ...lexicons,
        ...mentions.map(kindNumber),
      );
      const lexiconsFrom = from + units.length;
      this.needs.push(0, -1, from, lexiconsFrom, lexiconsFrom + lexicons.length, this.needItems.length);
      this.needNumbers.set(key, number);
    }
    return number;
  }

  /**
   * Whether a rule may match from a position on in the sentence at hand, by what it needs and what stands before.
   * It says yes once for each `tick`.
   * @param turn the layer's run over the sentence
   */
  mayTry(number: number, at: number, turn: number, tick: number, chart: Chart): boolean {
    const { states } = this;
    const state = number * RULE;
    if (states[state] !== turn) {
      states[state] = turn;
      states[state + 1] = this.aliveUntil(number, chart);
    }
    return at <= (states[state + 1] as number) && states[state + 2] !== tick;
  }

  /** Marks a rule as tried at a position; answers the question of the unit before it, or -1. */
  tried(number: number, tick: number): number {
    const state = number * RULE;
    this.states[state + 2] = tick;
    return this.states[state + 3] as number;
  }

  /** The last position from which all that a match of the rule holds still stands ahead; -1 where there is none. */
  private aliveUntil(number: number, chart: Chart): number {
    const { needsOf } = this;
    const to = this.needsFrom[number + 1] as number;
    let until = 0x7fffffff;
    for (let i = this.needsFrom[number] as number; i < to; i++) {
      const need = needsOf[i] as number;
      const last = this.lastOf(need < 0 ? -1 - need : need, chart);
      if (last < 0) return -1;
      if (need >= 0 && last < until) until = last;
    }
    return until;
  }

  /** The last position in the sentence at which the need is met. */
  private lastOf(need: number, { mentionCounts }: Chart): number {
    const { needs, needItems } = this;
    const lexiconsTo = needs[need + 4] as number;
    const kindsTo = needs[need + 5] as number;
    for (let i = lexiconsTo; i < kindsTo; i++)
      if (countOf(mentionCounts, needItems[i] as number) > 0) return 0x7fffffff;
    if (needs[need] === this.base) return needs[need + 1] as number;
    let last = this.base - 1;
    const unitsTo = needs[need + 3] as number;
    let i = needs[need + 2] as number;
    for (; i < unitsTo; i++) {
      const row = needItems[i] as number;
      if (row < lastUnit.length && (lastUnit[row] as number) > last) last = lastUnit[row] as number;
    }
    for (; i < lexiconsTo; i++) {
      const at = lastLexicon[needItems[i] as number] as number;
      if (at > last) last = at;
    }
    needs[need] = this.base;
    needs[need + 1] = last - this.base;
    return last - this.base;
  }
}

function growLastUnit(row: number): void {
  const larger = new Int32Array(2 * row);
  larger.set(lastUnit);
  lastUnit = larger;
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
