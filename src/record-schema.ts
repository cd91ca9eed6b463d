import { z } from "zod";

/**
 * One record of tishu's output, column by column as the contract fixes it.
 * Apart from `record.ts` so that nothing loads zod on the way to the first record.
 */
const exact = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).nullable();
const text = z.string().nullable();

export const recordSchema = z
  .strictObject({
    doc: z.string().describe("the input's path as given, or the id of a JSONL line or CSV row"),
    article: z.int().min(1).describe("1-based article within the document"),
    title: text.describe("the article's headline"),
    kind: z.string().describe("quantity, date, org, number, or a kind that a user's rules define"),
    text: z.string().describe("the characters of the document from start to end"),
    start: z.int().min(0).describe("first code point, half-open"),
    end: z.int().min(0).describe("code point after the last"),
    dimension: text.describe("what sort of amount: mass, container, money, area, percent, rank, count …"),
    number: exact.describe("the numeral as written, as a plain number"),
    unit_text: text.describe("the unit as written, without 万 or 亿"),
    value: exact.describe("the amount in the dimension's base unit"),
    unit: text.describe("the base unit"),
    low: exact.describe("lower bound in unit; null where open"),
    high: exact.describe("upper bound in unit; null where open"),
    approx: z.enum(["exact", "about", "over", "under", "range"]).nullable(),
    change: z.enum(["yoy", "mom", "since_start", "other"]).nullable(),
    modality: z.enum(["actual", "expected", "planned", "target", "capacity"]).nullable(),
    indicator: text.describe("what is measured, as the text names it"),
    subject: text.describe("whose figure it is"),
    period: text.describe("when the figure holds: ISO 8601 date, interval or recurrence"),
    period_text: text.describe("the words of the period"),
    timex: text.describe("TIMEX3 value"),
    start_date: text.describe("first day or instant, ISO 8601, inclusive"),
    end_date: text.describe("last day or instant, ISO 8601, inclusive"),
    date_type: z.enum(["point", "span", "duration", "set"]).nullable(),
    name: text.describe("canonical name of the organisation: its fullest form in the document"),
    org_type: z
      .enum([
        "government",
        "company",
        "party",
        "education",
        "research",
        "media",
        "medical",
        "association",
        "international",
        "military",
        "other",
      ])
      .nullable(),
    org_id: z.int().min(1).nullable().describe("the same for every mention of one organisation in a document"),
    sentence: z.string().describe("the sentence it stands in, line breaks removed"),
    rule: z.string().describe("the id of the rule that found it"),
  })
  .describe("One record of tishu's output");

/** JSON Schema (draft 2020-12) of one record. */
export function recordJsonSchema(): object {
  return z.toJSONSchema(recordSchema);
}
