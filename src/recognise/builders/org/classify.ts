import type { Token } from "../../../types.js";
import type { Chart } from "../../chart.js";
import { formOver, formsEndingAt, isIn, type Stretch } from "./lexemes.js";
import { type Item, isSpecific, makeItem, OUTER_KINDS } from "./name.js";
import { isBoundary, isClauseStart, mayBegin, mayBeginLoosely, tokenEndingAt, tokenOver } from "./tokens.js";
import type { WalkOptions } from "./walk.js";

/** Tags of words that stand in names; others end the walk unless a lexicon says so. */
const NAME_TAGS: ReadonlySet<string> = new Set(
  "n ng nz ns nt nr nrt nrfg j vn an b l s f eng a ag ad i z zg vg tg dg g h k rg mg".split(" "),
);
const BRAND_TAGS: ReadonlySet<string> = new Set(["nz", "nr", "nrt", "nrfg", "eng"]);
/** Words of these tags are no common nouns: in a name they are proper names that the segmenter does not know. */
const ODD_TAGS: ReadonlySet<string> = new Set(["f", "z", "a", "i", "zg", "ad"]);
const HAN = /^[\u3400-\u4dbf\u4e00-\u9fff\u3007]+$/;
/** 𠮷: a character beyond those that the dictionary has. */
const RARE_HAN = /^[\ud840-\ud88f][\udc00-\udfff]$/;
const NUMERAL = /^[〇零一二三四五六七八九十百]+$/;
const QUOTES: Readonly<Record<string, string>> = { "”": "“", "」": "「", "』": "『", '"': '"', "’": "‘" };
const PUNCTUATION = /[，。；：！？、,;:!?“]/;
const MAX_QUOTED = 14;
const MAX_BRACKETED = 8;
/** Between the parts of a foreign name. */
const LINKS = "·•・-—－";

/**
 * The word of a name that ends at a position.
 * @param right the word after it, already taken
 * @returns null where the name cannot go on to the left
 */
export function itemEndingAt(chart: Chart, end: number, right: Item | undefined, options: WalkOptions): Item | null {
  const named = formsEndingAt(chart, end, "org/known").find(({ start }) => isBoundary(chart, start));
  if (named !== undefined) {
    const { of } = named.form.fields;
    return { ...makeItem(chart, named, "org", "nt"), ...(typeof of === "string" ? { full: of } : {}) };
  }
  // 南屿海关驻空港办事处
  const posted = formsEndingAt(chart, end, "org/walk/posted")[0];
  if (posted !== undefined && options.nests && right !== undefined && endsOrganisation(chart, posted.start))
    return makeItem(chart, posted, "field", "posted");
  const seat = formsEndingAt(chart, end, "org/suffix/government").find(({ form }) => form.fields.level === true);
  if (seat !== undefined && !options.level) {
    // 云林县｜政府: the place and the first character of its government are one word.
    const token = tokenOver(chart, seat.start);
    const start = token !== undefined && token.end < end ? token.start : seat.start;
    if (isBoundary(chart, start)) return makeItem(chart, { start, end }, "org", "nt", true);
  }
  if (formsEndingAt(chart, end, "org/walk/stop").some(({ start }) => isBoundary(chart, start))) return null;
  if (right !== undefined && isEdge(chart, end, right)) return null;
  const place = formsEndingAt(chart, end, "place").find(({ start }) => end - start > 1 && isBoundary(chart, start));
  if (place !== undefined) return makeItem(chart, { start: startOfTornPlace(chart, place), end }, "place", "ns");
  const marked = markedItem(chart, end, right, options);
  if (marked !== undefined) return marked;
  const torn = tornItem(chart, end, right, options);
  if (torn !== undefined) return torn;
  const token = tokenEndingAt(chart, end);
  if (token === undefined) return null;
  const listed = lexiconItem(chart, token, right, options);
  return listed === undefined ? taggedItem(chart, token, right, options) : listed;
}

