import type { Warning } from "./analysis.js";
import { type Explanation, explainExtraction, type Focus } from "./explain.js";
import { makeFold } from "./layout/fold.js";
import { makeLayout } from "./layout/layout.js";
import { dictionaryPath, loadBuiltInRules, loadCompiledRules, loadFoldTable } from "./load.js";
import { type Extraction, extractDocument, type Stages } from "./pipeline.js";
import { BUILDERS } from "./recognise/builders/index.js";
import type { Rejection } from "./recognise/cascade.js";
import { DEFAULT_KINDS, OWN_KINDS, type TishuRecord } from "./record.js";
import { compileRules, GUARD_KIND, type RuleFile, type RuleSet } from "./rules/ruleset.js";
import { type RuleSelection, selectRules } from "./rules/select.js";
import { createSegmenter } from "./segment/segmenter.js";
import type { Sentence, SourceDocument } from "./types.js";

export interface ExtractorOptions extends RuleSelection {
  /** Rule files added to the built-in ones, as `loadRules` gives them. */
  readonly rules?: readonly RuleFile[];
  /** The kinds of record wanted; `own` stands for those that `rules` make. If not given quantity, date, org and own. */
  readonly kinds?: readonly string[];
  /** The segmenting engine; nodejieba where it is built, else node-rs. */
  readonly segmenter?: "nodejieba" | "node-rs";
  /** Told of what the reader of the records should know, such as a missing reference date. */
  readonly onWarning?: (warning: Warning) => void;
}

export interface Trace {
  readonly extraction: Extraction;
  readonly rejections: ReadonlyMap<Sentence, readonly Rejection[]>;
}

/** Reads documents into records. The same document and rules give the same records, always. */
export interface Extractor {
  /** @param document a document, or a text that stands for one without id or date */
  extract(document: SourceDocument | string): readonly TishuRecord[];
  /** The same of a part of a document, with the number of its articles. */
  extractPart(document: SourceDocument | string): {
    readonly records: readonly TishuRecord[];
    readonly articles: number;
  };
  /** The same, with the matches of each sentence that became no mention. */
  trace(document: SourceDocument | string): Trace;
  /** Why the records say what they say; with a focus also why there is none in that stretch. */
  explain(document: SourceDocument | string, focus?: Focus): Explanation;
  /** The records with everything the stages made on the way. */
  analyse(document: SourceDocument | string): Extraction;
  readonly info: {
    readonly rules: number;
    /** The kinds of record that can be asked for. */
    readonly kinds: readonly string[];
    readonly segmenter: () => { readonly name: string; readonly version: string };
  };
}

/**
 * Loads rules and makes an extractor.
 * @throws TishuError (kind "rule") where a rule is broken, naming file, line and column
 */
export async function createExtractor(options: ExtractorOptions = {}): Promise<Extractor> {
  const { rules, own } = await prepareRules(options);
  const segmenter = createSegmenter({
    dictionary: dictionaryPath(),
    ...(options.segmenter === undefined ? {} : { engine: options.segmenter }),
  });
  const stages: Stages = {
    layout: makeLayout(rules.lexicons, loadFoldTable()),
    rules,
    builders: BUILDERS,
    segment: (run) => segmenter.segment(run),
  };
  const kinds = (options.kinds ?? [...DEFAULT_KINDS, OWN_KINDS]).flatMap((kind) => (kind === OWN_KINDS ? own : [kind]));
  const toDocument = (document: SourceDocument | string): SourceDocument =>
    typeof document === "string" ? { id: "", text: document, date: null } : document;
  const analyse = (document: SourceDocument | string): Extraction =>
    extractDocument(toDocument(document), stages, kinds);
  const trace = (document: SourceDocument | string): Trace => {
    const rejections = new Map<Sentence, Rejection[]>();
    const extraction = extractDocument(toDocument(document), stages, kinds, (sentence, rejection) => {
      const known = rejections.get(sentence);
      if (known === undefined) rejections.set(sentence, [rejection]);
      else known.push(rejection);
    });
    return { extraction, rejections };
  };
  const extractPart = (document: SourceDocument | string): { records: readonly TishuRecord[]; articles: number } => {
    const { records, warnings, document: analysed } = analyse(document);
    for (const warning of warnings) options.onWarning?.(warning);
    return { records, articles: analysed.layout.articles.length };
  };
  return {
    analyse,
    trace,
    explain(document, focus) {
      const { extraction, rejections } = trace(document);
      return explainExtraction(extraction, rejections, rules, focus);
    },
    extract: (document) => extractPart(document).records,
    extractPart,
    info: {
      rules: rules.ruleCount,
      kinds: [...DEFAULT_KINDS, "number", ...own],
      segmenter: () => ({ name: segmenter.engine, version: segmenter.version }),
    },
  };
}

/** Kinds that a user's rules make: what is neither a built-in kind nor the name of a built-in layer. */
function ownKinds(files: readonly RuleFile[], layers: readonly string[]): string[] {
  const kinds = files.flatMap(({ rules }) =>
    rules.filter(({ on }) => on === null).map((rule) => rule.as ?? rule.layer),
  );
  const known = [GUARD_KIND, "number", ...DEFAULT_KINDS, ...layers];
  return [...new Set(kinds)].filter((kind) => !known.includes(kind));
}

async function prepareRules(options: ExtractorOptions): Promise<{ rules: RuleSet; own: readonly string[] }> {
  const isPlain = (options.rules ?? []).length + (options.disable ?? []).length === 0 && options.packs == null;
  const compiled = isPlain ? loadCompiledRules() : null;
  if (compiled !== null) return { rules: compiled, own: [] };
  const builtIn = await loadBuiltInRules();
  const files = selectRules([...builtIn.files, ...(options.rules ?? [])], options);
  const rules = compileRules(files, builtIn.layers, new Set(Object.keys(BUILDERS)), makeFold(loadFoldTable()));
  return { rules, own: ownKinds(options.rules ?? [], builtIn.layers) };
}
