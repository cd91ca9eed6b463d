import { constants, createReadStream, rmSync } from "node:fs";
import {
  chmod,
  copyFile,
  type FileHandle,
  open,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { TishuError } from "../errors.js";
import { isCode, reason } from "../system-errors.js";

/** Where the records go. */
export interface Output {
  /** Takes a piece; resolves when more may come. */
  write(piece: string | Uint8Array): Promise<void>;
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
    write(piece) {
      if (piece.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        stream.write(piece, (error) => {
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
 * The file at `path`, replaced as a whole when all is written: until then the output stands in a temporary file
 * beside it, which also SIGINT and SIGTERM remove. What is no regular file (a device, a named pipe) is written as it is.
 * @throws TishuError of kind `usage` where no file can be made at `path`
 */
export async function openFile(path: string): Promise<Output> {
  const target = await findTarget(path);
  if (!target.isReplaceable) return appendTo(await open(target.path, "w").catch(refuse(path)), path);

  const temporary = await makeTemporary(target.path, path);
  const direct = appendTo(await open(temporary.path, "wx").catch(refuse(path)), path, LEFT_AS_IT_WAS);
  return {
    write: direct.write,
    async finish() {
      await direct.finish().catch(failWriting(path, LEFT_AS_IT_WAS));
      await temporary.replace(target);
    },
    async abandon() {
      await direct.abandon();
      await temporary.remove();
    },
  };
}

/** A file that a format changes itself, and that takes the place of the old one when it is done. */
export interface OwnFile {
  /** Where it stands until then: a copy of the old file, or an empty one. */
  readonly path: string;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/**
 * A copy of the file at `path` to change, which replaces it as a whole.
 * @throws TishuError of kind `usage` where no file can be made at `path`, or another program is writing it
 */
export async function openOwnFile(path: string): Promise<OwnFile> {
  const target = await findTarget(path);
  if (!target.isReplaceable) {
    const output = await open(target.path, "w").catch(refuse(path));
    return pipeOwnFile(appendTo(output, path));
  }
  for (const ending of ["-wal", "-journal"]) {
    const beside = await stat(target.path + ending).catch(() => null);
    if (beside === null || beside.size === 0) continue;
    throw new TishuError("usage", "another program is writing this database, or ended while it was", {
      place: { file: path },
      hint: `end it, or open the database once with sqlite3, so that ${basename(path)}${ending} goes away`,
    });
  }
  const before = await stat(target.path).catch(() => null);
  const temporary = await makeTemporary(target.path, path);
  try {
    if (before === null) await writeFile(temporary.path, "", { flag: "wx" });
    else {
      await copyFile(target.path, temporary.path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      await chmod(temporary.path, 0o600);
    }
  } catch (error) {
    await temporary.remove();
    if (isCode(error, "ENOSPC")) throw cannotWrite(path, error, LEFT_AS_IT_WAS);
    refuse(path)(error);
  }
  return {
    path: temporary.path,
    async finish() {
      const now = await stat(target.path).catch(() => null);
      if (now?.mtimeMs !== before?.mtimeMs || now?.size !== before?.size)
        throw new TishuError("output", "cannot write: another program has changed this file meanwhile", {
          place: { file: path },
          hint: "it is left as it is; run again",
        });
      await temporary.replace(target);
    },
    abandon: () => temporary.remove(),
  };
}

/** A file among the system's temporary ones, whose bytes go to `output` when it is done. */
export async function pipeOwnFile(output: Output): Promise<OwnFile> {
  const path = join(tmpdir(), "tishu");
  const temporary = await makeTemporary(path, path);
  await writeFile(temporary.path, "", { flag: "wx", mode: 0o600 }).catch(refuse(tmpdir()));
  return {
    path: temporary.path,
    async finish() {
      for await (const chunk of createReadStream(temporary.path)) await output.write(chunk);
      await output.finish();
      await temporary.remove();
    },
    async abandon() {
      await output.abandon();
      await temporary.remove();
    },
  };
}

interface Temporary {
  readonly path: string;
  /** Puts it, flushed to the disk, in the place of `target`. */
  replace(target: Target): Promise<void>;
  remove(): Promise<void>;
}

/**
 * The name of a temporary file beside `target`, and what becomes of the file; it is removed when the process is told to
 * stop. What earlier runs left there that were killed is cleared away.
 * @param shown the path as it was typed
 */
async function makeTemporary(target: string, shown: string): Promise<Temporary> {
  const folder = dirname(target);
  const stem = `.${Array.from(basename(target)).slice(0, 40).join("")}.`;
  const { thisHost, randomName } = await import("./own-name.js");
  await removeLeftovers(folder, stem, thisHost());
  const path = join(folder, `${stem}${thisHost()}-${process.pid}-${randomName()}.tmp`);
  const files = [path, ...COMPANIONS.map((ending) => path + ending)];
  const release = onInterrupt(() => {
    for (const file of files) rmSync(file, { recursive: true, force: true });
  });
  return {
    path,
    async replace({ path: place, mode }) {
      try {
        const handle = await open(path, "r+");
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
        if (mode !== null) await chmod(path, mode);
        await rename(path, place);
      } catch (error) {
        throw cannotWrite(shown, error, LEFT_AS_IT_WAS);
      }
      release();
    },
    async remove() {
      for (const file of files) await rm(file, { recursive: true, force: true });
      release();
    },
  };
}

/** What SQLite puts beside a database while it is open: its journal, and the lock of node-sqlite3-wasm, a folder. */
const COMPANIONS = ["-journal", ".lock"];
const DAY = 86_400_000;

const LEFTOVER = /\.[0-9a-f]{6}-\d+-[0-9a-f]{8}\.tmp(?:-journal|\.lock)?$/;
/** What lies in a folder when the first output is made there: with --split there may be many thousands. */
const leftovers = new Map<string, Promise<readonly string[]>>();

function leftoversIn(folder: string): Promise<readonly string[]> {
  const known = leftovers.get(folder);
  if (known !== undefined) return known;
  const found = readdir(folder).then(
    (names) => names.filter((name) => LEFTOVER.test(name)),
    () => [],
  );
  leftovers.set(folder, found);
  return found;
}

/** Removes the temporary files of processes that are no more; of other machines those that nobody wrote for a day. */
async function removeLeftovers(folder: string, stem: string, ownHost: string): Promise<void> {
  for (const name of await leftoversIn(folder)) {
    if (!name.startsWith(stem)) continue;
    const [, host, pid] =
      /^([0-9a-f]{6})-(\d+)-[0-9a-f]{8}\.tmp(?:-journal|\.lock)?$/.exec(name.slice(stem.length)) ?? [];
    if (host === undefined) continue;
    const path = join(folder, name);
    try {
      const isOver = host === ownHost ? !isAlive(Number(pid)) : Date.now() - (await stat(path)).mtimeMs > DAY;
      if (isOver) await rm(path, { recursive: true, force: true });
    } catch {
      // Another run has removed it, or it belongs to somebody else: nothing to be done here.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, "ESRCH");
  }
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

/** @param hint what has become of the output where it cannot be written */
function appendTo(handle: FileHandle, path: string, hint = NOT_WHOLE): Output {
  return {
    async write(piece) {
      try {
        await handle.appendFile(piece);
      } catch (error) {
        throw isCode(error, "EPIPE") ? new OutputClosed() : cannotWrite(path, error, hint);
      }
    },
    finish: () => handle.close(),
    // Closing twice is no error to Node, and nothing can be done about one here.
    abandon: () => handle.close().catch(() => {}),
  };
}

interface Target {
  readonly path: string;
  readonly mode: number | null;
  readonly isReplaceable: boolean;
}

/** What stands at `path`, links followed: a link is to keep pointing where it does, and only a file is replaced. */
async function findTarget(path: string): Promise<Target> {
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

const NOT_WHOLE = "the output is not whole";
/** Of a file that is replaced as a whole, or not at all. */
const LEFT_AS_IT_WAS = "what was there before is left as it was";

function cannotWrite(path: string, error: unknown, hint = NOT_WHOLE): TishuError {
  return new TishuError("output", `cannot write: ${reason(error)}`, { place: { file: path }, hint, cause: error });
}

function failWriting(path: string, hint: string): (error: unknown) => never {
  return (error) => {
    throw cannotWrite(path, error, hint);
  };
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
