/**
 * What a UTF-16 unit is to the layout: a set of bits, by direct table.
 * The table holds for a document's own text and for its folded form alike.
 */
export const BLANK = 1;
export const LINE_BREAK = 2;
/** Ends a sentence: 。！？ */
export const FINAL = 4;
/** Separates clauses: ，、；：— */
export const CLAUSE = 8;
export const OPENING = 16;
export const CLOSING = 32;
export const DIGIT = 64;
export const LATIN = 128;
export const BULLET = 256;
/** Takes two columns in print. */
export const WIDE = 512;
/** Has no width and no meaning for the text: zero-width space, joiners, direction marks, soft hyphen. */
export const INVISIBLE = 1024;
/** 。 and ；: what a headline does not hold. */
export const STOP = 2048;
/** … which ends a sentence at the end of a line only. */
export const ELLIPSIS = 4096;
export const COLON = 8192;
/** The quotation mark that opens and closes alike. */
export const QUOTATION_MARK = 32768;
/** Half of a character beyond the basic plane. */
export const SURROGATE = 16384;
/** Any bit that a plain Han character does not have. */
export const NOT_PLAIN = 0xffff & ~WIDE;

const SIGNS: readonly (readonly [bits: number, signs: string])[] = [
  [BLANK, " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"],
  [LINE_BREAK, "\n\r\u000b\u000c\u0085\u2028\u2029"],
  [FINAL, "。｡！？!?‼⁇⁈⁉"],
  [CLAUSE, "，,、､；;：:—―"],
  [STOP, "。｡；;"],
  [COLON, "：:"],
  [OPENING, "（(「｢『“‘《〈【〔［[｛{〖"],
  [QUOTATION_MARK, '"＂'],
  [CLOSING, "）)」｣』”’》〉】〕］]｝}〗"],
  [BULLET, "▲△▴▼▽●○■□◆◇★☆•◎⊙※►▶▸▪▫◼◻➢➤✓✔"],
  [ELLIPSIS, "…"],
  [INVISIBLE, "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063"],
  [INVISIBLE, "\u2064\u2066\u2067\u2068\u2069\ufeff"],
  [WIDE, "“”‘’…—―●○■□◆◇★☆▲△▼▽※"],
];

/** Circled and bracketed numbers: ① ⑴ ⒈ ㈠ ❶ */
const NUMBERED_SIGNS: readonly (readonly [number, number])[] = [
  [0x2460, 0x249b],
  [0x2776, 0x2793],
  [0x3220, 0x3229],
  [0x24eb, 0x24f4],
];

export const CLASSES: Uint16Array = makeClasses();

function makeClasses(): Uint16Array {
  const classes = new Uint16Array(0x10000);
  classes.fill(WIDE, 0x2e80, 0xd800);
  classes.fill(SURROGATE, 0xd800, 0xe000);
  classes.fill(WIDE, 0xf900, 0xfb00);
  classes.fill(WIDE, 0xff01, 0xff61);
  classes.fill(WIDE, 0xffe0, 0xffe7);
  const add = (unit: number, bits: number): void => {
    classes[unit] = (classes[unit] as number) | bits;
  };
  for (const [bits, signs] of SIGNS) for (const sign of signs) add(sign.charCodeAt(0), bits);
  for (const [first, last] of NUMBERED_SIGNS) for (let unit = first; unit <= last; unit++) add(unit, BULLET);
  for (const base of [0, 0xfee0]) {
    for (let unit = 0x30; unit <= 0x39; unit++) add(base + unit, DIGIT);
    for (let unit = 0x41; unit <= 0x5a; unit++) add(base + unit, LATIN);
    for (let unit = 0x61; unit <= 0x7a; unit++) add(base + unit, LATIN);
  }
  return classes;
}

/** The closing bracket or quote of each opening one. */
export const CLOSING_OF: ReadonlyMap<number, number> = new Map(
  [..."（）()「」｢｣『』“”‘’《》〈〉【】〔〕［］[]｛｝{}〖〗"].reduce<[number, number][]>((pairs, sign, index, all) => {
    if (index % 2 === 0) pairs.push([sign.charCodeAt(0), (all[index + 1] ?? sign).charCodeAt(0)]);
    return pairs;
  }, []),
);

/** The opening bracket or quote of each closing one. */
export const OPENING_OF: ReadonlyMap<number, number> = new Map([...CLOSING_OF].map(([open, close]) => [close, open]));

/** The bits of the unit at `index`; 0 outside the text. */
export function classAt(text: string, index: number): number {
  return index >= 0 && index < text.length ? (CLASSES[text.charCodeAt(index)] as number) : 0;
}
