import type { CompiledLayer, CompiledRule, RuleSet, SetValue } from "../rules/ruleset.js";
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
  for (const layer of rules.layers) runLayer(chart, layer, builders, trace);
}

function runLayer(
  chart: Chart,
  layer: CompiledLayer,
  builders: Builders,
  trace?: (rejection: Rejection) => void,
): void {
  const search = new LayerSearch(chart, layer);
  const length = chart.text.length;
  const mentions: Mention[] = [];
  const annotations: { capture: Capture; rule: string; fields: Readonly<Record<string, unknown>> }[] = [];
  let reached = 0;
  let winner: string | null = null;
  const reject = ({ rule, match }: Candidate, reason: Rejection["reason"], by: string | null): void =>
    trace?.({ rule: rule.id, layer: layer.name, start: match.start, end: match.end, reason, winner: by });

  for (let at = 0; at <= length; at++) {
    // What begins inside a match is lost; it is looked for only where somebody wants to know.
    if (at < reached && trace === undefined) {
      at = reached;
      if (at > length) break;
    }
    const candidates = search.candidatesAt(at);
    if (candidates.length > 1)
      candidates.sort(
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

/** Finds the matches of a layer's rules by where they begin. */
class LayerSearch {
  private readonly chart: Chart;
  private readonly layer: CompiledLayer;
  private readonly matcher: Matcher;
  /** Matches of rules that run leftwards, found beforehand from where they end. */
  private readonly leftward: (Candidate[] | undefined)[] | null;
  private readonly tokenStarts: ReadonlySet<number>;

  constructor(chart: Chart, layer: CompiledLayer) {
    this.chart = chart;
    this.layer = layer;
    this.matcher = new Matcher(chart);
    this.tokenStarts = new Set(layer.byToken.length > 0 ? chart.tokens().map(({ start }) => start) : []);
    this.leftward = layer.rules.some(({ leftwards }) => leftwards) ? this.findLeftward() : null;
  }

  /** The matches that begin at `at`, one for each rule at most. */
  candidatesAt(at: number): Candidate[] {
    const { chart, layer } = this;
    const candidates = this.leftward?.[at] ?? [];
    let tried: CompiledRule[] | null = null;
    const tryRules = (rules: readonly CompiledRule[] | undefined): void => {
      if (rules === undefined) return;
      for (const rule of rules) {
        // Two forms at one place may both call for a rule: it runs there once.
        if (rule.leftwards || tried?.includes(rule)) continue;
        if (tried === null) tried = [rule];
        else tried.push(rule);
        const match = this.run(rule, at);
        if (match !== null) candidates.push({ rule, match });
      }
    };
    const forms = chart.formsAt[at];
    if (forms !== undefined && layer.byLexicon.size > 0)
      for (const form of forms) tryRules(layer.byLexicon.get(form.lexicon));
    const mentions = chart.mentionsAt[at];
    if (mentions !== undefined && layer.byMention.size > 0)
      for (const mention of mentions) tryRules(layer.byMention.get(mention.kind));
    if (layer.byUnit.size > 0 && at < chart.text.length) tryRules(layer.byUnit.get(chart.text.charCodeAt(at)));
    if (this.tokenStarts.has(at)) tryRules(layer.byToken);
    if (layer.anywhere.length > 0) tryRules(layer.anywhere);
    return candidates;
  }

  private findLeftward(): (Candidate[] | undefined)[] {
    const { chart, layer } = this;
    const found: (Candidate[] | undefined)[] = new Array(chart.text.length + 1);
    const tried = new Set<number>();
    const width = chart.text.length + 1;
    const tryRules = (rules: readonly CompiledRule[] | undefined, end: number): void => {
      if (rules === undefined) return;
      for (const rule of rules) {
        const key = rule.order * width + end;
        if (!rule.leftwards || tried.has(key)) continue;
        tried.add(key);
        const match = this.run(rule, end);
        if (match === null) continue;
        const here = found[match.start];
        if (here === undefined) found[match.start] = [{ rule, match }];
        else here.push({ rule, match });
      }
    };
    for (let at = 0; at < width; at++) {
      for (const form of chart.formsAt[at] ?? []) tryRules(layer.byLexicon.get(form.lexicon), form.end);
      for (const mention of chart.mentionsAt[at] ?? []) tryRules(layer.byMention.get(mention.kind), mention.end);
      if (layer.byUnit.size > 0 && at < chart.text.length)
        tryRules(layer.byUnit.get(chart.text.charCodeAt(at)), at + 1);
      tryRules(layer.anywhere, at);
    }
    if (layer.byToken.length > 0) for (const token of chart.tokens()) tryRules(layer.byToken, token.end);
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
