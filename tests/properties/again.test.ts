import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";
import type { TishuRecord } from "../../src/record.js";

/** Idempotence: what a record holds is found again in the record's own text. */

const extractor = await createExtractor();
const read = (text: string): readonly TishuRecord[] => extractor.extract({ id: "a", text, date: "2023-11-22" });

const folder = new URL("../../fixtures/", import.meta.url);
const pages = readdirSync(folder)
  .map((name) => new URL(`${name}/input.txt`, folder))
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, "utf8").split("\n"));

/** Some lines of some page of the fixtures. */
const lines = fc
  .tuple(fc.constantFrom(...pages), fc.nat(), fc.integer({ min: 1, max: 6 }))
  .map(([page, from, count]) => page.slice(from % page.length, (from % page.length) + count).join("\n"));

/** Rules that take a word for a figure or a name because of what stands around it: 持平, 第一, 六分 of a purity. */
const BY_CONTEXT = /^(?:quantity\/(?:unchanged|nearly-unchanged|fen)|rank\/bare|org\/)/;

/** What of a record is in its text; the unit of 块 and 度, the sign and the year come from around it. */
function ownOf({ kind, text, number, unit_text, approx, date_type }: TishuRecord): object {
  return { kind, text, number, unit_text, approx, date_type };
}

test("a figure or a date of the news is found again in its own text", () => {
  let tried = 0;
  fc.assert(
    fc.property(lines, (text) => {
      for (const record of read(text)) {
        if (BY_CONTEXT.test(record.rule) || record.text.includes("\n")) continue;
        tried++;
        expect(read(record.text).map(ownOf), `in ${text}`).toContainEqual(ownOf(record));
      }
    }),
    { numRuns: 300 },
  );
  expect(tried).toBeGreaterThan(500);
});

test("an organisation that is told in full is found again in its own name", () => {
  const place = fc.constantFrom("青岛", "东湾市", "江苏省", "内蒙古", "上海浦东", "");
  const brand = fc.constantFrom("海科", "华茂", "滨海港口", "远洋", "北方");
  const rest = fc.constantFrom(
    "集团有限公司",
    "股份有限公司",
    "建设工程有限责任公司",
    "控股集团",
    "贸易（集团）总公司",
  );
  const sentence = fc.constantFrom(
    (name: string) => `昨日，${name}与有关方面签约。`,
    (name: string) => `据${name}介绍，全年完成投资3亿元。`,
    (name: string) => `今年以来，${name}完成货物吞吐量3.2万吨，同比增长4.7%。`,
  );
  fc.assert(
    fc.property(place, brand, rest, sentence, (where, word, form, tell) => {
      const name = `${where}${word}${form}`;
      const told = read(tell(name)).filter(({ kind }) => kind === "org");
      expect(told.map(({ text }) => text)).toEqual([name]);
      const again = read(name).map(({ kind, text, org_type }) => ({ kind, text, org_type }));
      expect(again).toEqual([{ kind: "org", text: name, org_type: told[0]?.org_type }]);
    }),
  );
});
