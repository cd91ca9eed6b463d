import type { AnalysedSentence } from "../analysis.js";
import { formTableOf } from "./forms.js";
import type { Role } from "./roles.js";

/** What can be told of a sentence from its forms alone, before its words are read. */
export interface Tells {
  /** As folded. */
  readonly text: string;
  /** Names what other sentences named: 该项目, 他, a lone 大桥. */
  readonly pointsBack: boolean;
  /** 全市, 我省 */
  readonly saysWhole: boolean;
  /** Has brackets or blanks. */
  readonly isParted: boolean;
  /** Says nothing that holds beyond it but what it names. */
  readonly namesOnly: boolean;
}

const POINTING: ReadonlySet<Role> = new Set([
  "anaphor",
  "ordinal-anaphor",
  "thing",
  "common",
  "demonstrative",
  "pronoun",
  "edition",
]);
/** What sets the time or the base of comparison for what follows. */
const HOLDING: ReadonlySet<Role> = new Set(["base-holds", "same-period", "report-period", "own-report"]);
const DATING: ReadonlySet<string> = new Set(["date", "report-span"]);

const LETTER = /[\p{L}\p{N}]/u;

/** Whether something stands on both sides of a place, which is in no mention. */
const parts = (text: string, at: number, mentions: AnalysedSentence["mentions"]): boolean =>
  LETTER.test(text.slice(0, at)) &&
  LETTER.test(text.slice(at + 1)) &&
  mentions.every(({ start, end }) => at < start || at >= end);

/** Looks over a sentence. */
export function tellsOf({ chart, mentions }: AnalysedSentence): Tells {
  const { text } = chart;
  const { packed } = chart.lexemes;
  const table = formTableOf(chart.lexemes);
  const first = text.search(/\S/);
  let pointsBack = false;
  let saysWhole = false;
  let holds = false;
  let opens = false;
  let hasClauses = false;
  for (let at = 0; at < text.length; at++)
    for (let i = packed[at] as number; i < (packed[at + 1] as number); i += 2) {
      const role = table.role(packed[i] as number);
      if (role === null) continue;
      pointsBack ||= POINTING.has(role) || (role === "place" && table.fields(packed[i] as number).site === true);
      saysWhole ||= role === "place";
      holds ||= HOLDING.has(role);
      if (role !== "clause" && role !== "open") continue;
      // 【航运】 and ▲ begin another matter.
      opens ||= at === first;
      hasClauses ||= role === "clause" && parts(text, at, mentions);
    }
  const isDated = mentions.some(({ kind }) => DATING.has(kind));
  // A sentence that is no more than a date heads those after it.
  const isHeading = isDated && (!hasClauses || mentions.some(({ kind }) => kind === "report-span"));
  const hasFigures = mentions.some(({ kind }) => kind === "quantity");
  return {
    text,
    pointsBack,
    saysWhole,
    isParted: /[\s([{【〔|]/.test(text),
    namesOnly: !holds && !opens && !isHeading && !hasFigures,
  };
}
