import type { ClauseFacts } from "./measure.js";
import { ownerEnd } from "./measure.js";
import { isMeasure, phraseBefore } from "./phrase.js";
import { type Clause, has, isNominal, type Word } from "./words.js";

/** What 分别 gives a figure by its position. */
export interface Pair {
  /** What is measured; null where the figure's own clause says it. */
  readonly name: readonly Word[] | null;
  /** Whose it is; null where all share it. */
  readonly owner: readonly Word[] | null;
  /** When it holds. */
  readonly date: Word | null;
  /** Of figures paired with the figures before, which one; counted from the last, 0 being the last. */
  readonly back: number | null;
  /** Of figures paired with 双方, which of the two; counted like `back`. */
  readonly side: number | null;
  /** Where the list of items begins; the subject of all stands before it. */
  readonly begin: number | null;
}

/**
 * Pairs the figures after 分别 with the items before it: 内、外贸货物吞吐量分别完成1.21亿吨和0.85亿吨.
 * Items are names, which share the last one's head, owners, or dates; without items the figures before stand in.
 * @param before the clause before, whose dates may be the items
 * @returns for each figure's place in the clause what it is given
 */
export function pairFigures(facts: ClauseFacts, before: Clause | null): ReadonlyMap<number, Pair> {
  const { words } = facts.clause;
  const pairs = new Map<number, Pair>();
  const sign = words.findIndex((word) => has(word, "pairing"));
  const figures = facts.figures.filter((at) => at > sign && !facts.inBase.has(at));
  if (sign < 0 || figures.length < 2) return pairs;
  const runs = runsOf(words, sign, figures);
  const size = runs[0]?.length ?? 0;
  if (size < 2 || runs.some((run) => run.length !== size)) return pairs;
  const shared = phraseBetween(words, sign, figures[0] ?? sign);
  const items = readItems(words, sign, size, shared) ?? dateItems(before, size);
  const isBoth = words.slice(0, sign).some((word) => has(word, "both"));
  if (items === null && !isBoth && hasName(words, -1, sign)) return pairs;
  for (const run of runs)
    run.forEach((at, i) => {
      const back = size - 1 - i;
      const alone = { name: shared.length > 0 ? shared : null, owner: null, date: null };
      pairs.set(at, items?.[i] ?? { ...alone, back: isBoth ? null : back, side: isBoth ? back : null, begin: null });
    });
  return pairs;
}

/** Figures in a row, a new row beginning where one has a name of its own. */
function runsOf(words: readonly Word[], sign: number, figures: readonly number[]): number[][] {
  const runs: number[][] = [];
  figures.forEach((at, n) => {
    const previous = n === 0 ? sign : (figures[n - 1] ?? sign);
    const run = runs[runs.length - 1];
    if (run === undefined || hasName(words, previous, at)) runs.push([at]);
    else run.push(at);
  });
  return runs;
}

const hasName = (words: readonly Word[], after: number, at: number): boolean =>
  words.slice(after + 1, at).some((word) => isNominal(word) && !has(word, "recurrence"));

/** The name that stands between 分别 and the first figure: 分别进出口2611亿元. */
function phraseBetween(words: readonly Word[], sign: number, figure: number): readonly Word[] {
  for (let to = figure; to > sign + 1; to--) {
    const phrase = phraseBefore(words, to);
    if (phrase !== null) return words.slice(Math.max(phrase.from, sign + 1), phrase.to);
  }
  return [];
}

