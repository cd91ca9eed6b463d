import type { Change, Fields } from "../types.js";
import type { Origin } from "./measure.js";
import type { Governing } from "./period.js";
import type { Anaphor, Topic } from "./subject.js";
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

const MEMORY = 256;
/** How many sentences back 该公司 may reach for what has 公司 in its name before it takes any company. */
const NEAR = 6;

interface Named {
  readonly topic: Topic;
  standing: Standing;
  readonly sentence: number;
  readonly paragraph: number;
}

/** What an article hands on from clause to clause and from sentence to sentence. */
export class Discourse {
  private readonly named: Named[] = [];
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
  /** The one that the headline names. */
  titlePeriod: Governing | null = null;

  /** What the article is about as a whole: the first topic of its headline or lead. */
  private home: Topic | null = null;
  /** The sentence that told of it first. */
  private homeAt = 0;
  private sentence = 0;
  private paragraph = 0;

  /** Another matter begins: nothing carries over. */
  reset(): void {
    this.named.length = 0;
    this.home = null;
    this.heldBase = null;
    this.period = null;
    this.mainPeriod = null;
    this.titlePeriod = null;
    this.report = null;
    this.lastSubject = null;
    this.lastFigures = [];
    this.totals.clear();
  }

  /** What the article is about as a whole. */
  get about(): Topic | null {
    return this.home;
  }

  startSentence(paragraph: number): void {
    this.sentence++;
    this.paragraph = paragraph;
  }

  note(topic: Topic, as: Standing): void {
    // 甲证券给予公司“买入”评级，预测净利润…
    const isAside =
      as === "topic" && topic.tellsOfOthers === true && this.home !== null && topic.name !== this.home.name;
    const standing = isAside ? "source" : as;
    const { sentence, paragraph } = this;
    this.named.push({ topic, standing, sentence, paragraph });
    const isOpening =
      (standing === "topic" && topic.kind !== "person") || (standing === "source" && topic.isAuthority === true);
    if (isOpening && this.home === null) this.homeAt = sentence;
    if (isOpening) this.home ??= topic.isAuthority === true ? (topic.seat ?? null) : (topic.whole ?? topic);
    // What was named long ago is not taken up again, and a book is one article.
    if (this.named.length > MEMORY) this.named.splice(0, MEMORY / 2);
  }

  /** 巴西仍是最大来源地，…: who was named in passing, with no figure of its own, is not what the text goes on about. */
  endSentence(owners: ReadonlySet<string>): void {
    if (this.home === null || this.homeAt === this.sentence) return;
    for (const one of this.named) {
      const isPassing = one.sentence === this.sentence && one.standing === "topic" && one.topic.kind === "place";
      if (isPassing && !isAlike(one.topic, this.home) && !owners.has(one.topic.name)) one.standing = "mention";
    }
  }

  /** 从市场看，…，东盟保持第一位；对美国出口…: each piece is of the place that the text is of. */
  endSide(): void {
    if (this.home?.kind !== "place") return;
    for (const one of this.named)
      if (one.sentence === this.sentence && one.standing === "topic" && one.topic.kind !== "thing")
        one.standing = "group";
  }

  /** What was said of a part holds for it alone. */
  endPart(): void {
    for (const one of this.named) if (one.standing === "part") one.standing = "group";
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
    const latest = this.named.toReversed();
    const last = latest.find(isOpen);
    if (last !== undefined && this.isHome(last)) return this.homeAsNamed();
    // 县政府计划，综合产值过20亿元: who speaks here speaks of its place, not of a company told of before.
    const speaker = latest.find(({ standing, sentence }) => standing === "source" && sentence === this.sentence)?.topic;
    const isPast = last !== undefined && last.sentence !== this.sentence && last.topic.kind === "org";
    if (isPast && speaker?.tellsOf != null && this.home?.kind !== "org") return speaker.tellsOf;
    const fitting = latest.find((one) => isOpen(one) && one.sentence === last?.sentence && one.topic.kind === kind);
    const source = latest.find(({ topic, standing }) => standing === "source" && topic.isAuthority !== true);
    const group = latest.find(({ standing, sentence }) => standing === "group" && sentence === this.sentence);
    return (fitting ?? last ?? source)?.topic ?? this.homeAsNamed() ?? group?.topic ?? null;
  }

