import { has, isNominal, isVerb, type Word } from "./words.js";

/**
 * Noun phrases around a place in a clause. A Chinese noun phrase ends with its head, so both walks
 * are flat: leftwards as long as words can stand before that head, rightwards until one cannot.
 */

export interface Phrase {
  /** Indexes into the clause's words, half-open. */
  readonly from: number;
  readonly to: number;
}

export type Claimed = ReadonlySet<Word>;
const NONE: Claimed = new Set();

/** A word that names something measured, by its lexicon or its last character: 率, 量, 额. */
export const isMeasure = (word: Word | undefined): boolean => has(word, "indicator", "change-noun", "rank", "measure");

/**
 * Whether a noun makes one word with the verb before it: 处理能力, 供热面积, 接种率, 采棉机.
 * @param before what stands before the verb: 惠及企业 is verb and object, 邮政快递企业 is one
 */
function takesVerb(noun: Word | undefined, verb: Word | undefined, before: Word | undefined): boolean {
  if (noun === undefined || noun.kind !== "word") return false;
  if (has(noun, "measure") || (noun.text.length === 1 && !/^[afmst]/.test(noun.tag))) return true;
  if (has(noun, "head")) return noun.roles.get("head")?.object !== true || (isNominal(before) && !isOwner(before));
  return (has(verb, "activity") || verb?.text.length === 1) && has(noun, "indicator");
}

/** An organisation or place, which is subject of the verb after it. */
const isOwner = (word: Word | undefined): boolean => word?.kind === "org" || has(word, "place");

const PREDICATES = ["light", "copula", "report", "change", "to", "locating", "share"] as const;

/** Whether a verb or adverb is part of the phrase that begins right of it. */
export function isCompounded(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const next = words[at + 1];
  // 赔付｜金额, 航道｜整治｜工程
  if (word?.roles.get("light")?.noun === true) {
    const before = words[at - 1];
    if (has(next, "measure") || (has(next, "head") && has(next, "indicator"))) return !isNominal(words[at + 2]);
    // 储存｜损耗｜率
    const isFlow = word.roles.get("light")?.flow === true;
    if (isVerb(next) && next?.roles.size === 0) return !isFlow && has(words[at + 2], "measure");
    // 改造｜项目: no verb governs any project.
    const isKind = next?.roles.get("anaphor")?.generic === true && (before === undefined || before.kind === "date");
    if (isKind && isNominal(words[at + 2])) return true;
    const isInName = isNominal(before) || (before?.roles.get("light")?.noun === true && isNominal(words[at - 2]));
    return namesWork(words, at) && isInName && !isOwner(before);
  }
  // 产生｜量, 使用｜率
  const isRate = isVerb(word) && has(next, "measure") && next?.text.length === 1 && next.start === word?.end;
  if (isRate && !has(word, "copula", "to", "report")) return true;
  if (has(word, ...PREDICATES)) return false;
  if (isVerb(word)) {
    if (takesVerb(next, word, words[at - 1]) && !has(word, "saving")) return true;
    // 雇用｜分拣｜女工: what one verb governs, a second one describes.
    const governor = words[at - 1];
    const isGovernor = has(governor, "light", "activity") && governor?.roles.get("light")?.pivot !== true;
    if (isGovernor && word?.roles.size === 0 && isNominal(next)) return true;
    // 重点｜排放｜单位, 余热｜综合｜利用｜项目: a verb between nouns, where another verb governs the whole.
    const governed =
      (isNominal(words[at - 1]) && !has(word, "saving")) || has(words[at - 1], "light", "activity", "saving");
    return governed && isNominal(next) && isNominal(words[at + 2]) && takesVerb(words[at + 2], word, next);
  }
  // 永续｜债, 土壤｜相对｜湿度
  if (word === undefined || word.roles.size > 0 || word.tag !== "d" || word.text.length < 2) return false;
  return next?.text.length === 1 || (isMeasure(next) && isNominal(words[at - 1]));
}

/** 升级｜改造｜二期｜工程: whether verbs that may stand in a name lead to its head. */
function namesWork(words: readonly Word[], at: number): boolean {
  let next = at + 1;
  while (words[next]?.roles.get("light")?.noun === true || has(words[next], "phase", "first")) next++;
  return has(words[next], "thing") && has(words[next], "head");
}

