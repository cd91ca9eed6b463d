import type { Chart } from "../../chart.js";
import { isActing } from "./firm.js";
import { beginsForm, formsEndingAt, holdsForm, isIn, type Stretch } from "./lexemes.js";
import { COMMON_WORDS, type Item, isSpecific, OUTER_KINDS, type SuffixFields } from "./name.js";
import { isBoundary, isClauseStart, isNounNext, mayBegin, tokenEndingAt, tokenOver } from "./tokens.js";

/** The suffix that asks. */
export interface Suffix extends Stretch {
  readonly text: string;
  /** The lexicon it is from. */
  readonly lexicon: string;
  readonly fields: SuffixFields;
}

/** Suffixes before which a word that says nothing else is a proper name. */
const LOOSE: ReadonlySet<string> = new Set([
  "org/suffix/education",
  "org/suffix/medical",
  "org/suffix/company",
  "org/suffix/bank",
]);

/**
 * Whether the words before a suffix make a name with it.
 * @param own how many of the last items belong to the suffix's own word
 */
export function isName(chart: Chart, items: readonly Item[], suffix: Suffix, own: number): boolean {
  const { fields, end } = suffix;
  const first = items[0];
  if (first === undefined) return false;
  if (fields.bare !== true && items.every((item) => isGeneric(chart, item) || item.kind === "ordinal")) return false;
  if (fields.brand === true) return hasProperName(chart, items, suffix);
  // A platform goes by a quoted name, in words.
  if (fields.quoted === true && !(items.at(-1)?.tag === "quoted" && !/[0-9]/.test(items.at(-1)?.text ?? "")))
    return false;
  if (!meetsDemands(chart, items, suffix, own)) return false;
  if (fields.street === true) return isStreet(chart, items, suffix);
  // 美国公司 is many.
  if (fields.abroad === false && items.length === 1 && isIn(chart, first, "place/country")) return false;
  // 英国咨询公司Wood Harbour: it says what somebody is.
  if (fields.abroad === false && !items.some(({ kind }) => kind === "brand") && isBeforeName(chart, end)) return false;
  const isOuter = ({ kind }: Item): boolean => OUTER_KINDS.has(kind) && kind !== "admin";
  if (items.some((item) => isOuter(item) && (item.kind !== "scope" || fields.sport !== true))) return true;
  if (isCounted(chart, first.start)) return false;
  if (fields.sport === true) return isTeam(chart, items);
  return items.some(isSpecific) ? isNamedProperly(chart, items, fields) : isNamedByField(chart, items, suffix);
}

const isBeforeName = (chart: Chart, at: number): boolean => /[A-Z“「『]/.test(chart.text.charAt(at));

const isGeneric = (chart: Chart, item: Item): boolean => isIn(chart, item, "org/walk/generic", "org/walk/role");

/** What a suffix's fields ask of the words before it. */
function meetsDemands(chart: Chart, items: readonly Item[], { end, fields }: Suffix, own: number): boolean {
  const nearest = items.at(-1);
  if (nearest === undefined) return false;
  if (fields.field === true) {
    const isFieldWord = (nearest.kind === "field" || nearest.kind === "org") && nearest.text.length > 1;
    // 自然资源部北海局
    const isSeated = nearest.kind === "place" && items.at(-2)?.kind === "org";
    if (!(isFieldWord || isSeated || isClipped(chart, items, end)) || isIn(chart, nearest, "org/walk/role"))
      return false;
  }
  if (fields.proper === true && !items.some(({ kind }) => kind === "brand" || kind === "place" || kind === "org"))
    return false;
  // 苗栗县农业处, which says something.
  const isSeat = fields.kin === true && items[0]?.kind === "place" && items.length > 1 && isActing(chart, end);
  if (fields.within === true && !isSeat && !items.some(({ kind, isHead }) => kind === "org" || isHead)) return false;
  if (fields.worded === true && !isSeat) {
    const isTold =
      nearest.kind === "field" && (!isGeneric(chart, nearest) || /^(?:field|org)$/.test(items.at(-2)?.kind ?? ""));
    if (!isTold) return false;
  }
  const isWide = ({ kind }: Item): boolean => kind === "scope" || kind === "org";
  if (fields.scoped === true && !items.some((item) => isWide(item) || item.kind === "place")) return false;
  const isCountry = (item: Item): boolean => isIn(chart, item, "place/country", "place/country-short");
  if (fields.apart === true && !items.some((item) => isWide(item) || isCountry(item))) return false;
  if (fields.office !== true) return true;
  // 中联部部长 is the head of 中联部; the departments of a company are not told from the company.
  const isOfCompany = (item: Item): boolean =>
    isIn(chart, item, "org/known/company") ||
    (item.isHead && formsEndingAt(chart, item.end, "org/suffix/company").length > 0);
  if (items.some(isOfCompany)) return false;
  return nearest.kind !== "org" || own > 0 || !beginsForm(chart, end, "org/walk/officer");
}

