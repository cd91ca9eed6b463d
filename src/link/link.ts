import type { AnalysedSentence, ResolvedDocument } from "../analysis.js";
import type { Change, Fact, Fields, Mention, Modality } from "../types.js";
import { type ClauseFacts, type Measure, measureFigure, nameFields, readClauseFacts } from "./measure.js";
import { cueBefore, hasSpeaker } from "./modality.js";
import { type Pair, pairFigures } from "./pairing.js";
import { type Governing, governing, isFrame, isIdle } from "./period.js";
import { phraseBefore } from "./phrase.js";
import {
  type Anaphor,
  type FoundTopic,
  findTopic,
  mainVerb,
  type Naming,
  objectThing,
  openerOf,
  type Topic,
  topicOf,
} from "./subject.js";
import { type Clause, has, isVerb, readClauses, readWords, spell, type Word } from "./words.js";

/** A figure and what was found out about it so far. */
interface Linked {
  readonly word: Word;
  readonly indicator: string | null;
  readonly fields: Fields;
  readonly subject: Topic | null;
  readonly change: Change | null;
  /** Stands in the base of a comparison, and hands nothing on. */
  readonly inBase: boolean;
}

/** Finds for every quantity what it measures, whose it is, when it holds and how sure it is. */
export function linkFacts(document: ResolvedDocument): ReadonlyMap<Mention, Fact> {
  const facts = new Map<Mention, Fact>();
  const byArticle = new Map<number, AnalysedSentence[]>();
  for (const sentence of document.sentences) {
    const list = byArticle.get(sentence.sentence.article);
    if (list === undefined) byArticle.set(sentence.sentence.article, [sentence]);
    else list.push(sentence);
  }
  for (const sentences of byArticle.values()) linkArticle(document, sentences, facts);
  return facts;
}

/** What an article hands on from sentence to sentence. */
class Discourse {
  readonly topics: Topic[] = [];
  /** Nouns that were subjects of a clause only; 该机 may point to one. */
  readonly groups: Topic[] = [];
  /** Things that were objects of a clause's verb. */
  readonly objects: Topic[] = [];
  /** Who spoke or published last. */
  source: Topic | null = null;
  /** 同比（下同） */
  heldBase: Change | null = null;
  /** The period of the last figures that were no part of another, and of the first. */
  period: { readonly governing: Governing; readonly paragraph: number } | null = null;
  mainPeriod: Governing | null = null;
}

function linkArticle(
  document: ResolvedDocument,
  sentences: readonly AnalysedSentence[],
  facts: Map<Mention, Fact>,
): void {
  const discourse = new Discourse();
  let read = 0;
  sentences.forEach((sentence, i) => {
    if (!sentence.mentions.some(({ kind }) => kind === "quantity")) return;
    // Sentences without figures are read for their topics, and only where figures follow.
    for (; read <= i; read++) {
      const next = sentences[read];
      if (next !== undefined) new SentenceLinker(document, discourse, next, facts).run();
    }
  });
}

class SentenceLinker {
  private readonly clauses: readonly Clause[];
  private readonly naming: Naming;
  private readonly text: string;
  private readonly paragraph: number;
  private readonly chart: AnalysedSentence["chart"];
  private readonly topics: Topic[] = [];
  private readonly linked: Linked[] = [];
  private readonly claimed = new Set<Word>();
  private frame: Governing | null = null;
  private cue: Modality | null = null;
  /** After 其中, up to the next semicolon. */
  private inPart = false;
  private partTopics: Topic[] = [];
  private opened = false;
  /** In a clause that supposes something, which hands nothing on. */
  private supposed = false;
  private passive = false;

  constructor(
    private readonly document: ResolvedDocument,
    private readonly discourse: Discourse,
    sentence: AnalysedSentence,
    private readonly facts: Map<Mention, Fact>,
  ) {
    this.text = sentence.sentence.text;
    this.paragraph = sentence.sentence.paragraph;
    this.chart = sentence.chart;
    this.clauses = readClauses(readWords(sentence));
    this.naming = {
      text: this.text,
      organisations: document.organisations,
      resolve: (anaphor) => this.resolve(anaphor),
    };
  }

