import type { AnalysedSentence } from "../analysis.js";
import type { Fields, Mention, Token } from "../types.js";
import { ALL, DEMONSTRATIVE, type FormTable, formTableOf, HEAD, isOfWord, type Part } from "./forms.js";
import { isNounLike, isVerbLike, LOOSE, type Mark, NO_ROLES, type Role, Roles } from "./roles.js";

/**
 * A sentence as the linker reads it: mentions whole, then the words of the `link/` and `indicator/` lexicons,
 * then tokens. What a word does in a sentence is said by the lexicons it stands in, never by code.
 */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** As folded. */
  readonly text: string;
  readonly kind: "figure" | "date" | "org" | "word";
  readonly tag: string;
  readonly roles: Roles;
  readonly mention: Mention | null;
  /** Can be part of a noun phrase. */
  readonly isNoun: boolean;
  readonly isVerb: boolean;
  /** Parted by a blank from the Han character before it, as columns and headings are from what they head. */
  readonly isSpaced: boolean;
  readonly marks: readonly Mark[];
  /** Of an organisation how many characters of its name are the place that it begins with (濂江市｜统计局). */
  readonly seat: number;
  /** The place of an organisation that its name only hints at: 全市 of 市统计局. */
  readonly seatName: string | null;
  /** Of an organisation whether it tells of others, by what its name ends in (证券). */
  readonly tellsOfOthers: boolean;
}

/** A stretch between commas, or between brackets; a list with 、 is one clause. */
export interface Clause {
  readonly words: readonly Word[];
  /** Begins the sentence or follows a semicolon or colon. */
  readonly fresh: boolean;
  /** Stands in brackets. */
  readonly aside: boolean;
}

const BLOCKING: Readonly<Record<string, Word["kind"]>> = { quantity: "figure", date: "date", org: "org" };

const NO_MARKS: readonly Mark[] = [];

/** @param change what is to be otherwise; all words have one shape, so that what reads them is fast */
export function changed(word: Word, change: Partial<Word>): Word {
  return {
    start: change.start ?? word.start,
    end: change.end ?? word.end,
    text: change.text ?? word.text,
    kind: word.kind,
    tag: word.tag,
    roles: change.roles ?? word.roles,
    mention: word.mention,
    isNoun: word.isNoun,
    isVerb: word.isVerb,
    isSpaced: word.isSpaced,
    marks: change.marks ?? word.marks,
    seat: change.seat ?? word.seat,
    seatName: change.seatName ?? word.seatName,
    tellsOfOthers: change.tellsOfOthers ?? word.tellsOfOthers,
  };
}

function makeWord(text: string, start: number, end: number, tag: string, roles: Roles): Word {
  const own = text.slice(start, end);
  return {
    start,
    end,
    text: own,
    kind: "word",
    tag,
    roles,
    mention: null,
    isNoun: isNounLike(roles, tag, own),
    isVerb: isVerbLike(roles, tag),
    isSpaced: isParted(text, start),
    marks: NO_MARKS,
    seat: 0,
    seatName: null,
    tellsOfOthers: false,
  };
}

function makeBlock(text: string, start: number, kind: Word["kind"], roles: Roles, mention: Mention): Word {
  return {
    start,
    end: mention.end,
    text: text.slice(start, mention.end),
    kind,
    tag: "m",
    roles,
    mention,
    isNoun: kind === "org",
    isVerb: false,
    isSpaced: isParted(text, start),
    marks: NO_MARKS,
    seat: 0,
    seatName: null,
    tellsOfOthers: false,
  };
}

function isParted(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && isBlank(text, at - 1)) at--;
  return at < start && at > 0 && text.charAt(at - 1) >= FIRST_HAN && text.charAt(start) >= FIRST_HAN;
}

const FIRST_HAN = "\u3400";

/** A space, a tab, an ideographic space and their like. */
function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit > 0x3000 && unit < 0xfe00) return false;
  return text.charAt(at).trim() === "";
}

/** The words of a sentence in order, covering it but for blanks. */
export function readWords(sentence: AnalysedSentence): readonly Word[] {
  return new WordReader(sentence).read();
}

class WordReader {
  private readonly text: string;
  private readonly table: FormTable;
  /** As in `Lexemes`: where the entries of each position begin, then form and end of each. */
  private readonly packed: Int32Array;
  private readonly tokens: readonly Token[];
  private readonly blocks: readonly Mention[];
  private readonly mentions: readonly Mention[];
  /** Places at which a token, a mention or a form found before begins or ends. */
  private readonly edges: Uint8Array;
  private readonly words: Word[] = [];
  private token = 0;

