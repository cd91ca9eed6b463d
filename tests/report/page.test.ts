import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadReportAssets } from "../../src/load.js";
import { embeddable } from "../../src/report/page.js";
import { reportOf } from "./documents.js";

const assets = loadReportAssets();
const hash = (source: string): string => `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

test("the page runs its own program and style only, and may load nothing", async () => {
  const page = await reportOf({ "a.txt": "投资7000万元。" });
  const policy =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#39;", "'") ?? "";
  const directives = new Map(policy.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1)]));
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(directives.get("script-src")).toEqual([hash(assets.head), hash(assets.script)]);
  expect(directives.get("style-src")).toEqual([hash(assets.style)]);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect([...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1])).toEqual([
    assets.head,
    assets.script,
  ]);
  expect(page).not.toMatch(/<[^>]+\s(?:src|style|on\w+)=/);
  expect([...page.matchAll(/<[^>]+\shref="([^"]*)"/g)].map((match) => match[1])).toEqual([
    "data:,",
    "#reader",
    "#data",
  ]);
});

test("the same documents give the same bytes", async () => {
  const texts = { "a.txt": "投资7000万元，同比增长4.7%。", "b.txt": "12月6日，江海港口集团有限公司成立。" };
  expect(await reportOf(texts)).toBe(await reportOf(texts));
});

test("text never becomes markup, in the page or in its data", async () => {
  const text = "<script>alert(1)</script><!-- 投资7000万元 --></script><img src=x onerror=alert(2)>&lt;\u2028。";
  const page = await reportOf({ "<b>\"'&.txt": text });
  expect(page.match(/<script/g)).toHaveLength(3);
  expect(page.match(/<\/script/g)).toHaveLength(3);
  expect(page).not.toContain("<!--");
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<b>");
  expect(page).toContain("&lt;script>alert(1)&lt;/script>".replaceAll(">", "&gt;"));
  const data = /<script type="application\/json" id="data-json">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
  expect(data).not.toMatch(/[<>\u2028\u2029]/);
  const { documents, records } = JSON.parse(data) as { documents: string[]; records: { strings: string[] } };
  expect(documents).toEqual(["<b>\"'&.txt"]);
  expect(records.strings.some((string) => string.includes("</script>"))).toBe(true);
});

test("JSON stands in a script element as it is", () => {
  const value = { "</script>": "<!--\u2028\u2029&\ud800", list: ["]]>"] };
  expect(embeddable(value)).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(embeddable(value))).toEqual(value);
});

test("every label that the page asks for is there in both languages, and each is asked for", () => {
  const folder = new URL("../../src/report/client/", import.meta.url);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const code = [...sources, assets.template].join("\n");
  const asked = new Set(
    [
      ...code.matchAll(/(?:say\(|label\(|data-label(?:-\w+)?=|button\(|bothLabels\(|, )"([a-z_]+\.[a-z-]+|[a-z]+)"/g),
    ].map((match) => match[1] ?? ""),
  );
  const keys = Object.keys(assets.labels);
  const families =
    /^(?:column|kind|approx|change|modality|date_type|org_type|dimension|grain|warning|theme|sort|card)\./;
  const wanted = [...asked].filter((key) => key.includes("."));
  expect(wanted.length).toBeGreaterThan(40);
  expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  expect(keys.filter((key) => !families.test(key) && !code.includes(`"${key}"`))).toEqual([]);
  for (const [key, [zh, en]] of Object.entries(assets.labels)) {
    expect([key, zh.trim() !== "", en.trim() !== ""]).toEqual([key, true, true]);
    expect([key, zh.match(/\$[nm]/g)?.sort() ?? []]).toEqual([key, en.match(/\$[nm]/g)?.sort() ?? []]);
  }
});

/** Relative luminance and contrast as WCAG 2 defines them. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ["light", /^:root \{([\s\S]*?)\n\}/m],
  ["dark", /^:root\[data-theme="dark"\] \{([\s\S]*?)\n\}/m],
])("every pair of colours is told apart in %s (WCAG AA)", (_theme, pattern) => {
  const tokens = new Map(
    [...(pattern.exec(assets.style)?.[1] ?? "").matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [
      match[1] ?? "",
      match[2] ?? "",
    ]),
  );
  const between = (a: string, b: string): number => contrast(tokens.get(a) ?? "", tokens.get(b) ?? "");
  const low: string[] = [];
  const atLeast = (least: number, a: string, b: string): void => {
    const found = between(a, b);
    if (!(found >= least)) low.push(`${a} on ${b}: ${found.toFixed(2)} < ${least}`);
  };
  for (const ground of ["surface", "ground", "sunken", "raised", "accent-tint"]) {
    atLeast(4.5, "ink", ground);
    atLeast(4.5, "muted", ground);
  }
  atLeast(4.5, "accent", "surface");
  atLeast(4.5, "on-accent", "accent");
  atLeast(3, "strong-line", "surface");
  for (const kind of ["quantity", "date", "org", "number", "own-1", "own-2", "own-3", "own-4"]) {
    atLeast(4.5, "ink", kind);
    atLeast(4.5, "muted", kind === "number" ? "surface" : kind);
    atLeast(4.5, `${kind}-name`, kind);
    atLeast(3, `${kind}-line`, "surface");
  }
  for (let at = 1; at <= 8; at++) atLeast(3, `series-${at}`, "surface");
  expect(low).toEqual([]);
});
