import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/args.js";
import { helpOf } from "../../src/cli/help.js";
import { languageOf, makeTranslate } from "../../src/cli/translate.js";
import { loadMessages } from "../../src/load.js";

const catalogue = loadMessages("zh");
const translate = makeTranslate(catalogue);
const HAN = /[\u4e00-\u9fff]/;

describe("languageOf", () => {
  test.each([
    [[], {}, "en"],
    [[], { LANG: "C.UTF-8" }, "en"],
    [[], { LANG: "zh_CN.UTF-8" }, "zh"],
    [[], { LANG: "zh_CN.UTF-8", LC_ALL: "C" }, "en"],
    [[], { LANG: "en_US.UTF-8", LC_MESSAGES: "zh_TW.UTF-8" }, "zh"],
    [[], { LANG: "zh_CN.UTF-8", TISHU_LANG: "en" }, "en"],
    [["--lang", "en"], { LANG: "zh_CN.UTF-8" }, "en"],
    [["--lang=zh", "a.txt"], {}, "zh"],
    [["--lang", "en", "--lang=zh"], {}, "zh"],
  ] as const)("%j %j: %s", (argv, env, language) => {
    expect(languageOf(argv, env)).toBe(language);
  });
});

describe("messages", () => {
  test.each([
    ["no such file or folder", "没有这个文件或文件夹"],
    ['--ref-date "2023/1/1" is no date', "--ref-date的“2023/1/1”不是日期"],
    ["unknown option '--foramt'; did you mean --format?", "没有选项“--foramt”；是不是--format？"],
    ["a.txt: no reference date: relative and year-less dates stay unresolved", /^a\.txt: 没有参照日期/],
    ["cannot write: there is no such folder", "无法写入：没有这个文件夹"],
    [
      "option '--jobs <n>' argument '0' is invalid. Expected a number from 1 on.",
      /^选项“--jobs <n>”的值“0”无效。应为1/,
    ],
    ["1 document", "1篇文档"],
    ["43 records (16 quantity, 12 date)", "43条记录（16 quantity, 12 date）"],
    ["what nobody has translated", "what nobody has translated"],
  ])("%s", (message, expected) => {
    if (typeof expected === "string") expect(translate(message)).toBe(expected);
    else expect(translate(message)).toMatch(expected);
  });

  test("keep the places of what they quote", () => {
    for (const [source, target] of catalogue) {
      const places = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();
      expect(places(target), source).toEqual(places(source));
    }
  });

  // What lint says of rules stays in English, as the keys of rules are.
  const isTold = (path: string): boolean => path.endsWith(".ts") && path !== "rules/lint.ts";

  // The messages of the code: what stands in quotes in a call that tells somebody something.
  const told = new Map<string, string>();
  const src = new URL("../../src/", import.meta.url);
  for (const path of readdirSync(src, { recursive: true, encoding: "utf8" }).filter(isTold))
    for (const text of messagesOf(readFileSync(new URL(path, src), "utf8"))) told.set(text, path);

  test("there are many", () => expect(told.size).toBeGreaterThan(120));

  test.each([...told])("%s (%s)", (text) => {
    // Whatever is put into the gaps.
    expect(translate(text.replaceAll("{}", "X"))).toMatch(HAN);
  });
});

describe("help", () => {
  test.each(["", ...COMMANDS.filter((name) => name !== "help"), "rules list", "rules test"])(
    "of tishu %s",
    (command) => {
      const text = helpOf([...command.split(" ").filter(Boolean), "--help"], translate);
      expect(text).toMatch(HAN);
      const isEnglish = (line: string): boolean =>
        !HAN.test(line) && !line.startsWith("  tishu") && /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/.test(line);
      const english = text.split("\n").filter(isEnglish);
      expect(english).toEqual([]);
    },
  );
});

/** The literals in the calls that make messages; what is put into them is `{}`. */
function messagesOf(code: string): string[] {
  const found: string[] = [];
  for (const call of code.matchAll(/new TishuError\(|messages\.(?:warning|note)\(|\bwarning\(|\bhint: |\bmessage: /g)) {
    let depth = 1;
    let at = call.index + call[0].length;
    const isKey = call[0].endsWith(": ");
    while (at < code.length && depth > 0) {
      const character = code[at] ?? "";
      if (isKey && depth === 1 && /[,\n]/.test(character)) break;
      if (/["'`]/.test(character)) {
        const [text, end] = literalAt(code, at);
        if (/[a-z]{2,} /.test(text)) found.push(text);
        at = end;
        continue;
      }
      if (/[({[]/.test(character)) depth++;
      if (/[)}\]]/.test(character)) depth--;
      at++;
    }
  }
  return found;
}

/** The text of the literal that begins at a place, and where the code goes on. */
function literalAt(code: string, start: number): readonly [text: string, end: number] {
  const quote = code[start];
  let text = "";
  let at = start + 1;
  while (at < code.length && code[at] !== quote) {
    if (code[at] === "\\") {
      text += code[at + 1];
      at += 2;
    } else if (quote === "`" && code.startsWith("${", at)) {
      let depth = 1;
      at += 2;
      while (depth > 0) {
        if (code[at] === "`" || code[at] === '"') at = literalAt(code, at)[1] - 1;
        else if (code[at] === "{") depth++;
        else if (code[at] === "}") depth--;
        at++;
      }
      text += "{}";
    } else text += code[at++];
  }
  return [text, at + 1];
}