  constructor({ chart, mentions }: AnalysedSentence) {
    this.text = chart.text;
    this.table = formTableOf(chart.lexemes);
    this.packed = chart.lexemes.packed;
    this.tokens = chart.tokens();
    this.mentions = mentions;
    this.edges = new Uint8Array(this.text.length + 1);
    for (const { start, end } of this.tokens) {
      this.edges[start] = 1;
      this.edges[end] = 1;
    }
    this.blocks = mentions.filter((mention) => BLOCKING[mention.kind] !== undefined && !this.isWord(mention));
  }

  read(): readonly Word[] {
    const { text, blocks } = this;
    let at = 0;
    let gap = 0;
    let block = 0;
    while (at < text.length) {
      while (block < blocks.length && (blocks[block]?.end ?? 0) <= at) block++;
      const mention = blocks[block];
      if (mention !== undefined && mention.start <= at) {
        this.fill(gap, at);
        this.words.push(this.wordOf(mention, at));
        at = gap = mention.end;
        continue;
      }
      const form = this.formAt(at, mention?.start ?? text.length);
      if (form === null) {
        at++;
        continue;
      }
      this.fill(gap, at);
      this.words.push(makeWord(text, at, form.end, this.tagAt(at, form.end), form.roles));
      at = gap = form.end;
      this.edges[at] = 1;
    }
    this.fill(gap, text.length);
    this.tellPauses();
    const joined = this.joinNames(this.joinDashed(this.joinUnknown()));
    if (this.hasMarks()) for (let i = 0; i < joined.length; i++) joined[i] = this.marked(joined[i] as Word);
    return joined;
  }

