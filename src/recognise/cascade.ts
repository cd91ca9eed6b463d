import type { CompiledLayer, CompiledRule, Dispatch, RuleSet, SetValue, Starter } from "../rules/ruleset.js";
import { GUARD_KIND } from "../rules/ruleset.js";
import type { Capture, Mention } from "../types.js";
import { addMention, type Chart, removeMention, replaceMention } from "./chart.js";
import { Matcher, type RawMatch } from "./matcher.js";

/** A rule's match as a builder sees it; `fields` are those of the rule's `set`. */
export interface RuleMatch {
  readonly rule: string;
  readonly chart: Chart;
  readonly start: number;
  readonly end: number;
  readonly captures: Readonly<Record<string, readonly Capture[]>>;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a builder makes: the mention's value, and fields that patterns and later stages can ask for. */
export interface Built {
  readonly value: unknown;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Another span than the rule's own, where the value decides it. */
  readonly start?: number;
  readonly end?: number;
}

/** From captures to a value; null refuses the match. Pure. */
export type Builder = (match: RuleMatch) => Built | null;
export type Builders = Readonly<Record<string, Builder>>;

/** A match that lost its place to another, for `explain`. */
export interface Rejection {
  readonly rule: string;
  readonly layer: string;
  readonly start: number;
  readonly end: number;
  /** overlap: lost its place; builder: refused by its builder; guard: keeps others away, as its rule is meant to. */
  readonly reason: "overlap" | "builder" | "guard";
  /** The rule it lost to. */
  readonly winner: string | null;
}

interface Candidate {
  readonly rule: CompiledRule;
  readonly match: RawMatch;
}

const NO_CANDIDATES: readonly Candidate[] = [];

/**
 * Runs all layers over the chart, in order. In a layer matches that overlap are settled by
 * leftmost start, then length, then priority, then order in the files; a layer sees the
 * mentions of the layers before it, never its own.
 * @param trace called for each match that did not become a mention
 */
export function runLayers(
  chart: Chart,
  rules: RuleSet,
  builders: Builders,
  trace?: (rejection: Rejection) => void,
): void {
  const index = new ContentIndex(chart, rules.lexicons.names.length);
  const events = findEvents(chart, rules);
  rules.layers.forEach((layer, i) => {
    const begun = events[i] ?? NO_EVENTS;
    if (begun.length === 0 && !mayBegin(chart, layer)) return;
    runLayer(chart, layer, begun, index, builders, trace);
  });
}

/**
 * Where each character, lexicon and kind of mention stands last in the sentence that is being worked on.
 * The tables are shared: a sentence's entries are told from those of the one before by their height.
 */
class ContentIndex {
  private static readonly lastUnit = new Int32Array(65536);
  private static lastLexicon = new Int32Array(0);
  private static height = 1;

  private readonly chart: Chart;
  private readonly base: number;

  constructor(chart: Chart, lexicons: number) {
    const { text, formsAt } = chart;
    if (ContentIndex.height > 0x7fffffff - text.length - 2) {
      ContentIndex.lastUnit.fill(0);
      ContentIndex.lastLexicon.fill(0);
      ContentIndex.height = 1;
    }
    if (ContentIndex.lastLexicon.length < lexicons) ContentIndex.lastLexicon = new Int32Array(lexicons);
    const { lastUnit, lastLexicon, height } = ContentIndex;
    for (let at = 0; at < text.length; at++) {
      lastUnit[text.charCodeAt(at)] = height + at;
      const forms = formsAt[at];
      if (forms !== undefined) for (const form of forms) lastLexicon[form.lexicon] = height + at;
    }
    this.chart = chart;
    this.base = height;
    ContentIndex.height += text.length + 1;
  }

