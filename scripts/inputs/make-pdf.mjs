// Makes the PDF files in tests/data/inputs: pages printed by Chromium, and small ones written by hand for what
// Chromium does not make. Run after a change: node scripts/inputs/make-pdf.mjs [path of chromium]
import { writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const out = new URL("../../tests/data/inputs/", import.meta.url);

const BRIEF = `
  <h1>澜湾港务集团三季度经营情况</h1>
  <p>澜湾港务集团10月20日公布，今年前三季度实现营业收入46.8亿元，同比增长8.2%，净利润5.31亿元，同比增长12.6%。</p>
  <p>集团今年计划完成投资18亿元，新建15万吨级泊位两个，年通过能力2200万吨，预计2025年6月投产。</p>
  <table><tr><th>货类</th><th>吞吐量（万吨）</th><th>同比（%）</th></tr>
  <tr><td>粮食</td><td>3210</td><td>4.1</td></tr><tr><td>矿石</td><td>2605</td><td>-1.3</td></tr></table>`;

/** @param {string} size */
const style = (size) =>
  `<style>@page{size:${size};margin:18mm 16mm}body{font:11pt/1.7 "Noto Serif CJK SC";text-align:justify}
  h1{font-size:18pt;text-align:center}p{text-indent:2em;margin:0}td,th{border:1px solid;padding:2pt 14pt}</style>`;

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();
/** @param {string} name @param {string} html */
const print = async (name, html) => {
  await page.setContent(`<!doctype html><html lang="zh-CN"><meta charset="utf-8">${html}</html>`);
  writeFileSync(new URL(name, out), await page.pdf({ preferCSSPageSize: true }));
};
await print("brief.pdf", style("A5") + BRIEF);
await browser.close();

/**
 * A PDF of these objects, numbered from 1; the first is the catalog.
 * @param {readonly string[]} objects
 */
function pdf(objects, trailer = "") {
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) text += `${String(offset).padStart(10, "0")} 00000 n \n`;
  return `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${xref}\n%%EOF\n`;
}

/** @param {string} content */
const stream = (content) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
/** @param {string} content */
const onePage = (content, resources = "<< >>") => [
  "<< /Type /Catalog /Pages 2 0 R >>",
  "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources ${resources} >>`,
  stream(content),
];

/** Text with a font that is not embedded and in UTF-16: what a page printer of a newspaper may make. */
const SONG = [
  "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
  "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
  "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
];
/** @param {string} text */
const hex = (text) => Buffer.from(text, "utf16le").swap16().toString("hex");
/** @typedef {readonly [text: string, x: number, y: number, size: number]} Line */
/** @param {Line} line */
const show = ([text, x, y, size]) => `BT /F1 ${size} Tf ${x} ${y} Td <${hex(text)}> Tj ET`;
/**
 * Pages of lines, y from the foot.
 * @param {readonly (readonly Line[])[]} pages
 */
const typeset = (pages) =>
  pdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${6 + 2 * i} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    ...SONG,
    ...pages.flatMap((lines, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents ${7 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      stream(lines.map(show).join("\n")),
    ]),
  ]);
/**
 * Breaks paragraphs into lines of so many characters, the first of each two less, from the top of a column down.
 * @param {readonly string[]} paragraphs @param {number} x @param {number} top @param {number} length @param {number} size
 * @returns {Line[]}
 */
const column = (paragraphs, x, top, length, size) => {
  const lines = paragraphs.flatMap((text) => {
    /** @type {[string, number][]} */
    const broken = [[text.slice(0, length - 2), x + 2 * size]];
    for (let at = length - 2; at < text.length; at += length) broken.push([text.slice(at, at + length), x]);
    return broken;
  });
  return lines.map(([text, left], index) => [text, left, top - index * size * 1.5, size]);
};

const LEFT = [
  "近日，云岭县粮食和物资储备中心对外发布，今年全县夏粮收购量达到二十一点四万吨，比上年增加一点七万吨，优质小麦占比提高到六成五。",
  "中心负责人介绍，收购期间全县设收购网点八十六个，兑付农户粮款五点二亿元，日均接待农户一千三百人次。",
];
const RIGHT = [
  "另据县农业农村局统计，全县秋粮播种面积稳定在五十八万亩，其中玉米三十六万亩、大豆十二万亩。",
  "下一步，云岭县将投资八千六百万元改造提升高标准农田六万亩。",
];
writeFileSync(
  new URL("columns.pdf", out),
  typeset([
    [
      ["云岭县夏粮收购量增质优", 111, 540, 18],
      ...column(LEFT, 40, 500, 15, 10),
      ...column(RIGHT, 220, 500, 15, 10),
      ["本版稿件由编辑部整理，转载须注明出处，联系电话见本报第一版报头下方。", 40, 300, 10],
    ],
  ]),
);
/** A text over three pages, in the middle of a sentence, with a head and a number on each. */
const LONG = column([LEFT.join("") + RIGHT.join(""), ...LEFT, ...RIGHT], 40, 0, 34, 10);
const perPage = Math.ceil(LONG.length / 3);
/** @param {number} page @returns {Line[]} */
const pageOf = (page) => {
  const lines = LONG.slice(page * perPage, (page + 1) * perPage);
  return [
    ["云岭农情简报", 180, 570, 8],
    ...lines.map(([text, x], row) => /** @type {Line} */ ([text, x, 530 - row * 15, 10])),
    [`— ${page + 7} —`, 195, 25, 8],
  ];
};
writeFileSync(new URL("pages.pdf", out), typeset([0, 1, 2].map(pageOf)));

// Text in GBK with a font that is not embedded, as Word and WPS wrote it: needs the tables of pdf.js.
const gbk = "CDB6D7CA37303030CDF2D4AAA3ACCDACB1C8D4F6B3A4342E3725A1A3"; // 投资7000万元，同比增长4.7%。
writeFileSync(
  new URL("gbk.pdf", out),
  pdf([
    ...onePage(`BT /F1 12 Tf 20 150 Td <${gbk}> Tj ET`, "<< /Font << /F1 5 0 R >> >>"),
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
  ]),
);
// A picture and nothing else.
writeFileSync(new URL("scan.pdf", out), pdf(onePage("0.9 g 10 10 280 180 re f")));
// The password is none that anybody knows.
const secret = "0123456789abcdef".repeat(4);
writeFileSync(
  new URL("locked.pdf", out),
  pdf(
    [...onePage("BT ET"), `<< /Filter /Standard /V 1 /R 2 /O <${secret}> /U <${secret}> /P -4 >>`],
    `/Encrypt 5 0 R /ID [<${secret.slice(0, 32)}> <${secret.slice(0, 32)}>] `,
  ),
);
