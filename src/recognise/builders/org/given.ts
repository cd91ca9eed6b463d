import type { Builder } from "../../builder.js";
import type { Chart } from "../../chart.js";
import { beginsForm, formOver, formsEndingAt, formsStartingAt, isIn } from "./lexemes.js";
import { makeItem, type OrgName } from "./name.js";
import { endOfBracket, isBoundary, isNounNext, tokenEndingAt, tokenOver } from "./tokens.js";
import { OVER_PLACES, walkLeft } from "./walk.js";

/** Builders of names that a gazetteer, a pattern or the text itself gives whole. */

const nameOf = (head: string, headClass: string, aliasOf: string | null = null): OrgName => ({
  items: [],
  head,
  headClass,
  shortHead: null,
  aliasOf,
});

/** A name from a gazetteer, capture `name`; its ends must be ends of words. */
export const buildKnown: Builder = ({ chart, captures }) => {
  const name = captures.name?.[0];
  if (name?.lexeme == null) return null;
  const isWhole =
    isBoundary(chart, name.end) ||
    beginsForm(chart, name.end, "org/walk/officer") ||
    beginsForm(chart, name.end, "org/walk/title");
  const from = isBoundary(chart, name.start) ? name.start : startOfPlaceBefore(chart, name.start);
  if (!isWhole || (from === null && name.text.length < 4)) return null;
  // 吴｜高盛 is a person.
  const before = name.text.length === 2 ? tokenEndingAt(chart, name.start) : undefined;
  if (before?.text.length === 1 && before.tag === "nr") return null;
  const { type, of } = name.lexeme.fields;
  // 青岛港集团: its legal form is known, so that it is found again without it.
  const legal = formsEndingAt(chart, name.end, "org/suffix/company").find(({ start }) => start > name.start);
  const value: OrgName =
    legal === undefined
      ? nameOf(name.text, name.lexeme.lexicon)
      : {
          ...nameOf(legal.form.form, "org/suffix/company"),
          items: [makeItem(chart, { start: name.start, end: legal.start }, "org", "nt")],
        };
  // 韩国现代重工: the country of a company belongs to its name.
  const country = type === "company" ? formsEndingAt(chart, from ?? name.start, "place/country")[0] : undefined;
  if (country !== undefined && isBoundary(chart, country.start))
    return { value, start: country.start, fields: { orgType: "company", of: of ?? name.text } };
  return {
    value,
    start: from ?? name.start,
    end: type === "company" ? endOfArm(chart, endOfBracket(chart, name.end, ["org/walk/bracket"])) : name.end,
    fields: { orgType: String(type ?? "other"), ...(of === undefined ? {} : { of }) },
  };
};

/** 特斯拉中国, where no noun follows: 特斯拉中国工厂. */
function endOfArm(chart: Chart, at: number): number {
  const arm = formsStartingAt(chart, at, "org/walk/arm")[0];
  return arm !== undefined && isBoundary(chart, arm.end) && !isNounNext(chart, arm.end) ? arm.end : at;
}

/** Where the place begins that is one word with the name after it (香港联交所), or null. */
function startOfPlaceBefore(chart: Chart, at: number): number | null {
  const token = tokenOver(chart, at);
  return token !== undefined && isIn(chart, { start: token.start, end: at }, "place") ? token.start : null;
}

/** A name that its pattern gives whole, its last word in capture `head`, its type in the rule's `set`. */
export const buildWhole: Builder = ({ chart, captures, rule, start, end: matchEnd, fields }) => {
  const head = captures.head?.[0];
  const [from, end] = fields.alone === true && head !== undefined ? [head.start, head.end] : [start, matchEnd];
  const places = fields.placed === true ? walkLeft(chart, from, OVER_PLACES) : [];
  const begin = places[0]?.start ?? from;
  if (head === undefined || isIn(chart, { start: begin, end }, "org/walk/stop")) return null;
  if (fields.checked === true && !isNominal(chart, begin, end)) return null;
  return { value: nameOf(head.text, rule), fields: { orgType: fields.orgType ?? "other" }, start: begin, end };
};

/** Whether no word of a span says that it is a clause and no name. */
function isNominal(chart: Chart, start: number, end: number): boolean {
  for (const token of chart.tokens()) {
    if (token.start >= end) break;
    if (token.end <= start) continue;
    if (token.start < start || /^[prucy]/.test(token.tag)) return false;
    if (token.text.length > 1 && isIn(chart, token, "org/walk/stop")) return false;
  }
  return true;
}

/** A short name, capture `alias`, that the text gives to the organisation in capture `name`. */
export const buildAlias: Builder = ({ chart, captures }) => {
  const name = captures.name?.[0];
  const alias = captures.alias?.[0];
  if (name?.mention == null || alias === undefined) return null;
  const last = formsEndingAt(chart, alias.end, "org/anaphor")[0];
  // “公司”, “本集团”, “标的公司” name nobody: no name is left without its last word.
  if (last !== undefined && last.start - alias.start < 2) return null;
  if (last !== undefined && isIn(chart, { start: alias.start, end: last.start }, "org/walk/generic")) return null;
  if (isIn(chart, alias, "org/walk/stop", "org/walk/not-head", "org/alias-none")) return null;
  return {
    value: nameOf(alias.text, "alias", name.text),
    fields: { orgType: name.mention.fields.orgType ?? "other" },
  };
};

/** 该公司: the fields say what it can stand for. */
export const buildAnaphor: Builder = ({ chart, captures, fields }) => {
  const what = captures.what?.[0];
  if (what === undefined || !isBoundary(chart, what.end)) return null;
  // 学校、医院等 is a list of many; 公司债券 is a matter.
  if (fields.alone === true && (isNounNext(chart, what.end) || beginsForm(chart, what.end, "org/walk/lister")))
    return null;
  const form = what.lexeme ?? formOver(chart, what.start, what.end, "org/anaphor")?.form;
  if (form == null) return null;
  return { value: null, fields: { ends: String(form.fields.ends ?? ""), type: form.fields.type ?? null } };
};
