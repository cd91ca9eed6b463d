import type { Readable, Writable } from "node:stream";

/** What the process is given from outside; the rest of the CLI asks this and not `process`. */
export interface Shell {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nodeVersion: string;
  /** Asked only for `--ref-date today`. */
  now(): Date;
}

/** Whether to colour what goes to standard output: https://no-color.org, and only at a terminal by itself. */
export function wantsColor(when: "auto" | "always" | "never", { stdout, env }: Shell): boolean {
  if (when !== "auto") return when === "always";
  return stdout.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}
