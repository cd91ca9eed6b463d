import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { shell, startTishu, tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const LINE = '{"id":"n1","text":"项目投资7000万元。"}\n';
const BRIEF = ["--columns", "doc,text", "--kinds", "quantity"];

let workspace = makeWorkspace({});
let cwd = "";
beforeEach(() => {
  workspace = makeWorkspace({ "good.txt": "项目投资7000万元。\n", "old.csv": "old\n" });
  cwd = workspace.path;
});
afterEach(() => workspace.remove());

const read = (name: string): string => readFileSync(join(cwd, name), "utf8");

test.each([
  ["out.csv", "doc,text\ngood.txt,7000万元\n"],
  ["out.tsv", "doc\ttext\ngood.txt\t7000万元\n"],
  ["out.JSONL", '{"doc":"good.txt","text":"7000万元"}\n'],
  ["out.json", '[\n{"doc":"good.txt","text":"7000万元"}\n]\n'],
  ["out.dat", "doc,text\ngood.txt,7000万元\n"],
  ["old.csv", "doc,text\ngood.txt,7000万元\n"],
])("-o %s: the ending says the format, nothing else is left in the folder", (name, expected) => {
  const before = new Set([...readdirSync(cwd), name]);
  expect(tishu(["good.txt", "-o", name, ...BRIEF], { cwd })).toEqual({ stdout: "", stderr: "", status: 0 });
  expect(read(name)).toBe(expected);
  expect(new Set(readdirSync(cwd))).toEqual(before);
});

test("--format overrides the ending", () => {
  tishu(["good.txt", "-o", "out.csv", "-f", "tsv", ...BRIEF], { cwd });
  expect(read("out.csv")).toBe("doc\ttext\ngood.txt\t7000万元\n");
});

test("the mode of the file and a link to it stay", () => {
  chmodSync(join(cwd, "old.csv"), 0o640);
  symlinkSync("old.csv", join(cwd, "link.csv"));
  tishu(["good.txt", "-o", "link.csv", ...BRIEF], { cwd });
  expect(lstatSync(join(cwd, "link.csv")).isSymbolicLink()).toBe(true);
  expect(statSync(join(cwd, "old.csv")).mode & 0o777).toBe(0o640);
  expect(read("old.csv")).toContain("7000万元");
});

test("what is no regular file is written as it is", () => {
  expect(shell(`tishu good.txt ${BRIEF.join(" ")} -o /dev/stdout | cat`, cwd)).toMatchObject({
    stdout: "doc,text\ngood.txt,7000万元\n",
    status: 0,
  });
  expect(tishu(["good.txt", "-o", "/dev/full"], { cwd })).toEqual({
    stdout: "",
    stderr: "tishu: /dev/full: cannot write: no space left on the device; the output is not whole\n",
    status: 1,
  });
  expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true);
  expect(lstatSync("/dev/stdout").isSymbolicLink()).toBe(true);
});

test("with a bad input the file is written for the others, and the status remembers", () => {
  expect(tishu(["no.txt", "good.txt", "-o", "out.csv", ...BRIEF], { cwd }).status).toBe(1);
  expect(read("out.csv")).toBe("doc,text\ngood.txt,7000万元\n");
});

test("a broken rule file leaves the old file and no other", () => {
  writeFileSync(join(cwd, "broken.yaml"), "- lexicon\n");
  expect(tishu(["good.txt", "-o", "old.csv", "--rules", "broken.yaml"], { cwd }).status).toBe(2);
  expect(read("old.csv")).toBe("old\n");
  expect(readdirSync(cwd).sort()).toEqual(["broken.yaml", "good.txt", "old.csv"]);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s leaves the old file and no other", async (signal) => {
  const child = startTishu(["--from", "jsonl", "-o", "old.csv", ...BRIEF], cwd);
  child.stdin.write(LINE);
  while (!readdirSync(cwd).some((name) => name.endsWith(".tmp"))) await sleep(20);
  const ended = new Promise((resolve) => child.on("exit", (status, by) => resolve(by ?? status)));
  child.kill(signal);
  expect(await ended).toBe(signal);
  expect(read("old.csv")).toBe("old\n");
  expect(readdirSync(cwd).sort()).toEqual(["good.txt", "old.csv"]);
});

test("the records of a line come out before the next line goes in", async () => {
  const child = startTishu(["--from", "jsonl", "-f", "jsonl", ...BRIEF], cwd);
  const answer = (): Promise<string> =>
    new Promise((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  for (const id of ["a", "b", "c"]) {
    const next = answer();
    child.stdin.write(LINE.replace("n1", id));
    expect(await next).toBe(`{"doc":"${id}","text":"7000万元"}\n`);
  }
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.stdin.end();
  expect(await ended).toBe(0);
});

test("a line that comes in pieces is one line", async () => {
  const child = startTishu(["--from", "jsonl", "-f", "jsonl", ...BRIEF], cwd);
  const output: Buffer[] = [];
  child.stdout.on("data", (data) => output.push(data));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  // The cut goes through a character.
  const bytes = Buffer.from(`${LINE}\r\n${LINE.trimEnd()}`);
  for (let start = 0; start < bytes.length; start += 20) {
    child.stdin.write(bytes.subarray(start, start + 20));
    await sleep(5);
  }
  child.stdin.end();
  expect(await ended).toBe(0);
  expect(Buffer.concat(output).toString()).toBe('{"doc":"n1","text":"7000万元"}\n'.repeat(2));
});
