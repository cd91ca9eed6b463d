import type { Mention, OrgEntity } from "../types.js";
import { isPlaceName } from "./measure.js";
import { type Claimed, isCompounded, phraseBefore } from "./phrase.js";
import { has, isDashed, isMarked, isNominal, isPlainVerb, isVerb, spell, type Word } from "./words.js";

/** What a clause or an article is about. */
export interface Topic {
  readonly name: string;
  readonly kind: "org" | "thing" | "place" | "group" | "person";
  /** As the text has it where it was found, folded. */
  readonly folded: string;
  /** Publishes figures of others, rather than its own. */
  readonly isAuthority?: boolean;
  /** A company, whose words are of itself where nothing else is spoken of. */
  readonly isCompany?: boolean;
  /** Makes a trade of telling of others (证券). */
  readonly tellsOfOthers?: boolean;
  /** The place that an authority is of, where its name says so. */
  readonly seat?: Topic | null;
  /** The place that what it says may be of. */
  readonly tellsOf?: Topic | null;
  /** A project or works, which 项目 and 工程 stand for. */
  readonly isWork?: boolean;
  /** Of a numbered part (青螺电站1号机组) what it is a part of. */
  readonly whole?: Topic;
  /** One of a row of events (第七届…展). */
  readonly isEvent?: boolean;
  /** 全市: the place that the text is of. */
  readonly isWhole?: boolean;
}

/** A word that stands for something named before. */
export interface Anaphor {
  readonly text: string;
  readonly kind: Topic["kind"];
  /** 前者 1, 后者 2 */
  readonly order: number | null;
  /** Points to something (该机) or may stand for anything of its kind (项目), rather than only for what has it in its name. */
  readonly loose: boolean;
  /** Without a demonstrative: 项目 and 公司 are rather the article's than those named last. */
  readonly bare: boolean;
  /** Not what the article is about (标的公司). */
  readonly other?: boolean;
  /** Ends names of organisations, so that what follows it is a part of one (供电公司｜调度中心). */
  readonly departs?: boolean;
}

export interface Naming {
  readonly text: string;
  readonly organisations: ReadonlyMap<Mention, OrgEntity>;
  readonly resolve: (anaphor: Anaphor) => Topic | null;
  /** Whether a word is part of the name of something told of before. */
  readonly isWithin: (text: string) => boolean;
  /** The site or organisation named last that ends so. */
  readonly site: (end: string) => Topic | null;
  /** The event named last. */
  readonly event: () => Topic | null;
  /** The person named last. */
  readonly person: () => Topic | null;
  /** What the text is about here. */
  readonly current: () => Topic | null;
}

export interface FoundTopic {
  readonly topic: Topic;
  /** Speaks or is quoted, rather than acts. */
  readonly isSource: boolean;
  /** A lone common noun, which is rather a part of what the text is about. */
  readonly isBare?: boolean;
  /** Named by nothing but where it stands. */
  readonly isWeak?: boolean;
  /** Does the work (由…建设) on what the sentence is about. */
  readonly isAgent: boolean;
}

function topic(phrase: readonly Word[], kind: Topic["kind"], text: string): Topic {
  // 边关“小口岸”: a name that ends within quotation marks begins within them.
  const quotes = phrase.filter((word) => has(word, "quote")).length;
  const open = quotes % 2 === 1 ? phrase.findLastIndex((word) => has(word, "quote")) : -1;
  const unquoted = open < phrase.length - 1 ? phrase.slice(open + 1) : phrase.slice(0, -1);
  // 铁路控制性工程｜黑瓦河特大桥: what it is, then its name.
  const last = unquoted.length - 1;
  const kindOf = unquoted.findLastIndex(
    (word, i) =>
      i < last && word.roles.get("anaphor")?.generic === true && !has(unquoted[i + 1], "phase", "quote", "first"),
  );
  const rest = unquoted.slice(kindOf + 1);
  const isOwnName = rest.length > 1 && has(rest[rest.length - 1], "thing") && rest[0]?.tag !== "m";
  const words = kindOf >= 0 && isOwnName ? rest : unquoted;
  const isWork = kind === "thing" && words.length > 1 && words.at(-1)?.roles.get("anaphor")?.generic === true;
  const named = { name: spell(words, text), kind, folded: words.map((word) => word.text).join(""), isWork };
  const part = words.findIndex(
    (word, i) => i > 0 && word.tag === "m" && !has(word, "phase") && has(words[i - 1], "thing"),
  );
  return part < 2 ? named : { ...named, whole: topic(words.slice(0, part), kind, text) };
}

