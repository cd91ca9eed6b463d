import { describe, expect, test } from "vitest";
import { checkExample, EXAMPLE_KINDS, listExamples } from "../src/examples.js";
import { createExtractor } from "../src/extractor.js";
import { readBuiltInRules } from "../src/load.js";

const { files } = await readBuiltInRules();
const extractor = await createExtractor({ kinds: EXAMPLE_KINDS });

describe("every example in rules/ holds", () => {
  test.each(listExamples(files).map((example) => [`${example.owner}: ${example.text}`, example] as const))(
    "%s",
    (_title, example) => {
      expect(checkExample(extractor, example)).toBeNull();
    },
  );
});
