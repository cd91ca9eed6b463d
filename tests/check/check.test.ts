import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { COLUMNS } from "../../src/record.js";
import { tishu } from "../cli/tishu.js";
import { makeWorkspace } from "../cli/workspace.js";

const TEXT = "进口煤炭3.2万吨。\n出口水泥5万吨。\n";
const COAL = { kind: "quantity", text: "3.2万吨", start: 4, end: 9, value: 32000, unit: "t" };
const CEMENT = { kind: "quantity", text: "5万吨", start: 15, end: 18, value: 50000, unit: "t" };
const lines = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

let workspace = makeWorkspace({});
let cwd = "";
function lay(files: Readonly<Record<string, string | Buffer>>): void {
  workspace.remove();
  workspace = makeWorkspace(files);
  cwd = workspace.path;
}
beforeEach(() => {
  lay({ "fixtures/right/input.txt": TEXT, "fixtures/right/expected.jsonl": lines(COAL, CEMENT) });
});
afterEach(() => workspace.remove());

const put = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const read = (name: string): string => readFileSync(join(cwd, name), "utf8");

test.each([[[]], [["fixtures"]], [["fixtures/right"]], [["fixtures/right/input.txt"]]])(
  "as expected: check %j",
  (paths) => {
    expect(tishu(["check", ...paths], { cwd })).toEqual({
      stdout: "1 fixture: 1 as expected\n",
      stderr: "",
      status: 0,
    });
  },
);

test("what differs is shown field by field with its sentence, and the status is 1", () => {
  put(
    "fixtures/right/expected.jsonl",
    lines({ ...COAL, value: 3200, indicator: "煤炭进口量" }, { ...CEMENT, kind: "date" }),
  );
  const { stdout, stderr, status } = tishu(["check", "--color", "never"], { cwd });
  expect({ stderr, status }).toEqual({ stderr: "", status: 1 });
  expect(stdout).toMatch(/^✗ fixtures\/right {2}2 changed\n/);
  expect(stdout).toContain("  ~ changed  quantity 3.2万吨  4–9\n      进口煤炭⟦3.2万吨⟧。\n");
  expect(stdout).toMatch(/\n {6}value +expected 3200, got 32000\n {6}indicator +expected 煤炭进口量, got .*\n/);
  expect(stdout).toMatch(/\n {6}kind +expected date, got quantity\n/);
  expect(stdout).toMatch(/\n1 fixture: 0 as expected, 1 different \(records: 2 changed, 0 missing, 0 unexpected\)\n$/);
});

test("open columns are known to be wrong: told, no failure, and kept by --update", () => {
  const open = { ...COAL, value: 3200, unit: "t", open: ["value", "unit"] };
  put("fixtures/right/expected.jsonl", lines(open, CEMENT));
  expect(tishu(["check"], { cwd })).toEqual({
    stdout:
      '1 fixture: 1 as expected\n1 values known to be wrong (open), as told in the fixtures\n1 open values are right now: take them from "open"\n',
    stderr: "",
    status: 0,
  });
  put("fixtures/right/expected.jsonl", lines(open));
  tishu(["check", "--update"], { cwd });
  expect(JSON.parse(read("fixtures/right/expected.jsonl").split("\n")[0] ?? "")).toEqual(open);
});

test("a line opens only columns that it tells", () => {
  put("fixtures/right/expected.jsonl", lines({ ...COAL, open: ["subject"] }));
  expect(tishu(["check"], { cwd })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('expected.jsonl:1: "open" names "subject", which the line has no value for'),
  });
});

test("missing and unexpected records are told apart", () => {
  put("fixtures/right/expected.jsonl", lines(COAL, { kind: "org", text: "煤炭", start: 2, end: 4 }));
  const { stdout, status } = tishu(["check"], { cwd });
  expect(status).toBe(1);
  expect(stdout).toContain("  - missing  org 煤炭  2–4\n      进口⟦煤炭⟧3.2万吨。\n");
  expect(stdout).toMatch(/ {2}\+ unexpected {2}quantity 5万吨 {2}15–18 {2}by quantity\/\S+\n {6}出口水泥⟦5万吨⟧。\n/);
});

