import type { Fold } from "./fold.js";
import { type LayoutLexicons, makeWordList } from "./words.js";

/** Length of the name of a paper, an agency or a station that a folded text has at `from`; 0 where it has none. */
export type ReadAgency = (folded: string, from: number) => number;

export interface Agencies {
  readonly read: ReadAgency;
  /** Whether a text is a name that the list of agencies has. */
  readonly isKnown: (folded: string) => boolean;
}

/** 青岛西海岸新闻网 and its like. */
const LONGEST_NAME = 14;

/** Compiles the names of agencies: those listed, with a suffix or without, and what else ends in one (东湾晚报). */
export function makeAgencies(lexicons: LayoutLexicons, fold: Fold): Agencies {
  const known = makeWordList(lexicons["layout/agency"] ?? [], fold);
  const suffix = makeWordList(lexicons["layout/agency-suffix"] ?? [], fold);

  return {
    isKnown: (folded) => known.startAt(folded, 0) === folded.length,
    read(folded, from) {
      const listed = known.startAt(folded, from);
      if (listed > 0) return listed + suffix.startAt(folded, from + listed);
      let limit = from;
      while (limit < folded.length && limit - from < LONGEST_NAME && isNameUnit(folded.charCodeAt(limit))) limit++;
      for (let end = limit; end > from + 1; end--) {
        if (suffix.endAt(folded, end) > 0) return end - from;
      }
      return 0;
    },
  };
}

function isNameUnit(unit: number): boolean {
  return (
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a)
  );
}
