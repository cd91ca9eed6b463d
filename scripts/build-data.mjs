// Makes dist/data from the packages that the data comes from. Runs after tsc, as part of `npm run build`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { makeDictionary, readOwnWords, totalsOf, UNUSED_HMM, UNUSED_WEIGHTS } from "./dictionary.mjs";
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
writeFileSync(new URL("nodejieba-totals.txt", out), totalsOf(dictionary));
writeFileSync(new URL("nodejieba-hmm.txt", out), UNUSED_HMM);
writeFileSync(new URL("nodejieba-weights.txt", out), UNUSED_WEIGHTS);

// The rules as parsed (without their examples) and as compiled: at run time no YAML is read on the way to the first record.
const { readBuiltInRules } = await import("../dist/load.js");
const { compileRules } = await import("../dist/rules/ruleset.js");
const { dumpRules } = await import("../dist/rules/compiled.js");
const { makeFold } = await import("../dist/layout/fold.js");
const { BUILDERS } = await import("../dist/recognise/builders/index.js");
const { layers, files } = await readBuiltInRules();
const { json, tables } = dumpRules(compileRules(files, layers, new Set(Object.keys(BUILDERS)), makeFold(foldTable())));
/** @type {<Entry extends object>(entry: Entry) => Entry} */
const withoutExamples = (entry) => ({ ...entry, examples: [], not: [] });
const lean = files.map((file) => ({
  ...file,
  lexicons: file.lexicons.map(withoutExamples),
  rules: file.rules.map(withoutExamples),
}));
writeFileSync(new URL("rule-files.json", out), JSON.stringify({ layers, files: lean }));
writeFileSync(new URL("rules-compiled.json", out), json);
writeFileSync(new URL("rules-compiled.bin", out), tables);
