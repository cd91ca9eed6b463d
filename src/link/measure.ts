import type { Fields, QuantityValue } from "../types.js";
import { type Claimed, isMeasure, type Phrase, phraseAfter, phraseBefore } from "./phrase.js";
import { type Clause, has, isNominal, isPlainVerb, isVerb, type Role, type Word } from "./words.js";

/** Where the words that name what is measured were found. */
export type Origin = "before" | "after" | "verb" | "share" | "owner" | "from-to" | "base" | "carried";

/** What a figure measures, as far as its own clause tells. */
export interface Measure {
  readonly origin: Origin;
  /** The words of the name in order; empty where it is carried over or there is none. */
  readonly name: readonly Word[];
  /** Words before the name, in one phrase with it, that name its subject. */
  readonly owner: readonly Word[];
  /** The phrase after the figure that is its subject: 总投资168亿元的望江大桥. */
  readonly heir: readonly Word[];
  /** The subject is looked for among the clause's words before this one. */
  readonly begin: number;
  /** The name ends before this word. */
  readonly end: number;
  /** Of two values the first (由A). */
  readonly isFirst: boolean;
  /** The figure whose name this one shares. */
  readonly sharedWith: Word | null;
}

/** What holds for a clause as a whole. */
export interface ClauseFacts {
  readonly clause: Clause;
  /** Places of the figures. */
  readonly figures: readonly number[];
  /** Places that stand in the base of a comparison: 较2020年底, 比去年同期. */
  readonly inBase: ReadonlySet<number>;
  /** For the second of two values (增至B) the place of the first. */
  readonly firstOf: ReadonlyMap<number, number>;
}

export function readClauseFacts(clause: Clause): ClauseFacts {
  const { words } = clause;
  const figures = words.flatMap((word, i) => (word.kind === "figure" ? [i] : []));
  const inBase = new Set<number>();
  words.forEach((word, i) => {
    // 环比一季度末
    if (has(word, "base") && words[i + 1]?.kind === "date") inBase.add(i + 1);
    if (!has(word, "than") || inBase.has(i)) return;
    const end = baseEnd(words, i);
    for (let k = i; k < end; k++) inBase.add(k);
  });
  const firstOf = new Map<number, number>();
  figures.forEach((at, n) => {
    const before = figures[n - 1];
    if (before === undefined || inBase.has(before)) return;
    const between = words.slice(before + 1, at);
    if (between.some((word) => has(word, "to")) && between.every(isStep)) firstOf.set(at, before);
  });
  return { clause, figures, inBase, firstOf };
}

const isStep = (word: Word): boolean =>
  has(word, "to", "change", "adverb", "cue", "light", "copula", "per", "of") ||
  word.kind === "date" ||
  word.tag.startsWith("u");

/** Where the base of a comparison ends: at the verb of change, else at the figure. */
function baseEnd(words: readonly Word[], than: number): number {
  for (let i = than + 1; i < words.length; i++) if (has(words[i], "change", "to")) return i;
  for (let i = than + 1; i < words.length; i++) if (words[i]?.kind === "figure") return i;
  return words.length;
}

/** Words between a name and its figure that neither name nor end anything. */
const BETWEEN: readonly Role[] = [
  "adverb",
  "copula",
  "light",
  "cue",
  "change",
  "base",
  "per",
  "pairing",
  "same-period",
  "part",
  "to",
  "locating",
  "manner",
  "milestone",
];

/**
 * Finds what the figure at a place measures: the noun phrase before it, else the one after it, else the verb
 * that governs it; a share is named by its relation and whole. Where the clause tells nothing the name is carried over.
 * @param claimed words that name what an earlier figure measures
 */
