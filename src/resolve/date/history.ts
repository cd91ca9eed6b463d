import type { Leaf } from "./article.js";
import type { Placed } from "./place.js";

/** A date placed earlier in the article. */
export interface Earlier {
  readonly leaf: Leaf;
  readonly placement: Placed;
  /** Its year is in the text, its own or one carried on to it. */
  readonly isYearSaid: boolean;
  /** A time of some day that nothing names. */
  readonly isFloating: boolean;
}

/**
 * So many dates are remembered; no reader looks back further for the year of a month. It keeps the work in proportion
 * to the text.
 */
export const MOST_REMEMBERED = 200;
