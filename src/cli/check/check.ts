import { dirname, join } from "node:path";
import { TishuError } from "../../errors.js";
import { createExtractor, type Extractor } from "../../extractor.js";
import { COLUMNS, type TishuRecord } from "../../record.js";
import { jsonObject } from "../../write/cell.js";
import type { CheckArgs } from "../args.js";
import { ExitCode } from "../exit-codes.js";
import type { Messages } from "../messages.js";
import { resolveEngine } from "../options.js";
import { type Output, replaceFile } from "../output.js";
import { type Comparison, compareRecords } from "./compare.js";
import { type Fixture, type FixturePaths, findFixtures, IGNORED_COLUMNS, OPEN, readFixture } from "./fixtures.js";
import { createReport, type FixtureResult } from "./report.js";

/**
 * Compares every fixture with what is extracted from it now, and reports what differs; with `--update` the
 * expectations are rewritten after that. A broken fixture is reported, and the others go on.
 */
export async function check(args: CheckArgs, color: boolean, output: Output, messages: Messages): Promise<ExitCode> {
  const report = await createReport(args.reporter, color);
  const extractorFor = await createExtractors(args);
  const results: FixtureResult[] = [];
  let exitCode: ExitCode = ExitCode.Done;
  const fail = (error: unknown): TishuError => {
    if (!(error instanceof TishuError)) throw error;
    messages.error(error);
    exitCode = ExitCode.Failed;
    return error;
  };

  for (const path of args.paths) {
    const found = await findFixtures(path).catch((error) => {
      fail(error);
      return [];
    });
    for (const paths of found) {
      const result = await checkFixture(paths, extractorFor, args.update).catch(
        (error): FixtureResult => ({ status: "error", name: paths.name, error: fail(error) }),
      );
      if (result.status === "differs" && !result.isUpdated) exitCode = ExitCode.Failed;
      results.push(result);
      await output.write(report.result(result));
    }
  }
  await output.write(report.end(results));
  return exitCode;
}

async function checkFixture(
  paths: FixturePaths,
  extractorFor: (fixture: Fixture) => Promise<Extractor>,
  update: boolean,
): Promise<FixtureResult> {
  const fixture = await readFixture(paths);
  if (fixture.expected === null && !update) {
    throw new TishuError("input", "there are no expected records", {
      place: { file: paths.expected },
      hint: "write them, or have them written with --update",
    });
  }
  const extractor = await extractorFor(fixture);
  const records = extractor.extract({ id: paths.name, text: fixture.text, date: fixture.options.date });
  const comparison = compareRecords(fixture.expected ?? [], records);
  const { differences, open } = comparison;
  if (differences.length === 0 && fixture.expected !== null) {
    return { status: "passed", name: paths.name, records: records.length, open };
  }
  if (update) await replaceFile(paths.expected, formatExpected(records, comparison));
  return { status: "differs", name: paths.name, open, fixture, differences, records, isUpdated: update };
}

/**
 * The records as expectations. A line that was there keeps the columns that it had, since what was left out was
 * left open; a new one gets all but those that are never compared.
 */
function formatExpected(records: readonly TishuRecord[], { partners }: Comparison): string {
  const all = COLUMNS.filter((column) => !IGNORED_COLUMNS.has(column));
  return records
    .map((record) => {
      const before = partners.get(record);
      if (before === undefined) return `${jsonObject(all)(record)}\n`;
      const columns = all.filter((column) => column in before.columns);
      if (before.open === undefined || before.open.size === 0) return `${jsonObject(columns)(record)}\n`;
      // What is known to be right stays, until tishu gives it.
      const kept = Object.fromEntries([...before.open].map((column) => [column, before.columns[column]]));
      return `${jsonObject([...columns, OPEN])({ ...record, ...kept, [OPEN]: [...before.open] })}\n`;
    })
    .join("");
}

/** Extractors by what a fixture's options ask for; most ask for the same. */
async function createExtractors(args: CheckArgs): Promise<(fixture: Fixture) => Promise<Extractor>> {
  const { loadRules } = await import("../../load.js");
  const engine = await resolveEngine(args);
  const made = new Map<string, Promise<Extractor>>();
  return ({ options, paths }) => {
    const ruleFiles = options.rules.map((rule) => join(dirname(paths.text), rule));
    const key = JSON.stringify([options.kinds, ruleFiles]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const extractor = Promise.all(ruleFiles.map((path) => loadRules(path))).then((files) =>
      createExtractor({
        ...engine,
        rules: [...(engine.rules ?? []), ...files.flat()],
        ...(options.kinds === null ? {} : { kinds: options.kinds }),
      }),
    );
    made.set(key, extractor);
    return extractor;
  };
}
