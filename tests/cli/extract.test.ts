import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shell, tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const GBK = Buffer.from([0xcd, 0xb6, 0xd7, 0xca]); // 投资 in GB18030

const workspace = makeWorkspace({
  "good.txt": "项目投资7000万元。\n",
  "docs/b.txt": "进口煤炭3.2万吨。\n",
  "docs/a/c.txt": "出口水泥5万吨。\n",
  "docs/Z.TXT": "进口大米8万吨。\n",
  "docs/notes.md": "投资1亿元。\n",
  "docs/lines.jsonl": '{"id":"x","text":"投资2亿元。"}\n',
  "bare/notes.md": "投资1亿元。\n",
  "empty.txt": "",
  "blank.txt": " \n\u3000\n",
  "binary.txt": Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]),
  "gbk.txt": Buffer.concat([Buffer.from("第一行\n第二行\n"), GBK, Buffer.from("\n")]),
  "utf16.txt": Buffer.from("\ufeff投资8亿元。", "utf16le"),
  "bom.txt": "\ufeff投资7亿元。",
  "lines.jsonl": [
    '{"id":"n1","text":"投资7000万元。","date":"2023-11-22","source":"早报","title":"标题"}',
    "{not json}",
    "",
    '{"id":"n2"}',
    '{"text":"投资1亿元。"}',
    '{"id":"n3","text":"投资1亿元。","date":"2023-02-30"}',
    "[1]",
    '{"id":7,"text":"进口煤炭3.2万吨。","source":"晚报"}',
  ].join("\n"),
  "bad-bytes.jsonl": Buffer.concat([
    Buffer.from('{"id":"a","text":"'),
    GBK,
    Buffer.from('"}\n{"id":"b","text":"投资7000万元。\u2028"}'),
  ]),
  "linked/a.txt": "投资6亿元。\n",
  "broken.yaml": "- rule: mine/broken\n  layer: quantity\n  macth: '@number'\n",
  "odd [1].txt": "投资9亿元。\n",
});
const cwd = workspace.path;
beforeAll(() => {
  mkdirSync(join(cwd, "nothing"));
  symlinkSync(cwd, join(cwd, "linked/loop"));
  symlinkSync("../good.txt", join(cwd, "linked/b.txt"));
  symlinkSync("nowhere", join(cwd, "linked/c.txt"));
});
afterAll(() => workspace.remove());

const NO_FILES =
  "the folder holds no file that can be read (.txt .jsonl .ndjson .csv .tsv .html .htm .xhtml .docx .pdf); name the files themselves";
const GOOD = "good.txt,7000万元\n";
const HEADER = "doc,text\n";
const BRIEF = ["--columns", "doc,text", "--kinds", "quantity"];

/** What a user types, what comes out on stdout, what on stderr, and the status. */
type Case = readonly [title: string, args: readonly string[], stdout: string, stderr: string, status: number];

const good: readonly Case[] = [
  ["a file", ["good.txt"], HEADER + GOOD, "", 0],
  ["the command by name", ["extract", "good.txt"], HEADER + GOOD, "", 0],
  [
    "a folder: what can be read below it, by code point",
    ["docs"],
    `${HEADER}docs/Z.TXT,8万吨\ndocs/a/c.txt,5万吨\ndocs/b.txt,3.2万吨\nx,2亿元\n`,
    "",
    0,
  ],
  ["a folder with a slash", ["docs/a/"], `${HEADER}docs/a/c.txt,5万吨\n`, "", 0],
  ["a folder of JSONL", ["docs", "--from", "jsonl"], `${HEADER}x,2亿元\n`, "", 0],
  ["a glob", ["docs/**/?.txt"], `${HEADER}docs/a/c.txt,5万吨\ndocs/b.txt,3.2万吨\n`, "", 0],
  ["a name with brackets is a name first", ["odd [1].txt"], `${HEADER}odd [1].txt,9亿元\n`, "", 0],
  ["a byte order mark", ["bom.txt"], `${HEADER}bom.txt,7亿元\n`, "", 0],
  ["UTF-16 with a byte order mark", ["utf16.txt"], `${HEADER}utf16.txt,8亿元\n`, "", 0],
  ["tsv", ["good.txt", "--format", "tsv"], "doc\ttext\ngood.txt\t7000万元\n", "", 0],
  ["jsonl", ["good.txt", "-f", "jsonl"], '{"doc":"good.txt","text":"7000万元"}\n', "", 0],
  ["json", ["good.txt", "-f", "json"], '[\n{"doc":"good.txt","text":"7000万元"}\n]\n', "", 0],
];

