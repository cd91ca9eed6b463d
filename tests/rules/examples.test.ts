import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkExample, EXAMPLE_KINDS, listExamples } from "../../src/examples.js";
import { createExtractor } from "../../src/extractor.js";
import { loadRules } from "../../src/load.js";

const folder = fileURLToPath(new URL("../../rules/examples/", import.meta.url));

/** The example packs show what a rule file alone can do: each runs with the built-in rules. */
describe.each(readdirSync(folder).filter((file) => file.endsWith(".yaml")))("rules/examples/%s", async (file) => {
  const files = await loadRules(`${folder}${file}`);
  const extractor = await createExtractor({ rules: files, kinds: EXAMPLE_KINDS });
  test.each(listExamples(files).map((example) => [example.text, example] as const))("%s", (_text, example) => {
    expect(checkExample(extractor, example)).toBeNull();
  });
});
