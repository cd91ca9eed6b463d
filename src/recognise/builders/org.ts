import type { Builder, Builders, RuleMatch } from "../cascade.js";
import type { Chart } from "../chart.js";
import { formOver, formsAt, formsEndingAt } from "./org/lexemes.js";
import { type Item, isBoundary, tokenOver, walkLeft } from "./org/walk.js";

/** What an organisation's mention carries: its name in parts, for the one who joins aliases. */
export interface OrgName {
  /** The words before the suffix; none for a name from a gazetteer. */
  readonly items: readonly Item[];
  /** The suffix, or the whole of a name from a gazetteer. */
  readonly head: string;
  /** The lexicon that the head is from. */
  readonly headClass: string;
  /** The full name that the text itself says this one is short for. */
  readonly aliasOf: string | null;
}

const SPECIFIC: ReadonlySet<string> = new Set(["place", "org", "scope", "admin", "brand"]);
const isSpecific = ({ kind }: Item): boolean => SPECIFIC.has(kind);

/** An organisation from its suffix, capture `suffix`: finds where its name begins, or that it has none. */
const buildName: Builder = (match) => {
  const { chart } = match;
  const suffix = match.captures.suffix?.[0];
  if (suffix?.lexeme == null) return null;
  const { fields, lexicon: headClass } = suffix.lexeme;
  const longer = formsEndingAt(chart, suffix.end, "org/suffix").some(
    ({ start }) => start < suffix.start && isBoundary(chart, start),
  );
  if (longer) return null;
  const split = splitAtSuffix(chart, suffix.start, suffix.end, fields);
  if (split === null) return null;
  const { from, prefix } = split;
  if (fields.brand === true && isNounNext(chart, suffix.end)) return null;
  const items = walkLeft(chart, from, {
    joins: fields.conj === true,
    nests: fields.sub === true,
    placesOnly: fields.walk === "place",
    names: fields.names === true,
    brand: fields.brand === true,
    limit: fields.walk === "near" ? 4 : 12,
  });
  const all = [...chooseBeginning(chart, items, fields), ...prefix];
  const built = (start: number, kept: readonly Item[]) => {
    const isKnown = chart.mentionsAt[start]?.some(({ kind, end }) => kind === "org" && end === suffix.end) === true;
    return isKnown
      ? null
      : {
          value: { items: kept, head: suffix.text, headClass, aliasOf: null } satisfies OrgName,
          fields: { orgType: String(fields.type ?? "other") },
          start,
          end: suffix.end,
        };
  };
  if (all.length > 0 && isName(match, all, fields)) return built(all[0]?.start ?? suffix.start, all);
  return fields.bare === true && prefix.length === 0 ? built(suffix.start, []) : null;
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
  if (formsEndingAt(chart, end, "org/walk/not-head").some((form) => form.start <= start)) return null;
  const isOffice = fields.office === true && formsAt(chart, end, "org/walk/officer") && token.start === start;
  if (!isBoundary(chart, end) && !isOffice) return null;
  if (token.start === start) return { from: start, prefix: [] };
  const text = chart.text.slice(token.start, start);
  // 吉林省｜委: the word before took the suffix's first character.
  if (token.end < end && formOver(chart, token.start, start, "place") !== null)
    return { from: token.start, prefix: [{ start: token.start, end: start, text, kind: "place", tag: "ns", isHead: false }] };
  if (token.end === end && end - token.start >= 3 && (token.tag.startsWith("n") || token.tag === "m" || token.tag === "j")) {
    const isPlace = formOver(chart, token.start, start, "place") !== null;
    if (!isPlace && end - start === 1 && token.tag !== "n" && token.tag !== "nt" && token.tag !== "m") return null;
    const kind = isPlace ? "place" : token.tag === "nt" || token.tag === "j" ? "org" : token.tag === "m" ? "brand" : "field";
    return { from: token.start, prefix: [{ start: token.start, end: start, text, kind, tag: token.tag, isHead: false }] };
  }
  // The word was cut wrongly, as a proper name before it was not known: 疾｜风速｜运.
  if (end - start > 1 && token.end < end && start - token.start === 1)
    return { from: token.start, prefix: [{ start: token.start, end: start, text, kind: "brand", tag: "x", isHead: false }] };
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
  let from = Math.max(0, items.findIndex(isSpecific));
  const role = items.findLastIndex((item, index) => isIn(item, "org/walk/role") && items.slice(index + 1).some(isSpecific));
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
      (begins.kind === "brand" && begins.text.length === 1 && items[from + 1]?.kind !== "brand");
    if (isPart && !isCommon(before)) from--;
    // A company's full name at the head of a clause is taken whole: 现代 before 海港货柜码头有限公司.
    else if (fields.legal === true && from === 1 && !isIn(before, "org/walk/role") && isClauseStart(chart, before.start))
      from--;
  }
  for (; from < items.length; from++) {
    const item = items[from];
    const next = items[from + 1];
    if (item === undefined) break;
    if (item.kind === "joiner" || isIn(item, "org/walk/lead")) continue;
    // A single verb or adverb governs the name; among single characters it may write a foreign one (爱乐).
    const isStray = next?.kind === "brand" && next.text.length === 1;
    if (item.kind === "brand" && item.text.length === 1 && /^(?:v|d|p|c|zg)/.test(item.tag) && !isStray) continue;
    if (item.tag === "link") continue;
    break;
  }
  return items.slice(from);
}

