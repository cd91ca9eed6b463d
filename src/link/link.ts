import type { AnalysedSentence, ResolvedDocument } from "../analysis.js";
import type { Change, Fact, Fields, Mention, Modality, QuantityValue } from "../types.js";
import { Discourse, type LinkedFigure } from "./discourse.js";
import {
  type ClauseFacts,
  type Measure,
  measureFigure,
  nameFields,
  type Origin,
  ownerEnd,
  readClauseFacts,
} from "./measure.js";
import { cueBefore, cueOf, hasSpeaker, isCondition } from "./modality.js";
import { type Pair, pairFigures } from "./pairing.js";
import { type Governing, governing, Timeline } from "./period.js";
import { isMeasure, phraseBefore } from "./phrase.js";
import {
  type FoundTopic,
  findTopic,
  mainVerb,
  type Naming,
  objectThing,
  openerOf,
  seen,
  type Topic,
  topicOf,
} from "./subject.js";
import { tellsOf } from "./tells.js";
import {
  type Clause,
  changed,
  has,
  isMarked,
  isNominal,
  isVerb,
  readClauses,
  readWords,
  spell,
  type Word,
} from "./words.js";

/**
 * Finds for every quantity what it measures, whose it is, when it holds and how sure it is.
 * @param readsAll reads sentences without figures where they stand, rather than when one asks what they name: the
 * facts are the same
 */
export function linkFacts(document: ResolvedDocument, readsAll = false): ReadonlyMap<Mention, Fact> {
  const facts = new Map<Mention, Fact>();
  const byArticle = new Map<number, AnalysedSentence[]>();
  for (const sentence of document.sentences) {
    const list = byArticle.get(sentence.sentence.article);
    if (list === undefined) byArticle.set(sentence.sentence.article, [sentence]);
    else list.push(sentence);
  }
  for (const sentences of byArticle.values()) linkArticle(document, sentences, facts, readsAll);
  return facts;
}

/** How many sentences of an article's beginning say what it is about, and how far back a topic is looked for. */
const LEAD = 4;
const REACH = 8;

function linkArticle(
  document: ResolvedDocument,
  sentences: readonly AnalysedSentence[],
  facts: Map<Mention, Fact>,
  readsAll: boolean,
): void {
  const discourse = new Discourse();
  let read = 0;
  /** A headline has figures, which may be of what the text after it is about. */
  const isOpen = headlines(sentences).some(({ mentions }) => mentions.some(({ kind }) => kind === "quantity"));
  let about: Topic | null = null;
  sentences.forEach((sentence, i) => {
    if (!sentence.mentions.some(({ kind }) => kind === "quantity")) return;
    // Sentences without figures are read for their topics, and only near the figures that follow.
    for (; read <= i; read++) {
      const next = sentences[read];
      const isNear = read < LEAD || i - read <= REACH;
      if (next === undefined || !isNear) continue;
      const tells = tellsOf(next);
      const link = (): void => new SentenceLinker(document, discourse, next, facts).run();
      discourse.hear(next.sentence.paragraph, tells, link, tells.namesOnly && !readsAll);
      if (isOpen) about ??= discourse.about;
    }
  });
  if (about !== null) lendSubject(sentences, about, facts);
}

/** The headline and decks that open an article. */
function headlines(sentences: readonly AnalysedSentence[]): readonly AnalysedSentence[] {
  const body = sentences.findIndex(({ sentence: { role } }) => role !== "headline" && role !== "deck");
  return sentences.slice(0, body < 0 ? sentences.length : body);
}

/** A headline that names nobody (前三季度出口增长5%) is of what the text after it is about. */
function lendSubject(sentences: readonly AnalysedSentence[], about: Topic, facts: Map<Mention, Fact>): void {
  for (const { mentions } of headlines(sentences)) {
    for (const mention of mentions) {
      const fact = facts.get(mention);
      if (fact === undefined || fact.subject !== null) continue;
      const steps = fact.steps.map((line) =>
        line.startsWith("subject ") ? step("subject", about.name, "what the text after the headline is about") : line,
      );
      facts.set(mention, { ...fact, subject: about.name, steps });
    }
  }
}

interface Chosen {
  readonly topic: Topic | null;
  readonly why: string;
}

interface Judged {
  readonly modality: Modality;
  readonly why: string;
}

const ORIGINS: Readonly<Record<Origin, string>> = {
  before: "the noun phrase before the figure",
  after: "the noun phrase after the figure",
  verb: "the verb that governs the figure",
  share: "the relation and its whole",
  owner: "before the figure stands only whose it is",
  "from-to": "that of the first of two values",
  base: "the noun it is compared with",
  carried: "nothing names it",
};

const step = (column: string, value: string | null, why: string): string => `${column} ${value ?? "none"}: ${why}`;

class SentenceLinker {
  private readonly document: ResolvedDocument;
  private readonly discourse: Discourse;
  private readonly facts: Map<Mention, Fact>;
  private readonly text: string;
  private readonly chart: AnalysedSentence["chart"];
  private readonly paragraph: number;
  private readonly article: number;
  private readonly words: readonly Word[];
  private readonly clauses: readonly Clause[];
  private readonly naming: Naming;
  private readonly timeline: Timeline;
  /** All of it is somebody's words. */
  private readonly isQuoted: boolean;

  private readonly linked: LinkedFigure[] = [];
  private readonly claimed = new Set<Word>();
  private cue: Modality | null = null;
  /** After 其中, up to the next semicolon. */
  private inPart = false;
  /** What 其中 tells the parts of. */
  private whole: LinkedFigure | null = null;
  /** In a clause that supposes something, which hands nothing on. */
  private supposed = false;
  /** After a clause with 由, in which a second agent needs none. */
  private passive = false;
  /** What the clause before was about, where it had no figures. */
  private chain: Topic | null = null;
  /** Who speaks in this sentence. */
  private speaker: Topic | null = null;
  /** How many figures stand before those of this clause. */
  private unpaired = 0;

