import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tishu } from "./cli/tishu.js";
import { makeWorkspace } from "./cli/workspace.js";

/** The examples, run as their READMEs say, where what they are for is installed. PYTHON names the Python to ask. */
const root = fileURLToPath(new URL("../", import.meta.url));
const python = process.env.PYTHON ?? "python3";
const run = (command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) =>
  spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 1 << 28 });
const isThere = (command: string, ...args: readonly string[]): boolean => run(command, args, root).status === 0;

const workspace = makeWorkspace({});
const cwd = workspace.path;
beforeAll(() => {
  const { stdout } = run(process.execPath, [join(root, "bench/corpus.mjs"), "0.04"], root);
  const lines = stdout.trimEnd().split("\n");
  writeFileSync(join(cwd, "news.jsonl"), `${lines.join("\n")}\n`);
  mkdirSync(join(cwd, "news"));
  writeFileSync(join(cwd, "news/a.jsonl"), `${lines.slice(0, 5).join("\n")}\n`);
  writeFileSync(join(cwd, "news/b.jsonl"), `${lines.slice(5).join("\n")}\n`);
});
afterAll(() => workspace.remove());

test.skipIf(!isThere("parallel", "--version"))("GNU parallel gives the bytes of one tishu (needs parallel)", () => {
  const { stdout, status } = run(join(root, "examples/parallel/run.sh"), ["news.jsonl", "2"], cwd, { BLOCK: "12k" });
  expect(status).toBe(0);
  expect(stdout.length).toBeGreaterThan(10_000);
  expect(stdout === tishu(["news.jsonl", "-f", "jsonl", "-q"], { cwd }).stdout).toBe(true);
});

test.skipIf(!isThere(python, "-c", "import duckdb"))(
  "DuckDB answers the same of parquet, csv and jsonl (needs duckdb of PyPI)",
  () => {
    const answers = ["parquet", "csv", "jsonl"].map((format) => {
      expect(tishu(["news", "--split", `out-${format}`, "--format", format, "-q"], { cwd }).status).toBe(0);
      const { stdout, stderr } = run(python, [join(root, "examples/duckdb/query.py"), `out-${format}`], cwd);
      return stdout + stderr;
    });
    expect(answers[0]).toMatch(/quantity │ +\d+ │ +\d+/);
    expect(answers[0]?.match(/┌/g)?.length).toBe(4);
    expect(answers.slice(1)).toEqual([answers[0], answers[0]]);
  },
);

test.skipIf(!isThere(python, "-c", "import pyspark, pyarrow") || !isThere("java", "-version"))(
  "Spark gives the records of one tishu, also when a worker is killed (needs pyspark and pyarrow of PyPI, Java)",
  { timeout: 900_000 },
  () => {
    const { stdout, stderr, status } = run(join(root, "examples/spark/run.sh"), ["0.5"], cwd, { PYTHON: python });
    expect(`${stdout}${status === 0 ? "" : stderr}`).toMatch(/2 workers, of which one was killed/);
    expect(stdout.match(/^\d+ records, 0 missing, 0 too many$/gm)?.length).toBe(3);
    expect(status).toBe(0);
  },
);

test("the columns of the Spark example are those of the contract", () => {
  const listed = /COLUMNS = \(\s*((?:"[^"]*"\s*)+)\)/.exec(
    readFileSync(join(root, "examples/spark/extract.py"), "utf8"),
  );
  const columns = (listed?.[1] ?? "").replace(/["\n]/g, " ").trim().split(/\s+/);
  expect(columns).toEqual(tishu(["news/a.jsonl", "-q", "--kinds", "org"], { cwd }).stdout.split("\n")[0]?.split(","));
});
