import { describe, expect, test } from "vitest";
import { extractPage } from "../../src/read/html.js";

const FILLER = "港务集团负责人表示，各作业区生产有序，航线结构持续优化，船舶在港时间进一步缩短，客户满意度稳步提高。";
const article = (content: string): string =>
  `<html><head><title>简报_某网</title></head><body><nav><a href="/">首页</a> 导航</nav><article><h1>港口简报</h1>
   <p>${FILLER}</p>${content}<p>${FILLER}</p></article><footer>版权所有</footer></body></html>`;

/** What stands in the middle of an article, and the lines that are read of it. */
test.each<[title: string, content: string, lines: readonly string[]]>([
  ["paragraphs", "<p>一段</p><p>二段</p>", ["一段", "", "二段"]],
  ["a line break", "<p>一行<br>二行</p>", ["一行", "二行"]],
  ["inline elements join", "<p>投资<b>3<i>.2</i></b><span>亿元</span></p>", ["投资3.2亿元"]],
  ["entities", "<p>A&amp;B&nbsp;&lt;5%&#25237;&#x8D44;&yen;</p>", ["A&B\u00a0<5%投资¥"]],
  ["blanks are drawn together", "<p>  port   of\n\t call </p>", ["port of call"]],
  [
    "a line break of the source between Han characters is none",
    "<p>货物\n   吞吐量，\r\n增长</p>",
    ["货物吞吐量，增长"],
  ],
  ["but between words it is a blank", "<p>Hong\nKong\n港</p>", ["Hong Kong 港"]],
  [
    "superscripts stay apart from what they raise",
    "<p>3万m<sup>2</sup>，10<sup>8</sup>次<sup>[1]</sup></p>",
    ["3万m²，10⁸次[1]"],
  ],
  [
    "a table: cells with tabs, rows as lines",
    "<table><tr><th>货类</th><th>万吨</th></tr><tr><td>煤炭</td><td>3<b>50</b></td></tr></table>",
    ["货类\t万吨", "煤炭\t350"],
  ],
  [
    "an empty cell keeps its column, and so does one that spans",
    "<table><tr><td></td><td>1</td><td></td><td>2</td></tr><tr><td colspan=3>计</td><td>3</td></tr></table>",
    ["\t1\t\t2", "计\t\t\t3"],
  ],
  [
    "blocks inside a cell are one line",
    "<table><tr><td><p>煤</p><p>炭</p></td><td>3<br>5</td></tr></table>",
    ["煤 炭\t3 5"],
  ],
  ["a list", "<ul><li>一</li><li>二<ul><li>三</li></ul></li></ul>", ["一", "二", "", "三"]],
  ["pre keeps its lines", "<pre>港口  3\n煤炭  5</pre>", ["港口  3", "煤炭  5"]],
  ["readings over characters", "<p><ruby>港<rp>(</rp><rt>gǎng</rt><rp>)</rp></ruby>口</p>", ["港口"]],
  [
    "scripts, styles, comments",
    "<p>一<script>二</script><style>三</style><!-- 四 -->五<noscript>六</noscript></p>",
    ["一五"],
  ],
  ["what is hidden", '<p>一<span style="display: none">二</span><span hidden>三</span>五</p>', ["一五"]],
])("%s", (_title, content, lines) => {
  expect(extractPage(article(content)).text).toBe(`港口简报\n\n${FILLER}\n\n${lines.join("\n")}\n\n${FILLER}\n`);
});

describe("which part of a page is read", () => {
  test("the article, with its headline in front where it stands outside", () => {
    const page = `<html><body><div class="header"><h1>港口简报</h1></div><div id="menu"><a>9家</a></div>
      <div class="content"><p>${FILLER}</p><p>${FILLER}</p><p>${FILLER}</p></div><div class="related"><a>5家</a></div></body></html>`;
    expect(extractPage(page).text).toBe(`港口简报\n\n${[FILLER, FILLER, FILLER].join("\n\n")}\n`);
  });

  test("without an article all but menus and the like", () => {
    const page = `<html><body><nav>首页</nav><header><h1>统计表</h1></header><div class="top-menu"><a>栏目</a></div>
      <table><tr><td>煤炭</td><td>3万吨</td></tr></table><aside>广告</aside><div role="navigation">路径</div><footer>电话</footer></body></html>`;
    expect(extractPage(page).text).toBe("统计表\n\n煤炭\t3万吨\n");
  });

  test.each<[string, string]>([
    ["a fragment", "<p>投资<b>3亿元</b>"],
    ["no tags at all", "投资3亿元"],
    ["a body without html", "<body><div>投资3亿元</div></body>"],
    ["html without a body", "<html><p>投资3亿元</p></html>"],
    ["tags that are not closed, or not opened", "</div><div><span>投资</b>3亿元</p></table>"],
    ["XHTML", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>投资3亿元</p></body></html>'],
    ["capitals", "<HTML><BODY><P>投资3亿元</P></BODY></HTML>"],
  ])("%s", (_title, page) => {
    expect(extractPage(page).text.trim()).toBe("投资3亿元");
  });

  test.each<[string, string | null]>([
    ['<meta property="article:published_time" content="2023-11-22T09:30:00+08:00">', "2023-11-22T09:30:00+08:00"],
    ['<meta name="PubDate" content="2023-11-22 09:30">', "2023-11-22T09:30"],
    ['<meta name="publishdate" content="2023-2-30">', null],
    ['<meta name="PubDate" content="soon"><div class="pub_time">2023年11月5日 09:30 来源：东岭网</div>', "2023-11-05"],
    ['<p><time datetime="2023-11-22T01:00Z">昨天</time></p>', "2023-11-22"],
    ['<div class="timeline">2023-11-22</div><div class="info">电话1234-56-78</div>', null],
    [`<div class="info">${"长".repeat(80)}2023-11-22</div>`, null],
    ["", null],
  ])("the day of publication: %s", (meta, date) => {
    expect(extractPage(`<html><head>${meta}</head><body><p>投资3亿元</p></body></html>`).date).toBe(date);
  });
});

describe("pages that are made to break readers", () => {
  test.each<[string, string, RegExp]>([
    ["100,000 elements side by side", "<p>投资3亿元</p>".repeat(100_000), /^(?:投资3亿元\n\n?){100000}$/],
    ["100,000 elements in each other", `${"<div>".repeat(100_000)}投资3亿元`, /^投资3亿元\n$/],
    ["100,000 that nothing closes", `${"<b>".repeat(100_000)}投资3亿元`, /^投资3亿元\n$/],
    ["tables in tables", `${"<table><tr><td>".repeat(3000)}投资3亿元`, /^投资3亿元\n$/],
    [
      "100,000 cells of one row",
      `<table><tr>${"<td>5</td>".repeat(100_000)}</tr></table>`,
      /^5(?:\n5){99999}\n$|^5(?:\t5){99999}\n$/,
    ],
    ["100,000 line breaks", `投资${"<br>".repeat(100_000)}3亿元`, /^投资\n\n3亿元\n$/],
    ["a long attribute", `<p title="${"x".repeat(1_000_000)}">投资3亿元</p>`, /^投资3亿元\n$/],
    ["100,000 entities", `<p>${"&#25237;".repeat(100_000)}</p>`, /^投{100000}\n$/],
    ["a tag that never ends", `投资3亿元<p ${"a ".repeat(100_000)}`, /^投资3亿元\n$/],
  ])("%s", (_title, page, text) => {
    expect(extractPage(page).text).toMatch(text);
  });
});
