import type { RuleSet, SetValue } from "../rules/ruleset.js";
import { GUARD_KIND } from "../rules/ruleset.js";
import type { Capture, Mention } from "../types.js";
import type { Builders } from "./builder.js";
import { addMention, type Chart, countOf, kindNumber, removeMention, replaceMention } from "./chart.js";
import { type Candidate, LayerSearch } from "./layer-search.js";
import { scheduleOf } from "./schedule.js";

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
  const schedule = scheduleOf(rules);
  schedule.begin(chart);
  const search = new LayerSearch(chart, schedule);
  for (const layer of schedule.layers) {
    if (!layer.mayBegin(chart)) continue;
    search.enter(layer);
    runLayer(chart, search, builders, trace);
  }
}

interface Annotation {
  readonly capture: Capture;
  readonly rule: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

function runLayer(
  chart: Chart,
  search: LayerSearch,
  builders: Builders,
  trace: ((rejection: Rejection) => void) | undefined,
): void {
  const { name } = search.layer;
  const { length } = chart.text;
  let mentions: Mention[] | null = null;
  let annotations: Annotation[] | null = null;
  let reached = 0;
  let winner: string | null = null;
  const reject = ({ runnable, match }: Candidate, reason: Rejection["reason"], by: string | null): void =>
    trace?.({ rule: runnable.rule.id, layer: name, start: match.start, end: match.end, reason, winner: by });

  for (let at = search.nextStart(0); at <= length; at = search.nextStart(at + 1)) {
    // What begins inside a match is lost; it is looked for only where somebody wants to know.
    if (at < reached && trace === undefined) {
      at = search.nextStart(reached);
      if (at > length) break;
    }
    const candidates = search.candidatesAt(at);
    if (candidates === null) continue;
    for (const candidate of candidates) {
      if (at < reached) {
        reject(candidate, "overlap", winner);
        continue;
      }
      const { rule } = candidate.runnable;
      const { match } = candidate;
      const captures = search.capturesAround(candidate);
      const fields = rule.set.length === 0 ? NO_FIELDS : readFields(rule.set, captures);
      const build = candidate.runnable.builderIn(builders);
      const built = build?.({ rule: rule.id, chart, start: match.start, end: match.end, captures, fields });
      if (build !== undefined && built == null) {
        reject(candidate, "builder", null);
        continue;
      }
      reached = match.end;
      winner = rule.id;
      const own =
        built?.fields === undefined ? fields : fields === NO_FIELDS ? built.fields : { ...fields, ...built.fields };
      if (rule.on !== null) {
        annotations ??= [];
        for (const capture of captures[rule.on] ?? []) annotations.push({ capture, rule: rule.id, fields: own });
        continue;
      }
      if (rule.kind === GUARD_KIND) reject(candidate, "guard", null);
      if (rule.kind === null || rule.kind === GUARD_KIND) continue;
      const spanned = rule.span === null ? undefined : captures[rule.span]?.[0];
      mentions ??= [];
      mentions.push({
        kind: rule.kind,
        start: built?.start ?? spanned?.start ?? match.start,
        end: built?.end ?? spanned?.end ?? match.end,
        rule: rule.id,
        layer: name,
        fields: own,
        value: built?.value ?? null,
        captures,
        annotations: NO_ANNOTATIONS,
      });
    }
  }
  if (annotations !== null) for (const { capture, rule, fields } of annotations) annotate(chart, capture, rule, fields);
  if (mentions !== null)
    for (const mention of mentions) {
      supersede(chart, mention);
      addMention(chart, mention);
    }
}

const NO_FIELDS: Readonly<Record<string, unknown>> = Object.freeze({});
const NO_ANNOTATIONS: Mention["annotations"] = Object.freeze([]);

/** A mention takes the place of those of its own kind that it covers. */
function supersede(chart: Chart, mention: Mention): void {
  if (countOf(chart.mentionCounts, kindNumber(mention.kind)) === 0) return;
  for (let at = mention.start; at < mention.end; at++) {
    const here = chart.mentionsAt[at];
    if (here === undefined) continue;
    for (const covered of [...here])
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
