import { Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { parseArgs } from "../../src/cli/args.js";
import { type ExtractOptions, resolveExtractOptions, resolveRefDate } from "../../src/cli/options.js";
import type { Shell } from "../../src/cli/shell.js";

/** A shell whose standard output is a terminal of 100 columns, or a pipe; its clock stands still. */
function makeShell(isTTY: boolean): Shell {
  const sink = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    stdin: Readable.from([]),
    stdout: Object.assign(sink(), isTTY ? { isTTY, columns: 100 } : {}),
    stderr: sink(),
    env: {},
    nodeVersion: "v0",
    now: () => new Date(2024, 1, 3, 0, 30),
  };
}

async function optionsOf(args: readonly string[], isTTY = false): Promise<ExtractOptions> {
  const parsed = parseArgs(args);
  if (parsed.command !== "extract") throw new Error(`not an extraction: ${parsed.command}`);
  return resolveExtractOptions(parsed, makeShell(isTTY));
}

test.each<[readonly string[], boolean, Partial<ExtractOptions>]>([
  [[], false, { format: "csv", width: null, color: false, paths: ["-"] }],
  [["a"], true, { format: "table", width: 100, color: true, paths: ["a"] }],
  [["a", "--format", "csv"], true, { format: "csv" }],
  [["a", "--color", "always"], false, { format: "csv", color: true }],
  [["a", "-o", "/x/out.jsonl"], true, { format: "jsonl", output: "/x/out.jsonl", width: null, color: false }],
  [["a", "-o", "/x/out.table"], true, { format: "csv" }],
  [["a", "-o", "/x/out.csv", "-f", "json"], true, { format: "json" }],
])("%j, at a terminal: %s", async (args, isTTY, expected) => {
  expect(await optionsOf(args, isTTY)).toMatchObject(expected);
});

test.each([
  ["today", "2024-02-03"],
  ["2023-11-22", "2023-11-22"],
  ["2023-11-22T09:30:00+08:00", "2023-11-22T09:30:00+08:00"],
  [null, null],
])("--ref-date %s is %s", (typed, resolved) => {
  expect(resolveRefDate(typed, makeShell(false))).toBe(resolved);
});
