import { type CST, type Document, isMap, isScalar, isSeq, LineCounter, type Node, Parser, parseDocument } from "yaml";
import type { z } from "zod";
import { TishuError } from "../errors.js";
import type { Fields, FieldValue } from "../types.js";
import { type OnFault, raise, telling } from "./faults.js";
import { suggest } from "./nearest.js";
import { type LexiconSource, type RuleFile, type RuleSource, USER_PACK } from "./ruleset.js";
import {
  type LexiconEntry,
  lexiconEntrySchema,
  type Manifest,
  manifestSchema,
  type RuleEntry,
  ruleEntrySchema,
} from "./schema.js";

/** No rule file is larger than this many UTF-16 units. */
export const MAX_FILE_LENGTH = 4_000_000;

/** A node as plain data; aliases are refused, so that a small file cannot unfold into a large one. */
function plainValue(node: Node, document: Document.Parsed, file: string, lines: LineCounter): unknown {
  try {
    return node.toJS(document, { maxAliasCount: 0 });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new TishuError("rule", "an alias (*) is not allowed in a rule file", {
      place: placeOf(node, file, lines),
      cause,
    });
  }
}

interface Parsed {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function parseYaml(text: string, file: string): Parsed {
  if (text.length > MAX_FILE_LENGTH)
    throw new TishuError("rule", `the file is too large (over ${MAX_FILE_LENGTH} characters)`, { place: { file } });
  const lines = new LineCounter();
  const tooDeep = findTooDeep(text);
  if (tooDeep !== null) {
    const line = text.slice(0, tooDeep).split("\n").length;
    throw new TishuError("rule", `it nests more than ${DEEPEST_NESTING} deep`, { place: { file, line } });
  }
  const document = parseDocument(text, { lineCounter: lines, schema: "core", uniqueKeys: true });
  // A tag that is not known (!!js/function) is a warning to the library; no rule file has one.
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    const hint = sayCure(fault.code, text.split("\n")[line - 1] ?? "");
    throw new TishuError("rule", sayFault(fault.message), {
      place: { file, line, column: col },
      ...(hint === null ? {} : { hint }),
      cause: fault,
    });
  }
  return { document, lines };
}

/** Maps and lists in each other: a rule file has some five. */
const DEEPEST_NESTING = 50;

/**
 * The offset of a node that lies too deep, or null. Looked for before the text is composed, which calls itself at each
 * level and at the end of the stack may end the process.
 */
function findTooDeep(text: string): number | null {
  for (const token of new Parser().parse(text)) {
    const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { token: node, depth } = next;
      if (depth > DEEPEST_NESTING) return node.offset;
      const inner = "value" in node && typeof node.value === "object" ? [node.value] : [];
      const items = "items" in node ? node.items.flatMap(({ key, value }) => [key, value]) : [];
      for (const child of [...inner, ...items]) if (child != null) open.push({ token: child, depth: depth + 1 });
    }
  }
  return null;
}

function sayFault(message: string): string {
  return message.split("\n")[0]?.replace(/ at line.*$/, "") ?? "not YAML";
}

/** What to do about a line that is no YAML, for the slips that people make who write patterns and Chinese. */
function sayCure(code: string, line: string): string | null {
  if (/^ *\t/.test(line)) return "indent with blanks, not with a tab";
  if (/^[\s-]*[^\s:：]+：/u.test(line)) return 'after a key write ": ", the half-width colon and a blank';
  const isPattern = /^[\s-]*(match|before|after|not-before|not-after):\s*[^\s'">|]/.test(line);
  if (isPattern || code === "BLOCK_AS_IMPLICIT_KEY" || code === "BAD_SCALAR_START")
    return "put the text between single quotes: match: '(q: @quantity)'";
  return null;
}

function placeOf(
  node: Node | null | undefined,
  file: string,
  lines: LineCounter,
): { file: string; line?: number; column?: number } {
  const offset = node?.range?.[0];
  if (offset === undefined) return { file };
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}

function nodeAt(node: unknown, path: readonly PropertyKey[]): Node | null {
  let current = node as Node;
  for (const key of path) {
    const inner: unknown = isMap(current)
      ? current.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))?.value
      : isSeq(current)
        ? current.items[Number(key)]
        : undefined;
    if (inner === undefined || inner === null) return current;
    current = inner as Node;
  }
  return current;
}

/** How values that zod expects or has received are called, and how each is written. */
const SHAPES: Readonly<Record<string, { readonly name: string; readonly written: string }>> = {
  array: { name: "a list", written: "[ … ]" },
  object: { name: "a map", written: "{ … }" },
  record: { name: "a map", written: "{ … }" },
  string: { name: "text", written: "'…'" },
  number: { name: "a number", written: "1" },
  int: { name: "a whole number", written: "1" },
  boolean: { name: "true or false", written: "true" },
};

