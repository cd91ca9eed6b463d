import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { processInOrder } from "../../src/cli/work/in-order.js";
import { startTishu, tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

/** Text that fills several batches and costs little to read. */
const FILLER = "海风吹过盐田，结晶池里泛起白光。".repeat(12);
const line = (number: number): string =>
  JSON.stringify({
    id: `d${number}`,
    text: `港口第${number}号公告。货物吞吐量${number}万吨，同比增长${number % 90}.5%。11月20日，滨海港口集团有限公司表示。${FILLER}`,
    ...(number % 3 === 0 ? { date: "2023-11-22" } : {}),
    ...(number === 1 || number % 7 === 0 ? { source: `来源${number}` } : {}),
  });
const LINES = Array.from({ length: 500 }, (_, index) => (index % 100 === 99 ? "{bad" : line(index + 1)));
const workspace = makeWorkspace({
  "many.jsonl": `${LINES.join("\n")}\n`,
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`pages/${at}.txt`, `2023年11月${at + 1}日，投资${at + 1}亿元。`]),
  ),
});
const cwd = workspace.path;
afterAll(() => workspace.remove());

describe("the bytes are the same for any number of threads", () => {
  test.each([
    ["csv", "many.jsonl", []],
    ["csv", "many.jsonl", ["--keep"]],
    ["json", "many.jsonl", ["--keep", "--kinds", "quantity"]],
    ["jsonl", "many.jsonl", ["--wide"]],
    ["table", "pages", []],
  ])("%s of %s %j", (format, path, args) => {
    const run = (jobs: string) => {
      const { stdout, stderr, status } = tishu([path, "-f", format, "--quiet", ...args, "--jobs", jobs], { cwd });
      return { lines: stdout.split("\n"), errors: stderr.split("\n"), status };
    };
    const alone = run("1");
    expect(alone.lines.length).toBeGreaterThan(10);
    const together = run("3");
    expect(together.lines.findIndex((text, at) => text !== alone.lines[at])).toBe(-1);
    expect(together.lines.length).toBe(alone.lines.length);
    expect({ ...together, lines: 0 }).toEqual({ ...alone, lines: 0 });
  });

  test("by default too, where a large input calls other threads to help", () => {
    const text = LINES.join("\n")
      .replaceAll("{bad", line(1))
      .replaceAll("公告。", `公告。${"海风吹过盐田。".repeat(80)}`);
    writeFileSync(join(cwd, "large.jsonl"), text);
    const run = (...args: string[]) => tishu(["large.jsonl", "-f", "jsonl", "-k", "quantity", ...args], { cwd });
    const byDefault = run();
    expect(byDefault.status).toBe(0);
    expect(byDefault.stdout).toBe(run("--jobs", "1").stdout);
  });

  test("warnings too", () => {
    const { stderr } = tishu(["many.jsonl", "--jobs", "2"], { cwd });
    expect(stderr.split("\n").filter((text) => text.startsWith("tishu: "))).toEqual(
      tishu(["many.jsonl", "--jobs", "1"], { cwd })
        .stderr.split("\n")
        .filter((text) => text.startsWith("tishu: ")),
    );
  });
});

test("a document of many megabytes is read in parts, and counts its characters through", () => {
  const plain = "海风吹过盐田，结晶池里泛起白光。\n".repeat(16_000);
  const long = `投资1亿元。\n\n${plain}\n进口煤炭3.2万吨。\n\n${plain}\n出口水泥5万吨。`;
  writeFileSync(join(cwd, "long.txt"), long);
  const run = (jobs: string) =>
    tishu(["long.txt", "-f", "jsonl", "-k", "quantity", "-c", "text,start", "-v", "--jobs", jobs], { cwd });
  const { stdout, stderr, status } = run("1");
  expect(status).toBe(0);
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((text) => Object.values(JSON.parse(text))),
  ).toEqual(["1亿元", "3.2万吨", "5万吨"].map((words) => [words, long.indexOf(words)]));
  expect(stderr).toMatch(/1 document, 3 records/);
  expect(run("2").stdout).toBe(stdout);
});

