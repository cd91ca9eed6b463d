import type { Change, Fields } from "../types.js";
import type { Origin } from "./measure.js";
import type { Governing } from "./period.js";
import type { Anaphor, Topic } from "./subject.js";
import type { Tells } from "./tells.js";
import type { Word } from "./words.js";

/** A figure and what was found out about it, as far as later figures need it. */
export interface LinkedFigure {
  readonly word: Word;
  readonly origin: Origin;
  readonly indicator: string | null;
  readonly fields: Fields;
  readonly subject: Topic | null;
  readonly change: Change | null;
  /** Measures a change itself (增幅). */
  readonly isRate: boolean;
  /** Stands in the base of a comparison, and hands nothing on. */
  readonly inBase: boolean;
}

/**
 * How something was named: as what a clause is about, as a part (after 其中) of it, as a common noun that is
 * subject of one clause only, as object of a verb, as who speaks, or in passing.
 */
export type Standing = "topic" | "part" | "group" | "object" | "source" | "mention";

/** So many sentences are remembered at most, and half as many at least. */
const MEMORY = 128;
/** How many sentences back 该公司 may reach for what has 公司 in its name before it takes any company. */
const NEAR = 6;

interface Named {
  readonly topic: Topic;
  standing: Standing;
  readonly sentence: number;
  readonly paragraph: number;
}

/** A sentence and what it names. One that says no more is put off until somebody asks what it names. */
interface Passage {
  readonly sentence: number;
  readonly paragraph: number;
  readonly tells: Tells;
  readonly named: Named[];
  /** Reads it; null where that was done. */
  read: (() => void) | null;
}

/** Whether a sentence that is not read may name what is looked for. */
type May = (tells: Tells) => boolean;
const ANY: May = () => true;

/** What an article hands on from clause to clause and from sentence to sentence. */
export class Discourse {
  /** 同比（下同）: the base of comparison for what names none. */
  heldBase: Change | null = null;
  /** The period of the last figures that were no part of another, and where it was said. */
  period: { readonly governing: Governing; readonly paragraph: number } | null = null;
  /** The span that a report on oneself is of (截至…止年度业绩). */
  report: Governing | null = null;
  /** Whose the last figure was. */
  lastSubject: Topic | null = null;
  /** The figures of the last sentence that had any. */
  lastFigures: readonly LinkedFigure[] = [];
  /** The first level of each unit that was no part of another: what the text counts. */
  readonly totals = new Map<string, LinkedFigure>();
  /** The first such period. */
  mainPeriod: Governing | null = null;
  /** The main period is the headline's, until the text says its own. */
  isHeadlines = false;
  /** The one that the headline names. */
  titlePeriod: Governing | null = null;

  private passages: Passage[] = [];
  /** The place of the sentence that is read; what comes after it is not known to it. */
  private at = -1;
  private count = 0;
  /** What the article is about as a whole, and the number of the sentence that told of it first. */
  private matter: { readonly topic: Topic; readonly sentence: number } | null = null;
  /** How many passages from the first are known not to tell of it. */
  private without = 0;

  /** Another matter begins: nothing carries over. */
  reset(): void {
    this.passages = this.passages.slice(this.at);
    this.at = 0;
    this.matter = null;
    this.without = 0;
    this.heldBase = null;
    this.period = null;
    this.mainPeriod = null;
    this.titlePeriod = null;
    this.report = null;
    this.lastSubject = null;
    this.lastFigures = [];
    this.totals.clear();
  }

  /**
   * Takes up the next sentence.
   * @param read reads it, and notes what it names
   * @param mayWait whether it may be read later or never: where it says nothing else
   */
  hear(paragraph: number, tells: Tells, read: () => void, mayWait: boolean): void {
    // What was named long ago is not taken up again, and a book is one article.
    if (this.passages.length >= MEMORY) this.forget(MEMORY / 2);
    this.passages.push({ sentence: this.count++, paragraph, tells, named: [], read });
    this.at = this.passages.length - 1;
    if (!mayWait) this.namedIn(this.at);
  }

