import type { Fields, QuantityValue } from "../types.js";
import { type Claimed, isMeasure, type Phrase, phraseAfter, phraseBefore } from "./phrase.js";
import type { Role } from "./roles.js";
import { type Clause, has, isNominal, isPlainVerb, isVerb, type Word } from "./words.js";

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
  const figures: number[] = [];
  for (let i = 0; i < words.length; i++) if (words[i]?.kind === "figure") figures.push(i);
  const inBase = new Set<number>();
  words.forEach((word, i) => {
    // 环比一季度末
    if (has(word, "base") && words[i + 1]?.kind === "date") inBase.add(i + 1);
    // 与上年同期持平
    if (word.mention?.fields.word === "unchanged" && words[i - 1]?.kind === "date") inBase.add(i - 1).add(i - 2);
    // 与去年同期持平
    if (has(word, "alike")) {
      const date = words.findLastIndex((one, k) => k < i && one.kind === "date");
      if (date >= 0 && words.slice(date + 1, i).every((one) => has(one, "adverb", "of") || isNominal(one)))
        inBase.add(date);
    }
    if (!has(word, "than") || inBase.has(i)) return;
    const end = baseEnd(words, i);
    for (let k = i; k < end; k++) inBase.add(k);
    // 低于去年同期的1.34%
    if (words[end]?.kind === "figure" && has(words[end - 1], "of") && words[end - 2]?.kind === "date") inBase.add(end);
  });
  const firstOf = new Map<number, number>();
  figures.forEach((at, n) => {
    const before = figures[n - 1];
    if (before === undefined || inBase.has(before)) return;
    const between = words.slice(before + 1, at);
    // 增至, 下降为
    const leads = between.some((word, i) => has(word, "to") || (has(word, "copula") && has(between[i - 1], "change")));
    if (leads && between.every((word, i) => isStep(word) || leadsTo(between, i))) firstOf.set(at, before);
  });
  return { clause, figures, inBase, firstOf };
}

/** 压｜到, 低｜至, 发展｜到: how it comes to the value after "to". */
function leadsTo(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const next = words[at + 1];
  if (word === undefined || word.kind !== "word" || !has(next, "to") || has(next, "copula")) return false;
  return word.roles.size === 0 ? isVerb(word) || word.text.length === 1 : has(word, "saving", "light", "compared");
}

/** Adverbs and conjunctions that no lexicon holds. */
const isFunction = (word: Word): boolean => word.roles.size === 0 && /^(d|c)/.test(word.tag);

const isStep = (word: Word): boolean =>
  isFunction(word) ||
  has(word, "to", "change", "compared", "adverb", "cue", "light", "copula", "per", "of") ||
  word.kind === "date" ||
  word.tag.startsWith("u");