/** The items listed before 分别, or null where there are not as many as figures. */
function readItems(
  words: readonly Word[],
  sign: number,
  size: number,
  shared: readonly Word[],
): readonly Pair[] | null {
  const named = shared.length > 0;
  let pieces = piecesOf(words.slice(0, sign), () => true);
  // 石油及制品、煤炭: 及 stands inside an item where the count says so.
  if (pieces.length > size)
    pieces = piecesOf(words.slice(0, sign), (pause) => pause.roles.get("pause")?.tight !== true);
  const listed = pieces.slice(-size);
  if (pieces.length < size || listed.some((piece) => piece.length === 0)) return null;
  const nothing = { name: null, owner: null, date: null, back: null, side: null, begin: null };
  if (listed.every((piece) => piece[piece.length - 1]?.kind === "date"))
    return listed.map((piece) => ({ ...nothing, date: piece[piece.length - 1] ?? null }));
  const first = listed[0] ?? [];
  const tail = listed[size - 1] ?? [];
  const opener = first.findIndex((word) => word.roles.get("preposition")?.attributive === true);
  const beginAt = (word: Word | undefined): number | null => (word === undefined ? null : words.indexOf(word));
  if (opener >= 0) {
    const begin = beginAt(first[opener]);
    const head = named ? shared : headOf(tail);
    return listed.map((piece, i) => {
      const item = i === 0 ? piece.slice(opener + 1) : piece;
      const rest = i === size - 1 && !named ? [] : head;
      return { ...nothing, begin, name: [...first.slice(opener, opener + 1), ...item, ...rest] };
    });
  }
  const phrases = listed.map((piece) => {
    const phrase = phraseBefore(piece, piece.length);
    return phrase === null ? null : { phrase, split: ownerEnd(piece, phrase), piece };
  });
  if (phrases.some((one) => one === null)) return null;
  const items = phrases.flatMap((one) => (one === null ? [] : [one]));
  const owners = items.map(({ piece, phrase, split }) =>
    piece.slice(phrase.from, split > phrase.from ? split : phrase.to),
  );
  const isOwner = items.every(({ piece, phrase, split }, i) =>
    i === size - 1 && !named ? split > phrase.from : split === phrase.to || piece[phrase.to - 1]?.tag === "ns",
  );
  const last = items[size - 1];
  if (last === undefined) return null;
  if (isOwner)
    return owners.map((owner) => ({
      ...nothing,
      owner,
      name: named ? null : last.piece.slice(last.split, last.phrase.to),
    }));
  const names = items.map(({ piece, phrase, split }) =>
    piece.slice(split < phrase.to ? split : phrase.from, phrase.to),
  );
  const begin = beginAt(names[0]?.[0]);
  if (named)
    return names.map((name) => ({ ...nothing, begin, name: isComplete(name) ? name : [...name, ...headOf(shared)] }));
  const tailName = names[size - 1] ?? [];
  const head = headOf(tailName);
  const hasModifier = tailName.length > head.length;
  return names.map((name) => ({
    ...nothing,
    begin,
    name: name === tailName || !hasModifier || head.length === 0 || isComplete(name) ? name : [...name, ...head],
  }));
}

function piecesOf(words: readonly Word[], parts: (pause: Word) => boolean): readonly Word[][] {
  const pieces: Word[][] = [[]];
  for (const word of words) {
    if (has(word, "pause") && parts(word)) pieces.push([]);
    else if (!has(word, "adverb", "cue", "base", "manner")) pieces[pieces.length - 1]?.push(word);
  }
  return pieces;
}

/** The word that the items of a list share: 内、外贸｜货物吞吐量. */
function headOf(name: readonly Word[]): readonly Word[] {
  const last = name[name.length - 1];
  return last !== undefined && isMeasure(last) ? [last] : [];
}

const isComplete = (name: readonly Word[]): boolean => has(name[name.length - 1], "indicator", "change-noun", "rank");

/** 一季度、二季度，营业收入分别为… */
function dateItems(before: Clause | null, size: number): readonly Pair[] | null {
  const dates = before?.words.filter((word) => word.kind === "date") ?? [];
  if (before === null || dates.length !== size || before.words.some((word) => word.kind === "figure")) return null;
  return dates.map((date) => ({ name: null, owner: null, date, back: null, side: null, begin: null }));
}
