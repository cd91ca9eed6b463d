import { realpathSync } from "node:fs";
import { extname, resolve } from "node:path";
import { TishuError } from "../errors.js";
import type { ExtractorOptions } from "../extractor.js";
import { WIDE_COLUMNS } from "../link/wide.js";
import { type Encoding, encodingOfName } from "../read/decode.js";
import type { ReadOptions } from "../read/reader.js";
import { isReferenceDate } from "../read/reference-date.js";
import { COLUMNS, OWN_KINDS } from "../record.js";
import { suggest } from "../rules/nearest.js";
import { type Format, formatOfEnding, mediumOf } from "../write/index.js";
import type { SortKey } from "../write/sort.js";
import type { EngineArgs, ExtractArgs, HeaderLanguage, InputArgs } from "./args.js";
import type { InputOptions } from "./inputs.js";
import { type LabelOf, resolveLabels } from "./labels.js";
import { type Shell, wantsColor } from "./shell.js";

/** What an extraction is to do, with every default settled. */
export interface ExtractOptions extends ReadOptions, Pick<InputOptions, "paths" | "from"> {
  /** A folder for the texts that offsets count in. */
  readonly saveText: string | null;
  readonly format: Format;
  /** Null: all columns, or in a table those that a reader wants. */
  readonly columns: readonly string[] | null;
  readonly keep: boolean;
  readonly wide: boolean;
  /** Null: in the order of the inputs. */
  readonly sort: readonly SortKey[] | null;
  /** A folder for one output per input; then `output` is null. */
  readonly split: string | null;
  readonly excel: boolean;
  /** The language of the names under which columns and kinds are shown. */
  readonly header: HeaderLanguage;
  readonly labelOf: LabelOf;
  /** Null: standard output. */
  readonly output: string | null;
  /** How many threads work; null: one for little, one for each core for much. */
  readonly jobs: number | null;
  /** A file that takes each failure as a line of JSON. */
  readonly errors: string | null;
  readonly skipDone: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly width: number | null;
  readonly color: boolean;
  readonly engine: ExtractorOptions;
}

/**
 * From what was typed to what is meant.
 * @throws TishuError (usage, rule) for an unknown column or kind, a date that is none, a broken rule file
 */
export async function resolveExtractOptions(args: ExtractArgs, shell: Shell): Promise<ExtractOptions> {
  const isTerminal = args.output === null && args.split === null && shell.stdout.isTTY === true;
  const format = args.format ?? formatOfFile(args.output) ?? (isTerminal ? "table" : "csv");
  checkColumns(args);
  checkOutput(args);
  checkFormat(format, args, isTerminal);
  return {
    ...resolveInputs(args, shell),
    saveText: args.saveText,
    format,
    columns: args.columns ?? (args.wide ? wideColumnsFor(format) : null),
    keep: args.keep,
    wide: args.wide,
    sort: args.sort,
    split: args.split,
    excel: args.excel,
    header: args.header,
    labelOf: await resolveLabels(args.header),
    output: args.output,
    jobs: args.jobs ?? (readsStandardInput(args) ? 1 : null),
    errors: args.errors,
    skipDone: args.skipDone,
    verbose: args.verbose,
    quiet: args.quiet,
    width: isTerminal ? (shell.stdout.columns ?? 80) : null,
    color: args.output === null && args.split === null && wantsColor(args.color, shell),
    engine: { ...(await resolveEngine(args)), ...(args.kinds === null ? {} : { kinds: args.kinds }) },
  };
}

/**
 * What is to be read, and how.
 * @throws TishuError (usage) for a date or an encoding that is none
 */
export function resolveInputs(args: InputArgs, shell: Shell): ReadOptions & Pick<InputOptions, "paths" | "from"> {
  return {
    paths: args.paths.length === 0 ? ["-"] : args.paths,
    from: args.from,
    encoding: resolveEncoding(args.encoding),
    fields: { text: args.textField, id: args.idField, date: args.dateField },
    refDate: resolveRefDate(args.refDate, shell),
  };
}