/** 濂江市统计局 tells of 濂江市. */
function seatOf(word: Word, naming: Naming): Topic | null {
  const size = word.seat;
  const name = naming.text.slice(word.start, word.start + size);
  const { seatName } = word;
  if (size === 0 && seatName !== null) return { name: seatName, kind: "place", folded: seatName, isWhole: true };
  return size === 0 ? null : { name, kind: "place", folded: word.text.slice(0, size) };
}

/** The topic that a noun phrase names, or null where it names none. */
export function topicOf(phrase: readonly Word[], naming: Naming): Topic | null {
  const first = phrase.findIndex((word) => !has(word, "per"));
  const words = withoutPlace(withoutAspect(phrase.slice(Math.max(first, 0))));
  const edition = words.findIndex((word) => has(word, "edition"));
  if (edition >= 0 && edition < words.length - 1 && !words.some(({ kind }) => kind === "org")) {
    // 本届｜展会, 第七届｜云港国际家居展
    const event = words.length === 2 && words[0]?.tag === "r" ? naming.event() : null;
    return (
      event ?? {
        ...topic(words.slice(edition > 0 && words[0]?.tag === "m" ? edition : 0), "thing", naming.text),
        isEvent: true,
      }
    );
  }
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i];
    if (word === undefined) continue;
    const upTo = namesOn(words, i) ? words : words.slice(0, i + 1);
    if (word.kind === "org") {
      const entity = word.mention === null ? undefined : naming.organisations.get(word.mention);
      if (entity?.orgType === "media") return null;
      const name = entity?.name ?? spell([word], naming.text);
      const { orgType } = entity ?? {};
      // 市总工会 speaks of 全市 as 市商务局 does.
      const isAuthority =
        orgType === "government" || (word.seatName !== null && (orgType === "association" || orgType === "party"));
      // 某机构分析师
      const tellsOfOthers =
        word.tellsOfOthers || words.slice(i + 1).some((one) => one.roles.get("organ")?.others === true);
      return {
        name,
        kind: "org",
        folded: word.text,
        isAuthority,
        isCompany: entity?.orgType === "company",
        tellsOfOthers,
        seat: isAuthority ? seatOf(word, naming) : null,
      };
    }
    const ordinal = word.roles.get("ordinal-anaphor");
    if (ordinal !== undefined)
      return naming.resolve({ text: word.text, kind: "thing", order: Number(ordinal.order), loose: true, bare: false });
    const anaphor = word.roles.get("anaphor");
    const pointed = has(words[i - 1], "demonstrative") || anaphor?.pointed === true;
    if (pointed || (anaphor !== undefined && i === 0)) {
      const kind = (anaphor?.kind ?? (has(word, "place-suffix") ? "place" : "thing")) as Topic["kind"];
      // 该管节, which nothing before is called, is what it says.
      const loose = anaphor?.generic === true || anaphor?.pointed === true || (pointed && kind !== "thing");
      const [other, departs] = [anaphor?.other === true, anaphor?.departs === true];
      const found = naming.resolve({ text: word.text, kind, order: null, loose, bare: !pointed, other, departs });
      if (found !== null) return found;
      if (pointed || anaphor?.kind === "org")
        return topic(i > 0 && pointed ? words.slice(i - 1, i + 1) : upTo, kind, naming.text);
    }
    const begins = words[0];
    // 该公司｜二期工程: of the company.
    const isPointedOrg = has(words[0], "demonstrative") && words[1]?.roles.get("anaphor")?.kind === "org";
    if (isPointedOrg && i > 1 && has(word, "thing", "phase")) continue;
    // 湖心村养殖大户｜姚三喜; but 甲公司副总经理｜陈国
    if (has(word, "person") && !upTo.some((one) => one.kind === "org" || has(one, "organ")))
      return topic(upTo, "person", naming.text);
    // 全矿 of 白石沟煤矿, where the text is of one; 全市 is a place.
    const site = begins?.roles.get("place")?.site === true ? naming.site(begins.text.slice(-1)) : null;
    if (site !== null) return site;
    // 全市在建项目 is the city's.
    if (has(begins, "place") && begins !== undefined)
      return { ...topic([begins], "place", naming.text), isWhole: true };
    if (has(word, "place")) return { ...topic([word], "place", naming.text), isWhole: true };
    if (has(word, "people") || (has(word, "body") && i > 0)) return topic(upTo, "group", naming.text);
    if (has(word, "phase", "party")) return topic(upTo, "thing", naming.text);
    // 首台机组: one of several is not what the text goes on about.
    if (has(begins, "first")) return topic(upTo, "group", naming.text);
    // 码头岸线5.6公里: a common noun alone is part of what the text is about.
    const isBare =
      words.length === 1 &&
      i === 0 &&
      has(word, "thing") &&
      !pointed &&
      word.roles.get("anaphor")?.generic !== true &&
      !naming.isWithin(word.text);
    if (words.length === 1 && isFacility(word)) return naming.current();
    if (isBare) {
      const whole = naming.current();
      return whole !== null && whole.kind !== "place" ? whole : topic(upTo, "thing", naming.text);
    }
    // 未开工｜项目, 重点项目: any of a kind.
    const isKind = (one: Word): boolean => (isVerb(one) || /^(v|b|a|d)/.test(one.tag)) && one.kind === "word";
    // 老旧｜小区, 传统｜码头
    const isQuality = (one: Word): boolean => isMarked(one, "quality");
    const isAny = (anaphor?.many === true ? isKind : isQuality) as (one: Word) => boolean;
    if (has(word, "thing") && i > 0 && i === upTo.length - 1 && upTo.slice(0, -1).every(isAny))
      return topic(upTo, "group", naming.text);
    if (has(word, "thing") && (i > 0 || i === words.length - 1)) return topic(upTo, "thing", naming.text);
    // A｜轮 is a round, not a ship.
    const isNamed =
      i > 0 ? !isVerb(words[i - 1]) && (word.text.length > 1 || words[i - 1]?.tag !== "eng") : word.text.length > 2;
    if (has(word, "thing-end") && isNamed) return topic(upTo, "thing", naming.text);
    // 盾构机“澄湾一号”, 5号泊位
    if (has(word, "thing") && has(words[1], "quote")) return topic(words, "thing", naming.text);
    const isNumbered = has(word, "numbered") && i > 0 && i < words.length - 1;
    if (isNumbered && !upTo.some((one) => one.tag.startsWith("v") || one.kind === "org"))
      return topic(words, "thing", naming.text);
    if (isPlaceName(words, i, 0)) {
      // 三峡｜直流: a place and one noun name a thing.
      const isName = words.length === i + 2 && /^(n|j)/.test(words[i + 1]?.tag ?? "");
      if (upTo === words) return topic(words, "thing", naming.text);
      return topic(isName ? words : upTo, "place", naming.text);
    }
  }
  return null;
}