  run(): void {
    this.clauses.forEach((clause, n) => {
      if (clause.fresh) this.endPart();
      if (has(clause.words[0], "part", "rest")) this.inPart = true;
      this.supposed = has(clause.words[0], "hypothesis");
      const facts = readClauseFacts(clause);
      this.readFrames(facts);
      if (clause.words.some((word) => has(word, "base-holds"))) this.discourse.heldBase = this.lastBase();
      if (facts.figures.length === 0) this.readPlain(clause);
      else {
        const pairs = pairFigures(facts, this.clauses[n - 1] ?? null);
        for (const at of facts.figures) this.linkFigure(facts, n, at, pairs.get(at) ?? null);
      }
      this.cue = cueBefore(clause, clause.words.length) ?? (hasSpeaker(clause.words) ? null : this.cue);
    });
    this.discourse.topics.push(...this.topics);
  }

  /** A clause without figures: who it is about, and what side of the matter it opens. */
  private readPlain(clause: Clause): void {
    if (has(clause.words[clause.words.length - 1], "opener")) {
      this.opened = true;
      return;
    }
    const verb = mainVerb(clause.words);
    const found = findTopic(clause.words, verb, this.naming, this.claimed, true);
    // 由甲公司建设，乙院设计: the second agent needs no 由.
    const isAgent = this.passive && found !== null && clause.words.length === 2;
    this.passive = clause.words.some((word) => word.roles.get("preposition")?.agent === true) || isAgent;
    if (!isAgent) this.takeTopic(found, clause);
    const object = objectThing(clause.words, verb, this.naming);
    if (object !== null) this.discourse.objects.push(object);
  }

  private endPart(): void {
    this.inPart = false;
    this.partTopics = [];
  }

  private takeTopic(found: FoundTopic | null, clause: Clause): void {
    if (found === null || found.isAgent) return;
    // 公司24日公布年度业绩: whoever reports on itself is what follows is about.
    const onItself = clause.words.some((word) => has(word, "own-report")) && found.topic.kind === "org";
    if (found.isSource && !onItself) this.discourse.source = found.topic;
    else this.keep(found.topic);
  }

  private linkFigure(facts: ClauseFacts, n: number, at: number, pair: Pair | null): void {
    const { clause } = facts;
    const word = clause.words[at];
    const mention = word?.mention;
    if (word === undefined || mention === null || mention === undefined) return;
    const measure = measureFigure(facts, at, this.claimed);
    for (const one of pair?.name ?? measure.name) this.claimed.add(one);
    const steps: string[] = [];
    const inBase = facts.inBase.has(at);

    const giver = this.giverOf(measure, pair, mention);
    const own = pair?.name ?? measure.name;
    const carried =
      own.length === 0 ||
      (measure.origin === "base" && giver !== null) ||
      (pair !== null && pair.back !== null && giver !== null);
    const indicator = carried ? (giver?.indicator ?? null) : spell(own, this.text);
    const fields = carried ? (giver?.fields ?? {}) : this.fieldsOf(own, clause, measure);
    steps.push(
      `indicator: ${indicator ?? "none"} (${pair?.name != null ? "listed" : carried ? "carried over" : measure.origin})`,
    );

    const subject = this.subjectOf(facts, measure, pair, carried ? giver : null, fields, indicator);
    steps.push(`subject: ${subject?.name ?? "none"}`);

    const held = this.periodOf(facts, at, measure, pair, carried ? giver : null, fields);
    steps.push(`period: ${held?.period ?? "none"}${held?.text == null ? "" : ` (${held.text})`}`);

    const carriedCue = hasSpeaker(clause.words.slice(0, at)) ? null : this.cue;
    let cue = cueBefore(clause, at) ?? carriedCue;
    // 预计，…可达: what is expected to be possible is expected.
    if (cue === "capacity" && carriedCue === "expected") cue = "expected";
    if (cue === null && this.isAhead(facts)) cue = "planned";
    let modality: Modality = cue ?? "actual";
    if (modality === "actual" && fields.modality !== undefined) modality = fields.modality as Modality;
    if (measure.isFirst || inBase) modality = fields.modality === "capacity" ? "capacity" : "actual";
    steps.push(`modality: ${modality}`);

    const change = this.changeOf(facts, at, mention, pair, n);
    this.linked.push({ word, indicator, fields, subject, change, inBase });
    this.facts.set(mention, {
      indicator,
      subject: subject?.name ?? null,
      period: held?.period ?? null,
      periodText: held?.text ?? null,
      modality,
      change,
      sign: mention.fields.sign === -1 || mention.fields.sign === "-1" ? -1 : 1,
      steps,
    });
  }

