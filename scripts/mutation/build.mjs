/** Compiles the instrumented sources and the tests inside Stryker's sandbox, and lets the tests import the collector. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { COMPILED } from "./config.mjs";

mkdirSync(COMPILED, { recursive: true });
// Emits in spite of type errors: the instrumented code has many.
spawnSync("npx", ["tsc", "-p", "scripts/mutation/tsconfig.json", "--outDir", COMPILED], { stdio: "ignore" });
for (const data of ["rules", "dist", "fixtures", "tests/data"]) symlinkSync(resolve(data), resolve(COMPILED, data));
copyFileSync("scripts/mutation/collect.mjs", resolve(COMPILED, "collect.mjs"));
for (const file of readdirSync(`${COMPILED}/tests`, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(".js")) continue;
  const path = `${COMPILED}/tests/${file}`;
  const collector = relative(dirname(path), `${COMPILED}/collect.mjs`);
  writeFileSync(path, readFileSync(path, "utf8").replace('from "vitest"', `from "${collector}"`));
}