/** Where the base of a comparison ends: at the verb of change, else at the figure. */
function baseEnd(words: readonly Word[], than: number): number {
  for (let i = than + 1; i < words.length; i++) if (has(words[i], "change", "compared", "to", "saving")) return i;
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
  "compared",
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
  const nothing: Nothing = { name: [], owner: [], heir: [], begin: at, isFirst, sharedWith: null };
  const first = facts.firstOf.get(at);
  if (first !== undefined) return { ...nothing, origin: "from-to", begin: first, sharedWith: words[first] ?? null };

  let k = at - 1;
  // 居沿海主要港口第二位: a rank is of what stands before the verb that takes its field.
  if (quantity?.dimension === "rank")
    k = words.findLastIndex((word, i) => i < at && has(word, "locating", "rank") && isFree(words, i, at));
  // 事项分为审批、监管两大类: what is sorted stands before the verb, its kinds after it.
  else
    k = words.findLastIndex((word, i) => i < at && word.roles.get("locating")?.sorts === true && isFree(words, i, at));
  if (k < 0) k = at - 1;
  const whole = isChange ? -1 : shareBefore(words, at);
  if (whole >= 0) return share(words, whole, at, nothing);

  const inside = facts.inBase.has(at);
  let isRatio = false;
  let left: Phrase | null = null;
  let verb: number | null = null;
  /** 投入｜4380万元: a verb that takes objects, with none. */
  let bare: number | null = null;
  for (; k >= 0; k--) {
    const word = words[k];
    if (word === undefined || claimed.has(word)) break;
    if (!inside && facts.inBase.has(k)) continue;
    if (inside && has(word, "than")) break;
    if (word.kind === "figure") break;
    if (has(word, "of")) {
      isRatio = isProportion(quantity);
      continue;
    }
    if (leadsTo(words, k) || isFunction(word)) continue;
    // 普工则｜在5000元上下
    if (word.roles.get("preposition")?.locating === true && k === at - 1) continue;
    // 坝高178米: measures that are verbs of change elsewhere.
    const isName = isNominal(word) && has(word, "indicator") && k === at - 1 && !isChange;
    if (isVerb(word) && k === at - 1 && !isChange && left === null) {
      const done = nominalized(words, k);
      if (done !== null) return named(words, done, nothing, quantity);
    }
    // 完成退化林｜修复25万亩: what another verb governs is a noun.
    const done = k === at - 1 && !isChange && word.roles.get("light")?.noun === true ? phraseBefore(words, k) : null;
    if (done !== null && has(words[done.from - 1], "light", "activity"))
      return named(words, { from: done.from, to: at }, nothing, quantity);
    // 同比｜多引0.6亿立方米
    if (isChange && k === at - 1 && has(words[k - 1], "base") && word.roles.size === 0) continue;
    if (isMoney(quantity) && word.roles.get("light")?.noun === true && isBare(words, k, at)) {
      bare = k;
      break;
    }
    // 铁路电气化｜改造｜完成七成: the thing done, before the verb that says how far.
    const isTask = word.roles.get("light")?.noun === true && has(words[k + 1], "light", "copula", "change", "to");
    const task = isTask && isNominal(words[k - 1]) ? phraseBefore(words, k, claimed) : null;
    if (task !== null) return named(words, { from: task.from, to: k + 1 }, nothing, quantity);
    if (word.kind === "date" || word.tag.startsWith("u") || (has(word, ...BETWEEN) && !isName)) continue;
    if (has(word, "from")) {
      // 目标价｜由3.1元上调16%至3.6元, 自3月底的｜每公斤41元
      if (isFirst || (k === at - 1 && !isCount(quantity)) || words.slice(k + 1, at).some((one) => one.kind === "date"))
        continue;
      break;
    }
    if (has(word, "recurrence") && !isNominal(words[k + 1])) continue;
    if (isNominal(word)) {
      const found = phraseBefore(words, k + 1, claimed);
      if (found === null) break;
      const phrase = withoutSide(words, found);
      // 十年｜间
      if (phrase === null) {
        k = found.from;
        continue;
      }
      // 两年｜平均｜增长
      if (words.slice(phrase.from, phrase.to).every((one) => has(one, "average"))) {
        k = phrase.from;
        continue;
      }
      const opener = wordBefore(words, phrase.from);
      if (has(words[opener], "locating") && phrase.to >= at - 1) k = opener;
      // 扣除价格因素｜实际增长5.8%
      else if (words[opener]?.roles.get("hypothesis")?.condition === undefined && has(words[opener], "hypothesis"))
        k = opener;
      // 是平日的125.6%, 完成年度计划的86%: the noun before 的 is what it is compared with.
      else if (isRatio && (has(words[opener], "copula", "to") || words.slice(phrase.from, phrase.to).every(isPlan))) {
        k = opener;
        isRatio = false;
      }
      // 作业人员由传统码头的60人减至9人: where the first of two values was
      else if (isFirst && has(words[at - 1], "of") && phrase.to === at - 1 && has(words[opener], "from")) k = opener;
      // 最大点雨量为云峰镇的213毫米: whose it is, after what it is.
      else if (
        has(words[at - 1], "of") &&
        phrase.to === at - 1 &&
        has(words[opener], "copula") &&
        isPlace(words, phrase)
      )
        k = opener;
      else {
        left = phrase;
        break;
      }
      continue;
    }
    if (isVerb(word)) verb = k;
    break;
  }

  // 该股周三收报2.87元: a price that no noun names.
  const quoted = wordBefore(words, at);
  const says = words[quoted]?.roles.get("copula")?.names === true && isMoney(quantity);
  if (says && (left === null || !isMeasure(words[left.to - 1]))) {
    const owner = left === null ? [] : words.slice(left.from, left.to);
    return { ...nothing, origin: "verb", name: words.slice(quoted, quoted + 1), owner, begin: left?.from ?? quoted };
  }
  const after = isChange ? null : rightPhrase(words, at, quantity, claimed, verb !== null);
  // 每月免费用水6吨的政策
  const isAbstract =
    after?.of === true && (verb !== null || bare !== null) && has(words[after.phrase.to - 1], "abstract");
  const right = isAbstract ? null : after;
  if (left !== null && isMeasure(words[left.to - 1])) {
    const heir = heirAfter(words, at);
    if (heir !== null) return { ...named(words, left, nothing, quantity), heir };
  }
  if (left !== null) {
    const head = words[left.to - 1];
    // 货邮44万吨的需求
    const isGeneric =
      right?.of === true &&
      words.slice(right.phrase.from, right.phrase.to).every((one) => has(one, "head", "abstract"));
    // 每天打捞蓝藻400多吨的日子: what is done to so much of something is told before the figure.
    const isDone =
      right?.of === true && !isProportion(quantity) && isVerb(words[left.from - 1]) && isObject(words, left.from);
    // 延伸段已完成六成八: of a thing that is done the figure says how far.
    const done =
      isProportion(quantity) && has(head, "thing", "thing-end", "phase") ? completion(words, left.to, at) : null;
    if (done !== null) {
      const owner = ownerWords(words, left.from, left.to);
      return { ...nothing, origin: "verb", name: words.slice(done, done + 1), owner, begin: left.from };
    }
    if (right === null || isGeneric || isDone || isMeasure(head)) return named(words, left, nothing, quantity);
  }
  if (right !== null) {
    const { from, to } = right.phrase;
    const heir = !right.of && has(words[to], "of") ? heirAfter(words, to - 1) : null;
    const saved = verb !== null && has(words[verb], "saving") ? words.slice(verb, verb + 1) : [];
    const name = [...saved, ...words.slice(from, to)];
    return { ...nothing, origin: "after", name, heir: heir !== null && isSite(heir) ? heir : [], begin: verb ?? at };
  }
  if (bare !== null && !isChange) return byVerb(words, bare, nothing);
  const cut = verb === null ? null : themeOf(words, verb, claimed);
  const theme = cut === null || facts.inBase.has(cut.to - 1) ? null : cut;
  if (theme !== null) return named(words, theme, nothing, quantity);
  // 户均增收2300元; but 比批复节约6200万元, 同比多归集8.6亿元 change what the figure before measures.
  if (verb !== null && (!isChange || (has(words[verb], "saving") && facts.inBase.size === 0)))
    return byVerb(words, verb, nothing);
  if (verb !== null && has(words[verb], "activity")) {
    // 同店销售｜跌14.5%: before a verb of change it is a noun; 同比多归集8.6亿元 is what is done.
    const isNoun = words.slice(verb + 1, at).some((word) => has(word, "change", "compared"));
    const phrase = isNoun ? (phraseBefore(words, verb, claimed) ?? { from: verb, to: verb }) : null;
    if (phrase !== null) return named(words, { from: phrase.from, to: verb + 1 }, nothing, quantity);
    return { ...byVerb(words, verb, nothing), origin: "base" };
  }
  const acts = figure?.roles.get("counter")?.acts === true;
  const doing = (isActor(quantity) || acts) && !isChange ? verbAfter(words, at, acts) : null;
  if (doing !== null) return { ...nothing, origin: "after", name: doing };
  const base = baseNoun(words, at, facts);
  if (base !== null) return { ...nothing, origin: "base", name: base, begin: 0 };
  return measured(nothing, "carried", nothing.name, nothing.owner, Math.max(k + 1, 0));
}

