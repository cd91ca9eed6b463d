import { readFileSync } from "node:fs";
import { Readable, Writable } from "node:stream";
import { Ajv2020 } from "ajv/dist/2020.js";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { COMMANDS, parseArgs, RULES_ACTIONS } from "../../src/cli/args.js";
import { run } from "../../src/cli/run.js";
import { COLUMNS } from "../../src/record.js";
import { tishu } from "./tishu.js";

const cwd = "/";
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

const COMMANDS_WITH_EXAMPLES = [
  ...["extract", "view", "check", "explain", "schema", "complete"],
  ...["rules", "rules list", "rules show", "rules lint", "rules test", "rules new"],
];

describe("help", () => {
  test("names every command, option and exit status", () => {
    const { stdout, stderr, status } = tishu(["--help"], { cwd });
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    for (const word of [
      "extract",
      "check",
      "explain",
      "schema",
      "--format",
      "--ref-date",
      "Examples:",
      "Exit status:",
    ]) {
      expect(stdout).toContain(word);
    }
  });

  test.each([["extract"], ["check"], ["explain"], ["schema"]])("of %s", (command) => {
    const byOption = tishu([command, "--help"], { cwd });
    expect(byOption).toEqual(tishu(["help", command], { cwd }));
    expect(byOption).toMatchObject({
      stdout: expect.stringContaining(`Usage: tishu ${command}`),
      stderr: "",
      status: 0,
    });
  });

  const pages = ["", ...COMMANDS.filter((name) => name !== "help"), ...RULES_ACTIONS.map((name) => `rules ${name}`)];
  const LANGUAGES = ["en", "zh"];

  test.each(pages.flatMap((page) => LANGUAGES.map((language) => [page, language])))(
    "of tishu %s in %s fits 80 columns, but for examples to copy",
    (page, language) => {
      const { stdout } = tishu([...page.split(" ").filter(Boolean), "--help"], { cwd, env: { TISHU_LANG: language } });
      const wide = stdout.split("\n").filter((line) => stringWidth(line) > 80 && !/^ {2}(?:tishu|zcat) /.test(line));
      expect(stdout.length).toBeGreaterThan(100);
      expect(wide).toEqual([]);
    },
  );

  test("has its options in groups", () => {
    const { stdout } = tishu(["--help"], { cwd });
    expect(stdout.match(/^[A-Z]\w+:$/gm)).toEqual([
      ...["Arguments:", "Input:", "Output:", "Work:", "Rules:", "Terminal:", "Commands:", "Examples:"],
    ]);
    expect(tishu(["explain", "--help"], { cwd }).stdout.match(/^[A-Z]\w+:$/gm)).toEqual([
      ...["Arguments:", "Input:", "Output:", "Rules:", "Terminal:", "Examples:"],
    ]);
  });

  test.each(COMMANDS_WITH_EXAMPLES)("of %s has examples", (command) => {
    const { stdout } = tishu([...command.split(" "), "--help"], { cwd });
    expect(stdout).toMatch(/^Examples:\n {2}\S/m);
  });
});