export function measureFigure(facts: ClauseFacts, at: number, claimed: Claimed): Measure {
  const { words } = facts.clause;
  const figure = words[at];
  const quantity = figure?.mention?.value as QuantityValue | undefined;
  const isChange = figure?.mention?.fields.change !== undefined;
  const isFirst = [...facts.firstOf.values()].includes(at);
  const nothing = { name: [], owner: [], heir: [], begin: at, end: at, isFirst, sharedWith: null };
  const first = facts.firstOf.get(at);
  if (first !== undefined) return { ...nothing, origin: "from-to", begin: first, sharedWith: words[first] ?? null };

  const inside = facts.inBase.has(at);
  let k = at - 1;
  let isRatio = false;
  let left: Phrase | null = null;
  let verb: number | null = null;
  for (; k >= 0; k--) {
    const word = words[k];
    if (word === undefined || claimed.has(word)) break;
    if (!inside && facts.inBase.has(k)) continue;
    if (inside && has(word, "than")) break;
    if (word.kind === "figure") break;
    if (word.kind === "date" || word.tag.startsWith("u") || has(word, ...BETWEEN)) {
      if (has(word, "of")) isRatio = isProportion(quantity);
      continue;
    }
    if (has(word, "share")) return share(words, k, at, nothing);
    if (has(word, "of")) {
      isRatio = isProportion(quantity);
      continue;
    }
    if (has(word, "from")) {
      if (isFirst) continue;
      break;
    }
    if (has(word, "recurrence") && !isNominal(words[k + 1])) continue;
    if (isNominal(word)) {
      const phrase = phraseBefore(words, k + 1, claimed);
      if (phrase === null) break;
      const opener = wordBefore(words, phrase.from);
      if (has(words[opener], "locating") && phrase.to >= at - 1) k = opener;
      else if (has(words[opener], "share")) return share(words, opener, at, nothing);
      // 是平日的125.6%: the noun before 的 is what it is compared with.
      else if (isRatio && has(words[opener], "copula", "to")) {
        k = opener;
        isRatio = false;
      } else {
        left = phrase;
        break;
      }
      continue;
    }
    if (isVerb(word)) verb = k;
    break;
  }

  const right = isChange ? null : rightPhrase(words, at, quantity, claimed, verb !== null);
  if (left !== null) {
    const head = words[left.to - 1];
    if (right !== null && right.of && isMeasure(head))
      return { ...named(words, left, nothing, quantity), heir: words.slice(right.phrase.from, right.phrase.to) };
    if (right === null || isMeasure(head)) return named(words, left, nothing, quantity);
  }
  if (right !== null) {
    const { from, to } = right.phrase;
    const saved = verb !== null && has(words[verb], "saving") ? words.slice(verb, verb + 1) : [];
    return { ...nothing, origin: "after", name: [...saved, ...words.slice(from, to)], begin: verb ?? at };
  }
  if (verb !== null && !isChange) return byVerb(words, verb, nothing);
  const base = baseNoun(words, at, facts);
  if (base !== null) return { ...nothing, origin: "base", name: base, begin: 0 };
  return { ...nothing, origin: "carried", begin: Math.max(k + 1, 0) };
}

type Nothing = Omit<Measure, "origin">;

const isProportion = (quantity: QuantityValue | undefined): boolean =>
  ["percent", "multiple", "ratio"].includes(quantity?.dimension ?? "") || ["%", "x"].includes(quantity?.unit ?? "");

/** The place of the nearest word before `to` that is no adverb or cue; -1 where there is none. */
function wordBefore(words: readonly Word[], to: number): number {
  let at = to - 1;
  while (at >= 0 && has(words[at], "adverb", "cue")) at--;
  return at;
}

/** 占总装机的61.7%: the relation and its whole. */
function share(words: readonly Word[], at: number, figure: number, nothing: Nothing): Measure {
  const name = words.slice(at, figure).filter((word) => !has(word, "adverb", "copula"));
  if (has(name[name.length - 1], "of")) name.pop();
  return { ...nothing, origin: "share", name, begin: at, end: at };
}

/** A verb that is itself what is counted: 处理118.2万箱, 最高可贷40万元, 单机日采200多亩. */
function byVerb(words: readonly Word[], verb: number, nothing: Nothing): Measure {
  const word = words[verb];
  let from = verb;
  if (word?.text.length === 1 && has(words[verb - 1], "cue")) {
    from--;
    if (has(words[from - 1], "adverb") && words[from - 1]?.roles.get("adverb")?.bound === true) from--;
  } else if (
    word?.text.length === 1 ||
    (isPlainVerb(word) && isNominal(words[verb - 1]) && words[verb - 1]?.kind !== "org")
  )
    from = phraseBefore(words, verb)?.from ?? verb;
  else {
    while (isPlainVerb(words[from - 1])) from--;
    if (has(words[from - 1], "average")) from--;
  }
  const split = ownerEnd(words, { from, to: verb + 1 });
  return {
    ...nothing,
    origin: "verb",
    name: words.slice(split, verb + 1),
    owner: words.slice(from, split),
    begin: from,
    end: verb + 1,
  };
}

/** A name that ends before the figure, with the verb that stays part of it. */
function named(words: readonly Word[], phrase: Phrase, nothing: Nothing, quantity: QuantityValue | undefined): Measure {
  let split = ownerEnd(words, phrase);
  // 散货泊位4个: a thing that is counted owns nothing.
  if (split === phrase.to && has(words[split - 1], "thing") && isCount(quantity))
    split = ownerEnd(words, { from: phrase.from, to: split - 1 });
  const owner = words.slice(phrase.from, split);
  if (split === phrase.to)
    return (
      isSuperlative(words, phrase, nothing) ?? {
        ...nothing,
        origin: "owner",
        owner,
        begin: phrase.from,
        end: phrase.to,
      }
    );
  let from = split;
  let begin = phrase.from;
  if (owner.length === 0) {
    const at = attributiveBefore(words, from);
    if (at !== null && isMeasure(words[phrase.to - 1])) from = at;
    else if (has(words[from - 1], "saving", "activity")) {
      from--;
      if (has(words[from - 1], "average")) from--;
    }
    begin = from;
  }
  return { ...nothing, origin: "before", name: words.slice(from, phrase.to), owner, begin, end: phrase.to };
}