/** 航港局, 农粮署: a character of each word of its field, of a body that acts or belongs to another. */
function isClipped(chart: Chart, items: readonly Item[], end: number): boolean {
  const run = items.slice(items.findLastIndex(({ kind, text }) => kind !== "brand" || text.length > 1) + 1);
  const first = run[0];
  if (first === undefined || run.length < 2 || run.length > 3) return false;
  const before = items.at(-run.length - 1);
  if (before !== undefined) return before.kind === "org" || before.isHead || before.kind === "place";
  return isClauseStart(chart, first.start) && isActing(chart, end);
}

function isNamedProperly(chart: Chart, items: readonly Item[], fields: SuffixFields): boolean {
  const first = items[0];
  if (first === undefined) return false;
  // One character before a suffix is the rest of another word: 票中心, 壳公司.
  if (items.length === 1 && first.kind === "brand" && first.text.length === 1 && !isIn(chart, first, "place/abbr"))
    return fields.tight === true && !isGeneric(chart, first);
  // A person's name before an office: 刘延宇办公室.
  return !(fields.desk === true && items.length <= 3 && items.every(({ kind }) => kind === "brand"));
}

function isNamedByField(chart: Chart, items: readonly Item[], { end, lexicon, fields }: Suffix): boolean {
  const first = items[0];
  if (first === undefined || items.every((item) => item.isHead || isGeneric(chart, item))) return false;
  // 农业和土地开发部长: the head of an office says that it is one.
  if (fields.generic === true || (fields.office === true && beginsForm(chart, end, "org/walk/officer"))) return true;
  // 清源技师学院 at the head of a clause: no common noun begins a sentence about a school that it does not name.
  if (LOOSE.has(lexicon) && isUncommon(chart, first) && (mayBegin(chart, first.start) || isFounded(chart, first.start)))
    return true;
  return isQuoted(chart, first.start, end) && !isCounted(chart, first.start - 1);
}

/** 新设的集成电路学院 */
const isFounded = (chart: Chart, at: number): boolean =>
  tokenEndingAt(chart, at)?.tag === "uj" && formsEndingAt(chart, at - 1, "org/walk/founding").length > 0;

const isUncommon = (chart: Chart, item: Item): boolean => !isIn(chart, item, ...COMMON_WORDS);

/** Whether a number or 各级 stands before: many of a kind, none by name. */
export function isCounted(chart: Chart, start: number): boolean {
  const before = tokenEndingAt(chart, start);
  if (before === undefined) return false;
  if (/^[mq]$/.test(before.tag)) return true;
  return formsEndingAt(chart, start, "org/walk/quantifier").some((form) => isBoundary(chart, form.start));
}

const isQuoted = (chart: Chart, start: number, end: number): boolean =>
  /[“「『]/.test(chart.text.charAt(start - 1)) && /[”」』]/.test(chart.text.charAt(end));

/** 疾风速运, 华泰联创证券: a proper name stands directly before the line of business. */
function hasProperName(chart: Chart, items: readonly Item[], { end, fields }: Suffix): boolean {
  const nearest = items.at(-1);
  if (nearest === undefined || fields.weak === true || isGeneric(chart, nearest) || isNounNext(chart, end))
    return false;
  if (nearest.kind !== "brand") return false;
  const run = items.slice(items.findLastIndex(({ kind }) => kind !== "brand") + 1);
  if (isIn(chart, { start: run[0]?.start ?? nearest.start, end: nearest.end }, "org/walk/trade-kind")) return false;
  if (!run.every(({ tag }) => /^(?:n|x|j|eng|quoted)/.test(tag))) return false;
  return run.reduce((length, { text }) => length + text.length, 0) > 1;
}

/** 松日队 in a report of a match: words that say nothing else may be a club's name. */
function isTeam(chart: Chart, items: readonly Item[]): boolean {
  if (items.reduce((length, { text }) => length + text.length, 0) > 6) return false;
  if (!items.every((item) => isUncommon(chart, item))) return false;
  return holdsForm(chart, "org/walk/sport");
}

/**
 * 松林路街道: the name of a road, bridge, hill stands before; a town's full name does not.
 * 松林街道 with no such word must do something.
 */
function isStreet(chart: Chart, items: readonly Item[], { end, text }: Suffix): boolean {
  const nearest = items.at(-1);
  if (nearest === undefined || nearest.kind === "admin" || nearest.kind === "scope") return false;
  if (text.length > 2) return true;
  if (
    items.length === 1 &&
    nearest.text.length <= 3 &&
    isUncommon(chart, nearest) &&
    isClauseStart(chart, nearest.start)
  )
    return /^[vdpt]/.test(tokenOver(chart, end)?.tag ?? "");
  const isTown = isIn(chart, { start: nearest.end - 1, end: nearest.end }, "org/walk/admin");
  return nearest.kind === "place" && items.length > 1 && !isTown;
}
