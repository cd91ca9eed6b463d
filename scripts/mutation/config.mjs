/** `npm run mutation`, or a part of it: `npm run mutation -- --mutate 'src/lex/numeral*.ts'`. */

/** Where the sandbox has the compiled code. */
export const COMPILED = ".work/compiled";
/** The tests that may kill a mutant, files and folders, the quickest first. */
export const TESTS = [
  "tests/lex",
  "tests/quantity",
  "tests/date",
  "tests/recognise/builders.test.js",
  "tests/link/period.test.js",
  "tests/rules.test.js",
  "tests/fixtures.test.js",
];
const LAYERS = /> (?!org|place|link|indicator)/;
/** Of the examples in rules/ those of the layers that are mutated. */
export const isWanted = (/** @type {string} */ name) =>
  !name.startsWith("every example in rules/") || LAYERS.test(name);

export default {
  mutate: [
    "src/lex/numeral*.ts",
    "src/recognise/builders/{number,quantity*}.ts",
    "src/resolve/dates.ts",
    "src/resolve/date/*.ts",
  ],
  plugins: ["runner.mjs", "scores.mjs"].map((name) => new URL(name, import.meta.url).pathname),
  testRunner: "loaded",
  coverageAnalysis: "perTest",
  buildCommand: "node scripts/mutation/build.mjs",
  // Stryker reads a tsconfig with the API of TypeScript 5, which 7 does not have; build.mjs needs no rewriting of it.
  tsconfigFile: "none.json",
  ignorePatterns: [".ci", ".work", "bench", "bin", "biome.json", "docs", "fuzz"],
  tempDirName: ".work/stryker",
  // What acts while a module loads needs a new process each; the tables that are built then are tested through what reads them.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  reporters: ["clear-text", "json", "progress-append-only", "scores"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: ".work/mutation-report.json" },
  thresholds: { high: 90, low: 80, break: 80 },
};