test("long texts are shown as one, with what went and what came", () => {
  const sentence = "进口煤炭3.2万吨，出口水泥5万吨，另有其他货物。";
  put("fixtures/right/input.txt", sentence);
  put("fixtures/right/expected.jsonl", lines({ ...COAL, sentence: sentence.replace("另有", "还有") }));
  expect(tishu(["check"], { cwd }).stdout).toContain("[-还-]{+另+}有其他货物。\n");
});

describe("fixtures", () => {
  test("beside one another, and in folders below, by code point", () => {
    lay({
      "cases/b.txt": TEXT,
      "cases/b.expected.jsonl": lines(COAL),
      "cases/a/input.txt": TEXT,
      "cases/a/expected.jsonl": lines(COAL),
      "cases/c.txt": "no fixture",
    });
    const { stdout } = tishu(["check", "cases", "--reporter", "json"], { cwd });
    expect(JSON.parse(stdout).fixtures.map(({ name }: { name: string }) => name)).toEqual(["cases/a", "cases/b.txt"]);
  });

  test("options: kinds and rules of their own", () => {
    lay({
      "x/input.txt": "共3处。",
      "x/options.json": '{"kinds": ["number"], "date": "2023-11-22"}',
      "x/expected.jsonl": lines({ kind: "number", text: "3" }),
      "y/input.txt": "煤炭3.2万吨。",
      "y/options.json": '{"kinds": ["org"]}',
      "y/expected.jsonl": "",
    });
    expect(tishu(["check", "y"], { cwd })).toMatchObject({ stdout: "1 fixture: 1 as expected\n", status: 0 });
    expect(tishu(["check", "x"], { cwd }).stdout).not.toContain("unexpected  quantity");
  });

  test.each<[string, Readonly<Record<string, string | Buffer>>, string]>([
    [
      "an offset that does not hold",
      { "expected.jsonl": lines({ ...COAL, start: 3, end: 8 }) },
      'x/expected.jsonl:1: "3.2万吨" does not stand at 3–8, but "炭3.2万"; offsets count code points of the text',
    ],
    [
      "an unknown column",
      { "expected.jsonl": lines(COAL, { ...CEMENT, indicater: null }) },
      'x/expected.jsonl:2: unknown column "indicater"; did you mean "indicator"?',
    ],
    [
      "a line without kind",
      { "expected.jsonl": lines({ text: "3.2万吨" }) },
      'x/expected.jsonl:1: a record needs "kind" and "text"',
    ],
    [
      "a start without end",
      { "expected.jsonl": lines({ kind: "org", text: "x", start: 1 }) },
      'x/expected.jsonl:1: "start" and "end" are numbers, and go together',
    ],
    ["no object", { "expected.jsonl": "3\n" }, "x/expected.jsonl:1: not an object; a line is one record"],
    [
      "no expectations",
      {},
      "x/expected.jsonl: there are no expected records; write them, or have them written with --update",
    ],
    [
      "a date that is none",
      { "expected.jsonl": "", "options.json": '{"date":"22.11."}' },
      'x/options.json: "date": expected a day such as 2023-11-22, or an instant',
    ],
    [
      "an unknown option",
      { "expected.jsonl": "", "options.json": '{"dates":1}' },
      'x/options.json: Unrecognized key: "dates"',
    ],
    [
      "a text that is no UTF-8",
      { "expected.jsonl": "", "input.txt": Buffer.from([0xd7, 0xca]) },
      "x/input.txt:1: not UTF-8 from here on; iconv -f GB18030 -t UTF-8 converts most other Chinese files",
    ],
  ])("broken: %s", (_title, files, message) => {
    const whole = { "input.txt": TEXT, ...files };
    const inFolder = Object.entries(whole).map(([name, content]) => [`x/${name}`, content]);
    lay({ ...Object.fromEntries(inFolder), "y/input.txt": TEXT, "y/expected.jsonl": lines(COAL, CEMENT) });
    expect(tishu(["check", "."], { cwd })).toEqual({
      stdout: "✗ x  cannot be checked\n\n2 fixtures: 1 as expected, 1 broken\n",
      stderr: `tishu: ${message}\n`,
      status: 1,
    });
  });

  test.each([
    ["no.dir", "no such file or folder; check the path"],
    ["fixtures/right/none", "no such file or folder; check the path"],
    [
      "empty",
      "there is no fixture here; a fixture is a folder with input.txt and expected.jsonl, or X.txt beside X.expected.jsonl",
    ],
  ])("nothing to check: %s", (path, message) => {
    lay({ "empty/notes.md": "" });
    expect(tishu(["check", path], { cwd })).toMatchObject({ stderr: `tishu: ${path}: ${message}\n`, status: 1 });
  });
});

