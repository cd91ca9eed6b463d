import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { COLUMNS } from "../src/record.js";
import { shell, tishu } from "./cli/tishu.js";
import { makeWorkspace } from "./cli/workspace.js";

/** The README says what the program does: its examples are run. `UPDATE_README=1` writes what they give into it. */
const path = new URL("../README.md", import.meta.url);
const root = fileURLToPath(new URL("../", import.meta.url));
const readme = readFileSync(path, "utf8");

const blocksOf = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1] ?? "");

const commandsOf = (block: string): string[] => [...block.matchAll(/^\$ (.*)$/gm)].map((match) => match[1] ?? "");

describe("examples give the output that stands below them", () => {
  let updated = readme;
  test.each(blocksOf("console").map((block) => [commandsOf(block).at(-1) ?? "", block]))("%s", (_title, block) => {
    const workspace = makeWorkspace({});
    symlinkSync(`${root}fixtures`, `${workspace.path}/fixtures`);
    const outputs = commandsOf(block).map((command) => {
      const { stdout, stderr } = shell(command, workspace.path);
      return `$ ${command}\n${stdout}${stderr}`;
    });
    workspace.remove();
    if (process.env.UPDATE_README !== undefined) {
      updated = updated.replace(block, () => outputs.join(""));
      writeFileSync(path, updated);
    } else
      expect(block, "UPDATE_README=1 npx vitest run tests/readme.test.ts rewrites the README").toBe(outputs.join(""));
  });
});

test("the rules pass their own examples", () => {
  const workspace = makeWorkspace({ "mine.yaml": blocksOf("yaml").join("\n") });
  expect(tishu(["rules", "test", "mine.yaml"], { cwd: workspace.path })).toMatchObject({ stderr: "", status: 0 });
  workspace.remove();
});

test("the library is used as shown", () => {
  const [code = ""] = blocksOf("ts");
  const outcome = spawnSync(process.execPath, ["--input-type=module", "-e", code], { cwd: root, encoding: "utf8" });
  expect(outcome).toMatchObject({ stdout: "4.7% 4.7 %\n", stderr: "", status: 0 });
});

test("every column and exit code has its row", () => {
  const rows = readme.split("\n").filter((line) => line.startsWith("| "));
  const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1]));
  expect(named).toEqual(COLUMNS);
  expect(rows.flatMap((row) => /^\| (\d+) \|/.exec(row)?.[1] ?? [])).toEqual(["0", "1", "2", "70"]);
});
