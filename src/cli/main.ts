import { run } from "./run.js";

// A closed pipe is told to whoever writes; without a listener it would be an uncaught exception as well.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

// pdf.js tells on standard output of parts for drawing that are not installed; there only records may stand.
console.log = () => {};

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  nodeVersion: process.version,
  now: () => new Date(),
});
