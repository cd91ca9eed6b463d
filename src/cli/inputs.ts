import { createReadStream } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, isAbsolute } from "node:path";
import type { Readable } from "node:stream";
import { TishuError } from "../errors.js";
import { compareCodePoints } from "../order.js";
import { endingsOf, formOfName, type InputForm, loadReader } from "../read/index.js";
import type { ReadOptions, Report, Source } from "../read/reader.js";
import { nearestName } from "../rules/nearest.js";
import { isCode, reason } from "../system-errors.js";
import type { SourceDocument } from "../types.js";
import { COMMANDS } from "./args.js";
import type { Extent } from "./progress.js";

export interface InputOptions extends ReadOptions {
  /** Files, folders, globs; `-` is standard input. */
  readonly paths: readonly string[];
  /** Null: by the file's name. */
  readonly from: InputForm | null;
  /** The file that is written, which no folder gives as an input. */
  readonly output: string | null;
  /** Where failures go, if to a file. */
  readonly errors?: string | null;
  readonly stdin: Readable;
  /** Asked of every input in order: whether it is left out, since an earlier run has done it. */
  readonly isDone?: (path: string) => boolean;
  readonly reading?: Reading;
}

/** Is told how far the reading has come. */
export interface Reading {
  addBytes(count: number): void;
  addFile(): void;
  /** An input that is left out. */
  addSkipped(path: string): void;
}

/** Is told besides of a fault of tishu's own that one input brought to light: the others are read all the same. */
export interface InputReport extends Report {
  bug(file: string, error: unknown): void;
}

/** One input: a file, or `-` for standard input. */
export interface InputFile {
  readonly path: string;
  /** Named by the user, by itself or by a pattern; else found in a folder. */
  readonly isNamed: boolean;
}

/** A document, and the input that it is of: a file's path as given or found, `-` for standard input. */
export interface InputDocument extends SourceDocument {
  readonly input: string;
}

/**
 * The documents of all inputs in order, in batches: as many as came with one read, so that what they give
 * can be flushed before the next read waits. What cannot be read goes to `report`, and the rest goes on.
 */
export async function* readDocuments(
  options: InputOptions,
  report: InputReport,
): AsyncGenerator<readonly InputDocument[]> {
  for await (const file of listInputs(options, report)) {
    if (options.isDone?.(file.path)) {
      options.reading?.addSkipped(file.path);
      continue;
    }
    yield* readInput(file, options, report);
    options.reading?.addFile();
  }
}

/** How much there is to read. What cannot be read is told of when it is its turn. */
export async function measureInputs(options: InputOptions): Promise<Extent> {
  let files = 0;
  let bytes: number | null = 0;
  for await (const { path } of listInputs(options, { error: () => {}, warning: () => {} })) {
    if (options.isDone?.(path)) continue;
    const found = path === "-" ? null : await stat(path).catch(() => null);
    files++;
    bytes = bytes === null || found?.isFile() !== true ? null : bytes + found.size;
  }
  return { files, bytes };
}

/** The inputs that the paths stand for, in order. */
export async function* listInputs(options: InputOptions, report: Report): AsyncGenerator<InputFile> {
  const written = new Set<string>();
  for (const path of [options.output, options.errors ?? null]) {
    const real = path === null ? null : await realpath(path).catch(() => null);
    if (real !== null) written.add(real);
  }
  for (const path of options.paths) yield* listFiles(path, options.from, written, report);
}

/** The documents of one input. */
export async function* readInput(
  { path, isNamed }: InputFile,
  options: InputOptions,
  report: InputReport,
): AsyncGenerator<readonly InputDocument[]> {
  const source: Source = {
    name: shownName(path),
    id: path,
    fileName: path === "-" ? undefined : basename(path),
    bytes: count(path === "-" ? options.stdin : bytesOf(path), options),
    isNamed,
  };
  try {
    const read = await loadReader(options.from ?? formOfName(path));
    for await (const documents of read(source, options, report)) {
      yield documents.map((document) => ({ ...document, input: path }));
    }
  } catch (error) {
    if (error instanceof TishuError || isOfSystem(error)) report.error(asInputError(path, error));
    else report.bug(shownName(path), error);
  }
}