  /** 启洋—南沙—胡志明｜航线, 中国—东盟｜博览会: what one dash joins is one name. */
  private joinDashed(words: readonly Word[]): readonly Word[] {
    if (!words.some(({ text }) => DASH.test(text))) return words;
    const joined: Word[] = [];
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as Word;
      const before = joined[joined.length - 1];
      const after = words[i + 1];
      const isJoint = DASH.test(word.text) && before?.end === word.start && after?.start === word.end;
      if (!isJoint || !isOfDashed(before) || !isOfDashed(after)) {
        joined.push(word);
        continue;
      }
      joined.pop();
      joined.push(makeWord(this.text, before.start, after.end, "nz", after.roles));
      i++;
    }
    return joined;
  }

  /** Names of persons, with what is said of them: 养殖大户｜姚三喜, 赵｜大爷, 机手｜老吕, 刘桂枝. */
  private joinNames(words: readonly Word[]): Word[] {
    const joined: Word[] = [];
    for (let i = 0; i < words.length; i++) {
      const word = words[i];
      if (word === undefined) break;
      const size = this.nameAt(words, i);
      const last = words[i + size - 1];
      if (size === 0 || last === undefined) {
        joined.push(word);
        continue;
      }
      let { start } = word;
      const title = word.start - this.formBefore(word.start, "title");
      while (title < start && (joined[joined.length - 1]?.start ?? 0) >= title) start = joined.pop()?.start ?? start;
      joined.push(makeWord(this.text, start, last.end, "nr", PERSON));
      i += size - 1;
    }
    return joined;
  }

  /** Of how many words a person's name consists that begins here; 0 where none does. */
  private nameAt(words: readonly Word[], at: number): number {
    const first = words[at];
    if (first === undefined || !isOfName(first)) return 0;
    const family = this.formAfter(first.start, "surname");
    if (family === 0) return 0;
    const next = words[at + 1];
    // 赵大爷
    const kin = this.formAfter(first.start + family, "kin");
    const end = first.start + family + kin;
    if (kin > 0 && first.end === end) return 1;
    if (kin > 0 && first.end === first.start + family && next?.end === end) return 2;
    const length = first.end - first.start;
    // 李桂英老人
    const called = words[at + 1];
    if (/^n[rz]/.test(first.tag) && length > family && length < 4 && called?.start === first.end)
      if (this.formAfter(called.start, "kin") === called.end - called.start) return 2;
    const isFull = length > family && length <= family + 2 && /^n[rz]/.test(first.tag);
    if (this.formBefore(first.start, "title") === 0) {
      // “银发理发师”林秀珍
      const isCalled = has(words[at - 1], "quote") && !isNominal(next);
      const isAlone = isCalled || (!isNominal(words[at - 1]) && isVerb(next) && !has(next, "report"));
      return isAlone && isFull && length === 3 && first.roles.size === 0 ? 1 : 0;
    }
    if (isFull) return 1;
    // 李｜大山, 李｜大｜山
    let size = 1;
    let { end: to } = first;
    for (let word = next; word !== undefined && size < 3; word = words[at + size]) {
      const isPart = word.start === to && isOfName(word) && !word.tag.startsWith("v");
      if (!isPart || word.end - first.start > family + 2) break;
      to = word.end;
      size++;
    }
    return length === family && size > 1 ? size : 0;
  }

  /** The length of the longest form with a role that begins at a place; 0 where none does. */
  private formAfter(start: number, role: Role): number {
    const { packed, table } = this;
    for (let i = packed[start] as number; i < (packed[start + 1] as number); i += 2)
      if (table.role(packed[i] as number) === role) return (packed[i + 1] as number) - start;
    return 0;
  }

  /** The length of the longest form with a role that ends at a place; 0 where none does. */
  private formBefore(end: number, role: Role): number {
    const { packed, table } = this;
    for (let at = Math.max(0, end - LONGEST_TITLE); at < end; at++)
      for (let i = packed[at] as number; i < (packed[at + 1] as number); i += 2)
        if (packed[i + 1] === end && table.role(packed[i] as number) === role) return end - at;
    return 0;
  }

  /** 成交量｜或｜回落: before what is done it tells how sure, elsewhere it joins. */
  private tellPauses(): void {
    const { words } = this;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as Word;
      if (word.roles.size < 2 || !word.roles.has("pause") || !word.roles.has("cue")) continue;
      const next = words[i + 1];
      const isDone = next !== undefined && (next.isVerb || has(next, "adverb", "change", "to", "copula", "from"));
      words[i] = changed(word, { roles: word.roles.without(isDone && next.kind !== "figure" ? "pause" : "cue") });
    }
  }

  private hasMarks(): boolean {
    const { packed, table } = this;
    for (let i = this.text.length + 2; i < packed.length; i += 2)
      if (table.mark(packed[i] as number) !== null) return true;
    return false;
  }

  /** A word with what the lexicons of marks hold of it or of its end. */
  private marked(word: Word): Word {
    if (word.kind !== "word") return word;
    const { packed, table } = this;
    const marks: Mark[] = [];
    for (let i = packed[word.start] as number; i < (packed[word.end] as number); i += 2) {
      const mark = packed[i + 1] === word.end ? table.mark(packed[i] as number) : null;
      if (mark !== null) marks.push(mark);
    }
    return marks.length === 0 ? word : changed(word, { marks });
  }

  /** 日均, 董事会 and 全年任务 are words of the sentence, whatever else was found in them. */
  private isWord({ start, end }: Mention): boolean {
    const { packed, table } = this;
    for (let i = packed[start] as number; i < (packed[start + 1] as number); i += 2) {
      const role = table.role(packed[i] as number);
      const reach = packed[i + 1] as number;
      if (reach === end && (role === "average" || role === "organ")) return true;
      // 完成全年任务的76%: what is planned for a year is no date.
      if (reach > end && role === "plan") return true;
    }
    return false;
  }

  private wordOf(mention: Mention, start: number): Word {
    const { end } = mention;
    const roles = mention.kind === "date" ? this.rolesWithin(start, end) : this.counterAt(end);
    const kind = BLOCKING[mention.kind] ?? "word";
    const word = makeBlock(this.text, start, kind, roles, mention);
    return kind === "org"
      ? changed(word, {
          seat: this.seatOf(start, end),
          seatName: this.seatNamed(start),
          tellsOfOthers: this.isAnalyst(start, end),
        })
      : word;
  }

  private seatNamed(start: number): string | null {
    const whole = this.formOf(start, "place-suffix", start + 1)?.whole;
    return typeof whole === "string" ? whole : null;
  }

  private isAnalyst(start: number, end: number): boolean {
    const { packed, table } = this;
    for (let i = packed[start + 1] as number; i < (packed[end] as number); i += 2)
      if (table.role(packed[i] as number) === "analyst" && (packed[i + 1] as number) <= end) return true;
    return false;
  }

  /** The length of the place that a name begins with; 0 where it begins with none. */
  private seatOf(start: number, end: number): number {
    const { packed, table } = this;
    for (let at = start + 2; at < end; at++)
      for (let i = packed[at] as number; i < (packed[at + 1] as number); i += 2) {
        const reach = packed[i + 1] as number;
        if (table.role(packed[i] as number) === "place-suffix" && reach < end && this.edges[reach] === 1)
          return reach - start;
      }
    const first = this.tokens.find((token) => token.start >= start);
    return first?.start === start && first.tag === "ns" && first.end - start > 1 ? first.end - start : 0;
  }

  /**
   * Which roles of a form keep to the edges of words; null for none. Where it crosses them one edge is enough,
   * since the dictionary errs there (比高｜达); within a word it may only be the head (望江｜大桥, never 建设｜者).
   */
  private fits(start: number, end: number): Part | null {
    const { edges } = this;
    const opens = edges[start] === 1;
    const closes = edges[end] === 1;
    if (opens && closes) return ALL;
    if (end - start === 1) return opens ? DEMONSTRATIVE : null;
    let last = start;
    for (let i = start + 1; i < end; i++) if (edges[i] === 1) last = i;
    if (last === start) return closes ? HEAD : null;
    if (closes) return ALL;
    // 占总｜装机 errs, but 新｜开通 is not cut by 新开, nor 综合｜体育馆 by 综合体: what a form leaves over is a word, too.
    return opens && (end - start > 3 || this.opensForm(end)) && !this.isFormAcross(last, end) ? ALL : null;
  }

  /** 再增｜设 in 再｜增设: whether the word that a form cuts is one of ours itself. */
  private isFormAcross(start: number, end: number): boolean {
    const { packed, table, edges } = this;
    for (let i = packed[start] as number; i < (packed[start + 1] as number); i += 2) {
      const reach = packed[i + 1] as number;
      if (reach > end && edges[reach] === 1 && table.role(packed[i] as number) !== null) return true;
    }
    return false;
  }

  /** Whether a word of a lexicon of ours begins at a place. */
  private opensForm(at: number): boolean {
    const { packed, table } = this;
    for (let i = packed[at] as number; i < (packed[at + 1] as number); i += 2)
      if (isOfWord(table.role(packed[i] as number))) return true;
    return false;
  }

  /** The longest form with a role at a place that keeps to the edges of words. */
  private formAt(start: number, limit: number): { readonly end: number; readonly roles: Roles } | null {
    const { packed, table } = this;
    const to = packed[start + 1] as number;
    let next: number;
    for (let i = packed[start] as number; i < to; i = next) {
      const end = packed[i + 1] as number;
      next = i + 2;
      while (next < to && packed[next + 1] === end) next += 2;
      if (end > limit) continue;
      const entry = table.entry(packed, i, next);
      const part = entry === null ? null : this.fits(start, end);
      if (entry === null || part === null) continue;
      // 同比｜增速
      const isChangeNoun = entry.hasChangeNoun && this.formOf(start, "base", end - 1) === null;
      // 比去年高三十元; but 小微, 大类
      const isCompared = entry.hasCompared && this.isFigure(end);
      const roles = entry.roles(part, isChangeNoun, isCompared);
      if (roles.size > 0) return { end, roles };
    }
    return null;
  }

  private isFigure(at: number): boolean {
    return this.mentions.some(({ kind, start }) => start === at && kind === "quantity");
  }

  private formOf(at: number, role: Role, end: number): Fields | null {
    const { packed, table } = this;
    for (let i = packed[at] as number; i < (packed[at + 1] as number); i += 2)
      if (table.role(packed[i] as number) === role && (packed[i + 1] as number) <= end)
        return table.fields(packed[i] as number);
    return null;
  }

  /** Whether a figure's unit needs the noun that it counts: 15名, 9座. */
  private counterAt(end: number): Roles {
    const fields = this.formOf(end - 1, "counter", end);
    return fields === null ? NO_ROLES : Roles.of([["counter", fields]]);
  }

  /** What the last words of a date say: 于｜年结日. */
  private rolesWithin(start: number, end: number): Roles {
    for (let i = start; i < end; i++) {
      const form = this.formAt(i, end);
      if (form?.end === end) return form.roles;
    }
    return NO_ROLES;
  }

  /** Fills a gap between forms and mentions with tokens, cut at its edges. */
  private fill(from: number, to: number): void {
    if (from >= to) return;
    const { tokens, text } = this;
    while (this.token < tokens.length && (tokens[this.token]?.end ?? 0) <= from) this.token++;
    for (let i = this.token; i < tokens.length; i++) {
      const piece = tokens[i];
      if (piece === undefined || piece.start >= to) break;
      const start = Math.max(piece.start, from);
      const end = Math.min(piece.end, to);
      if (start >= end || (isBlank(text, start) && text.slice(start, end).trim() === "")) continue;
      const isWhole = start === piece.start && end === piece.end;
      // 运营｜第一年｜亏损: a span is no part of a name.
      const isSpan = piece.tag === "m" && end - start > 1 && this.formOf(end - 1, "recurrence", end) !== null;
      const tag = isSpan ? "r" : isWhole ? piece.tag : "n";
      this.words.push(makeWord(text, start, end, tag, NO_ROLES));
    }
  }

  /** The tag of the token under a form, or of the one that ends with it. */
  private tagAt(start: number, end: number): string {
    let tag = "n";
    for (let i = this.token; i < this.tokens.length; i++) {
      const piece = this.tokens[i];
      if (piece === undefined || piece.start > end) break;
      if (piece.end !== end) continue;
      tag = piece.tag;
      if (piece.start === start) break;
    }
    return tag;
  }

  /** Joins runs of lone characters, which are a word that the dictionary lacks: 货｜邮, 机｜采｜率. */
  private joinUnknown(): Word[] {
    const { words, text } = this;
    const joined: Word[] = [];
    for (let i = 0; i < words.length; i++) {
      const first = words[i];
      if (first === undefined) break;
      let last = first;
      if (isLoose(first)) {
        for (
          let next = words[i + 1];
          next !== undefined &&
          next.start === last.end &&
          (isLoose(next) || isBound(last, next) || isInName(last, next, words[i + 2]));
          next = words[i + 1]
        ) {
          // 澧阳县｜澧阳: a place's name is complete with its suffix, where two more characters follow.
          const isComplete = last.roles.has("place-suffix") && last.start - first.start > 1;
          if (
            isComplete &&
            isLoose(next) &&
            !has(next, "place-suffix") &&
            words[i + 2] !== undefined &&
            isLoose(words[i + 2] as Word)
          )
            break;
          last = next;
          i++;
        }
      }
      // 大类｜中, 茶青｜卖｜到, 王珂｜投｜了
      if (last !== first && ((has(last, "side") && last.tag === "f") || isPredicate(last, words[i + 1]))) {
        i--;
        last = words[i] ?? first;
      }
      if (last === first) {
        const ended = first.kind === "word" && !first.tag.startsWith("v") ? this.rolesByEnd(first) : null;
        joined.push(ended === null ? first : makeWord(text, first.start, first.end, first.tag, ended));
        continue;
      }
      const run = words.slice(i - (last.end - first.start) + 1, i + 1);
      const word = makeWord(
        text,
        first.start,
        last.end,
        tagHere(tagOfRun(run), joined[joined.length - 1], words[i + 1]),
        // 跨｜省 is done to places.
        last.roles.has("place-suffix") && !(run.length === 2 && first.tag === "v") ? PLACE : NO_ROLES,
      );
      const ended = this.rolesByEnd(word);
      joined.push(ended === null ? word : makeWord(text, word.start, word.end, word.tag, ended));
    }
    return joined;
  }

  /** What the first or last character says of a word that no lexicon holds: 率 measures, 最 compares, 桥 names. */
  private rolesByEnd({ start, end, tag, roles }: Word): Roles | null {
    if (roles.size > 0 || end - start < 2) return null;
    const measure = this.formOf(end - 1, "measure", end);
    if (measure !== null) return Roles.of([["measure", measure]]);
    if (this.formOf(end - 1, "edition", end) !== null) return EDITION;
    const superlative = this.formOf(start, "superlative", end);
    if (superlative !== null) return Roles.of([["superlative", superlative]]);
    const name = end - start > 2 || /^(ns|nr|nz)/.test(tag) ? this.formOf(end - 1, "thing-end", end) : null;
    return name === null ? null : Roles.of([["thing-end", name]]);
  }
}

