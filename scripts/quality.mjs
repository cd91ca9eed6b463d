/**
 * The quality guard: scores the built tishu on the shared development cases and compares with quality.json.
 *
 *   npm run quality               compare; exit 1 where a suite fell by more than 0.5 points, with the cases that changed
 *   npm run quality -- --update   write quality.json anew, after the changed cases were read
 *
 * A suite's figures are those of the shared scorers, in percent. Of each suite quality.json also keeps what failed (ids
 * of cases, with ~ where only bounds or further fields differ; of articles a hash of each miss), so that a fall names its
 * cases.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Points of a percentage that a figure may fall without a word. */
const ALLOWED_FALL = 0.5;
/** Precision and recall are kept to be read; what may not fall is what they come to, and the columns. */
const READ_ONLY = new Set(["precision", "recall", "value_given_span"]);

/** @typedef {{ scores: Record<string, number>, failed: string[] }} Suite */
/** @typedef {{ suites: Record<string, Suite>, texts: Map<string, string> }} Scoreboard texts: what a failed id or hash stands for */

/** @param {string} relative */
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const shared = path("../../shared");
const board = path("../quality.json");

/** @param {number} share */
const percent = (share) => Math.round(share * 10_000) / 100;

/**
 * Records of documents, as the command line writes them.
 * @param {readonly string[]} documents lines of JSONL
 * @param {string} kinds
 */
function extract(documents, kinds) {
  const run = spawnSync(
    process.execPath,
    [path("../bin/tishu.js"), "--from", "jsonl", "--format", "jsonl", "--quiet", "--no-config", "--kinds", kinds, "-"],
    { input: documents.join(""), encoding: "utf8", maxBuffer: 2 ** 30, stdio: ["pipe", "pipe", "inherit"] },
  );
  if (run.status !== 0) throw new Error(`tishu ended with ${run.status ?? run.signal}`);
  return run.stdout;
}

/** @param {string} text */
const parseLines = (text) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

/**
 * Peers' cases and sentences with organisations.
 * @param {Scoreboard} scoreboard
 * @param {string} folder
 * @param {string} kinds
 */
async function scoreCases({ suites, texts }, folder, kinds) {
  const { scoreAll } = await import(pathToFileURL(`${shared}/tools/score.mjs`).href);
  const at = `${shared}/corpora/${folder}`;
  const cases = readdirSync(at)
    .filter((file) => file.endsWith(".jsonl"))
    .sort()
    .flatMap((file) => parseLines(readFileSync(join(at, file), "utf8")));
  const documents = cases.map(({ id, text, date }) => `${JSON.stringify(date ? { id, text, date } : { id, text })}\n`);
  const score = scoreAll(cases, parseLines(extract(documents, kinds)));
  for (const [name, { cases: _, items: __, ...shares }] of Object.entries(score.suites)) {
    const scores = Object.entries(shares).filter(([, share]) => share !== null);
    suites[name] = { scores: Object.fromEntries(scores.map(([key, share]) => [key, percent(share)])), failed: [] };
  }
  for (const { testCase, passed, counts } of score.results) {
    const isWhole = counts.spans === counts.items && counts.full === counts.right;
    if (passed && isWhole) continue;
    const id = `${passed ? "~" : ""}${basename(testCase.id)}`;
    suites[testCase.suite]?.failed.push(id);
    texts.set(`${testCase.suite} ${id}`, testCase.text);
  }
}

/**
 * Annotated articles.
 * @param {Scoreboard} scoreboard
 * @param {string} name
 * @param {string} folder
 * @param {boolean} keepsMisses false for articles that nobody who writes rules may read
 */
