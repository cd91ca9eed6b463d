import { createExtractor, type Extractor } from "../../src/extractor.js";
import type { TishuRecord } from "../../src/record.js";

let made: Promise<Extractor> | null = null;

/** One extractor for all tests of this folder: loading the rules takes longer than they do. */
export function orgExtractor(): Promise<Extractor> {
  made ??= createExtractor({ kinds: ["org"] });
  return made;
}

/** The org records of a text, in text order. */
export async function extractOrgs(text: string): Promise<readonly TishuRecord[]> {
  return (await orgExtractor()).extract(text);
}

/** The records of a text by organisation, in order of first mention: its name, then the forms it takes. */
export async function extractGroups(text: string): Promise<readonly (readonly [string, readonly string[]])[]> {
  const groups = new Map<number, { name: string; forms: string[] }>();
  for (const { org_id: id, name, text: form } of await extractOrgs(text)) {
    if (id === null || name === null) throw new Error(`${form} stands for no organisation`);
    const group = groups.get(id) ?? { name, forms: [] };
    groups.set(id, group);
    if (group.name !== name) throw new Error(`${form} has the id of ${group.name} and the name ${name}`);
    if (!group.forms.includes(form)) group.forms.push(form);
  }
  return [...groups.values()].map(({ name, forms }) => [name, forms]);
}