/** Whether a word ends here that says what somebody is whose name follows: 施工方｜中冶路桥建设有限公司. */
const isEdge = (chart: Chart, at: number, right?: Item): boolean =>
  formsEndingAt(chart, at, "org/walk/apposed").some(({ start, form: { fields } }) => {
    // 用工企业｜恒立纺织集团, but 企业｜服务中心
    const isEnd = fields.edge === true || (fields.edge === "named" && right !== undefined && isSpecific(right));
    return isEnd && isBoundary(chart, start);
  });

const endsOrganisation = (chart: Chart, at: number): boolean =>
  formsEndingAt(chart, at, "org/suffix").length > 0 || formsEndingAt(chart, at, "org/known").length > 0;

/**
 * A trade that the segmenter has torn apart, and what is left of a word that it has joined to it wrongly:
 * 城｜投 before 集团, 澜｜江水｜电 before 公司; undefined where words end as they should.
 */
function tornItem(chart: Chart, end: number, right: Item | undefined, options: WalkOptions): Item | undefined {
  const token = tokenOver(chart, end - 1);
  if (token === undefined) return undefined;
  if (token.end !== end) {
    const rest = { start: token.start, end };
    return right?.tag === "torn" && end - token.start === 1 ? makeItem(chart, rest, "brand", "x") : undefined;
  }
  if (!options.company || right !== undefined) return undefined;
  const trade = formsEndingAt(chart, end, "org/suffix/trade").find(
    ({ start }) => start < token.start && isSingleBefore(chart, start),
  );
  return trade === undefined ? undefined : makeItem(chart, trade, "field", "torn");
}

/** Whether a word ends here, or one character of a word that runs across. */
function isSingleBefore(chart: Chart, at: number): boolean {
  return isBoundary(chart, at) || tokenOver(chart, at)?.start === at - 1;
}

/** What punctuation belongs to a name: quotation marks, brackets, dots; undefined where none stands here. */
function markedItem(chart: Chart, end: number, right: Item | undefined, options: WalkOptions): Item | null | undefined {
  const { text } = chart;
  const last = text.charAt(end - 1);
  const opener = QUOTES[last];
  if (opener !== undefined) {
    const start = text.lastIndexOf(opener, end - 2);
    const inner = text.slice(start + 1, end - 1);
    const isTitle = start >= 0 && inner.length > 0 && inner.length <= MAX_QUOTED && !PUNCTUATION.test(inner);
    return isTitle ? makeItem(chart, { start, end }, "brand", "quoted") : null;
  }
  if (last === "）" || last === ")") {
    const start = Math.max(text.lastIndexOf("（", end - 2), text.lastIndexOf("(", end - 2));
    if (start <= 0 || end - start > MAX_BRACKETED + 2) return null;
    const inner = { start: start + 1, end: end - 1 };
    const isKnown = isIn(chart, inner, "org/walk/bracket", "place");
    // 中粮（昌岭）粮油工业有限公司: nobody but a place stands in brackets inside a company's full name.
    const isPlaced = options.legal && end - start <= 6 && HAN.test(chart.text.slice(inner.start, inner.end));
    return isKnown || (isPlaced && !isIn(chart, inner, "org/alias-mark", "org/walk/stop"))
      ? makeItem(chart, { start, end }, "field", "")
      : null;
  }
  if (LINKS.includes(last) && right?.kind === "brand") {
    const before = tokenEndingAt(chart, end - 1);
    const links = before !== undefined && (HAN.test(before.text) || before.tag === "eng");
    return links ? makeItem(chart, { start: end - 1, end }, "brand", "link") : null;
  }
  return undefined;
}

