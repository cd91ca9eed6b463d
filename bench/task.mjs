// One system over one text, in a process of its own: loads, warms up on the beginning, measures the whole.
//   node bench/task.mjs SYSTEM FILE.jsonl [DIST]  → one line of JSON
// CPU time is that of the process, so that others on the machine disturb it least.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [system, file, dist = new URL("../dist/", import.meta.url).pathname] = process.argv.slice(2);
const bytes = readFileSync(file);
const lines = bytes.toString("utf8").split("\n").filter(Boolean);
const require = createRequire(import.meta.url);

/** Each gives a function of some lines of JSONL that returns how much it found. */
const SYSTEMS = {
  /** All three kinds with linking, JSONL in and out, one thread. */
  async tishu() {
    const load = (path) => import(pathToFileURL(`${dist}/${path}`).href);
    const { createExtractor } = await load("index.js");
    const { jsonObject } = await load("write/cell.js");
    const { COLUMNS } = await load("record.js");
    const extractor = await createExtractor();
    const format = jsonObject(COLUMNS);
    const encoder = new TextEncoder();
    return (some) => {
      let found = 0;
      for (const line of some) {
        const { id, text, date } = JSON.parse(line);
        const records = extractor.extract({ id, text, date });
        encoder.encode(records.map((record) => `${format(record)}\n`).join(""));
        found += records.length;
      }
      return found;
    };
  },
  /** What segmenting and tagging the whole text costs. */
  async nodejieba() {
    const { load, tag } = require("nodejieba");
    load();
    return onTexts((text) => tag(text).length);
  },
  async chrono() {
    const { zh } = await import("chrono-node");
    return onTexts((text, date) => zh.hans.parse(text, new Date(`${date}T12:00:00Z`)).length);
  },
  /** Number, percentage, currency, dimension, date and time: its models for what tishu reads, but organisations. */
  async recognizers() {
    const { Culture, ...suite } = createRequire(new URL("peers/package.json", import.meta.url))(
      "@microsoft/recognizers-text-suite",
    );
    return onTexts((text, date) => {
      const models = ["Number", "Percentage", "Currency", "Dimension"];
      const found = models.map((model) => suite[`recognize${model}`](text, Culture.Chinese).length);
      const times = suite.recognizeDateTime(text, Culture.Chinese, undefined, new Date(`${date}T12:00:00Z`)).length;
      return found.reduce((sum, one) => sum + one, times);
    });
  },
  /** The least that any reader does: decode the bytes, and look once at every character for a numeral. */
  async floor() {
    const numeral = /[0-9０-９][0-9０-９,.]*|[〇零一二两三四五六七八九十百千万亿]+/g;
    return (some) => {
      const text = Buffer.from(some.join("\n")).toString("utf8");
      return text.match(numeral)?.length ?? 0;
    };
  },
};

function onTexts(count) {
  return (some) => {
    let found = 0;
    for (const line of some) {
      const { text, date } = JSON.parse(line);
      found += count(text, date);
    }
    return found;
  };
}

const make = SYSTEMS[system];
if (make === undefined) throw new Error(`no system "${system}": ${Object.keys(SYSTEMS).join(", ")}`);
const work = await make();
work(lines.slice(0, Math.ceil(lines.length / 4)));
const cpuBefore = process.cpuUsage();
const before = process.hrtime.bigint();
const found = work(lines);
const wallMs = Number(process.hrtime.bigint() - before) / 1e6;
const { user, system: kernel } = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({ system, bytes: bytes.length, wallMs, cpuMs: (user + kernel) / 1e3, found }));
