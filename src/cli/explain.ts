import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Chalk, type ChalkInstance } from "chalk";
import { TishuError } from "../errors.js";
import type { Derivation, ExplainedRecord, ExplainedSentence, Explanation, Focus } from "../explain.js";
import { createExtractor } from "../extractor.js";
import { formOfName, type InputForm, loadReader } from "../read/index.js";
import { COLUMNS } from "../record.js";
import type { SourceDocument } from "../types.js";
import { cellText } from "../write/cell.js";
import { visible } from "../write/visible.js";
import type { ExplainArgs } from "./args.js";
import { asInputError } from "./inputs.js";
import { resolveEngine, resolveRefDate } from "./options.js";
import { type Shell, wantsColor } from "./shell.js";

/** How a sentence or a file is read, for a terminal or as JSON. */
export async function explain(args: ExplainArgs, shell: Shell): Promise<string> {
  const date = resolveRefDate(args.refDate, shell);
  const extractor = await createExtractor(await resolveEngine(args));
  const isFile = await stat(args.text).then(
    (found) => found.isFile(),
    () => false,
  );
  const document = isFile ? await readOne(args.text, date) : { id: "-", text: args.text, date };
  const explanation = extractor.explain(document, findFocus(args, document.text));
  if (args.format === "json") return `${JSON.stringify(explanation, null, 2)}\n`;
  return formatExplanation(explanation, new Chalk({ level: wantsColor(args.color, shell) ? 1 : 0 }));
}

/** Forms of files that hold many texts; such a file is taken as it stands. */
const MANY: readonly InputForm[] = ["jsonl", "csv", "tsv"];

/** The text of a file, whatever its form. */
async function readOne(path: string, refDate: string | null): Promise<SourceDocument> {
  const form = formOfName(path);
  const read = await loadReader(MANY.includes(form) ? "text" : form);
  const source = { name: path, id: path, fileName: basename(path), bytes: createReadStream(path), isNamed: true };
  const options = { encoding: null, refDate, fields: { text: null, id: null, date: null } };
  try {
    for await (const [document] of read(source, options, { error: () => {}, warning: () => {} })) {
      if (document !== undefined) return document;
    }
  } catch (error) {
    throw asInputError(path, error);
  }
  throw new TishuError("input", "there is no text in it", { place: { file: path } });
}

/** The stretch that was asked about, in code points. */
function findFocus({ line, at, phrase }: ExplainArgs, text: string): Focus | undefined {
  const lengthOf = (part: string): number => Array.from(part).length;
  if (phrase !== null) {
    const index = text.indexOf(phrase);
    if (index < 0)
      throw new TishuError("usage", `"${phrase}" does not stand in the text`, { hint: "copy the words from it" });
    const start = lengthOf(text.slice(0, index));
    return { start, end: start + lengthOf(phrase) };
  }
  const wanted = at?.line ?? line;
  if (wanted === null) return undefined;
  const lines = text.split("\n");
  const found = lines[wanted - 1];
  if (found === undefined)
    throw new TishuError("usage", `there is no line ${wanted}`, { hint: `the text has ${lines.length}` });
  const start = lengthOf(lines.slice(0, wanted - 1).join("\n")) + (wanted > 1 ? 1 : 0);
  if (at === null) return { start, end: start + lengthOf(found) };
  if (at.column > lengthOf(found))
    throw new TishuError("usage", `line ${at.line} has no column ${at.column}`, {
      hint: `it has ${lengthOf(found)} characters`,
    });
  return { start: start + at.column - 1, end: start + at.column };
}

/** What the derivation's head already says of a record, or what is the same for all. */
const UNSHOWN: ReadonlySet<string> = new Set([
  ...["doc", "article", "title", "kind", "text", "start", "end", "sentence", "rule"],
]);

function formatExplanation({ sentences, warnings }: Explanation, style: ChalkInstance): string {
  const notes = warnings.map((warning) => `${style.yellow("warning")}  ${visible(warning, " ")}\n`);
  return [...sentences.map((sentence) => formatSentence(sentence, style)), ...notes].join("\n");
}