type Nothing = Omit<Measure, "origin">;

/** Spelled out, since it is made for every figure. */
function measured(
  { heir, isFirst, sharedWith }: Nothing,
  origin: Origin,
  name: readonly Word[],
  owner: readonly Word[],
  begin: number,
): Measure {
  return { name, owner, heir, begin, isFirst, sharedWith, origin };
}

const isProportion = (quantity: QuantityValue | undefined): boolean =>
  ["percent", "multiple", "ratio"].includes(quantity?.dimension ?? "") || ["%", "x"].includes(quantity?.unit ?? "");

const isCount = (quantity: QuantityValue | undefined): boolean =>
  quantity?.dimension === "count" || quantity?.unit == null || quantity.unit.startsWith("{");

const isMoney = (quantity: QuantityValue | undefined): boolean => /^[A-Z]{3}$/.test(quantity?.unit ?? "");

/** The place of the verb of doing between two places where all else says how; null where none is. */
function completion(words: readonly Word[], from: number, to: number): number | null {
  const verb = words.findIndex((word, i) => i >= from && i < to && word.roles.get("light")?.flow === true);
  const others = words.slice(from, to).filter((_, i) => i + from !== verb);
  return verb >= 0 && others.every((word) => has(word, "adverb") || word.tag.startsWith("u")) ? verb : null;
}

