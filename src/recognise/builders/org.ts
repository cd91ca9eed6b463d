import type { Capture } from "../../types.js";
import type { Builder, Builders } from "../cascade.js";
import type { Chart } from "../chart.js";
import { formOver, formsAt, formsEndingAt, formsStartingAt } from "./org/lexemes.js";
import { type Item, isBoundary, tokenEndingAt, tokenOver, type WalkOptions, walkLeft } from "./org/walk.js";

/** What an organisation's mention carries: its name in parts, for the one who joins aliases. */
export interface OrgName {
  /** The words before the suffix; none for a name from a gazetteer. */
  readonly items: readonly Item[];
  /** The suffix, or the whole of a name from a gazetteer. */
  readonly head: string;
  /** The lexicon that the head is from. */
  readonly headClass: string;
  /** What the suffix is shortened to (管委会 of 管理委员会), or null. */
  readonly shortHead: string | null;
  /** The full name that the text itself says this one is short for. */
  readonly aliasOf: string | null;
}

/** Suffixes before which a word that says nothing else is a proper name. */
const LOOSE_CLASSES: ReadonlySet<string> = new Set([
  "org/suffix/education",
  "org/suffix/medical",
  "org/suffix/company",
  "org/suffix/bank",
]);

const SPECIFIC: ReadonlySet<string> = new Set(["place", "org", "scope", "admin", "brand"]);
const isSpecific = ({ kind }: Item): boolean => SPECIFIC.has(kind);

/** An organisation from its suffix, capture `suffix`: finds where its name begins, or that it has none. */
const buildName: Builder = (match) => {
  const { chart } = match;
  const suffix = match.captures.suffix?.[0];
  if (suffix?.lexeme == null) return null;
  const { fields, lexicon: headClass } = suffix.lexeme;
  const isPartOfLonger = formsEndingAt(chart, suffix.end, "org/suffix").some(
    ({ start }) =>
      start < suffix.start && (isBoundary(chart, start) || tokenOver(chart, start) === tokenOver(chart, suffix.start)),
  );
  if (isPartOfLonger) return null;
  // 津南水厂扩建工程 is a project, 云麓数据中心一期 a building.
  if (fields.built === true && formsAt(chart, suffix.end, "org/walk/project")) return null;
  const split = splitAtSuffix(chart, suffix.start, suffix.end, fields);
  if (split === null) return null;
  const { from, prefix } = split;
  const items = walkLeft(chart, from, {
    joins: fields.conj === true,
    nests: fields.sub === true,
    // A word that the segmenter knows for an organisation is a whole name: only its place may stand before it.
    placesOnly: fields.walk === "place" || prefix[0]?.kind === "org",
    names: fields.names === true || prefix[0]?.kind === "org",
    brand: fields.brand === true,
    company: headClass === "org/suffix/company",
    strays: suffix.text.length > 1,
    level: fields.level === true,
    limit: fields.walk === "near" ? 4 : 12,
  });
  const all = [...chooseBeginning(chart, items, fields), ...prefix];
  // 组织 after a whole name is a verb.
  const neighbour = prefix.length > 0 ? undefined : items.at(-1);
  if (fields.apart === true && (neighbour?.kind === "org" || neighbour?.kind === "place" || neighbour?.isHead === true))
    return null;
  const built = (start: number, kept: readonly Item[]) => {
    const isKnown = chart.mentionsAt[start]?.some(({ kind, end }) => kind === "org" && end === suffix.end) === true;
    return isKnown
      ? null
      : {
          value: {
            items: kept,
            head: suffix.text,
            headClass,
            shortHead: typeof fields.short === "string" ? fields.short : null,
            aliasOf: null,
          } satisfies OrgName,
          fields: { orgType: String(fields.type ?? "other") },
          start,
          end: suffix.end,
        };
  };
  if (all.length > 0 && isName({ chart, all, own: prefix.length, suffix, headClass, fields }))
    return built(all[0]?.start ?? suffix.start, all);
  if (fields.bare !== true || prefix.length > 0 || isCounted(chart, suffix.start)) return null;
  return built(suffix.start, []);
};

interface Split {
  /** Where the walk sets out. */
  readonly from: number;
  /** What the suffix's own word holds before it: 监督 of 监督局, 中国 of 中国队. */
  readonly prefix: readonly Item[];
}

