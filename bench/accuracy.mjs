// How right the records are on annotated articles: `npm run bench:accuracy` (after npm run build).
// The scorer is ../shared/tools/score-news.mjs; further arguments go to it (--groups, --misses 5).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const scorer = path("../../shared/tools/score-news.mjs");
if (!existsSync(scorer)) {
  console.error(`the scorer is not here: ${scorer}`);
  process.exit(1);
}
for (const set of ["articles/seen", "articles/unseen"]) {
  console.log(`\n== bench/${set}\n`);
  const run = `${process.execPath} ${path("../bin/tishu.js")} --from jsonl --format jsonl --quiet -`;
  const { status } = spawnSync(
    process.execPath,
    [scorer, "--cases", path(set), "--run", run, ...process.argv.slice(2)],
    {
      stdio: "inherit",
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
