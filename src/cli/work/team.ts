import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { type Assignment, createWork, type Outcome, type WorkOptions } from "./work.js";

/** Who does the work: this thread alone, or a crew of threads. */
export interface Team {
  /** The kinds of record that can be asked for. */
  readonly kinds: readonly string[];
  /** How many threads are at work. */
  readonly jobs: number;
  /** How many batches may be under way at a time. */
  readonly depth: number;
  /** How many characters of text make a batch; 0 for documents as they come. */
  readonly batchLength: number;
  /** What became of each document of a batch, in its order. */
  process(batch: readonly Assignment[]): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}

/** So much text one thread reads before a team that may grow calls others: less is done sooner alone. */
const GROWS_AT = 1 << 20;

/**
 * Loads the rules and makes ready to work.
 * @param jobs how many threads; null: one, and for much text one for each core
 * @throws TishuError where a rule is broken
 */
export async function startTeam(options: WorkOptions, jobs: number | null): Promise<Team> {
  if (jobs !== null && jobs > 1) {
    const { startCrew } = await import("./crew.js");
    return startCrew(options, jobs);
  }
  return startAlone(options, jobs ?? availableParallelism());
}

/** A thread that works alone lets the bar and signals have their turn so often. */
const BREATH_MS = 100;

async function startAlone(options: WorkOptions, mostJobs: number): Promise<Team> {
  const work = await createWork(options);
  let length = 0;
  let crew: Team | null = null;
  let breathedAt = performance.now();
  return {
    kinds: work.kinds,
    get jobs() {
      return crew?.jobs ?? 1;
    },
    get depth() {
      return crew?.depth ?? 1;
    },
    get batchLength() {
      return crew?.batchLength ?? 0;
    },
    async process(batch) {
      if (crew === null && mostJobs > 1 && length > GROWS_AT) {
        const { startCrew } = await import("./crew.js");
        crew = await startCrew(options, mostJobs);
      }
      if (crew !== null) return crew.process(batch);
      const outcomes: Outcome[] = [];
      for (const assignment of batch) {
        length += assignment.document.text.length;
        outcomes.push(work.process(assignment));
        if (performance.now() - breathedAt < BREATH_MS) continue;
        await setImmediate();
        breathedAt = performance.now();
      }
      return outcomes;
    },
    async close() {
      await crew?.close();
    },
  };
}
