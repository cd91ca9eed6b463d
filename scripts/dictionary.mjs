import { readFileSync } from "node:fs";

/**
 * Words of jieba's dictionary at or under this frequency are left out, by part-of-speech tag.
 * Loading costs a fixed time per word, so the cut is chosen by what a newspaper's figures and organisations need:
 * places, organisations and abbreviations stay even when rare; personal names, idioms and numeral
 * compounds, which no rule asks the segmenter for, only when frequent.
 */
const CUT_BY_TAG = new Map([
  ["ns", 4],
  ["nt", 2],
  ["j", 3],
  ["nr", 50],
  ["nrt", 20],
  ["nrfg", 20],
  ["i", 100],
  ["l", 100],
  ["z", 50],
  ["m", 30],
]);
const CUT = 5;

/** Holds the frequency of all words left out, so that the others keep their probability. No text contains it. */
const REMAINDER = "\uE000\uE000\uE000";

const HAN_WORD = /^[\u3400-\u4dbf\u4e00-\u9fff]+$/;

/**
 * @typedef {{ word: string, frequency: number, tag: string }} Entry
 * @param {string} source jieba's dictionary: a word, its frequency and its tag a line
 * @param {readonly { word: string, tag: string, frequency: number | null }[]} ownWords words to keep or add
 * @returns {string} the dictionary in the same form, with only Han words, since only Han runs are segmented
 */
export function makeDictionary(source, ownWords) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {Map<string, Entry>} */
  const leftOut = new Map();
  let total = 0;
  for (const line of source.split("\n")) {
    const [word, frequencyText, tag] = line.split(" ");
    if (!word || !frequencyText || !tag) continue;
    const frequency = Number(frequencyText);
    total += frequency;
    const isKept = HAN_WORD.test(word) && (word.length === 1 || frequency > (CUT_BY_TAG.get(tag) ?? CUT));
    (isKept ? entries : leftOut).set(word, { word, frequency, tag });
  }
  let remainder = 0;
  for (const { frequency } of leftOut.values()) remainder += frequency;

  for (const { word, tag, frequency } of ownWords) {
    const known = entries.get(word) ?? leftOut.get(word);
    entries.set(word, {
      word,
      tag,
      frequency: frequency ?? Math.max(known?.frequency ?? 0, winningFrequency(word, entries, total)),
    });
  }

  // Both engines give a character without an entry the lowest weight they know, each by its own reckoning;
  // an entry of frequency 1 for every character that some word holds leaves no such case inside words.
  for (const { word } of [...entries.values()]) {
    for (const character of word) {
      if (!entries.has(character)) entries.set(character, { word: character, frequency: 1, tag: "x" });
    }
  }
  entries.set(REMAINDER, { word: REMAINDER, frequency: remainder, tag: "x" });

  return [...entries.values()]
    .sort((a, b) => (a.word < b.word ? -1 : 1))
    .map(({ word, frequency, tag }) => `${word} ${frequency} ${tag}\n`)
    .join("");
}

/**
 * The lowest frequency at which `word`, standing alone, is not cut into the words it is made of.
 *
 * @param {string} word
 * @param {ReadonlyMap<string, Entry>} entries
 * @param {number} total
 */
function winningFrequency(word, entries, total) {
  /** Best log probability of the first n characters. */
  const best = [0];
  for (let end = 1; end <= word.length; end++) {
    let score = Number.NEGATIVE_INFINITY;
    for (let start = 0; start < end; start++) {
      if (start === 0 && end === word.length) continue;
      const part = entries.get(word.slice(start, end));
      if (part === undefined && end - start > 1) continue;
      score = Math.max(score, (best[start] ?? 0) + Math.log((part?.frequency ?? 1) / total));
    }
    best.push(score);
  }
  return Math.floor(total * Math.exp(best[word.length] ?? 0)) + 1;
}

/**
 * Reads `rules/segment/words.tsv`: word, tag and, optionally, frequency; `#` opens a comment line.
 *
 * @param {URL} file
 */
export function readOwnWords(file) {
  return readFileSync(file, "utf8")
    .split(/\r?\n/)
    .map((line, index) => ({ line, place: `${file.pathname}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("#"))
    .map(({ line, place }) => {
      const [word = "", tag = "", frequency = ""] = line.split("\t");
      if (!HAN_WORD.test(word)) throw new Error(`${place}: not a word of Han characters: ${word}`);
      if (!/^[a-z]+$/.test(tag)) throw new Error(`${place}: no part-of-speech tag after ${word}`);
      if (!/^\d*$/.test(frequency)) throw new Error(`${place}: not a frequency: ${frequency}`);
      return { word, tag, frequency: frequency === "" ? null : Number(frequency) };
    });
}

/**
 * What nodejieba takes as its main dictionary when the words themselves are loaded as a user's: two words that no text
 * holds, with the same sum of frequencies and the same lowest one, which weighs characters without an entry.
 *
 * @param {string} dictionary as `makeDictionary` gives it
 */
export function totalsOf(dictionary) {
  const frequencies = dictionary
    .trimEnd()
    .split("\n")
    .map((line) => Number(line.split(" ")[1]));
  let [least, total] = [Number.POSITIVE_INFINITY, 0];
  for (const frequency of frequencies) {
    least = Math.min(least, frequency);
    total += frequency;
  }
  return `\uE001 ${least} x\n\uE002 ${total - least} x\n`;
}

/**
 * The smallest file that nodejieba takes for its HMM model. The HMM is never used, and reading
 * the one it ships costs 30 ms.
 */
export const UNUSED_HMM = `${[
  "-0.69 -3.14e+100 -3.14e+100 -0.69",
  "-3.14e+100 -0.69 -0.69 -3.14e+100",
  "-0.69 -3.14e+100 -3.14e+100 -0.69",
  "-3.14e+100 -0.69 -0.69 -3.14e+100",
  "-0.69 -3.14e+100 -3.14e+100 -0.69",
  ...Array(4).fill("\u4e00:-1"),
].join("\n")}\n`;

/** One line that serves as nodejieba's IDF table and stop-word list, neither of which is used. */
export const UNUSED_WEIGHTS = "\u4e00 1\n";