  constructor(document: ResolvedDocument, discourse: Discourse, analysed: AnalysedSentence, facts: Map<Mention, Fact>) {
    this.document = document;
    this.discourse = discourse;
    this.facts = facts;
    const { sentence, chart } = analysed;
    this.text = sentence.text;
    this.chart = chart;
    this.paragraph = sentence.paragraph;
    this.article = sentence.article;
    this.words = readWords(analysed).map((word, i, all) => {
      // 电站｜年发电量 is that of 云脊抽水蓄能电站, where it was told of.
      const anaphor = word.roles.get("anaphor");
      const isKnown = anaphor?.kind === "thing" && anaphor.generic !== true && !isNominal(all[i - 1]);
      if (isKnown && discourse.isWithin(word.text))
        return changed(word, { roles: word.roles.without("anaphor").with("anaphor", { ...anaphor, known: true }) });
      // 港区 after 石浦港区
      const isBare = has(word, "thing") && !has(word, "anaphor") && !isNominal(all[i - 1]);
      return isBare && discourse.isWithin(word.text) ? asAnaphor(word) : word;
    });
    this.clauses = readClauses(this.words);
    this.naming = {
      text: this.text,
      organisations: document.organisations,
      resolve: (anaphor) => discourse.resolve(anaphor),
      isWithin: (text) => discourse.isWithin(text),
      person: () => discourse.lastPerson(),
      event: () => discourse.lastEvent(),
      site: (end) => discourse.lastSite(end),
      current: () => discourse.carried(undefined),
    };
    this.isQuoted = has(this.words[0], "quote") && has(this.words.at(-1), "quote");
    const govern = ({ mention, start, end }: Word): Governing | null => {
      const opens = chart.formsAt(start).some(({ lexicon }) => chart.lexicons[lexicon] === "link/until");
      const time = mention === null ? undefined : document.times.get(mention);
      // 完成全年目标的28.6%
      if (reaches(chart, start, end, "link/plan") === start) return null;
      const isOfReport = reaches(chart, start, end, "link/own-report") !== null;
      const isAside = endsIn(chart, start, end, "link/same-period");
      return governing(time ?? null, sentence.text.slice(start, end), opens, isOfReport, isAside);
    };
    const governed = new Map<Word, Governing | null>();
    this.timeline = new Timeline(discourse, {
      govern: (word) => {
        let known = governed.get(word);
        if (known === undefined) {
          known = govern(word);
          governed.set(word, known);
        }
        return known;
      },
      isVague: ({ mention }) => {
        const time = mention === null ? undefined : document.times.get(mention);
        return time !== undefined && time.period === null && time.dateType !== "duration" && time.dateType !== "set";
      },
      reportSpan: (words) => {
        const [from, to] = [words[0]?.start ?? 0, words.at(-1)?.end ?? 0];
        const told = analysed.mentions.find(
          ({ kind, start, end }) => kind === "report-span" && start >= from && end <= to,
        );
        const time = told === undefined ? undefined : document.times.get(told);
        return governing(time ?? null, sentence.text.slice(told?.start, told?.end), false, true, false);
      },
      paragraph: sentence.paragraph,
      isTitle: sentence.role === "headline" || sentence.role === "deck",
      isQuoted: this.isQuoted,
      today: document.references.get(sentence.article) ?? null,
    });
  }

  run(): void {
    // 【航运】 and ▲ begin another matter.
    if (this.words[0]?.roles.get("open")?.heading === true || this.words[0]?.roles.get("clause")?.item === true)
      this.discourse.reset();
    let before: Clause | null = null;
    for (const clause of this.clauses) {
      if (clause.fresh) {
        // A sentence that begins with 其中 tells of parts to its end.
        if (!has(this.words[0], "part")) this.endPart();
        if (this.cue === "capacity") this.cue = null;
        if (this.timeline.isSide) this.discourse.endSide();
      }
      if (has(clause.words[0], "part", "rest")) {
        this.inPart = true;
        this.whole = this.linked[this.linked.length - 1] ?? this.discourse.lastFigures.at(-1) ?? null;
      }
      this.supposed = has(clause.words[0], "hypothesis");
      const facts = readClauseFacts(clause);
      this.timeline.readFrames(facts);
      if (clause.words.some((word) => has(word, "base-holds"))) this.discourse.heldBase = this.lastBase();
      if (facts.figures.length === 0) {
        if (!clause.aside) this.readPlain(clause);
      } else {
        const pairs = pairFigures(facts, before);
        this.unpaired = this.linked.length;
        const years = this.timeline.spread(facts);
        for (const at of facts.figures)
          this.linkFigure(facts, at, pairs.get(at) ?? null, before, years.get(at) ?? null);
        this.keepHead(clause.words);
      }
      for (const word of clause.words) {
        const org = word.kind === "org" ? topicOf([word], this.naming) : null;
        if (org !== null) this.discourse.note(org, "mention");
      }
      const all = cueBefore(clause, clause.words.length);
      const here = all?.isLocal === true ? null : all;
      if (!(this.cue === "expected" && here?.isWeak === true))
        this.cue = here?.modality ?? (hasSpeaker(clause.words) ? null : this.cue);
      if (facts.figures.length > 0) this.chain = null;
      if (!clause.aside) before = clause;
    }
    this.endPart();
    if (this.linked.length === 0) {
      if (this.clauses.length === 1 && !this.words.some(isVerb)) this.timeline.closeHeading();
      return;
    }
    this.discourse.lastFigures = this.linked;
    const owners = new Set<string>();
    for (const { subject } of this.linked) if (subject !== null) owners.add(subject.name);
    this.discourse.endSentence(owners);
    const last = this.linked.findLast(({ subject, inBase }) => subject !== null && subject.kind !== "group" && !inBase);
    this.discourse.lastSubject = last?.subject ?? null;
  }

  private endPart(): void {
    this.inPart = false;
    this.discourse.endPart();
  }

  /** 这座由甲集团控股65%的｜码头，…: what a clause of figures describes, and nothing follows, is what is told of. */
  private keepHead(words: readonly Word[]): void {
    const phrase = phraseBefore(words, words.length);
    if (phrase === null || !has(words[phrase.from - 1], "of") || !has(words[words.length - 1], "thing")) return;
    const pointer = words[0];
    const isPointed = has(pointer, "demonstrative");
    const isFirst = isPointed || has(pointer, "determiner") || pointer?.kind === "figure";
    if (!isFirst || pointer === undefined) return;
    const head = words.slice(phrase.from, phrase.to);
    const topic = topicOf(isPointed ? [pointer, ...head] : head, this.naming);
    if (topic !== null && topic.kind !== "group") this.keep(topic);
  }

