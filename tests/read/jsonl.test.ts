import fc from "fast-check";
import { expect, test } from "vitest";
import type { TishuError } from "../../src/errors.js";
import { readJsonl } from "../../src/read/jsonl.js";
import type { ReadOptions } from "../../src/read/reader.js";
import type { SourceDocument } from "../../src/types.js";

const OPTIONS: ReadOptions = { encoding: null, refDate: null, fields: { text: null, id: null, date: null } };

async function read(bytes: Uint8Array): Promise<{ documents: SourceDocument[]; faults: TishuError[] }> {
  const documents: SourceDocument[] = [];
  const faults: TishuError[] = [];
  const source = { name: "f", id: "f", bytes: pieces(bytes), isNamed: true };
  const report = { error: (fault: TishuError) => void faults.push(fault), warning: () => {} };
  for await (const batch of readJsonl(source, OPTIONS, report)) documents.push(...batch);
  return { documents, faults };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test.each<[string, object]>([
  ['{"id":"a","text":"投资"}', { id: "a", text: "投资", date: null, extra: {} }],
  ['{"id":7,"text":""}\r', { id: "7", text: "", date: null, extra: {} }],
  ['{"text":"t","date":null,"id":"a"}', { id: "a", text: "t", date: null, extra: {} }],
  [
    '{"id":"a","text":"t","date":"2023-11-22T09:30:00+08:00","x":[1]}',
    { id: "a", text: "t", date: "2023-11-22T09:30:00+08:00", extra: { x: [1] } },
  ],
])("%s", async (line, document) => {
  const place = { file: "f", line: 3 };
  expect(await read(Buffer.from(`\n\n${line}`))).toEqual({ documents: [{ ...document, place }], faults: [] });
});

test.each([
  ["{", /^not JSON \(/],
  ["null", /^not an object$/],
  ["[]", /^not an object$/],
  ['"text"', /^not an object$/],
  ['{"id":"a"}', /^no "text"$/],
  ['{"text":"t"}', /^no "id"$/],
  ['{"id":null,"text":"t"}', /^"id" is null, not a string$/],
  ['{"id":"a","text":["t"]}', /^"text" is \["t"\], not a string$/],
  ['{"id":"a","text":"t","date":20231122}', /^"date" is 20231122, not a day/],
])("%s is refused", async (line, message) => {
  const { documents, faults } = await read(Buffer.from(line));
  expect(documents).toEqual([]);
  expect(faults).toMatchObject([{ kind: "input", place: { file: "f", line: 1 } }]);
  expect(faults[0]?.message).toMatch(message);
});

test("of any line between two good ones nothing is thrown, and the good ones are read", async () => {
  const anything = fc.oneof(
    fc.uint8Array(),
    fc.json().map((json) => Buffer.from(json)),
  );
  const good = (id: string): Buffer => Buffer.from(`{"id":"${id}","text":"投资3亿元"}`);
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      const line = bytes.filter((byte) => byte !== 0x0a);
      const feed = Uint8Array.of(0x0a);
      const { documents, faults } = await read(Buffer.concat([good("first"), feed, line, feed, good("last")]));
      const ids = documents.map(({ id }) => id);
      expect([ids[0], ids.at(-1)]).toEqual(["first", "last"]);
      for (const fault of faults) expect(fault).toMatchObject({ kind: "input", place: { file: "f", line: 2 } });
    }),
  );
});
