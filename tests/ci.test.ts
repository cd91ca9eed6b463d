import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { shell } from "./cli/tishu.js";
import { makeWorkspace } from "./cli/workspace.js";

/** What the GitHub Action and the pre-commit hooks run, run here. */
const root = fileURLToPath(new URL("../", import.meta.url));
const readYaml = (name: string): unknown => parse(readFileSync(join(root, name), "utf8"));

const action = z
  .object({
    inputs: z.record(z.string(), z.object({ default: z.string() })),
    runs: z.object({
      steps: z.array(
        z.object({
          name: z.string().optional(),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  })
  .parse(readYaml("action.yml"));
const hooks = z
  .array(z.object({ id: z.string(), entry: z.string(), files: z.string(), args: z.array(z.string()).default([]) }))
  .parse(readYaml(".pre-commit-hooks.yaml"));

const RULES =
  "- lexicon: unit/mass\n  set: { dimension: mass, base: t }\n  value: factor\n  forms:\n    舀: 3/50\n" +
  "  examples:\n    - 当年收稻谷三百舀: 18 t\n";

let workspace = makeWorkspace({});
beforeEach(() => {
  workspace = makeWorkspace({
    "fixtures/port/input.txt": "港口投资约7000万元。\n",
    "fixtures/port/expected.jsonl": '{"kind": "quantity", "text": "约7000万元", "value": 70000000}\n',
    "more/bad.txt": "进口煤炭3.2万吨。\n",
    "more/bad.expected.jsonl": '{"kind": "quantity", "text": "3.2万吨", "value": 7}\n',
    "harvest/it's.txt": "收稻谷三百舀。\n",
    "harvest/it's.expected.jsonl": '{"kind": "quantity", "text": "三百舀", "value": 18}\n',
    "rules/mine.yaml": RULES,
    summary: "",
  });
});
afterEach(() => workspace.remove());

describe("action.yml", () => {
  /** Runs the step as GitHub does: bash -e, what the inputs say in its environment. */
  function check(inputs: Readonly<Record<string, string>>) {
    const step = action.runs.steps.find(({ name }) => name === "Check");
    const given = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? "";
    const env = Object.entries(step?.env ?? {}).map(([name, value]) => [
      name,
      value
        .replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input) => given(input))
        .replace(/\$\{\{ github\.action_path \}\}/, root),
    ]);
    const { stdout, stderr, status } = spawnSync(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? ""],
      {
        cwd: workspace.path,
        encoding: "utf8",
        env: { ...process.env, ...Object.fromEntries(env), GITHUB_STEP_SUMMARY: join(workspace.path, "summary") },
      },
    );
    return { stdout, stderr, status, summary: readFileSync(join(workspace.path, "summary"), "utf8") };
  }

  test("nothing of an input is put into the script itself", () => {
    expect(action.runs.steps.map(({ run = "" }) => run).join("\n")).not.toContain("${{");
  });

  test("passes, with the outcome in the step's summary", () => {
    const { stdout, stderr, status, summary } = check({});
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(stdout).toContain("1 fixture: 1 as expected");
    expect(summary).toBe(`${stdout}\`\`\`\n`);
  });

  test("fails where something differs; several paths, rules and a JUnit report", () => {
    const { status, summary } = check({ paths: "fixtures\nmore\n", junit: "report.xml" });
    expect(status).toBe(1);
    expect(summary).toMatch(/^```\n[\s\S]*expected 7, got 32000[\s\S]*```\n$/);
    expect(readFileSync(join(workspace.path, "report.xml"), "utf8")).toContain('tests="2" failures="1"');
    expect(check({ paths: "harvest/it's.txt" }).status).toBe(1);
    expect(check({ paths: "harvest/it's.txt", rules: "rules" })).toMatchObject({ stderr: "", status: 0 });
  });

  test("a path is a path, whatever stands in it", () => {
    const { stderr, status } = check({ paths: "$(touch made); `touch made`" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("$(touch made); `touch made`: no such file or folder");
    expect(existsSync(join(workspace.path, "made"))).toBe(false);
  });
});

describe(".pre-commit-hooks.yaml", () => {
  const hook = (id: string) => hooks.find((one) => one.id === id);
  const matches = (id: string, path: string): boolean =>
    // Python's verbose form is that without its blanks.
    new RegExp((hook(id)?.files ?? "").replace("(?x)", "").replace(/\s/g, "")).test(path);

  test.each([
    [
      "tishu-check",
      ["fixtures/port/input.txt", "a.expected.jsonl", "x/options.json", "tishu.config.yaml", "rules/a.yaml"],
    ],
    ["tishu-rules", ["rules/mine.yaml", "my/rules/a/b.yml"]],
  ])("%s runs on a change of what it checks", (id, paths) => {
    expect(paths.filter((path) => !matches(id, path))).toEqual([]);
    expect(["README.md", "src/a.yaml", "input.txt.bak"].filter((path) => matches(id, path))).toEqual([]);
  });

  test("what they run passes, and fails when it should", () => {
    const run = (id: string, ...files: string[]) =>
      shell([hook(id)?.entry, ...(hook(id)?.args ?? []), ...files].join(" "), workspace.path).status;
    expect([run("tishu-check"), run("tishu-rules", "rules/mine.yaml")]).toEqual([0, 0]);
    expect(run("tishu-check", "more")).toBe(1);
    expect(shell("sed -i 's/18 t/19 t/' rules/mine.yaml", workspace.path).status).toBe(0);
    expect(run("tishu-rules", "rules/mine.yaml")).toBe(1);
  });
});