/** A zod issue as one sentence, and what to do about it. */
function sayIssue(issue: z.core.$ZodIssue): { readonly message: string; readonly hint: string | null } {
  const key = issue.path.join(".");
  const where = key === "" ? "" : `${key}: `;
  if (issue.code === "unrecognized_keys") return { message: `${where}unknown key "${issue.keys[0]}"`, hint: null };
  if (issue.code === "invalid_union")
    return { message: `${where}this is not written as it has to be`, hint: "docs/rules.md shows how" };
  if (issue.code === "invalid_type") {
    const received = /received (\w+)$/.exec(issue.message)?.[1] ?? "";
    const { name, written } = SHAPES[issue.expected] ?? { name: issue.expected, written: "…" };
    const hint = `write ${key}${key === "" ? "" : ": "}${written}`;
    if (received === "undefined") return { message: `"${key}" is missing`, hint };
    return { message: `${where}expected ${name}, got ${SHAPES[received]?.name ?? received}`, hint };
  }
  return { message: `${where}${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`, hint: null };
}

/** The node of a key of a map, for a fault that lies in the key itself. */
function keyNode(map: Node | null, key: string): Node | null {
  if (!isMap(map)) return map;
  return (
    (map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.key as Node | undefined) ?? map
  );
}

type Validated<T> = { readonly data: T } | { readonly faults: readonly [TishuError, ...TishuError[]] };

function validate<T>(
  schema: z.ZodType<T>,
  keys: readonly string[],
  value: unknown,
  node: Node | null,
  file: string,
  lines: LineCounter,
): Validated<T> {
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data };
  const { issues } = result.error;
  // A misspelt key is also a missing one: the spelling is what to mend.
  const misspelt = issues.filter(({ code }) => code === "unrecognized_keys");
  const [first, ...others] = (misspelt.length > 0 ? misspelt : issues).map((issue) =>
    faultOf(issue, keys, node, file, lines),
  );
  return {
    faults: [first ?? new TishuError("rule", "not a rule entry", { place: placeOf(node, file, lines) }), ...others],
  };
}

function faultOf(
  issue: z.core.$ZodIssue,
  keys: readonly string[],
  node: Node | null,
  file: string,
  lines: LineCounter,
): TishuError {
  const at = nodeAt(node, issue.path);
  const { message, hint } = sayIssue(issue);
  if (issue.code !== "unrecognized_keys")
    return new TishuError("rule", message, { place: placeOf(at, file, lines), ...(hint === null ? {} : { hint }) });
  const unknown = issue.keys[0] ?? "";
  return new TishuError("rule", message, {
    place: placeOf(keyNode(at, unknown), file, lines),
    hint: suggest(unknown, keys, `the keys are ${keys.join(", ")}`),
  });
}

/**
 * Reads the text of one rule file.
 * @param file the path that messages name
 * @param readTable gives the text of a .tsv file named in a lexicon's `table`, relative to the rule file
 * @param pack the pack it belongs to
 * @param onFault is told of an entry that is broken, which is left out
 * @throws TishuError (kind "rule") with line and column, where nothing can be read, and what `onFault` throws
 */
export function parseRuleFile(
  text: string,
  file: string,
  readTable: (name: string) => string,
  pack: string = USER_PACK,
  onFault: OnFault = raise,
): RuleFile {
  const { document, lines } = parseYaml(text, file);
  const root = document.contents;
  if (root === null) return { path: file, pack, lexicons: [], rules: [] };
  if (!isSeq(root))
    throw new TishuError("rule", 'a rule file is a list of entries, each beginning with "- lexicon:" or "- rule:"', {
      place: placeOf(root, file, lines),
    });
  const lexicons: LexiconSource[] = [];
  const rules: RuleSource[] = [];
  const readEntry = (node: Node): void => {
    const value = plainValue(node, document, file, lines);
    const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
    const place = placeOf(node, file, lines);
    if (keys.includes("lexicon")) {
      const entry = validate(lexiconEntrySchema, Object.keys(lexiconEntrySchema.shape), value, node, file, lines);
      if ("faults" in entry) entry.faults.forEach(onFault);
      else lexicons.push(readLexicon(entry.data, place.line ?? 1, file, readTable));
    } else if (keys.includes("rule")) {
      const entry = validate(ruleEntrySchema, Object.keys(ruleEntrySchema.shape), value, node, file, lines);
      if ("faults" in entry) {
        entry.faults.forEach(onFault);
        return;
      }
      const match = placeOf(nodeAt(node, ["match"]), file, lines);
      const quoted =
        isScalar(nodeAt(node, ["match"])) && /QUOTE/.test((nodeAt(node, ["match"]) as { type?: string }).type ?? "");
      rules.push(readRule(entry.data, place.line ?? 1, match.line ?? 1, (match.column ?? 1) + (quoted ? 1 : 0)));
    } else throw new TishuError("rule", 'an entry begins with "lexicon:" or "rule:"', { place });
  };
  for (const item of root.items) telling(onFault, () => readEntry(item as Node));
  return { path: file, pack, lexicons, rules };
}

