import type { Buffer } from "node:buffer";
import { isProbablyReaderable, Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { TishuError } from "../errors.js";
import { type DecodedText, decodeText, encodingOfMark, encodingOfName } from "./decode.js";
import { type DomNode, domToText, isBlock, walk } from "./dom-text.js";
import type { Reader, ReadOptions, Source } from "./reader.js";
import { toReferenceDate } from "./reference-date.js";
import { readWhole, type WholeText, warnOfGuess } from "./text.js";

/** Reads a web page: its article if it has one, else all of its text but menus and the like. */
export const readHtml: Reader = (source, options, report) =>
  readWhole(source, options, async (bytes) => {
    const decoded = await decodePage(bytes, source, options);
    warnOfGuess(decoded, source, report);
    return extractPage(decoded.text);
  });

/** Bytes that are looked through for what the page says of its encoding: browsers take 1024, but some are later. */
const HEAD = 4096;
const DECLARED = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]+)/i;

/**
 * Decodes a page by what the user says, its byte order mark, its being UTF-8, or what the page says of itself, in this
 * order: a page that says it is GBK and is UTF-8 has been converted since.
 */
async function decodePage(bytes: Buffer, { name }: Source, { encoding }: ReadOptions): Promise<DecodedText> {
  if (encoding !== null) return decodeText(bytes, name, { encoding });
  const found = DECLARED.exec(bytes.toString("latin1", 0, HEAD));
  const declared = found === null ? null : encodingOfName(found[1] ?? found[2] ?? "");
  const isMarked = encodingOfMark(bytes) !== null;
  if (isMarked || declared === null || declared.startsWith("utf-")) return decodeText(bytes, name);
  const asUtf8 = await decodeText(bytes, name, { encoding: "utf-8" }).catch((error: unknown) => {
    if (!(error instanceof TishuError)) throw error;
    return null;
  });
  return asUtf8 ?? decodeText(bytes, name, { encoding: declared });
}

/** With more elements, or deeper nested, finding the article takes too long; the text of the page is had all the same. */
const MOST_ELEMENTS = 20_000;
const DEEPEST = 100;
/** Characters of a paragraph that may be an article's: of Chinese, not of English, for which 140 are usual. */
const FEWEST_CHARACTERS = 20;
const LOWEST_SCORE = 8;
/** Characters that make an article for sure. */
const ARTICLE = 120;

/** The text of a page, and the day on which it says that it was published. */
export function extractPage(html: string): WholeText {
  const document = parsePage(html);
  if (!isSmall(document.documentElement)) return { text: domToText(document.documentElement, { isPage: true }) };
  const date = publishedDate(document);
  const title = headline(document);
  const content = findArticle(document);
  if (content !== "") return { text: withHeadline(content, title), date };
  // Looking for the article has changed the document.
  return { text: domToText(parsePage(html).documentElement, { isPage: true }), date };
}

/** The text of the page's article, or nothing. The document is no more what it was. */
function findArticle(document: PageDocument): string {
  if (!isProbablyReaderable(document, { minContentLength: FEWEST_CHARACTERS, minScore: LOWEST_SCORE })) return "";
  markTables(document);
  const options = { charThreshold: ARTICLE, serializer: (node: unknown) => node as DomNode };
  try {
    const content = new Readability<DomNode>(document, options).parse()?.content;
    return content == null ? "" : domToText(content, { isPage: false });
  } catch (error) {
    // It expects what a browser makes of a page; of a broken one linkedom may make something else.
    if (!(error instanceof TypeError)) throw error;
    return "";
  }
}

/** linkedom takes the first element of what has no `html` for the whole document. */
function parsePage(html: string): PageDocument {
  const page = html.replace(LONG_BLANKS, (blanks) => (blanks.includes("\n") ? "\n" : " ")).replace(LONG_CLASS, "");
  const shallow = nestsTooDeep(page) ? flatten(page) : page;
  const whole = /<html[\s>]/i.test(shallow) ? withBody(shallow) : `<!doctype html><html><body>${shallow}</body></html>`;
  return parseHTML(whole).document as unknown as PageDocument;
}

/** HTML does not ask for the tag of the body, Readability does, and linkedom makes none. */
function withBody(html: string): string {
  if (/<body[\s>]/i.test(html)) return html;
  const before = /<\/head\s*>/i.exec(html) ?? /<html(?:\s[^>]*)?>/i.exec(html);
  if (before === null) return html;
  const at = before.index + before[0].length;
  return `${html.slice(0, at)}<body>${html.slice(at)}`;
}

/** linkedom and its like take time in the square of a run of blanks in an attribute, and cannot hold so many classes. */
const LONG_BLANKS = /[ \t\n\r\f]{200,}/g;
const LONG_CLASS = /\sclass\s*=\s*(?:"[^"]{10000,}"|'[^']{10000,}')/gi;

