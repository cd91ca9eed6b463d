import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { COMMANDS, SHELLS } from "../../src/cli/args.js";
import { COLUMNS } from "../../src/record.js";
import { shell, tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const workspace = makeWorkspace({
  "case.txt": "",
  "page.txt": "",
  "a b.txt": "",
  "own.yaml": "- rule: own/depth\n  layer: quantity\n  match: '水深'\n",
});
afterAll(() => workspace.remove());

/** What the shells' scripts ask for: the candidates without their descriptions, and whether files may follow. */
function candidates(words: readonly string[]): { readonly names: string[]; readonly files: boolean } {
  const { stdout, stderr, status } = tishu(["complete", "--", ...words], { cwd: workspace.path });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.at(-1)).toMatch(/^:[04]$/);
  return { names: lines.slice(0, -1).map((line) => line.split("\t")[0] ?? ""), files: lines.at(-1) === ":0" };
}

describe("candidates", () => {
  test("of the first word: commands, and the files of the folder that need no quotes", () => {
    const { names, files } = candidates([""]);
    expect(names.toSorted()).toEqual([...COMMANDS, "case.txt", "own.yaml", "page.txt"].toSorted());
    expect(files).toBe(true);
  });

  test.each([
    [["--qu"], ["--quiet"]],
    [
      ["page.txt", "--col"],
      ["--columns", "--color"],
    ],
    [
      ["rules", "l"],
      ["list", "lint"],
    ],
    [
      ["help", "ex"],
      ["extract", "explain"],
    ],
    [["complete", ""], [...SHELLS]],
    [
      ["check", "--reporter", ""],
      ["text", "json", "junit"],
    ],
    [["--format", "p"], ["parquet"]],
    [
      ["--header", ""],
      ["en", "zh"],
    ],
    [["--encoding", "big"], ["big5"]],
    [["--ref-date", ""], ["today"]],
    [["--packs", "p"], ["port"]],
    [
      ["--kinds", ""],
      ["quantity", "date", "org", "number", "own"],
    ],
    [
      ["--kinds", "quantity,"],
      ["quantity,date", "quantity,org", "quantity,number", "quantity,own"],
    ],
    [["--kinds=qu"], ["quantity"]],
    [["--columns", ""], [...COLUMNS]],
    [["--wide", "--columns", "lev"], ["level"]],
    [
      ["--sort", "indicator,-per"],
      ["indicator,-period", "indicator,-period_text"],
    ],
    [["--columns=doc", "check", "--up"], ["--update"]],
    [["rules", "show", "unit/mas"], ["unit/mass"]],
    [
      ["--rules", "own.yaml", "--disable", "own/"],
      ["own/depth", "own/*"],
    ],
    // A rule file that cannot be read leaves the built-in ones.
    [["--rules", "none.yaml", "--disable", "unit/mas"], ["unit/mass"]],
    [["--jobs", ""], []],
  ])("of %j", (words, names) => {
    expect(candidates(words)).toEqual({ names, files: false });
  });

  test.each([
    [["pa"], []],
    [["ch"], ["check"]],
    [["c"], ["check", "complete", "case.txt"]],
    [["page.txt", ""], []],
    [["-o", ""], []],
    [["--rules", ""], []],
    [["check", "fix"], []],
    [["explain", ""], []],
  ])("of %j, and names of files", (words, names) => {
    expect(candidates(words)).toEqual({ names, files: true });
  });

  test("are described in the language of the messages", () => {
    expect(tishu(["complete", "--", "--lang", "zh", "--excel"], { cwd: workspace.path }).stdout).toMatch(
      /^--excel\t[^\n]*[\u4e00-\u9fff]/,
    );
  });
});

describe("scripts", () => {
  test.each(SHELLS)("of %s call the program back", (name) => {
    const { stdout, status } = tishu(["complete", name], { cwd: workspace.path });
    expect(status).toBe(0);
    expect(stdout).toContain(`# ${name} completion for tishu`);
    expect(stdout).toContain("tishu complete -- ");
  });

  // Those that are not installed have nothing to say.
  test.each(SHELLS.filter((name) => spawnSync(name, ["-c", "true"]).status === 0))("%s can read its own", (name) => {
    const file = join(workspace.path, `script.${name}`);
    writeFileSync(file, tishu(["complete", name], { cwd: workspace.path }).stdout);
    const { stderr, status } = spawnSync(name, ["-n", file], { encoding: "utf8" });
    rmSync(file);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  });

  test("another shell is told of", () => {
    expect(tishu(["complete", "bsh"], { cwd: workspace.path })).toMatchObject({
      stderr: `tishu: command-argument value 'bsh' is invalid for argument 'shell'; did you mean "bash"?; see "tishu --help"\n`,
      status: 2,
    });
  });
});

describe("in bash", () => {
  /** What bash would put in place of the last word; it divides words at `=` and `:`. */
  function reply(words: readonly string[]): string[] {
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const { stdout } = shell(
      `source <(tishu complete bash); source <(tishu complete bash)
       COMP_WORDS=(tishu ${quoted}); COMP_CWORD=${words.length}
       __tishu_complete; printf '%s\\n' "\${COMPREPLY[@]}"`,
      workspace.path,
    );
    return stdout.split("\n").filter((line) => line !== "");
  }

  test.each([
    [["ch"], ["check"]],
    [["rules", "show", "unit/mas"], ["unit/mass"]],
    [["--kinds", "quantity,d"], ["quantity,date"]],
    [["--kinds", "=", "quan"], ["quantity"]],
    [["explain", "x", "--at", "1", ":", "2", "--form"], ["--format"]],
    [["page.txt", "-o", ""], []],
  ])("%j", (words, names) => {
    expect(reply(words)).toEqual(names);
  });

  test("nothing of the line is run", () => {
    expect(reply(["page.txt", ">", "case.csv", "--head"])).toEqual(["--header"]);
    expect(shell("ls case.csv", workspace.path).status).not.toBe(0);
    expect(reply(["$(touch run.txt)", "--head"])).toEqual(["--header"]);
    expect(shell("ls run.txt", workspace.path).status).not.toBe(0);
  });

  test("the second reading of the script says nothing", () => {
    const { stderr } = shell("source <(tishu complete bash); source <(tishu complete bash)", workspace.path);
    expect(stderr).toBe("");
  });
});