/** Whether the suffix is a word, or ends one; null where the characters belong to another word (格局, 局面). */
function splitAtSuffix(
  chart: Chart,
  start: number,
  end: number,
  fields: Readonly<Record<string, unknown>>,
): Split | null {
  const token = tokenOver(chart, start);
  if (token === undefined) return null;
  // 中电控股｜有限公司: a known name and the suffix share a word.
  for (let at = start - 1; at >= Math.max(0, start - 6); at--) {
    const known = formsStartingAt(chart, at, "org/known").find((form) => form.end > start && form.end < end);
    if (known === undefined || !isBoundary(chart, at)) continue;
    return { from: at, prefix: [wholeItem(chart, at, start)] };
  }
  if (formsEndingAt(chart, end, "org/walk/not-head").some((form) => form.start <= start)) return null;
  const isOffice = fields.office === true && formsAt(chart, end, "org/walk/officer") && token.start === start;
  // 乡｜党委书记
  const isTitled = end - start > 1 && formsAt(chart, end, "org/walk/title");
  if (!isBoundary(chart, end) && !isOffice && !isTitled) return null;
  if (token.start === start) return { from: start, prefix: [] };
  const text = chart.text.slice(token.start, start);
  // 农业部长 is one word to the segmenter.
  if (fields.office === true && token.end === end + 1 && token.end - token.start >= 4 && formsAt(chart, end, "org/walk/officer"))
    return { from: token.start, prefix: [{ start: token.start, end: start, text, kind: "field", tag: "n", isHead: false }] };
  // 吉林省｜委: the word before took the suffix's first character.
  if (token.end < end && formOver(chart, token.start, start, "place") !== null)
    return {
      from: token.start,
      prefix: [{ start: token.start, end: start, text, kind: "place", tag: "ns", isHead: false }],
    };
  if (token.end === end && end - token.start >= 3 && /^[nmjv]/.test(token.tag)) {
    const isPlace = formOver(chart, token.start, start, "place") !== null;
    if (!isPlace && end - start === 1 && !/^(?:n|nt|m|v|j)$/.test(token.tag)) return null;
    const kind = isPlace
      ? "place"
      : token.tag === "nt" || token.tag === "j"
        ? "org"
        : token.tag === "m"
          ? "brand"
          : "field";
    return {
      from: token.start,
      prefix: [{ start: token.start, end: start, text, kind, tag: token.tag, isHead: false }],
    };
  }
  // The word was cut wrongly, as a proper name before it was not known: 疾｜风速｜运.
  if (end - start > 1 && token.end < end && start - token.start === 1)
    return {
      from: token.start,
      prefix: [{ start: token.start, end: start, text, kind: "brand", tag: "x", isHead: false }],
    };
  return null;
}

/** Whether a noun goes on where a name would end: 快递 of 快递包裹 is no company. */
function isNounNext(chart: Chart, at: number): boolean {
  const next = tokenOver(chart, at);
  return next !== undefined && /^(?:n|vn|b)/.test(next.tag);
}

