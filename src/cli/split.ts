import { mkdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { isDynamicPattern } from "tinyglobby";
import { TishuError } from "../errors.js";
import { isWithin, placeOf } from "../paths.js";
import { reason } from "../system-errors.js";
import { endingsOf, type Format } from "../write/index.js";
import type { InputRows } from "./deliver.js";

/** The files of `--split`: one for each input, each under a name of its own. */
export class SplitNames {
  private readonly ending: string;
  private readonly byInput = new Map<string, string>();
  private readonly taken = new Set<string>();
  /** How many names were made of a stem, so that the next is not counted up from the first. */
  private readonly counts = new Map<string, number>();

  /** @param inputs the paths as they were typed, none of which may be written over */
  constructor(
    private readonly folder: string,
    format: Format,
    private readonly inputs: readonly string[],
  ) {
    this.ending = `.${endingsOf(format)[0] ?? format}`;
  }

  /** @throws TishuError (usage) where there can be no such folder, or what is written would be read as an input */
  async makeFolder(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
    } catch (cause) {
      throw new TishuError("usage", `cannot make this folder: ${reason(cause)}`, {
        place: { file: this.folder },
        hint: "name another one with --split",
        cause,
      });
    }
    for (const input of this.inputs) {
      if (!this.wouldRead(input)) continue;
      throw new TishuError("usage", `cannot write: what lies there is read as input by "${input}"`, {
        place: { file: this.folder },
        hint: "name another folder with --split",
      });
    }
  }

  /** Whether a file of ours would be an input of the next run, or stand where one of this run is. */
  private wouldRead(input: string): boolean {
    if (input === "-") return false;
    const folder = placeOf(this.folder);
    if (isDynamicPattern(input)) {
      const fixed = input.split(/[\\/]/).findIndex((part) => isDynamicPattern(part));
      const base = placeOf(input.split("/").slice(0, fixed).join("/") || (input.startsWith("/") ? "/" : "."));
      const wanted = extname(input);
      return isWithin(base, folder) && (wanted === this.ending || isDynamicPattern(wanted) || wanted === "");
    }
    const path = placeOf(input);
    return isWithin(path, folder) || path === join(folder, basename(path, extname(path)) + this.ending);
  }

  /**
   * `a/page.txt` gives `page.csv`. A second `page`, of another folder or of another ending, gives `page-2.csv`;
   * capitals do not tell two names apart, since some file systems do not.
   */
  pathFor(input: string): string {
    const known = this.byInput.get(input);
    if (known !== undefined) return known;
    const stem = input === "-" ? "stdin" : basename(input, extname(input));
    let name = stem;
    let count = this.counts.get(stem.toLowerCase()) ?? 1;
    while (this.taken.has(name.toLowerCase())) name = `${stem}-${++count}`;
    this.counts.set(stem.toLowerCase(), count);
    this.taken.add(name.toLowerCase());
    const path = join(this.folder, name + this.ending);
    this.byInput.set(input, path);
    return path;
  }
}

/** The rows of each input in turn; each must be read to its end before the next is asked for. */
export async function* groupByInput(
  documents: AsyncIterable<readonly InputRows[]>,
): AsyncGenerator<{ readonly input: string; readonly rows: AsyncGenerator<readonly InputRows[]> }> {
  const items = flatten(documents);
  let next = await items.next();
  async function* rowsOf(input: string): AsyncGenerator<readonly InputRows[]> {
    for (; !next.done && next.value.input === input; next = await items.next()) yield [next.value];
  }
  try {
    while (!next.done) {
      const { input } = next.value;
      yield { input, rows: rowsOf(input) };
    }
  } finally {
    await items.return(undefined);
  }
}

async function* flatten(
  documents: AsyncIterable<readonly InputRows[]>,
): AsyncGenerator<InputRows, undefined, undefined> {
  for await (const batch of documents) yield* batch;
}
