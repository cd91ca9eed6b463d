import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The program as a user starts it. */
export const BIN = fileURLToPath(new URL("../../bin/tishu.js", import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd: string;
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program to its end; what is not given as `stdin` is empty. */
export function tishu(args: readonly string[], { cwd, stdin = "", env = {} }: RunOptions): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    input: stdin,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** Starts the program, for what happens before its end. */
export function startTishu(args: readonly string[], cwd: string): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [BIN, ...args], { cwd });
}

/** Runs a line of the shell in which `tishu` is the program. */
export function shell(line: string, cwd: string): Outcome {
  const script = `tishu() { "${process.execPath}" "${BIN}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}
