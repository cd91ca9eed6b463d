// The crew's worker, but for a document that takes its thread with it: by its id, how.
import serve from "../../dist/cli/work/worker.js";

/** @param {any} task as the pool sends it */
export default async function serveOrCrash(task) {
  for (const { document } of task.assignments ?? []) {
    if (document.id === "exit") process.exit(3);
    if (document.id === "memory") {
      const held = [];
      for (;;) held.push(Array.from({ length: 100_000 }, (_, index) => `${index}`));
    }
    if (document.id === "throw") throw new Error("thrown in the worker");
  }
  return serve(task);
}
