import type { Builder } from "../../builder.js";
import type { Chart } from "../../chart.js";
import { isActing } from "./firm.js";
import { formsEndingAt, isIn } from "./lexemes.js";
import { makeItem, type OrgName } from "./name.js";
import { isClauseStart } from "./tokens.js";

/** Names in Latin letters: Vindkraft Norr AB, Wood Harbour. */

const WORDS_BEFORE = /(?:(?:\p{Lu}[\p{L}\p{M}0-9.'’/-]*|&|of|and|de|du|van|von) ?)+$/u;
const GOES_BEFORE = /[A-Za-z\u00c0-\u024f0-9][ -]?$/;
const LATIN = /[A-Za-z\u00c0-\u024f]/;
const LONGEST = 60;

/** A company's name from its legal form, capture `suffix`: the words with capitals before it and the country before them. */
export const buildLatinCompany: Builder = ({ chart, captures }) => {
  const suffix = captures.suffix?.[0];
  if (suffix === undefined || LATIN.test(chart.text.charAt(suffix.end))) return null;
  const from = startOfWords(chart, suffix.start);
  if (from === suffix.start) return null;
  return makeLatin(chart, startOfCountry(chart, from), from, suffix.end, suffix.text);
};

/** A name without legal form, capture `name`, of somebody who says something. */
export const buildLatinSpeaker: Builder = ({ chart, captures }) => {
  const name = captures.name?.[0];
  if (name === undefined || isIn(chart, name, "org/latin/none")) return null;
  // The legal form makes the name, and no word before it is left out.
  if (formsEndingAt(chart, name.end, "org/latin/legal").length > 0 || GOES_BEFORE.test(chart.text.slice(0, name.start)))
    return null;
  const at = chart.text.charAt(name.end) === " " ? name.end + 1 : name.end;
  if (!isActing(chart, at)) return null;
  const isApposed = formsEndingAt(chart, name.start, "org/walk/apposed").length > 0;
  // GDP预计 is no speaker.
  const isWord = /[a-z]/.test(name.text);
  if (!isApposed && !(isWord && isClauseStart(chart, name.start))) return null;
  return makeLatin(chart, name.start, name.start, name.end, "");
};

function startOfWords(chart: Chart, end: number): number {
  const before = chart.text.slice(Math.max(0, end - LONGEST), end);
  const found = WORDS_BEFORE.exec(before);
  if (found === null) return end;
  const words = found[0].replace(/^(?:&|of|and|de|du) ?/u, "");
  const start = end - words.length;
  return LATIN.test(chart.text.charAt(start - 1)) ? end : start;
}

function startOfCountry(chart: Chart, at: number): number {
  return (
    formsEndingAt(chart, at, "place/country")[0]?.start ??
    formsEndingAt(chart, at, "place/country-short")[0]?.start ??
    at
  );
}

function makeLatin(chart: Chart, start: number, from: number, end: number, legal: string) {
  const core = { start: from, end: end - legal.length };
  const value: OrgName = {
    items: [
      ...(start < from ? [makeItem(chart, { start, end: from }, "place", "ns")] : []),
      makeItem(chart, core, "brand", "eng"),
    ],
    head: legal,
    headClass: "org/suffix/company",
    shortHead: null,
    aliasOf: null,
  };
  return { value, fields: { orgType: "company" }, start, end };
}
