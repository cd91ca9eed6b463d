import type { QuantityValue, Token } from "../../../types.js";
import type { Builder } from "../../builder.js";
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

/**
 * How well what stands before a trade is told for a proper name: certain where three characters make no word, sure
 * where two do not or the segmenter knows it for a name, likely where it may be one; or it is the name of a place.
 */
type Strength = "certain" | "sure" | "likely" | "place";

interface Brand extends Stretch {
  readonly strength: Strength;
}

/**
 * What follows the trade: what only somebody does or has, what much else does too, the rest of a list of firms
 * that are counted or not, a word that makes one thing with the trade (证券市场), another noun, the rest.
 */
type Sequel = "acts" | "acts lightly" | "counted" | "listed" | "compound" | "noun" | "open";

const HAN = /^[\u3400-\u4dbf\u4e00-\u9fff]+$/;
const SMALL_NUMERALS = /[0-9〇零一二三四五六七八九十两]/;
const LONGEST_RUN = 4;
const NO_NAMES = [...COMMON_WORDS, "org/walk/stop", "org/walk/scope", "org/walk/trade-kind"] as const;

/** The words of a firm's name before its trade, or null where the trade is nobody's name. */
export function findFirm(chart: Chart, suffix: Suffix): readonly Item[] | null {
  const next = readSequel(chart, suffix);
  if (next === "compound") return null;
  const known = formsEndingAt(chart, suffix.start, "org/known/company").find(({ start }) => isBoundary(chart, start));
  // 中化集团化肥: what ends in a legal form is whole.
  if (known !== undefined && formsEndingAt(chart, suffix.start, "org/suffix/company").length > 0) return null;
  if (known !== undefined)
    return next !== "noun" || isClauseStart(chart, known.start) ? [makeItem(chart, known, "org", "nt")] : null;
  const brand = readBrand(chart, suffix.start) ?? (next === "acts" ? readAnyRun(chart, suffix.start) : null);
  if (brand === null) return null;
  // A word that the segmenter takes for a place, though no gazetteer has it.
  const isSeat = suffix.fields.placed === true && tokenEndingAt(chart, brand.end)?.tag === "ns";
  const strength = brand.strength === "likely" && isSeat ? "place" : brand.strength;
  // 国网｜浙江｜电力
  const parent = formsEndingAt(chart, brand.start, "org/known/company").find(({ start }) => isBoundary(chart, start));
  if (parent !== undefined && strength !== "likely" && next !== "noun")
    return [
      makeItem(chart, parent, "org", "nt"),
      makeItem(chart, brand, strength === "place" ? "place" : "brand", "firm"),
    ];
  const places = strength === "place" ? [] : walkLeft(chart, brand.start, { ...OVER_PLACES, names: false, limit: 2 });
  const start = places[0]?.start ?? brand.start;
  const list = next === "acts" ? null : readList(chart, start, suffix.end);
  const sequel = list === "counted" || (list === "listed" && next !== "acts lightly") ? list : next;
  const accepts = suffix.fields.weak === true ? acceptsWeak : suffix.fields.firm === true ? acceptsFirm : acceptsPlain;
  if (strength === "place" && suffix.fields.placed !== true && sequel !== "counted") return null;
  const accepted = accepts(strength, sequel, {
    isFree: isFree(chart, start),
    isHead: isClauseStart(chart, start) || places.length > 0,
  });
  return accepted ? [...places, makeItem(chart, brand, "brand", "firm")] : null;
}

/** Where a name stands: nothing before it belongs to it; it begins a clause. */
interface Standing {
  readonly isFree: boolean;
  readonly isHead: boolean;
}

/** A trade that is a word of every day (教育, 汽车). */
function acceptsWeak(strength: Strength, sequel: Sequel, { isFree, isHead }: Standing): boolean {
  if (sequel === "acts") return strength === "sure" || strength === "certain" || isFree;
  const isDoing = sequel === "acts lightly" || sequel === "listed" || sequel === "counted";
  return isDoing && isFree && (strength === "certain" || (strength !== "likely" && isHead));
}

/** A trade that hardly stands for the trade as such (乳业, 证券). */
function acceptsFirm(strength: Strength, sequel: Sequel, standing: Standing): boolean {
  return acceptsPlain(strength, sequel, standing) || (sequel === "acts lightly" && standing.isHead);
}

