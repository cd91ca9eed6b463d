import { move, transferableSymbol, valueSymbol, workerData } from "piscina";
import { type PlainError, toPlainError } from "./plain-error.js";
import { type Assignment, createWork, type Outcome, type Work, type WorkOptions } from "./work.js";

/** The first task of a crew, which finds out whether the rules and options will do. */
export type OpenTask = { readonly open: true };

export type Opened = { readonly kinds: readonly string[] } | { readonly failure: PlainError };

export interface BatchTask {
  readonly assignments: readonly Assignment[];
}

let work: Promise<Work> | null = null;

/** What runs in a worker thread, as the pool calls it. */
export default async function serve(task: OpenTask | BatchTask): Promise<unknown> {
  work ??= createWork(workerData as WorkOptions);
  if ("open" in task) {
    return work.then(
      ({ kinds }): Opened => ({ kinds }),
      (error): Opened => ({ failure: toPlainError(error) }),
    );
  }
  const { process } = await work;
  return handOver(task.assignments.map(process));
}

/** The texts change hands without being copied. */
function handOver(outcomes: readonly Outcome[]): unknown {
  const buffers = outcomes.flatMap(({ text }) => (text === null ? [] : [text.buffer as ArrayBuffer]));
  return move({
    [transferableSymbol]: buffers,
    [valueSymbol]: outcomes,
  } as unknown as Parameters<typeof move>[0]);
}