/** 高新区｜经济增势: what a place or thing has is no part of its name. */
function withoutAspect(words: readonly Word[]): readonly Word[] {
  let to = words.length;
  while (to > 1 && isMarked(words[to - 1] as Word, "aspect")) to--;
  const isHead = has(words[to - 1], "thing", "place", "place-suffix", "thing-end") || words[to - 1]?.kind === "org";
  return isHead ? words.slice(0, to) : words;
}

/** 清榆县｜青竹沟景区, 石坪镇｜养殖大户马福顺: the name of its own of what lies in a place with a suffix. */
function withoutPlace(words: readonly Word[]): readonly Word[] {
  const last = words[words.length - 1];
  const person = words.findIndex((word) => has(word, "person"));
  if (person > 0 && words.slice(0, person).every((word) => word.kind === "word"))
    return words.slice(
      words.findLastIndex((word, i) => i < person && (has(word, "place-suffix") || word.tag === "ns")) + 1,
    );
  const at = words.findLastIndex((word, i) => has(word, "place-suffix") && isPlaceName(words, i, Math.max(0, i - 1)));
  const rest = words.slice(at + 1);
  const isOwnName = rest.length > 1 && (rest[0]?.roles.size === 0 || has(rest[0], "quote")) && rest[0]?.tag !== "m";
  const isThing = has(last, "thing", "thing-end") && last?.roles.get("anaphor")?.generic !== true;
  return at >= 0 && isOwnName && isThing ? rest : words;
}