  /** Whether a date of the clause lies after the document's own. */
  private isAhead({ clause, inBase }: ClauseFacts): boolean {
    const { date } = this.document.layout.document;
    if (date === null) return false;
    return clause.words.some((word, i) => {
      const start = word.mention === null ? null : this.document.times.get(word.mention)?.startDate;
      return word.kind === "date" && !inBase.has(i) && start != null && start > date;
    });
  }

  /** The figure before whose indicator this one takes over. */
  private giverOf(measure: Measure, pair: Pair | null, mention: Mention): Linked | null {
    if (measure.sharedWith !== null) return this.linked.find(({ word }) => word === measure.sharedWith) ?? null;
    const before = this.linked.filter(({ inBase }) => !inBase);
    if (pair?.back != null) {
      const levels = before.filter(({ change }) => change === null);
      const pool = levels.length > pair.back ? levels : before;
      return pool[pool.length - 1 - pair.back] ?? null;
    }
    const last = before[before.length - 1] ?? null;
    if (measure.origin !== "owner" || last === null) return last;
    // 福州115个，厦门17个: an owner alone takes over what the figure before measures, if it is of its kind.
    const unit = (of: Mention | null): unknown => (of?.value as { unit?: unknown } | undefined)?.unit;
    return before.findLast((one) => unit(one.word.mention) === unit(mention)) ?? null;
  }

  private fieldsOf(name: readonly Word[], clause: Clause, measure: Measure): Fields {
    const fields = nameFields(name);
    const before = clause.words[measure.begin - 1];
    const recurrence = before?.roles.get("recurrence");
    // 截至6日累计接种…: a total of all time. 截至9月底收购…: of this year.
    const isTotal = clause.words.some((word) => word.roles.get("adverb")?.attributive === true);
    const flow = name.some((word) => has(word, "activity", "saving")) && !isTotal ? { flow: true } : {};
    return { ...flow, ...recurrence, ...fields };
  }

  private subjectOf(
    facts: ClauseFacts,
    measure: Measure,
    pair: Pair | null,
    giver: Linked | null,
    fields: Fields,
    _indicator: string | null,
  ): Topic | null {
    const { words } = facts.clause;
    if (pair?.owner != null) return topicOf(pair.owner, this.naming) ?? this.named(pair.owner);
    if (measure.heir.length > 0) return this.keep(topicOf(measure.heir, this.naming) ?? this.named(measure.heir));
    let { begin } = measure;
    let agent: Topic | null = null;
    if (measure.owner.length > 0) {
      const topic = topicOf(measure.owner, this.naming);
      // 项目由甲集团投资86亿元建设: the figure is the project's.
      const opener = openerOf(words, begin);
      if (topic !== null && opener === null) return this.keep(topic);
      agent = topic;
      begin = opener ?? begin;
    }
    if (pair?.back != null && giver !== null) return giver.subject;
    if (measure.origin === "share") return this.partOf(words, begin);
    const found = findTopic(words, begin, this.naming, this.claimed, isVerb(measure.name[0]));
    if (found !== null && !found.isSource && !found.isAgent && (giver === null || found.topic.kind !== "group"))
      return this.keep(found.topic);
    this.takeTopic(found, facts.clause);
    if (giver !== null) return giver.subject;
    return this.carriedTopic(fields) ?? found?.topic ?? agent;
  }

