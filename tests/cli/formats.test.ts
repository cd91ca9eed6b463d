import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { parquetReadObjects } from "hyparquet";
import sqlite from "node-sqlite3-wasm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shell, startTishu, tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const LINES = [
  '{"id":"n1","text":"项目投资7000万元，进口煤炭3.2万吨。","note":"=1+1"}',
  '{"id":"n2","text":"出口水泥5万吨，环比下降2.2%。","note":"-2.2"}',
].join("\n");
const BRIEF = ["--kinds", "quantity", "--columns", "doc,text,value"];

let workspace = makeWorkspace({});
let cwd = "";
beforeEach(() => {
  workspace = makeWorkspace({
    "lines.jsonl": LINES,
    "a/page.txt": "项目投资7000万元。",
    "b/Page.txt": "出口水泥5万吨。",
  });
  cwd = workspace.path;
});
afterEach(() => workspace.remove());

const bytes = (name: string): Buffer => readFileSync(join(cwd, name));
const done = { stdout: "", stderr: "", status: 0 };

function query(name: string, sql: string): Record<string, unknown>[] {
  const database = new sqlite.Database(join(cwd, name), { readOnly: true });
  try {
    return database.all(sql);
  } finally {
    database.close();
  }
}

async function parquetRows(file: Buffer): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: new Uint8Array(file).buffer });
}

describe("each format says the same", () => {
  const VALUES = [70000000, 32000, 50000, -2.2];

  test("xlsx", async () => {
    expect(tishu(["lines.jsonl", "-o", "out.xlsx"], { cwd })).toEqual(done);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(cwd, "out.xlsx"));
    expect(book.worksheets.map(({ name }) => name)).toEqual(["quantity", "date", "org", "wide"]);
    const sheet = book.getWorksheet("quantity");
    const header = sheet?.getRow(1).values;
    const at = Array.isArray(header) ? header.indexOf("value") : -1;
    expect([2, 3, 4, 5].map((row) => sheet?.getRow(row).getCell(at).value)).toEqual(VALUES);
  });

  test.each(["parquet", "PARQUET"])("%s", async (ending) => {
    expect(tishu(["lines.jsonl", "-o", `out.${ending}`, ...BRIEF], { cwd })).toEqual(done);
    const rows = await parquetRows(bytes(`out.${ending}`));
    expect(rows.map(({ value }) => value)).toEqual(VALUES);
  });

  test.each(["sqlite", "sqlite3", "db"])("%s, and again into the same file", (ending) => {
    for (const _ of [1, 2]) expect(tishu(["lines.jsonl", "-o", `out.${ending}`, ...BRIEF], { cwd })).toEqual(done);
    expect(query(`out.${ending}`, "SELECT value FROM quantity ORDER BY rowid").map(({ value }) => value)).toEqual(
      VALUES,
    );
    expect(readdirSync(cwd).sort()).toEqual(["a", "b", "lines.jsonl", `out.${ending}`]);
  });

  test("markdown, also under the name of its ending", () => {
    const expected =
      "| doc | text | value |\n| --- | --- | ---: |\n| n1 | 7000万元 | 70000000 |\n| n1 | 3.2万吨 | 32000 |\n" +
      "| n2 | 5万吨 | 50000 |\n| n2 | 2.2% | -2.2 |\n";
    expect(tishu(["lines.jsonl", "-o", "out.md", ...BRIEF], { cwd })).toEqual(done);
    expect(bytes("out.md").toString()).toBe(expected);
    expect(tishu(["lines.jsonl", "-f", "md", ...BRIEF], { cwd }).stdout).toBe(expected);
  });
});

test("--wide makes one table of it in each", async () => {
  expect(tishu(["lines.jsonl", "--wide", "-o", "out.sqlite"], { cwd })).toEqual(done);
  expect(query("out.sqlite", "SELECT level, mom FROM wide ORDER BY start")).toContainEqual({ level: 50000, mom: -2.2 });
  expect(tishu(["lines.jsonl", "--wide", "-o", "out.parquet"], { cwd })).toEqual(done);
  expect(await parquetRows(bytes("out.parquet"))).toContainEqual(
    expect.objectContaining({ level: 50000, mom_exact: "-2.2" }),
  );
  expect(tishu(["lines.jsonl", "--wide", "-o", "out.xlsx"], { cwd })).toEqual(done);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(cwd, "out.xlsx"));
  expect(book.worksheets.map(({ name }) => name)).toEqual(["wide"]);
});

