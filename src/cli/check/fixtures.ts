import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { TishuError } from "../../errors.js";
import { compareCodePoints } from "../../order.js";
import { decode, decodingError } from "../../read/decode.js";
import { isReferenceDate } from "../../read/reference-date.js";
import { COLUMNS } from "../../record.js";
import { suggest } from "../../rules/nearest.js";
import { isCode } from "../../system-errors.js";
import { asInputError } from "../inputs.js";

/** Where the parts of one fixture stand. */
export interface FixturePaths {
  /** As reports call it: the folder, or the text's own path. */
  readonly name: string;
  readonly text: string;
  readonly options: string;
  readonly expected: string;
}

export interface FixtureOptions {
  /** The reference date. */
  readonly date: string | null;
  /** The kinds of record; null for those that are written by default. */
  readonly kinds: readonly string[] | null;
  /** Rules to add to the built-in ones, as paths from the fixture's folder. */
  readonly rules: readonly string[];
}

/** What a line of the expected records says: any of the columns, `kind` and `text` always. */
export interface ExpectedRecord {
  readonly line: number;
  readonly columns: Readonly<Record<string, unknown>>;
  /** Columns in which tishu is known not to give what is right yet: told, and no failure. */
  readonly open?: ReadonlySet<string>;
}

/** The key of a line that names its open columns. */
export const OPEN = "open";

export interface Fixture {
  readonly paths: FixturePaths;
  readonly text: string;
  readonly options: FixtureOptions;
  /** Null where there is no file yet. */
  readonly expected: readonly ExpectedRecord[] | null;
}

/** Columns that no expectation holds: the one depends on where the text is, the other on how the rules are cut. */
export const IGNORED_COLUMNS: ReadonlySet<string> = new Set(["doc", "rule"]);

/**
 * The fixtures at and below `path`, by code point: folders that hold input.txt, and each X.txt beside an
 * X.expected.jsonl. A text that is named itself needs no expectations yet.
 * @throws TishuError of kind `input` where there is none
 */
export async function findFixtures(path: string): Promise<readonly FixturePaths[]> {
  try {
    const found = (await stat(path)).isDirectory()
      ? await searchFolder(path.replace(/(?<=.)\/+$/, ""))
      : [besideOf(path)];
    if (found.length > 0) return found;
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw asInputError(path, error);
    throw new TishuError("input", "no such file or folder", { place: { file: path }, hint: "check the path" });
  }
  throw new TishuError("input", "there is no fixture here", {
    place: { file: path },
    hint: "a fixture is a folder with input.txt and expected.jsonl, or X.txt beside X.expected.jsonl",
  });
}

async function searchFolder(folder: string): Promise<FixturePaths[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  if (names.has("input.txt")) {
    const part = (name: string): string => join(folder, name);
    return [{ name: folder, text: part("input.txt"), options: part("options.json"), expected: part("expected.jsonl") }];
  }
  const found: FixturePaths[] = [];
  for (const entry of entries.sort((a, b) => compareCodePoints(a.name, b.name))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await searchFolder(path)));
    else if (entry.name.endsWith(".txt") && names.has(basename(besideOf(path).expected))) found.push(besideOf(path));
  }
  return found;
}

/** The fixture of a text whose other parts stand beside it under its own name. */
function besideOf(text: string): FixturePaths {
  if (basename(text) === "input.txt") {
    const folder = text.slice(0, -"input.txt".length);
    return { name: text, text, options: `${folder}options.json`, expected: `${folder}expected.jsonl` };
  }
  const stem = text.replace(/\.[^./]*$/, "");
  return { name: text, text, options: `${stem}.options.json`, expected: `${stem}.expected.jsonl` };
}

/**
 * Reads a fixture.
 * @throws TishuError of kind `input` where a part of it is missing or wrong, with the line
 */
