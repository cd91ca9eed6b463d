/**
 * tishu beside its peers on the shared cases, F1 by suite, in the scorer's own terms.
 *
 *   node compare.mjs SHARED [PYTHON]
 *
 * SHARED holds tools/score.mjs and corpora/peers. PYTHON is a python with jionlp; without it that column stays empty.
 * Of Microsoft's readings of dates (first or last, either end of a span) the one that does best in a suite counts.
 */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [, , shared, python] = process.argv;
if (shared === undefined) {
  process.stderr.write("usage: node compare.mjs SHARED [PYTHON]\n");
  process.exit(2);
}
const here = fileURLToPath(new URL(".", import.meta.url));
const cases = join(shared, "corpora", "peers");
const files = readdirSync(cases)
  .filter((name) => name.endsWith(".jsonl"))
  .map((name) => join(cases, name));

function score(command) {
  const output = execFileSync("node", [join(shared, "tools", "score.mjs"), ...files, "--json", "--run", command], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output).suites;
}
const best = (runs, suite) => Math.max(...runs.map((suites) => suites[suite]?.f1 ?? 0));

const tishu = score(
  `node ${join(here, "../../bin/tishu.js")} --from jsonl --format jsonl --kinds quantity,date,number`,
);
const microsoft = ["first", "last"].flatMap((reading) =>
  ["inclusive", "exclusive"].map((ends) => score(`node ${join(here, "microsoft-records.mjs")} ${reading} ${ends}`)),
);
const jionlp = python === undefined ? [] : [score(`${python} ${join(here, "jionlp-records.py")}`)];

const say = (figure) => (figure > 0 ? figure.toFixed(3) : "–").padStart(9);
process.stdout.write(`${"suite".padEnd(26)}${"tishu".padStart(9)}${"Microsoft".padStart(11)}${"JioNLP".padStart(9)}\n`);
for (const suite of Object.keys(tishu)) {
  const own = tishu[suite].f1 ?? 0;
  const peers = [best(microsoft, suite), best(jionlp, suite)];
  const mark = Math.max(...peers) > own ? "  behind" : "";
  process.stdout.write(`${suite.padEnd(26)}${say(own)}  ${say(peers[0])}${say(peers[1])}${mark}\n`);
}
