import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { parseConfig } from "../src/cli/config-file.js";
import { checkExample, EXAMPLE_KINDS, listExamples } from "../src/examples.js";
import { createExtractor } from "../src/extractor.js";
import { loadRules, readBuiltInRules } from "../src/load.js";
import { lintRules } from "../src/rules/lint.js";

/** The snippets of docs/rules.md, each a rule file that a reader may copy, run as one. */
const text = readFileSync(fileURLToPath(new URL("../docs/rules.md", import.meta.url)), "utf8");
const snippets = [...text.matchAll(/^```yaml( config)?\n(.*?)^```$/gms)].map(([, kind, yaml]) => ({
  isConfig: kind !== undefined,
  yaml: yaml ?? "",
  title: (yaml ?? "").trim().split("\n")[0] ?? "",
}));
const folder = mkdtempSync(join(tmpdir(), "tishu-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));
const builtIn = await readBuiltInRules();

test("the guide has its snippets", () => {
  expect(snippets.length).toBeGreaterThanOrEqual(6);
});

describe.each(snippets.filter(({ isConfig }) => !isConfig))("docs/rules.md: $title", async ({ yaml, title }) => {
  const path = join(folder, `${title.replace(/[^a-z-]+/gi, "_")}.yaml`);
  writeFileSync(path, yaml);
  const files = await loadRules(path);
  const extractor = await createExtractor({ rules: files, kinds: EXAMPLE_KINDS });
  test("its examples hold", () => {
    const examples = listExamples(files);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.map((example) => checkExample(extractor, example)).filter((fault) => fault !== null)).toEqual([]);
  });
  test("lint has no warning for it", () => {
    const all = [...builtIn.files, ...files];
    const readInCode = (name: string) => /^(indicator|link|org|layout)\//.test(name);
    const findings = lintRules(all, builtIn.layers, (file) => file.path === path, readInCode);
    expect(findings.filter(({ severity }) => severity === "warning")).toEqual([]);
  });
});

test.each(snippets.filter(({ isConfig }) => isConfig))("docs/rules.md: the config $title is one", ({ yaml }) => {
  expect(parseConfig(yaml, "tishu.config.yaml")).toMatchObject({ rules: ["my.yaml"] });
});