/** 入湖总氮还须再削减1200吨: what is cut stands before the verb, with what says how between. */
function themeOf(words: readonly Word[], verb: number, claimed: Claimed): Phrase | null {
  if (!has(words[verb], "saving")) return null;
  const to = wordBefore(words, verb) + 1;
  const phrase = to < verb ? phraseBefore(words, to, claimed) : null;
  return phrase === null || ownerEnd(words, phrase) > phrase.from ? null : phrase;
}

/** Whether nothing but adverbs stands between a verb and a figure. */
const isBare = (words: readonly Word[], verb: number, figure: number): boolean =>
  words.slice(verb + 1, figure).every((word) => has(word, "adverb") || word.tag.startsWith("u"));

const isActor = (quantity: QuantityValue | undefined): boolean =>
  ["{person}", "{enterprise}", "{household}"].includes(quantity?.unit ?? "");

/** The place of the nearest word before `to` that is no adverb or cue; -1 where there is none. */
function wordBefore(words: readonly Word[], to: number): number {
  let at = to - 1;
  while (at >= 0 && has(words[at], "adverb", "cue")) at--;
  return at;
}

/** The place of the verb of share that governs a figure; -1 where there is none. */
function shareBefore(words: readonly Word[], at: number): number {
  for (let i = at - 1; i >= 0; i--) {
    if (has(words[i], "share")) return i;
    if (words[i]?.kind === "figure") return -1;
  }
  return -1;
}

const isPlace = (words: readonly Word[], { from, to }: Phrase): boolean =>
  words[to - 1]?.kind === "org" || has(words[to - 1], "place") || isPlaceName(words, to - 1, from);

const isPlan = (word: Word): boolean => has(word, "plan");

/** Whether no figure stands between two places. */
const isFree = (words: readonly Word[], from: number, to: number): boolean =>
  words.slice(from + 1, to).every(({ kind }) => kind !== "figure");

/** 占总装机的61.7%: the relation and its whole. */
function share(words: readonly Word[], at: number, figure: number, nothing: Nothing): Measure {
  const rest = words.slice(at + 1, figure);
  // 占机动化出行比例将提高到62%
  const ends = rest.findIndex(
    (word, i) => has(word, "cue", "from", "change") || (i > 0 && has(word, "to")) || word.kind === "date",
  );
  const name = words
    .slice(at, ends < 0 ? figure : at + 1 + ends)
    .filter((word) => has(word, "share") || !has(word, "adverb", "copula", "to"));
  if (has(name[name.length - 1], "of")) name.pop();
  return { ...nothing, origin: "share", name, begin: at };
}

/** A verb that is itself what is counted: 处理118.2万箱, 最高可贷40万元, 单机日采200多亩. */
function byVerb(words: readonly Word[], verb: number, nothing: Nothing): Measure {
  const word = words[verb];
  let from = verb;
  // 最高可贷; but 能｜赚
  const isBound = has(words[verb - 1], "cue") && words[verb - 2]?.roles.get("adverb")?.bound === true;
  if (word?.text.length === 1 && isBound) from -= 2;
  else if (
    word?.text.length === 1 ||
    (isPlainVerb(word) && isNominal(words[verb - 1]) && words[verb - 1]?.kind !== "org")
  ) {
    const { from: start } = phraseBefore(words, verb) ?? { from: verb };
    // 除去成本｜结余2300元
    from = has(words[start - 1], "preposition", "hypothesis") ? verb : start;
  } else {
    while (isPlainVerb(words[from - 1])) from--;
    from = averageBefore(words, from);
    // 关税｜减免
    if (from === verb && has(word, "saving") && isMeasure(words[verb - 1])) from--;
    // 其中风电2299万千瓦、太阳能发电7842万千瓦: the items of a list are names.
    const item = from === verb ? phraseBefore(words, verb) : null;
    const isItem = item !== null && has(words[item.from - 1], "pause", "part");
    // 贷款新增98亿元
    if (item !== null && (isItem || word?.roles.get("activity")?.after === true)) from = item.from;
  }
  const split = ownerEnd(words, { from, to: verb + 1 });
  return measured(nothing, "verb", words.slice(split, verb + 1), ownerWords(words, from, split), from);
}

