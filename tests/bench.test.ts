import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkspace } from "./cli/workspace.js";

/** That the benchmark runs, and what it counts; times only by ratios so wide that no noise reaches them. */
const bench = (script: string, ...args: readonly string[]): string => {
  const file = fileURLToPath(new URL(`../bench/${script}`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

interface Measured {
  readonly bytes: number;
  readonly cpuMs: number;
  readonly found: number;
}

const workspace = makeWorkspace({});
const little = join(workspace.path, "little.jsonl");
const more = join(workspace.path, "more.jsonl");
beforeAll(() => {
  writeFileSync(little, bench("corpus.mjs", "0.05"));
  writeFileSync(more, bench("corpus.mjs", "0.2"));
});
afterAll(() => workspace.remove());
const measure = (system: string, file: string): Measured => JSON.parse(bench("task.mjs", system, file));

test("the text is the same for the same seed, and as dense as a newspaper", () => {
  const text = bench("corpus.mjs", "0.3", "7");
  const digest = (content: string) => createHash("sha256").update(content).digest("hex");
  expect(digest(bench("corpus.mjs", "0.3", "7"))).toBe(digest(text));
  expect(digest(bench("corpus.mjs", "0.3", "8"))).not.toBe(digest(text));
  const sentences = text
    .trimEnd()
    .split("\n")
    .flatMap((line) => (JSON.parse(line) as { text: string }).text.split(/(?<=。)|\n/));
  const lengthOf = (some: readonly string[]) => some.reduce((sum, sentence) => sum + sentence.length, 0);
  const share = lengthOf(sentences.filter((sentence) => /[0-9０-９]/.test(sentence))) / lengthOf(sentences);
  expect(share).toBeGreaterThan(0.33);
  expect(share).toBeLessThan(0.42);
});

test("four times the text gives four times the records in less than ten times the time", () => {
  const [first, second] = [measure("tishu", little), measure("tishu", more)];
  expect(second.bytes / first.bytes).toBeCloseTo(4, 0);
  expect(second.found / first.found).toBeGreaterThan(3);
  expect(second.found / first.found).toBeLessThan(5);
  expect(second.cpuMs / first.cpuMs).toBeLessThan(10);
});

const hasNodejieba = existsSync(new URL("../node_modules/nodejieba/build/Release/nodejieba.node", import.meta.url));
test.each(hasNodejieba ? ["nodejieba", "chrono", "floor"] : ["chrono", "floor"])("%s runs beside it", (system) => {
  expect(measure(system, little).found).toBeGreaterThan(50);
});

test("peak memory does not grow with the stream", () => {
  // Text in which there is little to find, so that megabytes of it pass soon.
  const text = "The tide goes out past the harbour wall, and the boats lie down on the sand. ".repeat(40);
  /** The peak in MB of reading so many documents of 3 KB. */
  const peakOf = (documents: number): number => {
    const file = join(workspace.path, "stream.jsonl");
    writeFileSync(file, `${JSON.stringify({ id: "a", text })}\n`.repeat(documents));
    const root = fileURLToPath(new URL("../", import.meta.url));
    const args = ["--import", `${root}bench/usage.mjs`, `${root}bin/tishu.js`, file, "-f", "jsonl", "--jobs", "1"];
    const { output } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    return (JSON.parse(String(output[3])) as { peakMb: number }).peakMb;
  };
  const [short, long] = [peakOf(500), peakOf(3000)];
  expect(long).toBeLessThan(400);
  expect(long - short).toBeLessThan(120);
});