  /** A clause without figures: who it is about, and what side of the matter it opens. */
  private readPlain(clause: Clause): void {
    const { words } = clause;
    if (has(words[words.length - 1], "opener")) {
      this.timeline.open();
      return;
    }
    // 濂江市统计局 国家统计局濂江调查队: who publishes the text.
    if (this.clauses.length === 1 && words.length > 0 && words.every((word) => word.kind === "org")) {
      for (const word of words) {
        const publisher = topicOf([word], this.naming);
        if (publisher !== null) this.discourse.note(publisher, "source");
      }
      return;
    }
    const before = seen(words, this.naming);
    if (before !== null) {
      this.chain = this.keep(before);
      return;
    }
    const verb = mainVerb(words);
    const last = findTopic(words, verb, this.naming, this.claimed, true);
    // 选址口岸经济区, 重点发展深加工产品: what a clause without a known verb ends with is no topic after another.
    const isTail = verb === words.length && this.discourse.hasTopic() && last?.isWeak === true;
    const found = isTail ? null : last;
    // 由甲公司建设，乙院设计: the second agent needs no 由.
    const isAgent = this.passive && found !== null && words.length === 2;
    this.passive = words.some((word) => word.roles.get("preposition")?.agent === true) || isAgent;
    this.chain = isAgent || found?.isSource === true ? null : (found?.topic ?? null);
    // 从市场看，对东盟出口5亿元，东盟保持首位: the matter stays what it was.
    const isSide = this.timeline.isSide && found?.topic.kind === "place" && !found.isSource;
    if (isSide) this.discourse.note(found.topic, "group");
    else if (!isAgent) this.take(this.identified(words) ?? found, clause);
    const object = has(words[verb], "copula", "locating") ? null : objectThing(words, verb, this.naming);
    if (object === null) return;
    // 新建安岭铁路8日贯通: a verb that begins the clause and has a date after its object belongs to the name.
    const isName = verb === 0 && words.some((word, i) => i > 1 && word.kind === "date");
    this.discourse.note(object, isName ? "topic" : "object");
  }

  /** 受益最大的是甲公司: whom a clause identifies is what follows is about. */
  private identified(words: readonly Word[]): FoundTopic | null {
    const verb = words.findLastIndex((word) => has(word, "copula"));
    if (verb < 1 || !has(words[verb - 1], "of")) return null;
    const phrase = phraseBefore(words, words.length);
    // 投资最大的是甲公司的生产基地
    const topic = phrase === null || phrase.from <= verb ? null : topicOf(words.slice(phrase.from), this.naming);
    return topic === null ? null : { topic, isSource: false, isAgent: false };
  }

  private take(found: FoundTopic | null, clause: Clause): void {
    if (found === null || found.isAgent) return;
    // 公司24日公布年度业绩: whoever reports on itself is what follows is about.
    const onItself = clause.words.some((word) => has(word, "own-report")) && found.topic.kind === "org";
    // 该县提出，民宿达到150家: nobody but the place itself.
    const isOwn = onItself || found.topic.kind === "place" || found.topic.kind === "person";
    if (!found.isSource || isOwn || this.speaksOfItself(found.topic)) {
      this.keep(found.topic);
      return;
    }
    const counts = clause.words.some((word) => word.roles.get("report")?.counts === true);
    this.speaker = counts ? null : found.topic;
    // 市统计局 counts for 全市; what 市发改局 says may be of less.
    const { seat } = found.topic;
    const source = { ...found.topic, tellsOf: seat ?? null };
    this.discourse.note(seat?.isWhole === true && !counts ? { ...source, seat: null } : source, "source");
  }

  /** 机场公司则表示，新春期间升降航班1218架次: a company tells of itself, unless a thing is spoken of. */
  private speaksOfItself(source: Topic): boolean {
    if (source.isCompany !== true || source.tellsOfOthers === true) return false;
    return this.discourse.carried(undefined)?.kind !== "thing" && this.discourse.about?.kind !== "thing";
  }

  private keep(topic: Topic): Topic {
    this.speaker = null;
    // “去趟医院要80元。” tells of nothing that the text goes on about.
    if (!this.supposed && !this.isQuoted)
      this.discourse.note(topic, topic.kind === "group" ? "group" : this.inPart ? "part" : "topic");
    return topic;
  }

