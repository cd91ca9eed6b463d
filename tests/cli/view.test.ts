import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { checkFits } from "../../src/cli/view.js";
import { tishu } from "./tishu.js";
import { makeWorkspace } from "./workspace.js";

const workspace = makeWorkspace({
  "a.txt": "江海港口集团有限公司2023年完成货物吞吐量3200万吨，同比增长6.7%。\n",
  "b.jsonl": '{"id": "one", "text": "投资7000万元。", "date": "2023-11-22", "desk": "=经济"}\n{"id": "two", "te\n',
});
afterAll(() => workspace.remove());
const view = (...args: string[]) => tishu(["view", ...args], { cwd: workspace.path });

interface Data {
  readonly documents: string[];
  readonly language: string | null;
  readonly records: {
    readonly length: number;
    readonly columns: string[];
    readonly strings: string[];
    readonly values: Record<string, unknown[]>;
  };
}
const read = (page: string): { title: string; data: Data } => ({
  title: /<title>(.*)<\/title>/.exec(page)?.[1] ?? "",
  data: JSON.parse(/id="data-json">(.*)<\/script>/.exec(page)?.[1] ?? "null") as Data,
});

describe("tishu view", () => {
  test("writes one page to a file", () => {
    expect(view("a.txt", "-o", "report.html")).toEqual({ status: 0, stdout: "", stderr: "" });
    const { title, data } = read(readFileSync(`${workspace.path}/report.html`, "utf8"));
    expect([title, data.documents, data.language]).toEqual(["a.txt", ["a.txt"], null]);
    expect(data.records.strings).toContain("3200万吨");
  });

  test("writes to a pipe, with title, language and kinds as asked for", () => {
    const { status, stdout } = view("a.txt", "--title", "周报 <1>", "--page-lang", "zh", "--kinds", "org");
    const { title, data } = read(stdout);
    expect([status, title, data.language, data.records.length]).toEqual([0, "周报 &lt;1&gt;", "zh", 1]);
  });

  test("standard input has a title as well", () => {
    const { stdout } = tishu(["view"], { cwd: workspace.path, stdin: "投资7000万元。" });
    expect([read(stdout).title, read(stdout).data.documents]).toEqual(["tishu", ["-"]]);
  });

  test("what cannot be read is told, and the rest is in the page", () => {
    const { status, stdout, stderr } = view("a.txt", "b.jsonl", "none.txt", "--keep");
    const { title, data } = read(stdout);
    expect([status, title, data.documents]).toEqual([1, "a.txt +2", ["a.txt", "one"]]);
    expect(data.records.columns).toContain("desk");
    expect(stderr).toMatch(/^tishu: b\.jsonl:2:.*\ntishu: none\.txt: no such file or folder/m);
  });

  test.each<[string, string[], number, RegExp]>([
    ["nothing to read leaves no page", ["none.txt", "-o", "none.html"], 1, /no report was written/],
    ["an input is not written over", ["a.txt", "-o", "a.txt"], 2, /this is one of the inputs/],
    ["an unknown kind", ["a.txt", "--kinds", "orgs", "-o", "x.html"], 2, /did you mean "org"/],
    ["an unknown language", ["a.txt", "--page-lang", "fr", "-o", "x.html"], 2, /Allowed choices are zh, en/],
    ["a folder that is none", ["a.txt", "-o", "nowhere/x.html"], 2, /make nowhere first/],
  ])("%s", (_name, args, status, message) => {
    const outcome = view(...args);
    expect(outcome.status).toBe(status);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr.split("\n").every((line) => line === "" || line.startsWith("tishu: "))).toBe(true);
    expect(() => readFileSync(`${workspace.path}/none.html`)).toThrow();
  });

  test("a long text gives the records that extraction gives, each marked where it stands", () => {
    const line = (at: number): string =>
      `江海港口集团有限公司${2001 + (at % 20)}年完成货物吞吐量${1000 + at}万吨。${"船舶有序靠离。".repeat(30)}`;
    const long = makeWorkspace({ "long.txt": Array.from({ length: 1200 }, (_, at) => line(at)).join("\n\n") });
    const page = tishu(["view", "long.txt"], { cwd: long.path }).stdout;
    const jsonl = tishu(["long.txt", "--format", "jsonl"], { cwd: long.path }).stdout;
    long.remove();
    const records = jsonl
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as { text: string; org_id: number | null });
    const { data } = read(page);
    expect(data.records.length).toBe(records.length);
    expect(data.records.values.org_id).toEqual(records.map(({ org_id }) => org_id));
    const marks = [...page.matchAll(/<mark class="[\w-]+" data-r="(\d+)" id="[^>]*>([^<]*)<\/mark>/g)];
    expect(marks.map((mark) => mark[2])).toEqual(records.map(({ text }) => text));
  });

  test("more than a browser opens is refused", () => {
    expect(() => checkFits(50_000_000, 500_000, "a")).not.toThrow();
    expect(() => checkFits(50_000_001, 1, "a")).toThrow("more than one page can hold");
    expect(() => checkFits(1, 500_001, "a")).toThrow("more than one page can hold");
  });

  test("help has examples", () => {
    expect(view("--help").stdout).toContain("tishu view news/ -o report.html");
  });
});
