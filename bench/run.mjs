// npm run bench [-- --megabytes 2 --runs 5 --scale 1,10 --jobs 4 --only peers,jobs,scale,start]
// Ratios of systems that take turns in one run, medians of several; results as a table and in bench/results/.
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeCorpus } from "./corpus.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values: options } = parseArgs({
  options: {
    megabytes: { type: "string", default: "2" },
    runs: { type: "string", default: "5" },
    scale: { type: "string", default: "1,10" },
    jobs: { type: "string", default: "6" },
    only: { type: "string", default: "peers,jobs,scale,start" },
    seed: { type: "string", default: "1" },
  },
});
const runs = Number(options.runs);
const wanted = new Set(options.only.split(","));
const folder = mkdtempSync(join(tmpdir(), "tishu-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A file of generated articles as JSONL: so many megabytes of text. */
async function makeFile(megabytes) {
  const file = join(folder, `${megabytes}.jsonl`);
  if (existsSync(file)) return file;
  const stream = createWriteStream(file);
  for (const article of makeCorpus(megabytes * 1e6, Number(options.seed))) {
    if (!stream.write(`${JSON.stringify(article)}\n`)) await new Promise((resolve) => stream.once("drain", resolve));
  }
  await new Promise((resolve) => stream.end(resolve));
  return file;
}

function runTask(system, file) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path("task.mjs"), system, file], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${system}: ${stderr}`);
  return JSON.parse(stdout);
}

/** One run of the command line with its output thrown away: wall and CPU time, peak memory. */
function runTishu(args) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, ["--import", path("usage.mjs"), path("../bin/tishu.js"), ...args], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    let usage = "";
    child.stdio[3].on("data", (data) => {
      usage += data;
    });
    child.on("close", (status) => {
      if (status !== 0) return reject(new Error(`tishu ${args.join(" ")} ended with ${status}`));
      resolve({ wallMs: Number(process.hrtime.bigint() - started) / 1e6, ...JSON.parse(usage) });
    });
  });
}

const results = {
  at: new Date().toISOString(),
  machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, node ${process.version}`,
  commit: spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: path("."), encoding: "utf8" }).stdout.trim(),
  options,
};
const print = (title, rows) => {
  console.log(`\n${title}`);
  console.table(rows);
};
const rate = (bytes, ms) => Number((bytes / 1e3 / ms).toFixed(3));
console.log(
  `${results.machine}; commit ${results.commit}; load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}`,
);

if (wanted.has("peers")) {
  const file = await makeFile(Number(options.megabytes));
  // Recognizers-Text would take minutes over all of it.
  const little = await makeFile(0.05);
  const files = { tishu: file, nodejieba: file, chrono: file, recognizers: little, floor: file };
  const missing = existsSync(path("peers/node_modules")) ? [] : ["recognizers"];
  for (const system of missing) console.log(`${system} left out: npm install --prefix bench/peers`);
  const measured = Object.fromEntries(Object.keys(files).map((system) => [system, []]));
  for (let run = 0; run < runs; run++)
    for (const [system, given] of Object.entries(files)) {
      if (!missing.includes(system)) measured[system].push(runTask(system, given));
    }
  const rateOf = (system) => median(measured[system].map(({ bytes, cpuMs }) => rate(bytes, cpuMs)));
  /** The median of the ratios within each run, in which both had the same neighbours. */
  const ratioTo = (system, key) =>
    median(
      measured.tishu.map(
        (ours, run) => measured[system][run][key] / measured[system][run].bytes / (ours[key] / ours.bytes),
      ),
    );
  results.peers = Object.keys(files)
    .filter((system) => !missing.includes(system))
    .map((system) => ({
      system,
      "MB/s of CPU": rateOf(system),
      "tishu is … times as fast (CPU)": Number(ratioTo(system, "cpuMs").toFixed(3)),
      "(wall)": Number(ratioTo(system, "wallMs").toFixed(3)),
      found: measured[system][0].found,
    }));
  print(`One thread over ${options.megabytes} MB, medians of ${runs} runs`, results.peers);
}

if (wanted.has("jobs")) {
  const file = await makeFile(Number(options.jobs));
  const ratios = [];
  const rows = [];
  for (let run = 0; run < runs; run++) {
    const [one, two] = [
      await runTishu([file, "-f", "jsonl", "-q", "--jobs", "1"]),
      await runTishu([file, "-f", "jsonl", "-q", "--jobs", "2"]),
    ];
    ratios.push(one.wallMs / two.wallMs);
    rows.push({ "1 job s": one.wallMs / 1e3, "2 jobs s": two.wallMs / 1e3, ratio: ratios.at(-1), load: loadavg()[0] });
  }
  results.jobs = { ratio: median(ratios), rows };
  print(
    `--jobs 2 beside --jobs 1 over ${options.jobs} MB, wall time; median ratio ${results.jobs.ratio.toFixed(2)}`,
    rows,
  );
}

if (wanted.has("scale")) {
  results.scale = [];
  for (const megabytes of options.scale.split(",").map(Number)) {
    const { cpuMs, wallMs, peakMb } = await runTishu([await makeFile(megabytes), "-f", "jsonl", "-q", "--jobs", "1"]);
    results.scale.push({
      MB: megabytes,
      "CPU s": cpuMs / 1e3,
      "wall s": wallMs / 1e3,
      "MB/s of CPU": (megabytes * 1e3) / cpuMs,
      "peak MB": Math.round(peakMb),
    });
  }
  print("Length: the command line from JSONL to JSONL, one thread", results.scale);
}

if (wanted.has("start")) {
  const page = path("../fixtures/newspaper-page/input.txt");
  const time = (args) => {
    const started = process.hrtime.bigint();
    const { status } = spawnSync(process.execPath, args, { stdio: "ignore", cwd: path("..") });
    if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
    return Number(process.hrtime.bigint() - started) / 1e6;
  };
  const rows = [];
  for (let run = 0; run < Math.max(runs, 5); run++) {
    const ours = time([path("../bin/tishu.js"), page, "-f", "csv", "-q"]);
    const theirs = time(["-e", "require('nodejieba').load()"]);
    rows.push({ "tishu ms": ours, "nodejieba.load() ms": theirs, ratio: ours / theirs });
  }
  results.start = { ratio: median(rows.map(({ ratio }) => ratio)), rows };
  print(`Cold start on the newspaper page; median ratio ${results.start.ratio.toFixed(2)}`, rows);
}

mkdirSync(path("results"), { recursive: true });
const target = path(`results/${results.at.slice(0, 19).replaceAll(":", "")}.json`);
writeFileSync(target, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\n${target}`);