  private linkFigure(
    facts: ClauseFacts,
    at: number,
    pair: Pair | null,
    before: Clause | null,
    year: string | null,
  ): void {
    const { clause } = facts;
    const word = clause.words[at];
    const mention = word?.mention;
    if (word === undefined || mention === null || mention === undefined) return;
    const measure = this.asListed(measureFigure(facts, at, this.claimed), mention);
    const giver = this.giverOf(measure, pair, mention);
    const isLast = at === clause.words.length - 1;
    const own = pair?.name ?? this.nameOf(measure, giver, mention, before, isLast);
    for (const one of own) this.claimed.add(one);
    // 分别增长5%、7% is of the figures before; 分别完成投资98亿元、39亿元 names what it measures.
    const isLevelPair = pair?.name != null && mention.fields.change === undefined;
    const carried = own.length === 0 || (pair !== null && pair.back !== null && giver !== null && !isLevelPair);
    const indicator = carried ? (giver?.indicator ?? null) : this.indicatorOf(own, clause.words[at - 1]);
    const fields = carried ? (giver?.fields ?? {}) : this.fieldsOf(own, clause, measure, at);
    const inBase = facts.inBase.has(at);

    const project = this.projectOf(own, clause.words[at - 1]);
    const { topic: subject, why } =
      project ??
      this.subjectOf(facts, measure, pair, carried ? giver : null, fields, mention.fields.change !== undefined);
    const handsOn = !this.supposed && !inBase;
    const { lastSubject } = this.discourse;
    // A part or a thing of what was spoken of before shares its time; another organisation or place does not.
    const isOther = subject !== null && lastSubject !== null && subject.name !== lastSubject.name;
    const isNew = isOther && (subject.kind !== "thing" || lastSubject.kind === "thing");
    const modality = this.modalityOf(facts, at, measure, fields);
    const change = this.changeOf(facts, at, mention, pair, own);
    const isLevelOfChange = change === null && this.isChanged(word);
    const isCounted = nameFields(own).flow === true;
    const isOtherOrg = isOther && subject.kind === "org";
    const found = this.timeline.find(facts, at, measure, {
      fields,
      given: pair?.date ?? null,
      handsOn,
      inPart: this.inPart,
      isNew,
      isStatistic: change !== null || isLevelOfChange || (isCounted && !isOtherOrg),
      isChange: change !== null,
      isDone: isDoing(clause.words[measure.begin - 1]) || isDoing(own[0]),
      isAhead: modality.modality !== "actual",
    });
    // 每年可增加供水4亿立方米，惠及260万人: people are not counted anew.
    const isPeople = ["{person}", "{household}"].includes(quantityOf(mention)?.unit ?? "");
    const isRecurring = found?.why === "a date before its clause" && found.period.startsWith("P");
    const held = isPeople && isRecurring ? null : found;
    const shared = measure.sharedWith === null ? null : this.linked.find((one) => one.word === measure.sharedWith);
    // 增加1.3万户至11.6万户: the second is what it came to at the end.
    const atEnd = shared != null && shared.change !== null && change === null;
    const period = year ?? (atEnd ? (held?.period.split("/")[1] ?? held?.period) : held?.period) ?? null;

    const isRate = has(own[own.length - 1], "change-noun");
    const linked = { word, origin: measure.origin, indicator, fields, subject, change, isRate, inBase };
    this.linked.push(linked);
    const unit = unitOf(mention);
    const isTotal = change === null && !inBase && !this.inPart && indicator !== null && unit !== null;
    if (isTotal && !this.discourse.totals.has(unit)) this.discourse.totals.set(unit, linked);
    const named = pair?.name != null ? "an item of a list" : ORIGINS[measure.origin];
    this.facts.set(mention, {
      indicator,
      subject: subject?.name ?? null,
      period,
      periodText: held?.text ?? null,
      modality: modality.modality,
      change,
      // Amounts saved, cut or freed are no changes, and positive.
      sign: change !== null && Number(mention.fields.sign) === -1 ? -1 : 1,
      steps: [
        step("indicator", indicator, carried && giver !== null ? `that of ${giver.word.text}` : named),
        step("subject", subject?.name ?? null, why),
        step("period", period, held?.why ?? "no date governs it"),
        step("modality", modality.modality, modality.why),
        ...(change === null
          ? []
          : [step("change", change, change === mention.fields.change ? "its base" : "the base of the figures before")]),
      ],
    });
  }

  /** Whether a figure is followed by its own change (5.1万人，同比增加9300人). */
  private isChanged(word: Word): boolean {
    const rest = this.words.slice(this.words.indexOf(word) + 1);
    const at = rest.findIndex(({ kind }) => kind === "figure" || kind === "date");
    const next = rest[at];
    if (next?.kind !== "figure" || next.mention?.fields.change === undefined) return false;
    return !rest.slice(0, at).some((one) => has(one, "saving"));
  }

  /** The name as the text has it; of 年产100万吨精品硅项目 what is produced, and that it is a capacity. */
  private indicatorOf(name: readonly Word[], before: Word | undefined): string {
    const measured = before?.roles.get("recurrence")?.names;
    if (typeof measured !== "string" || name.includes(before as Word)) return spell(name, this.text);
    const end = name.findIndex((word, i) => i > 0 && has(word, "thing"));
    return spell(name.slice(0, end < 0 ? name.length : end), this.text) + measured;
  }

  /** 年产100万吨精品硅项目 is the name of what has that capacity. */
  private projectOf(name: readonly Word[], before: Word | undefined): Chosen | null {
    const head = name.findLast((word, i) => i > 0 && has(word, "thing"));
    if (typeof before?.roles.get("recurrence")?.names !== "string" || head === undefined) return null;
    // 新建年产2万吨海绵钛生产线: what is built is not who builds it.
    const at = this.words.indexOf(before);
    if ((isVerb(this.words[at - 1]) && !has(this.words[at - 1], "report")) || has(this.words[at - 1], "of"))
      return null;
    const whole = this.text.slice(before.start, head.end);
    const topic: Topic = { name: whole, kind: "thing", folded: whole };
    return { topic: this.keep(topic), why: "the thing whose name tells its capacity" };
  }

  /** 江州12个、总投资386亿元，宁川8个: in a list of owners a lone name is one, too. */
  private asListed(measure: Measure, mention: Mention): Measure {
    const [only] = measure.name;
    if (measure.origin !== "before" || measure.name.length !== 1 || only === undefined) return measure;
    const alike = this.linked.filter((one) => unitOf(one.word.mention) === unitOf(mention));
    const counted = alike.length > 0;
    const isNamed = /^(ns|nr|nz)/.test(only.tag) || alike.some(({ origin }) => origin === "owner");
    if ((only.roles.size > 0 && !has(only, "thing-end", "place-suffix")) || !isNamed) return measure;
    const isCounted = this.words.some((word) => word.mention === mention && has(word, "counter"));
    if (!this.inPart || !counted || !isCounted) return measure;
    return { ...measure, origin: "owner", name: [], owner: measure.name };
  }

  /** The words that name what is measured; none where it is carried over. */
  private nameOf(
    measure: Measure,
    giver: LinkedFigure | null,
    mention: Mention,
    before: Clause | null,
    isLast: boolean,
  ): readonly Word[] {
    const isChange = mention.fields.change !== undefined;
    const isFirst = this.linked.length === this.unpaired;
    const isLink = measure.origin === "carried" && isFirst && this.opensWithLink(mention);
    if (isLink || (isChange && (measure.origin === "carried" || measure.origin === "base"))) {
      const told = this.measureOf(before, isChange);
      if (told !== null) return told;
    }
    if (measure.origin === "base" && giver !== null) return [];
    // 确保年内完成1.05万公里
    const done = measure.origin === "carried" && !isChange && giver === null ? this.doneBefore(mention) : null;
    if (done !== null) return [done];
    if (measure.origin !== "carried" || isChange || !isLast || !isFirst) return measure.name;
    // …芝加哥航班，每周各4班: a bare count is of what the clause before ends with.
    const isCount = (quantityOf(mention)?.unit ?? "{").startsWith("{");
    const last = before?.words[before.words.length - 1];
    if (!isCount || before === null || last === undefined || !isNominal(last) || this.claimed.has(last))
      return measure.name;
    if (before.words.some(({ kind }) => kind === "figure") || last.kind === "org") return measure.name;
    return [last];
  }

