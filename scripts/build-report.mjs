// Makes dist/data/report.json: the parts of the report page, its program bundled with the chart library.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { parse } from "yaml";

const root = new URL("../", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), "utf8").replaceAll("\r\n", "\n");

/**
 * One module with all it imports, as a script that can stand in a page. The syntax is that of browsers of 2021, which
 * many offices still have.
 *
 * @param {string} path
 * @param {boolean} keepsLegal whether licence comments of what is bundled are kept
 */
async function bundle(path, keepsLegal) {
  const build = await rolldown({
    input: fileURLToPath(new URL(path, root)),
    platform: "browser",
    transform: { target: "es2021" },
    logLevel: "warn",
  });
  const { output } = await build.generate({
    format: "iife",
    minify: true,
    comments: { legal: keepsLegal, annotation: false, jsdoc: false },
  });
  await build.close();
  const code = output[0].code.trim();
  // Markup that would end the script element, or begin a comment in it, can only stand in a string or a pattern.
  return code.replace(/<(?=\/script|!--|script)/gi, "\\x3c");
}

const out = new URL("dist/data/", root);
mkdirSync(out, { recursive: true });
const assets = {
  template: read("src/report/page.eta"),
  style: read("src/report/style.css"),
  head: await bundle("src/report/client/head.ts", false),
  script: await bundle("src/report/client/main.ts", true),
  labels: parse(read("rules/labels/report.yaml")),
};
writeFileSync(new URL("report.json", out), JSON.stringify(assets));
