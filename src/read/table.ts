import { Buffer } from "node:buffer";
import { type CsvError, type Options, type Parser, parse } from "csv-parse";
import { type Place, TishuError } from "../errors.js";
import type { SourceDocument } from "../types.js";
import { decodeIn, describeFault, type Encoding } from "./decode.js";
import { checkEnds, openLines } from "./lines.js";
import { isOwnRecord, tellOwnRecords } from "./own-records.js";
import { type Reader, type ReadOptions, type Report, type Source, USUAL_FIELDS } from "./reader.js";
import { toReferenceDate } from "./reference-date.js";

/** Reads CSV (RFC 4180) with a header: a document a row. A bad row is reported, and the rest goes on. */
export const readCsv: Reader = (source, options, report) => readTable(source, options, report, { delimiter: "," });

/** The same with tabs, where a quote inside a cell is a character like others. */
export const readTsv: Reader = (source, options, report) =>
  readTable(source, options, report, { delimiter: "\t", relax_quotes: true });

async function* readTable(
  source: Source,
  options: ReadOptions,
  report: Report,
  dialect: Options,
): AsyncGenerator<readonly SourceDocument[]> {
  const { bytes, encoding } = await openLines(source, options, report);
  let header: Header | null = null;
  for await (const rows of splitRows(bytes, source, dialect)) {
    const documents: SourceDocument[] = [];
    for (const row of rows) {
      try {
        if ("fault" in row) throw row.fault;
        if (row.cells.length === 1 && row.cells[0]?.length === 0) continue;
        const cells = decodeCells(row, encoding);
        if (header === null) {
          if (!source.isNamed && isOwnRecord(cells)) return tellOwnRecords(source, report);
          header = readHeader(cells, row.place, options);
        } else documents.push(toDocument(cells, row.place, header, source, options));
      } catch (error) {
        // Without a header no row can be read.
        if (!(error instanceof TishuError) || header === null) throw error;
        report.error(error);
      }
    }
    yield documents;
  }
  if (header === null) {
    throw new TishuError("input", "it is empty", { place: { file: source.name }, hint: "there is nothing to extract" });
  }
}

interface Row {
  readonly cells: readonly Buffer[];
  /** Of its first line. */
  readonly place: Place & { readonly line: number };
}

interface BrokenRow {
  readonly fault: TishuError;
}

/** A row that a quote keeps from ending would grow as long as the file. */
const LONGEST_ROW = 1 << 26;
/** With more, the file is no such table. Each may have been read to the end of the file before it showed. */
const MOST_BROKEN = 100;

/**
 * Cuts rows and cells. They stay bytes, so that what cannot be decoded spoils one row and no more. After a row with
 * broken quoting it goes on at the next line: a quote that does not close would swallow all the rest.
 */
async function* splitRows(
  bytes: AsyncIterable<Buffer>,
  { name }: Source,
  dialect: Options,
): AsyncGenerator<readonly (Row | BrokenRow)[]> {
  let rows: (Row | BrokenRow)[] = [];
  /** What the parser has been given since the last row ended, and the line that it begins with. */
  let held: Buffer[] = [];
  let line = 1;
  let broken: CsvError | null = null;
  let brokenRows = 0;
  let isGivenUp = false;
  /** The line of a broken row goes on in the bytes that come next. */
  let isInBrokenLine = false;

  /** The parser in use, the line it began at, and the bytes of the rows that it has cut. */
  let parser: Parser = parse();
  let firstLine = 1;
  let offset = 0;

  const start = (): void => {
    firstLine = line;
    offset = 0;
    const options = {
      ...dialect,
      encoding: null,
      relax_column_count: true,
      skip_records_with_error: true,
      max_record_size: LONGEST_ROW,
      on_skip(error: CsvError | undefined): undefined {
        broken ??= error ?? null;
      },
      on_record(cells: readonly Buffer[]): null {
        if (broken !== null) return null;
        rows.push({ cells, place: { file: name, line } });
        held = dropBytes(held, parser.info.bytes - offset);
        offset = parser.info.bytes;
        line = firstLine + parser.info.lines;
        return null;
      },
    };
    parser = parse(options as unknown as Options); // Its types know no cells of bytes.
  };
  /** Tells of the broken row, and gives what comes after its first line, which is still to be read; null for no more. */
  const recover = (error: CsvError): Buffer | null => {
    const place = { file: name, line };
    rows.push({ fault: brokenRow(error, place, firstLine + Number(error.lines) - 1) });
    if (++brokenRows === MOST_BROKEN) {
      const hint = "the rows up to here are read, those after are not";
      rows.push({ fault: new TishuError("input", `${MOST_BROKEN} rows have broken quoting`, { place, hint }) });
      return null;
    }
    const rest = Buffer.concat(held);
    held = [];
    broken = null;
    line++;
    start();
    isInBrokenLine = true;
    return leaveLine(rest);
  };
  let passed = 0;
  const leaveLine = (bytes: Buffer): Buffer => {
    const feed = bytes.indexOf(0x0a);
    passed = feed < 0 ? passed + bytes.length : 0;
    if (feed >= 0) isInBrokenLine = false;
    else checkEnds(passed, { file: name, line: line - 1 });
    return feed < 0 ? NOTHING : bytes.subarray(feed + 1);
  };
  const push = (chunk: Buffer): (Row | BrokenRow)[] => {
    let next: Buffer | null = isInBrokenLine ? leaveLine(chunk) : chunk;
    while (next !== null && next.length > 0) {
      held.push(next);
      parser.write(next);
      next = broken === null ? NOTHING : recover(broken);
    }
    isGivenUp ||= next === null;
    const found = rows;
    rows = [];
    return found;
  };
  start();
  for await (const chunk of bytes) {
    yield push(chunk);
    if (isGivenUp) return;
  }
  for (let rest: Buffer | null = NOTHING; rest !== null && !isGivenUp; ) {
    parser.end();
    rest = broken === null ? null : recover(broken);
    yield push(rest ?? NOTHING);
  }
}