  /** The verb of doing right before a figure. */
  private doneBefore(mention: Mention): Word | null {
    const at = this.words.findIndex((word) => word.mention === mention);
    const verb = this.words.slice(0, at).findLast((word) => !has(word, "adverb"));
    return verb?.roles.get("light")?.flow === true ? verb : null;
  }

  /** Whether nothing but a copula and its like stands before a figure in its clause: …增速最快，达到26.3%. */
  private opensWithLink(mention: Mention): boolean {
    const words = this.clauses.find((clause) => clause.words.some((word) => word.mention === mention))?.words ?? [];
    const at = words.findIndex((word) => word.mention === mention);
    const before = words.slice(0, at);
    return (
      before.some((word) => has(word, "copula", "to")) &&
      !before.some((word) => isNominal(word) && word.kind !== "date")
    );
  }

  /** 运价指数报1043点，跌1.2%: what a clause without figures measures. */
  private measureOf(clause: Clause | null, isChange: boolean): readonly Word[] | null {
    if (clause === null || clause.words.some(({ kind }) => kind === "figure")) return null;
    // 增速最快，达到26.3% is the speed itself.
    const isNamed = (word: Word): boolean => has(word, "indicator") || (!isChange && has(word, "change-noun"));
    const at = clause.words.findLastIndex((word) => isNamed(word) && !this.claimed.has(word));
    // 最高用电需求出现在7月19日，达2418兆瓦
    const verb =
      !isChange && clause.words.at(-1)?.kind === "date"
        ? clause.words.findIndex((word) => isVerb(word) && !has(word, "copula"))
        : -1;
    const end = at < 0 ? verb : at + 1;
    const phrase = end < 0 ? null : phraseBefore(clause.words, end, this.claimed);
    // 进出口2864亿元，规模创历史新高，同比增长6.5%: a lone noun with a verb of its own says something else.
    const saysElse =
      phrase !== null && clause.words.slice(phrase.to).some((word) => isVerb(word) && !has(word, "copula"));
    if (saysElse && isChange && this.linked.length > 0 && phrase.to - phrase.from === 1) return null;
    // 按可比价格计算，同比增长6.1%
    if (phrase !== null && has(clause.words[phrase.from - 1], "preposition")) return null;
    return phrase === null ? null : clause.words.slice(ownerEnd(clause.words, phrase), phrase.to);
  }

  /** The figure before whose indicator this one takes over. */
  private giverOf(measure: Measure, pair: Pair | null, mention: Mention): LinkedFigure | null {
    if (measure.sharedWith !== null) return this.linked.find(({ word }) => word === measure.sharedWith) ?? null;
    const before = this.linked.filter(({ inBase }) => !inBase);
    const one = measure.origin === "carried" || measure.origin === "owner" ? this.oneOfTwo(mention) : null;
    if (one !== null) return one;
    if (pair?.back != null) {
      const earlier = this.linked.slice(0, this.unpaired).filter(({ inBase }) => !inBase);
      const levels = earlier.filter(({ change }) => change === null);
      const pool = levels.length > pair.back ? levels : earlier;
      return pool[pool.length - 1 - pair.back] ?? null;
    }
    // 福州115个，厦门17个: an owner alone takes over what the figure before measures, if it is of its kind.
    if (measure.origin === "owner") {
      const isAlike = (one: LinkedFigure): boolean => unitOf(one.word.mention) === unitOf(mention);
      // 开工项目42个，其中产业项目28个。按片区看，临空片区18个: of all.
      const total = this.timeline.isSide ? this.discourse.totals.get(unitOf(mention) ?? "") : undefined;
      return before.findLast(isAlike) ?? total ?? this.discourse.lastFigures.find(isAlike) ?? null;
    }
    // 占全市的35.7%，位居第一: what has a rank is what has the share.
    const isChange = mention.fields.change !== undefined;
    // 占68.9%，提高2个百分点 is of the share; 增长5% and 净增742万千瓦 of what has it.
    const owned = before.filter(({ origin }) => origin !== "share");
    const isOfShare = isChange && (quantityOf(mention)?.unit === "pp" || owned.length === 0);
    const pool = isOfShare ? before : owned;
    const last = pool[pool.length - 1] ?? this.lastAlike(measure, mention);
    // 4台60万千瓦水轮发电机组
    const adjoins = last?.word.end === this.words.find((word) => word.mention === mention)?.start;
    if (isChange || adjoins || measure.origin !== "carried") return last;
    // 养殖产量增长9.4%，达到22.5万吨: the level that the change before led to.
    if (last?.change != null && this.linked.length === this.unpaired && this.opensWithLink(mention)) return last;
    // 引进项目73个，其中投资超10亿元的9个
    const isAlike = (one: LinkedFigure): boolean => one.change === null && unitOf(one.word.mention) === unitOf(mention);
    return pool.findLast(isAlike) ?? last;
  }

  /** 家具、服装分别为214亿元和98亿元，前者增长4.4%: the first or second of the two levels before. */
  private oneOfTwo(mention: Mention): LinkedFigure | null {
    const at = this.words.findIndex((word) => word.mention === mention);
    const start = this.words.slice(0, at).findLastIndex((word) => has(word, "clause"));
    const order = this.words.slice(start + 1, at).find((word) => has(word, "ordinal-anaphor"));
    const [first, second] = this.linked.filter(({ inBase, change }) => !inBase && change === null).slice(-2);
    if (order === undefined || second === undefined) return null;
    return (order.roles.get("ordinal-anaphor")?.order === 1 ? first : second) ?? null;
  }

  /** Where a sentence names nothing that is measured, the figure of the sentence before that it can be of. */
  private lastAlike(measure: Measure, mention: Mention): LinkedFigure | null {
    if (measure.origin !== "carried") return null;
    const named = this.discourse.lastFigures.filter(({ indicator, inBase }) => indicator !== null && !inBase);
    const alike = named.findLast(({ word }) => unitOf(word.mention) === unitOf(mention));
    if (mention.fields.change === undefined) return alike ?? null;
    return named.findLast(({ change }) => change === null) ?? null;
  }