describe("--sort", () => {
  test("over all inputs, from high to low, by a column that is not shown", () => {
    const { stdout } = tishu(["lines.jsonl", "--sort", "-value", "--kinds", "quantity", "--columns", "text"], { cwd });
    expect(stdout).toBe("text\n7000万元\n5万吨\n3.2万吨\n2.2%\n");
  });

  test("several columns; with --keep one of the input's own", () => {
    const { stdout } = tishu(
      ["lines.jsonl", "--keep", "--sort=note,value", "--kinds", "quantity", "-c", "note,value"],
      { cwd },
    );
    expect(stdout).toBe("note,value\n-2.2,-2.2\n-2.2,50000\n=1+1,32000\n=1+1,70000000\n");
  });

  test("a table at a terminal then has one part for all documents", () => {
    const { stdout } = tishu(["lines.jsonl", "--sort", "value", "-f", "table", "--kinds", "quantity"], { cwd });
    expect(stdout).toMatch(/^2 documents {2}4 quantity\n\nquantity\ndoc +text/);
  });

  test("an unknown column is refused, with the nearest", () => {
    expect(tishu(["lines.jsonl", "--sort", "-valeu"], { cwd })).toMatchObject({
      stderr: 'tishu: unknown column "valeu"; did you mean "value"?\n',
      status: 2,
    });
  });
});

describe("--header zh", () => {
  test.each([
    ["csv", "文档,原文,数值\n"],
    ["tsv", "文档\t原文\t数值\n"],
    ["jsonl", '{"文档":"n1","原文":"7000万元","数值":70000000}\n'],
    ["md", "| 文档 | 原文 | 数值 |\n"],
    ["table", "n1  2 数量\n\n文档  原文          数值\n"],
  ])("%s", (format, beginning) => {
    const { stdout, status } = tishu(["lines.jsonl", "--header", "zh", "-f", format, ...BRIEF], { cwd });
    expect(stdout.slice(0, beginning.length)).toBe(beginning);
    expect(status).toBe(0);
  });

  test("in a workbook the sheets too; in Parquet; a column of the input's own of that name is told apart", async () => {
    writeFileSync(join(cwd, "own.jsonl"), '{"id":"x","text":"投资1亿元。","数值":"甲"}');
    expect(tishu(["own.jsonl", "--keep", "--header", "zh", "-o", "out.parquet"], { cwd })).toEqual(done);
    expect(await parquetRows(bytes("out.parquet"))).toMatchObject([
      { 数值: 100000000, "数值（精确）": "100000000", input_数值: "甲" },
    ]);
    expect(tishu(["own.jsonl", "--header", "zh", "-o", "out.xlsx"], { cwd })).toEqual(done);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(cwd, "out.xlsx"));
    expect(book.worksheets.map(({ name }) => name)).toEqual(["数量", "日期", "机构", "指标表"]);
  });

  test("not for a database, whose columns stay", () => {
    expect(tishu(["lines.jsonl", "--header", "zh", "-o", "out.db"], { cwd })).toMatchObject({
      stderr: "tishu: --header is not for sqlite, whose tables keep their columns from run to run; leave it out\n",
      status: 2,
    });
    expect(existsSync(join(cwd, "out.db"))).toBe(false);
  });
});

describe("--excel", () => {
  test("a byte order mark, CRLF, and texts that are no formula; numbers stay numbers", () => {
    expect(
      tishu(["lines.jsonl", "--keep", "--excel", "-o", "out.csv", "-k", "quantity", "-c", "value,note"], { cwd }),
    ).toEqual(done);
    expect(bytes("out.csv").toString()).toBe(
      "\uFEFFvalue,note\r\n70000000,'=1+1\r\n32000,'=1+1\r\n50000,-2.2\r\n-2.2,-2.2\r\n",
    );
  });

  test.each([
    ["xlsx", "leave it out: Excel opens xlsx as it is"],
    ["jsonl", "leave it out"],
  ])("not for %s", (format, hint) => {
    expect(tishu(["lines.jsonl", "--excel", "-f", format], { cwd })).toMatchObject({
      stderr: `tishu: --excel is for csv and tsv, not for ${format}; ${hint}\n`,
      status: 2,
    });
  });
});

