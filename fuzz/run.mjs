/**
 * Coverage-guided fuzzing: `npm run fuzz -- [--seconds N] [--seed N] [target …]` fuzzes each target for N seconds (10 if
 * not told), beginning with fuzz/corpus and what earlier runs found in .work/fuzz. Exits with 1 where a target fails; the
 * inputs that fail are in .work/fuzz/crashes, and `--input FILE target` runs one again. `--keep` takes into fuzz/corpus
 * what reaches more of the code, instead of fuzzing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** @param {string} relative */
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "10" },
    seed: { type: "string", default: String(process.hrtime.bigint() % 1_000_000n) },
    input: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const all = readdirSync(path("targets")).map((file) => file.replace(/\.mjs$/, ""));
const targets = positionals.length > 0 ? positionals : all;
const unknown = targets.find((target) => !all.includes(target));
const fault =
  unknown !== undefined
    ? `no target ${unknown}; there are ${all.join(", ")}`
    : !existsSync(path("node_modules/istanbul-lib-instrument"))
      ? "what instruments the code is not installed: npm ci --prefix fuzz"
      : null;
if (fault !== null) {
  console.error(fault);
  process.exit(2);
}
for (const target of targets) {
  const [corpus, found] = [path(`corpus/${target}`), path(`../.work/fuzz/${target}`)];
  mkdirSync(corpus, { recursive: true });
  const task = {
    ...{ target, found, folders: [corpus, found], crashes: path("../.work/fuzz/crashes") },
    ...{ seconds: Number(values.seconds), seed: Number(values.seed) },
    input: values.input === undefined ? null : resolve(values.input),
    keep: values.keep ? corpus : null,
  };
  const run = spawnSync(process.execPath, ["--stack-size=900", path("engine.mjs"), JSON.stringify(task)], {
    stdio: "inherit",
  });
  if (run.status !== 0) process.exitCode = 1;
}