describe("version", () => {
  test.each([["--version"], ["-V"]])("%s", (option) => {
    expect(tishu([option], { cwd })).toEqual({ stdout: `tishu ${version}\n`, stderr: "", status: 0 });
  });

  test.each(["nodejieba", "node-rs"])("--verbose says what runs: %s", (engine) => {
    const { stdout, status } = tishu(["--version", "--verbose"], { cwd, env: { TISHU_SEGMENTER: engine } });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^tishu ${version}\nnode +v\\d+.*\nsegmenter +${engine} \\d.*\ndictionary +/.*\nrules +\\d+\n$`),
    );
  });
});

test("schema is a JSON Schema that has every column", () => {
  const { stdout, status } = tishu(["schema"], { cwd });
  const schema = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(new Ajv2020().validateSchema(schema)).toBe(true);
  expect(Object.keys(schema.properties)).toEqual(COLUMNS);
  expect(schema.required).toEqual(COLUMNS);
});

describe("explain", () => {
  test("for a terminal: tokens, the record with its rule and the parts it was made of", () => {
    const { stdout, stderr, status } = tishu(["explain", "进口煤炭3.2万吨。"], { cwd });
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(stdout).toContain("进口煤炭3.2万吨。\ntokens  进口/");
    expect(stdout).toMatch(/\n3\.2万吨 {2}4–9 {2}quantity by quantity\/\S+\n {4}dimension +mass\n {4}number +32000\n/);
    expect(stdout).toMatch(/\n {2}made of\n.*3\.2万.*\n/);
  });

  test("as JSON", () => {
    const { stdout, status } = tishu(["explain", "进口煤炭3.2万吨。", "--format", "json"], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).sentences[0].records[0].record).toMatchObject({ text: "3.2万吨", value: 32000 });
  });
});

describe("arguments as typed", () => {
  test("options stand before or after the command's name", () => {
    const quietCheck = { command: "check", quiet: true, paths: ["fixtures"], update: false, reporter: "text" };
    expect(parseArgs(["--quiet", "check"])).toMatchObject(quietCheck);
    expect(parseArgs(["check", "--quiet"])).toMatchObject(quietCheck);
    expect(parseArgs(["--quiet", "a.txt"])).toEqual(parseArgs(["extract", "a.txt", "--quiet"]));
  });

  test("lists are split, rules add up", () => {
    expect(parseArgs(["-c", "text, value", "-r", "a", "-r", "b.yaml"])).toMatchObject({
      columns: ["text", "value"],
      rules: ["a", "b.yaml"],
    });
  });
});

describe("at a terminal", () => {
  /** Runs the program in this process, with a terminal of `columns` columns on both sides. */
  async function atTerminal(args: readonly string[], columns: number, env: Record<string, string> = {}) {
    const written = { stdout: "", stderr: "" };
    const capture = (name: "stdout" | "stderr") =>
      Object.assign(
        new Writable({
          write(chunk, _encoding, done) {
            written[name] += String(chunk);
            done();
          },
        }),
        { isTTY: true, columns },
      );
    const status = await run(args, {
      stdin: Object.assign(Readable.from([Buffer.from("项目投资7000万元。")]), { isTTY: true }),
      stdout: capture("stdout"),
      stderr: capture("stderr"),
      env,
      nodeVersion: "v0",
      now: () => new Date(2023, 10, 22),
    });
    return { status, ...written };
  }

  test("no argument shows the help", async () => {
    expect(await atTerminal([], 80)).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^Usage: tishu .*[\s\S]*Exit status:/),
      stderr: "",
    });
  });

  test("records are a table, coloured unless NO_COLOR or --color never", async () => {
    const coloured = await atTerminal(["-"], 80);
    expect(coloured.stdout).toContain("\u001b[");
    expect(coloured.stdout).toContain("70000000");
    for (const [args, env] of [
      [["-"], { NO_COLOR: "1" }],
      [["-"], { TERM: "dumb" }],
      [["-", "--color", "never"], {}],
    ] as const) {
      const plain = await atTerminal(args, 80, env);
      expect(plain.stdout).toMatch(/^- {2}1 quantity\n\nquantity\ntext +value +unit/);
      expect(plain.stdout).not.toContain("\u001b[");
    }
  });
});

describe("did you mean", () => {
  test.each([
    [["chekc"], "to run a command, put it first: tishu check …"],
    [["help", "chekc"], `unknown command 'chekc'; did you mean "check"?`],
    [["rules"], "rules wants one of its commands; expected one of: list, show, lint, test, new"],
    [["rules", "lsit"], "unknown command 'lsit'; did you mean list?"],
    [["--colums", "text"], "unknown option '--colums'; did you mean --columns?"],
    [["--format", "xslx"], `argument 'xslx' is invalid; did you mean "xlsx"?`],
    [["check", "--reporter", "jnuit"], `argument 'jnuit' is invalid; did you mean "junit"?`],
    [["--kinds", "quantiy", "-"], 'unknown kind "quantiy"; did you mean "quantity"?'],
    [["--columns", "txet"], 'unknown column "txet"; did you mean "text"?'],
    [["--sort", "-perod"], 'unknown column "perod"; did you mean "period"?'],
    [["--packs", "prot", "-"], 'there is no pack "prot"; did you mean "port"?'],
    [["--disable", "unit/mas", "-"], 'did you mean "unit/mass"?'],
    [["rules", "show", "unit/mas"], 'did you mean "unit/mass"?'],
  ])("%j: %s", (args, told) => {
    const { stderr, status } = tishu(args, { cwd });
    expect(stderr).toContain(told);
    expect(status).toBe(told.startsWith("to run") ? 1 : 2);
  });
});
