import { appendFileSync, closeSync, ftruncateSync, openSync } from "node:fs";
import { TishuError } from "../errors.js";
import { reason } from "../system-errors.js";
import type { SourceDocument } from "../types.js";
import { ExitCode } from "./exit-codes.js";
import type { Messages } from "./messages.js";
import { fromPlainError, type PlainError, toPlainError } from "./work/plain-error.js";

/** What could not be read: told as it comes, and remembered for the exit code. */
export interface Failures {
  /** An input that could not be read, or a line of one. */
  readonly add: (error: TishuError) => void;
  /** A file whose reading met a fault of tishu's own. */
  readonly addBug: (file: string, error: unknown) => void;
  /** A document that was read and of which nothing came. */
  addDocument(document: SourceDocument, failure: PlainError): void;
  readonly count: number;
  readonly exitCode: ExitCode;
  close(): void;
}

/** One failure as JSON: a line of stderr, or of the file that `--errors` names. */
interface FailureRecord {
  /** The document's id, null where the line does not say. */
  readonly doc: string | null;
  readonly file: string | null;
  readonly line: number | null;
  /** `input`: it cannot be read; `bug`: tishu is to blame. */
  readonly kind: string;
  readonly message: string;
  readonly hint: string | null;
  readonly stack?: string | null;
}

interface FailureOptions {
  /** Where each failure goes as a line of JSON as well; null: nowhere. */
  readonly file: string | null;
  /** Whether a failed line of a stream is told as JSON on stderr, for the program that reads it. */
  readonly asJson: boolean;
}

/** @throws TishuError (usage) where the file cannot be made */
export function collectFailures(messages: Messages, { file, asJson }: FailureOptions): Failures {
  const log = file === null ? null : openLog(file, messages);
  let count = 0;
  let exitCode: ExitCode = ExitCode.Done;
  const record = (doc: string | null | undefined, failure: PlainError): void => {
    count++;
    if (exitCode !== ExitCode.Bug) exitCode = failure.kind === "bug" ? ExitCode.Bug : ExitCode.Failed;
    const json = JSON.stringify(failureRecord(doc ?? null, failure));
    log?.add(`${json}\n`);
    const error = fromPlainError(failure);
    if (doc !== undefined && asJson) messages.json(json);
    else if (error instanceof TishuError) messages.error(error);
    else messages.bug(error, failure.place);
  };
  return {
    add: (error) => record(error.doc, toPlainError(error)),
    addBug: (file, error) => record(undefined, { ...toPlainError(error), place: { file } }),
    addDocument(document, failure) {
      const { id, place } = document;
      const named = failure.place === null ? { ...failure, place: place ?? { file: id } } : failure;
      record(place?.line === undefined ? undefined : id, named);
    },
    get count() {
      return count;
    },
    get exitCode() {
      return exitCode;
    },
    close() {
      log?.close();
    },
  };
}

function failureRecord(doc: string | null, { kind, message, place, hint, stack }: PlainError): FailureRecord {
  const record = { doc, file: place?.file ?? null, line: place?.line ?? null, kind, message, hint };
  return kind === "bug" ? { ...record, stack } : record;
}

interface Log {
  add(line: string): void;
  close(): void;
}

/** A file of whole lines: where one cannot be written that is told once, and those before it stay. */
function openLog(file: string, messages: Messages): Log {
  const handle = openForWriting(file);
  let length = 0;
  let isBroken = false;
  return {
    add(line) {
      if (isBroken) return;
      try {
        appendFileSync(handle, line);
        length += Buffer.byteLength(line);
      } catch (cause) {
        isBroken = true;
        messages.error(
          new TishuError("output", `cannot write: ${reason(cause)}`, {
            place: { file },
            hint: "what fails from here on is told on standard error alone",
            cause,
          }),
        );
        cutOff(handle, length);
      }
    },
    close: () => closeSync(handle),
  };
}

/** Removes what was written of a line; of a device or a pipe nothing can be taken back. */
function cutOff(handle: number, length: number): void {
  try {
    ftruncateSync(handle, length);
  } catch {
    // It is no regular file.
  }
}

function openForWriting(file: string): number {
  try {
    return openSync(file, "w");
  } catch (cause) {
    throw new TishuError("usage", `cannot write: ${reason(cause)}`, {
      place: { file },
      hint: "name another file with --errors",
      cause,
    });
  }
}