const bad: readonly Case[] = [
  ["a missing file", ["no.txt"], HEADER, "no.txt: no such file or folder; check the path", 1],
  [
    "a mistyped command",
    ["chekc"],
    HEADER,
    "chekc: no such file or folder; to run a command, put it first: tishu check …",
    1,
  ],
  ["a pattern that nothing matches", ["*.doc"], HEADER, "*.doc: no file matches; see whether the pattern is right", 1],
  ["a folder without texts", ["bare"], HEADER, `bare: ${NO_FILES}`, 1],
  ["an empty folder", ["nothing"], HEADER, `nothing: ${NO_FILES}`, 1],
  ["an empty file", ["empty.txt"], HEADER, "empty.txt: it is empty; there is nothing to extract", 1],
  ["a file of blanks", ["blank.txt"], HEADER, "blank.txt: it holds nothing but blanks; there is nothing to extract", 1],
  [
    "a binary file",
    ["binary.txt"],
    HEADER,
    "binary.txt: this is a binary file, not a text; leave it out, or extract its text first",
    1,
  ],
  [
    "bytes that are not UTF-8",
    ["gbk.txt"],
    HEADER,
    "gbk.txt:3: not UTF-8 from here on; if it is in another encoding, say which: --encoding gb18030, big5, utf-16le or utf-16be",
    1,
  ],
  [
    "links: to a file read, to a folder left alone, to nothing reported",
    ["linked"],
    `${HEADER}linked/a.txt,6亿元\nlinked/b.txt,7000万元\n`,
    "linked/c.txt: cannot be read: no such file or folder",
    1,
  ],
  ["two inputs, one bad", ["no.txt", "good.txt"], HEADER + GOOD, "no.txt: no such file or folder; check the path", 1],
  [
    "two inputs, the other bad",
    ["good.txt", "empty.txt"],
    HEADER + GOOD,
    "empty.txt: it is empty; there is nothing to extract",
    1,
  ],
];

const usage: readonly Case[] = [
  ["an unknown column", ["good.txt", "-c", "doc,txet"], "", 'unknown column "txet"; did you mean "text"?', 2],
  [
    "an unknown kind",
    ["good.txt", "--kinds", "figures"],
    "",
    'unknown kind "figures"; expected one of: quantity, date, org, number',
    2,
  ],
  [
    "a day that is none",
    ["good.txt", "--ref-date", "2023-02-29"],
    "",
    '--ref-date "2023-02-29" is no date; write a day such as 2023-11-22, an instant such as 2023-11-22T09:30:00+08:00, or today',
    2,
  ],
  [
    "an unknown option",
    ["good.txt", "--colums", "text"],
    "",
    "unknown option '--colums'; did you mean --columns?; see \"tishu --help\"",
    2,
  ],
  [
    "an unknown format",
    ["good.txt", "--format", "xml"],
    "",
    "option '-f, --format <format>' argument 'xml' is invalid. Allowed choices are csv, tsv, json, jsonl, xlsx, parquet, sqlite, markdown, table; see \"tishu --help\"",
    2,
  ],
  [
    "an output folder that is missing",
    ["good.txt", "-o", "out/x.csv"],
    "",
    "out/x.csv: cannot write: there is no such folder; make out first",
    2,
  ],
  [
    "an output that is a folder",
    ["good.txt", "-o", "docs"],
    "",
    "docs: cannot write: this is a folder; name a file in it",
    2,
  ],
  [
    "an output that is an input",
    ["good.txt", "-o", "./good.txt"],
    "",
    "./good.txt: cannot write: this is one of the inputs; name another file with -o",
    2,
  ],
];

describe.each([
  ["what is done", good],
  ["bad input: reported, the rest written, status 1", bad],
])("%s", (_, cases) => {
  test.each(cases)("%s", (_title, args, stdout, stderr, status) => {
    const expected = { stdout, stderr: stderr === "" ? "" : `tishu: ${stderr}\n`, status };
    expect(tishu([...args, ...BRIEF], { cwd })).toEqual(expected);
  });
});

describe("wrong usage: nothing written, status 2", () => {
  test.each(usage)("%s", (_title, args, stdout, stderr, status) => {
    expect(tishu(args, { cwd })).toEqual({ stdout, stderr: `tishu: ${stderr}\n`, status });
  });

  test.each([
    ["a broken rule file", ["--rules", "broken.yaml"], /^tishu: broken\.yaml:\d+:\d+: .*macth.*\n$/],
    ["a missing rule file", ["--rules", "no.yaml"], /^tishu: no\.yaml: .*\n$/],
  ])("%s", (_title, args, stderr) => {
    const outcome = tishu(["good.txt", ...args], { cwd });
    expect(outcome).toMatchObject({ stdout: "", status: 2 });
    expect(outcome.stderr).toMatch(stderr);
  });
});

describe("standard input", () => {
  test.each([
    ["by itself", []],
    ["as -", ["-"]],
  ])("%s", (_title, args) => {
    const outcome = tishu([...args, ...BRIEF], { cwd, stdin: "项目投资7000万元。" });
    expect(outcome).toEqual({ stdout: `${HEADER}-,7000万元\n`, stderr: "", status: 0 });
  });

  test("among files, in its place", () => {
    const outcome = tishu(["docs/b.txt", "-", "good.txt", ...BRIEF], { cwd, stdin: "投资1亿元。" });
    expect(outcome.stdout).toBe(`${HEADER}docs/b.txt,3.2万吨\n-,1亿元\n${GOOD}`);
  });

  test("empty text is an error, an empty stream of lines is not", () => {
    expect(tishu(BRIEF, { cwd })).toEqual({
      stdout: HEADER,
      stderr: "tishu: standard input: it is empty; there is nothing to extract\n",
      status: 1,
    });
    expect(tishu(["--from", "jsonl", ...BRIEF], { cwd })).toEqual({ stdout: HEADER, stderr: "", status: 0 });
  });
});

