import type { Chart } from "../../chart.js";
import { itemEndingAt } from "./classify.js";
import { formsEndingAt, isIn } from "./lexemes.js";
import { COMMON_WORDS, type Item, OUTER_KINDS } from "./name.js";
import { tokenEndingAt } from "./tokens.js";

/** How far the walk to the left of an organisation's suffix goes. */
export interface WalkOptions {
  /** 和 may join two words of a field. */
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
  /** The suffix is a legal form and nothing else (有限公司). */
  readonly legal: boolean;
  /** The suffix is long enough to tell by itself: a single character before it may be of any sort (航务管理局). */
  readonly strays: boolean;
  /** The suffix is a level of administration: a body of the same level before it is another one (市委市政府). */
  readonly level: boolean;
  /** How many items at most. */
  readonly limit: number;
}

/** A walk over nothing but the places that a name lies in. */
export const OVER_PLACES: WalkOptions = {
  joins: false,
  nests: false,
  placesOnly: true,
  names: true,
  brand: false,
  company: false,
  legal: false,
  strays: false,
  level: false,
  limit: 4,
};

/**
 * The words to the left of an organisation's suffix that may belong to its name.
 * @returns them in text order, without a gap up to `from`
 */
export function walkLeft(chart: Chart, from: number, options: WalkOptions): Item[] {
  const items: Item[] = [];
  let at = from;
  while (at > 0 && items.length < options.limit) {
    const right = items[0];
    const item = itemEndingAt(chart, at, right, options);
    if (item === null) break;
    const isParent = options.company && formsEndingAt(chart, item.end, "org/walk/parent").length > 0;
    // 中海｜油田｜服务｜股份有限公司
    const isWorks = options.legal && formsEndingAt(chart, item.end, "org/suffix/works").length > 0;
    if (item.isHead && !options.nests && !isParent && !isWorks && right !== undefined) break;
    if (right?.kind === "joiner" && (item.isHead || item.kind !== "field")) break;
    const found = isPartOfPlace(chart, item, right, options)
      ? { ...item, kind: "place" as const, tag: item.text.length === 1 ? "part" : "ns" }
      : item;
    if (options.placesOnly && !isPlaceLike(chart, found, right, options)) break;
    items.unshift(found);
    at = found.start;
  }
  while (items[0]?.kind === "joiner") items.shift();
  return items;
}

/** 江岸 before 市: a place that nobody told the segmenter of; its characters one by one: 澄 湾 市. */
function isPartOfPlace(chart: Chart, item: Item, right: Item | undefined, options: WalkOptions): boolean {
  if (right === undefined || (right.kind !== "admin" && right.tag !== "part"))
    return isPartOfSeat(chart, item, right, options);
  if ((item.kind !== "field" && item.kind !== "brand") || item.text.length > 3) return false;
  return item.text.length === 1 || !isIn(chart, item, ...COMMON_WORDS);
}

/** 临｜澜 before 市政府: two characters that make no word. */
function isPartOfSeat(chart: Chart, item: Item, right: Item | undefined, { level }: WalkOptions): boolean {
  const isBeforeSeat = right === undefined ? level : right.kind === "org" && right.isHead;
  if (!isBeforeSeat || item.text.length > 1 || (item.kind !== "brand" && item.kind !== "field")) return false;
  const before = tokenEndingAt(chart, item.start);
  return before?.text.length === 1 && !isIn(chart, before, "org/walk/stop", "org/walk/soft-stop");
}

function isPlaceLike(chart: Chart, item: Item, right: Item | undefined, { names, nests }: WalkOptions): boolean {
  if (OUTER_KINDS.has(item.kind)) return true;
  // 江城大学海洋学院
  if (nests && item.isHead) return true;
  if (item.kind !== "brand") return false;
  if (item.text.length === 1 && isIn(chart, item, "place/abbr")) return true;
  // 新｜川｜农业大学
  if (names && item.text.length === 1 && right?.text.length === 1 && right.kind === "brand") return true;
  return names && /^[nxz]/.test(item.tag);
}