/** 江岸区｜零工｜驿站: whether what stands after a head makes one longer name with it, up to a noun that ends it. */
function namesOn(words: readonly Word[], head: number): boolean {
  const last = words[words.length - 1];
  if (head === words.length - 1 || last === undefined) return false;
  const isPlain = ({ kind, roles, isNoun }: Word): boolean => kind === "word" && isNoun && roles.size === 0;
  if (isMarked(last, "aspect") || isMarked(last, "begins")) return false;
  if (words[head]?.roles.get("anaphor")?.generic === true) return false;
  return words.slice(head + 1).every(isPlain) && /^(n|j|l)/.test(last.tag) && last.text.length > 1;
}

/**
 * The nearest topic before a place in a clause that can be the subject of what stands there.
 * @param atVerb whether a verb stands there
 */
export function findTopic(
  words: readonly Word[],
  to: number,
  naming: Naming,
  claimed: Claimed,
  atVerb: boolean,
): FoundTopic | null {
  let isFramed = false;
  let verbAfter = atVerb;
  let weak: FoundTopic | null = null;
  /** Left of 的, and of a verb left of it: in a relative clause (某公司培育的新品种). */
  let beforeOf = false;
  let isRelative = false;
  for (let k = to - 1; k >= 0; ) {
    const word = words[k];
    if (has(word, "possessive")) break;
    if (has(word, "frame")) isFramed = true;
    if (has(word, "of")) beforeOf = true;
    if (isVerb(word)) {
      verbAfter = true;
      isRelative ||= beforeOf;
    }
    if (has(word, "pronoun") && word !== undefined && isActor(words, k))
      return { topic: naming.person() ?? topic([word], "group", naming.text), isSource: false, isAgent: false };
    const phrase = isNominal(word) && !has(word, "recurrence") ? phraseBefore(words, k + 1) : null;
    if (phrase === null) {
      k--;
      continue;
    }
    k = phrase.from - 1;
    const start = words.findIndex((one, i) => i >= phrase.from && !has(one, "per"));
    const inside = words.slice(has(words[k], "demonstrative") ? k : Math.min(start, phrase.to), phrase.to);
    if (inside.every((one) => has(one, "average", "recurrence"))) continue;
    // 本报北原｜2月26日讯: where it is reported from.
    if (words[phrase.to]?.kind === "date" && has(words[phrase.to + 1], "dateline")) continue;
    // 这条12英寸特色工艺产线: what is pointed at is spoken of, whatever figure describes it.
    const isPointedAt = words[phrase.from - 1]?.kind === "figure" && has(words[phrase.from - 2], "demonstrative");
    if ((!isPointedAt && inside.some((one) => claimed.has(one))) || has(inside[inside.length - 1], "side", "abstract"))
      continue;
    // 持有远达纸业的股权: whose it is that somebody does something with.
    // 新开至雅加达、海防的2条航线
    const at = governorOf(words, phrase.from);
    const governor = words[at];
    const isReached = has(governor, "to") && governor?.text.length === 1;
    const isPossessor = has(words[phrase.to], "of") && (isReached || isVerb(governor)) && !has(governor, "report");
    if (isPossessor) {
      k = at;
      continue;
    }
    // 合作社今年｜与电商平台签订: with whom somebody does something, not one of a list.
    if (has(words[phrase.from - 1], "pause") && isAfterTime(words, phrase.from - 1)) continue;
    // 协会组织企业｜参展27场: who is made to do something does not do it for themselves.
    const isMade = words[phrase.from - 1]?.roles.get("light")?.pivot === true;
    if (isMade && inside.every((one) => one.kind !== "org" && !has(one, "place", "place-suffix"))) continue;
    const opener = openerOf(words, phrase.from);
    if (opener !== null) {
      const preposition = words[opener]?.roles.get("preposition");
      // 把公司今年净利润从9亿元下调: what is dealt with is its owner's.
      const owner = preposition?.object === true && isFollowed(words, phrase.to, to) ? topicOf(inside, naming) : null;
      if (owner !== null && owner.kind !== "group") return { topic: owner, isSource: false, isAgent: false };
      const agent = preposition?.agent === true ? topicOf(inside, naming) : null;
      if (agent !== null) weak ??= { topic: agent, isSource: false, isAgent: true };
      k = opener - 1;
      continue;
    }
    // 设江陵北、松滋等5座车站: the object of a verb, with no verb after it, is nobody's subject.
    if (!verbAfter && isGoverned(words, phrase.from)) continue;
    // 兰城｜至｜昆阳
    const isReach =
      has(words[phrase.to], "to") && words[phrase.to]?.text.length === 1 && isNominal(words[phrase.to + 1]);
    if (isReach && inside.length === 1 && /^n[sz]/.test(inside[0]?.tag ?? "")) continue;
    if (
      has(words[phrase.from - 1], "to") &&
      !has(words[phrase.from - 1], "copula") &&
      isNominal(words[phrase.from - 2])
    )
      continue;
    const next = words[nextMeaning(words, phrase.to)];
    const isBareThing = inside.length === 1 && has(inside[0], "thing") && !has(inside[0], "anaphor");
    const by = words[phrase.to]?.roles.get("preposition");
    const isAgentAfter = by?.agent === true && words[phrase.to + 1]?.kind === "org";
    const isSubject = isBareThing && phrase.from === 0 && isAgentAfter;
    const found = isSubject ? null : topicOf(inside, naming);
    // 海关预计，…: an authority that expects something speaks of others.
    const isOpen = next === words[words.length - 1] && found?.isAuthority === true;
    const isAnalyst = found?.tellsOfOthers === true && naming.current()?.name !== found.name;
    const expects = has(next, "cue") && (isOpen || isAnalyst);
    const isSpeaker = has(next, "report") || expects;
    // 调查总队发布的数据显示: who speaks in a relative clause speaks.
    const speaks = words.some((one) => has(one, "report"));
    // 全市供暖季结束后，…: a place within a time says only when.
    if (isFramed && found?.kind === "place" && found.isWhole !== true && has(words[words.length - 1], "frame", "of"))
      continue;
    if (found !== null && isRelative) weak ??= { topic: found, isSource: speaks, isAgent: false };
    if (isRelative) continue;
    if (found !== null)
      return { topic: firstListed(words, phrase.from, naming) ?? found, isSource: isSpeaker, isAgent: false };
    // 接收站由甲公司建设: who does it is told, and so what it is done to.
    const isDoneTo = isAgentAfter && phrase.from === 0 && !has(inside[0], "ordinal-anaphor");
    if (isDoneTo && isGroup(inside[inside.length - 1], inside))
      return { topic: topic(inside, "thing", naming.text), isSource: false, isAgent: false };
    const isOrgan = inside.some((one) => has(one, "organ"));
    const head = inside[inside.length - 1];
    // 资金来源为专项债券12亿元: before a copula stands a label, not a subject.
    const isLabel = has(next, "copula");
    const isCounted = words[phrase.from - 1]?.kind === "figure";
    // 中选品种｜今年前三季度｜销售收入: what stands before a date and a measure is spoken of.
    const isTheme = phrase.to < to && isFollowed(words, phrase.to, to) && !has(words[0], "part");
    if (
      (verbAfter || isTheme) &&
      !isFramed &&
      !isSpeaker &&
      !isOrgan &&
      !isLabel &&
      !isCounted &&
      !(inside.length === 1 && isFacility(head)) &&
      weak === null &&
      isGroup(head, inside)
    )
      weak = isNameLike(inside)
        ? { topic: topic(inside, "thing", naming.text), isSource: false, isAgent: false }
        : inside.length === 1 && isBareWord(head, words[phrase.to])
          ? { topic: topic(inside, "group", naming.text), isSource: false, isAgent: false, isBare: true }
          : {
              topic: topic(inside, "group", naming.text),
              isSource: false,
              isAgent: false,
              // 跨境电商｜业务: a side of what the text is about.
              isBare: head !== undefined && isMarked(head, "aspect"),
            };
  }
  if (weak === null) return null;
  const { topic: told, isSource, isAgent, isBare = false } = weak;
  return { topic: told, isSource, isAgent, isBare, isWeak: !isAgent };
}

