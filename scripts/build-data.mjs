// Makes dist/data from the packages that the data comes from. Runs after tsc, as part of `npm run build`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { makeDictionary, readOwnWords, UNUSED_HMM, UNUSED_WEIGHTS } from "./dictionary.mjs";
import { foldTable } from "./fold-table.mjs";

const require = createRequire(import.meta.url);
const out = new URL("../dist/data/", import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL("fold.json", out), JSON.stringify(foldTable()));

const ownWords = new URL("../rules/segment/words.tsv", import.meta.url);
const dictionary = makeDictionary(
  readFileSync(require.resolve("@node-rs/jieba/dict.txt"), "utf8"),
  existsSync(ownWords) ? readOwnWords(ownWords) : [],
);
writeFileSync(new URL("dictionary.txt", out), dictionary);
writeFileSync(new URL("nodejieba-hmm.txt", out), UNUSED_HMM);
writeFileSync(new URL("nodejieba-weights.txt", out), UNUSED_WEIGHTS);
writeFileSync(new URL("nodejieba-user.txt", out), "");

// The rules as parsed: at run time no YAML is read on the way to the first record.
const { readBuiltInRules } = await import("../dist/load.js");
writeFileSync(new URL("rules.json", out), JSON.stringify(await readBuiltInRules()));