/** Drops what stands before the name: roles, generic words, words of a field before a place or brand. */
function chooseBeginning(
  chart: Chart,
  items: readonly Item[],
  fields: Readonly<Record<string, unknown>>,
): readonly Item[] {
  const isIn = ({ start, end }: Item, lexicon: string): boolean => formOver(chart, start, end, lexicon) !== null;
  // “就享家”服务平台: what is quoted is the whole name of a thing that lies in some place.
  if (fields.quoted === true && items.at(-1)?.tag === "quoted") return items.slice(-1);
  // 教育局和旅游局: 和 joins words of one name only where that name has begun before it.
  const joiner = items.findLastIndex(({ kind }) => kind === "joiner");
  if (joiner >= 0) {
    const [left, right] = [items.slice(0, joiner), items.slice(joiner + 1)];
    const isOne = left.some(({ kind }) => kind === "place" || kind === "org" || kind === "scope" || kind === "admin");
    if (!isOne && (right.length === 0 || right.some(isSpecific))) return chooseBeginning(chart, right, fields);
  }
  let from = Math.max(0, items.findIndex(isSpecific));
  const role = items.findLastIndex(
    (item, index) => isIn(item, "org/walk/role") && items.slice(index + 1).some(isSpecific),
  );
  if (role >= from) from = role + 1;
  const specific = items.findIndex((item, index) => index >= from && isSpecific(item));
  if (specific >= 0) from = specific;
  const isCommon = (item: Item): boolean =>
    ["generic", "role", "inner", "lead"].some((list) => isIn(item, `org/walk/${list}`));
  const before = items[from - 1];
  const begins = items[from];
  // 百 before 花: a numeral that begins a proper name.
  if (before?.kind === "ordinal" && before.text.length === 1 && begins?.kind === "brand") return items.slice(from - 1);
  if (before?.kind === "field" && begins !== undefined && before.text.length <= 3) {
    // 南麓 before 市, 科利 before 华: a proper name of which the segmenter knows a part.
    const isPart =
      begins.kind === "admin" ||
      (begins.kind === "brand" && begins.text.length === 1 && items[from + 1]?.kind !== "brand") ||
      (begins.kind === "brand" && before.tag === "s");
    if (isPart && !isCommon(before)) from--;
    // A company's full name at the head of a clause is taken whole: 现代 before 海港货柜码头有限公司.
    else if (
      fields.legal === true &&
      from === 1 &&
      !isIn(before, "org/walk/role") &&
      isClauseStart(chart, before.start)
    )
      from--;
  }
  for (; from < items.length; from++) {
    const item = items[from];
    const next = items[from + 1];
    if (item === undefined) break;
    if (item.kind === "joiner" || isIn(item, "org/walk/lead")) continue;
    // A single verb or adverb governs the name; among single characters it may write a foreign one (爱乐).
    const isStray = next !== undefined && (next.kind === "brand" || next.kind === "admin") && next.text.length === 1;
    if (item.kind === "brand" && item.text.length === 1 && /^(?:v|d|p|c|zg)/.test(item.tag) && !isStray) continue;
    if (item.tag === "link") continue;
    break;
  }
  return items.slice(from);
}

const isClauseStart = (chart: Chart, at: number): boolean =>
  at === 0 || !/[\p{Script=Han}\p{L}\p{N}]/u.test(chart.text.charAt(at - 1));

