import { type ErrorKind, type Place, TishuError } from "../../errors.js";

/** An error as plain data: what passes between threads, and into a file of errors. */
export interface PlainError {
  /** `bug` is anything that no user can be blamed for. */
  readonly kind: ErrorKind | "bug";
  readonly message: string;
  readonly place: Place | null;
  readonly hint: string | null;
  readonly stack: string | null;
}

export function toPlainError(error: unknown): PlainError {
  if (error instanceof TishuError) {
    const { kind, message, place, hint } = error;
    return { kind, message, place, hint, stack: null };
  }
  const [message, stack] = error instanceof Error ? [error.message, error.stack ?? null] : [String(error), null];
  return { kind: "bug", message, place: null, hint: null, stack };
}

/** The error again, to be thrown in this thread. */
export function fromPlainError({ kind, message, place, hint, stack }: PlainError): Error {
  if (kind !== "bug")
    return new TishuError(kind, message, { ...(place === null ? {} : { place }), ...(hint === null ? {} : { hint }) });
  const error = new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}
