import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const BERTH = `- lexicon: berth/word
  forms: [泊位, 码头]
- rule: berth/depth
  note: how deep it is
  layer: berth
  match: '(where: %berth/word) [^，。]{0,8} 水深 [达为]? (q: @quantity[dimension=length])'
  set: { name: $where, number: $q.number, value: $q.value, unit: $q.unit }
  examples:
    - 该码头前沿水深达15.5米: { kind: berth, name: 码头, value: 15.5, unit: m }
  not:
    - 河道水深达3米
`;

let workspace = makeWorkspace({});
let cwd = "";
beforeAll(() => {
  workspace = makeWorkspace({
    "berth.yaml": BERTH,
    "wrong.yaml": BERTH.replace("value: 15.5", "value: 15"),
    "page/page.txt": "泊位，前沿水深为9米。该码头前沿水深达15.5米。\n",
  });
  cwd = workspace.path;
});
afterAll(() => workspace.remove());

const CSV = ["-c", "kind,text,name,value,unit"];

test("a user's kind is written beside the built-in ones; its pattern may be written in full width", () => {
  expect(tishu(["page/page.txt", "--rules", "berth.yaml", ...CSV], { cwd })).toEqual({
    stdout:
      "kind,text,name,value,unit\nquantity,9米,,9,m\nberth,码头前沿水深达15.5米,码头,15.5,m\nquantity,15.5米,,15.5,m\n",
    stderr: "",
    status: 0,
  });
});

test("a kind that no rule makes is refused, with the nearest", () => {
  const { stderr, status } = tishu(["page/page.txt", "--rules", "berth.yaml", "--kinds", "berht"], { cwd });
  expect({ stderr, status }).toEqual({ stderr: 'tishu: unknown kind "berht"; did you mean "berth"?\n', status: 2 });
});

test("a table of a user's kind shows what its rule sets", () => {
  const { stdout } = tishu(["page/page.txt", "--rules", "berth.yaml", "--kinds", "berth", "-f", "table"], { cwd });
  expect(stdout).toContain(
    "text                  name  number  value  unit\n码头前沿水深达15.5米  码头    15.5   15.5  m\n",
  );
});

describe("rules", () => {
  test("test runs the examples; a failing one tells what came", () => {
    expect(tishu(["rules", "test", "berth.yaml"], { cwd })).toEqual({
      stdout: "1 example, 1 counterexample, 0 failed\n",
      stderr: "",
      status: 0,
    });
    const { stdout, status } = tishu(["rules", "test", "wrong.yaml"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^wrong\.yaml:\d+: berth\/depth: 该码头前沿水深达15\.5米\n {2}expected .*"value":15.*, got .*value=15\.5/,
    );
  });

  test("lint has nothing to say of a file that is right", () => {
    expect(tishu(["rules", "lint", "berth.yaml"], { cwd })).toMatchObject({
      stdout: "0 warnings, 0 notes\n",
      status: 0,
    });
  });

  test("lint tells all that is broken, in all files and entries, and does not stop at the first", () => {
    writeFileSync(
      join(cwd, "broken.yaml"),
      `- lexicon: my/word
  form: [甲]
- rule: my/one
  layer: quantity
  match: '(q: @quantity'
- rule: my/two
  layer: quantity
  match: '%my/wrod'
  priority: high
  note: 3
- rule: my/three
  layer: quantity
  match: 吨
  build: constructor
- note: neither
- lexicon: unit/mass
  value: factor
  forms: { 石: many }
`,
    );
    writeFileSync(join(cwd, "no.yaml"), "- rule: [\n");
    const { stdout, stderr, status } = tishu(["rules", "lint", "no.yaml", "broken.yaml", "berth.yaml"], { cwd });
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    const told = stderr.trimEnd().split("\n");
    expect(told).toEqual([
      expect.stringMatching(/^tishu: no\.yaml:2:1: Flow sequence/),
      expect.stringMatching(/^tishu: broken\.yaml:2:3: unknown key "form"; did you mean "forms"\?$/),
      expect.stringMatching(/^tishu: broken\.yaml:5:\d+: match of "my\/one": /),
      expect.stringMatching(/^tishu: broken\.yaml:9:13: priority: expected a number, got text/),
      expect.stringMatching(/^tishu: broken\.yaml:10:9: note: expected text, got a number/),
      expect.stringMatching(/^tishu: broken\.yaml:11: "my\/three" asks for the builder "constructor"/),
      expect.stringMatching(/^tishu: broken\.yaml:15:3: an entry begins with "lexicon:" or "rule:"$/),
      expect.stringMatching(/^tishu: broken\.yaml:16: the factor of 石 is "many", which is no number/),
    ]);
  });

  test("list tells what is in force and where it stands", () => {
    const { stdout, status } = tishu(["rules", "list", "berth.yaml", "--packs", "port"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^berth\/depth +rule in berth +user +berth\.yaml:3 +how deep it is$/m);
    expect(stdout).toMatch(/^unit\/mass +lexicon of \d+ +core +rules\/quantity\/units\.yaml:\d+/m);
  });

  test("show prints a lexicon, a form a line", () => {
    const { stdout } = tishu(["rules", "show", "unit/mass"], { cwd });
    expect(stdout).toMatch(/^# rules\/quantity\/units\.yaml:\d+ \(pack core\)\nname: unit\/mass\n/);
    expect(stdout).toContain("\n  吨: { dimension: mass, base: t, factor: 1 }\n");
  });

  test("new begins a file that is right", () => {
    expect(tishu(["rules", "new", "port/berth-depth", "-o", "new.yaml"], { cwd })).toMatchObject({
      stderr: "",
      status: 0,
    });
    expect(readFileSync(join(cwd, "new.yaml"), "utf8")).toContain("- rule: port/berth-depth\n");
    expect(tishu(["rules", "test", "new.yaml"], { cwd })).toMatchObject({ status: 0 });
    expect(tishu(["rules", "new", "port/berth-depth", "-o", "new.yaml"], { cwd })).toMatchObject({ status: 1 });
  });
});

describe("tishu.config.yaml", () => {
  test("is found from the input's folder upward, and --no-config looks for none", () => {
    writeFileSync(join(cwd, "tishu.config.yaml"), "rules: [berth.yaml]\nkinds: [berth]\ncolumns: [name, value]\n");
    expect(tishu(["page/page.txt"], { cwd }).stdout).toBe("name,value\n码头,15.5\n");
    expect(tishu(["page/page.txt", "--no-config", "-c", "value"], { cwd }).stdout).toBe("value\n9\n15.5\n");
  });

  test("a fault in it names line and column", () => {
    writeFileSync(join(cwd, "tishu.config.yaml"), "packs: [port]\nrule: [berth.yaml]\n");
    const { stderr, status } = tishu(["page/page.txt"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^tishu: .*tishu\.config\.yaml:2:1: unknown key "rule"; did you mean "rules"\?\n$/);
  });
});
