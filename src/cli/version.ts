import type { EngineArgs } from "./args.js";
import type { Shell } from "./shell.js";

/** The version; where more is wanted also what runs here and with what. */
export async function describeVersion(
  { verbose, segmenter }: { readonly verbose: boolean; readonly segmenter: EngineArgs["segmenter"] },
  shell: Shell,
): Promise<string> {
  const { dictionaryPath, loadVersion } = await import("../load.js");
  const first = `tishu ${loadVersion()}\n`;
  if (!verbose) return first;
  const { createExtractor } = await import("../extractor.js");
  const { info } = await createExtractor(segmenter === null ? {} : { segmenter });
  const engine = info.segmenter();
  return `${first}${[
    ["node", shell.nodeVersion],
    ["segmenter", `${engine.name} ${engine.version}`],
    ["dictionary", dictionaryPath()],
    ["rules", info.rules],
  ]
    .map(([name, value]) => `${String(name).padEnd(12)}${value}\n`)
    .join("")}`;
}