/** The place of what stands before a phrase, or before the list that it ends. */
function governorOf(words: readonly Word[], from: number): number {
  let at = from - 1;
  while (at > 0 && has(words[at], "pause") && isNominal(words[at - 1])) {
    at--;
    while (at >= 0 && isNominal(words[at])) at--;
  }
  return at;
}

/** Whether a date or an adverb stands before a conjunction, and somebody before that. */
const isAfterTime = (words: readonly Word[], pause: number): boolean =>
  (words[pause - 1]?.kind === "date" || has(words[pause - 1], "adverb", "cue")) &&
  words.slice(0, pause - 1).some((word) => isNominal(word));

/** Whether nothing but dates stands between two places. */
const isFollowed = (words: readonly Word[], from: number, to: number): boolean =>
  words.slice(from, to).every(({ kind }) => kind === "date");

/** Whether what stands before a phrase, or before the list that it ends, is a verb that takes objects. */
function isGoverned(words: readonly Word[], from: number): boolean {
  let at = from - 1;
  // 建设一条长3600米的跑道, 一座32万平方米的航站楼: what tells of it stands between.
  const isTold = (i: number): boolean =>
    words[i]?.kind === "figure" ||
    has(words[i], "determiner") ||
    (has(words[i], "of") && words[i - 1]?.kind === "figure");
  while (at > 0 && (isNominal(words[at]) || has(words[at], "pause") || isTold(at)) && !has(words[at], "thing")) at--;
  const verb = words[at];
  return isVerb(verb) && !has(verb, "report", "change", "to", "locating") && verb?.roles.get("light")?.pivot !== true;
}

