import { z } from "zod";

/**
 * The shape of a rule file: a list of entries, each a lexicon or a rule.
 * What an entry means is told in docs/rules.md.
 */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const fields = z.record(z.string(), scalar);
const expectedRecord = z.record(z.string(), scalar);

/** `text`, or `text: 32000 t`, or `text: { value: 32000, unit: t }`, or a list of such records. */
const example = z.union([
  z.string(),
  z.record(z.string(), z.union([z.string(), z.number(), expectedRecord, z.array(expectedRecord)])),
]);

const examples = {
  date: z.string().describe("reference date of the examples; 2023-11-22 if not given").optional(),
  examples: z.array(example).describe("texts that must give the records told").optional(),
  not: z
    .array(z.union([z.string(), z.number().transform(String)]))
    .describe("texts in which this must find nothing")
    .optional(),
};

export const lexiconEntrySchema = z.strictObject({
  lexicon: z.string().regex(/^[\p{L}\p{N}-]+(\/[\p{L}\p{N}-]+)*$/u, "a name of words joined by - and /"),
  note: z.string().optional(),
  source: z.string().describe("where the forms or factors come from").optional(),
  set: fields.describe("fields of every form").optional(),
  value: z.string().describe("the field that a form's plain value stands for").optional(),
  forms: z
    .union([
      z.array(z.union([z.string(), z.number().transform(String)])),
      z.record(z.string(), z.union([scalar, fields])),
    ])
    .describe("surface forms; several of one meaning are joined by |")
    .optional(),
  table: z.string().describe("a .tsv file beside this one: form, then a column for each field").optional(),
  "ignore-case": z.boolean().optional(),
  ...examples,
});

export const ruleEntrySchema = z.strictObject({
  rule: z.string().regex(/^[\p{L}\p{N}-]+(\/[\p{L}\p{N}-]+)+$/u, "a path such as quantity/area-mu"),
  note: z.string().optional(),
  source: z.string().optional(),
  layer: z.string(),
  match: z.string(),
  from: z.enum(["left", "right"]).describe("right: found from its last item, as far to the left as it goes").optional(),
  before: z.string().describe("must stand before the match").optional(),
  after: z.string().describe("must stand after the match").optional(),
  "not-before": z.string().optional(),
  "not-after": z.string().optional(),
  as: z.string().describe("the kind of mention it makes").optional(),
  on: z.string().describe("the captures whose mention it adds fields to, instead of making one").optional(),
  span: z.string().describe("the capture that is the mention's span; the whole match if not given").optional(),
  build: z.string().describe("the builder that makes the value").optional(),
  set: fields.optional(),
  priority: z.int().optional(),
  override: z.boolean().describe("takes the place of the earlier rule of this id").optional(),
  ...examples,
});

export const layerEntrySchema = z.strictObject({
  layer: z.string(),
  note: z.string().optional(),
});

export const ruleFileSchema = z.array(z.union([lexiconEntrySchema, ruleEntrySchema]));

export type LexiconEntry = z.infer<typeof lexiconEntrySchema>;
export type RuleEntry = z.infer<typeof ruleEntrySchema>;
export type Example = z.infer<typeof example>;

export const manifestSchema = z.strictObject({
  layers: z.array(layerEntrySchema),
  files: z.array(z.string()).describe("files that are always on"),
  packs: z
    .record(z.string(), z.strictObject({ note: z.string(), files: z.array(z.string()) }))
    .describe("files that --packs switches on and off together")
    .optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;