/** An owner's words with the 该 before them. */
function ownerWords(words: readonly Word[], from: number, to: number): readonly Word[] {
  // 洮北｜至｜乌兰｜铁路
  const isReach = to > from + 1 && has(words[from - 1], "to") && words[from - 1]?.text.length === 1;
  const start = words[from - 2];
  const isStart = isPlaceName(words, from - 2, from - 2) || (start?.roles.size === 0 && /^n[rsz]/.test(start.tag));
  if (isReach && has(words[to - 1], "thing") && isStart) return words.slice(from - 2, to);
  return words.slice(to > from && has(words[from - 1], "demonstrative") ? from - 1 : from, to);
}

/** 减少二氧化碳｜排放, 节约｜用电: a verb that another governs, with what stands between, is a noun. */
function nominalized(words: readonly Word[], verb: number): Phrase | null {
  if (has(words[verb], "copula", "light", "change", "to", "report", "share")) return null;
  const from = phraseBefore(words, verb)?.from ?? verb;
  const governor = words[from - 1];
  const isKept = has(governor, "saving") || governor?.roles.get("change")?.keep === true;
  // 保障航班｜起降26万架次
  const isGoverned = from < verb && isVerb(governor) && !has(governor, "report", "copula", "to");
  const isPivot = governor?.roles.get("light")?.pivot === true || ownerEnd(words, { from, to: verb }) > from;
  if (isGoverned && !isPivot) return { from, to: verb + 1 };
  return isKept || (from === verb && governor?.roles.get("activity")?.keep === true) ? { from, to: verb + 1 } : null;
}

/** 亩均增产粮食, 户均年增收: where a mean stands before a place, else that place. */
function averageBefore(words: readonly Word[], to: number): number {
  let from = to;
  while (has(words[from - 1], "recurrence")) from--;
  return has(words[from - 1], "average") ? from - 1 : to;
}

/** 帮助312人实现就业, 28票赞成: people and votes are counted by what they do. */
function verbAfter(words: readonly Word[], at: number, acts: boolean): readonly Word[] | null {
  let next = at + 1;
  while (has(words[next], "light", "adverb")) next++;
  const word = words[next];
  if (
    word === undefined ||
    (next === at + 1 && !acts) ||
    (word.roles.size > 0 && !has(word, "noun")) ||
    !(isVerb(word) || isNominal(word) || acts)
  )
    return null;
  return [word];
}

/** A name that ends before the figure, with the verb that stays part of it. */
function named(words: readonly Word[], phrase: Phrase, nothing: Nothing, quantity: QuantityValue | undefined): Measure {
  // 对东盟进出口: what follows the preposition is no owner.
  const isOf =
    words[phrase.from - 1]?.roles.get("preposition")?.attributive === true && isMeasure(words[phrase.to - 1]);
  if (isOf)
    return { ...nothing, origin: "before", name: words.slice(phrase.from - 1, phrase.to), begin: phrase.from - 1 };
  // 在经开区｜投资7.5亿元
  const isTorn = words[phrase.from - 1]?.roles.size === 0 && words[phrase.from - 1]?.text.length === 1;
  const isWhere = words[phrase.from - (isTorn ? 2 : 1)]?.roles.get("preposition")?.locating === true;
  if (isWhere && phrase.to - phrase.from > 1 && isMeasure(words[phrase.to - 1]))
    return { ...nothing, origin: "before", name: words.slice(phrase.to - 1, phrase.to), begin: phrase.from - 1 };
  // 失业率｜平均为5.1%
  let { to } = phrase;
  while (to - 1 > phrase.from && has(words[to - 1], "average")) to--;
  let split = ownerEnd(words, { from: phrase.from, to });
  // 散货泊位4个, 修复湿地1.8万公顷: a thing that is counted, or object of a verb, owns nothing.
  const isGoverned = isObject(words, phrase.from);
  if (split === to && has(words[split - 1], "thing", "anaphor") && (isCount(quantity) || isGoverned))
    split = isGoverned ? phrase.from : ownerEnd(words, { from: phrase.from, to: split - 1 });
  // 举办专场｜招聘会, 完成湿地｜修复
  else if (split < to && has(words[split - 1], "thing") && isGoverned && !isMeasure(words[to - 1])) split = phrase.from;
  // 全国｜排名第三: of a rank the field of comparison.
  const isField = quantity?.dimension === "rank" && words.slice(phrase.from, split).every((one) => has(one, "place"));
  const owner = isField ? [] : ownerWords(words, phrase.from, split);
  // 惠及全县3万人
  if (split === to && has(words[phrase.from - 1], "activity")) return byVerb(words, phrase.from - 1, nothing);
  if (split === to)
    return superlative(words, phrase, nothing) ?? { ...nothing, origin: "owner", owner, begin: phrase.from };
  // 3月｜单月进出口: the date has said it.
  const isSaid = has(words[split], "average") && nameFields(words.slice(split, split + 1)).period === undefined;
  // 水库｜之间｜落差
  if (has(words[split], "side") && split > phrase.from && split + 1 < to) split++;
  let from = isSaid && split + 1 < to && words[split - 1]?.kind === "date" ? split + 1 : split;
  let begin = phrase.from;
  if (owner.length === 0 && !isField) {
    const at = attributiveBefore(words, from);
    const verb = words[from - 1];
    if (at !== null && isMeasure(words[to - 1])) from = at;
    // 新建｜商品住宅均价: a price or rate is no object.
    else if (isLevel(words[to - 1]) && (has(verb, "activity") || verb?.roles.get("light")?.noun === true)) from--;
    else if (isClausal(words, phrase)) from--;
    else if (
      has(verb, "saving") ||
      verb?.roles.get("activity")?.keep === true ||
      verb?.roles.get("change")?.keep === true
    )
      from = averageBefore(words, from - 1);
    begin = from;
  }
  return measured(nothing, "before", words.slice(from, to), owner, begin);
}

