import { existsSync } from "node:fs";
import type { Warning } from "../analysis.js";
import { type Carry, cutText } from "../parts.js";
import { DEFAULT_KINDS, OWN_KINDS } from "../record.js";
import { mediumOf } from "../write/index.js";
import { keepAccount } from "./account.js";
import { deliver, type InputRows } from "./deliver.js";
import type { ExitCode } from "./exit-codes.js";
import { collectFailures, type Failures } from "./failures.js";
import { type InputDocument, type InputOptions, type InputReport, measureInputs, readDocuments } from "./inputs.js";
import type { Messages } from "./messages.js";
import { checkKinds, type ExtractOptions } from "./options.js";
import { saveTexts } from "./saved-texts.js";
import type { Shell } from "./shell.js";
import type { SplitNames } from "./split.js";
import { processInOrder } from "./work/in-order.js";
import { keptColumns, takenNames } from "./work/kept.js";
import { fromPlainError } from "./work/plain-error.js";
import { startTeam, type Team } from "./work/team.js";
import type { Assignment, Outcome, WorkOptions } from "./work/work.js";

/** Writes the records of all inputs as they come. What cannot be read is reported and left out. */
export async function extract(options: ExtractOptions, shell: Shell, messages: Messages): Promise<ExitCode> {
  const failures = collectFailures(messages, { file: options.errors, asJson: shell.stderr.isTTY !== true });
  const warnings = collectWarnings(messages);
  const account = keepAccount(options, shell, messages);
  let team: Team | null = null;
  let isOver = false;
  /** What an earlier run has done, by input: what this run writes is not among it. */
  const done = new Map<string, boolean>();
  const wasDone = (names: SplitNames | null, path: string): boolean => {
    const known = done.get(path);
    if (known !== undefined) return known;
    // Asked of every input, so that the names depend on the inputs alone and not on what became of them.
    const target = names?.pathFor(path);
    const found = options.skipDone && target !== undefined && existsSync(target);
    done.set(path, found);
    return found;
  };
  const report: InputReport = {
    error: (error) => {
      if (!isOver) failures.add(error);
    },
    bug: (file, error) => {
      if (!isOver) failures.addBug(file, error);
    },
    warning: messages.warning,
  };
  try {
    await deliver(options, shell, messages, async (names) => {
      const running = await startTeam(workOptions(options), options.jobs);
      team = running;
      checkKinds(options.engine.kinds, running.kinds);
      const inputs: InputOptions = {
        ...options,
        stdin: shell.stdin,
        reading: account.reading,
        isDone: (path) => wasDone(names, path),
      };
      account.start(() => measureInputs(inputs));
      const read = readDocuments(inputs, report);
      const batches = options.saveText === null ? read : saveTexts(read, options.saveText, options, messages);
      const settle = (documents: readonly InputDocument[], outcomes: readonly Outcome[]): void => {
        account.add(documents, outcomes);
        for (const [at, document] of documents.entries()) settleOutcome(document, outcomes[at], failures, warnings);
      };
      return { documents: processDocuments(batches, running, options, settle), kinds: kindsOf(options, running.kinds) };
    });
    account.stop();
    warnings.finish();
    account.summarise(failures, (team as Team | null)?.jobs ?? 1);
    return failures.exitCode;
  } finally {
    isOver = true;
    account.stop();
    // A read that still waits would keep the process alive.
    shell.stdin.destroy();
    failures.close();
    await (team as Team | null)?.close();
  }
}

/** What the threads have to know. What is sorted or no text needs the rows themselves. */
function workOptions(options: ExtractOptions): WorkOptions {
  const { engine, columns, keep, wide, header, excel, width, color } = options;
  const format = mediumOf(options.format) === "text" && options.sort === null ? options.format : null;
  return { engine, format, columns, keep, wide, header, excel, width, color };
}

/** What each document gave, in order; a batch of documents gives a batch. */
async function* processDocuments(
  batches: AsyncIterable<readonly InputDocument[]>,
  team: Team,
  options: ExtractOptions,
  settle: (documents: readonly InputDocument[], outcomes: readonly Outcome[]) => void,
): AsyncGenerator<readonly InputRows[]> {
  const taken = takenNames(options.wide, options.labelOf);
  const keptOf = (document: InputDocument): readonly string[] =>
    options.keep && options.columns === null ? Object.keys(keptColumns(document, taken)) : [];
  const assignments = assign(cutLong(batches), keptOf, options.split !== null);
  const work = processInOrder(assignments, team, lengthOf, carrying(team));
  for await (const { batch, result } of work) {
    settle(
      batch.map(({ document }) => document),
      result,
    );
    const rows: InputRows[] = [];
    for (const [at, outcome] of result.entries()) {
      const document = batch[at]?.document;
      if (document === undefined) throw new TypeError("more outcomes than documents");
      // Where each input has a file of its own, one that failed gets none, so that the next run tries it again.
      if (outcome.failure !== null && options.split !== null) continue;
      const { text, rows: found } = outcome;
      rows.push({
        input: document.input,
        // Of a document that failed a database keeps the rows that an earlier run found.
        docs: outcome.failure === null ? [document.id] : [],
        rows: found,
        kept: keptOf(document),
        ...(text === null ? {} : { text }),
      });
      if (rows.length === MOST_TOGETHER) yield rows.splice(0);
    }
    yield rows;
  }
}

