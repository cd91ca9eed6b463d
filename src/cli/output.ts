import { randomBytes } from "node:crypto";
import { unlinkSync } from "node:fs";
import { chmod, type FileHandle, open, realpath, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { TishuError } from "../errors.js";

/** Where the records go. */
export interface Output {
  /** Takes the text; resolves when more may come. */
  write(text: string): Promise<void>;
  /** Makes what was written final. */
  finish(): Promise<void>;
  /** Leaves things as they were before, as far as that can be. */
  abandon(): Promise<void>;
}

/** Thrown by `write` when the reader of standard output has gone: no fault of anyone. */
export class OutputClosed extends Error {}

/** Standard output, with back-pressure. */
export function openStream(stream: Writable): Output {
  return {
    write(text) {
      if (text === "") return Promise.resolve();
      return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (error === null || error === undefined) resolve();
          else reject(isCode(error, "EPIPE") ? new OutputClosed() : cannotWrite("standard output", error));
        });
      });
    },
    finish: () => Promise.resolve(),
    abandon: () => Promise.resolve(),
  };
}

/**
 * The file at `path`, replaced as a whole when all is written: until then the text stands in a temporary file
 * beside it, which also SIGINT and SIGTERM remove. What is no regular file (a device, a named pipe) is written as it is.
 * @throws TishuError of kind `usage` where no file can be made at `path`
 */
export async function openFile(path: string): Promise<Output> {
  const target = await findTarget(path);
  if (!target.isReplaceable) return appendTo(await open(target.path, "w").catch(refuse(path)), path);

  const temporary = join(dirname(target.path), `.${basename(target.path)}.${randomBytes(4).toString("hex")}.tmp`);
  const handle = await open(temporary, "wx").catch(refuse(path));
  const release = onInterrupt(() => unlinkSync(temporary));
  const direct = appendTo(handle, path);
  return {
    write: direct.write,
    async finish() {
      try {
        await handle.sync();
        if (target.mode !== null) await chmod(temporary, target.mode);
        await handle.close();
        await rename(temporary, target.path);
      } catch (error) {
        throw cannotWrite(path, error);
      }
      release();
    },
    async abandon() {
      await direct.abandon();
      await unlink(temporary).catch(ignoreMissing);
      release();
    },
  };
}

/** The whole of `text` in the file at `path`, by way of a temporary file. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const output = await openFile(path);
  try {
    await output.write(text);
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

function appendTo(handle: FileHandle, path: string): Output {
  return {
    async write(text) {
      try {
        await handle.appendFile(text);
      } catch (error) {
        throw isCode(error, "EPIPE") ? new OutputClosed() : cannotWrite(path, error);
      }
    },
    finish: () => handle.close(),
    // Closing twice is no error to Node, and nothing can be done about one here.
    abandon: () => handle.close().catch(() => {}),
  };
}

/** What stands at `path`, links followed: a link is to keep pointing where it does, and only a file is replaced. */
async function findTarget(path: string): Promise<{ path: string; mode: number | null; isReplaceable: boolean }> {
  const found = await stat(path).catch((error) => (isCode(error, "ENOENT") ? null : refuse(path)(error)));
  if (found === null) return { path, mode: null, isReplaceable: true };
  if (found.isDirectory()) {
    throw new TishuError("usage", "cannot write: this is a folder", {
      place: { file: path },
      hint: "name a file in it",
    });
  }
  // A pipe behind /dev/stdout has no path of its own to resolve.
  if (!found.isFile()) return { path, mode: null, isReplaceable: false };
  return { path: await realpath(path).catch(refuse(path)), mode: found.mode & 0o7777, isReplaceable: true };
}

function refuse(path: string): (error: unknown) => never {
  return (error) => {
    const isMissing = isCode(error, "ENOENT") || isCode(error, "ENOTDIR");
    throw new TishuError(
      "usage",
      isMissing ? "cannot write: there is no such folder" : `cannot write: ${reason(error)}`,
      {
        place: { file: path },
        hint: isMissing ? `make ${dirname(path)} first` : "name another file with -o",
        cause: error,
      },
    );
  };
}

function cannotWrite(path: string, error: unknown): TishuError {
  return new TishuError("output", `cannot write: ${reason(error)}`, {
    place: { file: path },
    hint: "the output is not whole",
    cause: error,
  });
}

const INTERRUPTS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs `cleanUp` when the process is told to stop, and then lets it stop by that signal. */
function onInterrupt(cleanUp: () => void): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    release();
    try {
      cleanUp();
    } finally {
      process.kill(process.pid, signal);
    }
  };
  const release = (): void => {
    for (const signal of INTERRUPTS) process.off(signal, stop);
  };
  for (const signal of INTERRUPTS) process.on(signal, stop);
  return release;
}

function ignoreMissing(error: unknown): void {
  if (!isCode(error, "ENOENT")) throw error;
}

/** Whether `error` is one of the system's with this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder",
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "the links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many open files",
  EIO: "input/output error",
};

/** A system's error in a few words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (code === "" ? error.message : code);
}
