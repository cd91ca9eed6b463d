import { formatPlace } from "../../errors.js";
import { readBuiltInRules } from "../../load.js";
import { BUILDERS } from "../../recognise/builders/index.js";
import { lintRules } from "../../rules/lint.js";
import { compileRules } from "../../rules/ruleset.js";
import { selectRules } from "../../rules/select.js";
import type { RulesArgs } from "../args.js";
import { ExitCode } from "../exit-codes.js";
import type { Output } from "../output.js";
import { counted, rulesInForce } from "./rules.js";

/** Lexicons that the layout, the linker and the builders read by name. */
const isReadInCode = (lexicon: string): boolean => /^(indicator|layout|link|org)\//.test(lexicon);

/** `tishu rules lint [PATHS]`: the user's files, or the built-in ones where none is named. Exit 1 where there are warnings. */
export async function lint(args: RulesArgs, output: Output): Promise<ExitCode> {
  const { files, layers, isOwn } = await rulesInForce(args);
  // What does not compile is an error with its place, thrown here.
  compileRules(files, layers, new Set(Object.keys(BUILDERS)));
  const named = args.paths.length + args.rules.length > 0;
  // The build leaves examples out of what it caches: without files of the user's the built-in ones are read as written.
  const findings = named
    ? lintRules(files, layers, isOwn, isReadInCode)
    : lintRules(selectRules((await readBuiltInRules()).files, args), layers);
  const warnings = findings.filter(({ severity }) => severity === "warning");
  if (args.format === "json") await output.write(`${JSON.stringify(findings, null, 2)}\n`);
  else {
    for (const { place, severity, code, message, fix } of args.verbose ? findings : warnings)
      await output.write(`${formatPlace(place)}: ${severity} ${code}: ${message}${fix === null ? "" : `; ${fix}`}\n`);
    const notes = findings.length - warnings.length;
    await output.write(
      `${counted(warnings.length, "warning")}, ${counted(notes, "note")}${notes > 0 && !args.verbose ? " (--verbose shows them)" : ""}\n`,
    );
  }
  return warnings.length > 0 ? ExitCode.Failed : ExitCode.Done;
}