const NOTHING = Buffer.alloc(0);

function dropBytes(pieces: readonly Buffer[], count: number): Buffer[] {
  let left = count;
  const kept: Buffer[] = [];
  for (const piece of pieces) {
    if (left < piece.length) kept.push(left > 0 ? piece.subarray(left) : piece);
    left = Math.max(0, left - piece.length);
  }
  return kept;
}

function brokenRow({ code }: CsvError, place: Place & { line: number }, lastLine: number): TishuError {
  if (code === "CSV_MAX_RECORD_SIZE") {
    return new TishuError("input", `the row is over ${LONGEST_ROW >> 20} MB long`, {
      place,
      hint: "perhaps a quote before it does not close",
    });
  }
  const message =
    code === "CSV_QUOTE_NOT_CLOSED"
      ? "a quote opens in this row and does not close"
      : `broken quoting: a quote in the middle of a cell${lastLine > place.line ? ` (line ${lastLine})` : ""}`;
  return new TishuError("input", message, {
    place,
    hint: 'write a quote inside a cell twice ("") and the cell in quotes; the row is left out',
  });
}

interface Header {
  readonly names: readonly string[];
  readonly text: number;
  /** Null where no column of that name is there and none was asked for. */
  readonly id: number | null;
  readonly date: number | null;
}

function readHeader(names: readonly string[], place: Place, { fields }: ReadOptions): Header {
  const find = (field: keyof typeof USUAL_FIELDS, isNeeded: boolean): number | null => {
    const name = fields[field] ?? USUAL_FIELDS[field];
    const at = names.indexOf(name);
    if (at >= 0) return at;
    if (!isNeeded && fields[field] === null) return null;
    throw new TishuError("input", `there is no column "${name}"`, {
      place,
      hint: `say --${field}-field with one of: ${names.slice(0, SHOWN_COLUMNS).join(", ")}`,
    });
  };
  const text = find("text", true);
  return { names, text: text ?? 0, id: find("id", false), date: find("date", false) };
}

const SHOWN_COLUMNS = 12;

/** A row without an id is called by its file and line. */
function toDocument(
  cells: readonly string[],
  place: Place & { readonly line: number },
  { names, text, id, date }: Header,
  source: Source,
  { refDate }: ReadOptions,
): SourceDocument {
  if (cells.length !== names.length) {
    throw new TishuError("input", `${cells.length} cells, where the header has ${names.length}`, {
      place,
      hint: "a cell with a comma or a line break in it stands in quotes; the row is left out",
    });
  }
  const typed = date === null ? "" : (cells[date] ?? "").trim();
  const day = typed === "" ? null : toReferenceDate(typed);
  if (typed !== "" && day === null) {
    throw new TishuError("input", `"${names[date ?? 0]}" is "${typed.slice(0, 40)}", not a day such as 2023-11-22`, {
      place,
      hint: "the row is left out",
    });
  }
  const own = id === null ? "" : (cells[id] ?? "").trim();
  const extra = Object.fromEntries(
    names.flatMap((name, at) => (at === text || at === id || at === date ? [] : [[name, cells[at] ?? ""]])),
  );
  return { id: own === "" ? `${source.id}:${place.line}` : own, text: cells[text] ?? "", date: day ?? refDate, extra };
}

function decodeCells({ cells, place }: Row, encoding: Encoding): string[] {
  return cells.map((cell) => {
    const decoded = decodeIn(cell, encoding);
    if (decoded.kind === "text") return decoded.text;
    // A few control characters are no fault; a NUL is, as it is in a text.
    if (decoded.kind === "binary" && !cell.includes(0)) return new TextDecoder(encoding).decode(cell);
    const message = decoded.kind === "binary" ? "a NUL byte stands in this row" : describeFault(decoded);
    throw new TishuError("input", message, { place, hint: "the row is left out" });
  });
}
