import { formatPlace, type Place, type TishuError } from "../errors.js";
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
  /**
   * A bug: the stack, and what to do with it.
   * @param place of the input that brought it to light
   */
  bug(error: unknown, place?: Place | null): void;
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
    bug(error, place = null) {
      const where = place === null ? "" : `${visible(formatPlace(place), " ")}: `;
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write(`tishu: ${where}this is a bug in tishu; please report it with the lines below\n${stack}\n`);
    },
  };
}

/** `path:line:column: what is wrong; what to do`. */
function formatError(error: TishuError, translate: Translate): string {
  const place = error.place === null ? "" : `${formatPlace(error.place)}: `;
  const hint = error.hint === null ? "" : `${translate === untranslated ? "; " : "；"}${translate(error.hint)}`;
  return place + translate(error.message) + hint;
}