  /** Of a share the part: what stands before 占, else what the figure before measures. */
  private partOf(words: readonly Word[], at: number): Topic | null {
    let to = at;
    while (to > 0 && has(words[to - 1], "adverb", "cue")) to--;
    const phrase = phraseBefore(words, to, this.claimed);
    if (phrase !== null) {
      const part = words.slice(phrase.from, phrase.to);
      return topicOf(part, this.naming) ?? this.named(part);
    }
    const last = this.linked.findLast(({ inBase, change }) => !inBase && change === null);
    if (last?.indicator != null) return { name: last.indicator, kind: "group", folded: last.indicator };
    return this.carriedTopic({});
  }

  private keep(topic: Topic): Topic {
    if (this.supposed) return topic;
    if (topic.kind === "group") this.discourse.groups.push(topic);
    else if (this.inPart) this.partTopics.push(topic);
    else this.topics.push(topic);
    return topic;
  }

  private named(words: readonly Word[]): Topic {
    return { name: spell(words, this.text), kind: "thing", folded: words.map(({ text }) => text).join("") };
  }

  /** The topic of the clauses and sentences before, of the kind that such an indicator belongs to. */
  private carriedTopic(fields: Fields): Topic | null {
    const all = [...this.discourse.topics, ...this.topics, ...this.partTopics].toReversed();
    const fitting = fields.of === undefined ? undefined : all.find(({ kind }) => kind === fields.of);
    return fitting ?? all[0] ?? this.discourse.source;
  }

  private resolve({ text, kind, order }: Anaphor): Topic | null {
    if (order !== null)
      return this.discourse.topics.filter((topic) => topic.kind === "thing").slice(-2)[order - 1] ?? null;
    const things = [...this.discourse.groups, ...this.discourse.topics, ...this.topics];
    if (this.discourse.source !== null) things.unshift(this.discourse.source);
    const head = text.slice(-1);
    const latest = things.toReversed();
    if (kind === "place") return this.resolvePlace(head, latest);
    return (
      latest.find(({ folded }) => folded.endsWith(text)) ??
      latest.find((topic) => topic.kind === kind && topic.folded.includes(head)) ??
      latest.find(({ folded }) => folded.includes(head)) ??
      latest.find((topic) => topic.kind === kind) ??
      null
    );
  }

  /** 该州 after 云岭州国有林场: a place named as part of a name. */
  private resolvePlace(head: string, latest: readonly Topic[]): Topic | null {
    const found = latest.find(({ folded }) => folded.indexOf(head) > 0);
    if (found === undefined) return latest.find(({ kind }) => kind === "place") ?? null;
    const size = found.folded.indexOf(head) + 1;
    return {
      name: found.folded === found.name ? found.name.slice(0, size) : found.folded.slice(0, size),
      kind: "place",
      folded: found.folded.slice(0, size),
    };
  }

  /** Dates that stand before all their clause says govern what follows. */
  private readFrames(facts: ClauseFacts): void {
    facts.clause.words.forEach((word, at) => {
      if (word.kind !== "date" || facts.inBase.has(at)) return;
      if (isFrame(facts.clause, at)) this.frame = this.govern(word) ?? this.frame;
    });
  }

  private govern(word: Word): Governing | null {
    const isUntil = (this.chart.formsAt[word.start] ?? []).some(
      ({ lexicon }) => this.chart.lexicons[lexicon] === "link/until",
    );
    const times = ({ mention }: Word) => (mention === null ? null : (this.document.times.get(mention) ?? null));
    return governing(word, times, this.text, isUntil);
  }

