import { createExtractor } from "../../src/extractor.js";
import type { TishuRecord } from "../../src/record.js";

const extractor = await createExtractor({ kinds: ["quantity", "number"] });

/** A figure as the tests write it: `text = value unit`, then its bounds and change where it has some. */
function say(record: TishuRecord): string {
  const { text, value, unit, low, high, approx, change } = record;
  const bounds = approx === "exact" ? "" : ` ${approx} ${low ?? ""}..${high ?? ""}`;
  return `${text} = ${value} ${unit}${bounds}${change === null ? "" : ` ${change}`}`;
}

/** The quantities of a text, in text order. */
export const figures = (text: string): string[] =>
  extractor
    .extract({ id: "", text, date: "2023-11-22" })
    .filter(({ kind }) => kind === "quantity")
    .map(say);

/** The bare numbers of a text, ordinals marked by #. */
export const numbers = (text: string): string[] =>
  extractor
    .extract({ id: "", text, date: "2023-11-22" })
    .filter(({ kind }) => kind === "number")
    .map(({ text: found, number, low, high, dimension }) => {
      const bounds = low === null && high === null ? "" : ` ${low ?? ""}..${high ?? ""}`;
      return `${found} = ${dimension === "ordinal" ? "#" : ""}${number}${bounds}`;
    });