describe("--split", () => {
  const files = (folder: string): Record<string, string> =>
    Object.fromEntries(readdirSync(join(cwd, folder)).map((name) => [name, bytes(`${folder}/${name}`).toString()]));

  test("a file for each input, none over another's, in a folder that is made", () => {
    const outcome = tishu(["a", "b/Page.txt", "lines.jsonl", "-", "--split", "out/deep", ...BRIEF], {
      cwd,
      stdin: "投资1亿元。",
    });
    expect(outcome).toEqual(done);
    const header = "doc,text,value\n";
    expect(files("out/deep")).toEqual({
      "page.csv": `${header}a/page.txt,7000万元,70000000\n`,
      "Page-2.csv": `${header}b/Page.txt,5万吨,50000\n`,
      "lines.csv": `${header}n1,7000万元,70000000\nn1,3.2万吨,32000\nn2,5万吨,50000\nn2,2.2%,-2.2\n`,
      "stdin.csv": `${header}-,1亿元,100000000\n`,
    });
  });

  test("in any format, sorted each for itself", () => {
    expect(tishu(["a", "b", "--split", "out", "-f", "sqlite", "--quiet"], { cwd })).toEqual(done);
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["Page-2.sqlite", "page.sqlite"]);
    tishu(["lines.jsonl", "--split", "out", "-f", "json", "--sort", "value", ...BRIEF], { cwd });
    expect(JSON.parse(files("out")["lines.json"] ?? "").map((row: { value: number }) => row.value)).toEqual([
      ...[-2.2, 32000, 50000, 70000000],
    ]);
  });

  test("an input that cannot be read has no file, the others have", () => {
    expect(tishu(["no.txt", "a", "--split", "out", ...BRIEF], { cwd }).status).toBe(1);
    expect(readdirSync(join(cwd, "out"))).toEqual(["page.csv"]);
  });

  test.each([
    [
      ["a", "--split", "a"],
      'a: cannot write: what lies there is read as input by "a"; name another folder with --split',
    ],
    [
      ["a", "--split", "a/out"],
      'a/out: cannot write: what lies there is read as input by "a"; name another folder with --split',
    ],
    [
      ["lines.jsonl", "--split", ".", "-f", "jsonl"],
      '.: cannot write: what lies there is read as input by "lines.jsonl"; name another folder with --split',
    ],
    [
      ["*.*", "--split", "."],
      '.: cannot write: what lies there is read as input by "*.*"; name another folder with --split',
    ],
    [
      ["a", "--split", "lines.jsonl"],
      "lines.jsonl: cannot make this folder: there is a file of that name; name another one with --split",
    ],
    [["a", "--split", "out", "-o", "x.csv"], "-o names one file, --split a folder for many; leave one of them out"],
  ])("%j is refused", (args, message) => {
    expect(tishu(args, { cwd })).toEqual({ stdout: "", stderr: `tishu: ${message}\n`, status: 2 });
    expect(bytes("lines.jsonl").toString()).toBe(LINES);
  });

  test("beside the texts themselves is fine", () => {
    expect(tishu(["a/page.txt", "b/*.txt", "--split", "a", ...BRIEF], { cwd })).toEqual(done);
    expect(readdirSync(join(cwd, "a")).sort()).toEqual(["Page-2.csv", "page.csv", "page.txt"]);
  });
});

describe("binary formats on standard output", () => {
  const isThere = spawnSync("script", ["--version"]).status === 0;

  test.runIf(isThere).each(["xlsx", "parquet", "sqlite"])("%s: not to a terminal", (format) => {
    const { stdout } = shell(
      `export -f tishu; SHELL=$BASH script -qec 'tishu lines.jsonl -f ${format}' /dev/null </dev/null`,
      cwd,
    );
    expect(stdout.trim()).toBe(
      `tishu: a terminal cannot show ${format}; name a file with -o, or pipe the output into a program that reads it`,
    );
  });

  test.each(["xlsx", "parquet", "sqlite"])("%s: through a pipe the same file", (format) => {
    expect(shell(`tishu lines.jsonl -f ${format} | cat >piped; tishu lines.jsonl -o out.${format}`, cwd)).toEqual(done);
    expect(bytes("piped").equals(bytes(`out.${format}`))).toBe(true);
  });
});

/** One of each medium: text, bytes, a file that the format keeps. */
const FORMATS = ["csv", "xlsx", "sqlite"];