/** A token that a word list decides; undefined where none does, null where it ends the name. */
function lexiconItem(
  chart: Chart,
  token: Token,
  right: Item | undefined,
  options: WalkOptions,
): Item | null | undefined {
  const { start, tag, text } = token;
  const isListed = (list: string): boolean => isIn(chart, token, `org/walk/${list}`);
  if (isListed("joiner")) {
    // 和溪: no conjunction stands at the head of a clause or after a preposition.
    if (isHalf(right) && mayBegin(chart, start)) return makeItem(chart, token, "brand", "n");
    const isClose = formOver(chart, start, token.end, "org/walk/joiner")?.form.fields.close === true;
    const joinsWord = right === undefined ? options.strays || isClose : right.kind === "field";
    return options.joins && joinsWord ? makeItem(chart, token, "joiner", tag) : null;
  }
  if (isListed("admin")) return makeItem(chart, token, "admin", tag);
  if (isListed("scope")) return makeItem(chart, token, "scope", tag);
  if (text.length > 1 || !isListed("soft-stop")) return undefined;
  if (isIn(chart, token, "place/abbr") && isBesideAbbreviation(chart, start, right))
    return makeItem(chart, token, "brand", "ns");
  // 美国前商务部
  if (isListed("former") && right?.kind !== "brand" && formsEndingAt(chart, start, "place").length > 0)
    return makeItem(chart, token, "field", tag);
  const isStray = isAfterHead(chart, token)
    ? true
    : isHalf(right)
      ? mayBeginLoosely(chart, start) ||
        isEdge(chart, start) ||
        tokenEndingAt(chart, start)?.tag === "uj" ||
        isAmongStrays(chart, start, right)
      : right === undefined
        ? options.strays && isAmongStrays(chart, start, right, options.company) && mayFollow(chart, start - 1)
        : isAmongStrays(chart, start, right);
  return isStray ? makeItem(chart, token, "brand", isHalf(right) ? "n" : tag) : null;
}

/** 中｜能, 国｜能: the second character of a proper name at the head of a clause, not what is said of the first. */
function isAfterHead(chart: Chart, { start, tag }: Token): boolean {
  const before = tokenEndingAt(chart, start);
  if (before === undefined || before.text.length !== 1 || !/^v/.test(tag) || !mayBegin(chart, before.start))
    return false;
  return /^[fnj]/.test(before.tag) && !isIn(chart, before, "org/walk/stop", "org/walk/admin");
}

/** Whether a proper name of two characters may begin here: at the head of a clause, after a place. */
const mayFollow = (chart: Chart, at: number): boolean =>
  mayBeginLoosely(chart, at) ||
  /^n[st]$/.test(tokenEndingAt(chart, at)?.tag ?? "") ||
  formsEndingAt(chart, at, "place").length > 0 ||
  formsEndingAt(chart, at, "org/known").length > 0;

/** A token by its tag. */
function taggedItem(chart: Chart, token: Token, right: Item | undefined, options: WalkOptions): Item | null {
  const { start, end, tag, text } = token;
  const isListed = (...lists: readonly string[]): boolean =>
    isIn(chart, token, ...lists.map((list) => `org/walk/${list}`));
  if (tag === "eng") return /[A-Za-z]/.test(text) ? makeItem(chart, token, "brand", tag) : null;
  if (RARE_HAN.test(text)) return makeItem(chart, token, "brand", "nz");
  if (!HAN.test(text)) return null;
  const isHeadless = text.length < 2 || isListed("not-head");
  const heads = isHeadless ? [] : formsEndingAt(chart, end, "org/suffix").filter((form) => form.start >= start);
  const isHead = heads.some(({ form }) => form.fields.brand !== true);
  // 市委 in 市委宣传部
  if (heads.some((head) => head.start === start && head.form.fields.bare === true))
    return options.level ? null : makeItem(chart, token, "org", tag);
  if (tag === "nt" || (tag === "j" && isHead)) return makeItem(chart, token, "org", tag, isHead);
  if (isTornPlace(chart, token)) return makeItem(chart, token, "admin", tag);
  if (tag === "ns" && text.length > 1 && !isListed("generic", "inner")) return makeItem(chart, token, "place", tag);
  // 新｜通: half of a name at the head of a clause says no more than that.
  if (text.length === 1 && isHalf(right) && right?.tag !== "part" && mayBegin(chart, start))
    return makeItem(chart, token, "brand", "n");
  if (isListed("role", "generic")) return makeItem(chart, token, "field", tag, isHead);
  if (isListed("inner")) {
    // Before the name of a place or another body it is the verb that governs it: 联合市北区….
    const governs = tag.startsWith("v") && right !== undefined && isSpecific(right);
    return governs ? null : makeItem(chart, token, "field", tag, isHead);
  }
  const isUnit = tag === "m" && text.length === 1 && !NUMERAL.test(text) && tokenEndingAt(chart, start)?.tag !== "m";
  // 兆润, 嘉元: figures only after one.
  if (isUnit && !isListed("ordinal")) return makeItem(chart, token, "brand", "n");
  if (tag === "m" || isListed("ordinal"))
    return isOrdinal(chart, token) ? makeItem(chart, token, "ordinal", tag) : null;
  if (text.length === 1) return strayItem(chart, token, right, options);
  if (!NAME_TAGS.has(tag)) return unlikelyItem(chart, token, right, options);
  const kind = BRAND_TAGS.has(tag) || ODD_TAGS.has(tag) ? "brand" : "field";
  return makeItem(chart, token, kind, tag, isHead);
}

