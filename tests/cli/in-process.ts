import { Readable, Writable } from "node:stream";
import { run } from "../../dist/cli/run.js";
import type { Outcome } from "./tishu.js";

/** Runs the program as it was built, in this process: its rules are compiled already, and many runs cost little. */
export async function runHere(argv: readonly string[], stdin: Readable = Readable.from([])): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const sink = (key: "stdout" | "stderr"): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        written[key] += String(chunk);
        done();
      },
    });
  const shell = {
    stdin,
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    env: {},
    nodeVersion: process.version,
    now: () => new Date(0),
  };
  const status = await run(argv, shell);
  return { ...written, status };
}
