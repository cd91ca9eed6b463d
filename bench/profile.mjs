// Where the time goes, by stage: node bench/profile.mjs [FOLDER OF TISHU] [MEGABYTES]
// V8's profiler samples one run of the command line; each sample counts for the folder of src/ whose code it was in.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCorpus } from "./corpus.mjs";

const [root = fileURLToPath(new URL("..", import.meta.url)), megabytes = "2"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "tishu-profile-"));
const file = join(folder, "news.jsonl");
let text = "";
for (const article of makeCorpus(Number(megabytes) * 1e6)) text += `${JSON.stringify(article)}\n`;
writeFileSync(file, text);
spawnSync(
  process.execPath,
  [
    "--cpu-prof",
    `--cpu-prof-dir=${folder}`,
    // Not bundled, so that the folders are to be seen.
    resolve(root, "dist/cli/main.js"),
    file,
    "-f",
    "jsonl",
    "-o",
    join(folder, "out.jsonl"),
    "-q",
  ],
  { stdio: ["ignore", "inherit", "inherit"] },
);
const name = readdirSync(folder).find((one) => one.endsWith(".cpuprofile"));
const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, name), "utf8"));
rmSync(folder, { recursive: true });

const byId = new Map(nodes.map((node) => [node.id, node]));
const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
/** The stage that a sample belongs to: that of its own function, or for code of a library of the one that called it. */
function stageOf(id) {
  const { functionName, url } = byId.get(id).callFrame;
  if (functionName === "(garbage collector)" || functionName === "(idle)") return functionName;
  if (/nodejieba|@node-rs/.test(url)) return "segment";
  const [, stage] = (url.includes("/node_modules/") ? null : /\/dist\/([\w-]+)/.exec(url)) ?? [];
  if (stage !== undefined) return stage;
  const parent = parents.get(id);
  return parent === undefined ? "node" : stageOf(parent);
}
const times = new Map();
let total = 0;
for (const [at, id] of samples.entries()) {
  const stage = stageOf(id);
  if (stage === "(idle)") continue;
  times.set(stage, (times.get(stage) ?? 0) + timeDeltas[at]);
  total += timeDeltas[at];
}
console.table(
  [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([stage, micros]) => ({
      stage,
      ms: Math.round(micros / 1e3),
      "%": Number(((micros / total) * 100).toFixed(1)),
    })),
);
console.log(
  `${(total / 1e6).toFixed(1)} s over ${megabytes} MB: ${((Number(megabytes) * 1e6) / total).toFixed(2)} MB/s, start included`,
);
