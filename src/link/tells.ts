import type { AnalysedSentence } from "../analysis.js";
import { formTableOf, SIGNS } from "./forms.js";

/** What can be told of a sentence from its forms alone, before its words are read. */
export interface Tells {
  /** As folded. */
  readonly text: string;
  /** Names what other sentences named: 该项目, 他, a lone 大桥. */
  readonly pointsBack: boolean;
  /** 全市, 我省 */
  readonly saysWhole: boolean;
  readonly namesOrg: boolean;
  /** Has brackets or blanks. */
  readonly isParted: boolean;
  /** Says nothing that holds beyond it but what it names. */
  readonly namesOnly: boolean;
}

const LETTER = /[\p{L}\p{N}]/u;

/** Whether something stands on both sides of a place, which is in no mention. */
const parts = (text: string, at: number, mentions: AnalysedSentence["mentions"]): boolean =>
  LETTER.test(text.slice(0, at)) &&
  LETTER.test(text.slice(at + 1)) &&
  mentions.every(({ start, end }) => at < start || at >= end);

/** Looks over a sentence. */
export function tellsOf(sentence: AnalysedSentence): Tells {
  const { chart, mentions } = sentence;
  const { text } = chart;
  const { packed } = chart.lexemes;
  const table = formTableOf(chart.lexemes);
  let signs = 0;
  for (let i = text.length + 2; i < packed.length; i += 2) signs |= table.sign(packed[i] as number);
  const kinds = new Set(mentions.map(({ kind }) => kind));
  const isDated = kinds.has("date") || kinds.has("report-span");
  const isTitle = sentence.sentence.role === "headline" || sentence.sentence.role === "deck";
  // A sentence that is no more than a date heads those after it; a headline and a report's name tell of a span.
  const isHeading =
    isDated && (isTitle || kinds.has("report-span") || (signs & SIGNS.ends) === 0 || !hasClauses(sentence));
  const isNames = (signs & SIGNS.holds) === 0 && !kinds.has("quantity") && !isHeading;
  return {
    text,
    pointsBack: (signs & SIGNS.points) !== 0 || ((signs & SIGNS.whole) !== 0 && saysSite(sentence)),
    saysWhole: (signs & SIGNS.whole) !== 0,
    namesOrg: kinds.has("org"),
    isParted: (signs & SIGNS.opens) !== 0 || BLANK.test(text),
    namesOnly: isNames && !beginsMatter(sentence),
  };
}

/** 全矿 is all of what was named. */
function saysSite({ chart: { lexemes } }: AnalysedSentence): boolean {
  const { packed, length } = lexemes;
  const table = formTableOf(lexemes);
  for (let i = length + 2; i < packed.length; i += 2) {
    const form = packed[i] as number;
    if (table.sign(form) === SIGNS.whole && table.fields(form).site === true) return true;
  }
  return false;
}

const BLANK = /\s/;

/** Whether its first form ends or opens something: 【航运】 and ▲ begin another matter. */
function beginsMatter({ chart: { text, lexemes } }: AnalysedSentence): boolean {
  const { packed } = lexemes;
  const table = formTableOf(lexemes);
  const first = BLANK.test(text.charAt(0)) ? text.search(/\S/) : 0;
  for (let i = packed[first] as number; i < (packed[first + 1] as number); i += 2)
    if ((table.sign(packed[i] as number) & (SIGNS.ends | SIGNS.opens)) !== 0) return true;
  return false;
}

/** Whether something stands on both sides of what ends a clause. */
function hasClauses({ chart: { text, lexemes }, mentions }: AnalysedSentence): boolean {
  const { packed } = lexemes;
  const table = formTableOf(lexemes);
  for (let at = 0; at < text.length; at++)
    for (let i = packed[at] as number; i < (packed[at + 1] as number); i += 2)
      if ((table.sign(packed[i] as number) & SIGNS.ends) !== 0 && parts(text, at, mentions)) return true;
  return false;
}
