/**
 * The pattern language: its syntax tree and parser.
 *
 * ```
 * alternatives := sequence ('|' sequence)*
 * sequence     := (atom quantifier?)*
 * atom         := literal | '"' any '"' | '%' lexicon filter? | '@' kind filter? | '<' tags '>'
 *               | '[' class ']' | '.' | '_' | '^' | '$' | '(' (name ':')? alternatives ')'
 * filter       := '[' field ('=' | '!=') value ('|' value)* (',' …)* ']'
 * quantifier   := '?' | '*' | '+' | '{m}' | '{m,}' | '{m,n}'
 * ```
 * Blanks between items mean nothing; `_` stands for blanks that the text may hold.
 */
export type PatternNode =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "lexicon"; readonly name: string; readonly filters: readonly Filter[] }
  | { readonly type: "mention"; readonly kind: string; readonly filters: readonly Filter[] }
  | { readonly type: "token"; readonly tags: readonly string[]; readonly negated: boolean }
  | { readonly type: "class"; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  | { readonly type: "space" }
  | { readonly type: "start" }
  | { readonly type: "end" }
  | { readonly type: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly type: "choice"; readonly items: readonly PatternNode[] }
  | { readonly type: "repeat"; readonly item: PatternNode; readonly min: number; readonly max: number }
  | { readonly type: "capture"; readonly name: string; readonly item: PatternNode };

/** `[field=a|b]` or `[field!=a]`; a field that is absent equals nothing. */
export interface Filter {
  readonly field: string;
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** A fault in a pattern, with the 0-based index of the character it stands at. */
export class PatternError extends Error {
  readonly index: number;
  constructor(message: string, index: number) {
    super(message);
    this.name = "PatternError";
    this.index = index;
  }
}

/** Brackets nest no deeper than this: reading them calls itself. */
const MAX_DEPTH = 100;

/** No counted repetition may ask for more copies than this: programs stay small. */
export const MAX_REPEAT = 200;

/** Character sets with a name, for `[:name:]`. Han: the unified ideographs of the BMP and 〇. */
const NAMED_CLASSES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  han: [
    [0x4e00, 0x9fff],
    [0x3400, 0x4dbf],
    [0x3007, 0x3007],
  ],
  digit: [[0x30, 0x39]],
  letter: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  upper: [[0x41, 0x5a]],
  space: [
    [0x20, 0x20],
    [0x09, 0x09],
    [0x3000, 0x3000],
    [0xa0, 0xa0],
  ],
};

const SPECIAL = new Set([...'|()[]?*+{}%@<>.^$_"']);
const NAME = /[\p{L}\p{N}/-]/u;

/**
 * Parses the text of a pattern.
 * @throws PatternError with the place of the first fault
 */
export function parsePattern(source: string): PatternNode {
  let at = 0;

  const fail = (message: string, index = at): never => {
    throw new PatternError(message, index);
  };
  const skipBlanks = (): void => {
    while (at < source.length && /\s/.test(source.charAt(at))) at++;
  };
  const expect = (character: string, what: string): void => {
    skipBlanks();
    if (source[at] !== character) fail(`expected "${character}" ${what}`);
    at++;
  };

  function readName(what: string): string {
    const from = at;
    while (at < source.length && NAME.test(source.charAt(at))) at++;
    if (at === from) fail(`expected ${what}`);
    return source.slice(from, at);
  }

  function readFilters(): Filter[] {
    if (source[at] !== "[") return [];
    at++;
    const filters: Filter[] = [];
    for (;;) {
      skipBlanks();
      const field = readName("the name of a field");
      skipBlanks();
      const negated = source[at] === "!";
      if (negated) at++;
      expect("=", "after the field's name");
      const from = at;
      while (at < source.length && source[at] !== "," && source[at] !== "]") at++;
      const values = source
        .slice(from, at)
        .split("|")
        .map((value) => value.trim());
      if (values.some((value) => value === "")) fail("a filter needs a value after =", from);
      filters.push({ field, values, negated });
      if (source[at] === ",") {
        at++;
        continue;
      }
      expect("]", "at the end of a filter");
      return filters;
    }
  }

  function readClass(): PatternNode {
    const opened = at;
    at++;
    const negated = source[at] === "^";
    if (negated) at++;
    const ranges: (readonly [number, number])[] = [];
    while (at < source.length && source[at] !== "]") {
      if (source[at] === ":") {
        const close = source.indexOf(":", at + 1);
        const name = close < 0 ? "" : source.slice(at + 1, close);
        const named = NAMED_CLASSES[name];
        if (named !== undefined) {
          ranges.push(...named);
          at = close + 1;
          continue;
        }
      }
      if (source[at] === "\\") at++;
      const low = source.charCodeAt(at++);
      if (source[at] === "-" && at + 1 < source.length && source[at + 1] !== "]") {
        const high = source.charCodeAt(at + 1);
        if (high < low) fail("a range in [ ] runs backwards");
        ranges.push([low, high]);
        at += 2;
      } else ranges.push([low, low]);
    }
    if (source[at] !== "]") fail("[ is never closed", opened);
    at++;
    if (ranges.length === 0) fail("[ ] holds no character", opened);
    return { type: "class", ranges, negated };
  }

  function readAtom(): PatternNode | null {
    skipBlanks();
    const character = source[at];
    if (character === undefined || character === "|" || character === ")") return null;
    switch (character) {
      case "(": {
        const opened = at;
        at++;
        skipBlanks();
        const named = /^([\p{L}][\p{L}\p{N}-]*)\s*:/u.exec(source.slice(at));
        if (named !== null) at += named[0].length;
        const inner = readAlternatives();
        skipBlanks();
        if (source[at] !== ")") fail("( is never closed", opened);
        at++;
        return named?.[1] === undefined ? inner : { type: "capture", name: named[1], item: inner };
      }
      case "%": {
        at++;
        const name = readName("the name of a lexicon after %");
        return { type: "lexicon", name, filters: readFilters() };
      }
      case "@": {
        at++;
        const kind = readName("the kind of a mention after @");
        return { type: "mention", kind, filters: readFilters() };
      }
      case "<": {
        const close = source.indexOf(">", at);
        if (close < 0) fail("< is never closed");
        const inner = source.slice(at + 1, close).trim();
        const negated = inner.startsWith("!");
        const tags = (negated ? inner.slice(1) : inner).split("|").map((tag) => tag.trim());
        if (tags.some((tag) => tag === "")) fail("< > names no tag");
        at = close + 1;
        return { type: "token", tags, negated };
      }
      case "[":
        return readClass();
      case ".":
        at++;
        return { type: "class", ranges: [[0, 0xffff]], negated: false };
      case "_":
        at++;
        return { type: "space" };
      case "^":
        at++;
        return { type: "start" };
      case "$":
        at++;
        return { type: "end" };
      case '"': {
        const close = source.indexOf('"', at + 1);
        if (close < 0) fail('" is never closed');
        const text = source.slice(at + 1, close);
        if (text === "") fail('"" holds no character');
        at = close + 1;
        return { type: "literal", text };
      }
      case "?":
      case "*":
      case "+":
      case "{":
        return fail(`"${character}" has nothing before it to repeat`);
      case "]":
      case "}":
      case ">":
        return fail(`"${character}" closes nothing`);
      default:
    }
    const from = at;
    while (at < source.length && !SPECIAL.has(source.charAt(at)) && !/\s/.test(source.charAt(at))) at++;
    // A quantifier binds to the last character of a literal only: 同比了? is 同比, then 了 or not.
    if (at - from > 1 && "?*+{".includes(source.charAt(at)) && at < source.length) at--;
    return { type: "literal", text: source.slice(from, at) };
  }

  function readQuantified(): PatternNode | null {
    const item = readAtom();
    if (item === null) return null;
    const character = source[at];
    if (character === "?") {
      at++;
      return { type: "repeat", item, min: 0, max: 1 };
    }
    if (character === "*" || character === "+") {
      at++;
      return { type: "repeat", item, min: character === "*" ? 0 : 1, max: Number.POSITIVE_INFINITY };
    }
    if (character === "{") {
      const counted = /^\{(\d+)(,(\d*))?\}/.exec(source.slice(at));
      if (counted === null) return fail("{ } wants {m}, {m,} or {m,n}");
      const min = Number(counted[1]);
      const max = counted[2] === undefined ? min : counted[3] === "" ? Number.POSITIVE_INFINITY : Number(counted[3]);
      if (max < min) fail("{m,n} wants m ≤ n");
      if (min > MAX_REPEAT || (Number.isFinite(max) && max > MAX_REPEAT))
        fail(`{ } repeats at most ${MAX_REPEAT} times`);
      at += counted[0].length;
      return { type: "repeat", item, min, max };
    }
    return item;
  }

  function readSequence(): PatternNode {
    const items: PatternNode[] = [];
    for (;;) {
      const item = readQuantified();
      if (item === null) break;
      items.push(item);
    }
    const only = items[0];
    return items.length === 1 && only !== undefined ? only : { type: "sequence", items };
  }

  let depth = 0;
  function readAlternatives(): PatternNode {
    if (++depth > MAX_DEPTH) fail(`brackets nest at most ${MAX_DEPTH} deep`);
    const items = [readSequence()];
    skipBlanks();
    while (source[at] === "|") {
      at++;
      items.push(readSequence());
      skipBlanks();
    }
    depth--;
    const only = items[0];
    return items.length === 1 && only !== undefined ? only : { type: "choice", items };
  }

  const pattern = readAlternatives();
  skipBlanks();
  if (at < source.length) fail(`"${source[at]}" closes nothing`);
  return pattern;
}

/** The pattern that reads the same text from its end to its start. */
export function reversePattern(node: PatternNode): PatternNode {
  switch (node.type) {
    case "literal":
      return { type: "literal", text: [...node.text].reverse().join("") };
    case "sequence":
      return { type: "sequence", items: node.items.map(reversePattern).reverse() };
    case "choice":
      return { type: "choice", items: node.items.map(reversePattern) };
    case "repeat":
      return { ...node, item: reversePattern(node.item) };
    case "capture":
      return { ...node, item: reversePattern(node.item) };
    default:
      return node;
  }
}

/** The names of all captures of a pattern. */
export function captureNames(node: PatternNode): Set<string> {
  const names = new Set<string>();
  const visit = (inner: PatternNode): void => {
    if (inner.type === "capture") names.add(inner.name);
    if (inner.type === "sequence" || inner.type === "choice") inner.items.forEach(visit);
    if (inner.type === "repeat" || inner.type === "capture") visit(inner.item);
  };
  visit(node);
  return names;
}

/** The pattern with its literals and single characters folded as sentences are, so that ， in it stands for what it reads. */
export function foldPattern(node: PatternNode, fold: (text: string) => string): PatternNode {
  switch (node.type) {
    case "literal":
      return { type: "literal", text: fold(node.text) };
    case "class": {
      const foldUnit = (unit: number): number => fold(String.fromCharCode(unit)).charCodeAt(0);
      return {
        ...node,
        // The ends of a range are folded together or not at all: ０-９ is 0-9, 一-龥 stays.
        ranges: node.ranges.map(([low, high]): readonly [number, number] => {
          const folded = [foldUnit(low), foldUnit(high)] as const;
          return folded[1] - folded[0] === high - low ? folded : [low, high];
        }),
      };
    }
    case "sequence":
    case "choice":
      return { ...node, items: node.items.map((item) => foldPattern(item, fold)) };
    case "repeat":
    case "capture":
      return { ...node, item: foldPattern(node.item, fold) };
    default:
      return node;
  }
}
