import type { MultiBar, SingleBar } from "cli-progress";
import type { Messages } from "./messages.js";
import type { Shell } from "./shell.js";

/** What is to be read in all, as far as it is known beforehand. */
export interface Extent {
  readonly files: number;
  /** Null where an input has no size: standard input, a pipe. */
  readonly bytes: number | null;
}

/** How far the reading has come, shown at a terminal while it takes long. */
export interface Progress {
  addBytes(count: number): void;
  addFile(): void;
  addDocuments(count: number): void;
  stop(): void;
}

/** Work that is done sooner needs no bar. */
const SHOW_AFTER_MS = 1000;

/**
 * A bar on stderr: files, megabytes, speed, what is left. Messages are written above it.
 * @param measure how much there is; asked once the bar is needed
 */
export function showProgress(shell: Shell, messages: Messages, measure: () => Promise<Extent>): Progress {
  let bytes = 0;
  let files = 0;
  let documents = 0;
  let isStopped = false;
  let shown: { readonly bars: MultiBar; readonly bar: SingleBar; readonly extent: Extent } | null = null;
  const startedAt = shell.now().getTime();

  const payload = (extent: Extent) => {
    const seconds = (shell.now().getTime() - startedAt) / 1000;
    const speed = `${inMegabytes(bytes)} MB, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`;
    const count = extent.files > 1 ? `${files}/${extent.files} files` : `${documents} documents`;
    return { work: `${count}, ${speed}` };
  };
  const update = (): void => {
    if (shown !== null) shown.bar.update(bytes, payload(shown.extent));
  };
  const show = async (): Promise<void> => {
    const [{ MultiBar }, extent] = await Promise.all([import("cli-progress").then(defaultOf), measure()]);
    if (isStopped) return;
    const bars = new MultiBar({
      stream: shell.stderr as NodeJS.WritableStream,
      format: extent.bytes === null ? "{work}" : "{bar} {percentage}% | {work} | ETA {eta_formatted}",
      barsize: 24,
      barCompleteChar: "\u2588",
      barIncompleteChar: "\u2591",
      clearOnComplete: true,
      // Whoever interrupts finds the terminal as it was, without a handler that would keep the process alive.
      ...{ hideCursor: false, linewrap: true, gracefulExit: false },
    });
    const bar = bars.create(Math.max(extent.bytes ?? bytes, 1), bytes, payload(extent));
    shown = { bars, bar, extent };
    messages.writeBy((text) => bars.log(text));
  };
  const timer = setTimeout(() => {
    // Not to see the bar is no reason to fail.
    show().catch(() => {});
  }, SHOW_AFTER_MS);
  return {
    addBytes(count) {
      bytes += count;
      update();
    },
    addFile() {
      files++;
      update();
    },
    addDocuments(count) {
      documents += count;
      update();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      if (shown === null) return;
      shown.bars.update();
      shown.bars.stop();
      shown = null;
      messages.writeBy(null);
    },
  };
}

/** cli-progress is CommonJS. */
function defaultOf(module: typeof import("cli-progress")): typeof import("cli-progress") {
  return (module as { default?: typeof import("cli-progress") }).default ?? module;
}

export function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
