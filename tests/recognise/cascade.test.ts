import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanLexicons } from "../../src/lex/lexicon.js";
import { runLayers } from "../../src/recognise/cascade.js";
import { type Chart, listMentions, makeChart } from "../../src/recognise/chart.js";
import { Matcher } from "../../src/recognise/matcher.js";
import { listedTokens } from "../../src/recognise/tokens.js";
import { parseRuleFile } from "../../src/rules/parse.js";
import { compileRules, type RuleSet } from "../../src/rules/ruleset.js";
import { makeSentence } from "./sentence.js";

const LETTERS = ["甲", "乙", "丙"] as const;

/** A pattern of a few items over three letters, with one lexicon (甲, 甲乙, 丙丙) and one kind of mention (x: 乙丙). */
const item = fc.constantFrom(
  "甲",
  "乙",
  "丙",
  "[甲乙]",
  "[^乙]",
  "%word",
  "@x",
  "甲乙",
  "(甲|乙丙|%word)",
  ".",
  "丙?",
  "甲 _ 乙",
);
const pattern = fc.array(
  fc.tuple(item, fc.constantFrom("", "", "", "?", "*", "+")).map(([one, times]) => {
    if (times === "" || one.endsWith("?")) return one;
    return `(${one})${times}`;
  }),
  { minLength: 1, maxLength: 3 },
);
const spelled = pattern.map((items) => items.join(" "));
const context = fc.option(
  fc.oneof(
    spelled,
    spelled.map((text) => `_ ${text} _`),
    spelled.map((text) => `(${text} | $)`),
    spelled.map((text) => `(^ | ${text})`),
    fc.constantFrom("^", "$"),
  ),
  { nil: null, freq: 2 },
);
const rule = fc.record({ match: spelled, before: context, after: context, notBefore: context, notAfter: context });

interface Conditions {
  readonly match: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
}

function compile(rules: readonly Conditions[], leftwards: boolean): RuleSet {
  const lines = ["- lexicon: word", "  forms: [甲, 甲乙, 丙丙]", "- rule: x/one", "  layer: x", "  match: 乙丙"];
  rules.forEach(({ match, before, after, notBefore, notAfter }, i) => {
    lines.push(
      `- rule: y/${i}`,
      "  layer: y",
      `  match: '${match}'`,
      "  as: y",
      ...(leftwards ? ["  from: right"] : []),
    );
    if (before !== null) lines.push(`  before: '${before}'`);
    if (after !== null) lines.push(`  after: '${after}'`);
    if (notBefore !== null) lines.push(`  not-before: '${notBefore}'`);
    if (notAfter !== null) lines.push(`  not-after: '${notAfter}'`);
  });
  return compileRules([parseRuleFile(`${lines.join("\n")}\n`, "rules.yaml", () => "")], ["x", "y"], new Set());
}

function chartOf(text: string, rules: RuleSet): Chart {
  const tokens = Array.from(text, (character, at) => ({ start: at, end: at + 1, text: character, tag: "x" }));
  return makeChart(makeSentence(text), rules.lexicons.names, scanLexicons(text, rules.lexicons), () =>
    listedTokens(tokens),
  );
}

/** What the layer y says, found by trying every rule at every position. */
function findPlainly(text: string, rules: RuleSet): string[] {
  const chart = chartOf(text, rules);
  runLayers(chart, { ...rules, layers: rules.layers.slice(0, 1), byLexicon: [], byUnit: new Map() }, {});
  // 乙丙 is told by hand, since the layer x above is without its beginnings.
  const matcher = new Matcher(chart);
  for (let at = text.indexOf("乙丙"); at >= 0; at = text.indexOf("乙丙", at + 2)) {
    const mention = {
      kind: "x",
      start: at,
      end: at + 2,
      rule: "x/one",
      layer: "x",
      fields: {},
      value: null,
      captures: {},
      annotations: [],
    };
    chart.mentionsAt[at] = [mention];
    chart.mentionsEndingAt[at + 2] = [mention];
  }
  const found: { start: number; end: number; order: number }[] = [];
  for (const { program, before, after, notBefore, notAfter, leftwards, order } of rules.layers[1]?.rules ?? []) {
    const fitsBefore = (at: number) =>
      (before === null || matcher.run(before, at, true) !== null) &&
      (notBefore === null || matcher.run(notBefore, at, true) === null);
    const fitsAfter = (at: number) =>
      (after === null || matcher.run(after, at, false) !== null) &&
      (notAfter === null || matcher.run(notAfter, at, false) === null);
    for (let at = 0; at <= text.length; at++) {
      const match = matcher.run(program, at, leftwards, leftwards ? fitsBefore : fitsAfter);
      if (match === null || match.start === match.end || !(leftwards ? fitsAfter(at) : fitsBefore(at))) continue;
      found.push({ start: match.start, end: match.end, order });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  const kept: string[] = [];
  let reached = 0;
  for (const { start, end, order } of found)
    if (start >= reached) {
      kept.push(`${start}-${end} y/${order - 1}`);
      reached = end;
    }
  return kept;
}

describe("runLayers", () => {
  test.each([false, true])("finds what trying every rule everywhere finds (from the right: %s)", (leftwards) => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(fc.string({ unit: fc.constantFrom(...LETTERS, " "), maxLength: 9 }), { minLength: 1, maxLength: 4 }),
        (conditions, texts) => {
          const rules = compile(conditions, leftwards);
          // Several sentences, one after the other: nothing of one may be left for the next.
          for (const text of texts) {
            const chart = chartOf(text, rules);
            runLayers(chart, rules, {});
            const found = listMentions(chart).filter(({ kind }) => kind === "y");
            expect(found.map(({ start, end, rule }) => `${start}-${end} ${rule}`)).toEqual(findPlainly(text, rules));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
