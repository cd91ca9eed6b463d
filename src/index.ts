export type { Warning } from "./analysis.js";
export { TishuError } from "./errors.js";
export type { Derivation, ExplainedRecord, ExplainedSentence, Explanation, Focus } from "./explain.js";
export { createExtractor, type Extractor, type ExtractorOptions } from "./extractor.js";
export { loadRules } from "./load.js";
export { COLUMNS, DEFAULT_KINDS, type TishuRecord } from "./record.js";
export { recordJsonSchema } from "./record-schema.js";
export type { SourceDocument } from "./types.js";
