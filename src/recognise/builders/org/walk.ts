import type { Token } from "../../../types.js";
import type { Chart } from "../../chart.js";
import { formOver, formsEndingAt } from "./lexemes.js";

/**
 * The walk to the left of an organisation's suffix: which words may belong to the name, and of what sort they are.
 *
 * place, org, scope, admin and brand are specific: they say which organisation it is. field words say
 * what it does. joiner is 和 between two field words.
 */
export type ItemKind = "place" | "org" | "scope" | "admin" | "brand" | "ordinal" | "field" | "joiner";

export interface Item {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: ItemKind;
  readonly tag: string;
  /** It ends in a suffix itself: an organisation that the whole may be a part of. */
  readonly isHead: boolean;
}

export interface WalkOptions {
  /** 和 may join two field words. */
  readonly joins: boolean;
  /** The walk may go through another organisation's name. */
  readonly nests: boolean;
  /** Only places and organisations, no proper names and no words of a field. */
  readonly placesOnly: boolean;
  /** With `placesOnly`: proper names too (薛埠镇党委). */
  readonly names: boolean;
  /** A word directly before the suffix may be a proper name though it looks like a verb (华泰联创证券). */
  readonly brand: boolean;
  /** The suffix is a company's: what it does may be a verb (制冷科技有限公司). */
  readonly company: boolean;
  /** The suffix is long enough to tell by itself: a single character before it may be of any sort (航务管理局). */
  readonly strays: boolean;
  /** The suffix is a level of administration: a body of the same level before it is another one (市委市政府). */
  readonly level: boolean;
  /** How many items at most. */
  readonly limit: number;
}

/** Tags of words that stand in names; others stop the walk unless a lexicon says so. */
const NAME_TAGS: ReadonlySet<string> = new Set(
  "n ng nz ns nt nr nrt nrfg j vn an b l s f eng a ag ad i z zg vg g h k rg mg".split(" "),
);
const BRAND_TAGS: ReadonlySet<string> = new Set(["nz", "nr", "nrt", "nrfg", "eng"]);
const HAN = /^[\u3400-\u4dbf\u4e00-\u9fff\u3007]+$/;
const ORDINAL = /^(?:第|第?[〇零一二三四五六七八九十百]+届?)$/;
/** Words of these tags are no common nouns: where one begins a name it is a proper name that the segmenter does not know. */
const ODD_TAGS: ReadonlySet<string> = new Set(["f", "z", "a", "i", "zg", "ad"]);
const QUOTES: Readonly<Record<string, string>> = { "”": "“", "」": "「", "』": "『", '"': '"', "’": "‘" };
const MAX_QUOTED = 14;
const MAX_BRACKETED = 8;
const LINKS = "·•・-—－";

/** Tokens by the position they end at. */
const tokensByEnd = new WeakMap<readonly Token[], Map<number, Token>>();
export function tokenEndingAt(chart: Chart, end: number): Token | undefined {
  const tokens = chart.tokens();
  let index = tokensByEnd.get(tokens);
  if (index === undefined) {
    index = new Map(tokens.map((token) => [token.end, token]));
    tokensByEnd.set(tokens, index);
  }
  return index.get(end);
}

/** The token that covers the character at a position. */
export function tokenOver(chart: Chart, at: number): Token | undefined {
  const tokens = chart.tokens();
  let low = 0;
  let high = tokens.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const token = tokens[middle];
    if (token === undefined) return undefined;
    if (token.end <= at) low = middle + 1;
    else if (token.start > at) high = middle - 1;
    else return token;
  }
  return undefined;
}

/** Whether no token runs across this position. */
export function isBoundary(chart: Chart, at: number): boolean {
  if (at <= 0 || at >= chart.text.length) return true;
  return tokenOver(chart, at)?.start === at;
}

/** @returns the items left of `from`, in text order, without a gap up to `from` */
export function walkLeft(chart: Chart, from: number, options: WalkOptions): Item[] {
  const items: Item[] = [];
  let at = from;
  while (at > 0 && items.length < options.limit) {
    const item = itemEndingAt(chart, at, items[0], options);
    if (item === null) break;
    const isParent = options.company && formOver(chart, item.start, item.end, "org/walk/parent") !== null;
    if (item.isHead && !options.nests && !isParent && items.length > 0) break;
    if (items[0]?.kind === "joiner" && (item.isHead || item.kind !== "field")) break;
    const isPart = isNamePart(chart, item, items[0]);
    const found = isPart ? { ...item, kind: "place" as const, tag: item.text.length === 1 ? "part" : "ns" } : item;
    if (options.placesOnly && !isPlaceLike(chart, found, options)) break;
    items.unshift(found);
    at = found.start;
  }
  while (items[0]?.kind === "joiner") items.shift();
  return items;
}