  private forget(count: number): void {
    if (this.about === null) this.without = Math.max(0, this.without - count);
    this.passages.splice(0, count);
    this.at -= count;
  }

  /** What a sentence names; it is read where that was not done. */
  private namedIn(at: number): readonly Named[] {
    const passage = this.passages[at];
    if (passage?.read == null) return passage?.named ?? [];
    const { read } = passage;
    const { at: here } = this;
    passage.read = null;
    this.at = at;
    read();
    // A reset, which is not done by what may wait, leaves it the first.
    if (this.at === at) this.at = here;
    return passage.named;
  }

  private get here(): Passage {
    const passage = this.passages[this.at];
    if (passage === undefined) throw new RangeError("no sentence was taken up");
    return passage;
  }

  /** All that was named up to here, in order; every sentence is read for it, so that `latest` serves better. */
  private get named(): readonly Named[] {
    const named: Named[] = [];
    for (let at = 0; at <= this.at; at++) named.push(...this.namedIn(at));
    return named;
  }

  /**
   * What was named last of what is such; sentences are read as far back as that stands.
   * @param since the number of the first sentence that counts
   */
  private latest(is: (one: Named) => boolean, may: May = ANY, since = 0): Named | undefined {
    for (let at = this.at; at >= 0; at--) {
      const passage = this.passages[at];
      if (passage === undefined || passage.sentence < since) break;
      if (passage.read !== null && !may(passage.tells)) continue;
      const found = this.namedIn(at).findLast(is);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What the sentence names that something was named in. */
  private beside(one: Named | undefined): readonly Named[] {
    return this.passages.find(({ sentence }) => sentence === one?.sentence)?.named ?? [];
  }

  /** What the article is about as a whole: the first topic of its headline or lead. */
  get about(): Topic | null {
    while (this.matter === null && this.without <= this.at) {
      for (const { topic, standing, sentence } of this.namedIn(this.without)) {
        const isOpening =
          (standing === "topic" && topic.kind !== "person") || (standing === "source" && topic.isAuthority === true);
        const whole = topic.isAuthority === true ? (topic.seat ?? null) : (topic.whole ?? topic);
        if (isOpening && whole !== null) this.matter ??= { topic: whole, sentence };
      }
      // What this sentence is yet to name is not known.
      if (this.without === this.at) break;
      this.without++;
    }
    return this.matter !== null && this.matter.sentence <= this.here.sentence ? this.matter.topic : null;
  }

  note(topic: Topic, as: Standing): void {
    const { named, sentence, paragraph } = this.here;
    // 甲证券给予公司“买入”评级，预测净利润…
    const home = as === "topic" && topic.tellsOfOthers === true ? this.about : null;
    const isAside = home !== null && topic.name !== home.name;
    named.push({ topic, standing: isAside ? "source" : as, sentence, paragraph });
  }

  /** 巴西仍是最大来源地，…: who was named in passing, with no figure of its own, is not what the text goes on about. */
  endSentence(owners: ReadonlySet<string>): void {
    const { named, sentence } = this.here;
    const isPassing = ({ topic, standing }: Named): boolean => standing === "topic" && topic.kind === "place";
    const home = named.some(isPassing) ? this.about : null;
    if (home === null || this.matter?.sentence === sentence) return;
    for (const one of named)
      if (isPassing(one) && !isAlike(one.topic, home) && !owners.has(one.topic.name)) one.standing = "mention";
  }

  /** 从市场看，…，东盟保持第一位；对美国出口…: each piece is of the place that the text is of. */
  endSide(): void {
    if (this.about?.kind !== "place") return;
    for (const one of this.here.named)
      if (one.standing === "topic" && one.topic.kind !== "thing") one.standing = "group";
  }

  /** What was said of a part holds for it alone. */
  endPart(): void {
    for (const one of this.here.named) if (one.standing === "part") one.standing = "group";
  }

  /**
   * What a clause without a subject of its own is about: of the last sentence that names anything what is
   * of the wanted kind, else what was named last.
   * @param kind the kind of subject that its indicator has (占地 is a thing's, 净利润 an organisation's)
   * @param isOfWhole whether it is told of a thing as a whole (总投资), and so not of the part told of before
   */
  carried(kind: unknown, isOfWhole = false): Topic | null {
    const isOpen = ({ topic, standing }: Named): boolean =>
      standing === "topic" ||
      (standing === "part" && !isOfWhole) ||
      (standing === "object" && kind === "thing" && topic.kind === "thing");
    const { named, sentence } = this.here;
    const last = this.latest(isOpen);
    if (last !== undefined && this.isHome(last)) return this.homeAsNamed();
    // 县政府计划，综合产值过20亿元: who speaks here speaks of its place, not of a company told of before.
    const speaker = named.findLast(({ standing }) => standing === "source")?.topic;
    if (speaker?.tellsOf != null && last !== undefined && last.sentence !== sentence) {
      const home = this.about;
      const isAside =
        last.topic.kind === "org" || (last.topic.kind === "thing" && home !== null && !isAlike(last.topic, home));
      if (isAside && home?.kind !== "org") return speaker.tellsOf;
    }
    if (last !== undefined) {
      const beside = this.beside(last);
      return (beside.findLast((one) => isOpen(one) && one.topic.kind === kind) ?? last).topic;
    }
    const source = this.latest(
      ({ topic, standing }) => standing === "source" && topic.isAuthority !== true && topic.tellsOfOthers !== true,
    );
    const group = named.findLast(({ standing }) => standing === "group");
    return source?.topic ?? this.homeAsNamed() ?? group?.topic ?? null;
  }

  /** Whether what is about nothing named near goes back to the article's own matter: a bulletin on a place after an aside. */
  private isHome(last: Named): boolean {
    const home = this.about;
    const { sentence, paragraph } = this.here;
    if (home === null || isAlike(last.topic, home)) return false;
    return (
      last.paragraph !== paragraph ||
      (home.kind === "place" &&
        last.sentence !== sentence &&
        last.topic.kind !== "place" &&
        last.topic.kind !== "person")
    );
  }

  /** The article's matter as it was called last: 清渡船闸 of 清江航道清渡船闸. */
  private homeAsNamed(): Topic | null {
    const home = this.about;
    if (home === null || (home.kind !== "place" && home.kind !== "thing")) return home;
    const isSame = ({ topic, standing }: Named): boolean =>
      standing === "topic" && topic.kind === home.kind && (isWholeOf(topic, home) || isFormOf(topic, home));
    const end = home.folded.slice(-1);
    const may: May = (tells) =>
      tells.pointsBack || (tells.text.includes(end) && (home.kind === "thing" || tells.saysWhole));
    return this.latest(isSame, may)?.topic ?? home;
  }

  /** The organisation that a part of it belongs to (东澜港集团生产业务部), where it was named; else the part. */
  wholeOf(part: Topic): Topic {
    const whole = this.latest(
      ({ topic, standing }) =>
        standing === "topic" &&
        topic.kind === "org" &&
        topic.folded !== part.folded &&
        part.folded.startsWith(topic.folded),
    );
    return whole?.topic ?? part;
  }

  /** What a word such as 该项目, 该州 or 后者 stands for. */
  resolve({ text, kind, order, loose, bare, other, departs }: Anaphor): Topic | null {
    if (order !== null) return this.pairOf(kind)[order - 1] ?? null;
    const head = text.slice(-1);
    if (kind === "place") return this.placeIn(head);
    if (kind === "org" && loose && bare) {
      // 甲集团人事总监说，公司裁减300人: of who is told of in the same sentence.
      const here = this.here.named.findLast((one) => isMain(one) && isCompany(one.topic));
      if (here !== undefined) return here.topic;
      if (this.about?.isCompany === true) return this.about;
    }
    const isNamed = (topic: Topic): boolean => topic.kind === kind && topic.folded.includes(head);
    const isKind = (topic: Topic): boolean => topic.kind === kind;
    if (kind === "org" && loose) {
      const found = this.latestOrg(
        text,
        departs === true,
        (topic) => !(other && topic.name === this.about?.name) && (isNamed(topic) || isCompany(topic)),
      );
      if (found !== null) return found;
    }
    const whole = this.find(
      ({ folded }) => folded.endsWith(text) && folded !== text,
      (tells) => tells.pointsBack || mayHold(tells, text),
    );
    // 该码头 of 启洋国际集装箱码头有限公司
    if (kind === "thing" && !bare && text.length > 1) {
      const within = this.find(
        (topic) => topic.folded.includes(text) && topic.folded !== text,
        (tells) => tells.pointsBack || mayHold(tells, text),
      );
      if (within?.isCompany === true) return within;
    }
    // 电站 after 青螺抽水蓄能电站1号机组 is what it says.
    if (whole !== undefined || (kind === "thing" && this.isWithin(text)) || !loose)
      return whole ?? this.beginning(text, kind);
    const saysHead: May = (tells) => tells.pointsBack || tells.text.includes(head);
    return (
      this.findMain(isNamed, saysHead) ??
      this.find(isNamed, saysHead) ??
      (bare && kind === "thing" ? this.findMain(({ isWork }) => isWork === true) : undefined) ??
      (bare && kind === "thing" && this.about?.kind === kind ? this.homeAsNamed() : undefined) ??
      this.findMain(isKind) ??
      this.find(({ folded }) => folded.includes(head), saysHead) ??
      this.find(isKind) ??
      null
    );
  }

  /**
   * Of the organisations that may be meant, of those named in the last sentence that names any the one that
   * is called so; else the one named last. 该公司 of 某供电公司调度中心 is 某供电公司.
   */
  private latestOrg(text: string, departs: boolean, may: (topic: Topic) => boolean): Topic | null {
    const head = text.slice(-1);
    const since = this.here.sentence - NEAR;
    const isOrg = ({ topic }: Named): boolean => topic.kind === "org" && may(topic);
    const isCalled = (one: Named): boolean =>
      isOrg(one) && one.sentence >= since && (one.topic.folded.includes(head) || one.topic.name.includes(head));
    const isMainCalled = (one: Named): boolean => isMain(one) && isCalled(one);
    const named: May = (tells) => tells.pointsBack || tells.namesOrg;
    const called = this.latest(isMainCalled, named, since);
    const mentioned = called ?? this.latest(isCalled, named, since);
    const last = mentioned ?? this.latest((one) => isMain(one) && isOrg(one), named);
    const isAlso = called !== undefined ? isMainCalled : mentioned !== undefined ? isCalled : isOrg;
    const near = this.beside(last).findLast((one) => isAlso(one) && one.topic.folded.endsWith(text));
    const found = (near ?? last)?.topic ?? null;
    const at = found?.folded.lastIndexOf(text) ?? -1;
    const isWhole = found === null || found.name.length !== found.folded.length || !departs;
    if (isWhole || at < 1 || found.folded.endsWith(text)) return found;
    const size = at + text.length;
    return { ...found, name: found.name.slice(0, size), folded: found.folded.slice(0, size) };
  }

  private find(is: (topic: Topic) => boolean, may: May = ANY): Topic | undefined {
    return this.latest(({ topic }) => is(topic), may)?.topic;
  }

  /** The same of what was no mere mention. */
  private findMain(is: (topic: Topic) => boolean, may: May = ANY): Topic | undefined {
    return this.latest((one) => isMain(one) && is(one.topic), may)?.topic;
  }

  /** 电站 after 青螺抽水蓄能电站1号机组: what a name begins with, up to a word. */
  private beginning(text: string, kind: Topic["kind"]): Topic | null {
    const isOf = (topic: Topic): boolean => topic.kind === kind || topic.isCompany === true;
    const may: May = (tells) => tells.pointsBack || mayHold(tells, text);
    const found =
      kind === "thing" ? this.find((topic) => isOf(topic) && topic.folded.indexOf(text) > 0, may) : undefined;
    if (found?.kind === "org") return found;
    if (found === undefined || found.name.length !== found.folded.length) return null;
    const size = found.folded.indexOf(text) + text.length;
    return { name: found.name.slice(0, size), kind, folded: found.folded.slice(0, size) };
  }

  /** 该州 after 云岭州国有林场: a place named as part of a name. */
  private placeIn(head: string): Topic | null {
    const found = this.find(
      ({ folded }) => folded.indexOf(head) > 0,
      (tells) => tells.pointsBack || tells.text.includes(head),
    );
    if (found === undefined) return this.find(({ kind }) => kind === "place") ?? null;
    const size = found.folded.indexOf(head) + 1;
    const folded = found.folded.slice(0, size);
    return {
      name: found.name.length === found.folded.length ? found.name.slice(0, size) : folded,
      kind: "place",
      folded,
    };
  }

  /** Whether the sentence has named a topic. */
  hasTopic(): boolean {
    return this.here.named.some(({ standing }) => standing === "topic");
  }

  /** Whether a word stands in the name of a thing told of, after its beginning. */
  isWithin(text: string): boolean {
    const isHolding = ({ topic }: Named): boolean => topic.kind === "thing" && topic.folded.indexOf(text) > 0;
    return this.latest(isHolding, (tells) => mayHold(tells, text)) !== undefined;
  }

  /** What 本届展会 stands for. */
  lastEvent(): Topic | null {
    return this.find(({ isEvent }) => isEvent === true) ?? null;
  }

  /** What 全矿 is all of. */
  lastSite(end: string): Topic | null {
    const isSite = ({ kind, folded, name }: Topic): boolean =>
      (kind === "thing" || kind === "org") && (folded.endsWith(end) || name.endsWith(end));
    return this.find(isSite) ?? null;
  }

  /** Whom 他 stands for. */
  lastPerson(): Topic | null {
    const { paragraph } = this.here;
    for (let at = this.at; this.passages[at]?.paragraph === paragraph; at--) {
      const last = this.namedIn(at).findLast(({ topic }) => topic.kind === "person");
      if (last !== undefined) return last.topic;
    }
    return null;
  }

  /** The two named last of a kind, in the order in which they were first named. */
  private pairOf(kind: Topic["kind"]): readonly Topic[] {
    const first = new Map<string, Topic>();
    const latest = new Set<string>();
    for (const { topic } of this.named) {
      if (topic.kind !== kind) continue;
      if (!first.has(topic.name)) first.set(topic.name, topic);
      latest.delete(topic.name);
      latest.add(topic.name);
    }
    const two = [...latest].slice(-2);
    return [...first.values()].filter(({ name }) => two.includes(name));
  }
}

/** Whether a name in a sentence may hold a text: what stands around brackets and blanks is joined in names. */
const mayHold = ({ text, isParted }: Tells, part: string): boolean => isParted || text.includes(part);

/** Of what a sentence is about, acts or speaks in it. */
const isMain = ({ standing }: Named): boolean => standing !== "group" && standing !== "mention";

const isCompany = ({ isCompany, tellsOfOthers, isAuthority }: Topic): boolean =>
  isCompany === true && tellsOfOthers !== true && isAuthority !== true;

/** 新船闸 and 清江航道清渡船闸 are told of as one. */
const isAlike = (a: Topic, b: Topic): boolean =>
  a.kind === b.kind && (a.name === b.name || (a.kind === "thing" && a.folded.slice(-2) === b.folded.slice(-2)));

const isFormOf = (form: Topic, topic: Topic): boolean => topic.kind === "thing" && topic.folded.endsWith(form.folded);

/** 全市 of 碧湖市, not of 云州. */
const isWholeOf = (whole: Topic, place: Topic): boolean =>
  whole.isWhole === true && whole.folded.slice(-1) === place.folded.slice(-1);
