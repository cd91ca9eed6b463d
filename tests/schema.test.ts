import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { createExtractor } from "../src/extractor.js";
import { recordJsonSchema } from "../src/record-schema.js";
import { writeText } from "./write/format.js";
import { makeRecord } from "./write/record.js";

const validate = new Ajv2020({ allErrors: true }).compile(recordJsonSchema());

/** What is wrong with a record, by the schema that `tishu schema` prints. */
function faultsOf(record: unknown): string[] {
  validate(record);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const fixtures = new URL("../fixtures/", import.meta.url);
const cases = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe("what is written for each fixture is as the JSON Schema says", async () => {
  const extractor = await createExtractor({ kinds: ["quantity", "date", "org", "number"] });
  test.each(cases.map(({ name }) => name))("%s", async (name) => {
    const text = readFileSync(new URL(`${name}/input.txt`, fixtures), "utf8");
    const { date } = JSON.parse(readFileSync(new URL(`${name}/options.json`, fixtures), "utf8"));
    const rows = extractor.extract({ id: name, text, date });
    const lines = (await writeText("jsonl", [{ rows }])).text.trim().split("\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.flatMap((line) => faultsOf(JSON.parse(line)).map((fault) => `${fault} in ${line}`))).toEqual([]);
  });
});

test.each<[string, object, readonly string[]]>([
  ["a record", makeRecord(), []],
  ["decimals as digits", makeRecord({ value: "666666.666667", low: null, high: 3 }), []],
  ["a decimal with an exponent", makeRecord({ value: "1e21" }), ["/value"]],
  ["an unknown modality", { ...makeRecord(), modality: "likely" }, ["/modality"]],
  ["a further column", { ...makeRecord(), colour: "red" }, [""]],
  ["an article of nought", makeRecord({ article: 0 }), ["/article"]],
])("%s", (_title, record, paths) => {
  expect([...new Set(faultsOf(record).map((fault) => fault.split(" ")[0]))]).toEqual(paths);
});