function formatSentence(sentence: ExplainedSentence, style: ChalkInstance): string {
  const { text, role, tokens, records, otherMentions, nearMisses, rejected } = sentence;
  const lines = [style.bold(visible(text, "")) + (role === "body" ? "" : style.dim(`  (${role})`))];
  lines.push(
    `${style.dim("tokens")}  ${tokens.map((token) => `${token.text}${style.dim(`/${token.tag}`)}`).join(" ")}`,
  );
  if (records.length === 0) lines.push("", "no records");
  for (const record of records) lines.push("", ...formatRecord(record, style));
  if (otherMentions.length > 0) {
    lines.push("", style.bold("mentions that are no records"));
    for (const mention of otherMentions) lines.push(...formatDerivation(mention, "  ", style));
  }
  if (nearMisses.length > 0) {
    lines.push("", style.bold("rules that came nearest in the place asked about"));
    for (const { rule, layer, text: matched, wanted, condition } of nearMisses) {
      const why =
        condition === null
          ? `then wanted ${wanted.slice(0, 6).join(" or ")}${wanted.length > 6 ? " …" : ""}`
          : `its condition ${condition} does not hold`;
      lines.push(`  ${style.cyan(rule)} ${style.dim(`(${layer})`)}: matched ${visible(matched, "")}, ${why}`);
    }
  }
  if (rejected.length > 0) {
    lines.push("", style.bold("matches that were dropped"));
    for (const { rule, text: matched, start, end, reason, winner } of rejected) {
      const why =
        reason === "builder"
          ? "its value could not be made"
          : reason === "guard"
            ? "keeps other rules away, as it is meant to"
            : `lost to ${winner ?? "a longer match"}`;
      lines.push(`  ${visible(matched, "")}  ${style.dim(`${start}–${end}`)}  ${style.cyan(rule)}: ${why}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function formatRecord({ record, derivation, steps }: ExplainedRecord, style: ChalkInstance): string[] {
  const shown = COLUMNS.filter((column) => record[column] !== null && !UNSHOWN.has(column));
  const width = Math.max(...shown.map((column) => column.length), 0);
  const [head = "", ...parts] = formatDerivation(derivation, "", style);
  return [
    head.replace(visible(derivation.text, ""), (text) => style.bold.green(text)),
    ...shown.map(
      (column) => `    ${style.dim(column.padEnd(width))}  ${visible(cellText(column, record[column]), "")}`,
    ),
    ...(parts.length === 0 ? [] : [`  ${style.dim("made of")}`, ...parts.map((line) => `  ${line}`)]),
    ...(steps.length === 0 ? [] : [`  ${style.dim("because")}`, ...steps.map((step) => `    ${visible(step, " ")}`)]),
  ];
}

/** A mention with its rule on one line; under it what each capture of the rule was, and what later rules added. */
function formatDerivation(mention: Derivation, indent: string, style: ChalkInstance): string[] {
  const { kind, rule, start, end } = mention;
  const inner = `${indent}  `;
  const lines = [
    `${indent}${visible(mention.text, "")}  ${style.dim(`${start}–${end}`)}  ${kind} by ${style.cyan(rule)}`,
  ];
  for (const { capture, text, lexicon, mention: part } of mention.parts) {
    if (part === null) {
      lines.push(
        `${inner}${capture}: ${visible(text, "")}${lexicon === null ? "" : style.dim(`  in lexicon ${lexicon}`)}`,
      );
    } else {
      const [head = "", ...rest] = formatDerivation(part, inner, style);
      lines.push(`${inner}${capture}: ${head.trimStart()}`, ...rest);
    }
  }
  for (const { rule: later, fields } of mention.annotations) {
    lines.push(`${inner}then ${style.cyan(later)} set ${visible(formatFields(fields), " ")}`);
  }
  return lines;
}

function formatFields(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} = ${cellText(name, value)}`)
    .join(", ");
}