  /** Whether all that a match of the rule holds stands somewhere from `at` on. */
  hasNeeds({ needs }: CompiledRule, at: number): boolean {
    const { lastUnit, lastLexicon } = ContentIndex;
    const least = this.base + at;
    next: for (const { units, lexicons, mentions } of needs) {
      for (const unit of units) if ((lastUnit[unit] as number) >= least) continue next;
      for (const lexicon of lexicons) if ((lastLexicon[lexicon] as number) >= least) continue next;
      for (const kind of mentions) if ((this.chart.mentionCounts.get(kind) ?? 0) > 0) continue next;
      return false;
    }
    return true;
  }
}

/** What something at a place can begin: the place, the end of that something, the rules by what follows. */
interface Event {
  readonly start: number;
  readonly end: number;
  readonly starter: Starter;
}

const NO_EVENTS: readonly Event[] = [];

/** What the sentence's lexemes and characters set off, by layer, in text order. */
function findEvents(chart: Chart, { layers, byLexicon, byUnit }: RuleSet): readonly (readonly Event[] | undefined)[] {
  const events: (Event[] | undefined)[] = new Array(layers.length);
  const { text, formsAt } = chart;
  const add = (dispatches: readonly Dispatch[], start: number, end: number): void => {
    for (const { layer, starter } of dispatches) {
      const list = events[layer];
      if (list === undefined) events[layer] = [{ start, end, starter }];
      else list.push({ start, end, starter });
    }
  };
  for (let at = 0; at < text.length; at++) {
    const forms = formsAt[at];
    if (forms !== undefined)
      for (const form of forms) {
        const dispatches = byLexicon[form.lexicon];
        if (dispatches !== undefined) add(dispatches, at, form.end);
      }
    const dispatches = byUnit.get(text.charCodeAt(at));
    if (dispatches !== undefined) add(dispatches, at, at + 1);
  }
  return events;
}

/** Whether a rule of the layer can begin with something that is no lexeme and no character. */
function mayBegin(chart: Chart, layer: CompiledLayer): boolean {
  if (layer.byToken.length > 0 || layer.anywhere.length > 0) return true;
  for (const kind of layer.byMention.keys()) if ((chart.mentionCounts.get(kind) ?? 0) > 0) return true;
  return false;
}

function runLayer(
  chart: Chart,
  layer: CompiledLayer,
  events: readonly Event[],
  index: ContentIndex,
  builders: Builders,
  trace?: (rejection: Rejection) => void,
): void {
  const search = new LayerSearch(chart, layer, events, index);
  const length = chart.text.length;
  const mentions: Mention[] = [];
  const annotations: { capture: Capture; rule: string; fields: Readonly<Record<string, unknown>> }[] = [];
  let reached = 0;
  let winner: string | null = null;
  const reject = ({ rule, match }: Candidate, reason: Rejection["reason"], by: string | null): void =>
    trace?.({ rule: rule.id, layer: layer.name, start: match.start, end: match.end, reason, winner: by });

  for (let at = search.nextStart(0); at <= length; at = search.nextStart(at + 1)) {
    // What begins inside a match is lost; it is looked for only where somebody wants to know.
    if (at < reached && trace === undefined) {
      at = search.nextStart(reached);
      if (at > length) break;
    }
    const found = search.candidatesAt(at);
    const candidates =
      found.length < 2
        ? found
        : [...found].sort(
            (a, b) => b.match.end - a.match.end || b.rule.priority - a.rule.priority || a.rule.order - b.rule.order,
          );
    for (const candidate of candidates) {
      if (at < reached) {
        reject(candidate, "overlap", winner);
        continue;
      }
      const { rule } = candidate;
      const match = search.withContext(candidate);
      const fields = readFields(rule.set, match.captures);
      const build = rule.build === null ? undefined : builders[rule.build];
      const built = build?.({
        rule: rule.id,
        chart,
        start: match.start,
        end: match.end,
        captures: match.captures,
        fields,
      });
      if (build !== undefined && built == null) {
        reject(candidate, "builder", null);
        continue;
      }
      reached = match.end;
      winner = rule.id;
      const own = built?.fields === undefined ? fields : { ...fields, ...built.fields };
      if (rule.on !== null) {
        for (const capture of match.captures[rule.on] ?? []) annotations.push({ capture, rule: rule.id, fields: own });
        continue;
      }
      if (rule.kind === GUARD_KIND) reject(candidate, "guard", null);
      if (rule.kind === null || rule.kind === GUARD_KIND) continue;
      const spanned = rule.span === null ? undefined : match.captures[rule.span]?.[0];
      mentions.push({
        kind: rule.kind,
        start: built?.start ?? spanned?.start ?? match.start,
        end: built?.end ?? spanned?.end ?? match.end,
        rule: rule.id,
        layer: layer.name,
        fields: own,
        value: built?.value ?? null,
        captures: match.captures,
        annotations: [],
      });
    }
  }
  for (const { capture, rule, fields } of annotations) annotate(chart, capture, rule, fields);
  for (const mention of mentions) {
    supersede(chart, mention);
    addMention(chart, mention);
  }
}

/** A mention takes the place of those of its own kind that it covers. */
function supersede(chart: Chart, mention: Mention): void {
  for (let at = mention.start; at < mention.end; at++) {
    for (const covered of [...(chart.mentionsAt[at] ?? [])])
      if (covered.kind === mention.kind && covered.end <= mention.end) removeMention(chart, covered);
  }
}

function annotate(chart: Chart, capture: Capture, rule: string, fields: Readonly<Record<string, unknown>>): void {
  const old = capture.mention;
  if (old === null) return;
  // An earlier rule of this layer may have annotated it already: find the live one.
  const live = (chart.mentionsAt[old.start] ?? []).find(
    (mention) => mention.kind === old.kind && mention.end === old.end,
  );
  if (live === undefined) return;
  replaceMention(chart, live, {
    ...live,
    fields: { ...live.fields, ...fields },
    annotations: [...live.annotations, { rule, fields }],
  });
}

function readFields(
  set: readonly (readonly [string, SetValue])[],
  captures: Readonly<Record<string, readonly Capture[]>>,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of set) {
    if ("constant" in value) {
      fields[name] = value.constant;
      continue;
    }
    const capture = captures[value.capture]?.[0];
    if (capture === undefined) continue;
    const found = value.field === null ? capture.text : fieldOf(capture, value.field);
    if (found !== undefined) fields[name] = found;
  }
  return fields;
}

