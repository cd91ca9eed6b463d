// How fast a report opens and answers in Chromium: `node bench/report.mjs [RECORDS…]`, after `npm run build`.
// Prints for each size: characters, records, size of the page, time to make it, time until it can be used, and the
// median times from an act to the frame that shows its result.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const bin = fileURLToPath(new URL("../bin/tishu.js", import.meta.url));
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [2_000, 20_000, 100_000];
const PLACES = ["江海", "滨州", "临湖", "北辰", "东屿", "望潮", "沙坪", "青原", "云栖", "长汀"];
const INDICATORS = ["货物吞吐量", "外贸吞吐量", "集装箱吞吐量"];

/**
 * Sentences of about 35 characters with four records each, and as much text without any.
 * @param {number} records
 */
function makeText(records) {
  const sentences = Array.from({ length: Math.ceil(records / 4) }, (_, at) => {
    const place = PLACES[at % 10];
    const indicator = INDICATORS[Math.floor(at / 10) % 3];
    const figures = `${1000 + ((at * 37) % 9000)}万吨，同比增长${1 + (at % 17)}.${at % 10}%`;
    const rest = "船舶有序靠离，码头一片繁忙，装卸工人加紧作业，货车来往不停，港区秩序井然。";
    return `${place}港口集团有限公司${2001 + (Math.floor(at / 30) % 22)}年完成${indicator}${figures}。${rest}`;
  });
  return Array.from({ length: Math.ceil(sentences.length / 4) }, (_, at) =>
    sentences.slice(at * 4, at * 4 + 4).join(""),
  ).join("\n\n");
}

const folder = mkdtempSync(join(tmpdir(), "tishu-bench-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
console.log("records  characters  page MB  made s  ready ms  filter ms  sort ms  scroll ms  choose ms");
for (const size of sizes) {
  const [input, output] = [join(folder, `${size}.txt`), join(folder, `${size}.html`)];
  const text = makeText(size);
  writeFileSync(input, text);
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [bin, "view", input, "-o", output, "--quiet"]);
  if (status !== 0) throw new Error(String(stderr));
  const made = (performance.now() - before) / 1000;
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(300_000);
  await page.goto(pathToFileURL(output).href, { timeout: 300_000 });
  const times = /** @type {Record<string, number>} */ (await page.evaluate(measure));
  const cells = [
    [times.records, 7],
    [text.length, 10],
    [(statSync(output).size / 1e6).toFixed(1), 7],
    [made.toFixed(1), 6],
    ...["ready", "filter", "sort", "scroll", "choose"].map((name) => [Math.round(times[name] ?? 0), name.length + 3]),
  ];
  console.log(cells.map(([value, width]) => String(value).padStart(Number(width))).join("  "));
  await page.close();
}
await browser.close();
rmSync(folder, { recursive: true });

/** Runs in the page. */
async function measure() {
  /** @param {() => void} act */
  const time = async (act) => {
    const before = performance.now();
    act();
    await new Promise((done) => setTimeout(done));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - before;
  };
  /** @param {(at: number) => () => void} act */
  const median = async (act) => {
    const times = [];
    for (let at = 0; at < 7; at++) times.push(await time(act(at)));
    return times.sort((a, b) => a - b)[3] ?? 0;
  };
  /** @type {(selector: string) => any} */
  const find = (selector) => document.querySelector(selector);
  const grid = find("#grid-records");
  const words = ["江海", "江海港", "滨州 2019", "4567", "外贸", "青原 集装箱", ""];
  const records = Number(grid.getAttribute("aria-rowcount")) - 1;
  const filter = await median((at) => () => {
    find("#filter-search").value = words[at];
    find("#filter-search").dispatchEvent(new Event("input", { bubbles: true }));
  });
  const sort = await median(() => () => find('#grid-records [data-column="subject"]').click());
  const scroll = await median((at) => () => {
    grid.scrollTop = ((at + 1) * grid.scrollHeight) / 8;
  });
  const choose = await median(() => () => find("#grid-records .body .row:nth-child(15)").click());
  return {
    records,
    ready: performance.getEntriesByName("tishu-ready")[0]?.startTime ?? 0,
    filter,
    sort,
    scroll,
    choose,
  };
}
