import type { Token } from "../../../types.js";
import type { Builder } from "../../cascade.js";
import type { Chart } from "../../chart.js";
import type { Suffix } from "./accept.js";
import { beginsForm, formsEndingAt, formsStartingAt, isIn, type Stretch } from "./lexemes.js";
import { COMMON_WORDS, type Item, makeItem, type OrgName } from "./name.js";
import { isBoundary, isClauseStart, tokenEndingAt, tokenOver } from "./tokens.js";
import { OVER_PLACES, walkLeft } from "./walk.js";

/**
 * Companies that go by a proper name and their trade: 远鹏快递, 瀚海证券, 中原期货. A trade is a common noun as well,
 * so the name before it must be one (characters that make no word do best), or what stands around must show that
 * somebody acts (…证券认为, …股份（600XXX）).
 */

/** How well a word before a trade is told for a proper name: by itself, by what stands around, or a place's name. */
type Strength = "sure" | "likely" | "place";

interface Brand extends Stretch {
  readonly strength: Strength;
}

/** What follows the trade: the firm's doing, a word that makes one thing with it (证券市场), another noun, the rest. */
type Sequel = "acts" | "compound" | "noun" | "open";

const HAN = /^[\u3400-\u4dbf\u4e00-\u9fff]+$/;
const GREAT_NUMERALS = /^[百千万亿兆]+$/;
const LONGEST_RUN = 4;
const NO_NAMES = [...COMMON_WORDS, "org/walk/stop", "org/walk/scope", "org/walk/trade-kind"] as const;

/** The words of a firm's name before its trade, or null where the trade is nobody's name. */
export function findFirm(chart: Chart, suffix: Suffix): readonly Item[] | null {
  const sequel = readSequel(chart, suffix);
  if (sequel === "compound") return null;
  const known = formsEndingAt(chart, suffix.start, "org/known/company").find(({ start }) => isBoundary(chart, start));
  if (known !== undefined)
    return sequel !== "noun" || isClauseStart(chart, known.start) ? [makeItem(chart, known, "org", "nt")] : null;
  const brand = readBrand(chart, suffix.start);
  if (brand === null) return null;
  const { strength } = brand;
  if (strength === "place" && suffix.fields.placed !== true) return null;
  const places = strength === "place" ? [] : walkLeft(chart, brand.start, { ...OVER_PLACES, names: false, limit: 2 });
  const start = places[0]?.start ?? brand.start;
  const isHead = isClauseStart(chart, start);
  const accepts =
    sequel === "acts"
      ? strength === "sure" || isFree(chart, start)
      : strength === "sure"
        ? isFree(chart, start) && (sequel === "open" || isHead)
        : strength === "place"
          ? isFree(chart, start) && (sequel === "open" || isHead)
          : suffix.fields.firm === true && isHead && /^[pd]/.test(tokenOver(chart, suffix.end)?.tag ?? "");
  return accepts ? [...places, makeItem(chart, brand, "brand", "firm")] : null;
}

function readBrand(chart: Chart, end: number): Brand | null {
  const last = tokenEndingAt(chart, end);
  if (last === undefined || !HAN.test(last.text)) return null;
  return last.text.length === 1 ? readRun(chart, last) : readWord(chart, last);
}

function readWord(chart: Chart, token: Token): Brand | null {
  const { tag, text } = token;
  if (text.length > 4) return null;
  if (isIn(chart, token, "place")) return { ...token, strength: "place" };
  if (isIn(chart, token, ...NO_NAMES)) return null;
  if (/^(?:nz|nr)/.test(tag)) return { ...token, strength: "sure" };
  return /^(?:[navbfsjtlidz]|ns)/.test(tag) && !/^n[tx]/.test(tag) ? { ...token, strength: "likely" } : null;
}

/** Single characters side by side, of which the segmenter makes no word. */
function readRun(chart: Chart, last: Token): Brand | null {
  const run: Token[] = [];
  let isDoubtful = false;
  for (let token: Token | undefined = last; token !== undefined && run.length < LONGEST_RUN; ) {
    if (token.text.length > 1 || !isNameCharacter(chart, token) || endsApposition(chart, token.end)) break;
    // 以星: no preposition stands at the head of a clause before a single character.
    if (/^[pc]/.test(token.tag)) {
      if (run.length !== 1 || !isClauseStart(chart, token.start)) break;
      isDoubtful = true;
    }
    run.unshift(token);
    token = tokenEndingAt(chart, token.start);
  }
  while (run.length > 2 && isSoft(chart, run[0])) run.shift();
  const first = run[0];
  if (first === undefined || run.every((token) => isSoft(chart, token))) return null;
  if (run.length === 1) return readMixed(chart, first);
  const whole = { start: first.start, end: last.end };
  if (isIn(chart, whole, ...NO_NAMES)) return null;
  if (isIn(chart, whole, "place")) return { ...whole, strength: "place" };
  // 中韩航运 lies between two countries.
  if (run.every((token) => isIn(chart, token, "place/abbr"))) return { ...whole, strength: "place" };
  return { ...whole, strength: isDoubtful || run.length === LONGEST_RUN ? "likely" : "sure" };
}