const isClauseStart = (chart: Chart, at: number): boolean =>
  at === 0 || !/[\p{Script=Han}\p{L}\p{N}]/u.test(chart.text.charAt(at - 1));

function isName(match: RuleMatch, items: readonly Item[], fields: Readonly<Record<string, unknown>>): boolean {
  const { chart } = match;
  const isIn = ({ start, end }: Item, lexicon: string): boolean => formOver(chart, start, end, lexicon) !== null;
  const isGeneric = (item: Item): boolean => isIn(item, "org/walk/generic") || isIn(item, "org/walk/role");
  const nearest = items.at(-1);
  if (nearest === undefined) return false;
  if (fields.bare !== true && items.every((item) => isGeneric(item) || item.kind === "ordinal")) return false;
  if (fields.brand === true) {
    if (isGeneric(nearest)) return false;
    if (nearest.kind === "field" && fields.firm === true && items.length === 1)
      return !isIn(nearest, "org/walk/inner") && nearest.text.length > 1 && isClauseStart(chart, nearest.start);
    if (nearest.kind !== "brand") return false;
    const run = items.slice(items.findLastIndex(({ kind }) => kind !== "brand") + 1);
    if (!run.every(({ tag }) => /^(?:n|x|j|eng)/.test(tag))) return false;
    return run.reduce((length, { text }) => length + text.length, 0) >= 2;
  }
  if (fields.field === true && !isFieldWord(nearest)) return false;
  if (fields.within === true && !items.some(({ kind, isHead }) => kind === "org" || isHead)) return false;
  if (fields.apart === true && (nearest.isHead || !items.some(({ kind }) => kind !== "field" && kind !== "brand"))) return false;
  // 中联部部长 is the head of 中联部.
  if (fields.office === true && nearest.kind === "org" && formsAt(chart, match.end, "org/walk/officer")) return false;
  if (fields.street === true) return isStreet(chart, items, match.captures.suffix?.[0]?.text ?? "");
  // The departments of a company are not told from the company.
  if (fields.office === true && items.some((item) => item.isHead && formsEndingAt(chart, item.end, "org/suffix/company").length > 0)) return false;
  const first = items[0];
  if (fields.abroad === false && items.length === 1 && first !== undefined && isIn(first, "place/country")) return false;
  if (items.some(isSpecific)) {
    if (fields.desk !== true || !items.every(({ kind }) => kind === "brand")) return true;
    // A person's name before an office, or one character: 刘延宇办公室, 京办事处.
    return items.length > 3;
  }
  // 农业和土地开发部长: the head of an office says that it is one.
  if (fields.office === true && formsAt(chart, match.end, "org/walk/officer")) return true;
  if (fields.sport === true) return isTeam(chart, items);
  return fields.generic === true;
}

/** 松日队 in a report of a match: a noun that says nothing else may be a club's name. */
function isTeam(chart: Chart, items: readonly Item[]): boolean {
  const [only, second] = items;
  if (only === undefined || second !== undefined || only.text.length !== 2) return false;
  if (["generic", "role", "inner"].some((list) => formOver(chart, only.start, only.end, `org/walk/${list}`) !== null)) return false;
  return chart.formsAt.some((_, at) => formsAt(chart, at, "org/walk/sport"));
}

/** 辽源路街道: the name of a road, bridge, hill stands before; a town's full name does not. */
function isStreet(chart: Chart, items: readonly Item[], suffix: string): boolean {
  const nearest = items.at(-1);
  if (nearest === undefined || nearest.kind === "admin" || nearest.kind === "scope") return false;
  return suffix.length > 2 || (nearest.kind === "place" && formOver(chart, nearest.end - 1, nearest.end, "org/walk/admin") === null && items.length > 1);
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
      ? { items: [], head: name.text, headClass: name.lexeme.lexicon, aliasOf: null }
      : {
          items: [wholeItem(chart, name.start, legal.start)],
          head: legal.form.form,
          headClass: "org/suffix/company",
          aliasOf: null,
        };
  return {
    value,
    fields: { orgType: String(type ?? "other"), ...(of === undefined ? {} : { of }) },
  };
};

/** A name that its pattern gives whole, its last word in capture `head`, its type in the rule's `set`. */
const buildWhole: Builder = ({ captures, rule, fields }) => {
  const head = captures.head?.[0];
  if (head === undefined) return null;
  return {
    value: { items: [], head: head.text, headClass: rule, aliasOf: null } satisfies OrgName,
    fields: { orgType: fields.orgType ?? "other" },
  };
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
    value: { items: [], head: alias.text, headClass: "alias", aliasOf: name.text } satisfies OrgName,
    fields: { orgType: name.mention.fields.orgType ?? "other" },
  };
};

/** 该公司: fields say what it can stand for. */
const buildAnaphor: Builder = ({ chart, captures }) => {
  const what = captures.what?.[0];
  if (what === undefined || !isBoundary(chart, what.end)) return null;
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
