import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, isAbsolute } from "node:path";
import type { Readable } from "node:stream";
import { glob, isDynamicPattern } from "tinyglobby";
import { TishuError } from "../errors.js";
import { decodeText } from "../read/decode.js";
import { parseDocumentLine } from "../read/jsonl.js";
import type { SourceDocument } from "../types.js";
import { COMMANDS } from "./args.js";
import { nearestName } from "./messages.js";
import { isCode, reason } from "./output.js";

export type InputForm = "text" | "jsonl";

export interface InputOptions {
  /** Files, folders, globs; `-` is standard input. */
  readonly paths: readonly string[];
  /** Null: by the file's name. */
  readonly from: InputForm | null;
  /** The reference date of every document that brings none. */
  readonly refDate: string | null;
  readonly stdin: Readable;
}

/** A document, and the input that it is of: a file's path as given or found, `-` for standard input. */
export interface InputDocument extends SourceDocument {
  readonly input: string;
}

/**
 * The documents of all inputs in order, in batches: as many as came with one read, so that what they give
 * can be flushed before the next read waits. What cannot be read goes to `onError`, and the rest goes on.
 */
export async function* readDocuments(
  options: InputOptions,
  onError: (error: TishuError) => void,
): AsyncGenerator<readonly InputDocument[]> {
  for (const path of options.paths) {
    for await (const file of listFiles(path, options.from, onError)) {
      try {
        if (formOf(file, options.from) === "jsonl") yield* readLines(file, options, onError);
        else yield [await readText(file, options)];
      } catch (error) {
        onError(asInputError(file, error));
      }
    }
  }
}

/** The files that one argument stands for, folders and globs by code point. */
async function* listFiles(
  path: string,
  from: InputForm | null,
  onError: (error: TishuError) => void,
): AsyncGenerator<string> {
  if (path === "-") return yield path;
  try {
    if (!(await stat(path)).isDirectory()) return yield path;
    const ending = from === "jsonl" ? "jsonl" : "txt";
    const found = await searchFolder(path.replace(/(?<=.)\/+$/, ""), `.${ending}`, onError);
    if (found.length === 0) throw inputError(path, `the folder holds no .${ending} file`, "name the files themselves");
    yield* found.sort(compareCodePoints);
  } catch (error) {
    if (!isCode(error, "ENOENT") || !isDynamicPattern(path)) return onError(missingOr(path, error));
    const found = await glob(path, { absolute: isAbsolute(path), expandDirectories: false });
    if (found.length === 0) return onError(inputError(path, "no file matches", "see whether the pattern is right"));
    yield* found.sort(compareCodePoints);
  }
}

/**
 * The files below `folder` whose names end so, none hidden. Links to folders are not followed, since they may lead
 * in a circle. Written here because no glob library tells of a folder that cannot be read.
 */
async function searchFolder(folder: string, ending: string, onError: (error: TishuError) => void): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    onError(asInputError(folder, error));
    return null;
  });
  for (const entry of entries ?? []) {
    if (entry.name.startsWith(".")) continue;
    const path = folder.endsWith("/") ? folder + entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await searchFolder(path, ending, onError)));
    else if (entry.name.toLowerCase().endsWith(ending)) found.push(path);
  }
  return found;
}

/** The order of code points, which is that of the UTF-8 bytes; JavaScript's own is that of UTF-16. */
export function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function formOf(file: string, from: InputForm | null): InputForm {
  return from ?? (/\.(jsonl|ndjson)$/i.test(file) ? "jsonl" : "text");
}

async function readText(file: string, { stdin, refDate }: InputOptions): Promise<InputDocument> {
  const text = await decodeText(file === "-" ? await readAll(stdin) : await readFile(file), shownName(file));
  if (text.trim() === "") {
    throw inputError(file, text === "" ? "it is empty" : "it holds nothing but blanks", "there is nothing to extract");
  }
  return { input: file, id: file, text, date: refDate, fileName: file === "-" ? undefined : basename(file) };
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* readLines(
  file: string,
  { stdin, refDate }: InputOptions,
  onError: (error: TishuError) => void,
): AsyncGenerator<readonly InputDocument[]> {
  let line = 0;
  for await (const lines of splitLines(file === "-" ? stdin : createReadStream(file))) {
    const documents: InputDocument[] = [];
    for (const bytes of lines) {
      line++;
      if (isBlank(bytes)) continue;
      try {
        const document = parseDocumentLine(bytes, { file: shownName(file), line });
        documents.push({ ...document, input: file, date: document.date ?? refDate });
      } catch (error) {
        if (!(error instanceof TishuError)) throw error;
        onError(error);
      }
    }
    yield documents;
  }
}

/**
 * The lines of a byte stream, in batches as they come. By bytes, because a reader of characters would replace
 * what is no UTF-8, and Node's readline also breaks at U+2028, which JSON allows within a string.
 */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[]> {
  let pending: Buffer[] = [];
  for await (const chunk of chunks) {
    const lines: Buffer[] = [];
    let start = 0;
    for (let feed = chunk.indexOf(0x0a); feed >= 0; feed = chunk.indexOf(0x0a, start)) {
      const piece = chunk.subarray(start, feed);
      lines.push(pending.length === 0 ? piece : Buffer.concat([...pending, piece]));
      pending = [];
      start = feed + 1;
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (pending.length > 0) yield [Buffer.concat(pending)];
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function shownName(file: string): string {
  return file === "-" ? "standard input" : file;
}

function inputError(file: string, message: string, hint: string): TishuError {
  return new TishuError("input", message, { place: { file: shownName(file) }, hint });
}

function asInputError(file: string, error: unknown): TishuError {
  if (error instanceof TishuError) return error;
  if (!(error instanceof Error && "code" in error)) throw error;
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
