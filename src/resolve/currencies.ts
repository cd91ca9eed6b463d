import type { AnalysedSentence, DocumentAnalysis } from "../analysis.js";
import type { Mention, QuantityValue, Sentence } from "../types.js";

/** Currencies (ISO 4217) that are called by the bare name of the mainland's at home, and the mainland's. */
const LOCAL: ReadonlySet<string> = new Set(["HKD", "TWD", "MOP"]);
const MAINLAND = "CNY";

/**
 * Amounts in the bare name of money (9.3 of it), after one in Hong Kong's, Taiwan's or Macau's, are in that: to the end
 * of its sentence, and in a text of traditional script to the end of the article.
 */
export function nameCurrencies(analysis: DocumentAnalysis): DocumentAnalysis {
  if (!analysis.sentences.some(({ mentions }) => mentions.some((mention) => localOf(mention) !== null)))
    return analysis;
  const traditional = articlesInTraditional(analysis.sentences);
  let article = -1;
  let local: string | null = null;
  const sentences = analysis.sentences.map((analysed) => {
    const { sentence } = analysed;
    if (sentence.article !== article) {
      article = sentence.article;
      local = null;
    } else if (!traditional.has(article)) local = null;
    const made = new Map<Mention, Mention>();
    for (const mention of analysed.mentions) {
      const own = localOf(mention);
      if (own !== null) local = own;
      else if (local !== null && isBareMoney(mention)) made.set(mention, inCurrency(mention, local));
    }
    if (made.size === 0) return analysed;
    return { ...analysed, mentions: analysed.mentions.map((mention) => made.get(mention) ?? mention) };
  });
  return { ...analysis, sentences };
}

function isQuantity(mention: Mention): mention is Mention<QuantityValue> {
  return mention.kind === "quantity";
}

/** The currency of an amount that names Hong Kong's, Taiwan's or Macau's. */
function localOf(mention: Mention): string | null {
  const unit = isQuantity(mention) ? (mention.value.unit?.split("/")[0] ?? "") : "";
  return LOCAL.has(unit) ? unit : null;
}

function isBareMoney(mention: Mention): mention is Mention<QuantityValue> {
  return isQuantity(mention) && mention.fields.generic === true && mention.value.unit?.split("/")[0] === MAINLAND;
}

function inCurrency(mention: Mention<QuantityValue>, currency: string): Mention<QuantityValue> {
  const unit = [currency, ...(mention.value.unit ?? "").split("/").slice(1)].join("/");
  return { ...mention, value: { ...mention.value, unit }, fields: { ...mention.fields, unit } };
}

/** One character in so many differs from its simplified form: of a text in traditional script every third or fourth. */
const ONE_IN = 10;

/** The articles whose text is in traditional script. */
function articlesInTraditional(sentences: readonly AnalysedSentence[]): ReadonlySet<number> {
  const surplus = new Map<number, number>();
  for (const { sentence } of sentences)
    surplus.set(
      sentence.article,
      (surplus.get(sentence.article) ?? 0) + countTraditional(sentence) * ONE_IN - sentence.text.length,
    );
  return new Set([...surplus].filter(([, own]) => own >= 0).map(([article]) => article));
}

function countTraditional({ text, folded }: Sentence): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x4e00 && unit <= 0x9fff && unit !== folded.charCodeAt(at)) count++;
  }
  return count;
}
