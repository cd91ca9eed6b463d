import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPlace, type TishuError } from "../../src/errors.js";
import type { Reader, ReadOptions } from "../../src/read/reader.js";
import { readCsv, readTsv } from "../../src/read/table.js";
import type { SourceDocument } from "../../src/types.js";
import { encode } from "./encode.js";

const OPTIONS: ReadOptions = { encoding: null, refDate: null, fields: { text: null, id: null, date: null } };

interface Read {
  readonly documents: readonly SourceDocument[];
  readonly errors: readonly string[];
}

/** Reads bytes in pieces of `size`. What is thrown is the last error. */
async function read(
  bytes: Uint8Array,
  {
    reader = readCsv,
    size = 1 << 16,
    options = OPTIONS,
  }: { reader?: Reader; size?: number; options?: ReadOptions } = {},
): Promise<Read> {
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const documents: SourceDocument[] = [];
  const errors: string[] = [];
  const tell = (error: TishuError): void => {
    errors.push(`${error.place === null ? "" : formatPlace(error.place)}: ${error.message}`);
  };
  try {
    const source = { name: "f", id: "f", isNamed: true, bytes: pieces() };
    for await (const batch of reader(source, options, { error: tell, warning: () => {} })) documents.push(...batch);
  } catch (error) {
    tell(error as TishuError);
  }
  return { documents, errors };
}

const brief = ({ documents, errors }: Read): readonly string[] => [
  ...documents.map(({ id, text }) => `${id}=${text}`),
  ...errors,
];

const QUOTE = "broken quoting: a quote in the middle of a cell";
const OPEN = "a quote opens in this row and does not close";

/** A table, and what is read of it: id=text, and after them the errors. */
test.each<[title: string, table: string, read: readonly string[]]>([
  ["rows without ids go by their lines", "text\n一\n二\n", ["f:2=一", "f:3=二"]],
  ["ids, empty ones aside", "id,text\na,一\n,二", ["a=一", "f:3=二"]],
  ["CRLF, and a last row without an end", "id,text\r\na,一\r\nb,二", ["a=一", "b=二"]],
  ["CR alone", "id,text\ra,一\rb,二\r", ["a=一", "b=二"]],
  ["cells with commas, quotes, line breaks", 'id,text\na,"一,二\n""三"""\nb,四', ['a=一,二\n"三"', "b=四"]],
  ["lines are counted inside of cells too", 'text\n"一\n二\n"\n三', ["f:2=一\n二\n", "f:5=三"]],
  ["empty rows are no rows", "id,text\n\na,一\n\n\nb,二\n\n", ["a=一", "b=二"]],
  ["a byte order mark", "\ufefftext\n一", ["f:2=一"]],
  ["a header alone", "id,text\n", []],
  [
    "too few cells, too many",
    "id,text\na\nb,二\nc,三,四",
    ["b=二", "f:2: 1 cells, where the header has 2", "f:4: 3 cells, where the header has 2"],
  ],
  [
    "a quote in a bare cell: one row is lost",
    'id,text\na,一\nb,二"三\nc,四\nd,五',
    ["a=一", "c=四", "d=五", `f:3: ${QUOTE}`],
  ],
  ["a quote that ends too early", 'id,text\na,"一"二\nc,四', ["c=四", `f:2: ${QUOTE}`]],
  [
    "a quote that never ends: the rest is read",
    'id,text\na,一\nb,"二\nc,四\nd,五\n',
    ["a=一", "c=四", "d=五", `f:3: ${OPEN}`],
  ],
  [
    "one that ends in a later row's quote",
    'id,text\nb,"二\nc,四\nd,"五"\ne,六',
    ["c=四", "d=五", "e=六", `f:2: ${QUOTE} (line 4)`],
  ],
  ["a NUL spoils its row", "id,text\na,一\0\nb,二", ["b=二", "f:2: a NUL byte stands in this row"]],
  [
    "a day that is none",
    "text,date\n一,2023-02-30\n二,2023/3/1",
    ["f:3=二", 'f:2: "date" is "2023-02-30", not a day such as 2023-11-22'],
  ],
  ["no text column", "id,body\na,一", ['f:1: there is no column "text"']],
  ["nothing", "", ["f: it is empty"]],
])("%s", async (_title, table, expected) => {
  for (const size of [1 << 16, 7, 1]) expect(brief(await read(Buffer.from(table), { size }))).toEqual(expected);
});

test("after a hundred broken rows it gives up, with what was read before", async () => {
  const rows = Array.from({ length: 300 }, (_, i) => (i < 5 ? `a${i},一` : `b${i},"二"三`));
  const { documents, errors } = await read(Buffer.from(`id,text\n${rows.join("\n")}\n`));
  expect(documents.length).toBe(5);
  expect(errors.length).toBe(101);
  expect(errors.at(-1)).toBe("f:106: 100 rows have broken quoting");
});

test("further columns are extra, fields go by the names that are told, days by the calendar", async () => {
  const options = { ...OPTIONS, refDate: "2020-01-01", fields: { text: "正文", id: "号", date: "日" } };
  const { documents } = await read(Buffer.from("号,栏,正文,日\n1,港,一,2023/1/5\n2,,二,\n"), { options });
  expect(documents).toMatchObject([
    { id: "1", text: "一", date: "2023-01-05", extra: { 栏: "港" } },
    { id: "2", text: "二", date: "2020-01-01", extra: { 栏: "" } },
  ]);
  const wrong = await read(Buffer.from("号,正文\n1,一"), { options });
  expect(wrong.errors).toEqual(['f:1: there is no column "日"']);
});

test("a byte that is no UTF-8 spoils its row", async () => {
  const bytes = Buffer.concat([Buffer.from("id,text\na,一\nb,"), Buffer.from([0xff]), Buffer.from("\nc,三\n")]);
  expect(brief(await read(bytes))).toEqual(["a=一", "c=三", "f:3: not UTF-8 from here on"]);
});

test.each(["gb18030", "big5", "utf-16le", "utf-16be"] as const)("%s", async (encoding) => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i},"東西南北中，投入三千元。"`);
  const table = `id,text\n${rows.join("\n")}\n`;
  const marked = encoding.startsWith("utf-16") ? `\ufeff${table}` : table;
  const { documents, errors } = await read(encode(marked, encoding), { size: 777 });
  expect(errors).toEqual([]);
  expect(documents.map(({ text }) => text)).toEqual(rows.map(() => "東西南北中，投入三千元。"));
});

describe("TSV", () => {
  test("quotes inside a cell are characters, around a cell they hold tabs and line breaks", async () => {
    const table = 'id\ttext\na\t进口"北方"煤炭\nb\t"一\t二\n三"\n';
    expect(brief(await read(Buffer.from(table), { reader: readTsv }))).toEqual(['a=进口"北方"煤炭', "b=一\t二\n三"]);
  });
});

test("whatever the pieces, the same rows; and nothing but errors of the table is thrown", async () => {
  const cell = fc.oneof(
    fc.constantFrom('"', ",", "\n", "\r\n", "一", '""', "a", '"一"', "text", "id"),
    fc.string({ maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), async (cells, size) => {
      const bytes = Buffer.from(`id,text\n${cells.join("")}`);
      expect(await read(bytes, { size })).toEqual(await read(bytes));
    }),
    { numRuns: 300 },
  );
});
