import { formatPlace } from "../../errors.js";
import { BUILDERS } from "../../recognise/builders/index.js";
import { lintRules } from "../../rules/lint.js";
import { compileRules } from "../../rules/ruleset.js";
import type { RulesArgs } from "../args.js";
import { ExitCode } from "../exit-codes.js";
import type { Output } from "../output.js";
import { rulesInForce } from "./rules.js";

/** `tishu rules lint [PATHS]`: the user's files, or the built-in ones where none is named. Exit 1 where there are warnings. */
export async function lint(args: RulesArgs, output: Output): Promise<ExitCode> {
  const { files, layers, isOwn } = await rulesInForce(args);
  // What does not compile is an error with its place, thrown here.
  compileRules(files, layers, new Set(Object.keys(BUILDERS)));
  const named = args.paths.length + args.rules.length > 0;
  const findings = lintRules(files, layers, named ? isOwn : undefined);
  const warnings = findings.filter(({ severity }) => severity === "warning");
  if (args.format === "json") await output.write(`${JSON.stringify(findings, null, 2)}\n`);
  else {
    for (const { place, severity, code, message, fix } of args.verbose ? findings : warnings)
      await output.write(`${formatPlace(place)}: ${severity} ${code}: ${message}${fix === null ? "" : `; ${fix}`}\n`);
    const notes = findings.length - warnings.length;
    await output.write(
      `${warnings.length} warnings, ${notes} notes${notes > 0 && !args.verbose ? " (--verbose shows them)" : ""}\n`,
    );
  }
  return warnings.length > 0 ? ExitCode.Failed : ExitCode.Done;
}
