import { afterAll, expect, test } from "vitest";
import { startCrew } from "../../src/cli/work/crew.js";
import type { Outcome, WorkOptions } from "../../src/cli/work/work.js";

const OPTIONS: WorkOptions = {
  ...{ engine: { kinds: ["quantity"] }, format: "jsonl", columns: ["doc", "value"], keep: false, wide: false },
  ...{ header: "en", excel: false, width: null, color: false },
};
// Threads with little memory run out of it soon.
const crew = await startCrew(OPTIONS, 2, {
  file: new URL("./crashing-worker.mjs", import.meta.url).href,
  memoryMb: 64,
});
afterAll(() => crew.close());

const assign = (...ids: readonly string[]) =>
  ids.map((id) => ({ document: { id, text: "投资7000万元。", date: null }, header: [] }));
const textOf = ({ text }: Outcome): string => new TextDecoder().decode(text ?? undefined);
const record = (id: string): string => `{"doc":"${id}","value":70000000}\n`;

test.each([
  ["exit", { kind: "bug", message: expect.stringMatching(/^the worker thread ended with it: .*3/) }],
  [
    "memory",
    { kind: "input", message: "there is not enough memory to read it", hint: expect.stringMatching(/split it/) },
  ],
  ["throw", { kind: "bug", message: "the worker thread ended with it: thrown in the worker" }],
])("a document that ends its thread is lost alone: %s", async (id, failure) => {
  const outcomes = await crew.process(assign("a", id, "b"));
  expect(outcomes.map(textOf)).toEqual([record("a"), "", record("b")]);
  expect(outcomes.map(({ failure }) => failure)).toEqual([null, expect.objectContaining(failure), null]);
});

test("batches under way with others are not harmed", async () => {
  const batches = await Promise.all([
    crew.process(assign("a")),
    crew.process(assign("exit")),
    crew.process(assign("b")),
  ]);
  expect(batches.flat().map(textOf)).toEqual([record("a"), "", record("b")]);
});
