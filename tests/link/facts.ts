import { createExtractor } from "../../src/extractor.js";
import type { TishuRecord } from "../../src/record.js";

const extractor = await createExtractor({ kinds: ["quantity"] });

/** The quantities of a text read on 22 November 2023. */
export function quantities(text: string): readonly TishuRecord[] {
  return extractor.extract({ id: "text", text, date: "2023-11-22" });
}

/** Some columns of each quantity of a text, its own text first. */
export function columns<Column extends keyof TishuRecord>(text: string, ...names: readonly Column[]): unknown[][] {
  return quantities(text).map((record) => [record.text, ...names.map((name) => record[name])]);
}
