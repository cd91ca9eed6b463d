import { readFileSync } from "node:fs";
import { assertReadable, type Engine, requirePackage } from "./engine.js";

/** @node-rs/jieba (jieba-rs), prebuilt for every platform that npm installs it on. */
export const nodeRs: Engine = {
  name: "node-rs",
  open() {
    requirePackage("@node-rs/jieba");
    const { version } = requirePackage("@node-rs/jieba/package.json") as { version: string };
    return version;
  },
  load(dictionary) {
    assertReadable(dictionary);
    const { Jieba } = requirePackage("@node-rs/jieba") as typeof import("@node-rs/jieba");
    const jieba = Jieba.withDict(readFileSync(dictionary));
    return {
      cut: (run) => jieba.cut(run, false),
      tagOf: (word) => jieba.tag(word, false)[0]?.tag ?? "x",
    };
  },
};