const PERSON = Roles.of([["person", {}]]);
const EDITION = Roles.of([["edition", {}]]);
const LONGEST_TITLE = 6;

const DASH = /^[—－–-]$/;

/** 启洋—南沙: two names that a dash joins. */
export const isDashed = ({ kind, text }: Word): boolean => kind === "word" && /.[—－–-]./.test(text);

/** A noun that a dash may join with another; figures and dates have their own. */
const isOfDashed = (word: Word | undefined): word is Word =>
  word?.kind === "word" && word.isNoun && word.text.charAt(0) >= FIRST_HAN && word.tag !== "m";

/** A word that can be part of a person's name: one of no lexicon, or a lone character that heads other names. */
const isOfName = (word: Word): boolean =>
  word.kind === "word" &&
  word.text.charAt(0) >= FIRST_HAN &&
  !CLOSED_TAG.test(word.tag) &&
  word.roles.names.every((role) => LOOSE.has(role));

/** 东屿县: a name that the dictionary lacks. */
const PLACE = Roles.of([["place-suffix", {}]]);

/** Tags of function words, which make no new word with their neighbours. */
const CLOSED_TAG = /^(u(?!g)|d|r|w|y|e|c)/;

function isLoose(word: Word): boolean {
  if (word.end - word.start !== 1 || word.kind !== "word" || word.text < FIRST_HAN || CLOSED_TAG.test(word.tag))
    return false;
  for (const role of word.roles.names) if (!LOOSE.has(role)) return false;
  return true;
}

