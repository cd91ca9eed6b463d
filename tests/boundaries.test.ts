import { readdirSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { expect, test } from "vitest";

/**
 * Imports run one way: cli → pipeline → stages → types. A part of `src/` is a folder or a module at its top;
 * each may import itself, the foundation and what is listed here.
 */
const FOUNDATION = ["types", "record", "record-schema", "errors", "system-errors", "order"];

const STAGES = ["read", "layout", "segment", "lex", "recognise", "resolve", "link", "write", "report"];

/** Modules at the top that join the stages, each of which may import all stages and those before it. */
const JOINTS = ["paths", "load", "records", "parts", "pipeline", "explain", "extractor", "examples", "index"];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(FOUNDATION.map((name) => [name, []])),
  ...Object.fromEntries(STAGES.map((name) => [name, []])),
  // A compiled rule names the lexicons that it reads; the cascade runs compiled rules over lexemes.
  rules: ["lex"],
  recognise: ["lex", "rules"],
  // Both work on what recognise gives; analysis holds the types of it.
  analysis: ["recognise"],
  resolve: ["analysis", "recognise"],
  link: ["analysis", "recognise"],
  ...Object.fromEntries(JOINTS.map((name, at) => [name, [...STAGES, "rules", "analysis", ...JOINTS.slice(0, at)]])),
  cli: [...STAGES, "rules", "analysis", ...JOINTS],
};

/** Those that may touch files (an SQLite file is changed by its library, at the path that the CLI gives); segment only reads the dictionary that its native engines load. */
const TOUCHES_FILES = ["cli", "load", "paths", "segment"];

interface Module {
  readonly path: string;
  readonly part: string;
  readonly code: string;
}

const src = new URL("../src/", import.meta.url);
const modules: readonly Module[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .sort()
  .map((path) => ({
    path,
    part: partOf(path.replace(/\.ts$/, "")),
    code: withoutComments(readFileSync(new URL(path, src), "utf8")),
  }));

function partOf(path: string): string {
  return path.split("/")[0] ?? path;
}

function withoutComments(source: string): string {
  const literalOrComment = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/.*|\/\*[\s\S]*?\*\//g;
  return source.replace(literalOrComment, (found) => (found.startsWith("/") ? " " : found));
}

function importsOf({ code }: Module): string[] {
  const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']/g;
  return [...code.matchAll(specifier)].map((match) => match[1] ?? "");
}

test("every module is in a part whose place in the order is known", () => {
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.filter(({ part }) => !(part in MAY_IMPORT)).map(({ path }) => path)).toEqual([]);
});

test("imports run one way", () => {
  const wrong = modules.flatMap((module) =>
    importsOf(module)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => posix.join(dirname(module.path), specifier).replace(/\.js$/, ""))
      .filter((target) => {
        const part = partOf(target);
        return part !== module.part && !FOUNDATION.includes(part) && !MAY_IMPORT[module.part]?.includes(part);
      })
      .map((target) => `${module.path} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("nothing but the foundation is imported by the foundation", () => {
  const wrong = modules
    .filter(({ part }) => FOUNDATION.includes(part))
    .flatMap((module) => importsOf(module).map((specifier) => `${module.path} imports ${specifier}`))
    .filter((line) => !/ imports (?:zod|decimal\.js|\.\/(?:types|record|record-schema|errors)\.js)$/.test(line));
  expect(wrong).toEqual([]);
});

test("only the command line and the loaders touch the system", () => {
  // With node:module a library that few texts need is loaded by the first that does.
  const isSystem = /^node:(?!util$|buffer$|stream$|url$|module$)/;
  const wrong = modules
    .filter(({ part }) => !TOUCHES_FILES.includes(part))
    .filter((module) => importsOf(module).some((specifier) => isSystem.test(specifier)))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test("only the command line reads the clock, the process and the console", () => {
  const system = /\bprocess\.|\bconsole\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/;
  expect(modules.filter(({ part, code }) => part !== "cli" && system.test(code)).map(({ path }) => path)).toEqual([]);
});

test("packages with quirks sit behind one adapter each", () => {
  const adapters: readonly (readonly [name: RegExp, parts: readonly string[]])[] = [
    [/^chrono-node/, ["recognise", "resolve"]],
    [/^(?:@node-rs\/jieba|nodejieba)/, ["segment"]],
    [/^commander/, ["cli"]],
    [/^(?:chardet|csv-parse|linkedom|mammoth|pdfjs-dist|@mozilla\/readability)/, ["read"]],
    [/^(?:csv-stringify|exceljs|hyparquet-writer|node-sqlite3-wasm)/, ["write"]],
    [/^(?:eta|chart\.js)/, ["report"]],
    [/^yaml/, ["rules", "cli"]],
  ];
  const wrong = modules.flatMap((module) =>
    importsOf(module)
      .filter((name) => adapters.some(([pattern, parts]) => pattern.test(name) && !parts.includes(module.part)))
      .map((name) => `${module.path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("Chinese words stand in rules/, not in code", () => {
  const numerals = /[〇零一二两三四五六七八九十廿卅百千万亿兆卌壹贰叁参肆伍陆柒捌玖拾佰仟点分之半兩萬億貳參陸點]/g;
  const wrong = modules
    .filter(({ part }) => part !== "cli") // whose help gives examples
    .map(({ path, code }) => ({ path, han: code.replace(numerals, "").match(/\p{Script=Han}+/gu) ?? [] }))
    .filter(({ han }) => han.length > 0)
    .map(({ path, han }) => `${path}: ${[...new Set(han)].join(" ")}`);
  expect(wrong).toEqual([]);
});
