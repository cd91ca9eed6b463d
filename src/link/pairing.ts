import type { QuantityValue } from "../types.js";
import type { ClauseFacts } from "./measure.js";
import { ownerEnd } from "./measure.js";
import { isMeasure, phraseBefore } from "./phrase.js";
import { type Clause, changed, has, isNominal, isVerb, type Word } from "./words.js";

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
  if (sign < 0) return pairsAgain(facts, before);
  const figures = facts.figures.filter((at) => at > sign && !facts.inBase.has(at));
  if (figures.length < 2) return pairs;
  const runs = runsOf(words, sign, figures);
  const size = runs[0]?.length ?? 0;
  if (size < 2 || runs.some((run) => run.length !== size)) return pairs;
  const shared = phraseBetween(words, sign, figures[0] ?? sign);
  const items =
    sharers(words, sign, figures[0] ?? sign, size) ??
    readItems(words, sign, size, shared) ??
    twoOfOne(words, sign, size) ??
    dateItems(before, size) ??
    itemsBefore(words, sign, before, size, shared);
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

/** 分别达到3.8万元、1.9万元，增长8.4%、10.9%: as many changes as the clause before paired, with no name of their own. */
function pairsAgain({ clause, figures }: ClauseFacts, before: Clause | null): ReadonlyMap<number, Pair> {
  const { words } = clause;
  const size = before?.words.filter(({ kind }) => kind === "figure").length ?? 0;
  const isPaired = before?.words.some((word) => has(word, "pairing")) === true;
  const isAlike =
    isPaired &&
    size > 1 &&
    figures.length === size &&
    figures.every((at) => words[at]?.mention?.fields.change !== undefined) &&
    !hasName(words, -1, words.length);
  return new Map(isAlike ? figures.map((at, i) => [at, { ...NOTHING, back: size - 1 - i }]) : []);
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
  if (listed.every((piece) => piece[piece.length - 1]?.kind === "date"))
    return listed.map((piece) => ({ ...NOTHING, date: piece[piece.length - 1] ?? null }));
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
      return { ...NOTHING, begin, name: [...first.slice(opener, opener + 1), ...item, ...rest] };
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
    i === size - 1 && !named
      ? split > phrase.from
      : split === phrase.to || piece[phrase.to - 1]?.tag === "ns" || has(piece[phrase.to - 1], "thing-end"),
  );
  const last = items[size - 1];
  if (last === undefined) return null;
  if (isOwner)
    return owners.map((owner) => ({
      ...NOTHING,
      owner,
      name: named ? null : last.piece.slice(last.split, last.phrase.to),
    }));
  const names = items.map(({ piece, phrase, split }) =>
    piece.slice(split < phrase.to ? split : phrase.from, phrase.to),
  );
  const begin = beginAt(names[0]?.[0]);
  if (named)
    return names.map((name) => ({ ...NOTHING, begin, name: isComplete(name) ? name : [...name, ...headOf(shared)] }));
  const tailName = names[size - 1] ?? [];
  const head = headOf(tailName);
  const hasModifier = tailName.length > head.length;
  return names.map((name) => ({
    ...NOTHING,
    begin,
    name: name === tailName || !hasModifier || head.length === 0 || isComplete(name) ? name : [...name, ...head],
  }));
}

const NOTHING = { name: null, owner: null, date: null, back: null, side: null, begin: null } as const;

/** 餐饮业、零售业分别占14.8%和12.2%: the parts that have the shares. */
function sharers(words: readonly Word[], sign: number, figure: number, size: number): readonly Pair[] | null {
  const verb = words.findIndex((word, i) => i > sign && i < figure && has(word, "share"));
  const pieces = verb < 0 ? [] : piecesOf(words.slice(0, sign), () => true).slice(-size);
  if (pieces.length < size || pieces.some((piece) => piece.length === 0)) return null;
  const name = words.slice(verb, figure).filter((word) => !has(word, "adverb", "copula") || has(word, "share"));
  while (has(name[name.length - 1], "of")) name.pop();
  return pieces.map((piece) => {
    const phrase = phraseBefore(piece, piece.length);
    return { ...NOTHING, name, owner: phrase === null ? piece : piece.slice(phrase.from, phrase.to) };
  });
}

/** 城乡居民收入分别达到38640元、19275元: a word that joins two in one. */
function twoOfOne(words: readonly Word[], sign: number, size: number): readonly Pair[] | null {
  const at = words.findLastIndex((word, i) => i < sign && has(word, "twofold"));
  const word = words[at];
  const phrase = phraseBefore(words, sign);
  if (word === undefined || phrase === null || size !== 2 || at < phrase.from || at >= phrase.to) return null;
  const middle = word.start + Number(word.roles.get("twofold")?.first ?? 1);
  const rest = words.slice(at + 1, phrase.to);
  const part = (start: number, end: number): Word =>
    changed(word, { start, end, text: word.text.slice(start - word.start, end - word.start) });
  const parts = [part(word.start, middle), part(middle, word.end)];
  return parts.map((one) => ({ ...NOTHING, begin: phrase.from, name: [one, ...rest] }));
}

/** 甲站、乙站发送量位居前列，分别为214万人次、187万人次: items of the clause before, up to its verb. */
function itemsBefore(
  words: readonly Word[],
  sign: number,
  before: Clause | null,
  size: number,
  shared: readonly Word[],
): readonly Pair[] | null {
  if (before === null || hasName(words, -1, sign)) return null;
  const isLevel = ({ mention }: Word): boolean =>
    mention?.kind === "quantity" && (mention.value as QuantityValue).dimension !== "rank";
  if (before.words.some(isLevel)) return null;
  const pause = before.words.findLastIndex((word) => has(word, "pause"));
  if (pause < 0) return null;
  const end = before.words.findIndex((word, i) => i > pause && (isVerb(word) || has(word, "locating")));
  const items = readItems(before.words, end < 0 ? before.words.length : end, size, shared);
  return items === null ? null : items.map((item) => ({ ...item, begin: null }));
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
  if (last === undefined || !isMeasure(last)) return [];
  // 工伤保险｜参保｜人数
  const verb = name[name.length - 2];
  return verb !== undefined && isVerb(verb) && has(last, "head") ? [verb, last] : [last];
}

const isComplete = (name: readonly Word[]): boolean => has(name[name.length - 1], "indicator", "change-noun", "rank");

/** 一季度、二季度，营业收入分别为… */
function dateItems(before: Clause | null, size: number): readonly Pair[] | null {
  const dates = before?.words.filter((word) => word.kind === "date") ?? [];
  if (before === null || dates.length !== size || before.words.some((word) => word.kind === "figure")) return null;
  return dates.map((date) => ({ name: null, owner: null, date, back: null, side: null, begin: null }));
}
