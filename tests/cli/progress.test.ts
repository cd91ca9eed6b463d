import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { wantsBar } from "../../src/cli/account.js";
import { createMessages } from "../../src/cli/messages.js";
import { showProgress } from "../../src/cli/progress.js";
import { run } from "../../src/cli/run.js";
import type { Shell } from "../../src/cli/shell.js";
import { tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const workspace = makeWorkspace({
  "news/a.txt": "2023年11月20日，港口投资7000万元。",
  "news/b.txt": "进口煤炭3.2万吨。",
  "news/c/a.txt": "出口水泥5万吨。",
  "news/empty.txt": "",
});
const cwd = workspace.path;
afterAll(() => workspace.remove());

/** A process whose stderr is a terminal, and what it wrote there. */
function atTerminal(isStdoutTerminal: boolean): { shell: Shell; stderr: () => string } {
  let written = "";
  const sink = (take: (text: string) => void) =>
    new Writable({
      write(chunk, _encoding, done) {
        take(String(chunk));
        done();
      },
    });
  const stderr = Object.assign(
    sink((text) => {
      written += text;
    }),
    { isTTY: true, columns: 100 },
  );
  const shell: Shell = {
    stdin: Readable.from([]),
    stdout: Object.assign(
      sink(() => {}),
      isStdoutTerminal ? { isTTY: true, columns: 100 } : {},
    ),
    stderr,
    env: {},
    nodeVersion: "v0",
    now: () => new Date(),
  };
  return { shell, stderr: () => written };
}

describe("the summary", () => {
  const SUMMARY = /^tishu: 3 documents, 3 records \(3 quantity\), 0 warnings, 1 failed, 0\.0 MB in \d+\.\d s\n$/m;
  const ARGS = ["news", "-k", "quantity", "-o", "out.csv"];

  test("with -v also where stderr is no terminal", () => {
    expect(tishu([...ARGS, "-v"], { cwd }).stderr).toMatch(SUMMARY);
    expect(tishu(ARGS, { cwd }).stderr).toBe("tishu: news/empty.txt: it is empty; there is nothing to extract\n");
  });

  test("at a terminal, but not with --quiet", async () => {
    const args = [join(cwd, "news"), ...ARGS.slice(1, -1), join(cwd, "out.csv")];
    const told = atTerminal(false);
    expect(await run(args, told.shell)).toBe(1);
    expect(told.stderr()).toMatch(SUMMARY);
    const quiet = atTerminal(false);
    await run([...args, "--quiet"], quiet.shell);
    expect(quiet.stderr()).toBe(`tishu: ${join(cwd, "news")}/empty.txt: it is empty; there is nothing to extract\n`);
  });
});

describe("the bar", () => {
  test.each([
    ["-o at a terminal", { output: "out.csv" }, true, true],
    ["--split at a terminal", { split: "out" }, true, true],
    ["a pipe", {}, false, true],
    ["records on the same terminal", {}, true, false],
    ["--quiet", { output: "out.csv", quiet: true }, true, false],
  ])("%s: %j", (_title, options, isStdoutTerminal, expected) => {
    const { shell } = atTerminal(isStdoutTerminal);
    expect(wantsBar({ output: null, split: null, quiet: false, ...options }, shell)).toBe(expected);
  });

  test("shows files, size, speed and what is left; messages stand above it, and nothing of it remains", async () => {
    const { shell, stderr } = atTerminal(false);
    const messages = createMessages(shell.stderr, () => false);
    const progress = showProgress(shell, messages, async () => ({ files: 4, bytes: 8_000_000 }));
    progress.addBytes(2_000_000);
    progress.addFile();
    progress.addDocuments(7);
    expect(stderr()).toBe("");
    await sleep(1300);
    messages.warning("one thing");
    await sleep(300);
    progress.stop();
    messages.note("after");
    const text = stripVTControlCharacters(stderr());
    expect(text).toMatch(/█{6}░{18} 25% \| 1\/4 files, 2\.0 MB, \d\.\d MB\/s \| ETA \S+/);
    expect(text).toContain("tishu: warning: one thing\n");
    expect(text).toMatch(/tishu: after\n$/);
    expect(stderr().slice(stderr().lastIndexOf("█"))).toContain("\u001b[0J");
  });

  test("is not there for what is done soon, nor of an unknown size", async () => {
    const soon = atTerminal(false);
    showProgress(
      soon.shell,
      createMessages(soon.shell.stderr, () => false),
      async () => ({ files: 1, bytes: 1 }),
    ).stop();
    const unknown = atTerminal(false);
    const progress = showProgress(
      unknown.shell,
      createMessages(unknown.shell.stderr, () => false),
      async () => ({ files: 1, bytes: null }),
    );
    progress.addBytes(3_000_000);
    await sleep(1300);
    progress.stop();
    expect(soon.stderr()).toBe("");
    expect(stripVTControlCharacters(unknown.stderr())).toMatch(/0 documents, 3\.0 MB, \d\.\d MB\/s/);
    expect(unknown.stderr()).not.toContain("█");
  });
});

describe("--skip-done", () => {
  const ARGS = ["news", "--split", "out", "-k", "quantity", "-c", "doc,text"];

  test("leaves out the inputs that have their file, under the same names whatever failed", () => {
    expect(tishu(ARGS, { cwd }).status).toBe(1);
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["a-2.csv", "a.csv", "b.csv"]);
    const [before, second] = [statSync(join(cwd, "out/a.csv")).mtimeMs, join(cwd, "out/a-2.csv")];
    rmSync(second);
    const outcome = tishu([...ARGS, "--skip-done", "-v"], { cwd });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(/^tishu: news\/a\.txt: done before\ntishu: news\/b\.txt: done before\n/);
    expect(outcome.stderr).toMatch(/1 document, 2 done before, 1 record \(1 quantity\), 0 warnings, 1 failed/);
    expect(readFileSync(second, "utf8")).toBe("doc,text\nnews/c/a.txt,5万吨\n");
    expect(statSync(join(cwd, "out/a.csv")).mtimeMs).toBe(before);
  });

  test("a run over fewer inputs counts, and several threads do the rest", () => {
    rmSync(join(cwd, "out"), { recursive: true });
    expect(tishu([...ARGS.slice(1), "--skip-done", "news/a.txt"], { cwd }).status).toBe(0);
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.csv"]);
    expect(tishu([...ARGS, "--skip-done", "--jobs", "2"], { cwd }).status).toBe(1);
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["a-2.csv", "a.csv", "b.csv"]);
  });

  test("goes with --split", () => {
    expect(tishu(["news", "--skip-done"], { cwd })).toEqual({
      stdout: "",
      stderr: "tishu: --skip-done goes with --split; name the folder that holds what is done: --split FOLDER\n",
      status: 2,
    });
    expect(existsSync(join(cwd, "news.csv"))).toBe(false);
  });
});
