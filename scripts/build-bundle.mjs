// Makes dist/bundle: the command, its worker and the library, each with what it needs at once in one or two files.
// Loading the 230 modules that they are made of one by one would take a third of a short run.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const dist = new URL("../dist/", import.meta.url);
const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, dist));

/** The packages that nearly every run needs. Others stay packages, and are loaded when something asks for them. */
const BUNDLED = ["chrono-node", "commander", "csv-stringify", "decimal.js", "fastest-levenshtein"];
const isBundled = (/** @type {string} */ id) => BUNDLED.some((name) => id === name || id.startsWith(`${name}/`));

const build = await rolldown({
  input: { main: path("cli/main.js"), worker: path("cli/work/worker.js"), index: path("index.js") },
  platform: "node",
  external: (id) => !/^[./]|^\w:/.test(id) && !isBundled(id),
  checks: { ineffectiveDynamicImport: false },
  logLevel: "warn",
});
const { output } = await build.write({
  dir: path("bundle"),
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  // Names stay, so that the stack of a bug can be read.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  comments: { legal: true, annotation: false, jsdoc: false },
  codeSplitting: {
    groups: [
      // What the command needs before it knows what to do, then what it needs to read texts and write tables.
      { name: "start", test: /cli[\\/]run\.js$/, priority: 2 },
      {
        name: "extract",
        test: /cli[\\/](?:extract|options)\.js$|work[\\/]work\.js$|read[\\/]text\.js$|write[\\/](?:csv|json)\.js$/,
        priority: 1,
      },
    ],
  },
});
await build.close();

/** The licences of what is bundled go with it. */
const names = new Set(
  output.flatMap((chunk) =>
    "moduleIds" in chunk
      ? chunk.moduleIds.flatMap((id) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1] ?? [])
      : [],
  ),
);
const licences = [...names].sort().map((name) => {
  const folder = new URL(`../node_modules/${name}/`, import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  return `${name} ${version}\n\n${readFileSync(new URL(file, folder), "utf8").trim()}\n`;
});
writeFileSync(path("bundle/LICENSES.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
