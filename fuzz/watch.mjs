/** A thread that looks whether one input takes too long; it then writes it down and ends the process. */
import { writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { workerData } from "node:worker_threads";

/** @type {{ shared: SharedArrayBuffer, headBytes: number, limitMs: number, path: string }} */
const { shared, headBytes, limitMs, path } = workerData;
const [head, input] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, headBytes)];
/** Of the processor, so that a busy machine makes no input slow. */
const usedMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
for (let [number, from] = [0, usedMs()]; ; await setTimeout(500)) {
  const now = Atomics.load(head, 0);
  if (now !== number) [number, from] = [now, usedMs()];
  if (now === 0 || usedMs() - from < limitMs) continue;
  writeFileSync(path, input.slice(0, Atomics.load(head, 1)));
  console.error(`an input takes over ${limitMs} ms of the processor: ${path}`);
  process.kill(process.pid, "SIGKILL");
}
