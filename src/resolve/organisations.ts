import type { AnalysedSentence, DocumentAnalysis } from "../analysis.js";
import type { Mention, OrgEntity } from "../types.js";
import { clusterForms, type NamedForm } from "./org/cluster.js";
import { listNamed, type NamedMention } from "./org/named.js";

/** The types that say little: another form of the same organisation may know better. */
const VAGUE_TYPES: ReadonlySet<string> = new Set(["other"]);

/**
 * Joins the mentions of one organisation under one id and its fullest name: the longest form in the document.
 * Anaphors (该公司) are in the map as well, with the organisation that they stand for where one fits;
 * they take no number of their own.
 */
export function resolveOrganisations(analysis: DocumentAnalysis): ReadonlyMap<Mention, OrgEntity> {
  const named = listNamed(analysis);
  const entities = new Map<Mention, OrgEntity>();
  const groupOf = new Map<NamedForm, NamedForm[]>();
  for (const group of clusterForms([...new Set(named.map(({ form }) => form))]))
    for (const form of group) groupOf.set(form, group);
  const firstOf = new Map<NamedForm, NamedMention>();
  for (const entry of named) if (!firstOf.has(entry.form)) firstOf.set(entry.form, entry);
  const made = new Map<NamedForm[], OrgEntity>();
  for (const { mention, form } of named) {
    const group = groupOf.get(form) ?? [form];
    let entity = made.get(group);
    if (entity === undefined) {
      const fullest = group.reduce((best, other) => (other.key.length > best.key.length ? other : best));
      const first = firstOf.get(fullest);
      const name =
        first === undefined ? fullest.key : first.sentence.sentence.text.slice(first.mention.start, first.mention.end);
      const orgType = [fullest, ...group].find((other) => !VAGUE_TYPES.has(other.orgType))?.orgType ?? fullest.orgType;
      entity = { id: made.size + 1, name, orgType };
      made.set(group, entity);
    }
    entities.set(mention, entity);
  }
  resolveAnaphors(analysis, entities);
  return entities;
}

/** Anaphors look back over this many sentences of their article. */
const REACH = 12;

function resolveAnaphors(analysis: DocumentAnalysis, entities: Map<Mention, OrgEntity>): void {
  analysis.sentences.forEach((sentence, index) => {
    for (const anaphor of sentence.mentions) {
      if (anaphor.kind !== "anaphor") continue;
      const found = findAntecedent(analysis.sentences, index, anaphor, entities);
      if (found !== null) entities.set(anaphor, found);
    }
  });
}

/** The nearest organisation before the anaphor whose name ends as it asks, else whose type is the one it asks for. */
function findAntecedent(
  sentences: readonly AnalysedSentence[],
  index: number,
  anaphor: Mention,
  entities: ReadonlyMap<Mention, OrgEntity>,
): OrgEntity | null {
  const endings = String(anaphor.fields.ends ?? "").split("|");
  const { type } = anaphor.fields;
  const article = sentences[index]?.sentence.article;
  let byType: OrgEntity | null = null;
  for (let at = index; at >= Math.max(0, index - REACH); at--) {
    const sentence = sentences[at];
    if (sentence === undefined || sentence.sentence.article !== article) break;
    // In its own sentence what stands before it counts; in an earlier one the first named is its topic.
    const candidates = sentence.mentions.filter(
      (mention) => mention.kind === "org" && (at < index || mention.end <= anaphor.start),
    );
    if (at === index) candidates.reverse();
    for (const mention of candidates) {
      const entity = entities.get(mention);
      if (entity === undefined) continue;
      if (endings.some((ending) => entity.name.endsWith(ending) && ending !== "")) return entity;
      if (type !== null && type === entity.orgType) byType ??= entity;
    }
  }
  return byType;
}