interface Question {
  readonly chart: Chart;
  readonly all: readonly Item[];
  /** How many of the last items belong to the suffix's own word. */
  readonly own: number;
  readonly suffix: Capture;
  readonly headClass: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Whether the words before a suffix make a name with it. */
function isName({ chart, all, own, suffix, headClass, fields }: Question): boolean {
  const isIn = ({ start, end }: Item, lexicon: string): boolean => formOver(chart, start, end, lexicon) !== null;
  const isGeneric = (item: Item): boolean => isIn(item, "org/walk/generic") || isIn(item, "org/walk/role");
  const first = all[0];
  const nearest = all.at(-1);
  if (first === undefined || nearest === undefined) return false;
  const isOffice = fields.office === true && formsAt(chart, suffix.end, "org/walk/officer");
  if (fields.bare !== true && all.every((item) => isGeneric(item) || item.kind === "ordinal")) return false;
  if (fields.brand === true) return hasProperName(chart, all, suffix.end, fields.firm === true);
  if (fields.field === true && (!isFieldWord(nearest) || isIn(nearest, "org/walk/role"))) return false;
  if (fields.within === true && !all.some(({ kind, isHead }) => kind === "org" || isHead)) return false;
  if (fields.worded === true && (nearest.kind !== "field" || (isGeneric(nearest) && all.at(-2)?.kind !== "field")))
    return false;
  const isWide = (item: Item): boolean => item.kind === "scope" || item.kind === "org";
  if (fields.scoped === true && !all.some((item) => isWide(item) || item.kind === "place")) return false;
  if (
    fields.apart === true &&
    !all.some((item) => isWide(item) || isIn(item, "place/country") || isIn(item, "place/country-short"))
  )
    return false;
  // 中联部部长 is the head of 中联部.
  if (isOffice && nearest.kind === "org" && own === 0) return false;
  // The departments of a company are not told from the company.
  const isOfCompany = (item: Item): boolean =>
    isIn(item, "org/known/company") || (item.isHead && formsEndingAt(chart, item.end, "org/suffix/company").length > 0);
  if (fields.office === true && all.some(isOfCompany)) return false;
  if (fields.street === true) return isStreet(chart, all, suffix.text, suffix.end);
  if (fields.abroad === false && all.length === 1 && isIn(first, "place/country")) return false;
  if (all.some(({ kind }) => kind === "place" || kind === "org" || (kind === "scope" && fields.sport !== true)))
    return true;
  if (isCounted(chart, first.start)) return false;
  if (fields.sport === true) return isTeam(chart, all);
  if (all.some(isSpecific)) {
    // One character before a suffix is the rest of another word: 票中心, 壳公司.
    if (all.length === 1 && first.kind === "brand" && first.text.length === 1 && !isIn(first, "place/abbr"))
      return fields.tight === true && !isGeneric(first);
    // A person's name before an office: 刘延宇办公室.
    return !(fields.desk === true && all.length <= 3 && all.every(({ kind }) => kind === "brand"));
  }
  if (all.every((item) => item.isHead || isGeneric(item))) return false;
  // 农业和土地开发部长: the head of an office says that it is one. So do quotation marks around the whole.
  if (isOffice || fields.generic === true) return true;
  // 清源技师学院 at the head of a clause: no common noun begins a sentence about a school that it does not name.
  if (LOOSE_CLASSES.has(headClass) && isClauseStart(chart, first.start) && isUncommon(chart, first)) return true;
  return isQuoted(chart, first.start, suffix.end) && !isCounted(chart, first.start - 1);
}

const isUncommon = (chart: Chart, { start, end }: Item): boolean =>
  !["generic", "role", "inner", "lead"].some((list) => formOver(chart, start, end, `org/walk/${list}`) !== null);

/** Whether a number or 各级 stands before: many of a kind, none by name. */
function isCounted(chart: Chart, start: number): boolean {
  const before = tokenEndingAt(chart, start);
  if (before === undefined) return false;
  return (
    /^[mq]$/.test(before.tag) ||
    formsEndingAt(chart, start, "org/walk/quantifier").some((form) => isBoundary(chart, form.start))
  );
}

const isQuoted = (chart: Chart, start: number, end: number): boolean =>
  "“「『".includes(chart.text.charAt(start - 1) || " ") && "”」』".includes(chart.text.charAt(end) || " ");

/** 疾风速运, 华泰联创证券: a proper name stands directly before the line of business. */
function hasProperName(chart: Chart, items: readonly Item[], end: number, isFirm: boolean): boolean {
  const nearest = items.at(-1);
  const isIn = (lexicon: string): boolean =>
    nearest !== undefined && formOver(chart, nearest.start, nearest.end, lexicon) !== null;
  if (nearest === undefined || isIn("org/walk/generic") || isIn("org/walk/role")) return false;
  if (isNounNext(chart, end)) return false;
  if (nearest.kind === "field" && isFirm && items.length === 1) {
    if (isIn("org/walk/inner") || nearest.text.length < 2 || !isClauseStart(chart, nearest.start)) return false;
    return /^[pdv]/.test(tokenOver(chart, end)?.tag ?? "");
  }
  if (nearest.kind !== "brand") return false;
  const run = items.slice(items.findLastIndex(({ kind }) => kind !== "brand") + 1);
  if (!run.every(({ tag }) => /^(?:n|x|j|eng|quoted)/.test(tag))) return false;
  return run.reduce((length, { text }) => length + text.length, 0) >= 2;
}

/** 松日队 in a report of a match: words that say nothing else may be a club's name. */
function isTeam(chart: Chart, items: readonly Item[]): boolean {
  if (items.reduce((length, { text }) => length + text.length, 0) > 6) return false;
  if (!items.every((item) => isUncommon(chart, item))) return false;
  return chart.formsAt.some((_, at) => formsAt(chart, at, "org/walk/sport"));
}

/**
 * 辽源路街道: the name of a road, bridge, hill stands before; a town's full name does not.
 * 松林街道 with no such word must do something.
 */
function isStreet(chart: Chart, items: readonly Item[], suffix: string, end: number): boolean {
  const nearest = items.at(-1);
  if (nearest === undefined || nearest.kind === "admin" || nearest.kind === "scope") return false;
  if (items.length === 1 && nearest.text.length <= 3 && isUncommon(chart, nearest) && isClauseStart(chart, nearest.start)) {
    const next = tokenOver(chart, end)?.tag ?? "";
    return suffix.length > 2 || /^(?:v|d|p|t)/.test(next);
  }
  return (
    suffix.length > 2 ||
    (nearest.kind === "place" &&
      formOver(chart, nearest.end - 1, nearest.end, "org/walk/admin") === null &&
      items.length > 1)
  );
}

/** A word that says what an office does: 水利, 农林; not a place, a direction, a single character. */
const isFieldWord = ({ kind, text }: Item): boolean => (kind === "field" || kind === "org") && text.length > 1;

const wholeItem = (chart: Chart, start: number, end: number): Item => ({
  start,
  end,
  text: chart.text.slice(start, end),
  kind: "org",
  tag: "nt",
  isHead: false,
});

/** A name from a gazetteer, capture `name`; its ends must be ends of words. */
const buildKnown: Builder = ({ chart, captures }) => {
  const name = captures.name?.[0];
  if (name?.lexeme == null) return null;
  const isWhole = isBoundary(chart, name.end) || formsAt(chart, name.end, "org/walk/officer");
  if (!isWhole || (name.text.length < 4 && !isBoundary(chart, name.start))) return null;
  const { type, of } = name.lexeme.fields;
  // 青岛港集团: its legal form is known, so that it is found again without it.
  const legal = formsEndingAt(chart, name.end, "org/suffix/company").find(({ start }) => start > name.start);
  const value: OrgName =
    legal === undefined
      ? { items: [], head: name.text, headClass: name.lexeme.lexicon, shortHead: null, aliasOf: null }
      : {
          items: [wholeItem(chart, name.start, legal.start)],
          head: legal.form.form,
          headClass: "org/suffix/company",
          shortHead: null,
          aliasOf: null,
        };
  return {
    value,
    fields: { orgType: String(type ?? "other"), ...(of === undefined ? {} : { of }) },
  };
};

/** Whether no word of a span says that it is a clause and no name. */
function isNominal(chart: Chart, start: number, end: number): boolean {
  for (const { start: from, end: to, tag } of chart.tokens()) {
    if (from >= end) break;
    if (to <= start) continue;
    if (from < start || /^(?:p|r|u|c|y)/.test(tag)) return false;
    if (to - from > 1 && formOver(chart, from, to, "org/walk/stop") !== null) return false;
  }
  return true;
}

/** A name that its pattern gives whole, its last word in capture `head`, its type in the rule's `set`. */
const buildWhole: Builder = ({ chart, captures, rule, start: from, end, fields }) => {
  const head = captures.head?.[0];
  const places = fields.placed === true ? walkLeft(chart, from, PLACES_ONLY) : [];
  const start = places[0]?.start ?? from;
  if (head === undefined || formOver(chart, start, end, "org/walk/stop") !== null) return null;
  if (fields.checked === true && !isNominal(chart, start, end)) return null;
  return {
    value: { items: [], head: head.text, headClass: rule, shortHead: null, aliasOf: null } satisfies OrgName,
    fields: { orgType: fields.orgType ?? "other" },
    start,
  };
};

const PLACES_ONLY: WalkOptions = {
  joins: false,
  nests: false,
  placesOnly: true,
  names: true,
  brand: false,
  company: false,
  strays: false,
  level: false,
  limit: 4,
};

/** A short name, capture `alias`, that the text gives to the organisation in capture `name`. */
const buildAlias: Builder = ({ chart, captures }) => {
  const name = captures.name?.[0];
  const alias = captures.alias?.[0];
  if (name?.mention == null || alias === undefined) return null;
  const last = formsEndingAt(chart, alias.end, "org/anaphor")[0];
  // “公司”, “本集团”, “标的公司” name nobody: no name is left without its last word.
  if (last !== undefined && formOver(chart, alias.start, last.start, "org/walk/generic") !== null) return null;
  if (last !== undefined && last.start - alias.start < 2) return null;
  if (formOver(chart, alias.start, alias.end, "org/walk/stop") !== null) return null;
  return {
    value: { items: [], head: alias.text, headClass: "alias", shortHead: null, aliasOf: name.text } satisfies OrgName,
    fields: { orgType: name.mention.fields.orgType ?? "other" },
  };
};

/** 该公司: fields say what it can stand for. */
const buildAnaphor: Builder = ({ chart, captures, fields }) => {
  const what = captures.what?.[0];
  if (what === undefined || !isBoundary(chart, what.end)) return null;
  // 学校、医院等: a list of many; 公司治理: a matter.
  if (fields.alone === true && (isNounNext(chart, what.end) || formsAt(chart, what.end, "org/walk/lister"))) return null;
  const form = what.lexeme ?? formOver(chart, what.start, what.end, "org/anaphor")?.form;
  if (form == null) return null;
  return { value: null, fields: { ends: String(form.fields.ends ?? ""), type: form.fields.type ?? null } };
};

export const orgBuilders: Builders = {
  "org-name": buildName,
  "org-known": buildKnown,
  "org-whole": buildWhole,
  "org-alias": buildAlias,
  "org-anaphor": buildAnaphor,
};
