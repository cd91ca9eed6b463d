import type { Token } from "../../../types.js";
import type { Chart } from "../../chart.js";
import { formsEndingAt, formsStartingAt } from "./lexemes.js";

/** The token that covers the character at a position. */
export const tokenOver = (chart: Chart, at: number): Token | undefined => chart.tokenOver(at);

/** The token that ends at a position. */
export function tokenEndingAt(chart: Chart, end: number): Token | undefined {
  const token = end > 0 ? tokenOver(chart, end - 1) : undefined;
  return token?.end === end ? token : undefined;
}

/** Whether no token runs across this position. */
export function isBoundary(chart: Chart, at: number): boolean {
  if (at <= 0 || at >= chart.text.length) return true;
  return tokenOver(chart, at)?.start === at;
}

/** Whether a clause begins here: nothing before, or punctuation. */
export function isClauseStart(chart: Chart, at: number): boolean {
  if (at === 0) return true;
  const isPair = /[\udc00-\udfff]/.test(chart.text.charAt(at - 1));
  return !/^[\p{L}\p{N}]/u.test(chart.text.slice(isPair ? at - 2 : at - 1, at));
}

/** Whether a name may begin here: at the head of a clause, or after a preposition. */
export function mayBegin(chart: Chart, at: number): boolean {
  return isClauseStart(chart, at) || tokenEndingAt(chart, at)?.tag === "p";
}

/** The same, and after a word that no name has. */
export function mayBeginLoosely(chart: Chart, at: number): boolean {
  if (mayBegin(chart, at)) return true;
  // 经｜中衡资产评估有限公司: to the dictionary no preposition.
  const before = tokenEndingAt(chart, at);
  if (before?.text.length === 1 && formsEndingAt(chart, at, "org/walk/stop").some(({ start }) => at - start === 1))
    return true;
  return BEFORE_NAMES.some((lexicon) => formsEndingAt(chart, at, lexicon).some(({ start }) => at - start > 1));
}

/** 责令, 子公司 */
const BEFORE_NAMES = ["org/walk/stop", "org/walk/apposed"] as const;

/** Whether a noun goes on where a name would end: 快递 of 快递包裹 is no company. */
export function isNounNext(chart: Chart, at: number): boolean {
  return /^(?:n|vn|b)/.test(tokenOver(chart, at)?.tag ?? "");
}

/** The end of a name with the brackets that belong to it: 中国石油大学（华东）, 中信建投（国际）. */
export function endOfBracket(chart: Chart, at: number, lexicons: readonly string[]): number {
  if (!/[（(]/.test(chart.text.charAt(at))) return at;
  for (const lexicon of lexicons) {
    const form = formsStartingAt(chart, at + 1, lexicon).find(({ end }) => /[）)]/.test(chart.text.charAt(end)));
    if (form !== undefined) return form.end + 1;
  }
  return at;
}
