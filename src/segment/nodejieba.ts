import { dirname, join } from "node:path";
import { assertReadable, type Engine, requirePackage } from "./engine.js";

/** What is used of nodejieba. Its own types are not there where its build was skipped. */
interface Nodejieba {
  load(files: Record<"dict" | "hmmDict" | "userDict" | "idfDict" | "stopWordDict", string>): void;
  cut(text: string, useHmm: boolean): string[];
  tag(text: string): { tag: string }[];
}

/** nodejieba holds one dictionary a process: the file that was loaded last. */
let loaded: string | null = null;

/** nodejieba (cppjieba). `tag` has its HMM on and no switch for it; of a word by itself it gives that word back. */
export const nodejieba: Engine = {
  name: "nodejieba",
  open() {
    // The package itself can be required without its binary and fails at its first call.
    const manifest = requirePackage.resolve("nodejieba/package.json");
    requirePackage(join(dirname(manifest), "build/Release/nodejieba.node"));
    const { version } = requirePackage(manifest) as { version: string };
    return version;
  },
  load(dictionary) {
    const jieba = requirePackage("nodejieba") as Nodejieba;
    return {
      cut(run) {
        if (loaded !== dictionary) {
          loadFiles(jieba, dictionary);
          loaded = dictionary;
        }
        return jieba.cut(run, false);
      },
      tagOf: (word) => jieba.tag(word)[0]?.tag ?? "x",
    };
  },
};

/**
 * The words go in as a user's dictionary, whose frequencies count in the sum of the main one, `totals`: of its main
 * dictionary nodejieba sorts a copy, which costs a quarter of the loading. What it would take by default for the
 * other three files costs 100 ms and goes unused.
 */
function loadFiles(jieba: Nodejieba, dictionary: string): void {
  const beside = (name: string) => join(dirname(dictionary), `nodejieba-${name}.txt`);
  const files = {
    dict: beside("totals"),
    hmmDict: beside("hmm"),
    userDict: dictionary,
    idfDict: beside("weights"),
    stopWordDict: beside("weights"),
  };
  for (const file of Object.values(files)) assertReadable(file);
  jieba.load(files);
}