/** Whoever starts tishu in a pipe starts as many as there are cores to use. */
function readsStandardInput({ paths }: ExtractArgs): boolean {
  return paths.length === 0 || paths.includes("-");
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

function resolveEncoding(typed: string | null): Encoding | null {
  const encoding = typed === null ? null : encodingOfName(typed);
  if (typed === null || encoding !== null) return encoding;
  throw new TishuError("usage", `--encoding "${typed}" is none that is read`, {
    hint: "it is one of utf-8, gb18030 (also for gbk, gb2312), big5, utf-16le, utf-16be",
  });
}

/** What a reader at a terminal wants of the wide table; the other columns are for files. */
const WIDE_COLUMNS_SHOWN: readonly string[] = [
  ...["subject", "indicator", "period", "modality", "level", "unit", "approx", "yoy", "mom", "since_start", "other"],
];

/** All columns of the wide table; for a person at a terminal those that can hold something new. */
function wideColumnsFor(format: Format): readonly string[] {
  return format === "table" ? WIDE_COLUMNS_SHOWN : WIDE_COLUMNS;
}

function checkColumns({ columns, sort, keep, wide }: ExtractArgs): void {
  const known: readonly string[] = wide ? WIDE_COLUMNS : COLUMNS;
  const named = [...(columns ?? []), ...(sort ?? []).map(({ column }) => column)];
  const unknown = named.find((column) => !known.includes(column));
  // With --keep a column of the input may be named as well, and which it has is not known before it is read.
  if (unknown === undefined || keep) return;
  throw new TishuError("usage", `unknown column "${unknown}"`, { hint: suggest(unknown, known) });
}

/**
 * @param known the kinds that the rules in force make
 * @throws TishuError (usage) for a kind that none of them does
 */
export function checkKinds(kinds: readonly string[] | undefined, known: readonly string[]): void {
  const unknown = kinds?.find((kind) => kind !== OWN_KINDS && !known.includes(kind));
  if (unknown !== undefined)
    throw new TishuError("usage", `unknown kind "${unknown}"`, { hint: suggest(unknown, known) });
}

/** What the format cannot do, told before anything is read. */
function checkFormat(format: Format, { excel, header }: ExtractArgs, isTerminal: boolean): void {
  if (isTerminal && mediumOf(format) !== "text")
    throw new TishuError("usage", `a terminal cannot show ${format}`, {
      hint: "name a file with -o, or pipe the output into a program that reads it",
    });
  if (excel && format !== "csv" && format !== "tsv")
    throw new TishuError("usage", `--excel is for csv and tsv, not for ${format}`, {
      hint: format === "xlsx" ? "leave it out: Excel opens xlsx as it is" : "leave it out",
    });
  if (header !== "en" && mediumOf(format) === "file")
    throw new TishuError("usage", `--header is not for ${format}, whose tables keep their columns from run to run`, {
      hint: "leave it out",
    });
}

function checkOutput({ output, split, skipDone, errors, paths }: ExtractArgs): void {
  if (output !== null && split !== null)
    throw new TishuError("usage", "-o names one file, --split a folder for many", { hint: "leave one of them out" });
  if (skipDone && split === null)
    throw new TishuError("usage", "--skip-done goes with --split", {
      hint: "name the folder that holds what is done: --split FOLDER",
    });
  checkNotAnInput(output, paths);
  checkNotAnInput(errors, paths, "--errors");
  if (errors !== null && output !== null && resolve(errors) === resolve(output))
    throw new TishuError("usage", "cannot write: -o and --errors name the same file", {
      place: { file: errors },
      hint: "name another file with --errors",
    });
}

/** @throws TishuError (usage) where the output would replace one of the inputs */
export function checkNotAnInput(output: string | null, paths: readonly string[], option = "-o"): void {
  if (output === null) return;
  const target = resolveLinks(output);
  if (target === null || !paths.some((path) => path !== "-" && resolveLinks(path) === target)) return;
  throw new TishuError("usage", "cannot write: this is one of the inputs", {
    place: { file: output },
    hint: `name another file with ${option}`,
  });
}

function resolveLinks(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null; // There is no such file yet, so it is not the other one.
  }
}

/** Endings that promise a form of their own, which another under that name would break, and what to do instead. */
const FOREIGN_ENDINGS: Readonly<Record<string, string>> = {
  ...{ xls: "write .xlsx", ods: "write .xlsx, which LibreOffice opens as well" },
  ...{ html: "see tishu view", htm: "see tishu view", pdf: "write .md or .xlsx and convert it", docx: "write .md" },
  ...{ gz: "pipe it: tishu … | gzip > FILE", zst: "pipe it: tishu … | zstd > FILE", zip: "zip the file afterwards" },
  ...{ duckdb: "write .parquet, which DuckDB reads", feather: "write .parquet", arrow: "write .parquet" },
};

/** The format that the name of the output asks for; null where it asks for none. */
function formatOfFile(output: string | null): Format | null {
  const ending = output === null ? "" : extname(output).slice(1).toLowerCase();
  const instead = FOREIGN_ENDINGS[ending];
  if (instead !== undefined)
    throw new TishuError("usage", `there is no format "${ending}"`, { hint: `${instead}, or say --format` });
  return formatOfEnding(ending);
}