function scoreArticles({ suites, texts }, name, folder, keepsMisses) {
  const work = mkdtempSync(join(tmpdir(), "tishu-quality-"));
  const scorer = [`${shared}/tools/score-news.mjs`, "--cases", folder];
  /** @type {import("node:child_process").SpawnSyncOptionsWithStringEncoding} */
  const options = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["pipe", "pipe", "inherit"] };
  /** @param {string[]} more */
  const run = (...more) => spawnSync(process.execPath, [...scorer, ...more], options).stdout;
  try {
    const records = join(work, "records.jsonl");
    writeFileSync(records, extract([run("--dump-input")], "quantity,date,org"));
    const score = JSON.parse(run("--records", records, "--json"));
    /** @type {Record<string, number>} */
    const scores = {};
    for (const [kind, measures] of Object.entries(score.kinds))
      for (const measure of ["exact", "value"]) scores[`${kind} ${measure}`] = percent(measures[measure].f1 ?? 0);
    for (const [column, { accuracy }] of Object.entries(score.attributes))
      if (accuracy !== null) scores[column] = percent(accuracy);
    scores["org clusters"] = percent(score.clusters.f1 ?? 0);
    /** @type {string[]} */
    const failed = [];
    if (keepsMisses) {
      const blocks = run("--records", records, "--misses", "1000000").split("\n\n").slice(2);
      for (const miss of blocks.filter((block) => /^\w+\/\S+ {2}/.test(block))) {
        const hash = createHash("sha1").update(miss).digest("hex").slice(0, 8);
        failed.push(hash);
        texts.set(`${name} ${hash}`, miss.replaceAll("\n", " "));
      }
    }
    suites[name] = { scores, failed: failed.sort() };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** @returns {Promise<Scoreboard>} */
async function score() {
  /** @type {Scoreboard} */
  const scoreboard = { suites: {}, texts: new Map() };
  await scoreCases(scoreboard, "peers", "quantity,date,number");
  await scoreCases(scoreboard, "org", "org");
  scoreArticles(scoreboard, "news", `${shared}/corpora/news`, true);
  scoreArticles(scoreboard, "articles/seen", path("../bench/articles/seen"), true);
  scoreArticles(scoreboard, "articles/unseen", path("../bench/articles/unseen"), false);
  return scoreboard;
}

/**
 * What fell, a paragraph for each suite with its cases that changed.
 * @param {Record<string, Suite>} before
 * @param {Scoreboard} now
 */
export function falls(before, { suites, texts }) {
  /** @type {string[]} */
  const paragraphs = [];
  for (const [name, old] of Object.entries(before)) {
    const suite = suites[name];
    if (suite === undefined) {
      paragraphs.push(`${name}: is gone`);
      continue;
    }
    const fallen = Object.entries(old.scores)
      .filter(([key, was]) => !READ_ONLY.has(key) && was - (suite.scores[key] ?? 0) > ALLOWED_FALL)
      .map(([key, was]) => `${key} ${was} → ${suite.scores[key] ?? "none"}`);
    if (fallen.length === 0) continue;
    const [failedBefore, failedNow] = [new Set(old.failed), new Set(suite.failed)];
    const lines = suite.failed
      .filter((id) => !failedBefore.has(id))
      .map((id) => `  - ${id}  ${texts.get(`${name} ${id}`) ?? ""}`);
    const mended = old.failed.filter((id) => !failedNow.has(id)).length;
    paragraphs.push([`${name}: ${fallen.join(", ")}`, ...lines, `  (${mended} that failed before do not)`].join("\n"));
  }
  return paragraphs;
}

/** @param {Record<string, Suite>} suites */
function write(suites) {
  const lines = Object.entries(suites).map(([name, { scores, failed }]) => {
    const kept = Object.entries(scores).map(([key, value]) => `${JSON.stringify(key)}: ${value}`);
    return `  ${JSON.stringify(name)}: {\n    "scores": { ${kept.join(", ")} },\n    "failed": ${JSON.stringify(failed.join(" "))}\n  }`;
  });
  writeFileSync(board, `{\n${lines.join(",\n")}\n}\n`);
}

/** @returns {Record<string, Suite>} */
function read() {
  const kept = JSON.parse(readFileSync(board, "utf8"));
  for (const suite of Object.values(kept)) suite.failed = suite.failed === "" ? [] : suite.failed.split(" ");
  return kept;
}

async function main() {
  if (!existsSync(`${shared}/tools/score.mjs`)) {
    console.log(`no shared cases in ${shared}: nothing is scored`);
    return;
  }
  const now = await score();
  if (process.argv.includes("--update")) {
    write(now.suites);
    console.log(`wrote ${Object.keys(now.suites).length} suites to quality.json`);
    return;
  }
  const before = read();
  for (const [name, { scores }] of Object.entries(now.suites)) {
    const changed = Object.entries(scores).filter(([key, value]) => value !== before[name]?.scores[key]);
    if (changed.length > 0)
      console.log(
        `${name}: ${changed.map(([key, value]) => `${key} ${before[name]?.scores[key] ?? "new"} → ${value}`).join(", ")}`,
      );
  }
  const fallen = falls(before, now);
  if (fallen.length === 0) {
    console.log(`no suite of ${Object.keys(now.suites).length} fell by more than ${ALLOWED_FALL} points`);
    return;
  }
  console.error(
    `\n${fallen.join("\n")}\n\nThese suites fell by more than ${ALLOWED_FALL} points. Mend them, or read the cases and say why the fall is right: npm run quality -- --update`,
  );
  process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