/** A field of what stands in a capture: of the lexicon's entry, of the mention, or of the mention's value. */
function fieldOf(capture: Capture, field: string): unknown {
  const own = capture.lexeme?.fields[field] ?? capture.mention?.fields[field];
  if (own !== undefined) return own;
  const value = capture.mention?.value;
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;
}

/** Finds the matches of a layer's rules by where they begin; asked for positions from left to right. */
class LayerSearch {
  private readonly chart: Chart;
  private readonly layer: CompiledLayer;
  private readonly events: readonly Event[];
  private readonly index: ContentIndex;
  private readonly matcher: Matcher;
  /** Matches of rules that run leftwards, found beforehand from where they end. */
  private readonly leftward: (Candidate[] | undefined)[] | null;
  private readonly tokenStarts: ReadonlySet<number> | null;
  /** Whether live mentions can begin a match. */
  private readonly readsMentions: boolean;
  private nextEvent = 0;
  private readonly tried: CompiledRule[] = [];
  private triedCount = 0;

  constructor(chart: Chart, layer: CompiledLayer, events: readonly Event[], index: ContentIndex) {
    this.chart = chart;
    this.index = index;
    this.layer = layer;
    this.events = events;
    this.matcher = new Matcher(chart);
    this.readsMentions = layer.byMention.size > 0;
    this.tokenStarts = layer.byToken.length > 0 ? new Set(chart.tokens().map(({ start }) => start)) : null;
    this.leftward = layer.hasLeftward ? this.findLeftward() : null;
  }

  /** The first position from `from` on at which a match may begin; beyond the text where there is none. */
  nextStart(from: number): number {
    const { chart, events, leftward } = this;
    const length = chart.text.length;
    if (this.tokenStarts !== null || this.layer.anywhere.length > 0) return from;
    let next = this.nextEvent;
    while (next < events.length && (events[next] as Event).start < from) next++;
    this.nextEvent = next;
    const end = next < events.length ? (events[next] as Event).start : length + 1;
    if (!this.readsMentions && leftward === null) return end;
    for (let at = from; at < end; at++) {
      if (this.readsMentions && chart.mentionsAt[at] !== undefined) return at;
      if (leftward?.[at] !== undefined) return at;
    }
    return end;
  }

