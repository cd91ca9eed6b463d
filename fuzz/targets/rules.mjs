/** Any rule file or config: rules that compile and match within bounds, or one clear fault with its place. */
import { parseConfig } from "../../dist/cli/config-file.js";
import { TishuError } from "../../dist/errors.js";
import { makeFold } from "../../dist/layout/fold.js";
import { loadFoldTable } from "../../dist/load.js";
import { BUILDERS } from "../../dist/recognise/builders/index.js";
import { parseRuleFile } from "../../dist/rules/parse.js";
import { compileRules } from "../../dist/rules/ruleset.js";

const fold = makeFold(loadFoldTable());
const builders = new Set(Object.keys(BUILDERS));

export const dictionary = [
  ..."\n|  |- lexicon: |- rule: |forms: |match: |layer: |set: |before: |after: |not-before: |not-after: |as: |on: |span: |build: |examples:".split(
    "|",
  ),
  ..."not: |from: right|priority: |override: true|table: x|value: factor|date: 2023-11-22|note: |{ |}|[|]|: |'|%|@|(q: |$q|*a|&a |!!".split(
    "|",
  ),
  ..."rules: |disable: |packs: |kinds: |columns: |segmenter: node-rs|unit/mass|number|quantity|factor|1/0|1e99|.inf|~|null|<<: |? ".split(
    "|",
  ),
];

/** @param {Buffer} bytes */
export function fuzz(bytes) {
  const text = bytes.toString("utf8");
  for (const read of [
    () => parseConfig(text, "fuzz"),
    () =>
      compileRules(
        [parseRuleFile(text, "fuzz.yaml", () => "form\ta\n吨\t1", "user")],
        ["number", "quantity"],
        builders,
        fold,
      ),
  ]) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof TishuError)) throw error;
    }
  }
}
