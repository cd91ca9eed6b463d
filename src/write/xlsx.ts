import { PassThrough } from "node:stream";
import ExcelJS from "exceljs";
import { COLUMNS, DECIMAL_COLUMNS } from "../record.js";
import { cellText, decimalText } from "./cell.js";
import { columnsOfKind, DAY_COLUMNS, INTEGER_COLUMNS } from "./columns.js";
import type { DocumentRows, Row, RowStream, WriterOptions } from "./writer.js";

/** Excel's own bounds. */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
const MOST_DIGITS = 15;
/** Before this day Excel counts a 29 February 1900 that never was. */
const FIRST_DAY = "1900-03-01";

/** The same bytes for the same records: a workbook and the files in it carry a time. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1));

/** Widths in characters of the default font, of which a Chinese one takes two. */
const WIDTHS: Readonly<Record<string, number>> = {
  ...{ doc: 24, title: 30, text: 22, indicator: 24, subject: 28, name: 32, sentence: 80, rule: 24 },
  ...{ number: 14, value: 14, low: 14, high: 14, level: 14, period: 24, period_text: 16, timex: 20 },
};
const WIDTH = 12;

/** The name of the sheet that holds the wide table, or that of a run that makes nothing else. */
const WIDE = "wide";

/**
 * A workbook: a sheet for each kind with the columns that it can fill, and the wide table. Numbers and days are typed
 * cells; a number of more digits than Excel keeps is text, so that none is lost.
 */
export async function* writeXlsx(documents: RowStream, options: WriterOptions): AsyncGenerator<Uint8Array> {
  const output = new PassThrough();
  const workbook = new ReproducibleWorkbook({ stream: output, useStyles: true, useSharedStrings: true });
  Object.assign(workbook, { creator: "tishu", lastModifiedBy: "tishu", created: NO_TIME, modified: NO_TIME });
  const filters: Filter[] = [];
  // Whatever goes wrong in the making of the file comes out where it is read.
  const failed = (error: Error): void => void output.destroy(error);
  const tables = makeTables(workbook, options, (filter) => filters.push(filter));
  for await (const batch of documents) {
    for (const document of batch) tables.add(document);
    for (let chunk = output.read(); chunk !== null; chunk = output.read()) yield chunk;
  }
  tables.finish();
  nameFilters(workbook, filters);
  workbook.commit().catch(failed);
  yield* output;
}

/** What exceljs does not declare of its writer. */
interface Inside {
  readonly zip: { append(source: unknown, entry: object): unknown };
}
type Workbook = ExcelJS.stream.xlsx.WorkbookWriter & Inside;

/** exceljs gives the entries of the archive no time, so that they would get the present one. */
class ReproducibleWorkbook extends (ExcelJS.stream.xlsx.WorkbookWriter as unknown as new (
  options: Partial<ExcelJS.stream.xlsx.WorkbookStreamWriterOptions>,
) => Workbook) {
  /** The first that the constructor adds. */
  override addThemes(): Promise<void> {
    const append = this.zip.append.bind(this.zip);
    this.zip.append = (source, entry) => append(source, { ...entry, date: NO_TIME });
    return super.addThemes();
  }
}

/** The cells of a sheet that its filter covers. */
interface Filter {
  /** 0-based, by the order of the sheets in the workbook. */
  readonly sheet: number;
  /** Such as `'quantity'!$A$1:$X$20`. */
  readonly range: string;
}

/** Excel names the cells of a filter, and LibreOffice shows none without that name; exceljs does not give it. */
function nameFilters(workbook: Workbook, filters: readonly Filter[]): void {
  const model = filters
    .toSorted((a, b) => a.sheet - b.sheet)
    .map(({ sheet, range }) => ({ name: "_xlnm._FilterDatabase", localSheetId: sheet, ranges: [range] }));
  Object.assign(workbook, { _definedNames: { model } });
}

interface Tables {
  add(document: DocumentRows): void;
  finish(): void;
}

function makeTables(workbook: Workbook, options: WriterOptions, onFilter: (filter: Filter) => void): Tables {
  const { columns, kinds, labelOf, wide } = options;
  const kept = new Set<string>();
  let isOpen = false;
  const sheets = new Map<string, Sheet>();
  let wideSheet: Sheet | null = null;
  const warn = warnOnce(options.onWarning);
  const nameSheet = uniqueSheetNames();
  const addSheet = (name: string, names: readonly string[]): Sheet =>
    makeSheet(workbook, labelOf(name), names, { labelOf, nameSheet, warn, onFilter });
  const sheetOf = (kind: string): Sheet => {
    const sheet = sheets.get(kind) ?? addSheet(kind, ofKind(kind));
    sheets.set(kind, sheet);
    return sheet;
  };
  const ofKind = (kind: string): readonly string[] => {
    const own = columnsOfKind(kind);
    const chosen = columns?.filter((name) => own.includes(name) || !known.has(name)) ?? own;
    return [...chosen, ...kept];
  };
  const open = (): void => {
    if (isOpen) return;
    isOpen = true;
    if (wide === null) wideSheet = addSheet(WIDE, [...(columns ?? []), ...kept]);
    else for (const kind of kinds) sheetOf(kind);
    // The wide table has columns of its own, which --columns does not name.
    if (wide !== null && columns === null && kinds.includes("quantity")) wideSheet = addSheet(WIDE, wide.columns);
  };
  return {
    add(document) {
      if (!isOpen) for (const column of document.kept) kept.add(column);
      open();
      for (const column of document.kept)
        if (!kept.has(column)) warn(`"${column}" is not in the input's first line, so it has no column`);
      if (wide !== null) for (const row of document.rows) sheetOf(String(row.kind)).add(row);
      if (wideSheet === null) return;
      for (const row of wide === null ? document.rows : wide.rowsOf(document.rows)) wideSheet.add(row);
    },
    finish() {
      open();
      for (const sheet of sheets.values()) sheet.finish();
      wideSheet?.finish();
    },
  };
}

