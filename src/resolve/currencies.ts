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
  let article = -1;
  let local: string | null = null;
  let isTraditional = false;
  const sentences = analysis.sentences.map((analysed) => {
    const { sentence } = analysed;
    if (sentence.article !== article) {
      article = sentence.article;
      isTraditional = isMostlyTraditional(analysis.sentences, article);
      local = null;
    } else if (!isTraditional) local = null;
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

function isMostlyTraditional(sentences: readonly AnalysedSentence[], article: number): boolean {
  let characters = 0;
  let traditional = 0;
  for (const { sentence } of sentences) {
    if (sentence.article !== article) continue;
    characters += sentence.text.length;
    traditional += countTraditional(sentence);
  }
  return traditional * ONE_IN >= characters;
}

function countTraditional({ text, folded }: Sentence): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x4e00 && unit <= 0x9fff && unit !== folded.charCodeAt(at)) count++;
  }
  return count;
}
