import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { textOf } from "../../fuzz/alphabet.mjs";
import { runHere } from "../cli/in-process.js";

/** Text that costs little to read, of which some ten documents fill a batch. */
const FILLER = "海风吹过盐田，结晶池里泛起白光。\n".repeat(400);

const document = fc.record({
  text: fc.uint8Array({ maxLength: 40 }).map(textOf),
  isLong: fc.boolean(),
  date: fc.constantFrom(undefined, "2023-11-22", "2024-02-29"),
  source: fc.constantFrom(undefined, "晨报", 7),
});
const line = fc.oneof(
  { weight: 9, arbitrary: document },
  { weight: 1, arbitrary: fc.constantFrom("{broken", "[]", '{"id":1}') },
);

test("any number of threads writes the same bytes, tells the same failures and ends alike", async () => {
  const format = fc.constantFrom("csv", "jsonl", "json", "markdown");
  const option = fc.constantFrom([], ["--keep"], ["--wide"], ["--sort", "-value"], ["--kinds", "date,org"]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 2, maxLength: 25 }),
      format,
      option,
      fc.integer({ min: 2, max: 3 }),
      async (lines, form, options, jobs) => {
        const input = lines.map((one, at) => {
          if (typeof one === "string") return one;
          const { text, isLong, ...rest } = one;
          return JSON.stringify({ id: `d${at}`, text: isLong ? `${FILLER}${text}` : text, ...rest });
        });
        const run = (count: number) =>
          runHere(
            ["--from", "jsonl", "--format", form, ...options, "--jobs", String(count)],
            Readable.from([Buffer.from(input.join("\n"))]),
          );
        expect(await run(jobs)).toEqual(await run(1));
      },
    ),
    { numRuns: 8 },
  );
}, 240_000);
