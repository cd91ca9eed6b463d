/** Any pattern of a rule: an automaton that the bounds hold for, or one clear fault. */
import { foldPattern, PatternError, parsePattern, reversePattern } from "../../dist/rules/pattern.js";
import { compileProgram, findTriggers, UnknownLexicon } from "../../dist/rules/program.js";

export const dictionary =
  "(|)|[|]|?|*|+|{2,5}|{200}|%unit/mass|%u[a=b|!=|@quantity|@|<ns>|<!v>|[:han:]|[^|.|_|^|$|\"|'|(q: | \\| |吨|，".split(
    "|",
  );

/** @param {Buffer} bytes */
export function fuzz(bytes) {
  const source = bytes.toString("utf8");
  try {
    const pattern = foldPattern(parsePattern(source), (text) => text);
    for (const node of [pattern, reversePattern(pattern)])
      findTriggers(compileProgram(node, (name) => (name.startsWith("u") ? new Set([0, 1]) : null)));
  } catch (error) {
    const isTold = error instanceof PatternError || error instanceof UnknownLexicon;
    if (!isTold && !(error instanceof Error && error.message.startsWith("the pattern is too large"))) throw error;
  }
}