/** 大行 before the name of a house, though the segmenter makes no word of it. */
const endsApposition = (chart: Chart, at: number): boolean =>
  formsEndingAt(chart, at, "org/walk/apposed").some(({ start }) => at - start > 1 && isBoundary(chart, start));

/** A word and a single character: 鲜多多, 亿纬锂能. */
function readMixed(chart: Chart, half: Token): Brand | null {
  const before = tokenEndingAt(chart, half.start);
  if (before === undefined || before.text.length !== 2 || !HAN.test(before.text)) return null;
  if (isIn(chart, before, ...NO_NAMES, "place")) return null;
  if (/^(?:nz|nr)/.test(before.tag)) return { start: before.start, end: half.end, strength: "sure" };
  return /^(?:n|s|a|j)/.test(before.tag) ? { start: before.start, end: half.end, strength: "likely" } : null;
}

const isSoft = (chart: Chart, token: Token | undefined): boolean =>
  token !== undefined && isIn(chart, token, "org/walk/soft-stop");

function isNameCharacter(chart: Chart, token: Token): boolean {
  if (!HAN.test(token.text) || /^[urye]/.test(token.tag)) return false;
  if (token.tag === "m") return GREAT_NUMERALS.test(token.text) && tokenEndingAt(chart, token.start)?.tag !== "m";
  return !isIn(chart, token, "org/walk/stop", "org/walk/admin", "org/walk/measure");
}

/** Whether a name may begin here: nothing before it belongs to the same name. */
function isFree(chart: Chart, start: number): boolean {
  if (isClauseStart(chart, start)) return true;
  const before = tokenEndingAt(chart, start);
  if (before === undefined) return false;
  return (
    /^(?:[pcvurdt]|nt|ns)/.test(before.tag) ||
    isIn(chart, before, "org/walk/apposed", "org/walk/stop") ||
    endsApposition(chart, start)
  );
}

/** Whether what stands after a name shows that somebody acts. */
export function isActing(chart: Chart, at: number): boolean {
  const isNext = (lexicon: string): boolean =>
    formsStartingAt(chart, at, lexicon).some((form) => isBoundary(chart, form.end));
  if (isNext("org/walk/act") || PERSONS.some(isNext)) return true;
  // 生猪分析师, 采购经理
  const next = tokenOver(chart, at);
  if (next === undefined || !/^[nv]/.test(next.tag) || next.start !== at) return false;
  return PERSONS.some((lexicon) => beginsForm(chart, next.end, lexicon));
}

function readSequel(chart: Chart, { end, fields }: Suffix): Sequel {
  const at = /[”」』]/.test(chart.text.charAt(end)) ? end + 1 : end;
  if (BRACKETED_CODE.test(chart.text.slice(at, at + 24))) return "acts";
  if (isActing(chart, at)) return "acts";
  // Where the trade is a word of every day, only what it does makes it a firm.
  if (fields.weak === true) return "compound";
  const isLightly = formsStartingAt(chart, at, "org/walk/act-light").some((form) => isBoundary(chart, form.end));
  if (fields.firm === true && isLightly) return "acts";
  if (beginsForm(chart, at, "org/walk/compound")) return "compound";
  return /^(?:n|vn|an|b)/.test(tokenOver(chart, at)?.tag ?? "") ? "noun" : "open";
}

/** Those who work for somebody. */
const PERSONS = ["org/walk/person", "org/walk/role"] as const;

/** A code of shares in brackets: (600XXX), (0XXX.HK), (NYSE:ABC) */
const BRACKETED_CODE =
  /^ ?[(（][^()（）]{0,8}(?:[0-9][0-9Xx]{3,5}|[A-Z]{2,6}:[A-Z0-9]{1,6})(?:\.[A-Z]{1,3})?[)）,，、;]/;

/** A year in brackets is no code. */
const YEAR = /^[(（] ?(?:19|20)[0-9]{2} ?[^0-9.]/;
const LONGEST_CODED = 8;

/** The company before the code of its shares, capture `code`: a short name that nothing else tells. */
export const buildCoded: Builder = ({ chart, captures }) => {
  const code = captures.code?.[0];
  if (code === undefined || YEAR.test(code.text)) return null;
  const end = chart.text.charAt(code.start - 1) === " " ? code.start - 1 : code.start;
  if (chart.mentionsEndingAt[end]?.some(({ kind }) => kind === "org" || kind === "quantity") === true) return null;
  let start = end;
  for (let token = tokenEndingAt(chart, start); token !== undefined; token = tokenEndingAt(chart, start)) {
    const isWord = HAN.test(token.text) || token.tag === "eng";
    if (!isWord || /^[pcurm]$/.test(token.tag) || isIn(chart, token, "org/walk/stop", "org/walk/role")) break;
    if (end - token.start > LONGEST_CODED || endsApposition(chart, token.end)) break;
    start = token.start;
  }
  if (end - start < 2) return null;
  const text = chart.text.slice(start, end);
  const value: OrgName = { items: [], head: text, headClass: "org/coded", shortHead: null, aliasOf: null };
  return { value, fields: { orgType: "company" }, start, end };
};
