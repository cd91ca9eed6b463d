import { realpathSync } from "node:fs";
import { extname } from "node:path";
import { TishuError } from "../errors.js";
import type { ExtractorOptions } from "../extractor.js";
import { WIDE_COLUMNS } from "../link/wide.js";
import { isReferenceDate } from "../read/reference-date.js";
import { COLUMNS, OWN_KINDS } from "../record.js";
import { FORMATS, type Format } from "../write/index.js";
import type { EngineArgs, ExtractArgs } from "./args.js";
import type { InputForm } from "./inputs.js";
import { suggestName } from "./messages.js";
import { type Shell, wantsColor } from "./shell.js";

/** What an extraction is to do, with every default settled. */
export interface ExtractOptions {
  readonly paths: readonly string[];
  readonly from: InputForm | null;
  readonly refDate: string | null;
  readonly format: Format;
  /** Null: all columns, or in a table those that a reader wants. */
  readonly columns: readonly string[] | null;
  readonly keep: boolean;
  readonly wide: boolean;
  /** Null: standard output. */
  readonly output: string | null;
  readonly width: number | null;
  readonly color: boolean;
  readonly engine: ExtractorOptions;
}

/**
 * From what was typed to what is meant.
 * @throws TishuError (usage, rule) for an unknown column or kind, a date that is none, a broken rule file
 */
export async function resolveExtractOptions(args: ExtractArgs, shell: Shell): Promise<ExtractOptions> {
  const isTerminal = args.output === null && shell.stdout.isTTY === true;
  checkColumns(args);
  checkOutput(args);
  return {
    paths: args.paths.length === 0 ? ["-"] : args.paths,
    from: args.from,
    refDate: resolveRefDate(args.refDate, shell),
    format: args.format ?? formatOfFile(args.output) ?? (isTerminal ? "table" : "csv"),
    columns: args.columns ?? (args.wide ? wideColumnsFor(args, isTerminal) : null),
    keep: args.keep,
    wide: args.wide,
    output: args.output,
    width: isTerminal ? (shell.stdout.columns ?? 80) : null,
    color: args.output === null && wantsColor(args.color, shell),
    engine: { ...(await resolveEngine(args)), ...(args.kinds === null ? {} : { kinds: args.kinds }) },
  };
}

/** The rules and the segmenter that were asked for. */
export async function resolveEngine(args: EngineArgs): Promise<ExtractorOptions> {
  const { segmenter, rules, packs, disable } = args;
  const engine = {
    ...(segmenter === null ? {} : { segmenter }),
    ...(packs === null ? {} : { packs }),
    ...(disable.length === 0 ? {} : { disable }),
  };
  if (rules.length === 0) return engine;
  const { loadRules } = await import("../load.js");
  const files = await Promise.all(rules.map((path) => loadRules(path)));
  return { ...engine, rules: files.flat() };
}

/** An ISO day or instant as it stands; `today` is the machine's day, in its own time zone. */
export function resolveRefDate(typed: string | null, shell: Shell): string | null {
  if (typed === "today") {
    const now = shell.now();
    const pad = (part: number, length: number): string => String(part).padStart(length, "0");
    return `${pad(now.getFullYear(), 4)}-${pad(now.getMonth() + 1, 2)}-${pad(now.getDate(), 2)}`;
  }
  if (typed === null || isReferenceDate(typed)) return typed;
  throw new TishuError("usage", `--ref-date "${typed}" is no date`, {
    hint: "write a day such as 2023-11-22, an instant such as 2023-11-22T09:30:00+08:00, or today",
  });
}

/** What a reader at a terminal wants of the wide table; the other columns are for files. */
const WIDE_COLUMNS_SHOWN: readonly string[] = [
  ...["subject", "indicator", "period", "modality", "level", "unit", "approx", "yoy", "mom", "since_start", "other"],
];

/** All columns of the wide table; for a person at a terminal those that can hold something new. */
function wideColumnsFor({ format }: ExtractArgs, isTerminal: boolean): readonly string[] {
  return format === "table" || (format === null && isTerminal) ? WIDE_COLUMNS_SHOWN : WIDE_COLUMNS;
}

function checkColumns({ columns, keep, wide }: ExtractArgs): void {
  const known: readonly string[] = wide ? WIDE_COLUMNS : COLUMNS;
  const unknown = columns?.find((column) => !known.includes(column));
  // With --keep a column of the input may be named as well, and which it has is not known before it is read.
  if (unknown === undefined || keep) return;
  throw new TishuError("usage", `unknown column "${unknown}"`, { hint: suggestName(unknown, known) });
}

/**
 * @param known the kinds that the rules in force make
 * @throws TishuError (usage) for a kind that none of them does
 */
export function checkKinds(kinds: readonly string[] | undefined, known: readonly string[]): void {
  const unknown = kinds?.find((kind) => kind !== OWN_KINDS && !known.includes(kind));
  if (unknown !== undefined)
    throw new TishuError("usage", `unknown kind "${unknown}"`, { hint: suggestName(unknown, known) });
}

function checkOutput({ output, paths }: ExtractArgs): void {
  if (output === null) return;
  const target = resolveLinks(output);
  if (target === null || !paths.some((path) => path !== "-" && resolveLinks(path) === target)) return;
  throw new TishuError("usage", "cannot write: this is one of the inputs", {
    place: { file: output },
    hint: "name another file with -o",
  });
}

function resolveLinks(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null; // There is no such file yet, so it is not the other one.
  }
}

/** Endings that promise a form of their own, which plain text under that name would break. */
const FOREIGN_ENDINGS: ReadonlySet<string> = new Set([
  "xlsx",
  "xls",
  "ods",
  "parquet",
  "sqlite",
  "db",
  "html",
  "pdf",
  "docx",
]);

function formatOfFile(output: string | null): Format | null {
  const ending = output === null ? "" : extname(output).slice(1).toLowerCase();
  if (FOREIGN_ENDINGS.has(ending))
    throw new TishuError("usage", `there is no format "${ending}"`, {
      hint: `write one of ${FORMATS.filter((format) => format !== "table").join(", ")}, or say --format`,
    });
  return FORMATS.find((format) => format === ending && format !== "table") ?? null;
}
