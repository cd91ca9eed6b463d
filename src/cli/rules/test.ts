import { existsSync } from "node:fs";
import { checkExample, EXAMPLE_KINDS, type ExampleCase, listExamples, rulesAtWork } from "../../examples.js";
import { createExtractor, type Extractor } from "../../extractor.js";
import { readBuiltInRules } from "../../load.js";
import { selectRules } from "../../rules/select.js";
import type { RulesArgs } from "../args.js";
import { findFixtures, readFixture } from "../check/fixtures.js";
import { ExitCode } from "../exit-codes.js";
import type { Output } from "../output.js";
import { counted, rulesInForce } from "./rules.js";

/**
 * `tishu rules test [PATHS]`: runs every example and counterexample, through the whole pipeline.
 * With `--coverage` also tells the rules that no example and no fixture below `fixtures/` sets to work.
 */
export async function test(args: RulesArgs, output: Output): Promise<ExitCode> {
  const { files, isOwn, own } = await rulesInForce(args);
  // The build leaves examples out of what it caches: the built-in ones are read from the rule files.
  const tested = own.length > 0 ? files.filter(isOwn) : selectRules((await readBuiltInRules()).files, args);
  const extractor = await createExtractor({
    rules: own,
    packs: args.packs,
    disable: args.disable,
    kinds: EXAMPLE_KINDS,
  });
  const examples = listExamples(tested);
  let failed = 0;
  for (const example of examples) {
    const fault = checkExample(extractor, example);
    if (fault === null) continue;
    failed++;
    await output.write(`${example.file}:${example.line}: ${example.owner}: ${example.text}\n  ${fault}\n`);
  }
  const positive = examples.filter(({ expected }) => expected !== null).length;
  await output.write(
    `${counted(positive, "example")}, ${counted(examples.length - positive, "counterexample")}, ${failed} failed\n`,
  );
  let uncovered = 0;
  if (args.coverage) {
    const rules = tested.flatMap(({ path, rules: list }) =>
      list.map(({ id, line, not }) => ({ id, place: `${path}:${line}`, negative: not.length > 0 })),
    );
    const atWork = await coverage(extractor, examples);
    const idle = rules.filter(({ id }) => !atWork.has(id));
    uncovered = idle.length;
    for (const { id, place } of idle)
      await output.write(`${place}: ${id}: no example and no fixture sets it to work\n`);
    const negative = rules.filter((rule) => rule.negative).length;
    await output.write(
      `${rules.length - idle.length} of ${rules.length} rules covered; ${negative} with a counterexample (${Math.round((100 * negative) / Math.max(1, rules.length))}%)\n`,
    );
  }
  return failed > 0 || uncovered > 0 ? ExitCode.Failed : ExitCode.Done;
}

async function coverage(extractor: Extractor, examples: readonly ExampleCase[]): Promise<Set<string>> {
  const atWork = new Set<string>();
  const note = (text: string, date: string | null): void => {
    for (const rule of rulesAtWork(extractor, { id: "coverage", text, date })) atWork.add(rule);
  };
  for (const { text, date } of examples) note(text, date);
  if (existsSync("fixtures"))
    for (const paths of await findFixtures("fixtures")) {
      const { text, options } = await readFixture(paths);
      note(text, options.date);
    }
  return atWork;
}
