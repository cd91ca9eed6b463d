import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Matcher } from "../../src/recognise/matcher.js";
import { parsePattern, reversePattern } from "../../src/rules/pattern.js";
import { compileProgram } from "../../src/rules/program.js";
import { makeChart } from "./sentence.js";

const LEXICONS = { unit: { 吨: { dimension: "mass" }, 千瓦: { dimension: "power" }, 千瓦时: { dimension: "energy" } } };

function match(pattern: string, text: string, from = 0, leftwards = false) {
  const chart = makeChart(text, LEXICONS);
  const node = parsePattern(pattern);
  const program = compileProgram(leftwards ? reversePattern(node) : node, (name) =>
    name === "unit" ? new Set([0]) : null,
  );
  return new Matcher(chart).run(program, from, leftwards);
}

describe("Matcher", () => {
  test.each([
    ["%unit", "千瓦时", [0, 3]],
    ["%unit[dimension=power]", "千瓦时", [0, 2]],
    ["%unit[dimension!=energy]", "千瓦时", [0, 2]],
    ["%unit 时", "千瓦时", [0, 3]],
    ["3 _ %unit", "3 \t吨", [0, 4]],
    ["^ 3", "33", [0, 1]],
    ["3 $", "33", null],
    ["3+ $", "33", [0, 2]],
    ["<x>{2}", "甲乙丙", [0, 2]],
    ["<ns>", "甲", null],
    ["[^吨]*", "甲乙吨", [0, 2]],
    ["(甲*)*乙", "甲甲乙", [0, 3]],
  ] as const)("%s on %s", (pattern, text, span) => {
    const found = match(pattern, text);
    expect(found === null ? null : [found.start, found.end]).toEqual(span);
  });

  test("captures say what stands in them, repeated ones in text order", () => {
    const found = match("(a: [0-9]+) (u: %unit) ((b: [0-9]+) %unit)*", "12吨3千瓦45吨");
    expect(found?.captures.a?.map(({ text }) => text)).toEqual(["12"]);
    expect(found?.captures.u?.[0]?.lexeme).toMatchObject({ form: "吨", fields: { dimension: "mass" } });
    expect(found?.captures.b?.map(({ text }) => text)).toEqual(["3", "45"]);
  });

  test("runs leftwards from its last item", () => {
    const found = match("(n: [0-9]+) (u: %unit)", "约12千瓦", 5, true);
    expect([found?.start, found?.end]).toEqual([1, 5]);
    expect(found?.captures.n?.[0]?.text).toBe("12");
    expect(found?.captures.u?.[0]?.lexeme?.form).toBe("千瓦");
  });

  /** Random patterns over a two-letter alphabet, written in both languages. */
  const node: fc.Arbitrary<[ours: string, regex: string]> = fc.letrec<{ node: [string, string] }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<[string, string]>(["甲", "甲"], ["乙", "乙"], [".", "."], ["[^甲]", "[^甲]"]),
      fc
        .tuple(tie("node"), tie("node"))
        .map(([a, b]): [string, string] => [`(${a[0]}) (${b[0]})`, `(?:${a[1]})(?:${b[1]})`]),
      fc
        .tuple(tie("node"), tie("node"))
        .map(([a, b]): [string, string] => [`(${a[0]} | ${b[0]})`, `(?:${a[1]}|${b[1]})`]),
      // Choices of many ways become switches.
      fc
        .array(tie("node"), { minLength: 3, maxLength: 5 })
        .map((ways): [string, string] => [
          `(${ways.map(([ours]) => ours).join(" | ")})`,
          `(?:${ways.map(([, regex]) => regex).join("|")})`,
        ]),
      fc
        .tuple(tie("node"), fc.constantFrom("?", "*", "+", "{1,2}"))
        .map(([a, q]): [string, string] => [`(${a[0]})${q}`, `(?:${a[1]})${q}`]),
    ),
  })).node;

  test("finds the longest match that a regular expression has from a place, in both directions", () => {
    fc.assert(
      fc.property(node, fc.string({ unit: fc.constantFrom("甲", "乙", "丙"), maxLength: 8 }), ([ours, regex], text) => {
        const whole = new RegExp(`^(?:${regex})$`);
        let longest = -1;
        for (let end = 0; end <= text.length; end++) if (whole.test(text.slice(0, end))) longest = end;
        let longestLeft = -1;
        for (let start = text.length; start >= 0; start--)
          if (whole.test(text.slice(start))) longestLeft = text.length - start;
        expect(match(ours, text)?.end ?? -1).toBe(longest);
        const left = match(ours, text, text.length, true);
        expect(left === null ? -1 : left.end - left.start).toBe(longestLeft);
      }),
      { numRuns: 500 },
    );
  });

  test("a program that has wasted its patience finds the same as before", () => {
    fc.assert(
      fc.property(
        node,
        fc.boolean(),
        fc.string({ unit: fc.constantFrom("甲", "乙", "丙"), maxLength: 8 }),
        ([ours], leftwards, text) => {
          const parsed = parsePattern(ours);
          const program = compileProgram(leftwards ? reversePattern(parsed) : parsed, () => null);
          const matcher = new Matcher(makeChart(text));
          const spans = () =>
            Array.from({ length: text.length + 1 }, (_, at) => {
              const found = matcher.run(program, at, leftwards);
              return found === null ? null : [found.start, found.end];
            });
          const first = spans();
          for (let i = 0; i < 300; i++) spans();
          expect(spans()).toEqual(first);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a pattern that makes a backtracking engine explode costs no more than its size times the length", () => {
    const steps = (length: number): number => {
      const started = process.hrtime.bigint();
      for (let i = 0; i < 20; i++) expect(match("((甲+)+)+乙", "甲".repeat(length))).toBeNull();
      return Number(process.hrtime.bigint() - started);
    };
    steps(50);
    // 2^200 steps would not end; a noisy machine may be tens of times slower than linear, never that.
    expect(steps(200)).toBeLessThan(2e9);
  });
});
