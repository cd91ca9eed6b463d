import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { TishuError } from "./errors.js";
import { compareCodePoints } from "./order.js";
import { isWithin, placeOf } from "./paths.js";
import type { ReportAssets } from "./report/model.js";
import { restoreRules } from "./rules/compiled.js";
import { type OnFault, raise, telling } from "./rules/faults.js";
import { CORE_PACK, type RuleFile, type RuleSet, USER_PACK } from "./rules/ruleset.js";
import { reason } from "./system-errors.js";

/** The only reader of files outside the CLI: rule files, and the data made at build. */

/** The folder of this code: `src`, `dist`, or `dist/bundle`, where the build put everything together. */
const ownFolder = dirname(fileURLToPath(import.meta.url));
const packageFolder = ((): string => {
  let folder = ownFolder;
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
})();
const packageFile = (path: string): string => join(packageFolder, path);
const isBuilt = relative(packageFolder, ownFolder) !== "src";

/** Rule files in the order of the manifest, and the layers in theirs. */
export interface RuleSources {
  readonly layers: readonly string[];
  readonly files: readonly RuleFile[];
}

/** The built-in rules as the build compiled them; null where it did not, as in tests that run from the sources. */
export function loadCompiledRules(): RuleSet | null {
  const [json, tables] = [packageFile("dist/data/rules-compiled.json"), packageFile("dist/data/rules-compiled.bin")];
  if (!isBuilt || !existsSync(json) || !existsSync(tables)) return null;
  return restoreRules({ json: readFileSync(json, "latin1"), tables: readFileSync(tables) });
}

/** The built-in rules: as parsed at build (without examples) where that was done, else from `rules/`. */
export async function loadBuiltInRules(): Promise<RuleSources> {
  const cached = packageFile("dist/data/rule-files.json");
  if (isBuilt && existsSync(cached)) return JSON.parse(readFileSync(cached, "utf8")) as RuleSources;
  return readBuiltInRules();
}

/** The built-in rules from the YAML files of `rules/`. */
export async function readBuiltInRules(): Promise<RuleSources> {
  const { parseManifest } = await import("./rules/parse.js");
  const folder = packageFile("rules");
  const manifest = parseManifest(readFileSync(join(folder, "manifest.yaml"), "utf8"), "rules/manifest.yaml");
  const listed = [
    ...manifest.files.map((file) => ({ file, pack: CORE_PACK })),
    ...Object.entries(manifest.packs ?? {}).flatMap(([pack, { files }]) => files.map((file) => ({ file, pack }))),
  ];
  const files = await Promise.all(
    listed.map(({ file, pack }) => readRuleFile(join(folder, file), `rules/${file}`, pack)),
  );
  return { layers: manifest.layers.map(({ layer }) => layer), files };
}

/**
 * A user's rules: one .yaml file, or all of a folder in order of their paths.
 * @param onFault is told of what is broken, which is left out
 * @throws TishuError where there is none, and what `onFault` throws
 */
export async function loadRules(path: string, onFault: OnFault = raise): Promise<readonly RuleFile[]> {
  if (!existsSync(path)) throw new TishuError("usage", "no such rule file or folder", { place: { file: path } });
  if (!statSync(path).isDirectory()) return [await readRuleFile(path, path, USER_PACK, onFault)];
  const files = listFolder(path)
    .filter((file) => /\.ya?ml$/.test(file) && basename(file) !== "manifest.yaml")
    .map((file) => join(path, file))
    .filter(isRegularFile)
    .sort(compareCodePoints);
  if (files.length === 0) throw new TishuError("usage", "the folder holds no .yaml file", { place: { file: path } });
  return Promise.all(files.map((file) => readRuleFile(file, file, USER_PACK, onFault)));
}

/** What lies in a folder and below it. */
function listFolder(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, encoding: "utf8" });
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

async function readRuleFile(path: string, shown: string, pack: string, onFault: OnFault = raise): Promise<RuleFile> {
  const { parseRuleFile } = await import("./rules/parse.js");
  const folder = resolve(dirname(path));
  const readTable = (name: string): string => {
    const table = resolve(folder, name);
    const fault = !isInside(folder, table)
      ? "lies outside the rule file's folder"
      : isRegularFile(table)
        ? null
        : existsSync(table)
          ? "is no file"
          : "does not exist";
    if (fault !== null) throw new TishuError("rule", `the table ${name} ${fault}`, { place: { file: shown } });
    return readText(table);
  };
  const file: { read: RuleFile } = { read: { path: shown, pack, lexicons: [], rules: [] } };
  telling(onFault, () => {
    file.read = parseRuleFile(readText(path), shown, readTable, pack, onFault);
  });
  return file.read;
}

const isRegularFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Whether a path lies in a folder, both by its name and by where it leads. */
export function isInside(folder: string, path: string): boolean {
  return isWithin(folder, path) && isWithin(placeOf(folder), placeOf(path));
}

/** Rule files and tables are small; what has no end, such as /dev/zero, is not read to it. */
const MAX_BYTES = 16_000_000;

function readText(path: string): string {
  const bytes = Buffer.alloc(0x10000);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    const file = openSync(path, "r");
    try {
      for (let read = 1; read > 0 && length <= MAX_BYTES; length += read) {
        read = readSync(file, bytes);
        pieces.push(Buffer.from(bytes.subarray(0, read)));
      }
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw cannotRead(path, cause);
  }
  if (length > MAX_BYTES)
    throw new TishuError("rule", `the file is too large (over ${MAX_BYTES} bytes)`, { place: { file: path } });
  return Buffer.concat(pieces).toString("utf8");
}

/** @returns an error that `error` of the system is the cause of; of a folder's its own path is told */
function cannotRead(path: string, error: unknown): TishuError {
  const file = error instanceof Error && "path" in error ? String(error.path) : path;
  return new TishuError("rule", `cannot be read: ${reason(error)}`, { place: { file }, cause: error });
}

/** The table that folds traditional characters to simplified ones: two strings of equal length. */
export function loadFoldTable(): { readonly from: string; readonly to: string } {
  const file = packageFile("dist/data/fold.json");
  if (!existsSync(file)) throw new TishuError("input", "the fold table is missing", { hint: "run npm run build" });
  return JSON.parse(readFileSync(file, "utf8")) as { from: string; to: string };
}

/** The version of this package. */
export function loadVersion(): string {
  return (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string }).version;
}

/** Path of the segmenter's dictionary. */
export function dictionaryPath(): string {
  return packageFile("dist/data/dictionary.txt");
}

/**
 * The names of columns and kinds in a language, by their own names.
 * @throws TishuError where the package lacks the file
 */
export function loadLabels(language: string): ReadonlyMap<string, string> {
  const file = packageFile(`rules/labels/${language}.json`);
  const labels = JSON.parse(readText(file)) as { readonly columns: object; readonly kinds: object };
  return new Map(Object.entries({ ...labels.columns, ...labels.kinds }));
}

/** The program's messages in another language, by their English. */
export function loadMessages(language: string): ReadonlyMap<string, string> {
  const file = packageFile(`rules/labels/messages.${language}.json`);
  return new Map(Object.entries(JSON.parse(readText(file)) as Readonly<Record<string, string>>));
}

/** The parts of the report page, as the build made them. */
export function loadReportAssets(): ReportAssets {
  const file = packageFile("dist/data/report.json");
  if (!existsSync(file))
    throw new TishuError("input", "the parts of the report page are missing", { hint: "run npm run build" });
  return JSON.parse(readFileSync(file, "utf8")) as ReportAssets;
}