describe("--update", () => {
  test("shows the differences, rewrites, keeps to the columns that a line had, and then agrees", () => {
    put("fixtures/right/expected.jsonl", lines({ ...COAL, value: 1 }, { kind: "org", text: "煤炭", start: 2, end: 4 }));
    const { stdout, status } = tishu(["check", "--update"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("expected 1, got 32000");
    expect(stdout).toContain("→ fixtures/right/expected.jsonl rewritten\n");
    expect(stdout).toMatch(/\n1 rewritten\n$/);

    const [coal = "", cement = ""] = read("fixtures/right/expected.jsonl").split("\n");
    expect(coal).toBe(JSON.stringify(COAL));
    expect(Object.keys(JSON.parse(cement))).toEqual(COLUMNS.filter((column) => column !== "doc" && column !== "rule"));
    expect(JSON.parse(cement)).toMatchObject({ ...CEMENT, sentence: "出口水泥5万吨。" });
    expect(tishu(["check"], { cwd }).status).toBe(0);
    expect(readdirSync(join(cwd, "fixtures/right")).sort()).toEqual(["expected.jsonl", "input.txt"]);
  });

  test("writes what was not there, and leaves alone what agrees", () => {
    lay({ "a/input.txt": TEXT, "b/input.txt": TEXT, "b/expected.jsonl": ` ${lines(COAL, CEMENT)}` });
    expect(tishu(["check", ".", "--update"], { cwd }).status).toBe(0);
    expect(existsSync(join(cwd, "a/expected.jsonl"))).toBe(true);
    expect(read("b/expected.jsonl")).toBe(` ${lines(COAL, CEMENT)}`);
    expect(tishu(["check", "."], { cwd }).stdout).toBe("2 fixtures: 2 as expected\n");
  });

  test("does not touch a broken fixture", () => {
    put("fixtures/right/expected.jsonl", "{\n");
    expect(tishu(["check", "--update"], { cwd }).status).toBe(1);
    expect(read("fixtures/right/expected.jsonl")).toBe("{\n");
  });
});

describe("reports for machines", () => {
  beforeEach(() =>
    lay({
      "f/a/input.txt": TEXT,
      "f/a/expected.jsonl": lines(COAL, CEMENT),
      "f/b/input.txt": TEXT,
      "f/b/expected.jsonl": lines({ ...COAL, unit: "<kg>" }, { kind: "org", text: "水泥", start: 13, end: 15 }),
      "f/c/input.txt": TEXT,
      "f/c/expected.jsonl": "{\n",
    }),
  );

  test("json", () => {
    const { stdout, status } = tishu(["check", "f", "--reporter", "json"], { cwd });
    const report = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(report.summary).toEqual({
      fixtures: 3,
      passed: 1,
      differs: 1,
      error: 1,
      changed: 1,
      missing: 1,
      unexpected: 1,
      openWrong: 0,
      openRight: 0,
    });
    expect(report.fixtures).toMatchObject([
      { name: "f/a", status: "passed" },
      {
        name: "f/b",
        status: "differs",
        updated: false,
        differences: [
          { type: "changed", columns: [{ column: "unit", expected: "<kg>", actual: "t" }] },
          { type: "missing", expected: { text: "水泥" } },
          { type: "unexpected", actual: { text: "5万吨", value: 50000 } },
        ],
      },
      { name: "f/c", status: "error", error: { place: "f/c/expected.jsonl:1" } },
    ]);
  });

  test("junit", () => {
    const { stdout, status } = tishu(["check", "f", "--reporter", "junit"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain('<testsuite name="tishu check" tests="3" failures="1" errors="1" skipped="0">');
    expect(stdout).toContain('<testcase classname="tishu.check" name="f/a"/>');
    expect(stdout).toMatch(
      /<testcase classname="tishu.check" name="f\/b">\s*<failure message="[^"]*⟦3\.2万吨⟧[^"]*" type="differs"\/>/,
    );
    expect(stdout).toContain("expected &lt;kg>, got t");
    expect(stdout).toMatch(/name="f\/c">\s*<error [^>]*>[\s\S]*f\/c\/expected\.jsonl:1: not JSON/);
  });
});
