import { beginsWide, endsWide } from "./wide.js";

/** As much of the DOM as is walked here; both linkedom's and a browser's have it. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly textContent: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  getAttribute?(name: string): string | null;
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/** Elements that an empty line parts from what is around them, and those that a line break does. */
const APART = new Set(
  "address article blockquote body dl figure h1 h2 h3 h4 h5 h6 hr main ol p pre section table ul".split(" "),
);
const ON_LINES = new Set(
  "aside caption center dd details div dt fieldset figcaption footer form header legend li nav summary tbody tfoot thead tr".split(
    " ",
  ),
);
const CELLS = new Set(["td", "th"]);
/** Elements that hold no text of the page. */
const UNSEEN = new Set(
  "audio button canvas datalist embed head iframe input link map meta meter noframes noscript object option progress rp rt script select style svg template textarea title video".split(
    " ",
  ),
);
/** What surrounds the text of a page. */
const SURROUNDINGS = new Set(["aside", "dialog", "footer", "menu", "nav"]);
const ROLES_OF_SURROUNDINGS = new Set(["navigation", "search", "contentinfo", "complementary", "menu", "menubar"]);

const CLASSES_OF_SURROUNDINGS =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|menus|breadcrumbs?|sidebar|footer|copyright|pager|pagination|share)(?:[\s_-]|$)/i;

/** Whether an element of this name begins and ends a line. */
export function isBlock(name: string): boolean {
  return APART.has(name) || ON_LINES.has(name) || CELLS.has(name);
}

/** A row with a longer cell is a way to lay out a page and no row of a table. */
const LONGEST_CELL = 300;

export interface DomTextOptions {
  /** Whether menus, footers and the like are left out. */
  readonly isPage: boolean;
}

/**
 * The text that a reader sees: blocks as lines, paragraphs with an empty line between, a table's row as a line with
 * tabs between its cells, blanks as a browser draws them but for a line break between two Han characters, which is
 * none. Goes on without calling itself, so that no nesting is too deep.
 */
export function domToText(root: DomNode, options: DomTextOptions): string {
  const text = new TextSoFar();
  /** The rows that are written as one line, innermost last; and the `pre` elements around. */
  const rows: DomNode[] = [];
  let cells = 0;
  /** Columns that the cell before takes. */
  let spanned = 1;
  let pre = 0;
  const enter = (node: DomNode): boolean => {
    if (node.nodeType === TEXT || node.nodeType === CDATA) {
      if (pre > 0 && rows.length === 0) text.addVerbatim(node.nodeValue ?? "");
      else text.add(node.nodeValue ?? "");
      return false;
    }
    if (node.nodeType !== ELEMENT) return node.firstChild !== null;
    const name = node.nodeName.toLowerCase();
    if (UNSEEN.has(name) || isHidden(node) || (options.isPage && isSurrounding(name, node))) return false;
    if (name === "sup") {
      const raised = raise((node.textContent ?? "").trim());
      if (raised !== null) {
        text.add(raised);
        return false;
      }
    }
    if (name === "br") text.breakLine(rows.length > 0);
    else if (name === "pre") pre++;
    if (rows.length > 0) {
      if (CELLS.has(name) && node.parentNode === rows.at(-1)) {
        for (let column = cells === 0 ? 1 : 0; column < spanned; column++) text.addTab();
        cells++;
        spanned = columnsOf(node);
      } else if (APART.has(name) || ON_LINES.has(name)) text.endLine(true);
    } else if (name === "tr" && isRow(node)) {
      text.endLine(false);
      rows.push(node);
      cells = 0;
      spanned = 1;
    } else if (APART.has(name)) text.endParagraph();
    else if (ON_LINES.has(name) || CELLS.has(name)) text.endLine(false);
    return true;
  };
  const leave = (node: DomNode): void => {
    const name = node.nodeName.toLowerCase();
    if (name === "pre") pre--;
    if (rows.at(-1) === node) {
      rows.pop();
      text.endLine(false);
    } else if (rows.length > 0) {
      if (APART.has(name) || ON_LINES.has(name)) text.endLine(true);
    } else if (APART.has(name)) text.endParagraph();
    else if (ON_LINES.has(name) || CELLS.has(name)) text.endLine(false);
  };
  walk(root, enter, leave);
  return text.toString();
}

/**
 * Visits the nodes below `root`, and it, in the order of the document.
 * @param enter says whether to go into the node; `leave` is called for those gone into
 */
export function walk(root: DomNode, enter: (node: DomNode) => boolean, leave: (node: DomNode) => void): void {
  for (let node: DomNode = root; ; ) {
    const child = enter(node) ? node.firstChild : undefined;
    if (child != null) {
      node = child;
      continue;
    }
    if (child === null) leave(node);
    while (node !== root && node.nextSibling === null) {
      const parent = node.parentNode;
      if (parent === null) return;
      node = parent;
      leave(node);
    }
    if (node === root || node.nextSibling === null) return;
    node = node.nextSibling;
  }
}

