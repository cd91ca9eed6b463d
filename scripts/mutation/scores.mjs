/**
 * Reports each file's score twice, raw and without the mutants that were read and found to be equivalent
 * (equivalent.mjs), and what is left of each: `npm run mutation` prints it last.
 */
import { EQUIVALENT } from "./equivalent.mjs";

/** @typedef {{ status: string, location: { start: { line: number } }, replacement?: string }} Mutant */

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/**
 * Whether a mutant that no test killed is one of the list, by its file, the line that it is in, and what it says instead.
 * @param {string} file
 * @param {readonly string[]} lines
 * @param {Mutant} mutant
 */
function isEquivalent(file, lines, { location, replacement = "" }) {
  const line = oneLine(lines[location.start.line - 1] ?? "");
  return EQUIVALENT.some(
    (entry) => file.endsWith(entry.file) && line.includes(entry.line) && entry.becomes.includes(oneLine(replacement)),
  );
}

const score = (/** @type {number} */ killed, /** @type {number} */ all) =>
  (all === 0 ? "n/a" : ((100 * killed) / all).toFixed(2)).padStart(7);

class Scores {
  /** @param {{ files: Record<string, { source: string, mutants: Mutant[] }> }} report */
  onMutationTestReportReady(report) {
    const total = { killed: 0, survived: 0, uncovered: 0, equivalent: 0, ignored: 0 };
    const rows = Object.entries(report.files).map(([file, { source, mutants }]) => {
      const lines = source.split("\n");
      const row = { killed: 0, survived: 0, uncovered: 0, equivalent: 0, ignored: 0 };
      for (const mutant of mutants) {
        const { status } = mutant;
        if (status === "Killed" || status === "Timeout") row.killed++;
        else if (status === "Survived" || status === "NoCoverage") {
          row[status === "Survived" ? "survived" : "uncovered"]++;
          if (isEquivalent(file, lines, mutant)) row.equivalent++;
        } else row.ignored++;
      }
      for (const key of /** @type {(keyof typeof row)[]} */ (Object.keys(row))) total[key] += row[key];
      return say(file.replace(/^src\//, ""), row);
    });
    const head = ["killed", "survived", "uncovered", "raw", "equivalent", "without", "static"];
    console.log(`\n${"file".padEnd(42)} ${head.map((word) => word.padStart(10)).join(" ")}`);
    for (const row of [...rows.sort(), say("all", total)]) console.log(row);
  }
}

/**
 * @param {string} name
 * @param {Record<"killed" | "survived" | "uncovered" | "equivalent" | "ignored", number>} row
 */
function say(name, { killed, survived, uncovered, equivalent, ignored }) {
  const all = killed + survived + uncovered;
  const cells = [killed, survived, uncovered, score(killed, all), equivalent, score(killed, all - equivalent), ignored];
  return `${name.padEnd(42)} ${cells.map((cell) => String(cell).padStart(10)).join(" ")}`;
}

export const strykerPlugins = [{ kind: "Reporter", name: "scores", injectableClass: Scores }];