/** A rate, price or mean, which nobody makes, sells or pays out. */
const isLevel = (word: Word | undefined): boolean =>
  word?.roles.get("indicator")?.level === true || word?.roles.get("measure")?.level === true;

/** 国控站点｜中: a phrase without the words that say where in it; null where there are no others. */
function withoutSide(words: readonly Word[], { from, to }: Phrase): Phrase | null {
  let end = to;
  while (end > from && has(words[end - 1], "side") && !words[end - 1]?.tag.startsWith("u")) end--;
  return end > from ? { from, to: end } : null;
}

/** 参加｜职工基本养老保险人数: of those who do something. */
function isClausal(words: readonly Word[], { from, to }: Phrase): boolean {
  return words[to - 1]?.roles.get("indicator")?.clausal === true && has(words[from - 1], "activity");
}

/** Whether a verb before a place governs what stands there: 更换DN300供水管道. */
function isObject(words: readonly Word[], from: number): boolean {
  for (let i = from - 1; i >= 0; i--) {
    const word = words[i];
    if (isVerb(word)) return !has(word, "report", "copula", "to");
    if (word?.kind !== "figure" && !isNominal(word) && !has(word, "adverb", "pause")) return false;
  }
  return false;
}

/** 最长的云门岭隧道18.226公里 */
function superlative(words: readonly Word[], phrase: Phrase, nothing: Nothing): Measure | null {
  if (!has(words[phrase.from - 1], "of")) return null;
  const quality = phraseBefore(words, phrase.from - 1);
  if (quality === null) return null;
  const name = words.slice(quality.from, quality.to);
  const most = name.findIndex((word) => has(word, "superlative"));
  if (most < 0) return null;
  const owner = words.slice(phrase.from, phrase.to);
  return { ...nothing, origin: "before", name: name.slice(most), owner, begin: quality.from };
}

/** 对东盟进出口: the preposition that opens a name. */
function attributiveBefore(words: readonly Word[], from: number): number | null {
  for (let i = from - 1; i >= 0; i--) {
    const word = words[i];
    // 对二期｜给予补贴
    if (has(word, "light")) return null;
    if (word?.roles.get("preposition")?.attributive === true) return i;
    if (!isNominal(word) && !isVerb(word) && !has(word, "quote", "pause")) return null;
  }
  return null;
}