/** A table has no more columns that anybody would read. */
const MOST_COLUMNS = 100;

function columnsOf(cell: DomNode): number {
  const columns = Number(cell.getAttribute?.("colspan") ?? 1);
  return Number.isInteger(columns) && columns > 1 ? Math.min(columns, MOST_COLUMNS) : 1;
}

function isHidden(node: DomNode): boolean {
  if (node.getAttribute === undefined) return false;
  if (node.getAttribute("hidden") !== null || node.getAttribute("aria-hidden") === "true") return true;
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(node.getAttribute("style") ?? "");
}

function isSurrounding(name: string, node: DomNode): boolean {
  if (SURROUNDINGS.has(name) || ROLES_OF_SURROUNDINGS.has(node.getAttribute?.("role") ?? "")) return true;
  const names = `${node.getAttribute?.("class") ?? ""} ${node.getAttribute?.("id") ?? ""}`;
  return CLASSES_OF_SURROUNDINGS.test(names);
}

/** Whether a `tr` is a row of figures and words: no table within, no cell as long as a paragraph. */
function isRow(row: DomNode): boolean {
  for (let cell = row.firstChild; cell !== null; cell = cell.nextSibling) {
    let length = 0;
    let hasTable = false;
    walk(
      cell,
      (node) => {
        if (node.nodeType === TEXT) length += (node.nodeValue ?? "").trim().length;
        hasTable ||= node.nodeName.toLowerCase() === "table";
        return !hasTable && length <= LONGEST_CELL;
      },
      () => {},
    );
    if (hasTable || length > LONGEST_CELL) return false;
  }
  return true;
}

const PLAIN_DIGITS = "0123456789+-";
const RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";

/** m² is no m2, and 10⁸ no 108. Null where it is no number. */
function raise(text: string): string | null {
  if (!/^[-+]?\d{1,3}$/.test(text)) return null;
  return Array.from(text, (digit) => RAISED_DIGITS[PLAIN_DIGITS.indexOf(digit)] ?? digit).join("");
}

const ASCII_BLANKS = /[ \t\n\r\f]+/g;

/** Not by a regular expression, which would look at a run of blanks from each of them. */
function withoutBlanksAtEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === " " || line[end - 1] === "\t") end--;
  return line.slice(0, end);
}

class TextSoFar {
  private readonly pieces: string[] = [];
  private last = "\n";
  /** A blank that waits for what comes after it; a line feed for a line break of the source. */
  private blank: "" | " " | "\n" = "";
  /** Line breaks that wait; two make an empty line. */
  private breaks = 0;

  /** Adds text with its blanks drawn together. */
  add(text: string): void {
    let at = 0;
    for (const { 0: blanks, index } of text.matchAll(ASCII_BLANKS)) {
      this.addWord(text.slice(at, index));
      const isBreak = blanks.includes("\n") || blanks.includes("\r");
      if (this.blank === "") this.blank = isBreak ? "\n" : " ";
      at = index + blanks.length;
    }
    this.addWord(text.slice(at));
  }

  /** Adds text with its blanks and line breaks as they are. */
  addVerbatim(text: string): void {
    if (text === "") return;
    this.writeBreaks();
    this.push(text);
  }

  /** Ends the line as `br` does. Within a row all is one line: there it makes a blank. */
  breakLine(isInRow: boolean): void {
    if (isInRow) this.blank = " ";
    else this.breakTo(Math.min(2, this.breaks + 1));
  }

  /** Ends the line if something stands in it. */
  endLine(isInRow: boolean): void {
    if (isInRow) this.blank = " ";
    else this.breakTo(Math.max(1, this.breaks));
  }

  endParagraph(): void {
    this.breakTo(2);
  }

  addTab(): void {
    this.writeBreaks();
    this.push("\t");
  }

  toString(): string {
    const text = this.pieces.join("").split("\n").map(withoutBlanksAtEnd).join("\n");
    return text === "" ? "" : `${text}\n`;
  }

  private breakTo(breaks: number): void {
    this.breaks = breaks;
    this.blank = "";
  }

  private addWord(word: string): void {
    if (word === "") return;
    this.writeBreaks();
    // Between two wide characters a line break of the source is no blank.
    const isJoined = this.blank === "\n" && endsWide(this.last) && beginsWide(word);
    if (this.blank !== "" && !isJoined && !/[\n\t]$/.test(this.last)) this.pieces.push(" ");
    this.push(word);
  }

  private writeBreaks(): void {
    if (this.breaks > 0 && this.pieces.length > 0) this.push("\n".repeat(this.breaks));
    this.breaks = 0;
  }

  private push(piece: string): void {
    this.pieces.push(piece);
    this.last = piece;
    this.blank = "";
  }
}
