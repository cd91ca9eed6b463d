import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TishuError } from "../errors.js";
import { isWithin, placeOf } from "../paths.js";
import { reason } from "../system-errors.js";
import type { InputDocument } from "./inputs.js";
import type { Messages } from "./messages.js";
import { replaceFile } from "./output.js";

/**
 * The same documents, each after its text stands in `folder`, in UTF-8: what offsets of its records count in.
 * The name is the document's own, with `.txt` where it does not end so, and no way out of the folder in it.
 * @throws TishuError (usage) where a file cannot be written, or would be an input of the next run
 */
export async function* saveTexts(
  batches: AsyncIterable<readonly InputDocument[]>,
  folder: string,
  { paths }: { readonly paths: readonly string[] },
  messages: Messages,
): AsyncGenerator<readonly InputDocument[]> {
  const taken = new Set<string>();
  // Below an input it would be read the next time; with an input below it, a text could take its input's place.
  const place = placeOf(folder);
  const input = paths.find(
    (path) => path !== "-" && (isWithin(placeOf(path), place) || isWithin(place, placeOf(path))),
  );
  if (input !== undefined) {
    throw new TishuError("usage", `cannot write: what lies there is read as input by "${input}"`, {
      place: { file: folder },
      hint: "name another folder with --save-text",
    });
  }
  await makeFolder(folder);
  for await (const documents of batches) {
    for (const { id, text } of documents) {
      const name = nameOf(id);
      let own = name;
      // Capitals do not tell two names apart on every file system.
      for (let count = 2; taken.has(own.toLowerCase()); count++) own = name.replace(/\.txt$/, `-${count}.txt`);
      taken.add(own.toLowerCase());
      const path = join(folder, own);
      if (own !== name) messages.warning(`${id}: there is another text of this name, so this one is in ${path}`);
      await makeFolder(dirname(path));
      await replaceFile(path, text);
    }
    yield documents;
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new TishuError("usage", `cannot make this folder: ${reason(cause)}`, {
      place: { file: path },
      hint: "name another one with --save-text",
      cause,
    });
  }
}

/** Bytes that a file's name may have on most systems, less what we add. */
const LONGEST_PART = 200;

/** `news/a.html` → `news/a.html.txt`; what some file system cannot have in a name, and `..`, is percent-encoded. */
function nameOf(id: string): string {
  if (id === "-") return "stdin.txt";
  const parts = id.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  const safe = parts.map((part) => cut(part === ".." ? "%2E%2E" : part.replace(FORBIDDEN, encodeCharacter)));
  const path = safe.length === 0 ? "%" : safe.join("/");
  return path.toLowerCase().endsWith(".txt") ? `${path.slice(0, -4)}.txt` : `${path}.txt`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no name may have
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"|?*%]|\p{Cs}|^ | $|\.$/gu;

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function cut(part: string): string {
  if (Buffer.byteLength(part) <= LONGEST_PART) return part;
  let end = LONGEST_PART;
  while (Buffer.byteLength(part.slice(0, end)) > LONGEST_PART) end--;
  return part.slice(0, end).replace(/[\ud800-\udbff]$/, "");
}