/** A lone verb before what only a verb has after it. */
const isPredicate = (word: Word, next: Word | undefined): boolean =>
  word.tag.startsWith("v") && word.roles.size === 0 && (has(next, "to", "copula") || next?.tag === "ul");

/** 郢｜都: what follows a morpheme that is no word belongs to its word, whatever else it does. */
const isBound = (morpheme: Word, next: Word): boolean =>
  morpheme.tag === "g" && next.kind === "word" && next.end - next.start === 1 && has(next, "adverb");

/** 混｜能｜渡轮: a lone character between a morpheme and a noun is no cue; 每艘｜可｜载客 has no morpheme. */
const isInName = (before: Word, word: Word, after: Word | undefined): boolean =>
  word.roles.size === 1 &&
  !/^[mq]/.test(before.tag) &&
  word.roles.get("cue")?.weak === true &&
  word.end - word.start === 1 &&
  word.tag.startsWith("v") &&
  (after?.kind === "org" || (after?.isNoun === true && /^(n|j)/.test(after.tag)));

/** An unknown word is a name, of a place where all its characters are, what is done where all are verbs. */
function tagOfRun(run: readonly Word[]): string {
  if (run.every(({ tag }) => tag.startsWith("ns"))) return "ns";
  const first = run[0]?.tag ?? "n";
  if (run.every(({ tag }) => tag.startsWith("v"))) return first;
  return first.startsWith("v") && run.length === 2 ? "vn" : "nz";
}

