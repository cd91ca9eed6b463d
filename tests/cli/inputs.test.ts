import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encode } from "../read/encode.js";
import { type Outcome, tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const SIMPLIFIED =
  "东岭港三季度简报\n\n2023年9月，东岭港完成货物吞吐量1.28亿吨，同比增长6.5%；新增航线3条。\r\n\n港区𠮷田码头占地86亩。\n";
const TRADITIONAL =
  "東嶺港第三季簡報\n\n民國112年9月，東嶺港完成貨物吞吐量1.28億公噸，年增6.5%；新增航線3條。港區投資新臺幣8億元，利息3千萬元。\n";
const PAGE = `<html><head><meta charset="gb2312"><title>东岭港三季度简报_东岭网</title><style>p{}</style></head><body>
<ul class="menu"><li><a href="/">首页9个</a></li></ul><h1>东岭港三季度简报</h1>
<p>东岭港务集团发布消息，2023年9月完成货物吞吐量1.28亿吨，同比增长6.5&#37;；新增航线3条&nbsp;，其中外贸航线2条。</p>
<p>集团负责人表示，今年计划投资8亿元，新建堆场12万m<sup>2</sup>，预计明年6月完工，届时年通过能力提高到3000万吨。</p>
<table><tr><td>煤炭</td><td>350万吨</td></tr></table><script>document.write("投资9亿元")</script></body></html>`;
const TABLE = 'id,正文,日期,栏目\na1,"吞吐量3.2万吨，\n增长""很快""，达6.5%。",2023/9/5,港口\na2,投资8亿元。,,经济\n';

const workspace = makeWorkspace({
  "in/utf8.txt": SIMPLIFIED,
  "in/utf8-bom.txt": `\ufeff${SIMPLIFIED}`,
  "in/utf16le.txt": Buffer.from(encode(`\ufeff${SIMPLIFIED}`, "utf-16le")),
  "in/utf16be.txt": Buffer.from(encode(`\ufeff${SIMPLIFIED}`, "utf-16be")),
  "in/utf16-bare.txt": Buffer.from(encode(SIMPLIFIED, "utf-16le")),
  "in/gb18030.txt": Buffer.from(encode(SIMPLIFIED.replace("𠮷", "吉"), "gb18030")),
  "in/big5.txt": Buffer.from(encode(TRADITIONAL, "big5")),
  "in/page.html": Buffer.from(encode(PAGE, "gb18030")),
  "in/table.csv": Buffer.from(encode(TABLE, "gb18030")),
  "in/table.tsv": 'id\t正文\t日期\nt1\t进口"北方"煤炭3.2万吨\t\n',
  "in/lines.jsonl": '{"id":"j1","正文":"出口水泥5万吨，占𠮷港的三成。","日期":"2023-09-05","栏目":"经济"}\n',
  "in/notes.md": "投资1亿元",
});
const cwd = workspace.path;
const FIELDS = ["--text-field", "正文", "--date-field", "日期"];
let outcome: Outcome;
interface Found {
  readonly doc: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value: number | null;
  readonly unit: string | null;
}
let records: readonly Found[] = [];

beforeAll(() => {
  cpSync(fileURLToPath(new URL("../data/inputs/", import.meta.url)), join(cwd, "in"), { recursive: true });
  outcome = tishu(["in", ...FIELDS, "--save-text", "texts", "-f", "jsonl"], { cwd });
  records = outcome.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
});
afterAll(() => workspace.remove());

/** A document, the file that its text is saved in, and the figures in it: text, value and unit. */
const DOCUMENTS: readonly (readonly [doc: string, saved: string, figures: readonly string[]])[] = [
  ...["utf8", "utf8-bom", "utf16le", "utf16be", "utf16-bare", "gb18030"].map(
    (name) =>
      [
        `in/${name}.txt`,
        `in/${name}.txt`,
        ["1.28亿吨 128000000 t", "6.5% 6.5 %", "3条 3 {line}", "86亩 57333.333333 m2"],
      ] as const,
  ),
  [
    "in/big5.txt",
    "in/big5.txt",
    ["1.28億公噸 128000000 t", "6.5% 6.5 %", "3條 3 {line}", "新臺幣8億元 800000000 TWD", "3千萬元 30000000 TWD"],
  ],
  [
    "in/page.html",
    "in/page.html.txt",
    [
      ...["1.28亿吨 128000000 t", "6.5% 6.5 %", "3条 3 {line}", "2条 2 {line}", "8亿元 800000000 CNY"],
      ...["12万m² 120000 m2", "3000万吨 30000000 t", "350万吨 3500000 t"],
    ],
  ],
  ["a1", "a1.txt", ["3.2万吨 32000 t", "6.5% 6.5 %"]],
  ["a2", "a2.txt", ["8亿元 800000000 CNY"]],
  ["t1", "t1.txt", ["3.2万吨 32000 t"]],
  ["j1", "j1.txt", ["5万吨 50000 t", "三成 30 %"]],
  ["in/gbk.pdf", "in/gbk.pdf.txt", ["7000万元 70000000 CNY", "4.7% 4.7 %"]],
  [
    "in/brief.pdf",
    "in/brief.pdf.txt",
    [
      ...["46.8亿元 4680000000 CNY", "8.2% 8.2 %", "5.31亿元 531000000 CNY", "12.6% 12.6 %", "18亿元 1800000000 CNY"],
      ...["15万吨级 150000 t", "两个 2 {item}", "2200万吨 22000000 t", "3210 32100000 t", "4.1 4.1 %"],
      ...["2605 26050000 t", "-1.3 -1.3 %"],
    ],
  ],
  [
    "in/report.docx",
    "in/report.docx.txt",
    [
      ...["1.28亿吨 128000000 t", "6.5% 6.5 %", "96.4万标准箱 964000 TEU", "11.2% 11.2 %", "3.6亿元 360000000 CNY"],
      ...["12万m² 120000 m2", "8.7公里 8700 m", "3560 35600000 t", "4.1 4.1 %", "2875 28750000 t", "-1.3 -1.3 %"],
      ...["642 6420000 t", "9.8 9.8 %"],
      "3.9 3.9 %",
    ],
  ],
];

describe("a folder of all forms and encodings", () => {
  test.each(DOCUMENTS)("%s: offsets count in the text that is saved", (doc, saved, figures) => {
    const text = Array.from(readFileSync(join(cwd, "texts", saved), "utf8"));
    const own = records.filter((record) => record.doc === doc);
    expect(own.length).toBeGreaterThanOrEqual(figures.length);
    expect(own.map(({ start, end }) => text.slice(start, end).join(""))).toEqual(own.map((record) => record.text));
    const found = own.filter(({ unit }) => unit !== null).map((one) => `${one.text} ${one.value} ${one.unit}`);
    expect(found.slice(0, figures.length)).toEqual(figures);
  });

  test("each file that is no UTF and does not say what it is is told, with how sure that is", () => {
    const guesses = outcome.stderr.split("\n").filter((line) => line.includes("a guess"));
    expect(guesses.map((line) => line.replace(/\d+%/, "N%"))).toEqual(
      [
        ["big5.txt", "Big5"],
        ["gb18030.txt", "GB18030"],
        ["table.csv", "GB18030"],
        ["utf16-bare.txt", "UTF-16LE"],
      ].map(
        ([file, name]) =>
          `tishu: warning: in/${file}: read as ${name}, a guess (N% sure); say --encoding if it is another`,
      ),
    );
  });

  test("what cannot be read is one line, and the status remembers", () => {
    expect(outcome.status).toBe(1);
    expect(outcome.stderr.split("\n").filter((line) => line !== "" && !line.includes("warning"))).toEqual([
      "tishu: in/locked.pdf: it is encrypted: a password is needed; save it without one, for instance with qpdf --decrypt",
      "tishu: in/scan.pdf: it has no text layer: its pages are pictures; recognise its text first (OCR)",
    ]);
  });

  test("nothing else is saved, and no menu, script or other file is read", () => {
    const saved = readdirSync(join(cwd, "texts"), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(saved.length).toBe(new Set(records.map(({ doc }) => doc)).size);
    expect(records.filter(({ text }) => text === "9个" || text === "9亿元" || text === "1亿元")).toEqual([]);
  });
});

describe("PDF: lines in the order of reading", () => {
  const saved = (name: string): string => readFileSync(join(cwd, "texts/in", name), "utf8");

  test("two columns one after the other, headline before and foot line after them", () => {
    const text = saved("columns.pdf.txt").replaceAll("\n", "");
    const order = [
      "夏粮收购量增质优",
      "近日，云岭县",
      "一千三百人次。",
      "另据县农业农村局",
      "高标准农田六万亩。",
      "本版稿件",
    ];
    expect(order.map((part) => text.indexOf(part))).toEqual(
      order.map((part) => text.indexOf(part)).sort((a, b) => a - b),
    );
    expect(order.every((part) => text.includes(part))).toBe(true);
  });

  test("pages go on within a sentence; their heads and numbers are left out", () => {
    const text = saved("pages.pdf.txt");
    expect(text.replaceAll("\n", "")).toContain("兑付农户粮款五点二亿元，日均接待农户一千三百人次。");
    expect(text).not.toContain("简报");
    expect(text).not.toMatch(/— \d —/);
  });

  test("rows of a table are lines with tabs", () => {
    expect(saved("brief.pdf.txt")).toContain("货类\t吞吐量（万吨）\t同比（%）\n粮食\t3210\t4.1\n矿石\t2605\t-1.3\n");
  });

  test("radicals that fonts put for characters are those characters", () => {
    expect(saved("brief.pdf.txt")).not.toMatch(/[\u2e80-\u2fdf]/);
  });
});

describe("fields and forms", () => {
  const BRIEF = ["-f", "csv", "--columns", "doc,text,栏目", "--keep", "-k", "quantity"];

  test("--keep passes further columns through", () => {
    const { stdout } = tishu(["in/table.csv", "in/lines.jsonl", ...FIELDS, ...BRIEF], { cwd });
    expect(stdout).toBe("doc,text,栏目\na1,3.2万吨,港口\na1,6.5%,港口\na2,8亿元,经济\nj1,5万吨,经济\nj1,三成,经济\n");
  });

  test("--from reads a file or standard input as the form that is said", () => {
    const csv = tishu(["--from", "csv", "-f", "csv", "--columns", "doc,text"], { cwd, stdin: "text\n投资2亿元\n" });
    expect(csv).toEqual({ stdout: "doc,text\n-:2,2亿元\n", stderr: "", status: 0 });
    const html = tishu(["-", "--from", "html", "-f", "csv", "--columns", "text"], {
      cwd,
      stdin: "<p>投资<b>2亿</b>元",
    });
    expect(html).toEqual({ stdout: "text\n2亿元\n", stderr: "", status: 0 });
    const docx = tishu(["-", "--from", "docx", "-f", "csv", "--columns", "text", "-k", "quantity"], {
      cwd,
      stdin: readFileSync(join(cwd, "in/report.docx")),
    });
    expect(docx.stdout.split("\n").slice(0, 3)).toEqual(["text", "1.28亿吨", "6.5%"]);
  });

  test("--encoding forces, by any of its names", () => {
    const bytes = Buffer.from(encode("投资3亿元", "gb18030"));
    for (const name of ["gbk", "GB2312", "gb18030"]) {
      const { stdout, stderr } = tishu(["--encoding", name, "-f", "csv", "--columns", "text"], { cwd, stdin: bytes });
      expect([stdout, stderr]).toEqual(["text\n3亿元\n", ""]);
    }
    expect(tishu(["--encoding", "klingon"], { cwd })).toEqual({
      stdout: "",
      stderr:
        'tishu: --encoding "klingon" is none that is read; it is one of utf-8, gb18030 (also for gbk, gb2312), big5, utf-16le, utf-16be\n',
      status: 2,
    });
  });
});

describe("libraries", () => {
  const hook = (source: string): string =>
    `--import=data:text/javascript,${encodeURIComponent(`import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(source)}");`)}`;

  test("a text loads none but those of the bundle", () => {
    const tell =
      "export async function load(url, context, next) { process._rawDebug(url); return next(url, context); }";
    const { stdout, stderr } = tishu(["in/utf8.txt", "-k", "quantity"], { cwd, env: { NODE_OPTIONS: hook(tell) } });
    expect(stdout).toContain("1.28亿吨");
    expect(stderr).toContain("dist/bundle/");
    expect(stderr).not.toContain("node_modules");
  });

  test("without pdfjs-dist a PDF is one clear line, and the rest is read", () => {
    const miss =
      'export async function resolve(name, context, next) { if (name.startsWith("pdfjs-dist")) throw Object.assign(new Error("none"), { code: "ERR_MODULE_NOT_FOUND" }); return next(name, context); }';
    const outcome = tishu(
      ["-q", "in/brief.pdf", "in/utf8.txt", "-f", "csv", "--columns", "doc,text", "-k", "quantity"],
      {
        cwd,
        env: { NODE_OPTIONS: hook(miss) },
      },
    );
    expect(outcome.stdout).toContain("in/utf8.txt,1.28亿吨");
    expect(outcome.stderr).toBe(
      "tishu: in/brief.pdf: reading PDF needs the package pdfjs-dist, which is not installed; npm install pdfjs-dist@4 beside tishu (npm install -g pdfjs-dist@4 if tishu is there)\n",
    );
    expect(outcome.status).toBe(1);
  });

  test("explain reads a file in any form", () => {
    const { stdout, status } = tishu(["explain", "in/gbk.pdf", "--color", "never"], { cwd });
    expect([stdout.split("\n")[0], status]).toEqual(["投资7000万元，同比增长4.7%。", 0]);
  });
});

describe("--save-text", () => {
  test("no id leads out of the folder, and two of one name are both there", () => {
    const lines = ["../../evil", "/etc/x", "a/../b", "同名", "同名", "A:1?", "-"].map((id) =>
      JSON.stringify({ id, text: `投资${id.length}亿元` }),
    );
    const { stderr, status } = tishu(["--from", "jsonl", "--save-text", "safe"], { cwd, stdin: lines.join("\n") });
    expect(status).toBe(0);
    expect(stderr).toBe(
      "tishu: warning: 同名: there is another text of this name, so this one is in safe/同名-2.txt\n",
    );
    const files = readdirSync(join(cwd, "safe"), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => one.name)
      .sort();
    expect(files).toEqual(["A%3A1%3F.txt", "b.txt", "evil.txt", "stdin.txt", "x.txt", "同名-2.txt", "同名.txt"].sort());
    expect(readdirSync(cwd)).not.toContain("evil.txt");
  });
});

test("--save-text into a folder that is read is refused", () => {
  for (const folder of ["in", "in/texts"])
    expect(tishu(["in", "--save-text", folder], { cwd })).toEqual({
      stdout: "",
      stderr: `tishu: ${folder}: cannot write: what lies there is read as input by "in"; name another folder with --save-text\n`,
      status: 2,
    });
});

describe("a folder that holds outputs of tishu", () => {
  test("they are left out, and so is the file that is written", () => {
    const own = makeWorkspace({ "a.txt": "投资2亿元" });
    const run = (output: string): Outcome => tishu([".", "-o", output, "-k", "quantity"], { cwd: own.path });
    run("out.csv");
    run("out.jsonl");
    const again = run("out.jsonl");
    own.remove();
    expect(again).toEqual({
      stdout: "",
      stderr: "tishu: warning: ./out.csv: left out, since it holds records that tishu wrote; name it to read it\n",
      status: 0,
    });
  });
});

/** What must not happen: a text, or the log of failures, in the place of an input. */
test.each([
  [["page.txt", "--save-text", "."], /what lies there is read as input by "page\.txt"/],
  [["news/a.txt", "--save-text", "."], /what lies there is read as input by "news\/a\.txt"/],
  [["news", "--save-text", "."], /what lies there is read as input by "news"/],
  [["link", "--save-text", "news"], /what lies there is read as input by "link"/],
  [["page.txt", "--errors", "page.txt"], /this is one of the inputs; name another file with --errors/],
  [["page.txt", "-o", "x.csv", "--errors", "x.csv"], /-o and --errors name the same file/],
])("%j leaves the inputs as they are", (argv, message) => {
  const cwd = mkdtempSync(join(tmpdir(), "tishu-kept-"));
  mkdirSync(join(cwd, "news"));
  for (const file of ["page.txt", "news/a.txt"]) writeFileSync(join(cwd, file), "粮食运量3万吨。");
  symlinkSync("news", join(cwd, "link"));
  const { stderr, status, stdout } = tishu(argv, { cwd });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
  for (const file of ["page.txt", "news/a.txt"]) expect(readFileSync(join(cwd, file), "utf8")).toBe("粮食运量3万吨。");
  expect(readdirSync(cwd).sort()).toEqual(["link", "news", "page.txt"]);
});

test("the log of failures in a folder that is read is no input of the same run", () => {
  const cwd = mkdtempSync(join(tmpdir(), "tishu-log-"));
  writeFileSync(join(cwd, "a.txt"), "粮食运量3万吨。");
  const { stderr, status } = tishu([".", "--errors", "e.jsonl", "-k", "quantity"], { cwd });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
});

/** One order for every form: the date field of a line or row, then --ref-date, then what the document says of itself. */
test.each([
  ["a.jsonl", '{"id":"a","text":"11月20日开工。","date":"2021-12-01"}', "2021-11-20", "2021-11-20"],
  ["a.csv", "id,text,date\na,11月20日开工。,2021-12-01\n", "2021-11-20", "2021-11-20"],
  ["b.jsonl", '{"id":"a","text":"11月20日开工。"}', "XXXX-11-20", "2020-11-20"],
  [
    "a.html",
    '<html><meta property="article:published_time" content="2021-12-01"><p>11月20日开工。',
    "2021-11-20",
    "2020-11-20",
  ],
  ["2021-12-01.txt", "11月20日开工。", "2021-11-20", "2020-11-20"],
])("the reference date of %s", (file, content, own, told) => {
  const folder = makeWorkspace({ [file]: content });
  const read = (...args: string[]) => {
    const { stdout } = tishu([file, "-k", "date", "-c", "text,timex", "-q", ...args], { cwd: folder.path });
    return stdout.split("\n").find((row) => row.startsWith("11月20日,"));
  };
  expect([read(), read("--ref-date", "2020-12-01")]).toEqual([`11月20日,${own}`, `11月20日,${told}`]);
  folder.remove();
});
