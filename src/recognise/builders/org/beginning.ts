import type { Chart } from "../../chart.js";
import { formOver, isIn } from "./lexemes.js";
import { COMMON_WORDS, type Item, isSpecific, OUTER_KINDS, type SuffixFields } from "./name.js";
import { isClauseStart, mayBegin, tokenEndingAt } from "./tokens.js";

/**
 * Where a name begins among the words that the walk brought: at the first that says which organisation it is.
 * Roles, generic words and words of a field before that are dropped.
 */
export function chooseBeginning(chart: Chart, items: readonly Item[], fields: SuffixFields): readonly Item[] {
  // “乐业家”服务平台: what is quoted is the whole name of a thing that lies in some place.
  if (fields.quoted === true && items.at(-1)?.tag === "quoted") return items.slice(-1);
  // 教育局和旅游局: 和 joins words of one name only where that name has begun before it.
  const joiner = items.findLastIndex(({ kind }) => kind === "joiner");
  if (joiner >= 0 && !isClose(chart, items[joiner])) {
    const right = items.slice(joiner + 1);
    const hasBegun = items.slice(0, joiner).some(({ kind }) => OUTER_KINDS.has(kind));
    if (!hasBegun && (right.length === 0 || right.some(isSpecific))) return chooseBeginning(chart, right, fields);
  }
  const role = items.findLastIndex(
    (item, index) => isIn(chart, item, "org/walk/role") && items.slice(index + 1).some(isSpecific),
  );
  const first = Math.max(0, items.findIndex(isSpecific));
  const after = role >= first ? role + 1 : first;
  const specific = items.findIndex((item, index) => index >= after && isSpecific(item));
  const from = reachBack(chart, items, specific >= 0 ? specific : after, fields);
  // 松 before 湖街道: half of a road's name.
  const isHalf = fields.street === true && items[from]?.kind === "brand" && isClauseStart(chart, items[from].start);
  return isHalf ? items.slice(from) : trim(chart, items, from, fields);
}

const isClose = (chart: Chart, item: Item | undefined): boolean =>
  item !== undefined && formOver(chart, item.start, item.end, "org/walk/joiner")?.form.fields.close === true;

/** Takes in the word before the beginning where it is a piece of the same name. */
function reachBack(chart: Chart, items: readonly Item[], from: number, fields: SuffixFields): number {
  const before = items[from - 1];
  const begins = items[from];
  if (before === undefined || begins === undefined) return from;
  // 百 before 花: a numeral that begins a proper name.
  const isNumeral = before.kind === "ordinal" && before.text.length === 1;
  if (isNumeral && (begins.kind === "brand" || (begins.kind === "place" && isClauseStart(chart, before.start))))
    return from - 1;
  if (before.kind !== "field" || before.text.length > 3) return from;
  // 科利 before 华: a proper name of which the segmenter knows a part. 东方 before 汇通.
  const isPart =
    begins.kind === "brand" && (before.tag === "s" || (begins.text.length === 1 && items[from + 1]?.kind !== "brand"));
  if (isPart && !isIn(chart, before, ...COMMON_WORDS)) return from - 1;
  // A company's full name at the head of a clause is taken whole: 现代 before 海港货柜码头有限公司.
  const isWhole =
    fields.legal === true &&
    from === 1 &&
    !before.tag.startsWith("v") &&
    !isIn(chart, before, "org/walk/role") &&
    isClauseStart(chart, before.start);
  return isWhole ? from - 1 : from;
}

/** Drops what no name begins with. */
function trim(chart: Chart, items: readonly Item[], from: number, fields: SuffixFields): readonly Item[] {
  let start = from;
  for (; start < items.length; start++) {
    const item = items[start];
    const next = items[start + 1];
    if (item === undefined) break;
    if (item.kind === "joiner" || item.tag === "link") continue;
    // 新 before 湾市 is half of a place's name.
    const isHalf = item.text.length === 1 && next?.text.length === 1 && (next.kind === "brand" || next.tag === "part");
    // 新｜渡轮服务有限公司: before a legal form nothing is new that has no name.
    const isWhole =
      fields.legal === true && item.text.length === 1 && next?.kind === "field" && mayBegin(chart, item.start);
    if (!isHalf && !isWhole && isIn(chart, item, "org/walk/lead")) continue;
    // A single verb or adverb governs the name; among single characters it may write a foreign one (爱乐).
    const isStray = next !== undefined && (next.kind === "brand" || next.kind === "admin") && next.text.length === 1;
    // Nor after 的, where no verb of the clause stands.
    const isVerb = item.kind === "brand" && item.text.length === 1 && /^(?:v|d|p|c|zg)/.test(item.tag);
    const mayGovern = isVerb && tokenEndingAt(chart, item.start)?.tag !== "uj";
    if (!mayGovern || isStray) break;
  }
  return items.slice(start);
}