function acceptsPlain(strength: Strength, sequel: Sequel, { isFree, isHead }: Standing): boolean {
  if (sequel === "acts") return strength === "sure" || strength === "certain" || isFree;
  if (strength === "likely") return sequel === "counted" && isHead;
  return isFree && (sequel !== "noun" || isHead);
}

function readBrand(chart: Chart, end: number): Brand | null {
  const torn = tokenOver(chart, end - 1);
  // 明｜辉光｜电: half of a word before the trade.
  if (torn !== undefined && torn.end > end)
    return end - torn.start === 1
      ? readRun(chart, { start: torn.start, end, text: torn.text.slice(0, 1), tag: "x" })
      : null;
  const last = tokenEndingAt(chart, end);
  if (last === undefined || !HAN.test(last.text)) return null;
  return last.text.length === 1 ? readRun(chart, last) : readWord(chart, last);
}

function readWord(chart: Chart, token: Token): Brand | null {
  const { tag, text } = token;
  if (text.length > 4) return null;
  if (isIn(chart, token, "org/walk/linking")) {
    // 江海联合证券: the proper name stands before it.
    const brand = readBrand(chart, token.start);
    if (brand === null) return null;
    return { start: brand.start, end: token.end, strength: brand.strength === "place" ? "likely" : brand.strength };
  }
  if (isIn(chart, token, "place")) return { ...token, strength: "place" };
  if (isIn(chart, token, ...NO_NAMES)) return null;
  if (/^(?:nz|nr)/.test(tag)) return { ...token, strength: "sure" };
  return /^(?:[navbfsjtlidz]|ns)/.test(tag) && !/^n[tx]/.test(tag) ? { ...token, strength: "likely" } : null;
}

/** Single characters side by side, of which the segmenter makes no word. */
function readRun(chart: Chart, last: Token): Brand | null {
  const seat = readSeat(chart, last);
  if (seat !== null) return seat;
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
  if (isDoubtful || run.length === LONGEST_RUN) return { ...whole, strength: "likely" };
  return { ...whole, strength: run.length > 2 && !run.some((token) => isSoft(chart, token)) ? "certain" : "sure" };
}

/** 杭州｜鲜到家｜超市: two or three characters of any sort right after a place, before the trade of somebody who acts. */
function readAnyRun(chart: Chart, end: number): Brand | null {
  let start = end;
  for (let token = tokenEndingAt(chart, end); token !== undefined && end - start < 4; ) {
    if (token.text.length > 1) {
      const isNamed = end - start > 1 && isIn(chart, token, "place") && isFree(chart, token.start);
      return isNamed ? { start, end, strength: "sure" } : null;
    }
    if (!HAN.test(token.text) || isIn(chart, token, "org/walk/never")) return null;
    start = token.start;
    token = tokenEndingAt(chart, start);
  }
  return null;
}

