import type { AnalysedSentence, DocumentAnalysis } from "../../analysis.js";
import type { OrgName } from "../../recognise/builders/org/name.js";
import type { Mention } from "../../types.js";
import type { NamedForm } from "./cluster.js";

/** An org mention with where it stands. */
export interface NamedMention {
  readonly mention: Mention;
  readonly sentence: AnalysedSentence;
  readonly form: NamedForm;
}

const DECORATION = /[“”"「」『』《》〈〉\s]/g;

/** The folded text of a name as it is compared. */
export const keyOf = (text: string): string => text.replace(DECORATION, "");

/** The org mentions of a document in text order, each with its form. */
export function listNamed(analysis: DocumentAnalysis): NamedMention[] {
  const forms = new Map<string, NamedForm>();
  const named: NamedMention[] = [];
  for (const sentence of analysis.sentences) {
    for (const mention of sentence.mentions) {
      if (mention.kind !== "org") continue;
      const key = keyOf(sentence.sentence.folded.slice(mention.start, mention.end));
      const name = (mention.value as OrgName | null) ?? {
        items: [],
        head: key,
        headClass: "",
        shortHead: null,
        aliasOf: null,
      };
      const aliasOf = name.aliasOf ?? nameBefore(sentence, mention);
      const of = typeof mention.fields.of === "string" ? mention.fields.of : null;
      const known = forms.get(key);
      // The mention that tells more of its form stands for it.
      const form: NamedForm =
        known === undefined
          ? {
              key,
              name: aliasKey({ ...name, aliasOf }),
              orgType: String(mention.fields.orgType ?? "other"),
              of,
              order: forms.size,
            }
          : known.name.aliasOf === null && aliasOf !== null
            ? { ...known, name: { ...known.name, aliasOf: keyOf(aliasOf) } }
            : known;
      forms.set(key, form);
      named.push({ mention, sentence, form });
    }
  }
  return named.map((entry) => ({ ...entry, form: forms.get(entry.form.key) ?? entry.form }));
}

const aliasKey = (name: OrgName): OrgName => (name.aliasOf === null ? name : { ...name, aliasOf: keyOf(name.aliasOf) });

/** 市第三人民医院（湘湖三院）: a name alone in brackets is the other name of the organisation of that kind before it. */
function nameBefore({ sentence, mentions }: AnalysedSentence, mention: Mention): string | null {
  const { folded } = sentence;
  const before = /[（(][“"「『]?$/.exec(folded.slice(0, mention.start));
  if (before === null || !/^[”"」』]?[）)]/.test(folded.slice(mention.end))) return null;
  const named = mentions.find(({ kind, end }) => kind === "org" && end === before.index);
  const isOfKind = named !== undefined && named.fields.orgType === mention.fields.orgType;
  return isOfKind ? folded.slice(named.start, named.end) : null;
}
