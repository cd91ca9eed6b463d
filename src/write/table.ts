import { Chalk, type ChalkInstance } from "chalk";
import Table from "cli-table3";
import stringWidth from "string-width";
import { DECIMAL_COLUMNS } from "../record.js";
import { cellText } from "./cell.js";
import { visible } from "./visible.js";
import type { RecordWriter, Row, WriterOptions } from "./writer.js";

/** What a reader at a terminal wants of each kind; the other columns are for files. */
const COLUMNS_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  quantity: ["text", "value", "unit", "indicator", "subject", "period", "change", "modality"],
  date: ["text", "timex", "start_date", "end_date", "date_type"],
  org: ["text", "name", "org_type", "org_id"],
};
const COLUMNS_OF_OTHERS = ["text", "name", "number", "value", "unit", "dimension", "indicator", "subject", "period"];

const GAP = "  ";
/** Columns that may be shortened: half a name still helps, half a number lies. */
const PROSE: ReadonlySet<string> = new Set([
  ...["doc", "title", "text", "indicator", "subject", "period", "period_text", "name", "sentence", "rule"],
]);
/** Below this a shortened column says little; a table that cannot give it to each loses columns or turns into blocks. */
const LEAST_PROSE = 8;
const RIGHT_ALIGNED: ReadonlySet<string> = new Set([...DECIMAL_COLUMNS, "start", "end", "org_id", "article"]);

/**
 * Aligned tables for a person: under each document one table a kind, or with chosen columns one for all.
 * Cells are shortened to fit the width; control characters of the text never reach the terminal.
 */
export function tableWriter(options: WriterOptions): RecordWriter {
  const style = new Chalk({ level: options.color ? 1 : 0 });
  let documents = 0;
  return {
    document(rows, kept) {
      const first = rows[0];
      if (first === undefined) return "";
      const parts = [`${style.bold(visible(String(first.doc), " "))}${GAP}${style.dim(countKinds(rows))}\n`];
      if (options.columns !== null) {
        const columns = [...options.columns, ...kept];
        const widths = fitColumns(rows, columns, options.width);
        parts.push(widths === null ? formatBlocks(rows, columns, style) : formatTable(rows, columns, widths, style));
      } else {
        for (const [kind, members] of groupByKind(rows)) {
          const columns = columnsOfKind(kind, members, kept);
          let widths = fitColumns(members, columns, options.width);
          while (widths === null && columns.length > 1) {
            columns.pop();
            widths = fitColumns(members, columns, options.width);
          }
          parts.push(`${style.bold.cyan(kind)}\n${formatTable(members, columns, widths ?? [LEAST_PROSE], style)}`);
        }
      }
      documents++;
      return (documents > 1 ? "\n" : "") + parts.join("\n");
    },
    end: () => (documents === 0 ? "no records\n" : ""),
  };
}

/** The kind's own columns that some row fills; the article where there is more than one. */
function columnsOfKind(kind: string, rows: readonly Row[], kept: readonly string[]): string[] {
  const wanted = [...(COLUMNS_OF_KIND[kind] ?? COLUMNS_OF_OTHERS), ...kept];
  const filled = wanted.filter((column) => rows.some((row) => shownCell(column, row) !== ""));
  return rows.some((row) => row.article !== 1) ? ["article", ...filled] : filled;
}

function groupByKind(rows: readonly Row[]): [string, Row[]][] {
  const groups = new Map<string, Row[]>(Object.keys(COLUMNS_OF_KIND).map((kind) => [kind, []]));
  for (const row of rows) {
    const kind = String(row.kind);
    const members = groups.get(kind);
    if (members === undefined) groups.set(kind, [row]);
    else members.push(row);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}

function countKinds(rows: readonly Row[]): string {
  if (rows.some(({ kind }) => kind === undefined)) return `${rows.length} rows`;
  return groupByKind(rows)
    .map(([kind, members]) => `${members.length} ${kind}`)
    .join(", ");
}

function formatTable(
  rows: readonly Row[],
  columns: readonly string[],
  widths: readonly number[],
  style: ChalkInstance,
): string {
  const table = new Table({
    head: [...columns],
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
function fitColumns(rows: readonly Row[], columns: readonly string[], width: number | null): number[] | null {
  const widths = columns.map((column) =>
    Math.max(stringWidth(column), ...rows.map((row) => stringWidth(shownCell(column, row)))),
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
function formatBlocks(rows: readonly Row[], columns: readonly string[], style: ChalkInstance): string {
  const nameWidth = Math.max(...columns.map((column) => stringWidth(column)));
  const formatLine = (column: string, row: Row): string => {
    const cell = shownCell(column, row);
    return cell === "" ? "" : `${style.dim(column.padEnd(nameWidth))}${GAP}${cell}\n`;
  };
  return rows.map((row) => columns.map((column) => formatLine(column, row)).join("")).join("\n");
}