const known: ReadonlySet<string> = new Set(COLUMNS);

interface Sheet {
  add(row: Row): void;
  finish(): void;
}

interface SheetOptions {
  readonly labelOf: (name: string) => string;
  readonly nameSheet: (name: string) => string;
  readonly warn: (message: string) => void;
  readonly onFilter: (filter: Filter) => void;
}

/** A sheet with a frozen header and a filter; what is more than a sheet can hold goes on in another. */
function makeSheet(
  workbook: Workbook,
  name: string,
  columns: readonly string[],
  { labelOf, nameSheet, warn, onFilter }: SheetOptions,
): Sheet {
  const open = (): ExcelJS.Worksheet => {
    const sheet = workbook.addWorksheet(nameSheet(name), {
      views: [{ state: "frozen", ySplit: 1, xSplit: 0 }],
    });
    sheet.columns = columns.map((column) => ({ width: WIDTHS[column] ?? WIDTH }));
    const header = sheet.addRow(columns.map((column) => textCell(labelOf(column))));
    header.font = { bold: true };
    header.commit();
    return sheet;
  };
  let sheet = open();
  let rows = 1;
  const close = (): void => {
    const last = sheet.getColumn(Math.max(1, columns.length)).letter;
    sheet.autoFilter = `A1:${last}${rows}`;
    onFilter({ sheet: sheet.id - 1, range: `'${sheet.name.replaceAll("'", "''")}'!$A$1:$${last}$${rows}` });
    sheet.commit();
  };
  return {
    add(row) {
      if (rows === MOST_ROWS) {
        close();
        sheet = open();
        rows = 1;
      }
      const cells = sheet.addRow([]);
      columns.forEach((column, index) => {
        const value = row[column];
        if (value === null || value === undefined || value === "") return;
        const cell = cells.getCell(index + 1);
        const typed = typedCell(column, value) ?? textOf(column, value, warn);
        cell.value = typed.value;
        if (typed.numFmt !== undefined) cell.numFmt = typed.numFmt;
      });
      cells.commit();
      rows++;
    },
    finish: close,
  };
}

interface TypedCell {
  readonly value: string | number | boolean | Date;
  readonly numFmt?: string;
}

/** The cell of a number or a day; null for what is text, or is more than a cell of that type can hold. */
function typedCell(column: string, value: unknown): TypedCell | null {
  if (DECIMAL_COLUMNS.has(column)) return numberCell(decimalText(value), true);
  if (INTEGER_COLUMNS.has(column)) return typeof value === "number" ? { value } : null;
  if (DAY_COLUMNS.has(column)) return dayCell(String(value));
  if (typeof value === "boolean") return { value };
  // A number of the input's own, kept.
  return typeof value === "number" && known.has(column) === false ? numberCell(String(value), false) : null;
}

/** @param grouped whether thousands are set apart */
function numberCell(digits: string | null, grouped: boolean): TypedCell | null {
  if (digits === null || !/^-?\d+(\.\d+)?$/.test(digits)) return null;
  const significant = digits.replace(/[-.]/g, "").replace(/^0+/, "");
  if (significant.length > MOST_DIGITS) return null;
  const decimals = digits.split(".")[1]?.length ?? 0;
  const whole = grouped ? "#,##0" : "0";
  return { value: Number(digits), numFmt: decimals === 0 ? whole : `${whole}.${"0".repeat(decimals)}` };
}

/** A day, or an instant without a zone. */
function dayCell(text: string): TypedCell | null {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?))?$/.exec(text) ?? [];
  if (day === undefined || day < FIRST_DAY) return null;
  const value = new Date(`${day}T${clock ?? "00:00"}Z`);
  if (Number.isNaN(value.getTime())) return null;
  return { value, numFmt: clock === undefined ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm" };
}

function textOf(column: string, value: unknown, warn: (message: string) => void): TypedCell {
  const text = cellText(column, value);
  if (text.length <= MOST_CHARACTERS) return { value: textCell(text) };
  warn(`a cell of "${column}" is longer than the ${MOST_CHARACTERS} characters that Excel allows and was cut`);
  return { value: textCell(`${text.slice(0, MOST_CHARACTERS - 1)}…`) };
}

/** Text as XML can hold it; `_x0041_` would be read as an escape. */
function textCell(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, "\uFFFD")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\uFFFD")
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
  );
}

/** Names as Excel allows for sheets: 31 characters, none of \ / ? * [ ] : and no two that differ in capitals alone. */
function uniqueSheetNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const stem = name.replace(/[\\/?*[\]:]/g, "-");
    let unique = stem.slice(0, 31);
    for (let count = 2; taken.has(unique.toLowerCase()); count++) {
      const ending = ` ${count}`;
      unique = stem.slice(0, 31 - ending.length) + ending;
    }
    taken.add(unique.toLowerCase());
    return unique;
  };
}

function warnOnce(onWarning: (message: string) => void): (message: string) => void {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    onWarning(message);
  };
}
