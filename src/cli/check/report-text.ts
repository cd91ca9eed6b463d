import { Chalk, type ChalkInstance } from "chalk";
import { diffChars } from "diff";
import { cellText } from "../../write/cell.js";
import { visible } from "../../write/visible.js";
import type { ColumnDifference, Difference } from "./compare.js";
import { type CheckReport, countResults, type FixtureResult } from "./report.js";

/** Two texts longer than this are shown as one, with what was taken out and put in. */
const LONG = 16;
/** So many characters of the text on each side of a span, at most. */
const CONTEXT = 40;
const SENTENCE_END = /[。！？!?]|\n\s*\n/u;

/** The report for a reader: each fixture that differs, difference by difference, and a summary. */
export function textReport(color: boolean): CheckReport {
  const style = new Chalk({ level: color ? 1 : 0 });
  return {
    result(result) {
      if (result.status === "passed") return "";
      // The error itself stands on stderr, as all do.
      if (result.status === "error") return `${style.red("✗")} ${style.bold(result.name)}  cannot be checked\n\n`;
      return formatFixture(result, style);
    },
    end(results) {
      const count = countResults(results);
      const outcome = [
        `${count.passed} as expected`,
        ...(count.differs === 0 ? [] : [`${count.differs} different`]),
        ...(count.error === 0 ? [] : [`${count.error} broken`]),
      ].join(", ");
      const records = [`${count.changed} changed`, `${count.missing} missing`, `${count.unexpected} unexpected`];
      const detail = count.differs === 0 ? "" : ` (records: ${records.join(", ")})`;
      const updated = results.filter((result) => result.status === "differs" && result.isUpdated).length;
      const note = updated === 0 ? "" : `${updated} rewritten\n`;
      const open =
        count.openWrong === 0 ? "" : `${count.openWrong} values known to be wrong (open), as told in the fixtures\n`;
      const mended =
        count.openRight === 0 ? "" : `${count.openRight} open values are right now: take them from "open"\n`;
      return `${count.fixtures} ${count.fixtures === 1 ? "fixture" : "fixtures"}: ${outcome}${detail}\n${open}${mended}${note}`;
    },
  };
}

/** One fixture's differences, as plain text: also what a JUnit report shows of it. */
export function formatFixture(result: FixtureResult & { status: "differs" }, style: ChalkInstance): string {
  const { name, fixture, differences, isUpdated } = result;
  const characters = Array.from(fixture.text);
  const count = countResults([result]);
  const counts = (["changed", "missing", "unexpected"] as const).filter((type) => (count[type] ?? 0) > 0);
  const head = `${style.red("✗")} ${style.bold(name)}  ${counts.map((type) => `${count[type]} ${type}`).join(", ")}`;
  const updated = isUpdated ? `  → ${fixture.paths.expected} rewritten\n` : "";
  return `${head}\n${differences.map((one) => formatDifference(one, characters, style)).join("")}${updated}\n`;
}

function formatDifference(difference: Difference, characters: readonly string[], style: ChalkInstance): string {
  const { start, end } = spanOf(difference);
  const where = start === undefined ? "" : style.dim(`  ${start}–${end}`);
  switch (difference.type) {
    case "changed": {
      const { actual, columns } = difference;
      const width = Math.max(...columns.map(({ column }) => column.length));
      return [
        `  ${style.yellow("~ changed")}  ${actual.kind} ${style.bold(visible(actual.text, ""))}${where}\n`,
        formatContext(characters, start, end, style),
        ...columns.map((one) => `      ${one.column.padEnd(width)}  ${formatColumn(one, style)}\n`),
      ].join("");
    }
    case "missing": {
      const { kind, text } = difference.expected.columns;
      return `  ${style.red("- missing")}  ${kind} ${style.bold(visible(String(text), ""))}${where}\n${formatContext(characters, start, end, style)}`;
    }
    case "unexpected": {
      const { kind, text, rule } = difference.actual;
      const by = style.dim(`  by ${rule}`);
      return `  ${style.green("+ unexpected")}  ${kind} ${style.bold(visible(text, ""))}${where}${by}\n${formatContext(characters, start, end, style)}`;
    }
  }
}

function spanOf(difference: Difference): { start: number | undefined; end: number | undefined } {
  if (difference.type !== "missing") return difference.actual;
  const { start, end } = difference.expected.columns;
  return { start: typeof start === "number" ? start : undefined, end: typeof end === "number" ? end : undefined };
}

/** The sentence around the span, clipped, with the span between ⟦ and ⟧. */
function formatContext(
  characters: readonly string[],
  start: number | undefined,
  end: number | undefined,
  style: ChalkInstance,
): string {
  if (start === undefined || end === undefined) return "";
  const before = characters.slice(Math.max(0, start - CONTEXT), start).join("");
  const after = characters.slice(end, end + CONTEXT).join("");
  const head = before.split(SENTENCE_END).at(-1) ?? "";
  const stop = SENTENCE_END.exec(after);
  const tail = stop === null ? after : after.slice(0, stop.index + 1);
  const opening = head.length === before.length && start > CONTEXT ? "…" : "";
  const closing = stop === null && end + CONTEXT < characters.length ? "…" : "";
  const span = style.underline(`⟦${visible(characters.slice(start, end).join(""), "")}⟧`);
  return `      ${style.dim(opening + visible(head, "").trimStart())}${span}${style.dim(visible(tail, "").trimEnd() + closing)}\n`;
}

function formatColumn({ column, expected, actual }: ColumnDifference, style: ChalkInstance): string {
  if (isLong(expected) && isLong(actual)) {
    return diffChars(expected, actual)
      .map(({ added, removed, value }) => {
        const text = visible(value, "⏎");
        if (removed) return style.red(`[-${text}-]`);
        return added ? style.green(`{+${text}+}`) : text;
      })
      .join("");
  }
  const show = (value: unknown): string =>
    value === null || value === undefined ? "null" : visible(cellText(column, value), "⏎");
  return `expected ${style.red(show(expected))}, got ${style.green(show(actual))}`;
}

function isLong(value: unknown): value is string {
  return typeof value === "string" && Array.from(value).length > LONG;
}
