import { expect, test } from "vitest";
import { lintRules } from "../../src/rules/lint.js";
import { parseRuleFile } from "../../src/rules/parse.js";
import { compileRules } from "../../src/rules/ruleset.js";
import { selectRules } from "../../src/rules/select.js";

const file = (text: string, path: string, pack: string) => parseRuleFile(text, path, () => "", pack);
const core = file(
  "- rule: quantity/a\n  layer: quantity\n  match: '%unit'\n- rule: quantity/b\n  layer: quantity\n  match: 乙",
  "core.yaml",
  "core",
);
const port = file(
  "- lexicon: unit/box\n  forms: [箱]\n- rule: port/c\n  layer: quantity\n  match: 丙",
  "port.yaml",
  "port",
);
const user = file("- rule: quantity/b\n  layer: quantity\n  match: 丁\n  override: true", "user.yaml", "user");

const ids = (files: ReturnType<typeof selectRules>) =>
  files.flatMap(({ rules }) => rules.map(({ id, match }) => `${id}=${match}`));

test("all packs are on unless some are named", () => {
  expect(ids(selectRules([core, port]))).toEqual(["quantity/a=%unit", "quantity/b=乙", "port/c=丙"]);
  expect(ids(selectRules([core, port], { packs: ["port"] }))).toHaveLength(3);
  expect(ids(selectRules([core, port], { packs: [] }))).toEqual(["quantity/a=%unit", "quantity/b=乙"]);
});

test("a lexicon that is off is empty, and patterns that name it still compile", () => {
  const selected = selectRules([core, port], { packs: [] });
  expect(compileRules(selected, ["quantity"], new Set()).lexicons.forms.tables.words).not.toContain("箱");
});

test("a rule overrides the one of its id, in its place", () => {
  expect(ids(selectRules([core, user]))).toEqual(["quantity/a=%unit", "quantity/b=丁"]);
  expect(
    selectRules([core, user]).flatMap(({ path, rules }) => rules.map(({ id, line }) => `${path}:${line} ${id}`)),
  ).toEqual(["core.yaml:1 quantity/a", "user.yaml:1 quantity/b"]);
  expect(() => selectRules([port, user])).toThrow('"quantity/b" overrides a rule that does not exist');
});

test.each([
  [["quantity/b"], ["quantity/a=%unit", "port/c=丙"]],
  [["quantity/*"], ["port/c=丙"]],
])("disables %j", (disable, rest) => {
  expect(ids(selectRules([core, port], { disable }))).toEqual(rest);
});

test.each([
  [{ packs: ["prot"] }, 'there is no pack "prot"', 'did you mean "port"?'],
  [{ disable: ["quantty/*"] }, 'there is no rule or lexicon "quantty/*" to disable', 'did you mean "quantity/*"?'],
  [{ disable: ["quantity/bb"] }, 'there is no rule or lexicon "quantity/bb" to disable', 'did you mean "quantity/b"?'],
])("refuses what does not exist: %j", (selection, message, hint) => {
  expect(() => selectRules([core, port], selection)).toThrow(expect.objectContaining({ message, hint }));
});

test("lint finds what can never match, repeats, is slow, unused or without example", () => {
  const text = [
    "- rule: q/first\n  layer: quantity\n  match: '(x: 吨) 甲'\n  examples: [吨甲]\n  not: [甲]",
    "- rule: q/again\n  layer: quantity\n  match: '(x: 吨) 甲'\n  set: { t: $x }\n  examples: [吨甲]\n  not: [甲]",
    "- rule: q/slow\n  layer: quantity\n  match: '.* 吨'\n  examples: [吨]\n  not: [甲]",
    "- rule: q/early\n  layer: quantity\n  match: '@late 吨'\n  examples: [吨]\n  not: [甲]",
    "- rule: q/nobody\n  layer: quantity\n  match: '@nobody 吨'",
    "- rule: q/late\n  layer: late\n  match: 丙\n  examples: [丙]\n  not: [甲]",
    "- lexicon: alone\n  forms: [子, 子]",
  ].join("\n");
  expect(
    lintRules([file(text, "u.yaml", "user")], ["quantity", "late"]).map(({ code, place }) => `${place.line} ${code}`),
  ).toEqual([
    "1 unused-capture",
    "6 shadowed",
    "12 slow-start",
    "17 unreachable",
    "22 unreachable",
    "22 no-example",
    "22 no-counterexample",
    "30 duplicate-form",
    "30 unread-lexicon",
  ]);
});

test.each([
  ["- rule: q/a\n  layer: quantity\n  match: '吨 <nss>'", "unknown-tag", null],
  ["- rule: q/a\n  layer: quantty\n  match: 吨吨", "unknown-layer", 'did you mean "quantity"?'],
  [
    "- rule: q/a\n  layer: quantity\n  match: '“水”'",
    "doubtful-typing",
    'signs of the pattern language are half-width: ( ) : "',
  ],
  ["- rule: q/a\n  layer: quantity\n  match: '%unit[dimention=mass] 吨'", "unknown-field", 'did you mean "dimension"?'],
  ["- rule: q/a\n  layer: quantity\n  match: '@quantity[dimension=mas] 吨'", "unknown-field", 'did you mean "mass"?'],
  ["- lexicon: unit/old\n  forms: [石]", "no-factor", "write value: factor, and the factor behind each form"],
  [
    "- lexicon: unit/old\n  value: factor\n  forms: { 石，担: 1 }",
    "doubtful-typing",
    "forms of a list are told apart by a half-width comma and a blank, spellings of one by |",
  ],
])("lint doubts %j", (text, code, fix) => {
  const units = file(
    "- lexicon: unit/mass\n  set: { dimension: mass }\n  value: factor\n  forms: { 吨: 1 }",
    "units.yaml",
    "core",
  );
  const findings = lintRules([core, units, file(text, "u.yaml", "user")], ["quantity"], ({ pack }) => pack === "user");
  expect(findings.filter((one) => one.code === code)).toMatchObject([{ code, fix }]);
});