/** 第, 第六, 十四 */
function isOrdinal(chart: Chart, token: Token): boolean {
  const { start, end, text } = token;
  const isMarked = isIn(chart, { start, end: start + 1 }, "org/walk/ordinal");
  const numeral = isMarked ? text.slice(1) : text;
  return (isMarked && end === start + 1) || NUMERAL.test(numeral) || isSession(chart, token);
}

/** 第七次, a figure to the lexer, before what is held again and again: 第七次人口普查领导小组. */
function isSession(chart: Chart, { start, end }: Token): boolean {
  const isCounted = isIn(chart, { start, end: start + 1 }, "org/walk/ordinal");
  return isCounted && isIn(chart, { start: end - 1, end }, "org/walk/session");
}

/** A single character: part of a proper name that the segmenter does not know, unless its tag forbids. */
function strayItem(chart: Chart, token: Token, right: Item | undefined, options: WalkOptions): Item | null {
  const { start, tag } = token;
  // 天｜枢: a measure word that measures nothing, before another single character.
  if (/^[qdt]$/.test(tag) && isHalf(right))
    return tokenEndingAt(chart, start)?.tag === "m" ? null : makeItem(chart, token, "brand", "n");
  if (tag === "x" || tag === "v" || NAME_TAGS.has(tag) || isIn(chart, token, "org/walk/transliteration"))
    return makeItem(chart, token, "brand", tag);
  // 顺安: no preposition stands at the head of a clause before a single character.
  if (/^[pc]$/.test(tag) && isHalf(right) && isClauseStart(chart, start)) return makeItem(chart, token, "brand", "n");
  const mayBeStray = tag !== "r" && (right !== undefined || options.strays);
  return mayBeStray && isAmongStrays(chart, start, right) ? makeItem(chart, token, "brand", tag) : null;
}

/** A word whose tag does not belong in a name, where the words around it say that it does. */
function unlikelyItem(chart: Chart, token: Token, right: Item | undefined, options: WalkOptions): Item | null {
  const { start, tag, text } = token;
  const before = tokenEndingAt(chart, start);
  // 华泰｜联创｜证券
  if (options.brand && right === undefined && before?.tag === "nz" && text.length === 2)
    return makeItem(chart, token, "brand", "nz");
  // 金秋果业有限公司: a word for a time that no rule of dates took.
  const isTime =
    /^[tm]$/.test(tag) && chart.mentionsAt[start]?.some(({ kind }) => /^(?:date|quantity)/.test(kind)) !== true;
  if (isTime && right?.kind === "field" && isClauseStart(chart, start)) return makeItem(chart, token, "brand", "nz");
  if (!options.company || isIn(chart, token, "org/walk/act")) return null;
  // 中交｜远航｜港湾工程局有限公司
  if (tag === "v" && right !== undefined && formsEndingAt(chart, start, "org/known/company").length > 0)
    return makeItem(chart, token, "brand", "nz");
  if (right?.kind === "field" && isClauseStart(chart, start)) {
    // 飞驰商用车公司
    if (tag === "v") return makeItem(chart, token, "brand", "nz");
  }
  // 船舶修造有限公司: nobody does anything to a legal form.
  if (options.legal && right === undefined && tag.startsWith("v")) return makeItem(chart, token, "field", tag);
  // What a company does, between its proper name and other words of its field: 滚装码头, 制冷科技.
  const isField = (tag === "v" || tag === "d") && (right === undefined || right.kind === "field");
  return isField && before !== undefined && isProperWord(chart, before) ? makeItem(chart, token, "field", tag) : null;
}