/** The parser looks through all that is open at each tag: with more it would take time in the square of the length. */
const MOST_OPEN = 10_000;
const TAG = /<(\/?)([a-z][^\s/>]*)[^>]*>?/gi;
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** What stands in these is no markup, and no text of the page either. */
const RAW = new Set("script style textarea title".split(" "));

/** Whether more elements may be open at a time; those that close by themselves are counted as open. */
function nestsTooDeep(html: string): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, tag = ""] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = tag.toLowerCase();
    if (VOID.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (slash === "") {
      open.set(name, count + 1);
      if (++depth > MOST_OPEN) return true;
    } else if (count > 0) {
      open.set(name, count - 1);
      depth--;
    }
  }
  return false;
}

/** The page without its elements: line breaks where its blocks begin and end. */
function flatten(html: string): string {
  return html.replace(TAG, (whole, _slash, tag: string) => {
    const name = tag.toLowerCase();
    return RAW.has(name) ? whole : isBlock(name) || name === "br" ? "<br>" : "";
  });
}

/** As much of a document as is used here; `types` of the DOM are not among those of the project. */
interface PageDocument {
  readonly documentElement: DomNode;
  querySelectorAll(selector: string): Iterable<DomNode & { setAttribute(name: string, value: string): void }>;
}

function isSmall(root: DomNode): boolean {
  let elements = 0;
  let depth = 0;
  let deepest = 0;
  walk(
    root,
    (node) => {
      if (node.nodeType !== 1) return false;
      elements++;
      depth++;
      deepest = Math.max(deepest, depth);
      return elements <= MOST_ELEMENTS;
    },
    () => {
      depth--;
    },
  );
  return elements <= MOST_ELEMENTS && deepest <= DEEPEST;
}

/** Readability takes a small table for a way to lay out the page and may drop it; `summary` tells it that it is none. */
function markTables(document: PageDocument): void {
  for (const table of document.querySelectorAll("table")) {
    if (/\d/.test(table.textContent ?? "")) table.setAttribute("summary", "data");
  }
}

/** The headline: the page's one `h1`, else what it says of itself to those who link to it. */
function headline(document: PageDocument): string {
  const heads = Array.from(document.querySelectorAll("h1"), (head) => oneLine(head.textContent)).filter(Boolean);
  const [only] = heads;
  if (only !== undefined && new Set(heads).size === 1) return only;
  return contentOf(document, ["og:title", "ArticleTitle"]) ?? "";
}

function withHeadline(content: string, title: string): string {
  const opening = oneLine(content.slice(0, title.length * 3 + 100));
  return title === "" || opening.includes(title) ? content : `${title}\n\n${content}`;
}

/** What pages call the day of publication; PubDate is that of the standard for sites of the government. */
const PUBLISHED = ["article:published_time", "PubDate", "publishdate", "og:release_date", "datePublished"];

/** Where pages print that day, above the text or below it, and how long what stands there is at most. */
const PLACES_OF_DAY = /(?:^|[\s_-])(?:pub|publish|published|pubtime|pubdate|time|date|info|source|meta)(?:[\s_-]|$)/i;
const LONGEST_PLACE = 80;
/** A day with any signs between its parts. */
const PRINTED_DAY = /(?<!\d)((?:19|20)\d{2})\D(\d{1,2})\D(\d{1,2})(?!\d)/;

function publishedDate(document: PageDocument): string | null {
  const stated = contentOf(document, PUBLISHED);
  const date = stated === null ? null : toReferenceDate(stated);
  if (date !== null) return date;
  for (const place of document.querySelectorAll("time,span,div,p,em,i,li")) {
    const isTime = place.nodeName.toLowerCase() === "time";
    const names = `${place.getAttribute?.("class") ?? ""} ${place.getAttribute?.("id") ?? ""}`;
    if (!isTime && !PLACES_OF_DAY.test(names)) continue;
    const text = oneLine(place.textContent);
    if (text.length > LONGEST_PLACE) continue;
    const [, year, month, day] = PRINTED_DAY.exec((isTime && place.getAttribute?.("datetime")) || text) ?? [];
    const printed = year === undefined ? null : toReferenceDate(`${year}-${month}-${day}`);
    if (printed !== null) return printed;
  }
  return null;
}

/** The content of the first `meta` with one of these names. */
function contentOf(document: PageDocument, names: readonly string[]): string | null {
  const contents = new Map<string, string>();
  for (const meta of document.querySelectorAll("meta[content]")) {
    const name =
      meta.getAttribute?.("property") ?? meta.getAttribute?.("name") ?? meta.getAttribute?.("itemprop") ?? "";
    if (!contents.has(name.toLowerCase()))
      contents.set(name.toLowerCase(), oneLine(meta.getAttribute?.("content") ?? ""));
  }
  return (
    names.map((name) => contents.get(name.toLowerCase())).find((content) => content !== undefined && content !== "") ??
    null
  );
}

function oneLine(text: string | null): string {
  return (text ?? "").replace(/\s+/g, " ").trim();
}
