import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tishu } from "../cli/tishu.js";
import { makeWorkspace } from "../cli/workspace.js";

/** Rule files and configs that mean harm, or that a program made: one line on stderr, status 2, at once. */

const rule = (match: string): string => `- rule: my/x\n  layer: quantity\n  match: '${match}'\n`;
const table = (name: string): string => `- lexicon: unit/mass\n  table: ${name}\n`;

const FILES: Readonly<Record<string, string>> = {
  "good.txt": "项目投资7000万元。\n",
  "secret/t.tsv": "form\tfactor\n元\t9\n",
  "rules/up.yaml": table("../secret/t.tsv"),
  "rules/absolute.yaml": table("/etc/hostname"),
  "rules/link.yaml": table("link.tsv"),
  "rules/folder.yaml": table("."),
  "rules/missing.yaml": table("no.tsv"),
  "rules/pipe.yaml": table("pipe"),
  "rules/tag.yaml": '- lexicon: !!js/function "process.exit()"\n',
  "rules/python.yaml": "- lexicon: unit/mass\n  forms: { 石: !!python/object/apply:os.system x }\n",
  "rules/alias.yaml": "- lexicon: &a unit/mass\n  note: *a\n",
  "rules/bomb.yaml": `- &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `- &a${i} [*a${i === 0 ? "" : i - 1}, *a${i === 0 ? "" : i - 1}]`).join("\n")}\n`,
  "rules/flow.yaml": `- ${"[".repeat(100_000)}\n`,
  "rules/dashes.yaml": `${"- ".repeat(100_000)}a\n`,
  "rules/questions.yaml": `${"? ".repeat(100_000)}a\n`,
  "rules/brackets.yaml": rule(`${"(".repeat(10_000)}a${")".repeat(10_000)}`),
  "rules/copies.yaml": rule("(a{0,200}){0,200}"),
  "rules/many.yaml": rule("a{201}"),
  "rules/crowd.yaml": Array.from({ length: 400 }, (_, i) =>
    rule("(ab?){0,199}吨(cd?){0,199}").replace("my/x", `my/x${i}`).replace("layer: quantity", "layer: my"),
  ).join(""),
  "rules/huge.yaml": "#".repeat(4_100_000),
  "rules/endless.yaml": "# ".repeat(8_100_000),
  "rules/bytes.yaml": "\u0001\u0002\ufffd\ufffe",
  "rules/scalar.yaml": "hello\n",
  "rules/twice.yaml": "- lexicon: unit/mass\n  lexicon: unit/area\n",
  "rules/builder.yaml": `${rule("吨")}  build: constructor\n`,
  "project/good.txt": "项目投资7000万元。\n",
};

const workspace = makeWorkspace(FILES);
const cwd = workspace.path;
const run = (...args: string[]) => tishu([...args, "--columns", "doc,text", "--kinds", "quantity"], { cwd });
const GOOD = { stdout: "doc,text\ngood.txt,7000万元\n", stderr: "", status: 0 };

beforeAll(() => {
  symlinkSync("../secret/t.tsv", join(cwd, "rules/link.tsv"));
  spawnSync("mkfifo", [join(cwd, "rules/pipe")]);
  mkdirSync(join(cwd, "nothing"));
});
afterAll(() => workspace.remove());