/** A large batch is handed on in parts, so that its rows are not all held at once. */
const MOST_TOGETHER = 64;

interface InputAssignment extends Assignment {
  readonly document: InputDocument;
}

/** Each document with the columns that the header of its output has: those of the first one in it. */
async function* assign(
  batches: AsyncIterable<readonly InputDocument[]>,
  keptOf: (document: InputDocument) => readonly string[],
  isSplit: boolean,
): AsyncGenerator<readonly InputAssignment[]> {
  let first: { readonly input: string; readonly header: readonly string[] } | null = null;
  for await (const batch of batches) {
    const assignments: InputAssignment[] = [];
    for (const document of batch) {
      if (first === null || (isSplit && first.input !== document.input))
        first = { input: document.input, header: keptOf(document) };
      assignments.push({ document, header: first.header });
    }
    yield assignments;
  }
}

/** A document of more UTF-16 units than this is read in parts: all that is found in a part is held in memory. */
export const LONGEST_WHOLE = 250_000;
export const LONGEST_PART = 100_000;

/** The same documents, long ones in parts. */
async function* cutLong(batches: AsyncIterable<readonly InputDocument[]>): AsyncGenerator<readonly InputDocument[]> {
  for await (const batch of batches) {
    const whole: InputDocument[] = [];
    for (const document of batch) {
      if (document.text.length <= LONGEST_WHOLE) {
        whole.push(document);
        continue;
      }
      if (whole.length > 0) yield whole.splice(0);
      let number = 0;
      for (const { text, start } of cutText(document.text, LONGEST_PART)) {
        yield [{ ...document, text, part: { start, number } }];
        number++;
      }
    }
    yield whole;
  }
}

/** Has the team read batches, and parts of a document one after the other, each with what those before it hand on. */
function carrying({ process }: Team): (batch: readonly InputAssignment[]) => Promise<readonly Outcome[]> {
  let handedOn: Promise<Carry | undefined> = Promise.resolve(undefined);
  return (batch) => {
    // A part ends its batch, so that there is one at most in each; whole documents may stand before it.
    const later = batch.findIndex(({ document }) => (document.part?.number ?? 0) > 0);
    const last = batch.findLastIndex(({ document }) => document.part !== undefined);
    if (last < 0) return process(batch);
    const outcomes = (later < 0 ? Promise.resolve(undefined) : handedOn).then((carry) =>
      process(batch.map((one, at) => (at === later && carry !== undefined ? { ...one, carry } : one))),
    );
    handedOn = outcomes.then((all) => all[last]?.carry);
    handedOn.catch(() => {}); // It is thrown by the outcomes as well.
    return outcomes;
  };
}

/** A part fills its batch, whatever its length: the part after it needs what this one hands on. */
function lengthOf({ document }: InputAssignment): number {
  return document.part === undefined ? document.text.length : Number.POSITIVE_INFINITY;
}

/** @throws TishuError where no other document can fare better: no segmenter, no dictionary */
function settleOutcome(
  document: InputDocument,
  outcome: Outcome | undefined,
  failures: Failures,
  warnings: Warnings,
): void {
  if (outcome === undefined) throw new TypeError("fewer outcomes than documents");
  for (const warning of outcome.warnings) warnings.add(warning);
  if (outcome.failure === null) return;
  if (outcome.failure.kind === "usage") throw fromPlainError(outcome.failure);
  failures.addDocument(document, outcome.failure);
}

/** The kinds that this run makes. */
function kindsOf({ engine }: ExtractOptions, known: readonly string[]): readonly string[] {
  const own = known.filter((kind) => kind !== "number" && !DEFAULT_KINDS.includes(kind));
  const wanted = engine.kinds ?? [...DEFAULT_KINDS, OWN_KINDS];
  return [...new Set(wanted.flatMap((kind) => (kind === OWN_KINDS ? own : [kind])))];
}

interface Warnings {
  add(warning: Warning): void;
  finish(): void;
}

/** Says each kind of warning once, for the document that met it first, and at the end how many others did. */
export function collectWarnings(messages: Messages): Warnings {
  const met = new Map<string, { documents: number; last: string }>();
  return {
    add({ code, message, doc }) {
      const known = met.get(code);
      if (known === undefined) {
        met.set(code, { documents: 1, last: doc });
        messages.warning(doc === "-" ? message : `${doc}: ${message}`);
      } else if (known.last !== doc) {
        known.documents++;
        known.last = doc;
      }
    },
    finish() {
      for (const [code, { documents }] of met) {
        if (documents > 1) messages.warning(`${code}: so it is with ${documents - 1} more of the inputs`);
      }
    },
  };
}