  private fieldsOf(name: readonly Word[], clause: Clause, measure: Measure, figure: number): Fields {
    const fields = { ...fieldsWithin(name, this.chart), ...nameFields(name) };
    let at = measure.begin - 1;
    while (has(clause.words[at], "cue", "adverb") && !has(clause.words[at], "recurrence")) at--;
    const last = this.linked[this.linked.length - 1];
    // 年可节约标准煤5.6万吨，减少排放15万吨: what is saved in the same breath is saved in the same span.
    const isSaving = (words: readonly Word[]): boolean =>
      has(words[0], "saving") || words[0]?.roles.get("change")?.keep === true;
    // 年吞吐量900万吨、集装箱25万标箱: the items of a list share what their first one says.
    const isItem =
      last !== undefined &&
      !has(name[0], "saving", "activity", "share") &&
      has(clause.words[measure.begin - 1], "pause") &&
      clause.words[measure.begin - 2] === last.word;
    const inherits =
      (isItem || (isSaving(name) && last?.fields.saving === true)) && typeof last?.fields.period === "string";
    // 日均开行列车1124列
    const mean = clause.words[isVerb(clause.words[at]) ? at - 1 : at];
    const average = has(mean, "average") ? mean : undefined;
    const recurrence =
      clause.words[at]?.roles.get("recurrence") ??
      clause.words[figure - 1]?.roles.get("recurrence") ??
      (average !== undefined && !name.includes(average) ? average.roles.get("average") : undefined) ??
      (inherits ? { period: last.fields.period ?? null } : {});
    // 截至6日接种…: a total of all time. 截至9月底收购…: of this year.
    const isTotal = name[0]?.roles.get("activity")?.ever === true;
    const isDone = has(name[0], "activity", "saving") && !isMeasure(name[name.length - 1]) && !isTotal;
    // 截至15日收购秋粮38万吨，其中玉米21万吨
    const isPart = this.inPart && this.whole?.fields.flow === true && fields.stock !== true;
    const isFlow = isDone || isPart || clause.words[measure.begin - 1]?.roles.get("light")?.flow === true;
    // 新增停车位3200个: what is done to a thing is no trait of it.
    const isMade = has(name[0], "activity") && name.length > 1;
    return {
      ...(isItem && last.fields.modality !== undefined ? { modality: last.fields.modality } : {}),
      ...(isFlow ? { flow: true } : {}),
      ...(isSaving(name) ? { saving: true } : {}),
      ...recurrence,
      ...fields,
      ...(isMade ? { static: false } : {}),
    };
  }

  private subjectOf(
    facts: ClauseFacts,
    measure: Measure,
    pair: Pair | null,
    giver: LinkedFigure | null,
    fields: Fields,
    isChange: boolean,
  ): Chosen {
    const { words } = facts.clause;
    if (pair?.owner != null)
      return { topic: topicOf(pair.owner, this.naming) ?? this.named(pair.owner), why: "an item of a list" };
    const shared = pair === null ? null : this.oneOfBoth(words, pair);
    if (shared !== null) return { topic: shared, why: "one of both" };
    if (measure.heir.length > 0) {
      const isAnaphor = has(measure.heir[0], "anaphor");
      const own = measure.heir.length > 1 || isAnaphor ? topicOf(measure.heir, this.naming) : null;
      const topic = own ?? this.named(measure.heir);
      // 安装单机容量60万千瓦的水轮发电机组: as object of a verb it is not what the text goes on about.
      // 建设一条长3600米的跑道
      const governs = words
        .slice(0, measure.begin)
        .some((word) => isVerb(word) && !has(word, "report", "to", "copula"));
      if (!governs && words[measure.begin - 1]?.kind !== "figure" && own !== null) this.keep(topic);
      return { topic, why: "what the figure is told of, after it" };
    }
    let begin = pair?.begin ?? measure.begin;
    // 满足东部新城15万户用电需求: what stands before a counted object belongs to it.
    if (measure.origin === "after") {
      const modifier = phraseBefore(words, begin);
      if (modifier !== null && isVerb(words[modifier.from - 1])) begin = modifier.from;
    }
    let agent: Topic | null = null;
    // 保税区进出口418亿元，拉动全市外贸增长2.1个百分点: what is moved is not who moves it.
    const isMoved = words[measure.begin - 1]?.roles.get("light")?.pivot === true && isChange;
    if (isMoved) begin = measure.begin - 1;
    else if (measure.owner.length > 0 && pair?.begin == null) {
      const isAlone = measure.origin === "owner";
      const owner =
        topicOf(measure.owner, this.naming) ??
        (isAlone && !has(measure.owner[0], "ordinal-anaphor") ? this.named(measure.owner) : null);
      // 项目由甲集团投资86亿元建设: the figure is the project's.
      const opener = openerOf(words, begin);
      if (owner !== null && opener === null)
        return { topic: this.keep(owner), why: "in one phrase with the indicator" };
      agent = owner;
      begin = opener ?? begin;
    }
    const isSame = pair?.back != null || measure.origin === "from-to";
    if (isSame && giver !== null) return { topic: giver.subject, why: `that of ${giver.word.text}` };
    if (measure.origin === "share")
      return { topic: this.partOf(words, begin, measure.name), why: "the part that has the share" };
    const found = findTopic(words, begin, this.naming, this.claimed, isVerb(measure.name[0]));
    const isBare = found?.isBare === true && this.discourse.carried(fields.of) !== null;
    const isOwn = found !== null && !found.isSource && !found.isAgent && !isBare;
    if (isOwn && (giver === null || found.topic.kind !== "group"))
      return { topic: this.keep(found.topic), why: "named in the clause" };
    this.take(found, facts.clause);
    // 甲集团宣布，7月起开通6条: not of what a sentence before counted.
    const isEarlier = giver !== null && !this.linked.includes(giver) && this.discourse.hasTopic();
    if (giver !== null && !isEarlier) return { topic: giver.subject, why: `that of ${giver.word.text}` };
    // 财政局表示，下半年将压减支出1.5亿元: who speaks of what is done does it.
    const verbs = [measure.name[0], words[begin - 1], measure.origin === "after" ? words[begin] : undefined];
    const isDone = verbs.some((verb, i) => isVerb(verb) && (i === 0 || !has(verb, "report")));
    const isAble = (cueBefore(facts.clause, words.length)?.modality ?? this.cue) === "capacity";
    // 市商务局提出，外贸增长5%，将组织120家次企业参展
    const isMaking = verbs.some((verb) => verb?.roles.get("light")?.pivot === true);
    if (isDone && !isAble && this.speaker !== null && (isMaking || this.linked.length === 0))
      return { topic: this.keep(this.discourse.wholeOf(this.speaker)), why: "who speaks and does it" };
    const isOfWhole = fields.of === "thing" && fields.static === true && this.linked.length === this.unpaired;
    const nearest = this.discourse.carried(fields.of, isOfWhole);
    // 巴西是最大来源地，自巴西进口163万吨: with whom it is done is not who does it.
    const isPartner =
      nearest !== null && nearest.kind !== "thing" && words.some((_, i) => this.isPartner(words, i, nearest));
    const carried = isPartner ? this.discourse.about : nearest;
    if (carried !== null) return { topic: carried, why: "what the text is about" };
    const last = found?.isSource === true && found.topic.isAuthority === true ? agent : (found?.topic ?? agent);
    return { topic: last, why: last === null ? "nothing is named" : "named in the clause" };
  }

