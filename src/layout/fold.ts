import { Buffer } from "node:buffer";

/** Characters and what they fold to: two strings of equal length, one UTF-16 unit for one. */
export interface FoldTable {
  readonly from: string;
  readonly to: string;
}

/** Folds a text for matching; the result has the text's length in UTF-16 units. */
export type Fold = (text: string) => string;

/** Blanks other than the space: no-break, en and em quads to hair space, narrow, mathematical, ideographic. */
const BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000";

/** Full-width signs outside the block that mirrors ASCII. */
const WIDE_SIGNS: FoldTable = { from: "￠￡￢￤￥￦｡｢｣､･", to: "¢£¬¦¥₩。「」、・" };

/** Shorter texts are put together from character codes; for longer ones a buffer is the faster way. */
const SHORT = 256;
/** Work space that is kept between texts, in units. */
const KEPT = 0x10000;

/**
 * Makes the function that folds width and script one UTF-16 unit for one, so that offsets hold in both:
 * full-width letters, digits and signs become half-width (２．２％ → 2.2%, ， → ,), blanks a space, and
 * what `table` names is replaced (traditional → simplified). Dashes, quotes and 。、 stay as they are.
 */
export function makeFold(table: FoldTable): Fold {
  const units = makeUnitTable(table);
  const kept = new Uint16Array(KEPT);
  return (text) => {
    const length = text.length;
    const folded = length <= KEPT ? kept : new Uint16Array(length);
    for (let i = 0; i < length; i++) folded[i] = units[text.charCodeAt(i)] as number;
    if (length <= SHORT) return String.fromCharCode.apply(null, folded.subarray(0, length) as unknown as number[]);
    return Buffer.from(folded.buffer, 0, length * 2).toString("utf16le");
  };
}

function makeUnitTable(table: FoldTable): Uint16Array {
  const units = new Uint16Array(0x10000);
  for (let unit = 0; unit < units.length; unit++) units[unit] = unit;
  for (let unit = 0xff01; unit <= 0xff5e; unit++) units[unit] = unit - 0xff01 + 0x21;
  for (const blank of BLANKS) units[blank.charCodeAt(0)] = 0x20;
  for (const { from, to } of [WIDE_SIGNS, table]) {
    const length = Math.min(from.length, to.length);
    for (let i = 0; i < length; i++) {
      const unit = from.charCodeAt(i);
      const folded = to.charCodeAt(i);
      // A surrogate is half a character: alone it must stay what it is.
      if (!isSurrogate(unit) && !isSurrogate(folded)) units[unit] = folded;
    }
  }
  return units;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