  /** The matches that begin at `at`, one for each rule at most. */
  candidatesAt(at: number): readonly Candidate[] {
    const { chart, layer, events } = this;
    let candidates = this.leftward?.[at];
    this.triedCount = 0;
    const tryRules = (rules: readonly CompiledRule[] | undefined): void => {
      if (rules === undefined) return;
      for (const rule of rules) {
        if (rule.leftwards || !this.index.hasNeeds(rule, at) || this.wasTried(rule)) continue;
        const match = this.run(rule, at);
        if (match === null) continue;
        if (candidates === undefined) candidates = [{ rule, match }];
        else candidates.push({ rule, match });
      }
    };
    const tryStarter = ({ always, byUnit, byLexicon, byMention }: Starter, end: number): void => {
      tryRules(always);
      if (byUnit.size > 0) tryRules(byUnit.get(chart.text.charCodeAt(end)));
      if (byLexicon.size > 0) {
        const forms = chart.formsAt[end];
        if (forms !== undefined) for (const form of forms) tryRules(byLexicon.get(form.lexicon));
      }
      if (byMention.size > 0) {
        const mentions = chart.mentionsAt[end];
        if (mentions !== undefined) for (const mention of mentions) tryRules(byMention.get(mention.kind));
      }
    };
    let next = this.nextEvent;
    while (next < events.length && (events[next] as Event).start < at) next++;
    for (; next < events.length && (events[next] as Event).start === at; next++) {
      const { starter, end } = events[next] as Event;
      tryStarter(starter, end);
    }
    this.nextEvent = next;
    if (this.readsMentions) {
      const mentions = chart.mentionsAt[at];
      if (mentions !== undefined)
        for (const mention of mentions) {
          const starter = layer.byMention.get(mention.kind);
          if (starter !== undefined) tryStarter(starter, mention.end);
        }
    }
    if (this.tokenStarts?.has(at)) tryRules(layer.byToken);
    if (layer.anywhere.length > 0) tryRules(layer.anywhere);
    return candidates ?? NO_CANDIDATES;
  }

  /** Two forms at one place may both call for a rule: it runs there once. */
  private wasTried(rule: CompiledRule): boolean {
    for (let i = 0; i < this.triedCount; i++) if (this.tried[i] === rule) return true;
    this.tried[this.triedCount++] = rule;
    return false;
  }

  private findLeftward(): (Candidate[] | undefined)[] {
    const { chart, layer } = this;
    const found: (Candidate[] | undefined)[] = new Array(chart.text.length + 1);
    const tried = new Set<number>();
    const width = chart.text.length + 1;
    const tryRules = (rules: readonly CompiledRule[] | undefined, end: number): void => {
      if (rules === undefined) return;
      for (const rule of rules) {
        if (!rule.leftwards || !this.index.hasNeeds(rule, 0)) continue;
        const key = rule.order * width + end;
        if (tried.has(key)) continue;
        tried.add(key);
        const match = this.run(rule, end);
        if (match === null) continue;
        const here = found[match.start];
        if (here === undefined) found[match.start] = [{ rule, match }];
        else here.push({ rule, match });
      }
    };
    for (const { starter, end } of this.events) tryRules(starter.always, end);
    if (this.readsMentions)
      for (const here of chart.mentionsAt)
        if (here !== undefined)
          for (const mention of here) tryRules(layer.byMention.get(mention.kind)?.always, mention.end);
    if (layer.byToken.length > 0) for (const token of chart.tokens()) tryRules(layer.byToken, token.end);
    if (layer.anywhere.length > 0) for (let at = 0; at < width; at++) tryRules(layer.anywhere, at);
    return found;
  }

  private run(rule: CompiledRule, at: number): RawMatch | null {
    const { before, after, notBefore, notAfter, leftwards } = rule;
    const fitsBefore = (start: number): boolean =>
      (before === null || this.matcher.run(before, start, true) !== null) &&
      (notBefore === null || this.matcher.run(notBefore, start, true) === null);
    const fitsAfter = (end: number): boolean =>
      (after === null || this.matcher.run(after, end, false) !== null) &&
      (notAfter === null || this.matcher.run(notAfter, end, false) === null);
    const hasBefore = before !== null || notBefore !== null;
    const hasAfter = after !== null || notAfter !== null;
    const fitsFarEnd = leftwards ? (hasBefore ? fitsBefore : undefined) : hasAfter ? fitsAfter : undefined;
    const match = this.matcher.run(rule.program, at, leftwards, fitsFarEnd);
    if (match === null || match.end === match.start) return null;
    // Most runs fail: the side where they begin is asked about last.
    return (leftwards ? hasAfter && !fitsAfter(at) : hasBefore && !fitsBefore(at)) ? null : match;
  }

  /** The match with the captures of `before` and `after` beside its own, where the rule names some there. */
  withContext({ rule, match }: Candidate): RawMatch {
    const around = [
      rule.before !== null && rule.before.captures.length > 0 ? this.matcher.run(rule.before, match.start, true) : null,
      rule.after !== null && rule.after.captures.length > 0 ? this.matcher.run(rule.after, match.end, false) : null,
    ];
    if (around[0] === null && around[1] === null) return match;
    return { ...match, captures: { ...around[0]?.captures, ...around[1]?.captures, ...match.captures } };
  }
}