/** 甲公司与乙县政府签订协议，计划投资…: of those named together the first is what follows is about. */
function firstListed(words: readonly Word[], from: number, naming: Naming): Topic | null {
  let first: Topic | null = null;
  for (let at = from; has(words[at - 1], "pause"); ) {
    const phrase = phraseBefore(words, at - 1);
    if (phrase === null) break;
    const topic = topicOf(words.slice(phrase.from, phrase.to), naming);
    if (topic === null || topic.kind === "group") break;
    first = topic;
    at = phrase.from;
  }
  return first;
}

/** 他今年种了1.8公顷, not 他说 or 他的. */
function isActor(words: readonly Word[], at: number): boolean {
  const next = words[nextMeaning(words, at + 1)];
  return next !== undefined && !has(next, "report", "of", "cue");
}

const isFacility = (word: Word | undefined): boolean => word?.roles.get("common")?.facility === true;

const isGroup = (head: Word | undefined, phrase: readonly Word[]): boolean =>
  /^(n|j|l)/.test(head?.tag ?? "") && phrase.map((word) => word.text).join("").length > 1;

/** A lone common noun, or one that makes a longer one with the verb after it (瓦斯｜抽采利用率). */
function isBareWord(word: Word | undefined, next: Word | undefined): boolean {
  if (word === undefined || has(word, "body", "people", "common", "person")) return false;
  if (word.text.length > 3) return false;
  return /^(n|vn|j|l|m)$/.test(word.tag) || (isPlainVerb(next) && !word.tag.startsWith("ns"));
}

