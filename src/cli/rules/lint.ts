import { formatPlace, type TishuError } from "../../errors.js";
import { readBuiltInRules } from "../../load.js";
import { BUILDERS } from "../../recognise/builders/index.js";
import type { OnFault } from "../../rules/faults.js";
import { lintRules } from "../../rules/lint.js";
import { compileRules } from "../../rules/ruleset.js";
import { selectRules } from "../../rules/select.js";
import type { RulesArgs } from "../args.js";
import { ExitCode } from "../exit-codes.js";
import type { Messages } from "../messages.js";
import type { Output } from "../output.js";
import { counted, rulesInForce } from "./rules.js";

/** Lexicons that the layout, the linker and the builders read by name. */
const isReadInCode = (lexicon: string): boolean => /^(indicator|layout|link|org)\//.test(lexicon);

/**
 * `tishu rules lint [PATHS]`: the user's files, or the built-in ones where none is named. Exit 2 where something is
 * broken, all of which is told on stderr with its place; 1 where there are warnings.
 */
export async function lint(args: RulesArgs, output: Output, messages: Messages): Promise<ExitCode> {
  const faults: TishuError[] = [];
  const onFault: OnFault = (fault) => void faults.push(fault);
  const { files, layers, isOwn } = await rulesInForce(args, onFault);
  compileRules(files, layers, new Set(Object.keys(BUILDERS)), (text) => text, onFault);
  // What is left of the files says too little: a rule may read what a broken one makes.
  if (faults.length > 0) {
    for (const fault of inOrder(faults)) messages.error(fault);
    return ExitCode.Usage;
  }
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

/** By file as they were read, and by line: what does not compile is found after all is read. */
function inOrder(faults: readonly TishuError[]): TishuError[] {
  const files = [...new Set(faults.map(({ place }) => place?.file))];
  const rank = ({ place }: TishuError): readonly number[] => [
    files.indexOf(place?.file),
    place?.line ?? 0,
    place?.column ?? 0,
  ];
  const difference = (a: readonly number[], b: readonly number[]): number =>
    a.map((one, at) => one - (b[at] ?? 0)).find((one) => one !== 0) ?? 0;
  return [...faults].sort((a, b) => difference(rank(a), rank(b)));
}
