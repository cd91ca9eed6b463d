import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { COLUMNS, DECIMAL_COLUMNS } from "../record.js";
import { cellText, decimalText } from "./cell.js";
import { DAY_COLUMNS, EXACT, INTEGER_COLUMNS } from "./columns.js";
import { makeHeader } from "./header.js";
import type { Row, RowStream, WriterOptions } from "./writer.js";

/** Rows of one row group: what is held in memory, and what a reader can skip. */
const GROUP = 20_000;

/** A column of the file: its type, and the value that a row has in it. */
interface ParquetColumn {
  readonly element: SchemaElement;
  readonly read: (row: Row) => number | string | null;
}

/**
 * One Parquet table. Numbers are DOUBLE or INT32 and days DATE, so that every reader computes with them; the digits of a
 * decimal and the words of a date stand, as in CSV, in a text column beside them.
 */
export async function* writeParquet(documents: RowStream, options: WriterOptions): AsyncGenerator<Uint8Array> {
  const header = makeHeader(options);
  const bytes = new ByteWriter();
  const groups: { writer: ParquetWriter; columns: readonly ParquetColumn[] }[] = [];
  const open = (kept: readonly string[]) => {
    const names = header.columnsWith(kept);
    const [known] = groups;
    if (known !== undefined) return known;
    const columns = columnsOf(names, options);
    const schema = [{ name: "root", num_children: columns.length }, ...columns.map(({ element }) => element)];
    const opened = { writer: new ParquetWriter({ writer: bytes, schema, createdBy: "tishu" }), columns };
    groups.push(opened);
    return opened;
  };
  const take = (): Uint8Array => {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  };

  let rows: Row[] = [];
  const writeGroup = (): Uint8Array => {
    const { writer, columns } = open([]);
    writer.write({
      columnData: columns.map(({ element, read }) => ({ name: element.name, data: rows.map(read) })),
      rowGroupSize: GROUP,
    });
    rows = [];
    return take();
  };
  for await (const batch of documents) {
    for (const document of batch) {
      open(document.kept);
      for (const row of document.rows) {
        rows.push(row);
        if (rows.length === GROUP) yield writeGroup();
      }
    }
  }
  if (rows.length > 0) yield writeGroup();
  open([]).writer.finish();
  yield take();
}

/** The columns by name, and after them those that hold exact text. */
function columnsOf(names: readonly string[], { columns, labelOf }: WriterOptions): ParquetColumn[] {
  const own: readonly string[] = columns ?? COLUMNS;
  const typed = names.map((name) => columnOf(name, labelOf(name)));
  const exact = names
    .filter((name) => own.includes(name) && (DECIMAL_COLUMNS.has(name) || DAY_COLUMNS.has(name)))
    .map((name): ParquetColumn => {
      const isDecimal = DECIMAL_COLUMNS.has(name);
      return {
        element: textElement(labelOf(name + EXACT)),
        read: (row) => (isDecimal ? decimalText(row[name]) : textOf(name, row)),
      };
    });
  return [...typed, ...exact];
}

function columnOf(name: string, label: string): ParquetColumn {
  if (DECIMAL_COLUMNS.has(name)) {
    const element: SchemaElement = { name: label, type: "DOUBLE", repetition_type: "OPTIONAL" };
    return { element, read: (row) => (row[name] == null ? null : Number(row[name])) };
  }
  if (INTEGER_COLUMNS.has(name)) {
    const element: SchemaElement = { name: label, type: "INT32", repetition_type: "OPTIONAL" };
    return { element, read: (row) => (typeof row[name] === "number" ? row[name] : null) };
  }
  if (DAY_COLUMNS.has(name)) {
    const element: SchemaElement = {
      ...{ name: label, type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
      repetition_type: "OPTIONAL",
    };
    return { element, read: (row) => dayNumber(row[name]) };
  }
  return { element: textElement(label), read: (row) => textOf(name, row) };
}

function textElement(name: string): SchemaElement {
  return {
    ...{ name, type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
    repetition_type: "OPTIONAL",
  };
}

function textOf(name: string, row: Row): string | null {
  return row[name] == null ? null : cellText(name, row[name]);
}

/** Days since 1970-01-01 of an ISO day or the day of an instant; null for what is neither. */
function dayNumber(value: unknown): number | null {
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:T|$)/.exec(String(value ?? "")) ?? [];
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / 86_400_000;
}