/** 市 of 市城投, 汐｜州 of 汐州城投. */
function readSeat(chart: Chart, last: Token): Brand | null {
  if (!isIn(chart, last, "org/walk/admin")) return null;
  let start = last.start;
  for (let token = tokenEndingAt(chart, start); last.end - start < 3 && token !== undefined; ) {
    if (token.text.length > 1 || !isNameCharacter(chart, token) || /^[pcd]/.test(token.tag) || isSoft(chart, token))
      break;
    start = token.start;
    token = tokenEndingAt(chart, start);
  }
  return { start, end: last.end, strength: "place" };
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
  if (token.tag === "m") return !SMALL_NUMERALS.test(token.text) && tokenEndingAt(chart, token.start)?.tag !== "m";
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

/**
 * Whether a trade that is a word of every day may be a firm's here, by its lexemes alone: sentences in which none is
 * need no tokens.
 */
export function mayBeFirm(chart: Chart, { start, end }: Stretch): boolean {
  const at = /[”」』]/.test(chart.text.charAt(end)) ? end + 1 : end;
  const isNext = (lexicon: string): boolean => beginsForm(chart, at, lexicon);
  if (DOINGS.some(isNext) || PERSONS.some(isNext)) return true;
  if (chart.mentionsAt[at]?.some(({ kind }) => kind.startsWith("date")) === true) return true;
  if (formsEndingAt(chart, start, "org/walk/lister").length > 0) return true;
  if (BRACKETED_CODE.test(chart.text.slice(at, at + 24))) return true;
  return [2, 3, 4].some((length) => PERSONS.some((lexicon) => beginsForm(chart, at + length, lexicon)));
}

const DOINGS = ["org/walk/act", "org/walk/act-light", "org/walk/lister"] as const;

function readSequel(chart: Chart, { end, fields }: Suffix): Sequel {
  const at = /[”」』]/.test(chart.text.charAt(end)) ? end + 1 : end;
  if (BRACKETED_CODE.test(chart.text.slice(at, at + 24))) return "acts";
  if (isActing(chart, at)) return "acts";
  const isLightly = formsStartingAt(chart, at, "org/walk/act-light").some((form) => isBoundary(chart, form.end));
  const next = tokenOver(chart, at)?.tag ?? "";
  const isDated = chart.mentionsAt[at]?.some(({ kind }) => kind.startsWith("date")) === true;
  if (isLightly || isDated || (fields.firm === true && /^[pd]/.test(next))) return "acts lightly";
  if (beginsForm(chart, at, "org/walk/compound")) return "compound";
  return /^(?:n|vn|an|b)/.test(next) ? "noun" : "open";
}

const LIST_REACH = 40;

/**
 * Whether a list of firms goes on or ends here, and whether they are counted: …、宏图精工等7家企业; another trade or company ends the next item,
 * or the one before.
 */
function readList(chart: Chart, start: number, end: number): "counted" | "listed" | null {
  const isLast = endsFirmInList(chart, start);
  if (!beginsForm(chart, end, "org/walk/lister")) return isLast ? "listed" : null;
  let isBeside = isLast;
  for (let at = end; at < chart.text.length && at < end + LIST_REACH; at++) {
    const counted = chart.mentionsAt[at]?.find(({ kind }) => kind === "quantity");
    if (counted !== undefined && (counted.value as QuantityValue | null)?.unit === ENTERPRISE) return "counted";
    if (counted !== undefined || !/[\u3400-\u9fffA-Za-z、“”]/.test(chart.text.charAt(at))) break;
    const isNear = at > end + 2 && at < end + LONGEST_ITEM && isBoundary(chart, at);
    isBeside ||= isNear && formsEndingAt(chart, at, "org/suffix/trade").length > 0 && isListEnd(chart, at);
  }
  return isBeside ? "listed" : null;
}

const LONGEST_ITEM = 10;

/** Whether an item of a list ends here. */
const isListEnd = (chart: Chart, at: number): boolean =>
  !/[\p{L}\p{N}]/u.test(chart.text.charAt(at)) ||
  beginsForm(chart, at, "org/walk/lister") ||
  beginsForm(chart, at, "org/walk/act-light") ||
  beginsForm(chart, at, "org/walk/act");

/** Whether a firm's name and a sign or word of a list stand before a position. */
function endsFirmInList(chart: Chart, at: number): boolean {
  const [lister] = formsEndingAt(chart, at, "org/walk/lister");
  if (lister === undefined) return false;
  const isFirm = (lexicon: string): boolean => formsEndingAt(chart, lister.start, lexicon).length > 0;
  return isFirm("org/suffix/trade") || isFirm("org/suffix/company") || isFirm("org/known/company");
}

/** The unit in which firms are counted. */
const ENTERPRISE = "{enterprise}";

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
    // 俊｜和｜发展
    const before = tokenEndingAt(chart, token.start);
    const isInner =
      /^[pc]$/.test(token.tag) &&
      before?.text.length === 1 &&
      HAN.test(before.text) &&
      isClauseStart(chart, before.start);
    if (!isWord || (/^[pcur]$/.test(token.tag) && !isInner) || SMALL_NUMERALS.test(token.text)) break;
    if (!isInner && isIn(chart, token, "org/walk/stop", "org/walk/role")) break;
    if (end - token.start > LONGEST_CODED || endsApposition(chart, token.end)) break;
    start = token.start;
  }
  if (end - start < 2 || isIn(chart, { start, end }, "org/suffix/trade")) return null;
  const text = chart.text.slice(start, end);
  const value: OrgName = { items: [], head: text, headClass: "org/coded", shortHead: null, aliasOf: null };
  return { value, fields: { orgType: "company" }, start, end };
};
