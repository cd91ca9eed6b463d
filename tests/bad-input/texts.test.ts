import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createExtractor } from "../../src/extractor.js";
import { runHere } from "../cli/in-process.js";

/**
 * Texts that something has gone wrong with: each is read to its end, what stands in it whole is found with its value,
 * and what does not gives no record sooner than a wrong one. The last test gives all of them to the command in one run,
 * which ends with 0 and no message.
 */

const extractor = await createExtractor({ kinds: ["quantity", "date", "org"] });

/** `text value unit` of quantities, `text timex` of dates, `text name` of organisations. */
function read(text: string): string[] {
  return extractor.extract({ id: "bad", text, date: "2023-11-22" }).map((record) => {
    expect(Array.from(text).slice(record.start, record.end).join("")).toBe(record.text);
    if (record.kind === "date") return `${record.text} ${record.timex} ${record.start_date ?? ""}`.trim();
    return record.kind === "org" ? `${record.text} ${record.name}` : `${record.text} ${record.value} ${record.unit}`;
  });
}

/** All texts of the tables. */
const texts: string[] = [];

const table = (cases: readonly (readonly [title: string, text: string, ...expected: string[]])[]): void => {
  texts.push(...cases.map(([, text]) => text));
  test.each(cases.map(([title, text, ...expected]) => [title, text, expected] as const))(
    "%s",
    (_title, text, expected) => {
      expect(read(text)).toEqual(expected);
    },
  );
};

describe("broken characters", () => {
  table([
    ["a high surrogate alone", "项目\ud800投资7000万元。", "7000万元 70000000 CNY"],
    ["a low surrogate right before a figure", "项目投资\udc007000万元。", "7000万元 70000000 CNY"],
    ["surrogates in the wrong order", "投资\udc00\ud8007000万元", "7000万元 70000000 CNY"],
    ["half a character inside a figure: no 00万元", "投资70\ud83d00万元。"],
    [
      "the sign that replaces what could not be read",
      "投资\ufffd7000万元，产量3吨",
      "7000万元 70000000 CNY",
      "3吨 3 t",
    ],
    ["NUL", "项目\0投资7000万元。", "7000万元 70000000 CNY"],
    ["a backspace", "项目\u0007投资\u00087000万元。", "7000万元 70000000 CNY"],
    ["DEL inside a figure: no bare 万元", "投资7000\u007f万元"],
    ["a byte order mark inside", "项目投资\ufeff7000万元。", "7000万元 70000000 CNY"],
    ["a noncharacter", "投资\uffff7000万元", "7000万元 70000000 CNY"],
    ["a private character", "投资\ue0007000万元", "7000万元 70000000 CNY"],
    ["a tag character", "投资\u{e0041}7000万元", "7000万元 70000000 CNY"],
  ]);
});

describe("characters that are not seen", () => {
  table([
    ["a zero-width space inside a figure", "投资7\u200b000万元。", "7\u200b000万元 70000000 CNY"],
    ["one between number and unit", "投资7000\u200b万元。", "7000\u200b万元 70000000 CNY"],
    ["a zero-width joiner inside a unit", "投资7000万\u200d元。", "7000万\u200d元 70000000 CNY"],
    ["a soft hyphen", "投资7000\u00ad万元。", "7000\u00ad万元 70000000 CNY"],
    ["word joiners", "投资\u20607000\u2060万元。", "7000\u2060万元 70000000 CNY"],
    ["a right-to-left override", "投资\u202e7000\u202c万元。", "7000\u202c万元 70000000 CNY"],
    ["a left-to-right mark", "投资\u200e7000\u200e万元。", "7000\u200e万元 70000000 CNY"],
    ["a right-to-left isolate", "\u2067投资7000万元\u2069。", "7000万元 70000000 CNY"],
    ["a no-break space", "投资7000\u00a0万元。", "7000\u00a0万元 70000000 CNY"],
    ["thin spaces as separators", "投资7\u2009000\u2009万元。", "7\u2009000\u2009万元 70000000 CNY"],
    ["ideographic spaces", "投资\u30007000\u3000万元。", "7000\u3000万元 70000000 CNY"],
    ["20000 zero-width spaces before a figure", `投资${"\u200b".repeat(20_000)}3吨。`, "3吨 3 t"],
  ]);
});

describe("ends of lines", () => {
  const both = ["7000万元 70000000 CNY", "3.2万吨 32000 t"] as const;
  table([
    ["CR alone", "项目投资7000万元。\r产量3.2万吨。", ...both],
    ["CR LF", "项目投资7000万元。\r\n产量3.2万吨。", ...both],
    ["all kinds in one text", "项目投资7000万元。\r\n\n\r产量3.2万吨。\n\r", ...both],
    ["LINE SEPARATOR, PARAGRAPH SEPARATOR", "项目投资7000万元。\u2028产量3.2万吨。\u2029", ...both],
    ["NEL", "项目投资7000万元。\u0085产量3.2万吨。", ...both],
    ["VT and FF", "项目投资7000万元。\v产量3.2万吨。\f", ...both],
  ]);
});

