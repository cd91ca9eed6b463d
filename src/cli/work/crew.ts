import { Piscina } from "piscina";
import { isCode } from "../../system-errors.js";
import { fromPlainError, type PlainError } from "./plain-error.js";
import type { Team } from "./team.js";
import type { Assignment, Outcome, WorkOptions } from "./work.js";
import type { BatchTask, Opened, OpenTask } from "./worker.js";

/** Enough text for sending it to a thread to cost nothing beside the work, and little enough to share out evenly. */
const BATCH_LENGTH = 1 << 16;

export interface CrewOptions {
  /** The module that the threads run. */
  readonly file?: string;
  /** The memory of each, in megabytes; as much as Node gives if not said. */
  readonly memoryMb?: number;
}

/**
 * Starts `jobs` threads, each of which loads the rules and the dictionary once.
 * @throws TishuError where a rule is broken
 */
export async function startCrew(
  options: WorkOptions,
  jobs: number,
  { file = new URL("./worker.js", import.meta.url).href, memoryMb }: CrewOptions = {},
): Promise<Team> {
  const pool = new Piscina<OpenTask | BatchTask, Opened | readonly Outcome[]>({
    filename: file,
    minThreads: jobs,
    maxThreads: jobs,
    workerData: options,
    ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
  });
  const send = (task: BatchTask): Promise<readonly Outcome[]> => pool.run(task) as Promise<readonly Outcome[]>;
  const opened = (await pool.run({ open: true })) as Opened;
  if ("failure" in opened) {
    await pool.destroy();
    throw fromPlainError(opened.failure);
  }

  /** A thread that dies takes its batch with it: then one document after the other, to find whose fault it was. */
  const process = async (assignments: readonly Assignment[]): Promise<readonly Outcome[]> => {
    try {
      return await send({ assignments });
    } catch (error) {
      const [only] = assignments;
      if (only !== undefined && assignments.length === 1) return [lost(error, only)];
      const outcomes: Outcome[] = [];
      for (const assignment of assignments) outcomes.push(...(await process([assignment])));
      return outcomes;
    }
  };
  return {
    kinds: opened.kinds,
    jobs,
    // One batch at work and one waiting for each thread, so that none waits for this one.
    depth: 2 * jobs,
    batchLength: BATCH_LENGTH,
    process,
    close: () => pool.destroy(),
  };
}

/** The outcome of a document with which a thread ended. */
function lost(error: unknown, { carry }: Assignment): Outcome {
  const isMemory = isCode(error, "ERR_WORKER_OUT_OF_MEMORY");
  const reason = error instanceof Error ? error.message : String(error);
  const failure: PlainError = {
    kind: isMemory ? "input" : "bug",
    message: isMemory ? "there is not enough memory to read it" : `the worker thread ended with it: ${reason}`,
    place: null,
    hint: isMemory ? "split it, or give Node more with NODE_OPTIONS=--max-old-space-size=8000" : null,
    stack: error instanceof Error ? (error.stack ?? null) : null,
  };
  return { text: null, rows: [], counts: {}, warnings: [], failure, ...(carry === undefined ? {} : { carry }) };
}
