import { expect, test } from "vitest";
import { readBuiltInRules } from "../../src/load.js";
import { BUILDERS } from "../../src/recognise/builders/index.js";
import { dumpRules, restoreRules } from "../../src/rules/compiled.js";
import { compileRules } from "../../src/rules/ruleset.js";

test("compiled rules come back from their file as they were", async () => {
  const { layers, files } = await readBuiltInRules();
  const rules = compileRules(files, layers, new Set(Object.keys(BUILDERS)));
  const file = dumpRules(rules);
  // The layers are of another class, with the same contents.
  expect(restoreRules(file)).toEqual({ ...rules, layers: rules.layers.map((layer) => ({ ...layer })) });
  // A buffer that begins anywhere serves as well.
  const shifted = new Uint8Array(file.tables.length + 1);
  shifted.set(file.tables, 1);
  expect(restoreRules({ json: file.json, tables: shifted.subarray(1) }).lexicons).toEqual(rules.lexicons);
});