/** A single character of a name, which asks for another one before it. */
const isHalf = (right: Item | undefined): boolean =>
  right?.text.length === 1 && (right.kind === "brand" || right.kind === "admin" || right.tag === "part");

/** 天｜云县: a character that no word has, at the head of a clause before a place with its level. */
function startOfTornPlace(chart: Chart, { start, end }: Stretch): number {
  const before = tokenEndingAt(chart, start);
  const isLevelled = end - start > 1 && isIn(chart, { start: end - 1, end }, "org/walk/admin");
  if (!isLevelled || before === undefined || before.text.length > 1 || !isClauseStart(chart, before.start))
    return start;
  if (!HAN.test(before.text) || !/^[nxqgazj]/.test(before.tag)) return start;
  const isOther = isIn(chart, before, "org/walk/stop", "org/walk/soft-stop", "org/walk/lead", "place/abbr");
  return isOther ? start : before.start;
}

/** 安｜州市, 汉｜城市: the last character of a place's name and 市 made one word. */
function isTornPlace(chart: Chart, { start, end, text }: Token): boolean {
  if (text.length !== 2 || !isIn(chart, { start: end - 1, end }, "org/walk/admin")) return false;
  const before = tokenEndingAt(chart, start);
  if (before === undefined || before.text.length !== 1 || !HAN.test(before.text)) return false;
  if (isIn(chart, before, "org/walk/stop", "org/walk/soft-stop", "org/walk/lead")) return false;
  return /^[nxjvgzahkfq]/.test(before.tag) || (before.tag === "d" && isClauseStart(chart, before.start));
}

/** A place, a proper name, or a character that belongs to no word. */
function isProperWord(chart: Chart, token: Token): boolean {
  const { text, tag } = token;
  if (!HAN.test(text) || isIn(chart, token, "org/walk/stop")) return false;
  if (tag === "ns" || BRAND_TAGS.has(tag)) return true;
  return text.length === 1 && (NAME_TAGS.has(tag) || tag === "x" || tag === "v");
}

/** 中 in 法中 and 中美: one of two names of countries side by side. */
function isBesideAbbreviation(chart: Chart, start: number, right: Item | undefined): boolean {
  const isAbbreviation = (at: number): boolean => formOver(chart, at, at + 1, "place/abbr") !== null;
  if (right !== undefined && right.text.length === 1 && isAbbreviation(right.start)) return true;
  return start > 0 && isAbbreviation(start - 1) && isBoundary(chart, start - 1);
}

/** Whether the character stands in a run of single characters, or of one and a word of a name: 饮乐康 before 生物. */
function isAmongStrays(chart: Chart, start: number, right: Item | undefined, ofCompany: boolean = false): boolean {
  if (right !== undefined && OUTER_KINDS.has(right.kind) && right.kind !== "scope" && !isHalf(right)) return false;
  const isBesideStray = right?.kind === "brand" && right.text.length === 1;
  if (isBesideStray && tokenEndingAt(chart, start + 1)?.tag === "n") return true;
  const before = tokenEndingAt(chart, start);
  if (before === undefined || !HAN.test(before.text)) return false;
  // 上海｜上｜港, 金马｜正｜昌
  if (isBesideStray && /^n[szr]/.test(before.tag)) return true;
  const isAfterPlace =
    right === undefined && before.tag === "v" && (ofCompany || tokenEndingAt(chart, before.start)?.tag === "ns");
  const mayStand = NAME_TAGS.has(before.tag) || before.tag === "x" || isAfterPlace;
  if (before.text.length !== 1 || !mayStand) return false;
  return !isIn(chart, before, "org/walk/stop", "org/walk/admin", "org/walk/soft-stop");
}
