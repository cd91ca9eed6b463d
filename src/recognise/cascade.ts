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
  const candidates = findCandidates(chart, layer);
  if (candidates.length === 0) return;
  candidates.sort(
    (a, b) =>
      a.match.start - b.match.start ||
      b.match.end - a.match.end ||
      b.rule.priority - a.rule.priority ||
      a.rule.order - b.rule.order,
  );
  let reached = 0;
  let winner: string | null = null;
  const made: Mention[] = [];
  const context = new Matcher(chart);
  for (const { rule, match: bare } of candidates) {
    const match = bare.start < reached ? bare : withContext(context, rule, bare);
    if (match.start < reached) {
      trace?.({ rule: rule.id, layer: layer.name, start: match.start, end: match.end, reason: "overlap", winner });
      continue;
    }
    const fields = readFields(rule.set, match.captures);
    let value: unknown = null;
    let own: Readonly<Record<string, unknown>> = fields;
    let built: Built | null = null;
    if (rule.build !== null) {
      const builder = builders[rule.build];
      built =
        builder?.({ rule: rule.id, chart, start: match.start, end: match.end, captures: match.captures, fields }) ??
        null;
      if (built === null) {
        trace?.({
          rule: rule.id,
          layer: layer.name,
          start: match.start,
          end: match.end,
          reason: "builder",
          winner: null,
        });
        continue;
      }
      value = built.value;
      own = { ...fields, ...built.fields };
    }
    reached = Math.max(reached, match.end);
    winner = rule.id;
    if (rule.on !== null) {
      for (const capture of match.captures[rule.on] ?? []) annotate(chart, capture, rule.id, own);
      continue;
    }
    if (rule.kind === GUARD_KIND)
      trace?.({ rule: rule.id, layer: layer.name, start: match.start, end: match.end, reason: "guard", winner: null });
    if (rule.kind === null || rule.kind === GUARD_KIND) continue;
    const spanned = rule.span === null ? undefined : match.captures[rule.span]?.[0];
    made.push({
      kind: rule.kind,
      start: built?.start ?? spanned?.start ?? match.start,
      end: built?.end ?? spanned?.end ?? match.end,
      rule: rule.id,
      layer: layer.name,
      fields: own,
      value,
      captures: match.captures,
      annotations: [],
    });
  }
  for (const mention of made) {
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

function findCandidates(chart: Chart, layer: CompiledLayer): Candidate[] {
  const candidates: Candidate[] = [];
  const matcher = new Matcher(chart);
  // Two forms at one place may both call for a rule: it runs there once.
  const tried = new Set<number>();
  const width = chart.text.length + 1;
  const tryAt = (rule: CompiledRule, at: number): void => {
    const key = rule.order * width + at;
    if (tried.has(key)) return;
    tried.add(key);
    const match = matcher.run(
      rule.program,
      at,
      rule.leftwards,
      needsContext(rule) ? (start, end) => fitsContext(matcher, rule, start, end) : undefined,
    );
    if (match !== null && match.end > match.start) candidates.push({ rule, match });
  };
  const tryAll = (rules: readonly CompiledRule[] | undefined, start: number, end: number): void => {
    if (rules !== undefined) for (const rule of rules) tryAt(rule, rule.leftwards ? end : start);
  };
  if (layer.byLexicon.size > 0) {
    for (let at = 0; at < chart.formsAt.length; at++) {
      const here = chart.formsAt[at];
      if (here !== undefined) for (const form of here) tryAll(layer.byLexicon.get(form.lexicon), at, form.end);
    }
  }
  if (layer.byMention.size > 0) {
    for (const here of chart.mentionsAt)
      if (here !== undefined)
        for (const mention of here) tryAll(layer.byMention.get(mention.kind), mention.start, mention.end);
  }
  if (layer.byUnit.size > 0) {
    for (let at = 0; at < chart.text.length; at++) tryAll(layer.byUnit.get(chart.text.charCodeAt(at)), at, at + 1);
  }
  if (layer.byToken.length > 0) for (const token of chart.tokens()) tryAll(layer.byToken, token.start, token.end);
  for (const rule of layer.anywhere) for (let at = 0; at <= chart.text.length; at++) tryAt(rule, at);
  return candidates;
}

/** The match with the captures of `before` and `after` beside its own, where the rule names some there. */
function withContext(matcher: Matcher, rule: CompiledRule, match: RawMatch): RawMatch {
  let captures = match.captures;
  if (rule.before !== null && rule.before.captures.length > 0)
    captures = { ...matcher.run(rule.before, match.start, true)?.captures, ...captures };
  if (rule.after !== null && rule.after.captures.length > 0)
    captures = { ...matcher.run(rule.after, match.end, false)?.captures, ...captures };
  return captures === match.captures ? match : { ...match, captures };
}

const needsContext = (rule: CompiledRule): boolean =>
  rule.before !== null || rule.after !== null || rule.notBefore !== null || rule.notAfter !== null;

function fitsContext(matcher: Matcher, rule: CompiledRule, start: number, end: number): boolean {
  if (rule.after !== null && matcher.run(rule.after, end, false) === null) return false;
  if (rule.notAfter !== null && matcher.run(rule.notAfter, end, false) !== null) return false;
  if (rule.before !== null && matcher.run(rule.before, start, true) === null) return false;
  return rule.notBefore === null || matcher.run(rule.notBefore, start, true) === null;
}