  private isPartner(words: readonly Word[], at: number, topic: Topic): boolean {
    return words[at]?.text === topic.folded && has(words[at - 1], "preposition", "from");
  }

  /** 双方分别出资: the organisations named last, in order. */
  private oneOfBoth(words: readonly Word[], pair: Pair): Topic | null {
    const both = words.find((word) => has(word, "both"));
    if (both === undefined || pair.side === null) return null;
    const size = Number(both.roles.get("both")?.count);
    const named = this.words.filter(({ kind, end }) => kind === "org" && end <= both.start).slice(-size);
    const one = named.length === size ? named[size - 1 - pair.side] : undefined;
    return one === undefined ? null : topicOf([one], this.naming);
  }

  /** Of a share the part: what stands before 占, else what the figure before measures. */
  private partOf(words: readonly Word[], at: number, name: readonly Word[]): Topic | null {
    const whole = name[name.length - 1];
    let to = at;
    while (to > 0 && has(words[to - 1], "adverb", "cue")) to--;
    const before = words[to - 1];
    // 留在本市工作的｜占四成四
    if (has(before, "of") && to > 1) return { ...this.named(words.slice(0, to)), kind: "group" };
    // 65岁及以上占14.79%
    if (before?.kind === "figure" && to === at) return { ...this.named([before]), kind: "group" };
    const phrase = phraseBefore(words, to, has(before, "people") ? undefined : this.claimed);
    if (phrase !== null) {
      const part = words.slice(phrase.from, phrase.to);
      const age = words[phrase.from - 1];
      // 0—14岁｜人口: the group with its age.
      if (has(part[0], "people") && age?.kind === "figure" && age.end === part[0]?.start)
        return { ...this.named([age, ...part]), kind: "group" };
      return topicOf(part, this.naming) ?? this.named(part);
    }
    // 制造业需求最旺，占总需求的36.4%
    if (this.chain !== null && this.chain.kind === "group") return this.chain;
    const levels = this.linked.filter(({ inBase, origin }) => !inBase && origin !== "share");
    const last = levels.findLast(({ isRate }) => !isRate) ?? levels.at(-1);
    if (last?.origin === "verb" || has(whole, "plan")) return last?.subject ?? this.discourse.carried(undefined);
    // 园区产值96亿元，占全县工业总产值的六成: of the same measure the part is whose it is.
    const { indicator } = last ?? {};
    if (indicator != null && last?.subject != null && name.some(({ text }) => text.endsWith(indicator)))
      return last.subject;
    // 嘉陵市进出口3912.7亿元，占全省的41.2%: of a place the part is a place.
    if (last?.subject?.kind === "place" && has(whole, "place")) return last.subject;
    // 工程完成投资19.8亿元，占总投资的70.2%
    if (last?.subject?.kind === "thing" && last.fields.of === "thing") return last.subject;
    if (last?.indicator != null) return { name: last.indicator, kind: "group", folded: last.indicator };
    return this.discourse.carried(undefined);
  }

  private named(words: readonly Word[]): Topic {
    return { name: spell(words, this.text), kind: "thing", folded: words.map(({ text }) => text).join("") };
  }

  private modalityOf(facts: ClauseFacts, at: number, measure: Measure, fields: Fields): Judged {
    const { clause, inBase } = facts;
    // 产能提高近四成 has happened.
    const isChange = clause.words[at]?.mention?.fields.change !== undefined;
    const own = isChange ? undefined : (fields.modality as Modality | undefined);
    const byName = { modality: own ?? "actual", why: own === undefined ? "no cue" : "its indicator" };
    if (measure.isFirst || inBase.has(at)) return byName;
    if (isCondition(clause)) return { modality: "expected", why: "its clause only supposes it" };
    const held = hasSpeaker(clause.words.slice(0, at)) ? null : this.cue;
    // 每小时可处理3.5万件，错分率控制在万分之二: a rate is no ability.
    const carried = held === "capacity" && fields.level === true ? null : held;
    const here = cueBefore(clause, at) ?? cueOf(clause, at);
    const before = "a cue of a clause before";
    // 预计，…可达, 预计，…将达: what is expected to be possible or to come is expected.
    if (carried === "expected" && here?.isWeak === true) return { modality: carried, why: before };
    // 足以偿还明年到期的5亿元债券: what is owed is owed.
    if (here?.isWeak === true && clause.words.slice(0, at).some((word) => isMarked(word, "due"))) return byName;
    // 规划用地600亩，…年产12吉瓦时: what a thing is able to do says so itself.
    if (here === null && own !== undefined && carried !== "expected") return byName;
    // 预计旅客发送量1.2亿人次。其中铁路5600万人次: a part is as sure as the whole.
    const unit = unitOf(clause.words[at]?.mention ?? null);
    const isPart =
      this.inPart && here === null && carried === null && this.linked.every(({ change }) => change === null);
    const whole = isPart ? this.discourse.lastFigures.findLast(({ word }) => unitOf(word.mention) === unit) : undefined;
    const ofWhole = whole?.word.mention == null ? undefined : this.facts.get(whole.word.mention)?.modality;
    if (ofWhole !== undefined && !["actual", "capacity"].includes(ofWhole) && own === undefined)
      return { modality: ofWhole, why: "that of the whole" };
    const cue = here?.modality ?? carried;
    if (cue === null && this.isAhead(facts, at)) return { modality: "planned", why: "its date is to come" };
    if (cue === null && this.willDo(facts, at)) return { modality: "planned", why: "what somebody will do" };
    if (cue === null || (cue === "actual" && own !== undefined)) return byName;
    return { modality: cue, why: here === null ? before : "a cue of its clause" };
  }

