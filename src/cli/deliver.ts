import { TishuError } from "../errors.js";
import { WIDE_COLUMNS, widen } from "../link/wide.js";
import type { TishuRecord } from "../record.js";
import { mediumOf, writeFileFormat, writePieces } from "../write/index.js";
import type { DocumentRows, Row, RowStream, WideTable, WriterOptions } from "../write/writer.js";
import type { Messages } from "./messages.js";
import type { ExtractOptions } from "./options.js";
import { type Output, type OwnFile, openFile, openOwnFile, openStream, pipeOwnFile } from "./output.js";
import type { Shell } from "./shell.js";
import type { SplitNames } from "./split.js";

/** What one document gave, and the input that it is of. */
export interface InputRows extends DocumentRows {
  readonly input: string;
}

/** The rows to write, in order, and the kinds that may be among them. */
export interface Source {
  readonly documents: AsyncGenerator<readonly InputRows[]>;
  readonly kinds: readonly string[];
}

/**
 * Writes what `begin` gives to where the options want it: one file or standard output, or a file for each input.
 * Where the output cannot be made, nothing is begun; where anything fails, what stood there before stays.
 */
export async function deliver(
  options: ExtractOptions,
  shell: Shell,
  messages: Messages,
  begin: (names: SplitNames | null) => Promise<Source>,
): Promise<void> {
  const writerOptions = (kinds: readonly string[]): WriterOptions => ({
    ...options,
    kinds,
    wide: options.wide ? null : WIDE_TABLE,
    onWarning: (message) => messages.warning(message),
  });
  if (options.split === null) {
    const target = await openTarget(options, options.output, shell);
    await write(target, options, async () => {
      const { documents, kinds } = await begin(null);
      return { documents, options: writerOptions(kinds) };
    });
    return;
  }
  const { groupByInput, SplitNames } = await import("./split.js");
  const names = new SplitNames(options.split, options.format, options.paths);
  await names.makeFolder();
  const { documents, kinds } = await begin(names);
  for await (const { input, rows } of groupByInput(documents)) {
    const target = await openTarget(options, names.pathFor(input), shell);
    await write(target, options, async () => ({ documents: rows, options: writerOptions(kinds) }));
  }
}

const WIDE_TABLE: WideTable = {
  columns: WIDE_COLUMNS,
  rowsOf: (rows) => widen(rows as unknown as readonly TishuRecord[]).map((row): Row => ({ ...row })),
};

type Target =
  | { readonly medium: "pieces"; readonly to: Output }
  | { readonly medium: "file"; readonly to: OwnFile; readonly shown: string };

async function openTarget({ format }: ExtractOptions, path: string | null, shell: Shell): Promise<Target> {
  if (mediumOf(format) === "file") {
    const to = path === null ? await pipeOwnFile(openStream(shell.stdout)) : await openOwnFile(path);
    return { medium: "file", to, shown: path ?? "standard output" };
  }
  return { medium: "pieces", to: path === null ? openStream(shell.stdout) : await openFile(path) };
}

async function write(
  target: Target,
  { format, sort }: ExtractOptions,
  begin: () => Promise<{ documents: RowStream; options: WriterOptions }>,
): Promise<void> {
  try {
    const { documents, options } = await begin();
    const rows = sort === null ? documents : (await import("../write/sort.js")).sortRows(documents, sort);
    if (target.medium === "file") await writeFileFormat(format, rows, options, target.to.path);
    else for await (const piece of writePieces(format, rows, options)) await target.to.write(piece);
    await target.to.finish();
  } catch (error) {
    await target.to.abandon();
    throw target.medium === "file" ? inFile(error, target.shown) : error;
  }
}

/** A format that keeps its file knows only where that stands for the time being: here the fault gets its place. */
function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof TishuError) || error.place !== null) return error;
  const { kind, message, hint, cause } = error;
  return new TishuError(kind, message, { place: { file }, ...(hint === null ? {} : { hint }), cause });
}