describe("with several threads", () => {
  test("a broken rule file and an unknown kind are what they are with one", () => {
    writeFileSync(join(cwd, "broken.yaml"), "- lexicon\n");
    for (const args of [
      ["pages", "--rules", "broken.yaml"],
      ["pages", "--kinds", "figures"],
    ]) {
      const alone = tishu(args, { cwd });
      expect(alone.status).toBe(2);
      expect(tishu([...args, "--jobs", "2"], { cwd })).toEqual(alone);
    }
  });

  test("own rules reach every thread", () => {
    writeFileSync(
      join(cwd, "mine.yaml"),
      "- lexicon: unit/mass\n  set: { dimension: mass, base: t }\n  value: factor\n  forms: { 石: 3/50 }\n",
    );
    writeFileSync(join(cwd, "grain.txt"), "收稻谷三百石。");
    const args = ["grain.txt", "--rules", "mine.yaml", "-c", "text,value", "-k", "quantity"];
    expect(tishu([...args, "--jobs", "2"], { cwd })).toEqual({
      stdout: "text,value\n三百石,18\n",
      stderr: "",
      status: 0,
    });
  });

  test("the records of a line come out before the next line goes in", async () => {
    const child = startTishu(["--from", "jsonl", "-f", "jsonl", "-c", "doc", "-k", "quantity", "--jobs", "2"], cwd);
    const ended = once(child, "exit");
    for (const id of ["a", "b", "c"]) {
      const next = once(child.stdout, "data");
      child.stdin.write(`${JSON.stringify({ id, text: "投资7000万元。" })}\n`);
      expect(String((await next)[0])).toBe(`{"doc":"${id}"}\n`);
    }
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });

  test("a reader that goes away is a quiet end, also while the input is still open", async () => {
    const child = startTishu(["--from", "jsonl", "-f", "jsonl", "--jobs", "2"], cwd);
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.stdin.on("error", () => {}); // It stops reading.
    const ended = once(child, "exit");
    child.stdin.write(`${line(1)}\n`);
    await once(child.stdout, "data");
    child.stdout.destroy();
    child.stdin.write(`${line(2)}\n`);
    expect(await ended).toEqual([0, null]);
    expect(stderr.replace(/^tishu: warning: .*\n/gm, "")).toBe("");
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s ends it at once, with the old file and no other", async (signal) => {
    writeFileSync(join(cwd, "old.csv"), "old\n");
    const child = startTishu(["--from", "jsonl", "-o", "old.csv", "--jobs", "2"], cwd);
    const ended = once(child, "exit");
    child.stdin.write(`${line(1)}\n`);
    while (!readdirSync(cwd).some((name) => name.endsWith(".tmp"))) await sleep(20);
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readFileSync(join(cwd, "old.csv"), "utf8")).toBe("old\n");
    expect(readdirSync(cwd).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("in order", () => {
  async function* batchesOf(items: readonly number[], size: number): AsyncGenerator<readonly number[]> {
    for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
  }

  test("results come in the order of the input, and no more is read than the depth allows", async () => {
    const items = Array.from({ length: 40 }, (_, index) => index);
    let underWay = 0;
    let most = 0;
    const results: number[] = [];
    const work = processInOrder(
      batchesOf(items, 1),
      { depth: 4, batchLength: 2 },
      () => 1,
      async (batch) => {
        most = Math.max(most, ++underWay);
        await sleep((batch[0] ?? 0) % 5);
        underWay--;
        return batch.map((item) => item * 10);
      },
    );
    for await (const { result } of work) results.push(...result);
    expect(results).toEqual(items.map((item) => item * 10));
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
  });

  test("a batch is sent off unfilled where no more comes", async () => {
    async function* slowly(): AsyncGenerator<readonly number[]> {
      yield [1];
      await sleep(60);
      yield [2];
    }
    const batches: (readonly number[])[] = [];
    const work = processInOrder(
      slowly(),
      { depth: 2, batchLength: 1000 },
      () => 1,
      async (batch) => batch,
    );
    for await (const { batch } of work) batches.push(batch);
    expect(batches).toEqual([[1], [2]]);
  });

  test("what fails while reading or working is thrown", async () => {
    async function* failing(): AsyncGenerator<readonly number[]> {
      yield [1];
      throw new Error("reading");
    }
    const drain = async (work: AsyncIterable<unknown>): Promise<void> => {
      for await (const _ of work);
    };
    const batching = { depth: 2, batchLength: 0 };
    await expect(
      drain(
        processInOrder(
          failing(),
          batching,
          () => 1,
          async () => 0,
        ),
      ),
    ).rejects.toThrow("reading");
    const work = processInOrder(
      batchesOf([1, 2], 1),
      batching,
      () => 1,
      () => Promise.reject(new Error("working")),
    );
    await expect(drain(work)).rejects.toThrow("working");
  });
});
