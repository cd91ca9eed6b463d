import type { OrgName } from "../../recognise/builders/org/name.js";
import { isSameByShortening } from "./shortening.js";

/** One written form of an organisation within a document: all mentions with the same folded text. */
export interface NamedForm {
  /** Folded, without quotation marks and blanks. */
  readonly key: string;
  readonly name: OrgName;
  readonly orgType: string;
  /** The full name that a gazetteer gives for it. */
  readonly of: string | null;
  /** 0-based order of its first mention in the document. */
  readonly order: number;
}

/**
 * Joins forms that name one organisation. A short form is joined to a longer one only where exactly one
 * of the document's other organisations fits: two banks of one town are never made one.
 * @returns groups of forms
 */
export function clusterForms(forms: readonly NamedForm[]): NamedForm[][] {
  const groupOf = new Map<NamedForm, NamedForm[]>(forms.map((form) => [form, [form]]));
  const join = (a: NamedForm, b: NamedForm): void => {
    const [left, right] = [groupOf.get(a) ?? [a], groupOf.get(b) ?? [b]];
    if (left === right) return;
    left.push(...right);
    for (const form of right) groupOf.set(form, left);
  };
  const byKey = new Map(forms.map((form) => [form.key, form]));
  const byFull = new Map<string, NamedForm>();
  for (const form of forms) {
    const aliased = form.name.aliasOf === null ? undefined : byKey.get(form.name.aliasOf);
    if (aliased !== undefined) join(form, aliased);
    const full = form.of ?? form.key;
    const other = byFull.get(full);
    if (other !== undefined) join(form, other);
    else byFull.set(full, form);
  }
  // A shortening keeps its first character: only forms that hold it need a look.
  const holding = new Map<string, NamedForm[]>();
  for (const form of forms) {
    for (const character of new Set(form.key)) {
      const list = holding.get(character);
      if (list === undefined) holding.set(character, [form]);
      else list.push(form);
    }
  }
  for (const short of [...forms].sort((a, b) => b.key.length - a.key.length || a.order - b.order)) {
    const fitting = new Set<NamedForm[]>();
    for (const long of holding.get(short.key.charAt(0)) ?? []) {
      if (long === short || long.key.length <= short.key.length) continue;
      const group = groupOf.get(long);
      if (group === undefined || group === groupOf.get(short)) continue;
      if (isSameByShortening(short, long)) fitting.add(group);
    }
    const [only] = fitting;
    if (fitting.size === 1 && only?.[0] !== undefined) join(only[0], short);
  }
  return [...new Set(groupOf.values())];
}