/** Where in a phrase the name of its owner ends and that of the measure begins: 澄湾海底隧道｜全长. */
export function ownerEnd(words: readonly Word[], { from, to }: Phrase): number {
  const isMeasured = isMeasure(words[to - 1]);
  // “深蓝1号”养殖网箱｜长
  const closing = words.findIndex((word, i) => i > from && i < to && has(word, "quote"));
  if (has(words[from], "quote") && isMeasured && has(words[closing - 1], "numbered")) return to - 1;
  // 海沧片区｜日均作业船舶: a mean over a span opens the name of what is measured.
  const mean = words.findIndex((word, i) => i > from && i < to && word.roles.get("average")?.average === true);
  if (mean > 0 && isNamed(words, from, mean)) return mean;
  // 江陵段｜全长: what is told of a thing as a whole stands alone, whatever is before it.
  const head = words[to - 1];
  if (to - from > 1 && has(head, "indicator") && isWholeMeasure(head) && isNamed(words, from, to - 1)) return to - 1;
  // 工程｜整治航道
  if (words[from]?.roles.get("anaphor")?.generic === true && to - from > 1) return from + 1;
  for (let i = to - 1; i >= from; i--) {
    const word = words[i];
    // 隧道｜段
    const isJoined = i < to - 1 && has(words[i + 1], "thing-end") && words[i + 1]?.text.length === 1 && i + 2 === to;
    if (word === undefined || (isJoined && word.kind !== "org")) continue;
    if (word.kind === "org" || has(word, "place", "phase", "party", "ordinal-anaphor", "person")) return i + 1;
    // 观塘区｜人口
    const isMarked =
      has(word, "place-suffix") && (i > from || word.text.length > 2) && !has(words[to - 1], "thing", "thing-end");
    if (isPlaceName(words, i, from) && (i === to - 1 || isMeasured || isMarked)) return i + 1;
    // 机场｜货邮吞吐量 names no airport, 江岸国际机场｜旅客吞吐量 does.
    const before = words[i - 1];
    const modified = i > from ? !has(before, "place") : before?.kind === "figure" || before?.kind === "date";
    // 农贸市场｜菠菜零售价: what says of itself of what kind it is.
    const isKind = (word.text.length > 3 && isMeasured && i < to - 1) || modified;
    if (has(word, "thing") && isKind) return i + 1;
    // 部分中小企业｜利润率
    const isWithin = words.slice(from, i).some((one) => one.kind === "org" || has(one, "place"));
    if (has(word, "body") && i < to - 1 && isLevel(words[to - 1]) && !isWithin) return i + 1;
    // 3—11岁人群｜接种率
    if (has(word, "people") && i === from && modified) return i + 1;
    // 大桥｜全长, but 铁路货运量 is no railway's.
    const anaphor = word.roles.get("anaphor");
    const flows =
      words[to - 1]?.roles.get("indicator")?.flow === true &&
      anaphor?.generic !== true &&
      anaphor?.pointed !== true &&
      anaphor?.known !== true &&
      // 电站｜年｜发电量
      !has(words[i + 1], "recurrence") &&
      typeof words[i + 1]?.roles.get("indicator")?.period !== "string";
    if (has(word, "anaphor") && (i === from || !modified) && !(flows && i < to - 1)) return i + 1;
    if (
      has(word, "thing-end") &&
      i < to - 1 &&
      isMeasured &&
      (i > from ? word.text.length > 1 || before?.tag !== "eng" : word.text.length > 2)
    )
      return i + 1;
  }
  // 该冷库｜库容
  return has(words[from - 1], "demonstrative") && to - from > 1 ? from + 1 : from;
}

/** Whether the words between two places begin or end as names do. */
function isNamed(words: readonly Word[], from: number, to: number): boolean {
  const last = words[to - 1];
  if (has(last, "phase", "anaphor", "place-suffix", "place") || last?.kind === "org") return true;
  const first = words[from];
  // 线路｜总长度: a common noun alone is no name.
  if (to - from > 1 && has(last, "thing", "thing-end")) return true;
  return first?.roles.size === 0 && /^(ns|nr|nt)/.test(first.tag) && first.text.length > 1;
}

const isWholeMeasure = (word: Word | undefined): boolean => {
  const fields = word?.roles.get("indicator");
  return fields?.whole === true || (fields?.of === "thing" && fields.static === true);
};

/** 塔河县, 滨河: a name of a place, by its last character or its tag. */
export function isPlaceName(words: readonly Word[], at: number, from: number): boolean {
  const word = words[at];
  if (has(word, "place-suffix"))
    return at === from ? (word?.text.length ?? 0) > 1 : at === from + 1 || words[at - 1]?.tag === "ns";
  return at === from && word?.kind === "word" && word.roles.size === 0 && word.tag === "ns" && word.text.length > 1;
}

