import type { Extractor } from "./extractor.js";
import { listMentions } from "./recognise/chart.js";
import { DEFAULT_KINDS, OWN_KINDS, type TishuRecord } from "./record.js";
import type { RuleFile } from "./rules/ruleset.js";
import type { Example } from "./rules/schema.js";
import type { Mention, SourceDocument } from "./types.js";

/** The reference date of examples that name none: the day of the seed page. */
export const EXAMPLE_DATE = "2023-11-22";

type Expected = Readonly<Record<string, unknown>>;

/** One example of a rule or lexicon, ready to be run. */
export interface ExampleCase {
  readonly file: string;
  readonly line: number;
  /** The rule's id, or the lexicon's name. */
  readonly owner: string;
  readonly isRule: boolean;
  readonly date: string;
  readonly text: string;
  /** Records that must be found; null for a counterexample, in which the owner must find nothing. */
  readonly expected: readonly Expected[] | null;
}

/** The kinds of record that examples are run with: the default ones, numbers, and those that the user's own rules make. */
export const EXAMPLE_KINDS: readonly string[] = [...DEFAULT_KINDS, "number", OWN_KINDS];

/** All examples and counterexamples of rule files. */
export function listExamples(files: readonly RuleFile[]): ExampleCase[] {
  return files.flatMap((file) => {
    const owners = [
      ...file.lexicons.map((lexicon) => ({ ...lexicon, owner: lexicon.name, isRule: false })),
      ...file.rules.map((rule) => ({ ...rule, owner: rule.id, isRule: true })),
    ];
    return owners.flatMap(({ owner, isRule, line, examples, not, date }) => {
      const place = { file: file.path, line, owner, isRule, date: date ?? EXAMPLE_DATE };
      return [
        ...examples.flatMap((example) =>
          readExample(example).map(([text, expected]) => ({ ...place, text, expected })),
        ),
        ...not.map((text) => ({ ...place, text, expected: null })),
      ];
    });
  });
}

function readExample(example: Example): (readonly [string, readonly Expected[]])[] {
  if (typeof example === "string") return [[example, []]];
  return Object.entries(example).map(([text, expected]) => {
    if (Array.isArray(expected)) return [text, expected];
    if (typeof expected === "object") return [text, [expected]];
    const [value, unit] = String(expected).split(" ");
    return [text, [unit === undefined ? { value } : { value, unit }]];
  });
}

/** The ids of all rules that had a part in a mention: its own, those of its parts, those that annotated it. */
export function rulesOf(mention: Mention): Set<string> {
  const rules = new Set<string>([mention.rule]);
  for (const { rule } of mention.annotations) rules.add(rule);
  for (const captures of Object.values(mention.captures))
    for (const { mention: part } of captures) if (part !== null) for (const rule of rulesOf(part)) rules.add(rule);
  return rules;
}

function same(wanted: unknown, got: unknown): boolean {
  if (wanted === null || got === null || got === undefined) return (wanted ?? null) === (got ?? null);
  if (typeof wanted === "number" || typeof got === "number") return Number(wanted) === Number(got);
  return String(wanted) === String(got);
}

/** The ids of all rules that had a part in reading a document, guards among them. */
export function rulesAtWork(extractor: Extractor, document: SourceDocument): Set<string> {
  const { extraction, rejections } = extractor.trace(document);
  const rules = new Set<string>();
  for (const { chart, mentions } of extraction.document.sentences)
    for (const mention of [...listMentions(chart), ...mentions]) for (const rule of rulesOf(mention)) rules.add(rule);
  for (const list of rejections.values()) for (const { reason, rule } of list) if (reason === "guard") rules.add(rule);
  return rules;
}

/** Says what is wrong with an example, or null where it holds. */
export function checkExample(extractor: Extractor, example: ExampleCase): string | null {
  const document = { id: "example", text: example.text, date: example.date };
  const { records } = extractor.analyse(document);
  if (example.expected === null) {
    if (!example.isRule) {
      // A bare number is no record unless it is asked for.
      const unwanted = records.filter(({ kind }) => kind !== "number");
      return unwanted.length === 0 ? null : `expected no record, got ${say(unwanted)}`;
    }
    return rulesAtWork(extractor, document).has(example.owner)
      ? `expected ${example.owner} to find nothing, got ${say(records)}`
      : null;
  }
  for (const expected of example.expected) {
    const hit = records.some((record) =>
      Object.entries(expected).every(([key, value]) => same(value, record[key as keyof TishuRecord])),
    );
    if (!hit) return `expected ${JSON.stringify(expected)}, got ${say(records, Object.keys(expected))}`;
  }
  if (example.isRule && !rulesAtWork(extractor, document).has(example.owner))
    return `${example.owner} had no part in what was found: ${say(records)}`;
  return null;
}

function say(records: readonly TishuRecord[], keys: readonly string[] = []): string {
  if (records.length === 0) return "no record";
  return records
    .map((record) => {
      const shown = ["kind", "text", ...keys.filter((key) => key !== "text" && key !== "kind"), "rule"].map(
        (key) => `${key}=${record[key as keyof TishuRecord]}`,
      );
      return `{${shown.join(" ")}}`;
    })
    .join(" ");
}