/** Reads the manifest: the layers in order, and the files. */
export function parseManifest(text: string, file: string): Manifest {
  return parseYamlFile(text, file, manifestSchema);
}

/**
 * Reads a YAML file of one shape; an empty file is an empty map.
 * @throws TishuError (kind "rule") with line and column
 */
export function parseYamlFile<S extends z.ZodObject>(text: string, file: string, schema: S): z.infer<S> {
  const { document, lines } = parseYaml(text, file);
  const root = document.contents as Node | null;
  const value = root === null ? {} : plainValue(root, document, file, lines);
  const validated = validate(schema, Object.keys(schema.shape), value, root, file, lines);
  if ("faults" in validated) throw validated.faults[0];
  return validated.data as z.infer<S>;
}

/** An exact decimal, or a fraction of two. */
const FACTOR = /^-?\d+(\.\d+)?(e[+-]?\d+)?(\/0*[1-9]\d*(\.\d+)?)?$/;

function readLexicon(
  entry: LexiconEntry,
  line: number,
  file: string,
  readTable: (name: string) => string,
): LexiconSource {
  const forms: [string, Fields][] = [];
  const valueField = entry.value ?? "value";
  const add = (spelling: string, own: Fields): void => {
    const fields = { ...entry.set, ...own };
    if (fields.factor !== undefined && !FACTOR.test(String(fields.factor)))
      throw new TishuError("rule", `the factor of ${spelling} is "${fields.factor}", which is no number`, {
        place: { file, line },
        hint: "write a decimal or a fraction, such as 0.06 or 3/50",
      });
    for (const form of spelling.split("|").map((part) => part.trim())) {
      if (form === "") continue;
      forms.push([form, fields]);
      if (entry["ignore-case"] === true)
        for (const variant of new Set([form.toLowerCase(), form.toUpperCase()]))
          if (variant !== form) forms.push([variant, fields]);
    }
  };
  if (Array.isArray(entry.forms)) for (const form of entry.forms) add(form, {});
  else
    for (const [form, value] of Object.entries(entry.forms ?? {}))
      add(form, typeof value === "object" && value !== null ? value : value === null ? {} : { [valueField]: value });
  if (entry.table !== undefined) {
    const [head = "", ...rows] = readTable(entry.table)
      .split(/\r?\n/)
      .filter((row) => row !== "" && !row.startsWith("#"));
    const columns = head.split("\t");
    if (columns[0] !== "form")
      throw new TishuError("rule", `the table ${entry.table} begins with the column "${columns[0]}", expected "form"`, {
        place: { file, line },
      });
    for (const row of rows) {
      const cells = row.split("\t");
      const fields: Record<string, FieldValue> = {};
      columns.forEach((column, i) => {
        const cell = cells[i];
        if (i > 0 && cell !== undefined && cell !== "") fields[column] = cell;
      });
      add(cells[0] ?? "", fields);
    }
  }
  return {
    name: entry.lexicon,
    note: entry.note ?? null,
    line,
    forms,
    examples: entry.examples ?? [],
    not: entry.not ?? [],
    date: entry.date ?? null,
  };
}

function readRule(entry: RuleEntry, line: number, matchLine: number, matchColumn: number): RuleSource {
  return {
    id: entry.rule,
    note: entry.note ?? null,
    line,
    matchLine,
    matchColumn,
    layer: entry.layer,
    match: entry.match,
    leftwards: entry.from === "right",
    before: entry.before ?? null,
    after: entry.after ?? null,
    notBefore: entry["not-before"] ?? null,
    notAfter: entry["not-after"] ?? null,
    as: entry.as ?? null,
    on: entry.on ?? null,
    span: entry.span ?? null,
    build: entry.build ?? null,
    set: entry.set ?? {},
    priority: entry.priority ?? 0,
    overrides: entry.override ?? false,
    examples: entry.examples ?? [],
    not: entry.not ?? [],
    date: entry.date ?? null,
  };
}