/** 该｜干管 is a noun; …夜市9月10日｜开街, what somebody did. */
function tagHere(tag: string, before: Word | undefined, after: Word | undefined): string {
  if (has(before, "demonstrative")) return "nz";
  const ends = after === undefined || has(after, "clause");
  return tag === "vn" && ends && (before?.kind === "date" || has(before, "adverb", "cue")) ? "v" : tag;
}

/** Parts a sentence into clauses, in the order in which they begin; what brackets hold is a clause of its own. */
export function readClauses(words: readonly Word[]): readonly Clause[] {
  interface Draft {
    words: Word[];
    fresh: boolean;
    aside: boolean;
  }
  const drafts: Draft[] = [];
  const open: Draft[] = [];
  const start = (fresh: boolean, aside: boolean): Draft => {
    const draft = { words: [], fresh, aside };
    drafts.push(draft);
    return draft;
  };
  let current = start(true, false);
  for (const word of words) {
    if (has(word, "open")) {
      open.push(current);
      current = start(false, true);
    } else if (has(word, "close")) current = open.pop() ?? start(false, false);
    else if (has(word, "clause")) current = start(word.roles.get("clause")?.strong === true, open.length > 0);
    else current.words.push(word);
  }
  return drafts.filter((draft) => draft.words.length > 0);
}

export function has(word: Word | undefined, ...roles: readonly Role[]): boolean {
  if (word === undefined) return false;
  const { names } = word.roles;
  for (let i = 0; i < names.length; i++) for (let k = 0; k < roles.length; k++) if (names[i] === roles[k]) return true;
  return false;
}

export const isMarked = (word: Word | undefined, mark: Mark): boolean => word?.marks.includes(mark) === true;

export const isNominal = (word: Word | undefined): boolean => word?.isNoun === true;

export const isVerb = (word: Word | undefined): boolean => word?.isVerb === true;

/** A verb that no lexicon says anything about. */
export const isPlainVerb = (word: Word | undefined): boolean => word?.isVerb === true && word.roles.size === 0;

/** The sentence's own characters under some words, brackets between them left out. */
export function spell(words: readonly Word[], text: string): string {
  return words.map(({ start, end }) => text.slice(start, end)).join("");
}
