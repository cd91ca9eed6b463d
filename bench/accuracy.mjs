// How right the records are on annotated articles: `npm run bench:accuracy` (after npm run build).
// The scorer is ../shared/tools/score-news.mjs. `node bench/accuracy.mjs dev3 --misses 5 --groups` scores the named
// sets only; further arguments go to the scorer, for an exam set only with --open: its misses are not for reading.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const sets = [
  { name: "seen", exam: false },
  { name: "dev3", exam: false },
  { name: "blind3", exam: false },
  { name: "dev4", exam: false },
  { name: "unseen", exam: true },
  { name: "blind4", exam: true },
];
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const scorer = path("../../shared/tools/score-news.mjs");
if (!existsSync(scorer)) {
  console.error(`the scorer is not here: ${scorer}`);
  process.exit(1);
}
const args = process.argv.slice(2);
const named = args.filter((arg) => sets.some((set) => set.name === arg));
const open = args.includes("--open");
const scorerArgs = args.filter((arg) => arg !== "--open" && !named.includes(arg));
for (const { name, exam } of sets) {
  const folder = path(`articles/${name}`);
  if (!existsSync(folder) || (named.length > 0 && !named.includes(name))) continue;
  console.log(`\n== bench/articles/${name}${exam ? " (an exam: totals only)" : ""}\n`);
  const run = `"${process.execPath}" "${path("../bin/tishu.js")}" --from jsonl --format jsonl --quiet -`;
  const { status } = spawnSync(
    process.execPath,
    [scorer, "--cases", folder, "--run", run, ...(exam && !open ? [] : scorerArgs)],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exit(status ?? 1);
}
