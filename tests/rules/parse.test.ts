import { describe, expect, test } from "vitest";
import { formatPlace, TishuError } from "../../src/errors.js";
import { parseManifest, parseRuleFile } from "../../src/rules/parse.js";
import { compileRules } from "../../src/rules/ruleset.js";

const noTable = (name: string): string => {
  throw new Error(`no table ${name}`);
};

function thrownBy(text: string): TishuError | null {
  try {
    compileRules([parseRuleFile(text, "r.yaml", noTable)], ["quantity"], new Set(["sum"]));
  } catch (error) {
    if (error instanceof TishuError) return error;
    throw error;
  }
  return null;
}

function fault(text: string): string {
  const error = thrownBy(text);
  return error === null ? "no fault" : `${formatPlace(error.place ?? { file: "?" })}: ${error.message}`;
}

const hintOf = (text: string): string | null => thrownBy(text)?.hint ?? null;

describe("parseRuleFile", () => {
  test("reads lexicons with plain values, fields, several spellings and a table", () => {
    const file = parseRuleFile(
      "- lexicon: unit/mass\n  set: { dimension: mass }\n  value: factor\n  ignore-case: true\n  forms:\n    吨|t: 1\n    斤: { factor: 1/2000, old: true }\n  table: m.tsv\n",
      "r.yaml",
      () => "# source: somewhere\nform\tfactor\n担\t1/20\n",
    );
    expect(file.lexicons[0]?.forms).toEqual([
      ["吨", { dimension: "mass", factor: 1 }],
      ["t", { dimension: "mass", factor: 1 }],
      ["T", { dimension: "mass", factor: 1 }],
      ["斤", { dimension: "mass", factor: "1/2000", old: true }],
      ["担", { dimension: "mass", factor: "1/20" }],
    ]);
  });

  test.each([
    ["rule: x", 'r.yaml:1:1: a rule file is a list of entries, each beginning with "- lexicon:" or "- rule:"'],
    ["- lexicon: [", "r.yaml:1:13: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ["- note: x", 'r.yaml:1:3: an entry begins with "lexicon:" or "rule:"'],
    ["- rule: a/b\n  layer: x\n  macth: 吨", 'r.yaml:3:3: unknown key "macth"'],
    ["- rule: a/b\n  layer: x\n  match: 吨\n  colour: red", 'r.yaml:4:3: unknown key "colour"'],
    ["- rule: a/b\n  layer: x\n  match: '(n: 吨'", 'r.yaml:3:11: match of "a/b": ( is never closed in (n: 吨'],
    ["- rule: a/b\n  layer: x\n  match: '%nothing'", 'r.yaml:3: match of "a/b": no lexicon is called "nothing"'],
    [
      "- rule: a/b\n  layer: x\n  match: 吨\n  on: n",
      'r.yaml:1: on of "a/b" names the capture "n", which match does not have',
    ],
    [
      "- rule: a/b\n  layer: x\n  match: 吨\n  set: { s: $n.sign }",
      'r.yaml:1: set.s of "a/b" names the capture "n", which match does not have',
    ],
    [
      "- rule: a/b\n  layer: x\n  match: 吨\n  build: summ",
      'r.yaml:1: "a/b" asks for the builder "summ", which does not exist',
    ],
    [
      "- rule: a/b\n  layer: x\n  match: 吨\n- rule: a/b\n  layer: x\n  match: 吨",
      'r.yaml:4: rule "a/b" is already defined at r.yaml:1',
    ],
    ["- lexicon: a\n  forms: { 吨: 1, 吨: 2 }", "r.yaml:2:18: Map keys must be unique"],
  ])("says what is wrong and where: %j", (text, message) => {
    expect(fault(text)).toBe(message);
  });

  test.each([
    ["- rule: a/b\n  match: 吨", 'r.yaml:1:3: "layer" is missing', "write layer: '…'"],
    ["- rule: a/b\n  layer: x\n  match: 5", "r.yaml:3:10: match: expected text, got a number", "write match: '…'"],
    ["- lexicon: a\n  forms: 石", "r.yaml:2:10: forms: this is not written as it has to be", "docs/rules.md shows how"],
    [
      "- rule: a/b\n  layer: x\n  match: (q: @quantity)",
      "r.yaml:3:10: Nested mappings are not allowed in compact mappings",
      "put the text between single quotes: match: '(q: @quantity)'",
    ],
    [
      "- rule: a/b\n  layer: x\n  match: [0-9] 吨",
      "r.yaml:3:16: Unexpected scalar at node end",
      "put the text between single quotes: match: '(q: @quantity)'",
    ],
    [
      "- rule：a/b\n  layer: x",
      "r.yaml:1:3: Implicit keys need to be on a single line",
      'after a key write ": ", the half-width colon and a blank',
    ],
    ["- rule: a/b\n\tlayer: x", "r.yaml:2:2: Unexpected scalar at node end", "indent with blanks, not with a tab"],
    [
      "- lexicon: unit/mass\n  value: factor\n  forms: { 石: 60公斤 }",
      'r.yaml:1: the factor of 石 is "60公斤", which is no number',
      "write a decimal or a fraction, such as 0.06 or 3/50",
    ],
    [
      "- lexicon: berth/word\n  forms: [泊位]\n- rule: a/b\n  layer: x\n  match: '%berth/wrod'",
      'r.yaml:5: match of "a/b": no lexicon is called "berth/wrod"',
      'did you mean "berth/word"?',
    ],
  ])("says what to do: %j", (text, message, hint) => {
    expect(fault(text)).toBe(message);
    expect(hintOf(text)).toBe(hint);
  });

  test("an empty file holds nothing", () => {
    expect(parseRuleFile("# nothing yet\n", "r.yaml", noTable)).toEqual({
      path: "r.yaml",
      pack: "user",
      lexicons: [],
      rules: [],
    });
  });

  test("no tag of YAML makes anything but plain data, and no alias is followed", () => {
    expect(fault("- lexicon: &a x\n  forms: [1]\n- lexicon: *a\n  forms: [2]")).not.toBe("no fault");
    expect(fault("- !!js/function 'x'")).not.toBe("no fault");
  });
});

test("parseManifest refuses unknown keys", () => {
  expect(() => parseManifest("layers: []\nfiles: []\nextra: 1", "m.yaml")).toThrow('unknown key "extra"');
});
