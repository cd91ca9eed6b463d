import { describe, expect, test } from "vitest";
import { listExamples } from "../../src/examples.js";
import { makeFold } from "../../src/layout/fold.js";
import { makeLayout } from "../../src/layout/layout.js";
import { Exact } from "../../src/lex/exact.js";
import { dictionaryPath, loadFoldTable, readBuiltInRules } from "../../src/load.js";
import { extractDocument } from "../../src/pipeline.js";
import type { Builder, Builders, RuleMatch } from "../../src/recognise/builder.js";
import { BUILDERS } from "../../src/recognise/builders/index.js";
import { numberBuilders } from "../../src/recognise/builders/number.js";
import { quantityBuilders } from "../../src/recognise/builders/quantity.js";
import { convert, readUnit } from "../../src/recognise/builders/quantity-unit.js";
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

  /** A match with the quantity in one of its captures told differently. */
  const told = (match: RuleMatch, capture: string, change: Partial<QuantityValue>, fields: object = {}): RuleMatch => {
    const captures = (match.captures[capture] ?? []).map((one) => {
      if (one.mention === null) return one;
      const { value, fields: before } = one.mention;
      const mention = {
        ...one.mention,
        value: { ...(value as QuantityValue), ...change },
        fields: { ...before, ...fields },
      };
      return { ...one, mention };
    });
    return { ...match, captures: { ...match.captures, [capture]: captures } };
  };
  const made = (name: string, match: RuleMatch): unknown => BUILDERS[name]?.(match) ?? null;

  test.each([
    ["compound", "a"],
    ["compound", "b"],
    ["tail", "q"],
    ["times", "q"],
    ["rate", "q"],
    ["speed", "q"],
    ["series", "q"],
    ["tolerance", "q"],
  ])("%s makes nothing of a bare number where it needs a quantity (%s)", (name, capture) => {
    const matches = matchesOf(name).filter(({ captures }) => captures[capture] !== undefined);
    expect(matches.length).toBeGreaterThan(0);
    for (const match of matches) expect(made(name, told(match, capture, { unit: null, dimension: null }))).toBeNull();
  });

  test.each([
    ["compound", "a"],
    ["tail", "q"],
    ["times", "n"],
  ])("%s makes no exact amount of a bounded one", (name, capture) => {
    for (const match of matchesOf(name)) expect(made(name, told(match, capture, { approx: "over" }))).toBeNull();
  });

  test.each([
    ["compound", "a"],
    ["rate", "q"],
  ])("%s adds and divides no degrees, whose zero is not nothing", (name, capture) => {
    for (const match of matchesOf(name)) expect(made(name, told(match, capture, {}, { offset: "-32" }))).toBeNull();
  });

  test("rate divides by no degrees either", () => {
    for (const match of matchesOf("rate"))
      for (const capture of ["d", "x"]) {
        const captures = match.captures[capture]?.map((one) =>
          one.lexeme === null
            ? one
            : { ...one, lexeme: { ...one.lexeme, fields: { ...one.lexeme.fields, offset: "-32" } } },
        );
        if (captures === undefined) continue;
        expect(made("rate", { ...match, captures: { ...match.captures, [capture]: captures } })).toBeNull();
      }
  });

  test("rate divides by nothing that is no number or no unit", () => {
    for (const match of matchesOf("rate"))
      for (const capture of ["m", "d", "x"])
        if (match.captures[capture] !== undefined) {
          const captures = match.captures[capture].map((one) => ({ ...one, mention: null, lexeme: null }));
          expect(made("rate", { ...match, captures: { ...match.captures, [capture]: captures } })).toBeNull();
        }
  });

  test("times counts whole things only, some and fewer than a thousand", () => {
    const [match] = matchesOf("times");
    const times = (count: number | string): unknown =>
      match === undefined ? undefined : made("times", told(match, "n", { number: new Exact(count) }));
    for (const count of [0, -1, 0.5, 1000]) expect(times(count)).toBeNull();
    for (const count of [1, 2, 999]) expect(times(count)).not.toBeNull();
  });

  test("compound takes in no smaller amount that is below zero", () => {
    for (const match of matchesOf("compound"))
      if (match.captures.b !== undefined)
        expect(made("compound", told(match, "b", { number: new Exact(-1) }))).toBeNull();
  });

  test("speed is of lengths", () => {
    for (const match of matchesOf("speed")) expect(made("speed", told(match, "q", { unit: "t" }))).toBeNull();
  });

  test("a unit has a dimension and a base", () => {
    for (const fields of [{}, { dimension: "mass" }, { base: "t" }]) expect(readUnit(fields)).toBeNull();
    expect(readUnit({ dimension: "mass", base: "t" })).toEqual({
      dimension: "mass",
      base: "t",
      factor: "1",
      offset: "0",
      tellsBase: false,
      generic: false,
      hasTail: false,
    });
  });

  test("a factor that has no finite decimal is rounded to six places, once", () => {
    const told = (amount: number, factor: string, offset = "0"): string =>
      convert(new Exact(amount), { factor, offset }).toFixed();
    expect(told(981, "2000/3")).toBe("654000");
    expect(told(1, "2000/3")).toBe("666.666667");
    expect(told(3, "1/8")).toBe("0.375");
    expect(told(98.6, "5/9", "-32")).toBe("37");
    expect(told(5, "1")).toBe("5");
    // read again, and so again
    for (let i = 0; i < 2000; i++) expect(told(i, `1/${2 ** (i % 8)}`)).toBe(String(i / 2 ** (i % 8)));
    for (let i = 1; i < 1500; i++) expect(told(i, String(i))).toBe(String(i * i));
    expect(told(7, "3/2")).toBe("10.5");
  });

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
