/** Where a fault lies: `line` and `column` are 1-based. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export type ErrorKind = "usage" | "rule" | "input" | "output";

/**
 * A fault of the user's making: one line that says what is wrong, where, and what to do.
 * Anything else that is thrown is a bug and keeps its stack.
 */
export class TishuError extends Error {
  readonly kind: ErrorKind;
  readonly place: Place | null;
  readonly hint: string | null;
  /** Of a line that stands for a document: its id, null where it says none. Undefined for anything else. */
  readonly doc: string | null | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    options: { place?: Place; hint?: string; doc?: string | null; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "TishuError";
    this.kind = kind;
    this.place = options.place ?? null;
    this.hint = options.hint ?? null;
    this.doc = options.doc;
  }
}

/** `path:line:column`, as far as it is known. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
}
