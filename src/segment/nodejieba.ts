import { dirname, join } from "node:path";
import type { SegmentRun } from "../types.js";
import { assertReadable, type Engine, requirePackage } from "./engine.js";

/** What is used of nodejieba. Its own types are not there where its build was skipped. */
interface Nodejieba {
  load(files: Record<"dict" | "hmmDict" | "userDict" | "idfDict" | "stopWordDict", string>): void;
  cut(text: string, useHmm: boolean): string[];
  tag(text: string): { tag: string }[];
}

/** nodejieba holds one dictionary a process: the file that was loaded last. */
let loaded: string | null = null;

/**
 * nodejieba (cppjieba). `tag` has its HMM on and no switch for it, so runs are cut without HMM and
 * each distinct word is then tagged by itself, which gives one word back.
 */
export const nodejieba: Engine = {
  name: "nodejieba",
  open() {
    // The package itself can be required without its binary and fails at its first call.
    const manifest = requirePackage.resolve("nodejieba/package.json");
    requirePackage(join(dirname(manifest), "build/Release/nodejieba.node"));
    const { version } = requirePackage(manifest) as { version: string };
    return version;
  },
  load(dictionary): SegmentRun {
    const jieba = requirePackage("nodejieba") as Nodejieba;
    const tags = new Map<string, string>();
    return (run) => {
      if (loaded !== dictionary) {
        loadFiles(jieba, dictionary);
        loaded = dictionary;
      }
      return jieba.cut(run, false).map((text) => {
        let tag = tags.get(text);
        if (tag === undefined) {
          tag = jieba.tag(text)[0]?.tag ?? "x";
          tags.set(text, tag);
        }
        return { text, tag };
      });
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
