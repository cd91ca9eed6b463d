/** Loader hooks: every module of dist/ is loaded with counters at its statements and branches. */
import { fileURLToPath } from "node:url";
import { createInstrumenter } from "istanbul-lib-instrument";

const root = new URL("../dist/", import.meta.url).href;
const instrumenter = createInstrumenter({ esModules: true, compact: true, coverageVariable: "__coverage__" });

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!url.startsWith(root) || loaded.format !== "module") return loaded;
  return { ...loaded, source: instrumenter.instrumentSync(String(loaded.source), fileURLToPath(url)) };
}
