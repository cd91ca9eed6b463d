import type { PatternNode } from "./pattern.js";
import type { LexiconResolver } from "./program.js";

/**
 * Something that every match of a pattern holds: one of these characters, lexemes or mentions.
 * Where a sentence has none of them the rule need not be tried.
 */
export interface Need {
  /** UTF-16 units, any of which will do. */
  readonly units: readonly number[];
  readonly lexicons: readonly number[];
  readonly mentions: readonly string[];
}

/** A class of more characters than this, or one with digits, is met too often to be worth asking for. */
const MOST_UNITS = 24;
/** More lexicons than this take longer to look up than the rule to fail. */
const MOST_LEXICONS = 12;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** What every match of the pattern holds, as far as it is worth asking for; see `Need`. */
export function findNeeds(pattern: PatternNode, resolve: LexiconResolver): Need[] {
  return needsOf(pattern, resolve).filter(
    ({ units, lexicons, mentions }) =>
      units.length <= MOST_UNITS &&
      lexicons.length <= MOST_LEXICONS &&
      !units.some(isDigit) &&
      units.length + lexicons.length + mentions.length > 0,
  );
}

function needsOf(node: PatternNode, resolve: LexiconResolver): Need[] {
  switch (node.type) {
    case "literal":
      // The last character of a word is as telling as all of them.
      return [{ units: [node.text.charCodeAt(node.text.length - 1)], lexicons: [], mentions: [] }];
    case "class": {
      const size = node.ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
      if (node.negated || size > MOST_UNITS) return [];
      const units = node.ranges.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i));
      return [{ units, lexicons: [], mentions: [] }];
    }
    case "lexicon":
      return [{ units: [], lexicons: [...(resolve(node.name) ?? [])], mentions: [] }];
    case "mention":
      return [{ units: [], lexicons: [], mentions: [node.kind] }];
    case "sequence":
      return node.items.flatMap((item) => needsOf(item, resolve));
    case "capture":
      return needsOf(node.item, resolve);
    case "repeat":
      return node.min > 0 ? needsOf(node.item, resolve) : [];
    case "choice": {
      // One need of each way, joined: the one that asks for least.
      const ways = node.items.map((item) => needsOf(item, resolve).sort((a, b) => sizeOf(a) - sizeOf(b))[0]);
      const known = ways.filter((way) => way !== undefined);
      if (known.length < ways.length) return [];
      return [
        {
          units: [...new Set(known.flatMap(({ units }) => units))],
          lexicons: [...new Set(known.flatMap(({ lexicons }) => lexicons))],
          mentions: [...new Set(known.flatMap(({ mentions }) => mentions))],
        },
      ];
    }
    default:
      return [];
  }
}

const sizeOf = ({ units, lexicons, mentions }: Need): number =>
  units.length + 4 * lexicons.length + 8 * mentions.length + (units.some(isDigit) ? 100 : 0);