describe("a rule file that is refused", () => {
  test.each([
    ["a table above it", "up", "the table ../secret/t.tsv lies outside the rule file's folder"],
    ["a table by an absolute path", "absolute", "the table /etc/hostname lies outside the rule file's folder"],
    ["a table through a link out of its folder", "link", "the table link.tsv lies outside the rule file's folder"],
    ["a table that is a folder", "folder", "the table . is no file"],
    ["a table that is a named pipe, which would wait for ever", "pipe", "the table pipe is no file"],
    ["a table that is not there", "missing", "the table no.tsv does not exist"],
    ["a tag of JavaScript", "tag", "Unresolved tag: tag:yaml.org,2002:js/function"],
    ["a tag of Python", "python", "Unresolved tag: tag:yaml.org,2002:python/object/apply:os.system"],
    ["an alias", "alias", "an alias (*) is not allowed in a rule file"],
    ["aliases that would unfold to a thousand million", "bomb", "an entry begins with"],
    ["100,000 brackets", "flow", "it nests more than 50 deep"],
    ["100,000 dashes", "dashes", "it nests more than 50 deep"],
    ["100,000 question marks", "questions", "it nests more than 50 deep"],
    ["a pattern of 10,000 brackets", "brackets", "brackets nest at most 100 deep"],
    ["a pattern that repeats repeats", "copies", "the pattern is too large (over 4000 steps)"],
    ["a pattern that repeats 201 times", "many", "{ } repeats at most 200 times"],
    ["patterns that are too many", "crowd", "the rules are too large together (over 500000 steps)"],
    ["four million characters", "huge", "the file is too large (over 4000000 characters)"],
    ["sixteen million bytes", "endless", "the file is too large (over 16000000 bytes)"],
    ["control characters", "bytes", ""],
    ["a word", "scalar", "a rule file is a list of entries"],
    ["a key twice", "twice", "Map keys must be unique"],
    ["a builder that is none of tishu's", "builder", "constructor"],
  ])("%s", (_title, name, message) => {
    const outcome = run("good.txt", "--rules", `rules/${name}.yaml`);
    expect(outcome).toMatchObject({ stdout: "", status: 2 });
    expect(outcome.stderr).toMatch(/^tishu: [^\n]*\n$/);
    expect(outcome.stderr.startsWith(`tishu: rules/${name}.yaml`)).toBe(true);
    expect(outcome.stderr).toContain(message);
  });

  test("a device without an end", () => {
    expect(run("good.txt", "--rules", "/dev/zero")).toMatchObject({
      stdout: "",
      stderr: "tishu: /dev/zero: the file is too large (over 16000000 bytes)\n",
      status: 2,
    });
  });

  test("a folder without rules", () => {
    expect(run("good.txt", "--rules", "nothing")).toMatchObject({ stdout: "", status: 2 });
  });
});

describe("a rule file that is odd and does no harm", () => {
  test.each([
    ["nested repeats, which take a backtracking matcher for ever", rule(`((((a*)*)*)*){0,200}b`)],
    [
      "names of what every object has",
      "- lexicon: unit/mass\n  forms: { __proto__: 1, constructor: 1, toString: 2 }\n",
    ],
    ["nothing", ""],
    ["a comment and no rule of its own", "- lexicon: unit/mass\n  forms: { 石: 3/50 }\n# ".padEnd(100_000, "x")],
  ])("%s", (_title, text) => {
    writeFileSync(join(cwd, "odd.yaml"), text);
    writeFileSync(join(cwd, "as.txt"), `${"a".repeat(20_000)}，投资7000万元。`);
    expect(run("good.txt", "--rules", "odd.yaml")).toEqual(GOOD);
    expect(run("as.txt", "--rules", "odd.yaml").stdout).toBe("doc,text\nas.txt,7000万元\n");
  });
});

describe("a tishu.config.yaml that lies beside the texts", () => {
  test.each([
    ["rules above it", "rules: [../rules/tag.yaml]", "rules: ../rules/tag.yaml lies outside the config's folder"],
    ["rules by an absolute path", "rules: [/etc]", "rules: /etc lies outside the config's folder"],
    ["a key that it has not", "output: /etc/passwd", 'unknown key "output"'],
    ["an alias", "kinds: &a [date]\nrules: *a", "an alias (*) is not allowed"],
    ["a tag", "rules: !!js/function x", "Unresolved tag"],
    ["100,000 brackets", `rules: ${"[".repeat(100_000)}`, "it nests more than 50 deep"],
    ["no map", "- a", ""],
  ])("%s", (_title, config, message) => {
    writeFileSync(join(cwd, "project/tishu.config.yaml"), config);
    const outcome = run("project/good.txt");
    expect(outcome).toMatchObject({ stdout: "", status: 2 });
    expect(outcome.stderr).toMatch(/^tishu: [^\n]*tishu\.config\.yaml[^\n]*\n$/);
    expect(outcome.stderr).toContain(message);
    expect(run("project/good.txt", "--no-config")).toMatchObject({ stderr: "", status: 0 });
  });
});
