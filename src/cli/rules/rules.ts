import { TishuError } from "../../errors.js";
import { loadBuiltInRules, loadRules, type RuleSources } from "../../load.js";
import { type OnFault, raise } from "../../rules/faults.js";
import { suggest } from "../../rules/nearest.js";
import type { RuleFile } from "../../rules/ruleset.js";
import { selectRules } from "../../rules/select.js";
import { visible } from "../../write/visible.js";
import type { RulesArgs } from "../args.js";
import { ExitCode } from "../exit-codes.js";
import type { Messages } from "../messages.js";
import type { Output } from "../output.js";

/** Everything `tishu rules …` works on: the rules in force, and which of them are the user's. */
export interface RulesInForce extends RuleSources {
  readonly isOwn: (file: RuleFile) => boolean;
  /** The user's files as they were read, before anything was switched off. */
  readonly own: readonly RuleFile[];
}

/** `tishu rules list|show|lint|test|new`. */
export async function rules(args: RulesArgs, output: Output, messages: Messages): Promise<ExitCode> {
  switch (args.action) {
    case "list":
      return list(args, output);
    case "show":
      return show(args, output);
    case "lint": {
      const { lint } = await import("./lint.js");
      return lint(args, output, messages);
    }
    case "test": {
      const { test } = await import("./test.js");
      return test(args, output);
    }
    case "new": {
      const { writeSkeleton } = await import("./new.js");
      return writeSkeleton(args, output);
    }
  }
}

/**
 * The built-in rules with the user's behind them, as `--packs`, `--disable` and overriding leave them.
 * @param onFault is told of what is broken in the user's, which is left out
 */
export async function rulesInForce(args: RulesArgs, onFault: OnFault = raise): Promise<RulesInForce> {
  const builtIn = await loadBuiltInRules();
  const own = (await Promise.all([...args.rules, ...args.paths].map((path) => loadRules(path, onFault)))).flat();
  const files = selectRules([...builtIn.files, ...own], args);
  const paths = new Set(own.map(({ path }) => path));
  return { layers: builtIn.layers, files, isOwn: ({ path }) => paths.has(path), own };
}

/** `1 example`, `2 examples`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;

interface Entry {
  readonly id: string;
  readonly type: "rule" | "lexicon";
  readonly layer: string | null;
  readonly pack: string;
  readonly place: string;
  readonly forms: number | null;
  readonly note: string | null;
}

function entriesOf({ files }: RulesInForce): Entry[] {
  return files.flatMap(({ path, pack, lexicons, rules: list }) => [
    ...lexicons.map(
      ({ name, line, forms, note }): Entry => ({
        id: name,
        type: "lexicon",
        layer: null,
        pack,
        place: `${path}:${line}`,
        forms: forms.length,
        note,
      }),
    ),
    ...list.map(
      ({ id, line, layer, note }): Entry => ({
        id,
        type: "rule",
        layer,
        pack,
        place: `${path}:${line}`,
        forms: null,
        note,
      }),
    ),
  ]);
}

/** The effective set: what is on, where it stands, what it is for. */
async function list(args: RulesArgs, output: Output): Promise<ExitCode> {
  const entries = entriesOf(await rulesInForce(args));
  if (args.format === "json") {
    await output.write(`${JSON.stringify(entries, null, 2)}\n`);
    return ExitCode.Done;
  }
  const rows = entries.map(({ id, type, layer, pack, place, forms, note }) => [
    id,
    type === "rule" ? `rule in ${layer}` : `lexicon of ${forms}`,
    pack,
    place,
    note === null ? "" : visible(note, " "),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? "").length)));
  for (const row of rows)
    await output.write(
      `${row
        .map((cell, i) => (i < 4 ? cell.padEnd(widths[i] ?? 0) : cell))
        .join("  ")
        .trimEnd()}\n`,
    );
  return ExitCode.Done;
}

/** One rule or lexicon as the files have it. */
async function show(args: RulesArgs, output: Output): Promise<ExitCode> {
  const inForce = await rulesInForce({ ...args, paths: [] });
  const [id] = args.paths;
  if (id === undefined)
    throw new TishuError("usage", "rules show wants the id of a rule or lexicon", {
      hint: "tishu rules list prints them",
    });
  const found = inForce.files.flatMap((file) => [
    ...file.lexicons
      .filter(({ name }) => name === id)
      .map((lexicon) => ({ place: `${file.path}:${lexicon.line}`, pack: file.pack, ...lexicon })),
    ...file.rules
      .filter((rule) => rule.id === id)
      .map((rule) => ({ place: `${file.path}:${rule.line}`, pack: file.pack, ...rule })),
  ]);
  if (found.length === 0)
    throw new TishuError("usage", `there is no rule or lexicon "${id}"`, {
      hint: suggest(
        id,
        entriesOf(inForce).map((entry) => entry.id),
        "tishu rules list prints them all",
      ),
    });
  if (args.format === "json") await output.write(`${JSON.stringify(found, null, 2)}\n`);
  else {
    const { Document, isMap, visit } = await import("yaml");
    for (const { place, pack, ...entry } of found) {
      const document = new Document(readable(entry));
      // A form and its fields, an example and what it wants: one line each.
      visit(document, {
        Map: (_key, node, path) => {
          if (path.filter(isMap).length >= 2 || path.some((above) => !isMap(above) && "items" in above))
            node.flow = true;
        },
      });
      await output.write(`# ${place} (pack ${pack})\n${document.toString({ lineWidth: 0 })}`);
    }
  }
  return ExitCode.Done;
}

/** Without what is empty or only internal. */
function readable(entry: object): object {
  const hidden = new Set(["line", "matchLine", "matchColumn"]);
  return Object.fromEntries(
    Object.entries(entry)
      .filter(
        ([key, value]) =>
          !hidden.has(key) &&
          value !== null &&
          value !== false &&
          value !== 0 &&
          !(Array.isArray(value) && value.length === 0),
      )
      .map(([key, value]: [string, unknown]) => [
        key,
        key === "forms" && Array.isArray(value) ? Object.fromEntries(value as [string, object][]) : value,
      ]),
  );
}
