/** A thread that looks whether one input takes too long; it then writes it down and ends the process. */
import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { workerData } from "node:worker_threads";

/** @type {{ shared: SharedArrayBuffer, headBytes: number, limitMs: number, path: string }} */
const { shared, headBytes, limitMs, path } = workerData;
const [head, input] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, headBytes)];
for (;;) {
  const before = Atomics.load(head, 0);
  await setTimeout(limitMs);
  if (Atomics.load(head, 0) !== before || before === 0) continue;
  writeFileSync(path, input.slice(0, Atomics.load(head, 1)));
  console.error(`an input takes over ${limitMs} ms: ${path}`);
  process.kill(process.pid, "SIGKILL");
}
