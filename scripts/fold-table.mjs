import * as OpenCC from "opencc-js/t2cn";
import { withoutRadicals } from "../dist/read/radicals.js";

/**
 * Characters that the table must leave alone although OpenCC has a simplified form for them:
 * 乾 is also a simplified character, and most of its newspaper uses are names (乾县, 乾隆).
 */
const KEPT = new Set("乾");

/**
 * A radical or a compatibility ideograph as the character it duplicates; PDF text has them for 月, 日, 一.
 *
 * @param {string} character
 */
function withoutDuplicate(character) {
  if (!/[\u2e80-\u2fd5\uf900-\ufaff]/.test(character)) return character;
  const same = withoutRadicals(character).normalize("NFKC");
  return same.length === 1 ? same : character;
}

/**
 * The one-character table traditional → simplified: `from[i]` folds to `to[i]`, one UTF-16 unit for one,
 * so that folding never moves an offset. General traditional forms, then the variants used in Hong Kong.
 * OpenCC's Taiwan variants are left out: among them are characters that simplified text needs (著, 么).
 *
 * @returns {{ from: string, to: string }}
 */
export function foldTable() {
  /** @type {Map<string, string>} */
  const pairs = new Map();
  for (const script of /** @type {const} */ (["t", "hk"])) {
    const convert = OpenCC.Converter({ from: script, to: "cn" });
    for (let unit = 0x2e80; unit <= 0xfaff; unit++) {
      if (unit >= 0xd800 && unit <= 0xdfff) continue;
      const character = String.fromCharCode(unit);
      const simplified = convert(withoutDuplicate(character));
      if (simplified.length === 1 && simplified !== character && !KEPT.has(character) && !pairs.has(character)) {
        pairs.set(character, simplified);
      }
    }
  }
  return { from: [...pairs.keys()].join(""), to: [...pairs.values()].join("") };
}
