// News text for measurements, made of our own sentences: the same seed gives the same text, on every machine.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** The share of characters that stand in sentences with a figure; counted in newspapers it is about 40%. */
const FIGURE_DENSITY = 0.4;
const HAS_FIGURE = /[0-9０-９]|[一二两三四五六七八九十百千万亿]+[多余几]?(?:[个名人家次元吨万亿年月日亩户倍成]|分之)/;

/** The sentences of the fixtures, those with a figure and those without, the latter with the plain ones beside. */
function readSentences() {
  const folder = path("../fixtures/");
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readFileSync(`${folder}${name}/input.txt`, "utf8"))
    .sort();
  const sentences = texts
    .flatMap((text) => text.split(/(?<=。)|\n\s*\n/))
    .map((sentence) => sentence.replace(/\s*\n\s*/g, "").trim())
    .filter((sentence) => sentence.endsWith("。") && sentence.length >= 8);
  const plain = readFileSync(path("plain-sentences.txt"), "utf8").split("\n").filter(Boolean);
  return {
    withFigure: sentences.filter((sentence) => HAS_FIGURE.test(sentence)),
    without: [...sentences.filter((sentence) => !HAS_FIGURE.test(sentence)), ...plain],
  };
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Articles of about 900 characters without end: `{ id, text, date }`, as a line of JSONL input has it. The digits of
 * amounts are drawn anew, so that no figure repeats by itself.
 */
export function* makeArticles(seed = 1) {
  const { withFigure, without } = readSentences();
  const random = makeRandom(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const redraw = (sentence) =>
    sentence.replace(/\d{3,}(?![年月日\d])/g, (digits) =>
      digits.replace(/\d/g, (digit, at) => (at === 0 ? digit : String(Math.floor(random() * 10)))),
    );
  let total = 1;
  let figures = 0;
  for (let number = 1; ; number++) {
    const paragraphs = [];
    let length = 0;
    while (length < 900) {
      let paragraph = "";
      while (paragraph.length < 180) {
        const hasFigure = figures / total < FIGURE_DENSITY;
        const sentence = redraw(pick(hasFigure ? withFigure : without));
        paragraph += sentence;
        total += sentence.length;
        if (hasFigure) figures += sentence.length;
      }
      paragraphs.push(paragraph);
      length += paragraph.length;
    }
    const month = 1 + Math.floor(random() * 12);
    const day = 1 + Math.floor(random() * 28);
    const date = `2023-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    yield { id: `news-${number}`, text: paragraphs.join("\n"), date };
  }
}

/** So many articles that their text has at least `bytes` bytes of UTF-8. */
export function* makeCorpus(bytes, seed = 1) {
  let size = 0;
  for (const article of makeArticles(seed)) {
    if (size >= bytes) return;
    size += Buffer.byteLength(article.text);
    yield article;
  }
}

// node bench/corpus.mjs 10 [seed] > news.jsonl: so many megabytes of text, as JSONL
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [megabytes = "1", seed = "1"] = process.argv.slice(2);
  let pending = "";
  for (const article of makeCorpus(Number(megabytes) * 1e6, Number(seed))) {
    pending += `${JSON.stringify(article)}\n`;
    if (pending.length < 1 << 20) continue;
    if (!process.stdout.write(pending)) await new Promise((resolve) => process.stdout.once("drain", resolve));
    pending = "";
  }
  process.stdout.write(pending);
}