describe("when the output cannot be written", () => {
  test.each(FORMATS)("%s: a full device is an error, a closed pipe is none", (format) => {
    const outcome = shell(`tishu lines.jsonl -f ${format} >/dev/full`, cwd);
    const message = "cannot write: no space left on the device; the output is not whole";
    expect(outcome).toEqual({ stdout: "", stderr: `tishu: standard output: ${message}\n`, status: 1 });
    expect(tishu(["lines.jsonl", "-f", format, "-o", "/dev/full"], { cwd }).stderr).toBe(
      `tishu: /dev/full: ${message}\n`,
    );
    expect(shell(`tishu lines.jsonl -f ${format} | true; echo \${PIPESTATUS[0]}`, cwd)).toEqual({
      ...done,
      stdout: "0\n",
    });
  });

  // A file may not grow beyond 8 blocks: what a full disk does, without one.
  test.each(FORMATS)("%s: no half file, the old one stays, nothing else is left", (format) => {
    const text = "项目投资7000万元，进口煤炭3.2万吨，同比增长4.7%。\n".repeat(600);
    writeFileSync(join(cwd, "long.txt"), text);
    if (format === "sqlite") tishu(["lines.jsonl", "-o", "out.sqlite"], { cwd });
    else writeFileSync(join(cwd, `out.${format}`), "old");
    const old = bytes(`out.${format}`);
    const before = readdirSync(cwd);
    const { stderr, status } = shell(`trap '' XFSZ; ulimit -f 40; tishu long.txt --quiet -o out.${format}`, cwd);
    expect(stderr).toMatch(new RegExp(`^tishu: out\\.${format}: cannot write[^\n]*\n$`));
    expect(status).toBe(1);
    expect(bytes(`out.${format}`).equals(old)).toBe(true);
    expect(readdirSync(cwd)).toEqual(before);
  });

  test.runIf(process.getuid?.() === 0 && spawnSync("setpriv", ["--version"]).status === 0)(
    "a folder that is not ours",
    () => {
      const line = `setpriv --reuid 65534 --regid 65534 --clear-groups bash --norc -c "$(declare -f tishu); tishu lines.jsonl`;
      spawnSync("chmod", ["755", cwd]);
      expect(shell(`${line} -o out.sqlite"`, cwd)).toMatchObject({
        stderr: "tishu: out.sqlite: cannot write: permission denied; name another file with -o\n",
        status: 2,
      });
      expect(shell(`${line} --split out"`, cwd)).toMatchObject({
        stderr: "tishu: out: cannot make this folder: permission denied; name another one with --split\n",
        status: 2,
      });
    },
  );

  test("a database that another program is writing, and one that is none", () => {
    tishu(["lines.jsonl", "-o", "out.db"], { cwd });
    writeFileSync(join(cwd, "out.db-wal"), "x");
    expect(tishu(["lines.jsonl", "-o", "out.db"], { cwd })).toMatchObject({
      stderr: expect.stringMatching(
        /^tishu: out\.db: another program is writing this database, .*out\.db-wal goes away\n$/,
      ),
      status: 2,
    });
    writeFileSync(join(cwd, "text.db"), "doc,text\n".repeat(200));
    expect(tishu(["lines.jsonl", "-o", "text.db"], { cwd })).toMatchObject({
      stderr: "tishu: text.db: what is there is no SQLite database; name another file\n",
      status: 2,
    });
    expect(bytes("text.db").toString()).toBe("doc,text\n".repeat(200));
  });
});

describe("stopped in the middle", () => {
  test.each(FORMATS.flatMap((format) => [[format, "SIGTERM"] as const, [format, "SIGKILL"] as const]))(
    "%s, %s: the old file stays, and a rerun clears what is left",
    async (format, signal) => {
      const name = `out.${format}`;
      if (format === "sqlite") tishu(["lines.jsonl", "-o", name], { cwd });
      else writeFileSync(join(cwd, name), "old");
      const [old, before] = [bytes(name), readdirSync(cwd)];
      const child = startTishu(["--from", "jsonl", "-o", name], cwd);
      child.stdin.on("error", () => {});
      child.stdin.write(`${LINES}\n`);
      while (!readdirSync(cwd).some((found) => found.endsWith(".tmp"))) await sleep(20);
      await sleep(300);
      const ended = new Promise((resolve) => child.on("exit", (_status, by) => resolve(by)));
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(bytes(name).equals(old)).toBe(true);
      expect(readdirSync(cwd).length > before.length).toBe(signal === "SIGKILL");
      expect(tishu(["lines.jsonl", "-o", name], { cwd })).toEqual(done);
      expect(readdirSync(cwd)).toEqual(before);
      expect(bytes(name).equals(old)).toBe(false);
    },
  );

  test("the temporary file of a run that goes on is left to it", async () => {
    const child = startTishu(["--from", "jsonl", "-o", "out.csv", ...BRIEF], cwd);
    while (!readdirSync(cwd).some((found) => found.endsWith(".tmp"))) await sleep(20);
    expect(tishu(["a", "-o", "out.csv", ...BRIEF], { cwd })).toEqual(done);
    expect(readdirSync(cwd).filter((found) => found.endsWith(".tmp"))).toHaveLength(1);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.stdin.end(LINES);
    expect(await ended).toBe(0);
    expect(parse(bytes("out.csv"))).toHaveLength(5);
    expect(readdirSync(cwd).filter((found) => found.endsWith(".tmp"))).toEqual([]);
  });
});