describe("JSONL input", () => {
  /** What stderr says of a line that failed. */
  const failed = (line: number, doc: string | null, message: unknown) => ({
    ...{ doc, file: "lines.jsonl", line, kind: "input", message },
    hint: 'a line is {"id": "…", "text": "…"}',
  });
  const FAILED = [
    failed(2, null, expect.stringMatching(/^not JSON \(/)),
    failed(4, "n2", 'no "text"'),
    failed(5, null, 'no "id"'),
    failed(6, "n3", '"date" is "2023-02-30", not a day such as 2023-11-22 or an instant'),
    failed(7, null, "not an object"),
  ];
  const parseLines = (text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  test.each(["1", "2"])("each bad line is an error record, the rest goes on; --jobs %s", (jobs) => {
    const outcome = tishu(["lines.jsonl", "--errors", "errors.jsonl", "--jobs", jobs, ...BRIEF], { cwd });
    expect(outcome).toMatchObject({ stdout: `${HEADER}n1,7000万元\n7,3.2万吨\n`, status: 1 });
    expect(parseLines(outcome.stderr)).toEqual(FAILED);
    expect(parseLines(readFileSync(join(cwd, "errors.jsonl"), "utf8"))).toEqual(FAILED);
  });

  test("the id of a line that is no whole JSON, as far as it can be made out", () => {
    const stdin = '{"id": "a\\"1", "text": "投资1亿元\n{"id":17,"text":"cut\n{"id":"\\x"}\n';
    const { stderr } = tishu(["--from", "jsonl", ...BRIEF], { cwd, stdin });
    expect(parseLines(stderr).map(({ doc, line }) => [doc, line])).toEqual([
      ['a"1', 1],
      ["17", 2],
      [null, 3],
    ]);
  });

  test("--errors takes what files say as well", () => {
    expect(tishu(["no.txt", "good.txt", "--errors", "errors.jsonl", ...BRIEF], { cwd })).toEqual({
      stdout: HEADER + GOOD,
      stderr: "tishu: no.txt: no such file or folder; check the path\n",
      status: 1,
    });
    expect(parseLines(readFileSync(join(cwd, "errors.jsonl"), "utf8"))).toEqual([
      {
        ...{ doc: null, file: "no.txt", line: null, kind: "input" },
        ...{ message: "no such file or folder", hint: "check the path" },
      },
    ]);
    expect(tishu(["good.txt", "--errors", "nowhere/errors.jsonl"], { cwd })).toEqual({
      stdout: "",
      stderr: "tishu: nowhere/errors.jsonl: cannot write: no such file or folder; name another file with --errors\n",
      status: 2,
    });
  });

  test("a line that is not UTF-8 is one bad line; U+2028 ends none", () => {
    expect(tishu(["bad-bytes.jsonl", ...BRIEF], { cwd })).toEqual({
      stdout: `${HEADER}b,7000万元\n`,
      stderr: `${JSON.stringify({
        ...{ doc: "a", file: "bad-bytes.jsonl", line: 1, kind: "input" },
        ...{ message: "not UTF-8 from here on", hint: null },
      })}\n`,
      status: 1,
    });
  });

  test("--keep passes the further keys through, one that a record has too under input_", () => {
    const outcome = tishu(["lines.jsonl", "--keep", "--columns", "doc,text,source,input_title", "-f", "csv"], { cwd });
    expect(outcome.stdout).toBe("doc,text,source,input_title\nn1,7000万元,早报,标题\n7,3.2万吨,晚报,\n");
    const lines = tishu(["lines.jsonl", "--keep", "-f", "jsonl"], { cwd }).stdout.trim().split("\n");
    expect(lines.map((line) => Object.entries(JSON.parse(line)).slice(30))).toEqual([
      [
        ["source", "早报"],
        ["input_title", "标题"],
      ],
      [["source", "晚报"]],
    ]);
  });
});

describe("standard output", () => {
  const many = 'for i in $(seq 400); do echo \'{"id":"x","text":"投资7000万元，同比增长4.7%。"}\'; done';

  test("a pipe that its reader closes is a quiet end", () => {
    const line = `${many} | { tishu --from jsonl; echo $? >status; } | head -n 1; cat status`;
    expect(shell(line, cwd)).toMatchObject({ stdout: expect.stringMatching(/^doc,article,.*\n0\n$/), stderr: "" });
  });

  test("a full device is an error", () => {
    expect(shell("tishu good.txt >/dev/full", cwd)).toEqual({
      stdout: "",
      stderr: "tishu: standard output: cannot write: no space left on the device; the output is not whole\n",
      status: 1,
    });
  });
});