  /** Whether what is about nothing named near goes back to the article's own matter: a bulletin on a place after an aside. */
  private isHome(last: Named): boolean {
    const { home } = this;
    if (home === null || isAlike(last.topic, home)) return false;
    return (
      last.paragraph !== this.paragraph ||
      (home.kind === "place" &&
        last.sentence !== this.sentence &&
        last.topic.kind !== "place" &&
        last.topic.kind !== "person")
    );
  }

  /** The article's matter as it was called last: 清渡船闸 of 清江航道清渡船闸. */
  private homeAsNamed(): Topic | null {
    const { home } = this;
    if (home === null) return home;
    const isSame = ({ topic, standing }: Named): boolean =>
      standing === "topic" && topic.kind === home.kind && (isWholeOf(topic, home) || isFormOf(topic, home));
    return this.named.findLast(isSame)?.topic ?? home;
  }

  /** The organisation that a part of it belongs to (东澜港集团生产业务部), where it was named; else the part. */
  wholeOf(part: Topic): Topic {
    const whole = this.named.findLast(
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
    const all = this.named.toReversed().map(({ topic }) => topic);
    if (order !== null) return this.pairOf(kind)[order - 1] ?? null;
    const main = this.named
      .toReversed()
      .flatMap(({ topic, standing }) => (standing === "group" || standing === "mention" ? [] : [topic]));
    const head = text.slice(-1);
    if (kind === "place") return placeIn(all, head);
    if (kind === "org" && loose && bare) {
      // 甲集团人事总监说，公司裁减300人: of who is told of in the same sentence.
      const here = this.named.findLast(
        ({ topic, standing, sentence }) =>
          sentence === this.sentence && standing !== "group" && standing !== "mention" && isCompany(topic),
      );
      if (here !== undefined) return here.topic;
      if (this.home?.isCompany === true && this.named.some(({ topic }) => topic.name === this.home?.name))
        return this.home;
    }
    const isNamed = (topic: Topic): boolean => topic.kind === kind && topic.folded.includes(head);
    const isKind = (topic: Topic): boolean => topic.kind === kind;
    if (kind === "org" && loose) {
      const found = this.latestOrg(
        text,
        departs === true,
        (topic) => !(other && topic.name === this.home?.name) && (isNamed(topic) || isCompany(topic)),
      );
      if (found !== null) return found;
    }
    const whole = all.find(({ folded }) => folded.endsWith(text) && folded !== text);
    // 该码头 of 启洋国际集装箱码头有限公司
    if (kind === "thing" && loose && !bare && text.length > 1) {
      const within = all.find((topic) => topic.folded.includes(text) && topic.folded !== text);
      if (within?.isCompany === true) return within;
    }
    // 电站 after 青螺抽水蓄能电站1号机组 is what it says.
    if (whole !== undefined || (kind === "thing" && this.isWithin(text)) || !loose)
      return whole ?? beginning(all, text, kind);
    return (
      main.find(isNamed) ??
      all.find(isNamed) ??
      (bare && kind === "thing" ? main.find(({ isWork }) => isWork === true) : undefined) ??
      (bare && kind === "thing" && this.home?.kind === kind ? this.homeAsNamed() : undefined) ??
      main.find(isKind) ??
      all.find(({ folded }) => folded.includes(head)) ??
      all.find(isKind) ??
      null
    );
  }

  /**
   * Of the organisations that may be meant, of those named in the last sentence that names any the one that
   * is called so; else the one named last. 该公司 of 某供电公司调度中心 is 某供电公司.
   */
  private latestOrg(text: string, departs: boolean, may: (topic: Topic) => boolean): Topic | null {
    const orgs = this.named.filter(({ topic }) => topic.kind === "org" && may(topic));
    const every = orgs.filter(({ standing }) => standing !== "group" && standing !== "mention");
    const head = text.slice(-1);
    const isCalled = ({ topic, sentence }: Named): boolean =>
      this.sentence - sentence <= NEAR && (topic.folded.includes(head) || topic.name.includes(head));
    const all = [every.filter(isCalled), orgs.filter(isCalled), every].find((list) => list.length > 0) ?? [];
    const last = all.at(-1);
    const near = all.filter(({ sentence }) => sentence === last?.sentence);
    const found = (near.findLast(({ topic }) => topic.folded.endsWith(text)) ?? last)?.topic ?? null;
    const at = found?.folded.lastIndexOf(text) ?? -1;
    const isWhole = found === null || found.name.length !== found.folded.length || !departs;
    if (isWhole || at < 1 || found.folded.endsWith(text)) return found;
    const size = at + text.length;
    return { ...found, name: found.name.slice(0, size), folded: found.folded.slice(0, size) };
  }

  /** Whether the sentence has named a topic. */
  hasTopic(): boolean {
    return this.named.some(({ standing, sentence }) => standing === "topic" && sentence === this.sentence);
  }

  /** Whether a word stands in the name of a thing told of, after its beginning. */
  isWithin(text: string): boolean {
    return this.named.some(({ topic }) => topic.kind === "thing" && topic.folded.indexOf(text) > 0);
  }

  /** What 本届展会 stands for. */
  lastEvent(): Topic | null {
    return this.named.findLast(({ topic }) => topic.isEvent === true)?.topic ?? null;
  }

  /** What 全矿 is all of. */
  lastSite(end: string): Topic | null {
    const isSite = ({ kind, folded, name }: Topic): boolean =>
      (kind === "thing" || kind === "org") && (folded.endsWith(end) || name.endsWith(end));
    return this.named.findLast(({ topic }) => isSite(topic))?.topic ?? null;
  }

  /** Whom 他 stands for. */
  lastPerson(): Topic | null {
    const last = this.named.findLast(({ topic }) => topic.kind === "person");
    return last?.paragraph === this.paragraph ? last.topic : null;
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

const isCompany = ({ isCompany, tellsOfOthers, isAuthority }: Topic): boolean =>
  isCompany === true && tellsOfOthers !== true && isAuthority !== true;

/** 新船闸 and 清江航道清渡船闸 are told of as one. */
const isAlike = (a: Topic, b: Topic): boolean =>
  a.kind === b.kind && (a.name === b.name || (a.kind === "thing" && a.folded.slice(-2) === b.folded.slice(-2)));

const isFormOf = (form: Topic, topic: Topic): boolean => topic.kind === "thing" && topic.folded.endsWith(form.folded);

/** 全市 of 碧湖市, not of 云州. */
const isWholeOf = (whole: Topic, place: Topic): boolean =>
  whole.isWhole === true && whole.folded.slice(-1) === place.folded.slice(-1);

/** 电站 after 青螺抽水蓄能电站1号机组: what a name begins with, up to a word. */
function beginning(latest: readonly Topic[], text: string, kind: Topic["kind"]): Topic | null {
  const found =
    kind === "thing" ? latest.find((topic) => topic.kind === kind && topic.folded.indexOf(text) > 0) : undefined;
  if (found === undefined || found.name.length !== found.folded.length) return null;
  const size = found.folded.indexOf(text) + text.length;
  return { name: found.name.slice(0, size), kind, folded: found.folded.slice(0, size) };
}

/** 该州 after 云岭州国有林场: a place named as part of a name. */
function placeIn(latest: readonly Topic[], head: string): Topic | null {
  const found = latest.find(({ folded }) => folded.indexOf(head) > 0);
  if (found === undefined) return latest.find(({ kind }) => kind === "place") ?? null;
  const size = found.folded.indexOf(head) + 1;
  const folded = found.folded.slice(0, size);
  return {
    name: found.name.length === found.folded.length ? found.name.slice(0, size) : folded,
    kind: "place",
    folded,
  };
}
