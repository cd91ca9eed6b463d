// How long each output format takes, and how much memory, for many records: node bench/outputs.mjs [RECORDS].
// The records are those of the fixtures again and again, under new document names. Each format runs in a process of its
// own, which makes records one document at a time and keeps none, so that what the memory grows by is the writer's.
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createExtractor } from "../dist/extractor.js";
import { WIDE_COLUMNS, widen } from "../dist/link/wide.js";
import { FORMATS, mediumOf, writeFileFormat, writePieces } from "../dist/write/index.js";
import { sortRows } from "../dist/write/sort.js";

const [count = "100000", only] = process.argv.slice(2);
const wanted = Number(count);

if (only === undefined) {
  console.log(`${wanted} records\n\nformat          seconds CPU   peak MB  file MB`);
  for (const name of ["none", ...FORMATS, "csv --sort"]) {
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), count, name], {
      encoding: "utf8",
    });
    process.stdout.write(stdout === "" ? stderr : stdout);
  }
} else await measure(only);

async function measure(name) {
  const [format, isSorted] = [name.replace(" --sort", ""), name.endsWith("--sort")];
  const samples = await readSamples();
  const folder = mkdtempSync(join(tmpdir(), "tishu-bench-"));
  const path = join(folder, "out");
  const options = {
    ...{ columns: null, kinds: ["quantity", "date", "org"], labelOf: (label) => label },
    ...{ width: null, color: false, excel: false, onWarning: () => {} },
    wide: { columns: WIDE_COLUMNS, rowsOf: widen },
  };
  const before = process.cpuUsage();
  const documents = repeat(samples);
  const rows = isSorted ? sortRows(documents, [{ column: "value", descending: true }]) : documents;
  if (format === "none") for await (const _ of rows);
  else if (mediumOf(format) === "file") await writeFileFormat(format, rows, options, path);
  else {
    const file = openSync(path, "w");
    for await (const piece of writePieces(format, rows, options)) writeSync(file, piece);
    closeSync(file);
  }
  const { user, system } = process.cpuUsage(before);
  const size = format === "none" ? 0 : statSync(path).size;
  rmSync(folder, { recursive: true });
  const cells = [
    ((user + system) / 1e6).toFixed(1).padStart(11),
    (process.resourceUsage().maxRSS / 1024).toFixed(0).padStart(9),
  ];
  console.log(`${name.padEnd(16)}${cells.join(" ")} ${(size / 1e6).toFixed(1).padStart(8)}`);
}

/** The records of each fixture as JSON: what is parsed anew for each document is held by nobody else. */
async function readSamples() {
  const extractor = await createExtractor();
  const fixtures = new URL("../fixtures/", import.meta.url);
  return readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const text = readFileSync(new URL(`${name}/input.txt`, fixtures), "utf8");
      return JSON.stringify(extractor.extract({ id: name, text, date: null }));
    });
}

async function* repeat(samples) {
  for (let made = 0, at = 0; made < wanted; at++) {
    const doc = `news/${at}.txt`;
    // No two documents share their sentences.
    const sample = samples[at % samples.length].replaceAll('"sentence":"', `"sentence":"${at}: `);
    const rows = JSON.parse(sample)
      .slice(0, wanted - made)
      .map((row) => ({ ...row, doc }));
    made += rows.length;
    yield [{ docs: [doc], rows, kept: [] }];
  }
}
