import { formatPlace, type TishuError } from "../errors.js";
import { visible } from "../write/visible.js";
import { type Translate, untranslated } from "./translate.js";

/** The one place that writes to stderr: every message is one line, and begins with `tishu:` if it is not JSON. */
export interface Messages {
  error(error: TishuError): void;
  warning(message: string): void;
  /** A failed line of a stream, as one line of JSON without the prefix. */
  json(line: string): void;
  /** What is no fault: the summary, and what `--verbose` tells. */
  note(...parts: readonly string[]): void;
  /** Has all messages written by `write`, which knows of something else on the terminal; null: as before. */
  writeBy(write: ((text: string) => void) | null): void;
  /** A bug: the stack, and what to do with it. */
  bug(error: unknown): void;
}

/** Messages on `stream`. `isQuiet` is asked at each warning, since it is known only once the arguments are read. */
export function createMessages(
  stream: { write(text: string): unknown },
  isQuiet: () => boolean,
  translate: Translate = untranslated,
): Messages {
  let write = (text: string): void => void stream.write(text);
  return {
    error(error) {
      write(`tishu: ${visible(formatError(error, translate), " ")}\n`);
    },
    warning(message) {
      if (!isQuiet()) write(`tishu: ${translate("warning")}: ${visible(translate(message), " ")}\n`);
    },
    json(line) {
      write(`${line}\n`);
    },
    note(...parts) {
      const message = parts.map(translate).join(translate === untranslated ? ", " : "，");
      if (!isQuiet()) write(`tishu: ${visible(message, " ")}\n`);
    },
    writeBy(other) {
      write = other ?? ((text) => void stream.write(text));
    },
    bug(error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write(`tishu: this is a bug in tishu; please report it with the lines below\n${stack}\n`);
    },
  };
}

/** `path:line:column: what is wrong; what to do`. */
function formatError(error: TishuError, translate: Translate): string {
  const place = error.place === null ? "" : `${formatPlace(error.place)}: `;
  const hint = error.hint === null ? "" : `${translate === untranslated ? "; " : "；"}${translate(error.hint)}`;
  return place + translate(error.message) + hint;
}

/** The hint that names the nearest of `known`, or lists them all when none is near. */
export function suggestName(typed: string, known: readonly string[]): string {
  const near = nearestName(typed, known);
  return near === null ? `expected one of: ${known.join(", ")}` : `did you mean "${near}"?`;
}

/** The one of `known` that was most likely meant, or null. */
export function nearestName(typed: string, known: readonly string[]): string | null {
  const near = known
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return near?.name ?? null;
}

/** Changes of one character, and exchanges of two neighbours, that lead from `a` to `b`. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const substituted = at(i - 1, j - 1) + (isSame ? 0 : 1);
      row[j] = Math.min(
        substituted,
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        isExchange ? at(i - 2, j - 2) + 1 : substituted,
      );
    }
  }
  return at(a.length, b.length);
}
