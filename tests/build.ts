import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
/** What the build writes last. */
const LAST_BUILT = `${root}dist/bundle/LICENSES.txt`;

/**
 * The tests of the command line run `bin/tishu.js`, which runs `dist`: it is built again where the sources are newer.
 * A type error is for `npm run typecheck` to tell; the code is emitted in spite of it.
 */
export default function buildIfStale(): void {
  const sources = ["src", "rules", "scripts"].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).map((file) => `${root}${folder}/${file}`),
  );
  if (Math.max(...sources.map(modifiedAt)) < modifiedAt(LAST_BUILT)) return;
  spawnSync("npx", ["tsc", "-p", "tsconfig.json"], { cwd: root });
  for (const script of ["prune-dist", "build-data", "build-report", "build-bundle"]) {
    const { status } = spawnSync(process.execPath, [`scripts/${script}.mjs`], { cwd: root, stdio: "inherit" });
    if (status !== 0)
      process.stderr.write(`scripts/${script}.mjs failed: the command line is tested as built before\n`);
  }
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