/** 最长的云门岭隧道18.226公里 */
function isSuperlative(words: readonly Word[], phrase: Phrase, nothing: Nothing): Measure | null {
  if (!has(words[phrase.from - 1], "of")) return null;
  const quality = phraseBefore(words, phrase.from - 1);
  if (quality === null) return null;
  const name = words.slice(quality.from, quality.to);
  const most = name.findIndex((word) => has(word, "superlative"));
  if (most < 0) return null;
  return {
    ...nothing,
    origin: "before",
    name: name.slice(most),
    owner: words.slice(phrase.from, phrase.to),
    begin: quality.from,
    end: phrase.to,
  };
}

/** 对东盟进出口: the preposition that opens a name. */
function attributiveBefore(words: readonly Word[], from: number): number | null {
  for (let i = from - 1; i >= 0; i--) {
    const word = words[i];
    if (word?.roles.get("preposition")?.attributive === true) return i;
    if (!isNominal(word) && !isVerb(word) && !has(word, "quote", "pause")) return null;
  }
  return null;
}

/** Where in a phrase the name of its owner ends and that of the measure begins: 澄湾海底隧道｜全长. */
export function ownerEnd(words: readonly Word[], { from, to }: Phrase): number {
  for (let i = to - 1; i >= from; i--) {
    const word = words[i];
    if (word === undefined) continue;
    if (word.kind === "org" || has(word, "place", "phase", "ordinal-anaphor")) return i + 1;
    if (has(word, "place-suffix") && words[i - 1]?.tag.startsWith("ns") === true) return i + 1;
    if (!has(word, "thing", "anaphor")) continue;
    // 机场｜货邮吞吐量 names no airport, 江岸国际机场｜旅客吞吐量 does.
    const modified = i > from ? !has(words[i - 1], "place") : words[i - 1]?.kind === "figure";
    if (modified ? has(word, "thing") : has(word, "anaphor") && (i === to - 1 || isMeasure(words[to - 1])))
      return i + 1;
  }
  return from;
}

/** The noun phrase after the figure, and whether 的 joins them. */
function rightPhrase(
  words: readonly Word[],
  at: number,
  quantity: QuantityValue | undefined,
  claimed: Claimed,
  governed: boolean,
): { readonly phrase: Phrase; readonly of: boolean } | null {
  let next = at + 1;
  const of = has(words[next], "of");
  if (of) next++;
  if (words[next]?.kind === "figure" && words[next]?.start === words[next - 1]?.end) next++;
  const start = words[next];
  const before = words[next - 1];
  if (start === undefined || before === undefined || start.start !== before.end || claimed.has(start)) return null;
  // 招聘15名焊接工程师: a counter needs its noun, and one verb governs already.
  const counted = governed && isPlainVerb(start) && isNominal(words[next + 1]) && has(words[at], "counter");
  const phrase = phraseAfter(words, counted ? next + 1 : next);
  if (phrase === null) return null;
  let { to } = phrase;
  // 137.5万亩棉田｜机采率达到92%: what the next figure measures is not part of it.
  const follows = words.slice(to).findIndex((word) => word.kind === "figure");
  if (follows >= 0 && to - phrase.from > 1 && isMeasure(words[to - 1]) && words.slice(to, to + follows).every(isLink))
    to--;
  // 7家单位施工: after people and bodies a verbal noun is what they do.
  while (to - phrase.from > 1 && words[to - 1]?.tag === "vn" && words[to - 1]?.roles.size === 0 && isActor(quantity))
    to--;
  return { phrase: { from: next, to }, of };
}

const isLink = (word: Word): boolean => has(word, ...BETWEEN, "from") || word.kind === "date";

const isCount = (quantity: QuantityValue | undefined): boolean =>
  quantity?.dimension === "count" || quantity?.unit == null || quantity.unit.startsWith("{");

const isActor = (quantity: QuantityValue | undefined): boolean =>
  ["{person}", "{enterprise}", "{household}"].includes(quantity?.unit ?? "");

/** 较合同工期提前10%: the noun of the base, for where nothing else is named. */
function baseNoun(words: readonly Word[], at: number, { inBase }: ClauseFacts): readonly Word[] | null {
  let to = at;
  while (to > 0 && !inBase.has(to - 1)) to--;
  if (to === 0 || inBase.has(at)) return null;
  const phrase = phraseBefore(words, to);
  return phrase === null ? null : words.slice(phrase.from, phrase.to);
}

/** The fields that the lexicons hold for a name, nearest its end first. */
export function nameFields(name: readonly Word[]): Fields {
  const fields: Record<string, Fields[string]> = {};
  for (const word of name.toReversed())
    for (const role of ["indicator", "measure", "recurrence", "average"] as const)
      for (const [key, value] of Object.entries(word.roles.get(role) ?? {})) fields[key] ??= value;
  return fields;
}