  /** Whether a date of the clause lies after the document's own. */
  private isAhead({ clause: { words }, inBase }: ClauseFacts, at: number): boolean {
    const date = this.document.references.get(this.article) ?? null;
    if (date === null) return false;
    const isDated = words.slice(0, at).some(({ kind, mention }) => {
      const time = kind !== "date" || mention === null ? undefined : this.document.times.get(mention);
      return time?.period != null;
    });
    if (this.timeline.isAhead() && !isDated) return true;
    return words.some((word, i) => {
      const time = word.mention === null ? undefined : this.document.times.get(word.mention);
      // 2025年前完成800座: open at its beginning, it ends ahead.
      const start = time?.startDate ?? (i < at ? time?.endDate : null);
      // 明年到期的6亿元债券 are there now.
      return word.kind === "date" && !inBase.has(i) && !isMarked(words[i + 1], "due") && start != null && start > date;
    });
  }

  /** 今年内会斥资1.65亿元: 会 before what somebody does, at a time that is not over; without one it may be a habit. */
  private willDo({ clause: { words }, inBase }: ClauseFacts, at: number): boolean {
    const today = this.document.references.get(this.article) ?? null;
    const will = words.findIndex((word, i) => i < at && word.roles.get("cue")?.impersonal === true);
    const verb = words.slice(will + 1, at).find((word) => !has(word, "adverb"));
    if (today === null || will < 0 || !(isVerb(verb) || /^v/.test(verb?.tag ?? "")) || has(verb, "copula"))
      return false;
    return words.some(({ kind, mention }, i) => {
      const time = kind !== "date" || mention === null || inBase.has(i) ? undefined : this.document.times.get(mention);
      return time?.endDate != null && time.dateType !== "set" && time.endDate > today;
    });
  }

  private lastBase(): Change | null {
    const last = this.linked.findLast(({ change }) => change !== null);
    return (last ?? this.discourse.lastFigures.findLast(({ change }) => change !== null))?.change ?? null;
  }

  /** The base of comparison; where none is named, after 其中, 分别 and 下同 that of the figures before. */
  private changeOf(
    facts: ClauseFacts,
    at: number,
    mention: Mention,
    pair: Pair | null,
    name: readonly Word[],
  ): Change | null {
    const change = (mention.fields.change as Change | undefined) ?? null;
    const words = facts.clause.words.slice(0, at);
    const start = words.findLastIndex((word) => word.kind === "figure");
    const isBased = words.slice(start + 1).some((word) => has(word, "than", "base"));
    // 户均增收4200元: an amount saved or gained is a level, unless its clause compares.
    if (has(name[0], "saving") || has(name[name.length - 1], "saving")) return isBased ? change : null;
    // 改造提升5万亩 is done, not changed.
    const verb = words[words.length - 1];
    const isWork = has(verb, "change") && words[words.length - 2]?.roles.get("light")?.noun === true;
    if (change === "other" && isWork && unitOf(mention) !== "%" && !isBased) return null;
    // 低于去年同期的1.34% is what there was.
    if (facts.inBase.has(at) && has(words[at - 1], "of")) return null;
    if (change !== "other" || isBased) return change;
    if (this.discourse.heldBase !== null) return this.discourse.heldBase;
    return this.inPart || pair !== null ? (this.lastBase() ?? change) : change;
  }
}

const asAnaphor = (word: Word): Word => changed(word, { roles: word.roles.with("anaphor", { kind: "thing" }) });

/**
 * 年｜加工能力, 日均｜车流量: what the parts of a name in one word say, where a lexicon has the rest as well
 * and it is something counted over a span (not 年｜增长率).
 */
function fieldsWithin(name: readonly Word[], chart: AnalysedSentence["chart"]): Fields {
  const { lexicons } = chart;
  for (const word of name) {
    if (!has(word, "indicator", "measure")) continue;
    for (const { end, lexicon, form } of chart.formsAt(word.start)) {
      if (end >= word.end || !/^link\/(recurrence|average)$/.test(lexicons[lexicon] ?? "")) continue;
      const rest = chart
        .formsAt(end)
        .find((one) => one.end === word.end && lexicons[one.lexicon]?.startsWith("indicator/") === true)?.form.fields;
      if (rest?.flow === true || rest?.modality === "capacity") return { ...form.fields, ...rest };
    }
  }
  return {};
}

/** Where in a mention a form of a lexicon begins that reaches beyond it: 2022年｜一季｜报, 全年｜任务. */
function reaches(chart: AnalysedSentence["chart"], start: number, end: number, lexicon: string) {
  for (let at = start; at < end; at++)
    if (chart.formsAt(at).some((form) => form.end > end && chart.lexicons[form.lexicon] === lexicon)) return at;
  return null;
}

/** Whether a mention is more than a form of a lexicon and ends in one: 上年｜同期. */
function endsIn(chart: AnalysedSentence["chart"], start: number, end: number, lexicon: string) {
  for (let at = start + 1; at < end; at++)
    if (chart.formsAt(at).some((form) => form.end === end && chart.lexicons[form.lexicon] === lexicon)) return true;
  return false;
}

/** A verb that tells of something done. */
const isDoing = (word: Word | undefined): boolean =>
  has(word, "activity", "saving") || (has(word, "light") && word?.roles.get("light")?.state !== true);

const quantityOf = (mention: Mention | null): QuantityValue | null => (mention?.value ?? null) as QuantityValue | null;

/** As written: 亩 and 平方米 count different things. */
const unitOf = (mention: Mention | null): string | null => quantityOf(mention)?.unitText ?? null;
