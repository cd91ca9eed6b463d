import { Decimal } from "decimal.js";
import type { ResolvedDocument } from "./analysis.js";
import { COLUMNS, DECIMAL_COLUMNS, type TishuRecord } from "./record.js";
import type { Fact, Mention, QuantityValue, Sentence } from "./types.js";

/** The last stage before writing: mentions with what was found out about them → records. */
export function makeRecords(
  document: ResolvedDocument,
  facts: ReadonlyMap<Mention, Fact>,
  kinds: readonly string[],
): { readonly records: TishuRecord[]; readonly mentions: Mention[] } {
  const records: TishuRecord[] = [];
  const mentions: Mention[] = [];
  const points = codePointIndex(document.layout.document.text);
  const titles = new Map(document.layout.articles.map(({ index, title }) => [index, title]));
  for (const { sentence, mentions: found } of document.sentences) {
    for (const mention of found) {
      if (!kinds.includes(mention.kind) && !kinds.includes("all")) continue;
      const start = sentence.offsets[mention.start];
      const last = sentence.offsets[mention.end - 1];
      if (start === undefined || last === undefined) continue;
      const end = last + 1;
      const columns = columnsOf(mention, sentence, document, facts);
      // Column by column and in their order: all records have one shape, which is made at once.
      records.push({
        doc: document.layout.document.id,
        article: sentence.article,
        title: titles.get(sentence.article) ?? null,
        kind: mention.kind,
        text: points.slice(start, end),
        start,
        end,
        dimension: columns.dimension ?? null,
        number: columns.number ?? null,
        unit_text: columns.unit_text ?? null,
        value: columns.value ?? null,
        unit: columns.unit ?? null,
        low: columns.low ?? null,
        high: columns.high ?? null,
        approx: columns.approx ?? null,
        change: columns.change ?? null,
        modality: columns.modality ?? null,
        indicator: columns.indicator ?? null,
        subject: columns.subject ?? null,
        period: columns.period ?? null,
        period_text: columns.period_text ?? null,
        timex: columns.timex ?? null,
        start_date: columns.start_date ?? null,
        end_date: columns.end_date ?? null,
        date_type: columns.date_type ?? null,
        name: columns.name ?? null,
        org_type: columns.org_type ?? null,
        org_id: columns.org_id ?? null,
        sentence: sentence.text,
        rule: mention.rule,
      });
      mentions.push(mention);
    }
  }
  return { records, mentions };
}

function columnsOf(
  mention: Mention,
  sentence: Sentence,
  document: ResolvedDocument,
  facts: ReadonlyMap<Mention, Fact>,
): Partial<TishuRecord> {
  switch (mention.kind) {
    case "quantity":
    case "number": {
      const quantity = mention.value as QuantityValue;
      const fact = facts.get(mention);
      const falls = fact?.sign === -1;
      const [low, high] = falls ? [negate(quantity.high), negate(quantity.low)] : [quantity.low, quantity.high];
      return {
        dimension: quantity.dimension,
        number: exact(quantity.number),
        unit_text: quantity.unitText,
        value: exact(falls ? negate(quantity.value) : quantity.value),
        unit: quantity.unit,
        // A bare number has bounds only where words give it some.
        low: mention.kind === "number" && quantity.approx === "exact" ? null : exact(low),
        high: mention.kind === "number" && quantity.approx === "exact" ? null : exact(high),
        approx: quantity.approx,
        change: fact?.change ?? null,
        modality: mention.kind === "number" ? null : (fact?.modality ?? "actual"),
        indicator: fact?.indicator ?? null,
        subject: fact?.subject ?? null,
        period: fact?.period ?? null,
        period_text: fact?.periodText ?? null,
      };
    }
    case "date": {
      const time = document.times.get(mention);
      return {
        timex: time?.timex ?? null,
        start_date: time?.startDate ?? null,
        end_date: time?.endDate ?? null,
        date_type: time?.dateType ?? null,
      };
    }
    case "org": {
      const entity = document.organisations.get(mention);
      return {
        name: entity?.name ?? sentence.text.slice(mention.start, mention.end),
        org_type: (entity?.orgType ?? "other") as TishuRecord["org_type"],
        org_id: entity?.id ?? null,
      };
    }
    default:
      return columnsOfFields(mention.fields);
  }
}

/** The columns that a kind fills with what it found; those around them are of every record. */
const COLUMNS_OF_VALUES = COLUMNS.slice(COLUMNS.indexOf("dimension"), COLUMNS.indexOf("sentence"));

/** A kind of a user's own: the fields that its rule sets under the names of columns. */
function columnsOfFields(fields: Readonly<Record<string, unknown>>): Partial<TishuRecord> {
  const columns: Record<string, unknown> = {};
  for (const column of COLUMNS_OF_VALUES) {
    const value = fields[column];
    if (value === undefined || value === null) continue;
    if (!DECIMAL_COLUMNS.has(column)) columns[column] = typeof value === "object" ? null : value;
    // A word in a column of numbers would lie: it stays empty.
    else if (Decimal.isDecimal(value)) columns[column] = exact(value);
    else if (/^-?\d+(\.\d+)?$/.test(String(value))) columns[column] = exact(new Decimal(String(value)));
  }
  return columns as Partial<TishuRecord>;
}

const negate = (amount: Decimal | null): Decimal | null =>
  amount === null || amount.isZero() ? amount : amount.negated();

/** A number where a double holds the amount exactly as written, else its digits. */
function exact(amount: Decimal | null): number | string | null {
  if (amount === null) return null;
  const digits = amount.toFixed();
  const double = Number(digits);
  return Number.isFinite(double) && String(double) === digits ? double : digits;
}

/** Slices a text by code points without splitting it into characters where none is astral. */
function codePointIndex(text: string): { slice(start: number, end: number): string } {
  if (!/[\ud800-\udfff]/.test(text)) return text;
  const characters = Array.from(text);
  return { slice: (start, end) => characters.slice(start, end).join("") };
}