describe("characters of two UTF-16 units, other scripts' digits", () => {
  table([
    ["emoji around a figure", "😀投资7000万元👍🏽", "7000万元 70000000 CNY"],
    ["a family of emoji", "👨‍👩‍👧投资7000万元", "7000万元 70000000 CNY"],
    ["a flag", "🇨🇳出口3亿美元", "3亿美元 300000000 USD"],
    ["an emoji with a variation selector right before a figure", "❤️7000万元到账", "7000万元 70000000 CNY"],
    ["ideographs beyond the BMP", "𠀁𠀂投资7000万元𡘙", "7000万元 70000000 CNY"],
    ["full-width digits", "投资７０００万元", "７０００万元 70000000 CNY"],
    ["a numbered item before a figure", "③7000万元；⑷3吨", "7000万元 70000000 CNY", "3吨 3 t"],
    ["mathematical digits: no bare 万元", "投资𝟕𝟎𝟎𝟎万元"],
    ["Arabic-Indic digits: no bare 万元", "投资٧٠٠٠万元"],
    ["Suzhou numerals: no bare 亿元", "投资〧亿元"],
    ["½亿元: no bare 亿元", "投资½亿元"],
    ["a keycap: no 0亿元", "投资7️⃣0️⃣亿元"],
    ["combining marks on digits: no bare 万元", "投资7\u03010\u0301万元"],
  ]);
});

describe("numerals too large, too long, too strange", () => {
  table([
    ["无量大数", "大小有一无量大数吨"],
    ["恒河沙", "共五恒河沙吨"],
    ["垓", "三垓元"],
    ["百亿亿", "算力达百亿亿次", "百亿亿次 1000000000000000000 {time}"],
    ["一兆亿元", "一兆亿元"],
    ["亿万元", "身家亿万元"],
    ["a million digits and one", `共${"7".repeat(1_000_001)}吨，另有3吨`, "3吨 3 t"],
    ["240 digits of a figure are all kept", `${"7".repeat(200)}吨`, `${"7".repeat(200)}吨 ${"7".repeat(200)} t`],
    ["1e400", "质量1e400吨", `1e400吨 1${"0".repeat(400)} t`],
    ["1e9999 has too large an exponent", "质量1e9999吨"],
    ["leading zeros", "000007吨", "000007吨 7 t"],
    ["minus zero is zero", "气温零下0度，-0吨", "0度 0 Cel", "0吨 0 t"],
    ["nothing over zero", "零分之五，0分之0"],
    ["a hundred thousand 一二", `共${"一二".repeat(50_003)}吨，另有3吨`, "3吨 3 t"],
    ["a million 零", `${"零".repeat(1_000_000)}吨，另有3吨`, "3吨 3 t"],
  ]);
});

describe("dates that no calendar has", () => {
  table([
    ["2月30日", "2月30日开工", "2月30日 XXXX-02-30"],
    ["11月31日", "11月31日开工", "11月31日 XXXX-11-31"],
    ["29 February of a common year", "2023年2月29日开工", "2023年2月29日 2023-02-29"],
    ["29 February of a leap year", "2024年2月29日开工", "2024年2月29日 2024-02-29 2024-02-29"],
    ["13月1日", "13月1日开工"],
    ["0月0日", "0月0日开工"],
    ["25 o'clock", "25时投产"],
    ["the fifth quarter", "2023年第5季度投产", "2023年第5季度 2023-QX"],
    ["an ISO day that is none", "2023-13-45投产"],
    ["a span that runs backwards", "2025年至2023年", "2025年至2023年 2025/2023"],
  ]);
});

describe("the machine's own texts", () => {
  table([
    ["tags", "<b>投资7000万元</b>&nbsp;", "7000万元 70000000 CNY"],
    ["a formula", "=HYPERLINK(1)投资7000万元", "7000万元 70000000 CNY"],
    ["quotes and commas", '投资"7000万元","', "7000万元 70000000 CNY"],
    ["JSON", '{"a":"投资7000万元"}', "7000万元 70000000 CNY"],
    ["addresses, numbers of telephones and versions", "192.168.1.1 0532-12345678 v1.2.3 .7.8 a7000@b.com"],
    ["nothing but stops", "。".repeat(5000)],
    ["nothing but blanks of all kinds", " \u3000\t\u00a0\u2003".repeat(1000)],
  ]);
});

describe("brackets and quotes by the thousand", () => {
  table([
    ["nested", `${"（".repeat(5000)}投资7000万元${"）".repeat(5000)}`, "7000万元 70000000 CNY"],
    ["opened and never closed", `${"（".repeat(20_000)}投资7000万元`, "7000万元 70000000 CNY"],
    ["closed and never opened", `${"）".repeat(20_000)}投资7000万元`, "7000万元 70000000 CNY"],
    ["crossed", `${"（《“".repeat(3000)}投资7000万元${"）》”".repeat(3000)}`, "7000万元 70000000 CNY"],
    ["quotes only", `${"“”".repeat(10_000)}产量3吨`, "3吨 3 t"],
  ]);
});

test("the command reads them all in one run: status 0, no message, every record of each", async () => {
  expect(texts.length).toBeGreaterThanOrEqual(80);
  // As JSONL, which can hold half a character and a NUL.
  const lines = texts.map((text, at) => `${JSON.stringify({ id: `d${at}`, text, date: "2023-11-22" })}\n`);
  const { stdout, stderr, status } = await runHere(
    ["--from", "jsonl", "--format", "jsonl", "--columns", "doc,text,start,end,rule", "-"],
    Readable.from(lines.map((line) => Buffer.from(line))),
  );
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const records = texts.flatMap((text, at) => extractor.extract({ id: `d${at}`, text, date: "2023-11-22" }));
  const written = stdout.trimEnd().split("\n");
  expect(written).toEqual(
    records.map(({ doc, text, start, end, rule }) => JSON.stringify({ doc, text, start, end, rule })),
  );
}, 120_000);
