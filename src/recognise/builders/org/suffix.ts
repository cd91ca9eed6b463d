import type { Builder } from "../../builder.js";
import type { Chart } from "../../chart.js";
import { isCounted, isName, type Suffix } from "./accept.js";
import { chooseBeginning } from "./beginning.js";
import { findFirm, isActing, mayBeFirm } from "./firm.js";
import { beginsForm, formsEndingAt, formsStartingAt, isIn } from "./lexemes.js";
import { type Item, type ItemKind, makeItem, type OrgName, type SuffixFields } from "./name.js";
import { endOfBracket, isBoundary, tokenOver } from "./tokens.js";
import { type WalkOptions, walkLeft } from "./walk.js";

/** An organisation from its suffix, capture `suffix`: finds where its name begins, or that it has none. */
export const buildName: Builder = ({ chart, captures }) => {
  const found = captures.suffix?.[0];
  if (found?.lexeme == null) return null;
  const fields = found.lexeme.fields as SuffixFields;
  const suffix: Suffix = {
    start: found.start,
    end: found.end,
    text: found.text,
    lexicon: found.lexeme.lexicon,
    fields,
  };
  if (fields.weak === true && !mayBeFirm(chart, suffix)) return null;
  if (fields.doing === true && !isActing(chart, suffix.end)) return null;
  if (isPartOfLonger(chart, suffix)) return null;
  // 市政府广场, 村委会门前 are places.
  if (beginsForm(chart, suffix.end, "org/walk/spot")) return null;
  // 津南水厂扩建工程 is a project, 云麓数据中心一期 a building.
  if (fields.built === true && beginsForm(chart, suffix.end, "org/walk/project")) return null;
  const split = splitAtSuffix(chart, suffix);
  if (split === null) return null;
  const { from, prefix } = split;
  // A word that the segmenter knows for an organisation is a whole name: only its place may stand before it.
  const isWhole = prefix[0]?.kind === "org";
  const options: WalkOptions = {
    joins: fields.conj === true,
    nests: fields.sub === true,
    placesOnly: fields.walk === "place" || isWhole,
    names: fields.names === true || isWhole,
    brand: fields.brand === true,
    company: suffix.lexicon === "org/suffix/company",
    legal: fields.legal === true,
    strays: suffix.text.length > 1,
    level: fields.level === true,
    limit: fields.walk === "near" ? 4 : 12,
  };
  const walked = (isWhole ? walkOverField(chart, from, options) : null) ?? walkLeft(chart, from, options);
  // 组织 after a whole name is a verb.
  const neighbour = prefix.length > 0 ? undefined : walked.at(-1);
  const endsName = neighbour?.kind === "org" || neighbour?.kind === "place" || neighbour?.isHead === true;
  if (fields.apart === true && endsName) return null;
  const items = [...chooseBeginning(chart, walked, fields), ...prefix];
  if (isPlantOfCompany(chart, walked, suffix)) return null;
  if (isName(chart, items, suffix, prefix.length)) return makeName(chart, items, suffix);
  if (fields.brand === true && (prefix.length === 0 || prefix[0]?.tag === "x")) {
    const firm = findFirm(chart, suffix);
    if (firm !== null) return makeName(chart, firm, suffix);
  }
  const isBare = fields.bare === true || (fields.acting === true && isActing(chart, suffix.end));
  const mayBeBare = isBare && prefix.length === 0 && !isCounted(chart, suffix.start);
  return mayBeBare ? makeName(chart, [], suffix) : null;
};

/** 热力总公司｜绿洲热源厂 is a plant of the company before it, and no body of its own. */
function isPlantOfCompany(chart: Chart, walked: readonly Item[], { lexicon, start }: Suffix): boolean {
  if (lexicon !== "org/suffix/works" && lexicon !== "org/suffix/factory") return false;
  const from = walked[0]?.start ?? start;
  const isKind = formsEndingAt(chart, from, "org/walk/not-head").length > 0;
  return !isKind && formsEndingAt(chart, from, "org/suffix/company").length > 0;
}

/** 美国｜食品｜药品监督管理局: what looks whole is the end of a name that its place begins; null where it is not. */
function walkOverField(chart: Chart, from: number, options: WalkOptions): readonly Item[] | null {
  const items = walkLeft(chart, from, { ...options, placesOnly: false, limit: 2 });
  return items.length === 2 && items[0]?.kind === "place" && items[1]?.kind === "field" ? items : null;
}

function makeName(chart: Chart, items: readonly Item[], suffix: Suffix) {
  const { fields } = suffix;
  const start = items[0]?.start ?? suffix.start;
  const end = endOfBracket(chart, suffix.end, fields.campus === true ? ["place"] : ["org/walk/bracket"]);
  // A gazetteer knows more of it.
  if (chart.mentionsAt[start]?.some((known) => known.kind === "org" && known.end === end) === true) return null;
  const value: OrgName = {
    items,
    head: suffix.text,
    headClass: suffix.lexicon,
    shortHead: fields.short ?? null,
    aliasOf: null,
  };
  const parent = fields.kin === true ? kindOfParent(chart, items) : null;
  return { value, fields: { orgType: parent ?? fields.type ?? "other" }, start, end };
}

