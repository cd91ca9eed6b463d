import type { AnalysedSentence, DocumentAnalysis } from "../../analysis.js";
import { formsEndingAt } from "../../recognise/builders/org/lexemes.js";
import type { OrgName } from "../../recognise/builders/org/name.js";
import { isBoundary, tokenEndingAt, tokenOver } from "../../recognise/builders/org/tokens.js";
import type { Mention } from "../../types.js";
import { listNamed, type NamedMention } from "./named.js";
import { properName, withFirstWords, withoutLegalForm, withoutPlace } from "./shortening.js";

/** A short form to look for, and what it stands for. */
interface ShortForm {
  readonly text: string;
  readonly full: NamedMention;
  readonly rule: string;
  /** A proper name alone is also the name of products and places: 饮乐康乳酸菌饮品. It must not stand before a noun. */
  readonly isBare: boolean;
}

/** Tags of words before which a proper name alone is part of another name. */
const NOUN_TAGS: ReadonlySet<string> = new Set("n nz ng b vn x j nt an s".split(" "));

/**
 * Finds the organisations of a document again where only a form that the document itself made known stands:
 * the alias it gave (以下简称“XX”), the name less its legal form, the proper name alone, or the full name
 * where the rules did not find it.
 * @returns the analysis with the mentions added
 */
export function nameAgain(analysis: DocumentAnalysis): DocumentAnalysis {
  const shortForms = listShortForms(listNamed(analysis));
  if (shortForms.length === 0) return analysis;
  const byFirst = new Map<string, ShortForm[]>();
  for (const form of shortForms) {
    const first = form.text.charAt(0);
    const list = byFirst.get(first);
    if (list === undefined) byFirst.set(first, [form]);
    else list.push(form);
  }
  return { ...analysis, sentences: analysis.sentences.map((sentence) => addMentions(sentence, byFirst)) };
}

function listShortForms(named: readonly NamedMention[]): ShortForm[] {
  const found = new Map<string, ShortForm | null>();
  const add = (text: string | null, full: NamedMention, rule: string, isBare: boolean): void => {
    if (text === null) return;
    const known = found.get(text);
    // A short form that two organisations share stands for neither.
    if (known === undefined) found.set(text, { text, full, rule, isBare });
    else if (known !== null && isBare && known.isBare && known.full.form !== full.form) found.set(text, null);
  };
  for (const entry of named) if (entry.form.name.aliasOf !== null) add(entry.form.key, entry, "org/alias-again", false);
  for (const entry of named) {
    if (entry.form.key.length >= 4 && entry.form.name.headClass.startsWith("org/suffix/"))
      add(entry.form.key, entry, "org/name-again", false);
  }
  for (const entry of named) {
    const proper = properName(entry.form);
    const bare = withoutLegalForm(entry.form);
    if (bare !== null && bare !== proper) add(bare, entry, "org/legal-form-away", bare.length < 4);
    const placeless = withoutPlace(entry.form);
    if (placeless !== null && placeless !== proper) add(placeless, entry, "org/legal-form-away", false);
    if (proper !== null && proper.length >= 3) add(proper, entry, "org/proper-name", true);
    for (const first of withFirstWords(entry.form)) if (first !== bare) add(first, entry, "org/first-words", true);
  }
  return [...found.values()]
    .filter((form): form is ShortForm => form !== null)
    .sort((a, b) => b.text.length - a.text.length);
}

/** @param byFirst short forms by their first character, longest first */
function addMentions(analysed: AnalysedSentence, byFirst: ReadonlyMap<string, readonly ShortForm[]>): AnalysedSentence {
  const { folded } = analysed.sentence;
  let { mentions } = analysed;
  for (let start = 0; start < folded.length; start++) {
    for (const short of byFirst.get(folded.charAt(start)) ?? []) {
      const end = start + short.text.length;
      if (!folded.startsWith(short.text, start) || isTaken(mentions, start, end)) continue;
      if (!standsAlone(analysed, start, end, short)) continue;
      const isInside = (other: Mention): boolean => other.kind === "org" && start <= other.start && other.end <= end;
      mentions = [...mentions.filter((other) => !isInside(other)), mentionOf(short, start, end)];
      break;
    }
  }
  if (mentions === analysed.mentions) return analysed;
  return { ...analysed, mentions: [...mentions].sort((a, b) => a.start - b.start || b.end - a.end) };
}

const TAKING_KINDS: ReadonlySet<string> = new Set(["org", "date", "quantity"]);

/** Whether another mention stands there that the new one does not cover with more. */
function isTaken(mentions: readonly Mention[], start: number, end: number): boolean {
  return mentions.some((other) => {
    if (!TAKING_KINDS.has(other.kind) || other.start >= end || start >= other.end) return false;
    const isShorter = other.end - other.start < end - start;
    return !(other.kind === "org" && isShorter && start <= other.start && other.end <= end);
  });
}

function standsAlone(
  { chart }: AnalysedSentence,
  start: number,
  end: number,
  { isBare, text, full }: ShortForm,
): boolean {
  if (!isBoundary(chart, end)) return false;
  // 河口国际机场 is the airport, not the company that runs it.
  if (text !== full.form.key && full.form.name.aliasOf === null && formsEndingAt(chart, end, "org/facility").length > 0)
    return false;
  if (!isBare) return true;
  if (!isBoundary(chart, start)) return false;
  // 到五峰岛的航程: the island, not the firm that is called after it.
  if (formsEndingAt(chart, end, "org/landform").length > 0) return false;
  const before = tokenEndingAt(chart, start);
  if (before !== undefined && before.text.length === 1 && before.tag === "x" && /\p{Script=Han}/u.test(before.text))
    return false;
  const after = tokenOver(chart, end);
  return after === undefined || !/\p{Script=Han}/u.test(after.text) || !NOUN_TAGS.has(after.tag);
}

function mentionOf({ text, full, rule }: ShortForm, start: number, end: number): Mention {
  const value: OrgName =
    text === full.form.key
      ? full.form.name
      : {
          items: [],
          head: text,
          headClass: "again",
          shortHead: null,
          aliasOf: full.form.name.aliasOf ?? full.form.key,
        };
  return {
    kind: "org",
    start,
    end,
    rule,
    layer: "resolve",
    fields: { orgType: full.form.orgType },
    value,
    captures: {},
    annotations: [],
  };
}