  private periodOf(
    facts: ClauseFacts,
    at: number,
    measure: Measure,
    pair: Pair | null,
    giver: Linked | null,
    fields: Fields,
  ): { readonly period: string; readonly text: string | null } | null {
    const { words } = facts.clause;
    const recurrence = typeof fields.period === "string" && fields.average !== true ? fields.period : null;
    let own: Governing | null = pair?.date == null ? null : this.govern(pair.date);
    for (let k = at - 1; k >= 0 && own === null; k--) {
      const word = words[k];
      if (word?.kind !== "date" || (isIdle(facts, k) && !facts.inBase.has(at))) continue;
      const opened = words.slice(0, k).findLastIndex((one) => has(one, "from"));
      const inFirst =
        opened >= 0 && words.slice(opened + 1, k).every((one) => one.kind === "date" || has(one, "adverb", "of"));
      own = this.govern(word);
      // 由去年的386万吨增至450万吨; but 由每年9600元调至1.2万元
      if (
        inFirst &&
        own?.isRecurrence === false &&
        !measure.isFirst &&
        [...facts.firstOf.values()].some((first) => first > k)
      )
        own = null;
      if (own !== null && !(inFirst && measure.isFirst)) this.adopt(own);
    }
    if (recurrence !== null && own?.isRecurrence !== true) return { period: recurrence, text: null };
    const held = own ?? this.inherited(words.slice(0, at), fields, giver);
    if (held !== null) {
      if (own === null) this.adopt(held);
      const period = periodIn(held, fields);
      // 增加1.3万户至11.6万户: the second is what it came to at the end.
      const shared = measure.sharedWith === null ? null : this.linked.find(({ word }) => word === measure.sharedWith);
      return { period: shared?.change == null ? period : (period.split("/")[1] ?? period), text: held.text };
    }
    return typeof fields.period === "string" ? { period: fields.period, text: null } : null;
  }

  private inherited(before: readonly Word[], fields: Fields, _giver: Linked | null): Governing | null {
    const average = fields.average === true;
    if (this.frame !== null) {
      if (fields.static === true && (this.frame.isDay || this.frame.isRecurrence) && !this.frame.isUntil) return null;
      if (!(average && this.frame.isDay)) return this.frame;
    }
    if (fields.static === true || average) return null;
    const { period, mainPeriod } = this.discourse;
    if (before.some((word) => has(word, "same-period"))) return period?.governing ?? null;
    if (this.opened) return mainPeriod;
    if (period === null || (period.paragraph !== this.paragraph && !this.inPart)) return null;
    if (period.governing.isRecurrence) return null;
    return period.governing;
  }

  /** What governs a figure governs those after it, in the sentence and on. */
  private adopt(governing: Governing): void {
    if (this.supposed) return;
    this.frame = governing;
    if (this.inPart) return;
    this.discourse.period = { governing, paragraph: this.paragraph };
    if (!governing.isRecurrence) this.discourse.mainPeriod ??= governing;
  }

  private lastBase(): Change | null {
    return this.linked.findLast(({ change }) => change !== null)?.change ?? null;
  }

  private changeOf(facts: ClauseFacts, at: number, mention: Mention, pair: Pair | null, _n: number): Change | null {
    const change = (mention.fields.change as Change | undefined) ?? null;
    if (change !== "other") return change;
    const words = facts.clause.words.slice(0, at);
    const start = words.findLastIndex((word) => word.kind === "figure");
    if (words.slice(start + 1).some((word) => has(word, "than", "base"))) return change;
    if (this.discourse.heldBase !== null) return this.discourse.heldBase;
    if (this.inPart || pair !== null) return this.lastBase() ?? change;
    return change;
  }
}

/** The period of a figure: of a flow counted 截至 a point, from the start of its year. */
function periodIn({ period, isUntil }: Governing, fields: Fields): string {
  if (!isUntil || fields.flow !== true) return period;
  const end = period.split("/")[1] ?? period;
  if (/^\d{4}$/.test(end)) return end;
  return `${end.slice(0, 4)}-01${end.length > 7 ? "-01" : ""}/${end}`;
}