/** The noun phrase that ends before `to`, or null where no noun stands there. */
export function phraseBefore(words: readonly Word[], to: number, claimed: Claimed = NONE): Phrase | null {
  let from = to;
  while (from > 0) {
    const word = words[from - 1];
    if (word === undefined || claimed.has(word)) break;
    const inside = from < to;
    // 101路｜等｜线路
    if (inside && has(word, "side") && word.tag.startsWith("u")) break;
    // 人民生活　城镇居民人均可支配收入
    if (inside && words[from]?.isSpaced === true) break;
    if (isNominal(word)) from--;
    else if (inside && isCompounded(words, from - 1)) from--;
    else if (inside && word.tag === "ad" && word.roles.size === 0) from--;
    else if (inside && isTight(word) && isNominal(words[from - 2])) from--;
    // 股东｜全部｜权益价值
    else if (inside && has(word, "manner") && isNominal(words[from - 2]) && isMeasure(words[to - 1])) from--;
    // 每亩｜保额, 累计｜成交量
    else if (inside && (has(word, "per") || word.roles.get("adverb")?.bound === true)) from--;
    else if (inside && word.roles.get("adverb")?.attributive === true && from === to - 1 && isMeasure(words[from]))
      from--;
    else break;
  }
  // 600分以上｜考生, 十年期及以上｜首年保费
  for (let i = to - 2; i >= from; i--)
    if (has(words[i], "side") && (i === from || isBound(words, i))) {
      from = i + 1;
      break;
    }
  // 与农户｜签订｜优质稻订单: what a preposition governs ends before the verb.
  if (isGoverned(words, from - 1)) {
    const verb = words.findIndex((word, i) => i > from && i < to - 1 && isVerb(word) && !isMeasure(word));
    if (verb > 0) from = verb + 1;
  }
  // A lone quotation mark at the edge belongs to what stands outside.
  const quotes = words.slice(from, to).filter((word) => has(word, "quote")).length;
  if (quotes % 2 === 1) {
    const at = words.findIndex((word, i) => i >= from && i < to && has(word, "quote"));
    if (at === from) from++;
    else if (has(words[to - 1], "quote")) return at + 1 < to ? { from: at + 1, to } : null;
  }
  return from < to ? { from, to } : null;
}

/** Whether a preposition stands before a noun that is no part of what is measured: 向, 为, 与 with no noun before it. */
function isGoverned(words: readonly Word[], at: number): boolean {
  const before = words[at];
  const joined = words[at - 1];
  if (has(before, "pause") && !isTight(before) && before?.tag === "p")
    return !isNominal(joined) && joined?.kind !== "figure";
  const fields = before?.roles.get("preposition");
  return fields !== undefined && fields.attributive !== true && fields.agent !== true && fields.basis !== true;
}

/** 以上 after 及 or a number, of a bound that is no part of what is measured; 规模以上 is. */
const isBound = (words: readonly Word[], at: number): boolean =>
  words[at]?.text.length !== 1 && (has(words[at - 1], "pause") || /^[mq]/.test(words[at - 1]?.tag ?? ""));

const isTight = (word: Word | undefined): boolean => word?.roles.get("pause")?.tight === true;

/**
 * The noun phrase that begins at `from`, or null.
 * Verbs may be in it only where it ends the clause: 5个智能分拨中心，but 1.2万家企业｜参与需求响应.
 */
export function phraseAfter(words: readonly Word[], from: number): Phrase | null {
  let to = from;
  while (to < words.length) {
    const word = words[to];
    const next = words[to + 1];
    if (to > from && word?.isSpaced === true) break;
    // 4%至5%｜区间
    if (to === from && has(word, "side")) break;
    // 铁矿石｜卸船｜完毕: an unknown word that begins with a verb is what happens to the noun.
    if (to > from && word?.roles.size === 0 && word.tag === "vn" && (isVerb(next) || has(next, "manner"))) break;
    // 苹果｜装上｜冷藏集装箱
    const isDone = to > from && word?.tag === "vn" && word.roles.size === 0 && isNominal(next);
    if (isDone && !has(next, "head", "measure", "indicator")) break;
    // 8间客房｜假期前一周
    if (to > from && (word?.tag === "t" || word?.tag === "p") && word.roles.size === 0) break;
    if (isNominal(word) && !(to > from && has(word, "side", "average"))) to++;
    // 特定｜投资者
    else if (to === from && isManner(word) && isNominal(next)) to++;
    else if (isVerb(word) && !has(word, ...PREDICATES) && has(next, "head") && endsAt(words, to + 2, to === from)) to++;
    else if (to > from && has(word, "pause") && isNominal(next) && (isTight(word) || isListed(words, to))) to++;
    else break;
  }
  if (to === from || isVerb(words[to - 1])) return null;
  // 投资约7000万元｜建设: a verbal noun alone is the verb of what stands before the figure.
  if (words.slice(from, to).every((word) => word.tag.startsWith("v") && word.roles.size === 0)) return null;
  return { from, to };
}

/** 特定, 快速: an adverb of two characters, which describes a noun after it. */
const isManner = (word: Word | undefined): boolean =>
  word !== undefined &&
  word.text.length > 1 &&
  (word.tag === "d" || word.tag === "ad") &&
  (word.roles.size === 0 || has(word, "adverb"));

/** Whether a phrase with a verb in it ends at a place: at the clause's end, or at no noun where the verb begins it. */
const endsAt = (words: readonly Word[], at: number, begins: boolean): boolean =>
  at === words.length || (begins && !isNominal(words[at]));

/** 国家｜和｜地区: two nouns under one count, no figure of its own after the second. */
function isListed(words: readonly Word[], pause: number): boolean {
  const follows = words.findIndex((word, i) => i > pause && (!isNominal(word) || word.kind === "org"));
  return follows < 0 || (words[follows]?.kind !== "figure" && !isVerb(words[follows]));
}
