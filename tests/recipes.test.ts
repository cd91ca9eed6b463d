import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { BIN } from "./cli/tishu.js";
import { makeWorkspace } from "./cli/workspace.js";

/** The recipes of the README, run as they stand. A recipe whose program is not installed is skipped, by its name. */
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const section = readme.split("\n## ").find((part) => part.startsWith("In the tools you use")) ?? "";
const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", code = ""]) => ({
  language,
  code,
}));
const codeOf = (language: string, word = ""): string =>
  blocks.find((block) => block.language === language && block.code.includes(word))?.code ?? "";

const workspace = makeWorkspace({});
const cwd = workspace.path;
const env = { ...process.env, PATH: `${join(cwd, "bin")}${delimiter}${process.env.PATH}` };
beforeAll(() => {
  mkdirSync(join(cwd, "bin"));
  writeFileSync(join(cwd, "bin/tishu"), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" --ref-date 2023-12-06 "$@"\n`, {
    mode: 0o755,
  });
  mkdirSync(join(cwd, "news"));
  for (const name of ["newspaper-page", "stat-gdp"])
    cpSync(fileURLToPath(new URL(`../fixtures/${name}/input.txt`, import.meta.url)), join(cwd, `news/${name}.txt`));
});
afterAll(() => workspace.remove());

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: "" });
  return stdout;
}

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: "ignore" }).status === 0;
const python = ["python3", process.env.TISHU_PYTHON ?? ""].find(
  (name) => name !== "" && has(name, "-c", "import pandas, pyarrow"),
);
const sh = (word: string): string => run("bash", "-eo", "pipefail", "-c", codeOf("sh", word));

test("the section holds the recipes that are run here", () => {
  expect(blocks.map(({ language }) => language).sort()).toEqual([
    ...["make", "python", "r", "sh", "sh", "sh", "sh", "sh", "sh", "yml", "yml"],
  ]);
});

test("Excel: the workbook and the CSV are there", () => {
  sh("指标.xlsx");
  expect(readFileSync(join(cwd, "指标.xlsx")).subarray(0, 2).toString()).toBe("PK");
  expect(readFileSync(join(cwd, "指标.csv"), "utf8")).toMatch(/^\uFEFF文档,篇次,标题,主体,指标,时期/);
});

test.skipIf(python === undefined)("pandas", () => {
  sh("wide.csv");
  const printed = run(python ?? "", "-c", codeOf("python"));
  expect(printed).toMatch(/count +mean/);
  expect(printed).toContain("subject");
});

test.skipIf(!has("Rscript", "--version"))("R", () => {
  sh("figures.csv");
  expect(run("Rscript", "-e", codeOf("r"))).toMatch(/indicator +value\n1 /);
});

test.skipIf(!has("duckdb", "--version"))("DuckDB", () => {
  expect(sh("duckdb")).toContain("indicator");
});

test.skipIf(!has("sqlite3", "--version"))("SQLite, twice", () => {
  const [first, second] = [sh("sqlite3"), sh("sqlite3")];
  expect(first).toContain("滨海港口集团有限公司|使用岸电|");
  expect(second).toBe(first);
});

test.skipIf(!has("jq", "--version"))("jq and the shell", () => {
  const lines = sh("jq").trim().split("\n");
  expect(lines).toContain("news/newspaper-page.txt\t使用岸电\t36.5");
  expect(lines.at(-1)).toMatch(/^ *\d+ \S+$/);
});

test.skipIf(!has("make", "--version"))("make", () => {
  writeFileSync(join(cwd, "Makefile"), codeOf("make"));
  run("make", "figures.parquet", "report.xlsx");
  expect(statSync(join(cwd, "report.xlsx")).size).toBeGreaterThan(1000);
  expect(run("make", "report.xlsx")).toContain("up to date");
});

describe("CI", () => {
  const [action, hooks] = blocks.filter(({ language }) => language === "yml").map(({ code }) => parse(code));

  test("the inputs that the example gives are inputs of the action", () => {
    const { inputs } = parse(readFileSync(new URL("../action.yml", import.meta.url), "utf8"));
    const step = action.jobs.figures.steps[1];
    expect(step.uses).toBe("OWNER/tishu@main");
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
  });

  test("the hooks of the example are those of the repo", () => {
    const known = parse(readFileSync(new URL("../.pre-commit-hooks.yaml", import.meta.url), "utf8"));
    expect(hooks.repos[0].hooks.map(({ id }: { id: string }) => id)).toEqual(known.map(({ id }: { id: string }) => id));
  });
});
