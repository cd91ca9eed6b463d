import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { TishuError } from "../errors.js";

/** nodejieba is built on the user's machine; @node-rs/jieba comes prebuilt and stands in for it. */
export type EngineName = "nodejieba" | "node-rs";

/** One native segmenter behind its quirks. */
export interface Engine {
  readonly name: EngineName;
  /** Loads the native part, not the dictionary, and gives the package's version; throws where it cannot. */
  readonly open: () => string;
  /** Loads the dictionary: a word, its frequency and its tag a line. */
  readonly load: (dictionary: string) => Loaded;
}

/** A segmenter with its dictionary. */
export interface Loaded {
  /** The words of a run of Han characters, without the HMM. */
  readonly cut: (run: string) => readonly string[];
  /** The tag of a word that `cut` gave, by itself: `x` where the dictionary has none. */
  readonly tagOf: (word: string) => string;
}

/** Both engines are CommonJS packages with native parts, looked for when first used. */
export const requirePackage = createRequire(import.meta.url);

/** Throws unless the file can be read: given a path that does not exist, nodejieba aborts the process. */
export function assertReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (cause) {
    throw new TishuError("usage", "the segmenter's dictionary cannot be read", {
      place: { file },
      hint: "run `npm run build`, or install tishu again",
      cause,
    });
  }
}
