import { fileURLToPath } from "node:url";
import type { EngineName } from "../../src/segment/engine.js";
import { createSegmenter } from "../../src/segment/segmenter.js";

/** The dictionary that `npm run build` makes. */
export const DICTIONARY = fileURLToPath(new URL("../../dist/data/dictionary.txt", import.meta.url));

export const HAN_RUN = /\p{Script=Han}+/gu;

/** Whether the engine's native part loads on this machine. */
export function isBuilt(engine: EngineName): boolean {
  try {
    return createSegmenter({ engine, dictionary: DICTIONARY }).version !== "";
  } catch {
    return false;
  }
}