/** 江岸 before 市: the name of a place that nobody told the segmenter of; its characters one by one: 澄 湾 市. */
function isNamePart(chart: Chart, item: Item, right: Item | undefined): boolean {
  if (right === undefined || (item.kind !== "field" && item.kind !== "brand") || item.text.length > 3) return false;
  if (right.kind !== "admin" && right.tag !== "part") return false;
  return !["generic", "role", "inner", "lead"].some((list) => formOver(chart, item.start, item.end, `org/walk/${list}`) !== null);
}

function isPlaceLike(chart: Chart, item: Item, { names }: WalkOptions): boolean {
  if (OUTER_KINDS.has(item.kind)) return true;
  if (item.kind !== "brand") return false;
  if (item.end - item.start === 1 && formOver(chart, item.start, item.end, "place/abbr") !== null) return true;
  return names && /^[nxz]/.test(item.tag);
}

function itemEndingAt(chart: Chart, end: number, right: Item | undefined, options: WalkOptions): Item | null {
  const { text } = chart;
  const make = (start: number, kind: ItemKind, tag = "", isHead = false): Item => ({
    start,
    end,
    text: text.slice(start, end),
    kind,
    tag,
    isHead,
  });
  const named = formsEndingAt(chart, end, "org/known").find(({ start }) => isBoundary(chart, start));
  if (named !== undefined) return make(named.start, "org", "nt");
  const stop = formsEndingAt(chart, end, "org/walk/stop").find(({ start }) => isBoundary(chart, start));
  if (stop !== undefined) return null;
  const place = formsEndingAt(chart, end, "place").find(({ start }) => end - start > 1 && isBoundary(chart, start));
  if (place !== undefined) return make(place.start, "place", "ns");

  const last = text.charAt(end - 1);
  const opener = QUOTES[last];
  if (opener !== undefined) {
    const open = text.lastIndexOf(opener, end - 2);
    const inner = text.slice(open + 1, end - 1);
    if (open < 0 || inner.length === 0 || inner.length > MAX_QUOTED || /[，。；：！？、,;:!?“]/.test(inner))
      return null;
    return make(open, "brand", "quoted");
  }
  if (last === "）" || last === ")") {
    const open = Math.max(text.lastIndexOf("（", end - 2), text.lastIndexOf("(", end - 2));
    if (open <= 0 || end - open > MAX_BRACKETED + 2) return null;
    const known = formOver(chart, open + 1, end - 1, "org/walk/bracket") ?? formOver(chart, open + 1, end - 1, "place");
    return known === null ? null : make(open, "field");
  }
  if (LINKS.includes(last) && right?.kind === "brand") {
    const before = tokenEndingAt(chart, end - 1);
    return before !== undefined && (HAN.test(before.text) || before.tag === "eng")
      ? make(end - 1, "brand", "link")
      : null;
  }

  const token = tokenEndingAt(chart, end);
  if (token === undefined) return null;
  const { start, tag } = token;
  const isIn = (lexicon: string): boolean => formOver(chart, start, end, lexicon) !== null;
  if (isIn("org/walk/joiner")) {
    const joinsWord = right === undefined ? options.strays : right.kind === "field";
    if (!options.joins || !joinsWord) return null;
    return make(start, "joiner", tag);
  }
  if (isIn("org/walk/admin")) return make(start, "admin", tag);
  if (isIn("org/walk/scope")) return make(start, "scope", tag);
  if (token.text.length === 1 && isIn("org/walk/soft-stop")) {
    if (formOver(chart, start, end, "place/abbr") !== null && isBesideAbbr(chart, start, right))
      return make(start, "brand", "ns");
    const isFormer =
      isIn("org/walk/former") && right?.kind !== "brand" && formsEndingAt(chart, start, "place").length > 0;
    if (isFormer) return make(start, "field", tag);
    return right !== undefined && isAmongStrays(chart, start, right) ? make(start, "brand", tag) : null;
  }
  if (tag === "eng") return /[A-Za-z]/.test(token.text) ? make(start, "brand", tag) : null;
  if (!HAN.test(token.text)) return null;
  const heads =
    token.text.length > 1 ? formsEndingAt(chart, end, "org/suffix").filter((form) => form.start >= start) : [];
  const isHead = heads.some(({ form }) => form.fields.brand !== true);
  if (heads.some((head) => head.start === start && head.form.fields.bare === true))
    return options.level ? null : make(start, "org", tag);
  if (tag === "nt" || (tag === "j" && isHead)) return make(start, "org", tag, isHead);
  if (isTornPlace(chart, token)) return make(start, "admin", tag);
  if (tag === "ns" && token.text.length > 1 && !isIn("org/walk/generic")) return make(start, "place", tag);
  if (isIn("org/walk/role") || isIn("org/walk/generic")) return make(start, "field", tag, isHead);
  if (isIn("org/walk/inner")) {
    // Before a name of a place or another body it is the verb that governs it: 联合市北区….
    const governs = tag.startsWith("v") && right !== undefined && OUTER_KINDS.has(right.kind);
    return governs ? null : make(start, "field", tag, isHead);
  }
  // 金秋果业有限公司: a word for a time that no rule of dates took.
  if (tag === "t" && options.company && right !== undefined && token.text.length > 1) {
    const isDate = chart.mentionsAt[start]?.some(({ kind }) => kind.startsWith("date")) === true;
    const isFirst = start === 0 || !HAN.test(text.charAt(start - 1));
    return isDate || !isFirst ? null : make(start, "brand", "nz");
  }
  if (tag === "m" || token.text === "第") return ORDINAL.test(token.text) ? make(start, "ordinal", tag) : null;
  if (token.text.length === 1) {
    // 天｜枢: a measure word that measures nothing, before another single character.
    if ((tag === "q" || tag === "d" || tag === "t") && right?.kind === "brand" && right.text.length === 1)
      return tokenEndingAt(chart, start)?.tag === "m" ? null : make(start, "brand", "n");
    if (tag === "x" || NAME_TAGS.has(tag) || tag === "v" || isIn("org/walk/transliteration"))
      return make(start, "brand", tag);
    const mayBeStray = tag !== "m" && tag !== "r" && (right !== undefined || options.strays);
    return mayBeStray && isAmongStrays(chart, start, right) ? make(start, "brand", tag) : null;
  }
  if (!NAME_TAGS.has(tag)) {
    const before = tokenEndingAt(chart, start);
    if (options.brand && right === undefined && before?.tag === "nz" && token.text.length === 2)
      return make(start, "brand", "nz");
    // What a company does, between its proper name and other words of its field: 滚装码头, 制冷科技.
    const isField = (tag === "v" || tag === "d") && (right === undefined || right.kind === "field");
    if (options.company && tag === "v" && right?.kind === "field" && (start === 0 || !HAN.test(chart.text.charAt(start - 1))))
      return make(start, "brand", "nz");
    return options.company && isField && before !== undefined && isProperWord(chart, before) ? make(start, "field", tag) : null;
  }
  if (BRAND_TAGS.has(tag)) return make(start, "brand", tag, isHead);
  return make(start, ODD_TAGS.has(tag) ? "brand" : "field", tag, isHead);
}

