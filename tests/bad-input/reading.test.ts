import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runHere } from "../cli/in-process.js";
import { makeWorkspace } from "../cli/workspace.js";
import { encode } from "../read/encode.js";
import { makeArchive, makeDocx, paragraph } from "./archive.js";

/**
 * Inputs that something is wrong with. Each is read between two good ones, whose records must all be there; what can be
 * read of it is, what cannot is one line on standard error with the file and, where there are lines, the line.
 */
interface Case {
  readonly title: string;
  /** The file's name; the ending says what it is read as. */
  readonly file: string;
  readonly bytes: string | Buffer;
  readonly args?: readonly string[];
  /** The texts of its records. */
  readonly records?: readonly string[];
  /** What follows `tishu: ` and the file's path on each line of standard error. */
  readonly says?: readonly (string | RegExp)[];
  readonly status: number;
}

const fixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../data/inputs/${name}`, import.meta.url)));

const workspace = makeWorkspace({ "before.txt": "进口煤炭3.2万吨。", "after.txt": "出口水泥5万吨。" });
const cwd = workspace.path;
afterAll(() => workspace.remove());

const INTACT = ["-f", "csv", "--columns", "doc,text", "--kinds", "quantity"];

async function check({ file, bytes, args = [], records = [], says = [], status }: Case): Promise<void> {
  const own = makeWorkspace({ [file]: bytes });
  try {
    const path = join(own.path, file);
    const before = join(cwd, "before.txt");
    const after = join(cwd, "after.txt");
    const done = await runHere([before, path, after, "-f", "csv", "--columns", "doc,text", "-k", "quantity", ...args]);
    const rows = done.stdout.trimEnd().split("\n").slice(1);
    expect(rows[0]).toBe(`${before},3.2万吨`);
    expect(rows.at(-1)).toBe(`${after},5万吨`);
    expect(rows.slice(1, -1).map((row) => row.slice(row.indexOf(",") + 1))).toEqual(records);
    const lines = done.stderr.split("\n").filter((line) => line !== "" && !line.includes("no reference date"));
    expect(lines.map((line) => asMessage(line).replace(path, "F"))).toEqual(
      says.map((one) => (typeof one === "string" ? `tishu: F${one}` : expect.stringMatching(one))),
    );
    expect(done.status).toBe(status);
  } finally {
    own.remove();
  }
}

/** What is wrong with a line of JSONL is told as JSON. */
function asMessage(line: string): string {
  if (!line.startsWith("{")) return line;
  const { file, line: number, message, hint } = JSON.parse(line);
  return `tishu: ${file}:${number}: ${message}${hint === null ? "" : `; ${hint}`}`;
}

const table = (cases: readonly Case[]): void => test.each(cases)("$title", check);
const bytes = (...parts: readonly (string | Uint8Array | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part as number[]))));

const PAGE =
  "本报讯 12月1日，东湾港新开航线两条，年运量30万吨，同比增长4.7%，全港航线达到历史新高，服务能力大为提高。\n";
const TRADITIONAL =
  "【本報訊】海濱輕軌延線昨日通車，全長6.8公里，總投資32億元，預計每日載客4.5萬人次，當局表示滿意。\n";
const OTHER = "; if it is in another encoding, say which: --encoding gb18030, big5, utf-16le or utf-16be";
const WRONG = "; see whether the encoding is right, and the file whole";
const BINARY = ": this is a binary file, not a text; leave it out, or extract its text first";
const gbk = (text: string): Uint8Array => encode(text, "gb18030");

describe("encodings", () => {
  table([
    {
      title: "UTF-8 broken in the middle",
      file: "a.txt",
      bytes: bytes("一\n投资2亿元", [0xff], "\n"),
      says: [`:2: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "UTF-8 broken far behind",
      file: "a.txt",
      bytes: bytes("投资2亿元。\n".repeat(9000), [0xc3, 0x28]),
      says: [`:9001: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "a character cut at the end",
      file: "a.txt",
      bytes: bytes("投资2亿元", [0xe4, 0xba]),
      says: [`:1: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "an overlong form",
      file: "a.txt",
      bytes: bytes("a\n\n", [0xc0, 0xaf]),
      says: [`:3: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "a surrogate in UTF-8",
      file: "a.txt",
      bytes: bytes([0xed, 0xa0, 0x80], "亿元"),
      says: [`:1: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "GB18030 broken far behind",
      file: "a.txt",
      bytes: bytes(gbk(PAGE.repeat(900)), [0xff, 0xff]),
      says: [`:901: not GB18030 from here on${WRONG}`],
      status: 1,
    },
    {
      title: "Big5 broken far behind",
      file: "a.txt",
      bytes: bytes(encode(TRADITIONAL.repeat(900), "big5"), [0xa4]),
      says: [`:901: not Big5 from here on${WRONG}`],
      status: 1,
    },
    {
      title: "GB18030 broken at once",
      file: "a.txt",
      bytes: bytes(gbk(PAGE), [0xff], gbk(PAGE)),
      says: [`:1: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "two encodings in one file",
      file: "a.txt",
      bytes: bytes(PAGE, gbk(PAGE)),
      says: [`:2: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "too few bytes to tell",
      file: "a.txt",
      bytes: bytes(gbk("投资2亿元")),
      says: [`:1: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "the same with the encoding said",
      file: "a.txt",
      bytes: bytes("投资2亿元"),
      args: ["--encoding", "utf8"],
      records: ["2亿元"],
      status: 0,
    },
    {
      title: "French in Latin-1",
      file: "a.txt",
      bytes: Buffer.from("Le café était fermé, à côté de la gare. Été comme hiver.", "latin1"),
      says: [`:1: not UTF-8 from here on${OTHER}`],
      status: 1,
    },
    {
      title: "UTF-16 with half a character",
      file: "a.txt",
      bytes: bytes([0xff, 0xfe], encode("投资\n2亿元", "utf-16le"), [0x41]),
      says: [`:2: not UTF-16LE from here on${WRONG}`],
      status: 1,
    },
    {
      title: "UTF-16 with half a pair",
      file: "a.txt",
      bytes: bytes([0xfe, 0xff], encode("投资\n", "utf-16be"), [0xd8, 0x00, 0x4e, 0x00]),
      says: [/^tishu: F:2: not UTF-16BE from here on/],
      status: 1,
    },
    { title: "UTF-32", file: "a.txt", bytes: bytes([0xff, 0xfe, 0, 0, 0x95, 0x62, 0, 0]), says: [BINARY], status: 1 },
    {
      title: "a byte order mark alone",
      file: "a.txt",
      bytes: bytes([0xef, 0xbb, 0xbf]),
      says: [": it is empty; there is nothing to extract"],
      status: 1,
    },
    { title: "nothing", file: "a.txt", bytes: "", says: [": it is empty; there is nothing to extract"], status: 1 },
    {
      title: "nothing but blanks",
      file: "a.txt",
      bytes: " \n\u3000\t",
      says: [": it holds nothing but blanks; there is nothing to extract"],
      status: 1,
    },
    { title: "a NUL", file: "a.txt", bytes: "投资2亿元\0", says: [BINARY], status: 1 },
    {
      title: "a NUL far behind",
      file: "a.txt",
      bytes: `${"投资2亿元。\n".repeat(20_000)}\0`,
      says: [BINARY],
      status: 1,
    },
    {
      title: "a picture",
      file: "a.txt",
      bytes: bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      says: [BINARY],
      status: 1,
    },
    {
      title: "control characters",
      file: "a.txt",
      bytes: "投资\u0001\u0002\u0003\u00042亿元",
      says: [BINARY],
      status: 1,
    },
    { title: "one control character", file: "a.txt", bytes: "投资2亿元\u001a", records: ["2亿元"], status: 0 },
  ]);
});

const LINE = '; a line is {"id": "…", "text": "…"}';

describe("JSONL", () => {
  const good = '{"id":"g","text":"投资2亿元"}';
  const kept = ["2亿元", "2亿元"];
  const between = (line: string | Uint8Array): Buffer => bytes(`${good}\n`, line, `\n${good}\n`);
  table([
    {
      title: "a line that is no JSON",
      file: "a.jsonl",
      bytes: between('{"id":'),
      records: kept,
      says: [/^tishu: F:2: not JSON \(.*\); a line is/],
      status: 1,
    },
    {
      title: "a last line that is cut",
      file: "a.jsonl",
      bytes: `${good}\n{"id":"b","te`,
      records: ["2亿元"],
      says: [/^tishu: F:2: not JSON \(/],
      status: 1,
    },
    {
      title: "a list",
      file: "a.jsonl",
      bytes: between("[1]"),
      records: kept,
      says: [`:2: not an object${LINE}`],
      status: 1,
    },
    {
      title: "no id",
      file: "a.jsonl",
      bytes: between('{"text":"投资3亿元"}'),
      records: kept,
      says: [`:2: no "id"${LINE}`],
      status: 1,
    },
    {
      title: "no text",
      file: "a.jsonl",
      bytes: between('{"id":1}'),
      records: kept,
      says: [`:2: no "text"${LINE}`],
      status: 1,
    },
    {
      title: "a text that is none",
      file: "a.jsonl",
      bytes: between('{"id":1,"text":{"a":1}}'),
      records: kept,
      says: [`:2: "text" is {"a":1}, not a string${LINE}`],
      status: 1,
    },
    {
      title: "a day that is none",
      file: "a.jsonl",
      bytes: between('{"id":1,"text":"","date":"2023-02-30"}'),
      records: kept,
      says: [`:2: "date" is "2023-02-30", not a day such as 2023-11-22 or an instant${LINE}`],
      status: 1,
    },
    {
      title: "bytes of another encoding",
      file: "a.jsonl",
      bytes: between(bytes('{"id":1,"text":"', gbk("投资"), '"}')),
      records: kept,
      says: [":2: not UTF-8 from here on"],
      status: 1,
    },
    {
      title: "a raw NUL",
      file: "a.jsonl",
      bytes: between('{"id":1,"text":"\0"}'),
      records: kept,
      says: [/^tishu: F:2: not JSON/],
      status: 1,
    },
    {
      title: "an escaped NUL and half a pair in the text",
      file: "a.jsonl",
      bytes: between('{"id":1,"text":"\\u0000投资\\ud8003亿元"}'),
      records: ["2亿元", "3亿元", "2亿元"],
      status: 0,
    },
    {
      title: "keys that nest 100,000 deep",
      file: "a.jsonl",
      bytes: between(`{"id":1,"text":"投资3亿元","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
      args: ["--keep"],
      records: kept,
      says: [":2: its further keys nest more than 500 deep"],
      status: 1,
    },
    {
      title: "keys that nest without an end",
      file: "a.jsonl",
      bytes: between(`{"id":1,"text":"投资3亿元","x":${"[".repeat(100_000)}`),
      records: kept,
      says: [/^tishu: F:2: not JSON/],
      status: 1,
    },
    {
      title: "keys twice: the last counts",
      file: "a.jsonl",
      bytes: between('{"id":1,"text":"投资9亿元","text":"投资3亿元"}'),
      records: ["2亿元", "3亿元", "2亿元"],
      status: 0,
    },
    {
      title: "keys of objects themselves",
      file: "a.jsonl",
      bytes: between('{"id":1,"text":"投资3亿元","__proto__":{"text":"x"},"constructor":1,"toString":2}'),
      records: ["2亿元", "3亿元", "2亿元"],
      status: 0,
    },
    {
      title: "a line of 50 MB",
      file: "a.jsonl",
      bytes: between(`{"id":1,"text":"投资3亿元","x":"${"y".repeat(50_000_000)}"}`),
      records: ["2亿元", "3亿元", "2亿元"],
      status: 0,
    },
    {
      title: "a JSON file of many lines",
      file: "a.jsonl",
      bytes: '[\n{"id":1,"text":"投资3亿元"},\n{"id":2,"text":"投资3亿元"}\n]',
      records: ["3亿元"],
      says: [/F:1: not JSON/, /F:2: not JSON/, /F:4: not JSON/],
      status: 1,
    },
    {
      title: "UTF-16 cut in the middle",
      file: "a.jsonl",
      bytes: bytes([0xff, 0xfe], encode(`${good}\n${good}`, "utf-16le"), [0x41]),
      records: ["2亿元"],
      says: [":2: not UTF-16LE somewhere after this line; the lines up to here are read, those after are not"],
      status: 1,
    },
    { title: "nothing", file: "a.jsonl", bytes: "", status: 0 },
  ]);
});

const LEFT_OUT = 'write a quote inside a cell twice ("") and the cell in quotes; the row is left out';

describe("CSV and TSV", () => {
  const good = "a,投资2亿元\n";
  const csv = (rows: string): string => `id,text\n${good}${rows}${good}`;
  const kept = ["2亿元", "2亿元"];
  table([
    {
      title: "a quote in a bare cell",
      file: "a.csv",
      bytes: csv('b,投资"3亿元\n'),
      records: kept,
      says: [`:3: broken quoting: a quote in the middle of a cell; ${LEFT_OUT}`],
      status: 1,
    },
    {
      title: "text after a quoted cell",
      file: "a.csv",
      bytes: csv('b,"投资"3亿元\n'),
      records: kept,
      says: [`:3: broken quoting: a quote in the middle of a cell; ${LEFT_OUT}`],
      status: 1,
    },
    {
      title: "a quote that never closes",
      file: "a.csv",
      bytes: csv('b,"投资3亿元\n'),
      records: kept,
      says: [`:3: a quote opens in this row and does not close; ${LEFT_OUT}`],
      status: 1,
    },
    {
      title: "rows of other lengths",
      file: "a.csv",
      bytes: csv("b\nc,d,e\n"),
      records: kept,
      says: [/F:3: 1 cells, where the header has 2; /, /F:4: 3 cells, where/],
      status: 1,
    },
    {
      title: "no column of texts",
      file: "a.csv",
      bytes: "id,body\n1,投资3亿元\n",
      says: [':1: there is no column "text"; say --text-field with one of: id, body'],
      status: 1,
    },
    {
      title: "a column that is asked for and missing",
      file: "a.csv",
      bytes: csv(""),
      args: ["--date-field", "day"],
      says: [':1: there is no column "day"; say --date-field with one of: id, text'],
      status: 1,
    },
    { title: "a header alone", file: "a.csv", bytes: "id,text\n", status: 0 },
    { title: "nothing", file: "a.csv", bytes: "", says: [": it is empty; there is nothing to extract"], status: 1 },
    {
      title: "a NUL",
      file: "a.csv",
      bytes: csv("b,投资\x003亿元\n"),
      records: kept,
      says: [":3: a NUL byte stands in this row; the row is left out"],
      status: 1,
    },
    {
      title: "bytes of another encoding in one row",
      file: "a.csv",
      bytes: bytes(csv("b,投资\n").slice(0, -good.length - 1), [0xff], "\n", good),
      records: kept,
      says: [":3: not UTF-8 from here on; the row is left out"],
      status: 1,
    },
    {
      title: "a day that is none",
      file: "a.csv",
      bytes: "date,text\n2023-13-01,投资3亿元\n2023-12-01,投资2亿元\n",
      records: ["2亿元"],
      says: [':2: "date" is "2023-13-01", not a day such as 2023-11-22; the row is left out'],
      status: 1,
    },
    {
      title: "a workbook under that name",
      file: "a.csv",
      bytes: makeArchive([{ name: "xl/workbook.xml", content: "<workbook/>" }]),
      says: [/^tishu: F:1: (?:not UTF-8 from here on|a NUL byte stands in this row|there is no column)/],
      status: 1,
    },
    {
      title: "a row of 70 MB",
      file: "a.csv",
      bytes: csv(`b,"${"x".repeat(70_000_000)}"\n`),
      records: kept,
      says: [":3: the row is over 64 MB long; perhaps a quote before it does not close"],
      status: 1,
    },
    {
      title: "100,000 columns",
      file: "a.csv",
      bytes: `text${",c".repeat(100_000)}\n投资3亿元${",".repeat(100_000)}\n`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "columns of one name: the first counts",
      file: "a.csv",
      bytes: "text,text\n投资3亿元,投资9亿元\n",
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "UTF-16 as Excel writes it",
      file: "a.tsv",
      bytes: bytes(encode('\ufeffid\ttext\r\n1\t"投资\t3亿元"\r\n', "utf-16le")),
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "a formula",
      file: "a.csv",
      bytes: 'id,text\n=1+1,"=HYPERLINK(""x"")投资3亿元"\n',
      records: ["3亿元"],
      status: 0,
    },
  ]);
});

describe("HTML", () => {
  table([
    { title: "nothing", file: "a.html", bytes: "", says: [": it is empty; there is nothing to extract"], status: 1 },
    {
      title: "a script alone",
      file: "a.html",
      bytes: "<html><script>document.write('投资3亿元')</script></html>",
      says: [": it is empty; there is nothing to extract"],
      status: 1,
    },
    {
      title: "a page that says GBK and is broken",
      file: "a.html",
      bytes: bytes("<meta charset=gbk>\n<p>", gbk("投资3亿元"), [0xff]),
      says: [`:2: not GB18030 from here on${WRONG}`],
      status: 1,
    },
    {
      title: "a page that says GBK and is UTF-8",
      file: "a.html",
      bytes: "<meta charset=gbk><p>投资3亿元",
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "a page that says UTF-8 and is GBK",
      file: "a.html",
      bytes: bytes("<meta charset=utf-8><p>", gbk(`${PAGE}投资3亿元`)),
      records: ["两条", "30万吨", "4.7%", "3亿元"],
      says: [/^tishu: warning: F: read as GB18030, a guess \(\d+% sure\); say --encoding if it is another$/],
      status: 0,
    },
    {
      title: "a page that says an encoding that is none",
      file: "a.html",
      bytes: "<meta charset=klingon><p>投资3亿元",
      records: ["3亿元"],
      status: 0,
    },
    { title: "a NUL", file: "a.html", bytes: "<p>投资\x003亿元", says: [BINARY], status: 1 },
    {
      title: "100,000 tags",
      file: "a.html",
      bytes: `<p>投资3亿元</p>${"<p><b>一</b></p>".repeat(50_000)}`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "tags nested 300,000 deep",
      file: "a.html",
      bytes: `${"<div>".repeat(300_000)}投资3亿元${"</div>".repeat(300_000)}`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "tags that others' ends do not close",
      file: "a.html",
      bytes: `<p>投资3亿元</p>${'<div a="<"></x>'.repeat(100_000)}`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "a million blanks in a line of a listing",
      file: "a.html",
      bytes: `<pre>投资3亿元${" ".repeat(1_000_000)}x</pre>`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "a million blanks and 200,000 words in attributes",
      file: "a.html",
      bytes: `<p style="display:${" ".repeat(1_000_000)}x" class="${"a ".repeat(200_000)}">投资3亿元</p>`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "an article without a body",
      file: "a.html",
      bytes: `<html><nav>投资9亿元</nav><div><div><p>${"投资稳步增长，港口繁忙。".repeat(40)}</p><p>投资3亿元</p></div></div></html>`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "tags that nothing closes",
      file: "a.html",
      bytes: `${"<table><tr><td><ul><li>".repeat(2000)}投资3亿元`,
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "a comment that never ends",
      file: "a.html",
      bytes: "<p>投资3亿元</p><!-- 投资9亿元",
      records: ["3亿元"],
      status: 0,
    },
    {
      title: "entities that are none",
      file: "a.html",
      bytes: "<p>&#xFFFFFFFF;&#0;&nosuch;&#55296;投资3亿元",
      records: ["3亿元"],
      status: 0,
    },
  ]);
});

const NO_WORD =
  ": this is no Word document (.docx), or a damaged one; open it in Word or LibreOffice and save it again";
const BOMB = ": its XML unpacks to more than 64 MB; it may be an archive made to fill the memory; if not, split it";
const bomb = `<w:t>${"0".repeat(70 << 20)}</w:t>`;
const ENTITIES = `<!DOCTYPE d [<!ENTITY a "0000000000">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${"bcdefghij"[i]} "${`&${"abcdefghi"[i]};`.repeat(10)}">`).join("")}]>`;

describe("Word documents", () => {
  table([
    { title: "a good one", file: "a.docx", bytes: makeDocx(paragraph("投资3亿元")), records: ["3亿元"], status: 0 },
    { title: "nothing", file: "a.docx", bytes: "", says: [NO_WORD], status: 1 },
    { title: "a text under that name", file: "a.docx", bytes: "投资3亿元", says: [NO_WORD], status: 1 },
    {
      title: "a workbook under that name",
      file: "a.docx",
      bytes: makeArchive([{ name: "xl/workbook.xml", content: "<workbook/>" }]),
      says: [NO_WORD],
      status: 1,
    },
    {
      title: "cut in the middle",
      file: "a.docx",
      bytes: fixture("report.docx").subarray(0, 20_000),
      says: [NO_WORD],
      status: 1,
    },
    {
      title: "overwritten in the middle",
      file: "a.docx",
      bytes: bytes(makeDocx(paragraph("投资3亿元".repeat(99))).fill(0x55, 620, 700)),
      says: [NO_WORD],
      status: 1,
    },
    {
      title: "one of Word before 2007, or with a password",
      file: "a.docx",
      bytes: bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Buffer.alloc(512)),
      says: [
        ": this is a document with a password, or one of Word before 2007 (.doc); save it as .docx without a password",
      ],
      status: 1,
    },
    {
      title: "an archive with a password",
      file: "a.docx",
      bytes: makeArchive([{ name: "word/document.xml", content: "x", isEncrypted: true }]),
      says: [": the document has a password; save it without one"],
      status: 1,
    },
    { title: "a bomb", file: "a.docx", bytes: makeDocx(bomb), says: [BOMB], status: 1 },
    {
      title: "a bomb that says it is small",
      file: "a.docx",
      bytes: makeDocx(bomb, { claimed: 1000 }),
      says: [BOMB],
      status: 1,
    },
    {
      title: "a workbook, which is no input, made to unpack to 70 MB: it is not unpacked",
      file: "a.xlsx",
      bytes: makeArchive([{ name: "xl/worksheets/sheet1.xml", content: "0".repeat(70 << 20) }]),
      says: [BINARY],
      status: 1,
    },
    {
      title: "a bomb in many parts",
      file: "a.docx",
      bytes: makeDocx(paragraph("投资3亿元"), {
        more: Array.from({ length: 8 }, (_, i) => ({ name: `word/header${i}.xml`, content: "0".repeat(10 << 20) })),
      }),
      says: [BOMB],
      status: 1,
    },
    {
      title: "entities that make a thousand million characters",
      file: "a.docx",
      bytes: makeDocx("", { document: `${ENTITIES}<d>&j;</d>` }),
      says: [NO_WORD],
      status: 1,
    },
    {
      title: "an entity that reads a file",
      file: "a.docx",
      bytes: makeDocx("", { document: '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>' }),
      says: [NO_WORD],
      status: 1,
    },
    {
      title: "XML that is broken",
      file: "a.docx",
      bytes: makeDocx("", { document: "<w:document><w:body>" }),
      says: [NO_WORD],
      status: 1,
    },
    {
      title: "elements nested 20,000 deep",
      file: "a.docx",
      bytes: makeDocx(`${"<w:ins>".repeat(20_000)}${paragraph("投资3亿元")}${"</w:ins>".repeat(20_000)}`),
      says: [/^tishu: F: (?:this is no Word document|its elements nest too deep)/],
      status: 1,
    },
    {
      title: "no main part",
      file: "a.docx",
      bytes: makeArchive([{ name: "[Content_Types].xml", content: "<Types/>" }]),
      says: [NO_WORD],
      status: 1,
    },
    {
      title: "no paragraph",
      file: "a.docx",
      bytes: makeDocx(""),
      says: [": it is empty; there is nothing to extract"],
      status: 1,
    },
  ]);
});

const NO_PDF = /^tishu: F: this is no PDF, or a damaged one \(.*\); open it in a viewer and print it to a new PDF$/;

describe("PDF", () => {
  const gbkPdf = fixture("gbk.pdf").toString("latin1");
  table([
    { title: "nothing", file: "a.pdf", bytes: "", says: [NO_PDF], status: 1 },
    { title: "a text under that name", file: "a.pdf", bytes: "投资3亿元", says: [NO_PDF], status: 1 },
    {
      title: "cut at the end: what is there is read",
      file: "a.pdf",
      bytes: Buffer.from(gbkPdf.slice(0, gbkPdf.indexOf("startxref")), "latin1"),
      records: ["7000万元", "4.7%"],
      status: 0,
    },
    {
      title: "cut in the middle",
      file: "a.pdf",
      bytes: fixture("brief.pdf").subarray(0, 40_000),
      says: [NO_PDF],
      status: 1,
    },
    { title: "a head alone", file: "a.pdf", bytes: "%PDF-1.7\n", says: [NO_PDF], status: 1 },
    {
      title: "with a password",
      file: "a.pdf",
      bytes: fixture("locked.pdf"),
      says: [": it is encrypted: a password is needed; save it without one, for instance with qpdf --decrypt"],
      status: 1,
    },
    {
      title: "pictures without text",
      file: "a.pdf",
      bytes: fixture("scan.pdf"),
      says: [": it has no text layer: its pages are pictures; recognise its text first (OCR)"],
      status: 1,
    },
    {
      title: "a tree of pages that leads in a circle",
      file: "a.pdf",
      bytes: Buffer.from(gbkPdf.replace("/Kids [3 0 R]", "/Kids [2 0 R]"), "latin1"),
      says: [NO_PDF],
      status: 1,
    },
    {
      title: "a length that is a lie",
      file: "a.pdf",
      bytes: Buffer.from(gbkPdf.replace(/\/Length \d+/, "/Length 9"), "latin1"),
      records: ["7000万元", "4.7%"],
      status: 0,
    },
  ]);
});

describe("files and folders", () => {
  const at = (name: string): string => join(cwd, name);
  beforeAll(() => {
    symlinkSync("loop.txt", at("loop.txt"));
    symlinkSync("nowhere.txt", at("dangling.txt"));
    mkdirSync(at("folder.txt/inner"), { recursive: true });
    symlinkSync("..", at("folder.txt/inner/up"));
    mkdirSync(at("empty"));
  });

  test.each<[string, string, RegExp]>([
    ["a missing file", "no.txt", /no\.txt: no such file or folder; check the path$/],
    ["a link to itself", "loop.txt", /loop\.txt: cannot be read: the links lead in a circle$/],
    ["a link to nothing", "dangling.txt", /dangling\.txt: no such file or folder; check the path$/],
    [
      "a folder that leads in a circle, with nothing in it",
      "folder.txt",
      /folder\.txt: the folder holds no file that can be read/,
    ],
    ["an empty folder", "empty", /empty: the folder holds no file that can be read/],
    ["a pattern that nothing matches", "*.pdf", /\*\.pdf: no file matches/],
    ["a name that is too long", "x".repeat(5000), /x+: cannot be read: the name is too long$/],
    ["a path through a file", "before.txt/x", /before\.txt\/x: .*(?:no folder|no such file)/],
    [
      "what the system does not let anybody read",
      "/proc/self/mem",
      /\/proc\/self\/mem: cannot be read: input\/output error$/,
    ],
    ["a device without an end", "/dev/zero", /\/dev\/zero: it is over 512 MB long; split it/],
  ])("%s", async (_title, name, says) => {
    const path = name.startsWith("/") ? name : at(name);
    const done = await runHere([at("before.txt"), path, at("after.txt"), ...INTACT]);
    expect(done.stdout).toBe(`doc,text\n${at("before.txt")},3.2万吨\n${at("after.txt")},5万吨\n`);
    expect(done.stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(says)]);
    expect(done.status).toBe(1);
  });

  test("a reader that breaks by a mistake of ours: status 70, the file is named, the others are read", async () => {
    const stdin = new PassThrough();
    setTimeout(() => stdin.destroy(new TypeError("x is not a function")), 50);
    const done = await runHere(["-", at("after.txt"), "-f", "csv", "--columns", "text"], stdin);
    expect(done).toMatchObject({ stdout: "text\n5万吨\n", status: 70 });
    expect(done.stderr).toMatch(
      /^tishu: standard input: this is a bug in tishu; please report[^\n]*\nTypeError: x is not/,
    );
  });

  test("standard input that breaks off", async () => {
    const stdin = new PassThrough();
    stdin.write("投资3亿元");
    const broken = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
    setTimeout(() => stdin.destroy(broken), 50);
    const done = await runHere(["-", at("after.txt"), "-f", "csv", "--columns", "text"], stdin);
    expect(done).toEqual({
      stdout: "text\n5万吨\n",
      stderr: "tishu: standard input: cannot be read: input/output error\n",
      status: 1,
    });
  });
});
