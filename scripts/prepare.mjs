// Builds what a clone lacks: `npm ci` runs it, and so does `npm install -g git+…`, which is how pre-commit installs.
// There npm hands its own `--global` down, so that the clone has no development dependencies: they are installed first.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL("../", import.meta.url));
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_(global|location|prefix)$/i.test(name)),
);

/** @param {string[]} args */
function npm(...args) {
  const { status } = spawnSync("npm", args, { cwd, env, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(new URL("../node_modules/typescript/package.json", import.meta.url)))
  npm("ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund");
npm("run", "build");
