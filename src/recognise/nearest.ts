import { describeItem } from "../rules/program.js";
import type { CompiledRule, RuleSet } from "../rules/ruleset.js";
import type { Chart } from "./chart.js";
import { Matcher } from "./matcher.js";

/** How far a rule got over a stretch of text in which it made no mention. */
export interface NearMiss {
  readonly rule: string;
  readonly layer: string;
  /** What it matched before it failed; offsets in the sentence. */
  readonly start: number;
  readonly end: number;
  /** What it could have gone on with there, as patterns write it; empty where the pattern itself matched. */
  readonly wanted: readonly string[];
  /** The condition around the match that failed, where the pattern itself matched. */
  readonly condition: "before" | "after" | "not-before" | "not-after" | null;
}

/**
 * The rules that came nearest to a mention over `[start, end)`: those that matched most of it, and the step at
 * which each failed. Rules that matched it whole and lost its place to another are told by the trace instead.
 */
export function findNearMisses(chart: Chart, rules: RuleSet, start: number, end: number, limit: number): NearMiss[] {
  const misses: (NearMiss & { covered: number })[] = [];
  for (const layer of rules.layers)
    for (const rule of layer.rules) {
      if (rule.kind === null && rule.on === null) continue;
      const miss = nearestOf(chart, rule, start, end);
      if (miss !== null) misses.push(miss);
    }
  misses.sort((a, b) => b.covered - a.covered || a.end - a.start - (b.end - b.start) || (a.rule < b.rule ? -1 : 1));
  return misses.slice(0, limit).map(({ covered: _, ...miss }) => miss);
}

function nearestOf(
  chart: Chart,
  rule: CompiledRule,
  start: number,
  end: number,
): (NearMiss & { covered: number }) | null {
  const matcher = new Matcher(chart);
  let best: (NearMiss & { covered: number }) | null = null;
  const from = rule.leftwards ? start + 1 : Math.max(0, start - 4);
  const to = rule.leftwards ? Math.min(chart.text.length, end + 4) : end - 1;
  for (let at = from; at <= to; at++) {
    const progress = matcher.diagnose(rule.program, at, rule.leftwards);
    if (progress.reached === at) continue;
    const [low, high] = rule.leftwards ? [progress.reached, at] : [at, progress.reached];
    const covered = Math.min(high, end) - Math.max(low, start);
    if (covered <= 0 || (best !== null && covered <= best.covered)) continue;
    const whole = matcher.run(rule.program, at, rule.leftwards);
    const condition = whole === null ? null : failedCondition(matcher, rule, whole.start, whole.end);
    if (whole !== null && condition === null) continue;
    best = {
      rule: rule.id,
      layer: rule.layer,
      start: whole?.start ?? low,
      end: whole?.end ?? high,
      wanted: whole === null ? [...new Set(progress.failed.map((pc) => describeItem(rule.program, pc)))] : [],
      condition,
      covered: whole === null ? covered : Math.min(whole.end, end) - Math.max(whole.start, start),
    };
  }
  return best !== null && best.covered > 0 ? best : null;
}

function failedCondition(matcher: Matcher, rule: CompiledRule, start: number, end: number): NearMiss["condition"] {
  if (rule.before !== null && matcher.run(rule.before, start, true) === null) return "before";
  if (rule.notBefore !== null && matcher.run(rule.notBefore, start, true) !== null) return "not-before";
  if (rule.after !== null && matcher.run(rule.after, end, false) === null) return "after";
  return rule.notAfter !== null && matcher.run(rule.notAfter, end, false) !== null ? "not-after" : null;
}
