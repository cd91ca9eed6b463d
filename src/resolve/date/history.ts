import type { Leaf } from "./article.js";
import type { Moment, Placement } from "./place.js";

/** A date placed earlier in the article. */
export interface Earlier {
  readonly leaf: Leaf;
  readonly placement: Placement;
  readonly from: Moment;
  /** Its year is in the text, its own or one carried on to it. */
  readonly isYearSaid: boolean;
}
