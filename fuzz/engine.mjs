/**
 * Fuzzes one target in this process: `node engine.mjs '{"target": …, "seconds": …, …}'`, started by run.mjs.
 *
 * An input that makes a counter of dist/ reach a count of a size never seen joins the corpus; new inputs are mutations of
 * the corpus. A throw is a finding: it is written down once for each place that throws, and the run goes on.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { makeRandom, mutate } from "./mutate.mjs";

/** @type {{ target: string, seconds: number, seed: number, folders: string[], found: string, crashes: string, input: string | null, keep: string | null }} */
const task = JSON.parse(process.argv[2] ?? "{}");
/** An input that runs longer is a finding. */
const LIMIT_MS = 5000;
const HEAD_BYTES = 8;
/** What the corpus in the repository may come to for one target. */
const KEPT_BYTES = 24_000;

if (task.input === null) register("./instrument.mjs", import.meta.url);
/** @type {{ fuzz: (bytes: Buffer) => unknown, dictionary?: readonly string[], maxLength?: number }} */
const { fuzz, dictionary = [], maxLength = 256 } = await import(`./targets/${task.target}.mjs`);

/** @typedef {{ s: Record<string, number> | Uint32Array, b: Record<string, number[]> | Uint32Array[] }} FileCoverage */
const coverage = () =>
  /** @type {{ __coverage__?: Record<string, FileCoverage> }} */ (/** @type {unknown} */ (globalThis)).__coverage__ ??
  {};
/** The counters of each file, and the sizes of count that each has reached, a bit each: 1, 2, 3, 4–7, 8–15, … */
/** @type {Map<string, { counts: Uint32Array, sizes: Uint32Array }>} */
const reached = new Map();

/** Lets a file count in one typed array, which is quicker to read than istanbul's own objects. */
function adopt(/** @type {string} */ name, /** @type {FileCoverage} */ file) {
  const [statements, branches] = [Object.values(file.s), Object.values(file.b)];
  const counts = new Uint32Array([...statements, ...branches.flatMap((ways) => [...ways])]);
  file.s = counts.subarray(0, statements.length);
  let at = statements.length;
  file.b = branches.map((ways) => {
    at += ways.length;
    return counts.subarray(at - ways.length, at);
  });
  reached.set(name, { counts, sizes: new Uint32Array(counts.length) });
}

/** Whether a counter reached a new size since the last call; all counters are set back. */
function takesNewWay() {
  const files = coverage();
  for (const name in files) if (!reached.has(name) && files[name] !== undefined) adopt(name, files[name]);
  let isNew = false;
  for (const { counts, sizes } of reached.values()) {
    for (let i = 0; i < counts.length; i++) {
      const times = counts[i] ?? 0;
      if (times === 0) continue;
      const bit = times < 4 ? 1 << times : 1 << (3 + Math.min(20, 31 - Math.clz32(times)));
      if (((sizes[i] ?? 0) & bit) === 0) {
        sizes[i] = (sizes[i] ?? 0) | bit;
        isNew = true;
      }
    }
    counts.fill(0);
  }
  return isNew;
}

const nameOf = (/** @type {Uint8Array} */ input) => createHash("sha1").update(input).digest("hex").slice(0, 10);

const shared = new SharedArrayBuffer(HEAD_BYTES + 0x10000);
const [head, current] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, HEAD_BYTES)];
mkdirSync(task.crashes, { recursive: true });
new Worker(new URL("watch.mjs", import.meta.url), {
  workerData: { shared, headBytes: HEAD_BYTES, limitMs: LIMIT_MS, path: join(task.crashes, `${task.target}-slow`) },
}).unref();

/** @type {Map<string, string>} */
const findings = new Map();
let slowest = { ms: 0, name: "" };

/** @param {Uint8Array} input */
async function run(input) {
  current.set(input.subarray(0, 0x10000));
  Atomics.store(head, 1, input.length);
  Atomics.add(head, 0, 1);
  const from = performance.now();
  try {
    await fuzz(Buffer.from(input));
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    const at = stack.split("\n").filter((line) => line.includes("/dist/") || line.includes("/fuzz/"))[0] ?? "";
    const place = `${at.replace(/^.*\//, "")} ${message.replace(/".*?"|\d+/g, "…").split("\n")[0]}`;
    if (!findings.has(place)) {
      const path = join(task.crashes, `${task.target}-${nameOf(input)}`);
      writeFileSync(path, input);
      findings.set(place, path);
      console.error(`FINDING ${path}\n${stack.slice(0, 2000)}\n`);
    }
  }
  const ms = performance.now() - from;
  if (ms > slowest.ms) slowest = { ms, name: nameOf(input) };
}

if (task.input !== null) {
  await run(readFileSync(task.input));
  process.exit(findings.size > 0 ? 1 : 0);
}

/** @type {Uint8Array[]} */
const seeds = [];
for (const folder of task.folders)
  if (existsSync(folder)) for (const file of readdirSync(folder)) seeds.push(readFileSync(join(folder, file)));
seeds.sort((a, b) => a.length - b.length);
/** @type {Uint8Array[]} */
const corpus = [];
takesNewWay();
for (const seed of seeds) {
  await run(seed);
  if (takesNewWay()) corpus.push(seed);
}
if (task.keep !== null) {
  let bytes = 0;
  for (const input of corpus) {
    bytes += input.length;
    if (bytes <= KEPT_BYTES) writeFileSync(join(task.keep, nameOf(input)), input);
  }
  console.log(
    `${task.target}: kept ${corpus.length} inputs of ${seeds.length}, ${Math.min(bytes, KEPT_BYTES)} bytes at most`,
  );
  process.exit(0);
}

const random = makeRandom(task.seed);
const words = dictionary.map((word) => Buffer.from(word));
const [before, until] = [corpus.length, performance.now() + task.seconds * 1000];
let inputs = 0;
mkdirSync(task.found, { recursive: true });
while (performance.now() < until) {
  // Of two chosen by lot the younger: what was found last leads on.
  const parent = corpus[Math.max(random(corpus.length), random(corpus.length))] ?? new Uint8Array();
  const input = mutate(parent, corpus, words, random, maxLength);
  await run(input);
  inputs++;
  if (!takesNewWay()) continue;
  corpus.push(input);
  writeFileSync(join(task.found, nameOf(input)), input);
}
const counters = [...reached.values()].flatMap(({ sizes }) => [...sizes]);
const share = Math.round((100 * counters.filter((size) => size > 0).length) / counters.length);
console.log(
  `${task.target}: ${inputs} inputs in ${task.seconds} s (seed ${task.seed}), corpus ${before} → ${corpus.length}, ` +
    `${share}% of ${counters.length} counters, slowest ${Math.round(slowest.ms)} ms (${slowest.name}), ${findings.size} findings`,
);
process.exit(findings.size > 0 ? 1 : 0);