/** The kind of the body that the name is a part of: 海关总署…办事处 is of the state, …公司调度中心 a company's. */
function kindOfParent(chart: Chart, items: readonly Item[]): string | null {
  for (const item of [...items].reverse()) {
    if (item.kind !== "org" && !item.isHead) continue;
    const known = formsEndingAt(chart, item.end, "org/known")[0] ?? formsEndingAt(chart, item.end, "org/suffix")[0];
    const type = known?.form.fields.type;
    if (typeof type === "string") return type;
  }
  return null;
}

/** 公司 of 有限公司: the longer suffix decides. */
function isPartOfLonger(chart: Chart, { start, end }: Suffix): boolean {
  const token = tokenOver(chart, start);
  return formsEndingAt(chart, end, "org/suffix").some(
    (form) => form.start < start && (isBoundary(chart, form.start) || tokenOver(chart, form.start) === token),
  );
}

interface Split {
  /** Where the walk sets out. */
  readonly from: number;
  /** What the suffix's own word holds before it: 监督 of 监督局, 中国 of 中国队. */
  readonly prefix: readonly Item[];
}

/** 分｜行为 of 分行为其授信: the word across the end ends with a word of one character that no name has. */
function isTornOff(chart: Chart, start: number, end: number): boolean {
  const token = tokenOver(chart, end);
  if (end - start < 2 || token === undefined || token.start <= start || token.end !== end + 1) return false;
  return isIn(chart, { start: end, end: end + 1 }, "org/walk/stop");
}

/** How many characters a known name may reach back from a suffix that shares its end. */
const REACH = 6;

/** Whether the suffix is a word, or ends one; null where its characters belong to another word (格局, 局面). */
function splitAtSuffix(chart: Chart, { start, end, fields }: Suffix): Split | null {
  const token = tokenOver(chart, start);
  if (token === undefined) return null;
  // 中电控股｜有限公司: a known name and the suffix share a word.
  for (let at = start - 1; at >= Math.max(0, start - REACH); at--) {
    const known = formsStartingAt(chart, at, "org/known").some(
      (form) => form.end > start && form.end < end && isBoundary(chart, form.end),
    );
    if (known && isBoundary(chart, at))
      return { from: at, prefix: [makeItem(chart, { start: at, end: start }, "org", "nt")] };
  }
  if (formsEndingAt(chart, end, "org/walk/not-head").some((form) => form.start <= start)) return null;
  const isOffice = fields.office === true && beginsForm(chart, end, "org/walk/officer");
  // 乡｜党委书记
  const isTitled = end - start > 1 && beginsForm(chart, end, "org/walk/title");
  // 监测处｜处长 is cut 处处｜长.
  const isDoubled =
    chart.text.charAt(start) === chart.text.charAt(end) && beginsForm(chart, end + 1, "org/walk/officer");
  if (!isBoundary(chart, end) && !isOffice && !isTitled && !isDoubled && !isTornOff(chart, start, end)) return null;
  if (token.start === start) return { from: start, prefix: [] };
  const rest = { start: token.start, end: start };
  const withPrefix = (kind: ItemKind, tag: string): Split => ({
    from: token.start,
    prefix: [makeItem(chart, rest, kind, tag)],
  });
  // 农业部长 is one word to the segmenter.
  if (isOffice && token.end === end + 1) return start - token.start > 1 ? withPrefix("field", "n") : null;
  const isPlace = isIn(chart, rest, "place");
  // 吉林省｜委, 市｜中心医院: the word before took the suffix's first characters.
  const isPlaceWord = token.tag === "ns" && start - token.start > 1;
  if (token.end < end && (isPlace || isPlaceWord)) return withPrefix("place", "ns");
  if (token.end < end && isIn(chart, rest, "org/walk/admin")) return withPrefix("admin", "n");
  if (token.end === end && end - token.start > 2) {
    if (isPlace || token.tag === "ns") return withPrefix("place", "ns");
    if (isIn(chart, rest, "org/walk/generic", "org/walk/inner", "org/suffix/trade"))
      return withPrefix("field", token.tag);
    if (token.tag === "nt" || token.tag === "j") return withPrefix("org", token.tag);
    if (token.tag === "m" || token.tag === "nz") return withPrefix("brand", token.tag);
    const isWord = end - start > 1 ? /^[nv]/.test(token.tag) : /^[nv]$/.test(token.tag);
    return isWord ? withPrefix("field", token.tag) : null;
  }
  // The word was cut wrongly, as a proper name before it was not known: 疾｜风速｜运.
  return end - start > 1 && token.end < end && start - token.start === 1 ? withPrefix("brand", "x") : null;
}
