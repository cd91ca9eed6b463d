import { buildLexiconSet, type LexiconForm, scanLexicons } from "../../src/lex/lexicon.js";
import { type Chart, makeChart as chartOf } from "../../src/recognise/chart.js";
import { listedTokens } from "../../src/recognise/tokens.js";
import type { Fields, Sentence } from "../../src/types.js";

/** A sentence that is the whole of its document, folded as it stands. */
export function makeSentence(text: string): Sentence {
  return { article: 1, paragraph: 0, role: "body", text, folded: text, offsets: Uint32Array.from(text, (_, i) => i) };
}

/** A chart over `text` with lexicons given as name → form → fields; each character is a token of tag "x". */
export function makeChart(text: string, lexicons: Record<string, Record<string, Fields>> = {}): Chart {
  const names = Object.keys(lexicons);
  const forms: LexiconForm[] = names.flatMap((name, lexicon) =>
    Object.entries(lexicons[name] ?? {}).map(([form, fields]) => ({ lexicon, form, fields })),
  );
  const tokens = [...text].map((character, start) => ({ start, end: start + 1, text: character, tag: "x" }));
  return chartOf(makeSentence(text), names, scanLexicons(text, buildLexiconSet(names, forms)), () =>
    listedTokens(tokens),
  );
}