/** 安｜州市, 汉｜城市: the last character of a place's name and 市 made one word. */
function isTornPlace(chart: Chart, { start, end, text }: Token): boolean {
  if (text.length !== 2 || formOver(chart, end - 1, end, "org/walk/admin") === null) return false;
  const before = tokenEndingAt(chart, start);
  if (before === undefined || !HAN.test(before.text) || before.text.length !== 1) return false;
  if (!/^(?:n|x|j|v)/.test(before.tag)) return false;
  return (
    formOver(chart, before.start, before.end, "org/walk/stop") === null &&
    formOver(chart, before.start, before.end, "org/walk/soft-stop") === null
  );
}

/** A place, a proper name, or a character that belongs to no word. */
function isProperWord(chart: Chart, token: Token): boolean {
  const { start, end, text, tag } = token;
  if (!HAN.test(text) || formOver(chart, start, end, "org/walk/stop") !== null) return false;
  return tag === "ns" || BRAND_TAGS.has(tag) || (text.length === 1 && (NAME_TAGS.has(tag) || tag === "x" || tag === "v"));
}

const OUTER_KINDS: ReadonlySet<string> = new Set(["place", "org", "admin", "scope"]);

/** 中 in 法中 and 中美: one of two names of countries side by side. */
function isBesideAbbr(chart: Chart, start: number, right: Item | undefined): boolean {
  const isAbbr = (at: number): boolean => formOver(chart, at, at + 1, "place/abbr") !== null;
  if (right !== undefined && right.text.length === 1 && isAbbr(right.start)) return true;
  return start > 0 && isAbbr(start - 1) && isBoundary(chart, start - 1);
}

/** Whether the character stands in a run of single characters, or of one and a word of a name: 饮乐多 before 生物. */
function isAmongStrays(chart: Chart, start: number, right: Item | undefined): boolean {
  if (right !== undefined && OUTER_KINDS.has(right.kind)) return false;
  if (right?.kind === "brand" && right.text.length === 1 && tokenEndingAt(chart, start + 1)?.tag === "n") return true;
  const before = tokenEndingAt(chart, start);
  if (before === undefined || !HAN.test(before.text)) return false;
  // 上海｜上｜港
  if (before.tag === "ns" && right?.kind === "brand" && right.text.length === 1) return true;
  if (before.text.length !== 1) return false;
  return (
    (NAME_TAGS.has(before.tag) || before.tag === "x") &&
    formOver(chart, before.start, before.end, "org/walk/stop") === null &&
    formOver(chart, before.start, before.end, "org/walk/admin") === null &&
    formOver(chart, before.start, before.end, "org/walk/soft-stop") === null
  );
}
