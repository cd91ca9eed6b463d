import fc from "fast-check";
import { expect, test } from "vitest";
import { TishuError } from "../../src/errors.js";
import { parseDocumentLine } from "../../src/read/jsonl.js";

const place = { file: "f", line: 3 };
const parse = (line: string) => parseDocumentLine(Buffer.from(line), place);

test.each<[string, object]>([
  ['{"id":"a","text":"投资"}', { id: "a", text: "投资", date: null, extra: {} }],
  ['{"id":7,"text":""}\r', { id: "7", text: "", date: null, extra: {} }],
  ['{"text":"t","date":null,"id":"a"}', { id: "a", text: "t", date: null, extra: {} }],
  [
    '{"id":"a","text":"t","date":"2023-11-22T09:30:00+08:00","x":[1]}',
    { id: "a", text: "t", date: "2023-11-22T09:30:00+08:00", extra: { x: [1] } },
  ],
])("%s", (line, document) => {
  expect(parse(line)).toEqual({ ...document, place });
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
])("%s is refused", (line, message) => {
  expect(() => parse(line)).toThrow(TishuError);
  expect(() => parse(line)).toThrow(message);
});

test("no bytes make it throw anything but a TishuError of this line", () => {
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.json().map((json) => Buffer.from(json)),
  );
  fc.assert(
    fc.property(bytes, (one) => {
      try {
        parseDocumentLine(one, place);
      } catch (error) {
        expect(error).toBeInstanceOf(TishuError);
        expect(error).toMatchObject({ kind: "input", place });
      }
    }),
  );
});
