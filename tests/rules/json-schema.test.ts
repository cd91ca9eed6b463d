import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ruleFileJsonSchema } from "../../src/rules/json-schema.js";

const rules = fileURLToPath(new URL("../../rules/", import.meta.url));
const schemaFile = join(rules, "rule-file.schema.json");

test("rules/rule-file.schema.json is what the rule schema says (UPDATE_SCHEMA=1 rewrites it)", () => {
  const text = `${JSON.stringify(ruleFileJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA === "1") writeFileSync(schemaFile, text);
  expect(readFileSync(schemaFile, "utf8")).toBe(text);
});

const files = readdirSync(rules, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".yaml") && file !== "manifest.yaml" && !file.startsWith("labels"),
);

const validate = new Ajv2020({ strict: false }).compile(ruleFileJsonSchema());

test.each(files)("%s fits the schema", (file) => {
  const content: unknown = parse(readFileSync(join(rules, file), "utf8"));
  expect(validate(content), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
});
