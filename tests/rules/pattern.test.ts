import { describe, expect, test } from "vitest";
import { captureNames, PatternError, parsePattern, reversePattern } from "../../src/rules/pattern.js";
import { compileProgram, findTriggers, MAX_INSTRUCTIONS } from "../../src/rules/program.js";

describe("parsePattern", () => {
  test("reads every item of the language", () => {
    expect(
      parsePattern('(n: @number) _ %unit[dimension=mass|area,base!=t] | "a b" [0-9:han:]{2,3} <ns|nz>* ^ . $'),
    ).toEqual({
      type: "choice",
      items: [
        {
          type: "sequence",
          items: [
            { type: "capture", name: "n", item: { type: "mention", kind: "number", filters: [] } },
            { type: "space" },
            {
              type: "lexicon",
              name: "unit",
              filters: [
                { field: "dimension", values: ["mass", "area"], negated: false },
                { field: "base", values: ["t"], negated: true },
              ],
            },
          ],
        },
        {
          type: "sequence",
          items: [
            { type: "literal", text: "a b" },
            {
              type: "repeat",
              item: {
                type: "class",
                negated: false,
                ranges: [
                  [0x30, 0x39],
                  [0x4e00, 0x9fff],
                  [0x3400, 0x4dbf],
                  [0x3007, 0x3007],
                ],
              },
              min: 2,
              max: 3,
            },
            {
              type: "repeat",
              item: { type: "token", tags: ["ns", "nz"], negated: false },
              min: 0,
              max: Number.POSITIVE_INFINITY,
            },
            { type: "start" },
            { type: "class", ranges: [[0, 0xffff]], negated: false },
            { type: "end" },
          ],
        },
      ],
    });
  });

  test("a quantifier binds to the last character of a literal", () => {
    expect(parsePattern("增长了?")).toEqual({
      type: "sequence",
      items: [
        { type: "literal", text: "增长" },
        { type: "repeat", item: { type: "literal", text: "了" }, min: 0, max: 1 },
      ],
    });
  });

  test.each([
    ["(n: @number", "( is never closed", 0],
    ["吨)", '")" closes nothing', 1],
    ["*吨", '"*" has nothing before it to repeat', 0],
    ["[0-9", "[ is never closed", 0],
    ["[9-0]", "a range in [ ] runs backwards", 2],
    ["%", "expected the name of a lexicon after %", 1],
    ["@", "expected the kind of a mention after @", 1],
    ["吨{3,1}", "{m,n} wants m ≤ n", 1],
    ["吨{x}", "{ } wants {m}, {m,} or {m,n}", 1],
    ["吨{999}", "{ } repeats at most 200 times", 1],
    ['"abc', '" is never closed', 0],
    ["<ns", "< is never closed", 0],
    ["%unit[dimension=]", "a filter needs a value after =", 16],
  ])("refuses %s", (source, message, index) => {
    let thrown: unknown;
    try {
      parsePattern(source);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PatternError);
    expect(thrown).toMatchObject({ message, index });
  });

  test("names its captures and reverses", () => {
    const pattern = parsePattern("(a: 由) (b: %x)+");
    expect([...captureNames(pattern)]).toEqual(["a", "b"]);
    expect(reversePattern(reversePattern(pattern))).toEqual(pattern);
  });
});

describe("compileProgram", () => {
  test("refuses a program that is too large", () => {
    expect(() => compileProgram(parsePattern("((吨{200}){200}){200}"), () => null)).toThrow(
      `the pattern is too large (over ${MAX_INSTRUCTIONS} steps)`,
    );
  });
  test("refuses a lexicon that is not there", () => {
    expect(() => compileProgram(parsePattern("%nothing"), () => null)).toThrow('no lexicon is called "nothing"');
  });
  test("knows what a match can begin with", () => {
    const triggers = findTriggers(compileProgram(parsePattern("同比 (增长|下降) | [0-9]+ | @number"), () => null));
    expect(triggers).toMatchObject({ literals: ["同比"], anywhere: false, tokens: false });
    expect(triggers.mentions).toMatchObject([{ kind: "number", filters: [] }]);
    expect(findTriggers(compileProgram(parsePattern("吨?"), () => null)).anywhere).toBe(true);
  });
});
