import { describe, expect, test } from "vitest";
import { listExamples } from "../../src/examples.js";
import { makeFold } from "../../src/layout/fold.js";
import { makeLayout } from "../../src/layout/layout.js";
import { dictionaryPath, loadFoldTable, readBuiltInRules } from "../../src/load.js";
import { extractDocument } from "../../src/pipeline.js";
import type { Builder, Builders, RuleMatch } from "../../src/recognise/builder.js";
import { BUILDERS } from "../../src/recognise/builders/index.js";
import { numberBuilders } from "../../src/recognise/builders/number.js";
import { quantityBuilders } from "../../src/recognise/builders/quantity.js";
import { compileRules } from "../../src/rules/ruleset.js";
import { createSegmenter } from "../../src/segment/segmenter.js";
import type { QuantityValue } from "../../src/types.js";

/**
 * What holds of every builder of figures, on every match that the examples in rules/ give it: a rule may call it with
 * fewer captures than the rules of today do, since users write rules too, and it then makes nothing or something
 * plain, and never fails.
 */

/** The rules whose examples are of figures and dates. */
const FILES = /^rules\/(number|quantity|bounded|change)\//;
/** Builders that make something of a rule's fields alone, without a capture. */
const FROM_FIELDS = new Set(["fixed", "word", "ordinal", "rank", "half-places"]);

const { files, layers } = await readBuiltInRules();
const table = loadFoldTable();
const rules = compileRules(files, layers, new Set(Object.keys(BUILDERS)), makeFold(table));
const segmenter = createSegmenter({ dictionary: dictionaryPath() });
const OF_FIGURES = Object.keys({ ...numberBuilders, ...quantityBuilders }).sort();

let recorded: Map<string, RuleMatch[]> | null = null;

/** The matches that a builder is called with; recorded with the first test, so that nothing is built while loading. */
function matchesOf(name: string): readonly RuleMatch[] {
  recorded ??= record();
  return recorded.get(name) ?? [];
}

function record(): Map<string, RuleMatch[]> {
  const seen = new Map<string, RuleMatch[]>();
  const builders: Builders = Object.fromEntries(
    Object.entries(BUILDERS).map(([name, build]): [string, Builder] => [
      name,
      (match) => {
        const matches = seen.get(name) ?? [];
        seen.set(name, matches);
        // One match of each rule, with each set of captures, tells what there is to tell.
        const shape = (one: RuleMatch): string => [one.rule, ...Object.keys(one.captures)].join(" ");
        if (!matches.some((one) => shape(one) === shape(match))) matches.push(match);
        return build(match);
      },
    ]),
  );
  const stages = { layout: makeLayout(rules.lexicons, table), rules, builders, segment: segmenter.segment };
  for (const { text, date } of listExamples(files.filter(({ path }) => FILES.test(path))))
    extractDocument({ id: "", text, date }, stages, ["quantity", "number"]);
  return seen;
}

describe("a builder", () => {
  test("is met by the examples, each of them", () => {
    expect(OF_FIGURES.filter((name) => matchesOf(name).length === 0)).toEqual([]);
  });

  test.each(OF_FIGURES)("%s tells the rules after it what its value says", (name) => {
    for (const match of matchesOf(name)) {
      const made = BUILDERS[name]?.(match);
      const value = made?.value as Partial<QuantityValue> | undefined;
      if (made?.fields === undefined || value?.number === undefined) continue;
      const { approx, dimension, unit } = made.fields;
      expect([approx, dimension ?? null, unit ?? null]).toEqual([value.approx, value.dimension, value.unit]);
    }
  });

  test.each(OF_FIGURES)("%s without any capture or field makes nothing", (name) => {
    for (const match of matchesOf(name)) {
      const made = BUILDERS[name]?.({ ...match, captures: {}, fields: {} });
      // Half of nothing told is a half.
      if (name !== "half-places") expect(made).toBeNull();
    }
  });

  test.each(OF_FIGURES)(
    "%s with any one capture left out does not fail, and without its first makes nothing",
    (name) => {
      for (const match of matchesOf(name)) {
        const names = Object.keys(match.captures);
        for (const left of names) {
          const captures = Object.fromEntries(Object.entries(match.captures).filter(([key]) => key !== left));
          expect(() => BUILDERS[name]?.({ ...match, captures })).not.toThrow();
        }
        if (!FROM_FIELDS.has(name)) expect(BUILDERS[name]?.({ ...match, captures: {} })).toBeNull();
      }
    },
  );

  test.each(OF_FIGURES)("%s with captures that have neither mention nor lexeme does not fail", (name) => {
    for (const match of matchesOf(name)) {
      const captures = Object.fromEntries(
        Object.entries(match.captures).map(([key, list]) => [
          key,
          list.map((capture) => ({ ...capture, mention: null, lexeme: null })),
        ]),
      );
      expect(() => BUILDERS[name]?.({ ...match, captures })).not.toThrow();
    }
  });
});
