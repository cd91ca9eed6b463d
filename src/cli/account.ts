import type { SourceDocument } from "../types.js";
import type { Failures } from "./failures.js";
import type { Reading } from "./inputs.js";
import type { Messages } from "./messages.js";
import type { ExtractOptions } from "./options.js";
import { type Extent, inMegabytes, type Progress, showProgress } from "./progress.js";
import type { Shell } from "./shell.js";
import type { Outcome } from "./work/work.js";

/** Keeps account of a run: shows how far it is, and says at the end what it came to. */
export interface Account {
  /** Is told of the reading. */
  readonly reading: Reading;
  /** @param measure how much there is to read */
  start(measure: () => Promise<Extent>): void;
  add(documents: readonly SourceDocument[], outcomes: readonly Outcome[]): void;
  /** The bar is gone; what failed is told as it was. */
  stop(): void;
  /** The run in one paragraph, at a terminal or with `--verbose`. */
  summarise(failures: Failures, jobs: number): void;
}

export function keepAccount(options: ExtractOptions, shell: Shell, messages: Messages): Account {
  const isAtTerminal = shell.stderr.isTTY === true && !options.quiet;
  const startedAt = shell.now().getTime();
  const counts = new Map<string, number>();
  let progress: Progress | null = null;
  let [bytes, documents, skipped, warnings] = [0, 0, 0, 0];
  return {
    reading: {
      addBytes(count) {
        bytes += count;
        progress?.addBytes(count);
      },
      addFile: () => progress?.addFile(),
      addSkipped(path) {
        skipped++;
        if (options.verbose) messages.note(`${path}: done before`);
      },
    },
    start(measure) {
      if (wantsBar(options, shell)) progress = showProgress(shell, messages, measure);
    },
    add(read, outcomes) {
      const begun = read.filter(({ part }) => part === undefined || part.number === 0).length;
      documents += begun;
      progress?.addDocuments(begun);
      for (const outcome of outcomes) {
        warnings += outcome.warnings.length;
        for (const [kind, count] of Object.entries(outcome.counts)) counts.set(kind, (counts.get(kind) ?? 0) + count);
      }
    },
    stop: () => progress?.stop(),
    summarise(failures, jobs) {
      if (!isAtTerminal && !options.verbose) return;
      const seconds = (shell.now().getTime() - startedAt) / 1000;
      const kinds = [...counts].map(([kind, count]) => `${count} ${kind}`);
      const records = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const parts = [
        counted(documents, "document"),
        ...(skipped > 0 ? [`${skipped} done before`] : []),
        counted(records, "record") + (records > 0 ? ` (${kinds.join(", ")})` : ""),
        counted(warnings, "warning"),
        ...(failures.count > 0 ? [`${failures.count} failed`] : []),
        `${inMegabytes(bytes)} MB in ${seconds.toFixed(1)} s${jobs > 1 ? ` by ${jobs} threads` : ""}`,
      ];
      messages.note(...parts);
    },
  };
}

/** Whether there is a terminal to show a bar at, and no records on it that would be written over. */
export function wantsBar(options: Pick<ExtractOptions, "quiet" | "output" | "split">, shell: Shell): boolean {
  const writesToTerminal = options.output === null && options.split === null && shell.stdout.isTTY === true;
  return shell.stderr.isTTY === true && !options.quiet && !writesToTerminal;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
