import type { Builder, Builders, RuleMatch } from "../cascade.js";
import type { Chart } from "../chart.js";
import { formOver, formsEndingAt } from "./org/lexemes.js";
import { isBoundary, type Item, tokenOver, walkLeft } from "./org/walk.js";

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
  const end = suffix.end;
  if (!isBoundary(chart, end)) return null;
  const first = tokenOver(chart, suffix.start);
  if (first === undefined) return null;
  const type = String(fields.type ?? "other");
  let from = suffix.start;
  const prefix: Item[] = [];
  if (first.start < suffix.start) {
    // The suffix ends a longer word: 监督局, 中国队. A short word is another one: 格局, 工厂.
    if (first.end !== end && first.tag !== "nt") return null;
    if (end - first.start < 3) return null;
    from = first.start;
    prefix.push({
      start: first.start,
      end: suffix.start,
      text: chart.text.slice(first.start, suffix.start),
      kind: first.tag === "nt" ? "org" : "field",
      tag: first.tag,
      isHead: false,
    });
  }
  const placesOnly = fields.walk === "place";
  const items = walkLeft(chart, from, {
    joins: fields.conj === true,
    nests: fields.sub === true,
    placesOnly,
    limit: fields.walk === "near" ? 4 : 12,
  });
  const all = [...chooseBeginning(chart, items), ...prefix];
  const built = (start: number, kept: readonly Item[]) => ({
    value: { items: kept, head: suffix.text, headClass, aliasOf: null } satisfies OrgName,
    fields: { orgType: type },
    start,
    end,
  });
  if (all.length === 0) return fields.bare === true ? built(suffix.start, []) : null;
  if (!isName(match, all, fields)) return fields.bare === true && prefix.length === 0 ? built(suffix.start, []) : null;
  return built(all[0]?.start ?? suffix.start, all);
};

/** Drops what stands before the name: roles, generic words, words of a field before a place or brand. */
function chooseBeginning(chart: Chart, items: readonly Item[]): readonly Item[] {
  let from = items.findIndex(isSpecific);
  if (from < 0) from = 0;
  const role = items.findLastIndex(
    ({ start, end }, index) =>
      formOver(chart, start, end, "org/walk/role") !== null && items.slice(index + 1).some(isSpecific),
  );
  if (role >= from) {
    from = role + 1;
    const specific = items.findIndex((item, index) => index >= from && isSpecific(item));
    if (specific >= 0) from = specific;
  }
  while (from < items.length) {
    const item = items[from];
    if (item === undefined) break;
    if (item.kind === "joiner" || formOver(chart, item.start, item.end, "org/walk/lead") !== null) from++;
    else break;
  }
  return items.slice(from);
}

function isName(match: RuleMatch, items: readonly Item[], fields: Readonly<Record<string, unknown>>): boolean {
  const { chart } = match;
  const isGeneric = ({ start, end }: Item): boolean => formOver(chart, start, end, "org/walk/generic") !== null;
  const isRole = ({ start, end }: Item): boolean => formOver(chart, start, end, "org/walk/role") !== null;
  if (fields.brand === true) {
    const nearest = items.at(-1);
    if (nearest === undefined || isGeneric(nearest) || nearest.kind !== "brand") return false;
    return nearest.start < nearest.end - 1 || items.at(-2)?.kind === "brand";
  }
  if (items.some(isSpecific)) return true;
  if (fields.generic !== true) return false;
  return !items.every((item) => isGeneric(item) || isRole(item) || item.kind === "ordinal");
}

/** A name from a gazetteer, capture `name`; its ends must be ends of words. */
const buildKnown: Builder = ({ chart, captures }) => {
  const name = captures.name?.[0];
  if (name?.lexeme == null) return null;
  if (name.text.length < 4 && !(isBoundary(chart, name.start) && isBoundary(chart, name.end))) return null;
  const { type, of } = name.lexeme.fields;
  return {
    value: { items: [], head: name.text, headClass: name.lexeme.lexicon, aliasOf: null } satisfies OrgName,
    fields: { orgType: String(type ?? "other"), ...(of === undefined ? {} : { of }) },
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
  "org-alias": buildAlias,
  "org-anaphor": buildAnaphor,
};
