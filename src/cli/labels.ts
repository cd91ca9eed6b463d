import type { HeaderLanguage } from "./args.js";

/** The name under which a column or a kind is shown. */
export type LabelOf = (name: string) => string;

/** The names of one language. */
export async function resolveLabels(language: HeaderLanguage): Promise<LabelOf> {
  if (language === "en") return (name) => name;
  const { loadLabels } = await import("../load.js");
  const labels = loadLabels(language);
  return (name) => labels.get(name) ?? name;
}