/** The thing that a figure before 的 is told of: 总投资168亿元的望江大桥, 投资1.6亿元建设的冷库. */
function heirAfter(words: readonly Word[], at: number): readonly Word[] | null {
  let next = at + 1;
  // 船长199米、型宽32.3米的“海运先锋”轮
  while (has(words[next], "pause")) {
    let item = next + 1;
    while (isNominal(words[item])) item++;
    if (item === next + 1 || words[item]?.kind !== "figure") break;
    next = item + 1;
  }
  const first = next === at + 1;
  while (isVerb(words[next]) || words[next]?.tag === "vn") next++;
  if (!has(words[next], "of")) return null;
  // 今年74岁的｜她
  const named = words[next + 1];
  if (first && next === at + 1 && has(named, "pronoun", "person")) return words.slice(next + 1, next + 2);
  let to = next + 1;
  while (isNominal(words[to]) || (isVerb(words[to]) && has(words[to + 1], "head"))) to++;
  // 投资2.1亿元的智能化｜改造
  if (to > next + 1 && words[to]?.roles.get("light")?.noun === true && isVerb(words[to + 1])) to++;
  const phrase = to > next + 1 ? words.slice(next + 1, to) : [];
  const isThing = phrase.some((word) => has(word, "thing", "thing-end", "phase") || word.kind === "org");
  if (has(phrase[phrase.length - 1], "abstract")) return null;
  // 投资5.8亿元建设的｜智慧查验区
  const isBuilt = words[next - 1]?.roles.get("light")?.noun === true && phrase.length > 1;
  return phrase.length > 0 && ((first && next === at + 1) || isThing || isBuilt) ? phrase : null;
}

/** 满载9.4万吨液化气的｜“北方晨曦”轮: what holds or has so much of something. */
const isSite = (words: readonly Word[]): boolean =>
  words.length > 1 && has(words[words.length - 1], "thing", "thing-end", "phase");

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
  const isThing = !isActor(quantity) && words[next + 1]?.tag.startsWith("ns") === false;
  const counted =
    (governed || isThing) &&
    (isPlainVerb(start) || (has(start, "activity") && start.tag === "vn")) &&
    isNominal(words[next + 1]) &&
    has(words[at], "counter");
  const phrase = phraseAfter(words, counted ? next + 1 : next);
  if (phrase === null) return null;
  // 40台单机容量6.25兆瓦的风电机组: the noun comes after what tells of it.
  const told = words[phrase.to]?.kind === "figure" && has(words[phrase.to + 1], "of");
  if (told && isMeasure(words[phrase.to - 1])) {
    const noun = phraseAfter(words, phrase.to + 2);
    return noun === null ? null : { phrase: noun, of: false };
  }
  let { to } = phrase;
  // 3—11岁人群｜首针接种率
  if (has(words[phrase.from], "people")) to = phrase.from + 1;
  // 137.5万亩棉田｜机采率达到92%, 22个行业｜利润实现增长: what the verb or figure after says is not part of it.
  const follows = words.slice(to).findIndex((word) => word.kind === "figure");
  const hasOwn =
    (follows >= 0 && words.slice(to, to + follows).every(isLink)) || has(words[to], "light", "change", "copula");
  if (to - phrase.from > 1 && isMeasure(words[to - 1]) && hasOwn) to--;
  // 7家单位施工: after people and bodies a verbal noun is what they do.
  while (to - phrase.from > 1 && words[to - 1]?.tag === "vn" && words[to - 1]?.roles.size === 0 && isActor(quantity))
    to--;
  return { phrase: { from: next, to }, of };
}

const isLink = (word: Word): boolean => has(word, ...BETWEEN, "from") || word.kind === "date";

/** 较合同工期提前10%: the noun of the base, for where nothing else is named. */
function baseNoun(words: readonly Word[], at: number, { inBase }: ClauseFacts): readonly Word[] | null {
  let to = at;
  while (to > 0 && !inBase.has(to - 1)) to--;
  if (to === 0 || inBase.has(at)) return null;
  const phrase = phraseBefore(words, to);
  return phrase === null ? null : words.slice(phrase.from, phrase.to);
}

/** The fields that the lexicons hold for a name: those of its last word, and the recurrence in it. */
export function nameFields(name: readonly Word[]): Fields {
  const fields: Record<string, Fields[string]> = {};
  const head = name[name.length - 1];
  for (const role of ["indicator", "measure"] as const) Object.assign(fields, head?.roles.get(role));
  for (const word of name)
    for (const role of ["recurrence", "average"] as const)
      for (const [key, value] of Object.entries(word.roles.get(role) ?? {})) fields[key] ??= value;
  return fields;
}