export async function readFixture(paths: FixturePaths): Promise<Fixture> {
  const text = await readPart(paths.text);
  if (text === null) throw new TishuError("input", "no such file", { place: { file: paths.text } });
  const [options, expected] = [await readPart(paths.options), await readPart(paths.expected)];
  return {
    paths,
    text,
    options: await parseOptions(options ?? "{}", paths.options),
    expected: expected === null ? null : parseExpected(expected, paths.expected, Array.from(text)),
  };
}

const UTF8_WANTED = "iconv -f GB18030 -t UTF-8 converts most other Chinese files";

async function readPart(path: string): Promise<string | null> {
  try {
    const bytes = await readFile(path);
    const decoded = await decode(bytes);
    if (decoded.kind === "text") return decoded.text;
    const { message, place } = decodingError(bytes, decoded, path);
    throw new TishuError("input", message, { ...(place === null ? {} : { place }), hint: UTF8_WANTED });
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw asInputError(path, error);
  }
}

async function parseOptions(json: string, file: string): Promise<FixtureOptions> {
  const { z } = await import("zod");
  const schema = z.strictObject({
    date: z
      .string()
      .refine(isReferenceDate, "expected a day such as 2023-11-22, or an instant")
      .nullable()
      .default(null),
    kinds: z.array(z.string()).nullable().default(null),
    rules: z.array(z.string()).default([]),
  });
  const options = schema.safeParse(parseJson(json, { file }));
  if (options.success) return options.data;
  const issue = options.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "" : `"${issue.path.join(".")}": `;
  throw new TishuError("input", `${where}${issue?.message ?? "wrong options"}`, { place: { file } });
}

/** The records of an expected file. Each is held against the text, so that a wrong offset is the fixture's fault. */
function parseExpected(jsonl: string, file: string, characters: readonly string[]): ExpectedRecord[] {
  const records: ExpectedRecord[] = [];
  for (const [index, json] of jsonl.split("\n").entries()) {
    if (json.trim() === "") continue;
    const place = { file, line: index + 1 };
    const value = parseJson(json, place);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TishuError("input", "not an object", { place, hint: "a line is one record" });
    }
    const { [OPEN]: open = [], ...columns }: Record<string, unknown> = { ...value };
    checkExpected(columns, place, characters);
    records.push({ line: place.line, columns, open: readOpen(open, columns, place) });
  }
  return records;
}

function readOpen(
  open: unknown,
  columns: Readonly<Record<string, unknown>>,
  place: { file: string; line: number },
): ReadonlySet<string> {
  const names: unknown[] = Array.isArray(open) ? open : [open];
  const wrong = names.find((name) => typeof name !== "string" || !(name in columns));
  if (wrong !== undefined) {
    throw new TishuError("input", `"${OPEN}" names ${JSON.stringify(wrong)}, which the line has no value for`, {
      place,
      hint: "it lists columns of the line that tishu is known to get wrong",
    });
  }
  return new Set(names.map(String));
}

function checkExpected(
  columns: Readonly<Record<string, unknown>>,
  place: { file: string; line: number },
  characters: readonly string[],
): void {
  const known: readonly string[] = COLUMNS;
  const unknown = Object.keys(columns).find((column) => !known.includes(column));
  if (unknown !== undefined) {
    throw new TishuError("input", `unknown column "${unknown}"`, { place, hint: suggest(unknown, known) });
  }
  const { kind, text, start, end } = columns;
  if (typeof kind !== "string" || typeof text !== "string") {
    throw new TishuError("input", 'a record needs "kind" and "text"', { place });
  }
  if (start === undefined && end === undefined) return;
  if (typeof start !== "number" || typeof end !== "number") {
    throw new TishuError("input", '"start" and "end" are numbers, and go together', { place });
  }
  const standing = characters.slice(start, end).join("");
  if (standing !== text) {
    throw new TishuError("input", `"${text}" does not stand at ${start}–${end}, but "${standing}"`, {
      place,
      hint: "offsets count code points of the text",
    });
  }
}

function parseJson(json: string, place: { file: string; line?: number }): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new TishuError("input", `not JSON (${cause instanceof Error ? cause.message : String(cause)})`, {
      place,
      cause,
    });
  }
}