/** 东关｜夜市: a noun with a name before it names something, whatever its kind. */
function isNameLike(phrase: readonly Word[]): boolean {
  const [first] = phrase;
  const isTagged = first !== undefined && (/^(ns|nr|nt)/.test(first.tag) || isDashed(first));
  const isName = isTagged && first.roles.size === 0 && first.text.length > 1;
  return isName && phrase.length > 1 && phrase.every(({ tag }) => tag.startsWith("n"));
}

/** The preposition that a phrase is the object of, or null. */
export function openerOf(words: readonly Word[], from: number): number | null {
  for (let i = from - 1; i >= 0; i--) {
    const word = words[i];
    if (has(word, "preposition", "than", "from")) return i;
    // 园舍由甲公司腾出的｜厂房改建: who did something to it stands between.
    if (has(word, "of") && isVerb(words[i - 1])) {
      const doer = phraseBefore(words, i - 1);
      const by = words[(doer?.from ?? 0) - 1];
      const isAgent = by?.roles.get("preposition")?.agent === true && isNominal(words[(doer?.from ?? 0) - 2]);
      return isAgent ? (doer?.from ?? 0) - 1 : null;
    }
    // 由甲公司投资、乙局｜施工: what the first one does stands between.
    const isDeed = has(words[i + 1], "pause") && (isVerb(word) || word?.tag === "vn") && words[i - 1]?.kind === "org";
    const isDoer = word?.kind === "org" && has(words[i + 2], "pause") && words[i + 1]?.tag === "vn";
    if (!has(word, "pause", "of") && !isDeed && !isDoer && !(isNominal(word) && has(words[i + 1], "pause")))
      return null;
  }
  return null;
}

function nextMeaning(words: readonly Word[], from: number): number {
  let at = from;
  while (at < words.length && (has(words[at], "adverb", "organ") || words[at]?.kind === "date")) at++;
  return at;
}

/** The place of a clause's own verb, that of a relative clause (位于蓝谷的…项目) left out; its length where it has none. */
export function mainVerb(words: readonly Word[]): number {
  let at = words.length;
  for (let i = words.length - 1; i >= 0; i--) {
    // 5月新开的｜启洋—南沙航线: nothing but a noun with its relative clause.
    const isRelative = i < words.length - 1 && isVerb(words[i - 1]) && !isVerb(words[i + 1]);
    if (has(words[i], "of") && (at < words.length || isRelative)) return at;
    if (isVerb(words[i]) && !isCompounded(words, i)) at = i;
  }
  return at;
}

/** 记者走进｜甲公司, 放眼｜集团: whom or what a verb of seeing brings before the reader, to the end of the clause. */
export function seen(words: readonly Word[], naming: Naming): Topic | null {
  const verb = words.findLastIndex((word) => isMarked(word, "sees"));
  if (verb < 0) return null;
  // 走进澧阳平原高标准农田示范区, 来到甲公司车间
  const from = words.findIndex((word, i) => i > verb && isNominal(word));
  const to = words.findIndex((word, i) => i > from && !isNominal(word));
  const phrase = from < 0 ? [] : words.slice(from, to < 0 ? words.length : to);
  const found = phrase.length === 0 ? null : topicOf(phrase, naming);
  return found?.kind === "org" || found?.kind === "thing" || found?.isWhole === true || found?.kind === "place"
    ? found
    : null;
}

/** The last thing that a clause names after its verb, which what follows may be about: 签约…项目，总投资5亿元. */
export function objectThing(words: readonly Word[], verb: number, naming: Naming): Topic | null {
  for (let i = words.length - 1; i > verb; i--) {
    if (!has(words[i], "thing")) continue;
    const phrase = phraseBefore(words, i + 1);
    if (phrase === null) continue;
    const found = topicOf(words.slice(phrase.from, phrase.to), naming);
    return found?.kind === "thing" ? found : null;
  }
  return null;
}
