import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLUMNS } from "../../src/record.js";
import { FORMATS, mediumOf } from "../../src/write/index.js";
import { writeText as write } from "./format.js";
import { makeRecord } from "./record.js";

const COLUMNS_TESTED = { columns: ["text", "value", "unit", "indicator"] };
const ROWS = [
  makeRecord({ text: "7亿吨", value: 700000000, unit: "t", indicator: "货物吞吐量" }),
  makeRecord({ text: "下降2.2%", value: "-2.2", unit: "%", indicator: '所谓"新"指标,即\n增速' }),
  makeRecord({ text: "1e30", value: "1000000000000000000000000000000.25", unit: null }),
];

test.each([
  [
    "csv",
    'text,value,unit,indicator\n7亿吨,700000000,t,货物吞吐量\n下降2.2%,-2.2,%,"所谓""新""指标,即\n增速"\n1e30,1000000000000000000000000000000.25,,\n',
  ],
  [
    "tsv",
    'text\tvalue\tunit\tindicator\n7亿吨\t700000000\tt\t货物吞吐量\n下降2.2%\t-2.2\t%\t所谓"新"指标,即\\n增速\n1e30\t1000000000000000000000000000000.25\t\t\n',
  ],
  [
    "jsonl",
    '{"text":"7亿吨","value":700000000,"unit":"t","indicator":"货物吞吐量"}\n{"text":"下降2.2%","value":-2.2,"unit":"%","indicator":"所谓\\"新\\"指标,即\\n增速"}\n{"text":"1e30","value":1000000000000000000000000000000.25,"unit":null,"indicator":null}\n',
  ],
  [
    "json",
    '[\n{"text":"7亿吨","value":700000000,"unit":"t","indicator":"货物吞吐量"},\n{"text":"下降2.2%","value":-2.2,"unit":"%","indicator":"所谓\\"新\\"指标,即\\n增速"},\n{"text":"1e30","value":1000000000000000000000000000000.25,"unit":null,"indicator":null}\n]\n',
  ],
] as const)("%s, byte for byte", async (format, expected) => {
  expect((await write(format, [{ rows: ROWS }], COLUMNS_TESTED)).text).toBe(expected);
});

test.each(FORMATS.filter((format) => mediumOf(format) === "text" && format !== "table"))(
  "%s is the same however records are batched",
  async (format) => {
    const whole = await write(format, [{ rows: ROWS }]);
    const pieces = await write(format, [{ rows: [] }, ...ROWS.map((row) => ({ rows: [row] })), { rows: [] }]);
    expect(pieces.text).toBe(whole.text);
  },
);

test.each([
  ["csv", `${COLUMNS.join(",")}\n`],
  ["tsv", `${COLUMNS.join("\t")}\n`],
  ["json", "[]\n"],
  ["jsonl", ""],
  ["table", "no records\n"],
] as const)("%s without a record", async (format, expected) => {
  expect((await write(format, [])).text).toBe(expected);
  expect((await write(format, [{ rows: [] }])).text).toBe(expected);
});

test.each(["csv", "tsv", "jsonl"] as const)("all columns, in order, in %s", async (format) => {
  const { text } = await write(format, [{ rows: [makeRecord()] }]);
  const first = text.split("\n")[0] ?? "";
  const columns = format === "jsonl" ? Object.keys(JSON.parse(first)) : first.split(format === "csv" ? "," : "\t");
  expect(columns).toEqual(COLUMNS);
});

test("an empty cell alone in its line is quoted in csv, since many readers skip empty lines", async () => {
  expect((await write("csv", [{ rows: [makeRecord()] }], { columns: ["unit"] })).text).toBe('unit\n""\n');
});

describe("kept columns of the input", () => {
  const first = { rows: [{ ...makeRecord(), source: "早报", tags: ["a", 1] }], kept: ["source", "tags"] };
  const second = { rows: [{ ...makeRecord(), source: null, page: 3 }], kept: ["source", "page"] };

  test("csv: the first document decides, what comes later is reported once", async () => {
    const { text, warnings } = await write("csv", [first, second, second], { columns: ["text"] });
    expect(text).toBe('text,source,tags\n7亿吨,早报,"[""a"",1]"\n7亿吨,,\n7亿吨,,\n');
    expect(warnings).toEqual([`"page" is not in the input's first line, so it has no column`]);
  });

  test("jsonl: each line has its own", async () => {
    const { text } = await write("jsonl", [first, second], { columns: ["text"] });
    expect(text).toBe('{"text":"7亿吨","source":"早报","tags":["a",1]}\n{"text":"7亿吨","source":null,"page":3}\n');
  });
});

describe("what is written reads back", () => {
  const cell = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[\t\r\n\\",'=+@ -]{0,6}$/));
  const rows = fc.array(fc.record({ text: cell, indicator: cell }), { maxLength: 5 });
  const options = { columns: ["text", "indicator"] };

  test("csv", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (expected) => {
        const { text } = await write("csv", [{ rows: expected }], options);
        const read = parse(text, { columns: true, record_delimiter: "\n", skip_empty_lines: false });
        expect(read).toEqual(expected);
      }),
    );
  });

  test("tsv", async () => {
    const meant: Readonly<Record<string, string>> = { "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\" };
    await fc.assert(
      fc.asyncProperty(rows, async (expected) => {
        const { text } = await write("tsv", [{ rows: expected }], options);
        const lines = text.split("\n").slice(1, -1);
        const read = lines.map((line) =>
          line.split("\t").map((field) => field.replace(/\\[tnr\\]/g, (found) => meant[found] ?? found)),
        );
        expect(read).toEqual(expected.map((row) => [row.text, row.indicator]));
      }),
    );
  });

  test.each(["json", "jsonl"] as const)("%s", async (format) => {
    await fc.assert(
      fc.asyncProperty(rows, async (expected) => {
        const { text } = await write(format, [{ rows: expected }], options);
        const read =
          format === "json"
            ? JSON.parse(text)
            : text
                .split("\n")
                .filter(Boolean)
                .map((line) => JSON.parse(line));
        expect(read).toEqual(expected.map(({ text, indicator }) => ({ text, indicator })));
      }),
    );
  });
});