/** Opened when it is read and not before: nobody listens yet for what goes wrong then. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

async function* count(bytes: AsyncIterable<Uint8Array>, { reading }: InputOptions): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    reading?.addBytes(piece.length);
    yield piece;
  }
}

/** The files that one argument stands for, folders and globs by code point. */
async function* listFiles(
  path: string,
  from: InputForm | null,
  written: ReadonlySet<string>,
  report: Report,
): AsyncGenerator<InputFile> {
  if (path === "-") return yield { path, isNamed: true };
  const give = (found: readonly string[], isNamed: boolean): InputFile[] =>
    [...found].sort(compareCodePoints).map((one) => ({ path: one, isNamed }));
  try {
    if (!(await stat(path)).isDirectory()) return yield { path, isNamed: true };
    const endings = endingsOf(from).map((ending) => `.${ending}`);
    const found = await searchFolder(path.replace(/(?<=.)\/+$/, ""), endings, written, report);
    if (found.length === 0) {
      const wanted = endings.length === 1 ? `${endings[0]} file` : `file that can be read (${endings.join(" ")})`;
      throw inputError(path, `the folder holds no ${wanted}`, "name the files themselves");
    }
    yield* give(found, false);
  } catch (error) {
    if (!isCode(error, "ENOENT")) return report.error(missingOr(path, error));
    const { glob, isDynamicPattern } = await import("tinyglobby");
    if (!isDynamicPattern(path)) return report.error(missingOr(path, error));
    const found = await glob(path, { absolute: isAbsolute(path), expandDirectories: false });
    if (found.length === 0)
      return report.error(inputError(path, "no file matches", "see whether the pattern is right"));
    yield* give(found, true);
  }
}

/**
 * The files below `folder` whose names end so, none hidden, without those that are written. Links to folders are not
 * followed, since they may lead in a circle; pipes and devices are not read, since they may have no end. Written here because no glob library tells of a folder that cannot be read.
 */
async function searchFolder(
  folder: string,
  endings: readonly string[],
  written: ReadonlySet<string>,
  report: Report,
): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const path = folder.endsWith("/") ? folder + entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      try {
        found.push(...(await searchFolder(path, endings, written, report)));
      } catch (error) {
        report.error(asInputError(path, error));
      }
    } else if (endings.some((ending) => entry.name.toLowerCase().endsWith(ending))) {
      if (written.size > 0 && written.has(await realpath(path).catch(() => ""))) continue;
      // What is not there at the end of a link, and a folder, is told of when it is read.
      const there = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry;
      if (there === null || there.isFile() || there.isDirectory()) found.push(path);
      else report.error(inputError(path, "this is no file but a pipe, a socket or a device", "name it to read it"));
    }
  }
  return found;
}

function shownName(file: string): string {
  return file === "-" ? "standard input" : file;
}

function inputError(file: string, message: string, hint: string): TishuError {
  return new TishuError("input", message, { place: { file: shownName(file) }, hint });
}

/** What the system and Node's own functions throw has a code; a mistake in a program has none. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}

/**
 * What is told of an input that the system does not give.
 * @throws `error` itself where it is none of the system's
 */
export function asInputError(file: string, error: unknown): TishuError {
  if (error instanceof TishuError) return error;
  if (!isOfSystem(error)) throw error;
  return new TishuError("input", `cannot be read: ${reason(error)}`, {
    place: { file: shownName(file) },
    cause: error,
  });
}

function missingOr(path: string, error: unknown): TishuError {
  if (!isCode(error, "ENOENT")) return asInputError(path, error);
  const command = nearestName(path, COMMANDS);
  const hint = command === null ? "check the path" : `to run a command, put it first: tishu ${command} …`;
  return new TishuError("input", "no such file or folder", { place: { file: path }, hint, cause: error });
}
