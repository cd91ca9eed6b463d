import { Chalk, type ChalkInstance } from "chalk";
import Table from "cli-table3";
import stringWidth from "string-width";
import { DECIMAL_COLUMNS } from "../record.js";
import { cellText } from "./cell.js";
import { INTEGER_COLUMNS } from "./columns.js";
import { visible } from "./visible.js";
import type { Row, TextWriter, WriterOptions } from "./writer.js";

/** What a reader at a terminal wants of each kind; the other columns are for files. */
const SHOWN_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  quantity: ["text", "value", "unit", "indicator", "subject", "period", "change", "modality"],
  date: ["text", "timex", "start_date", "end_date", "date_type"],
  org: ["text", "name", "org_type", "org_id"],
};
const SHOWN_OF_OTHERS = ["text", "name", "number", "value", "unit", "dimension", "indicator", "subject", "period"];

const GAP = "  ";
/** Columns that may be shortened: half a name still helps, half a number lies. */
const PROSE: ReadonlySet<string> = new Set([
  ...["doc", "title", "text", "indicator", "subject", "period", "period_text", "name", "sentence", "rule"],
]);
/** Below this a shortened column says little; a table that cannot give it to each loses columns or turns into blocks. */
const LEAST_PROSE = 8;
const RIGHT_ALIGNED: ReadonlySet<string> = new Set([...DECIMAL_COLUMNS, ...INTEGER_COLUMNS]);

/**
 * Aligned tables for a person: under each document one table a kind, or with chosen columns one for all.
 * Cells are shortened to fit the width; control characters of the text never reach the terminal.
 */
export function tableWriter({ columns: chosen, width, color, labelOf }: WriterOptions): TextWriter {
  const look: Look = { style: new Chalk({ level: color ? 1 : 0 }), labelOf };
  return {
    hasHeader: false,
    before: () => "",
    between: "\n",
    document(rows, kept) {
      if (rows.length === 0) return "";
      const parts = [formatHeading(rows, look)];
      if (chosen !== null) {
        const columns = [...chosen, ...kept];
        const widths = fitColumns(rows, columns, width, look);
        parts.push(widths === null ? formatBlocks(rows, columns, look) : formatTable(rows, columns, widths, look));
      } else {
        for (const [kind, members] of groupByKind(rows)) {
          const columns = shownColumns(kind, members, kept);
          let widths = fitColumns(members, columns, width, look);
          while (widths === null && columns.length > 1) {
            columns.pop();
            widths = fitColumns(members, columns, width, look);
          }
          const table = formatTable(members, columns, widths ?? [LEAST_PROSE], look);
          parts.push(`${look.style.bold.cyan(labelOf(kind))}\n${table}`);
        }
      }
      return parts.join("\n");
    },
    after: (isEmpty) => (isEmpty ? "no records\n" : ""),
  };
}

interface Look {
  readonly style: ChalkInstance;
  readonly labelOf: (name: string) => string;
}

/** The document's name, or how many there are where rows of several were sorted together; and what was found. */
function formatHeading(rows: readonly Row[], { style, labelOf }: Look): string {
  const documents = distinct("doc", rows);
  const name = documents.length === 1 ? String(documents[0]) : `${documents.length} documents`;
  const kinds = groupByKind(rows).map(([kind, members]) => `${members.length} ${labelOf(kind)}`);
  const found = rows.some(({ kind }) => kind === undefined) ? `${rows.length} rows` : kinds.join(", ");
  return `${style.bold(visible(name, " "))}${GAP}${style.dim(found)}\n`;
}

/** The kind's own columns that some row fills; the document and the article where there is more than one. */
function shownColumns(kind: string, rows: readonly Row[], kept: readonly string[]): string[] {
  const wanted = [...(SHOWN_OF_KIND[kind] ?? SHOWN_OF_OTHERS), ...kept];
  const filled = wanted.filter((column) => rows.some((row) => shownCell(column, row) !== ""));
  return [
    ...(distinct("doc", rows).length > 1 ? ["doc"] : []),
    ...(rows.some((row) => row.article !== 1) ? ["article"] : []),
    ...filled,
  ];
}

function distinct(column: string, rows: readonly Row[]): readonly unknown[] {
  return [...new Set(rows.map((row) => row[column]))];
}

function groupByKind(rows: readonly Row[]): [string, Row[]][] {
  const groups = new Map<string, Row[]>(Object.keys(SHOWN_OF_KIND).map((kind) => [kind, []]));
  for (const row of rows) {
    const kind = String(row.kind);
    const members = groups.get(kind);
    if (members === undefined) groups.set(kind, [row]);
    else members.push(row);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}

function formatTable(
  rows: readonly Row[],
  columns: readonly string[],
  widths: readonly number[],
  { style, labelOf }: Look,
): string {
  const table = new Table({
    head: columns.map((column) => visible(labelOf(column), " ")),
    colWidths: [...widths],
    colAligns: columns.map((column) => (RIGHT_ALIGNED.has(column) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    chars: {
      ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
      ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
      ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: GAP },
    },
  });
  table.push(...rows.map((row) => columns.map((column) => shownCell(column, row))));
  const lines = table.toString().split("\n");
  return lines.map((line, index) => `${index === 0 ? style.dim(line.trimEnd()) : line.trimEnd()}\n`).join("");
}

/**
 * The width of each column, taken from the widest prose columns until all fit.
 * Null where they do not fit even so.
 */
function fitColumns(
  rows: readonly Row[],
  columns: readonly string[],
  width: number | null,
  { labelOf }: Look,
): number[] | null {
  const widths = columns.map((column) =>
    rows.reduce(
      (widest, row) => Math.max(widest, stringWidth(shownCell(column, row))),
      stringWidth(visible(labelOf(column), " ")),
    ),
  );
  if (width === null) return widths;
  let excess = widths.reduce((sum, one) => sum + one, GAP.length * (columns.length - 1)) - width;
  while (excess > 0) {
    const prose = widths.map((one, index) => (PROSE.has(columns[index] ?? "") ? one : 0));
    const widest = Math.max(...prose);
    if (widest <= LEAST_PROSE) return null;
    widths[prose.indexOf(widest)] = widest - 1;
    excess--;
  }
  return widths;
}

function shownCell(column: string, row: Row): string {
  return visible(cellText(column, row[column]), "");
}

/** One line a column, for more columns than the terminal has room for. */
function formatBlocks(rows: readonly Row[], columns: readonly string[], { style, labelOf }: Look): string {
  const labels = new Map(columns.map((column) => [column, visible(labelOf(column), " ")]));
  const nameWidth = Math.max(...[...labels.values()].map((label) => stringWidth(label)));
  const formatLine = (column: string, row: Row): string => {
    const cell = shownCell(column, row);
    const label = labels.get(column) ?? column;
    return cell === "" ? "" : `${style.dim(label + " ".repeat(nameWidth - stringWidth(label)))}${GAP}${cell}\n`;
  };
  return rows.map((row) => columns.map((column) => formatLine(column, row)).join("")).join("\n");
}
