import sqlite from "node-sqlite3-wasm";
import { TishuError } from "../errors.js";
import { COLUMNS, DECIMAL_COLUMNS } from "../record.js";
import { cellText, decimalText } from "./cell.js";
import { columnsOfKind, DAY_COLUMNS, EXACT, INTEGER_COLUMNS } from "./columns.js";
import type { DocumentRows, Row, RowStream, WriterOptions } from "./writer.js";

type Database = InstanceType<typeof sqlite.Database>;
type Statement = ReturnType<Database["prepare"]>;
type Value = string | number | bigint | null;

/** The table of a run that makes the wide table. */
const WIDE = "wide";

/**
 * An SQLite database with a table for each kind of record. What is there stays, but for the rows of the documents that
 * come: those are replaced, in the tables of the kinds that this run makes. Columns that a table lacks are added.
 */
export async function writeSqlite(documents: RowStream, options: WriterOptions, path: string): Promise<void> {
  const statements: Statement[] = [];
  let database: Database | null = null;
  try {
    database = new sqlite.Database(path);
    // The file is a copy of our own that is thrown away if anything fails: it needs neither journal nor flushing.
    database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN");
    const tables = makeTables(database, options, statements);
    for await (const batch of documents) for (const document of batch) tables.add(document);
    tables.finish();
    database.exec("COMMIT");
  } catch (error) {
    if (!(error instanceof sqlite.SQLite3Error)) throw error;
    if (/not a database/.test(error.message))
      throw new TishuError("usage", "what is there is no SQLite database", { hint: "name another file", cause: error });
    throw new TishuError("output", `cannot write the database: ${error.message}`, {
      hint: "see whether the device is full",
      cause: error,
    });
  } finally {
    for (const statement of statements) statement.finalize();
    database?.close();
  }
}

interface Tables {
  add(document: DocumentRows): void;
  finish(): void;
}

function makeTables(database: Database, options: WriterOptions, statements: Statement[]): Tables {
  const { kinds, wide, onWarning } = options;
  const tables = new Map<string, Table>();
  const tableOf = (name: string): Table => {
    const table = tables.get(name) ?? makeTable(database, name, columnsOf(name, options), statements);
    tables.set(name, table);
    return table;
  };
  const expected = wide === null ? [WIDE] : kinds;
  const seen = new Set<string>();
  return {
    add({ docs, rows, kept }) {
      for (const doc of docs) {
        if (seen.has(doc)) continue;
        seen.add(doc);
        let replaced = 0;
        for (const name of expected) replaced += tableOf(name).remove(doc);
        if (doc === "-" && replaced > 0)
          onWarning(`${replaced} rows of an earlier standard input ("-") in the database were replaced`);
      }
      for (const row of rows) tableOf(wide === null ? WIDE : String(row.kind)).insert(row, kept);
    },
    finish() {
      for (const name of expected) tableOf(name);
    },
  };
}

/** The columns of a table by name, with its type. The document is always there, since it tells what to replace. */
function columnsOf(table: string, { columns, wide }: WriterOptions): readonly string[] {
  if (wide === null) return [...new Set(["doc", ...(columns ?? [])])];
  const own = columnsOfKind(table);
  const chosen = columns?.filter((name) => own.includes(name) || !KNOWN.has(name)) ?? own;
  return [...new Set(["doc", ...chosen])];
}

const KNOWN: ReadonlySet<string> = new Set(COLUMNS);

interface Table {
  /** Removes what an earlier run wrote of a document. */
  remove(doc: string): number;
  insert(row: Row, kept: readonly string[]): void;
}

function makeTable(database: Database, name: string, columns: readonly string[], statements: Statement[]): Table {
  const table = quote(name);
  const definitions = columns.flatMap(definitionsOf);
  database.exec(`CREATE TABLE IF NOT EXISTS ${table} (${definitions.map(({ sql }) => sql).join(", ")})`);
  const present = new Set(
    database.all(`PRAGMA table_info(${table})`).map((column) => String(column.name).toLowerCase()),
  );
  if (!present.has("doc"))
    throw new TishuError("usage", `the database has a table "${name}" that is not tishu's`, {
      hint: "name another file with -o",
    });
  const ensure = (wanted: readonly Definition[]): void => {
    for (const { column, sql } of wanted) {
      if (present.has(column.toLowerCase())) continue;
      database.exec(`ALTER TABLE ${table} ADD COLUMN ${sql}`);
      present.add(column.toLowerCase());
    }
  };
  ensure(definitions);
  database.exec(`CREATE INDEX IF NOT EXISTS ${quote(`${name}_doc`)} ON ${table} ("doc")`);
  const prepare = (sql: string): Statement => {
    const statement = database.prepare(sql);
    statements.push(statement);
    return statement;
  };
  const removal = prepare(`DELETE FROM ${table} WHERE "doc" = ?`);
  const insertions = new Map<string, Insertion>();
  const insertionOf = (kept: readonly string[]): Insertion => {
    const key = JSON.stringify(kept);
    const known = insertions.get(key);
    if (known !== undefined) return known;
    const all = [...columns.flatMap(definitionsOf), ...keptDefinitions(kept, columns.flatMap(definitionsOf))];
    ensure(all);
    const statement = prepare(
      `INSERT INTO ${table} (${all.map(({ column }) => quote(column)).join(", ")}) VALUES (${all.map(() => "?").join(", ")})`,
    );
    const insertion = { statement, reads: all.map(({ read }) => read) };
    insertions.set(key, insertion);
    return insertion;
  };
  return {
    remove: (doc) => removal.run([doc]).changes,
    insert(row, kept) {
      const { statement, reads } = insertionOf(kept);
      statement.run(reads.map((read) => read(row)));
    },
  };
}

interface Insertion {
  readonly statement: Statement;
  readonly reads: readonly ((row: Row) => Value)[];
}

interface Definition {
  readonly column: string;
  readonly sql: string;
  readonly read: (row: Row) => Value;
}

/** A column, and for a decimal the one beside it that holds its digits. */
function definitionsOf(name: string): readonly Definition[] {
  if (DECIMAL_COLUMNS.has(name)) {
    return [
      { column: name, sql: `${quote(name)} NUMERIC`, read: (row) => numberOf(decimalText(row[name])) },
      { column: name + EXACT, sql: `${quote(name + EXACT)} TEXT`, read: (row) => decimalText(row[name]) },
    ];
  }
  if (INTEGER_COLUMNS.has(name))
    return [{ column: name, sql: `${quote(name)} INTEGER`, read: (row) => ownValue(name, row[name]) }];
  if (KNOWN.has(name) || DAY_COLUMNS.has(name))
    return [{ column: name, sql: `${quote(name)} TEXT`, read: (row) => textOf(name, row[name]) }];
  // A column of the input's own has no type that is known before all of it was read.
  return [{ column: name, sql: quote(name), read: (row) => ownValue(name, row[name]) }];
}

/** The columns of the input's own, under names that differ from all others in more than capitals: SQLite reads none. */
function keptDefinitions(kept: readonly string[], own: readonly Definition[]): readonly Definition[] {
  const ours = new Set(own.map(({ column }) => column.toLowerCase()));
  const taken = new Set(ours);
  return kept.map((name) => {
    const stem = ours.has(name.toLowerCase()) ? `input_${name}` : name;
    let column = stem;
    for (let count = 2; taken.has(column.toLowerCase()); count++) column = `${stem}_${count}`;
    taken.add(column.toLowerCase());
    return { column, sql: quote(column), read: (row) => ownValue(name, row[name]) };
  });
}

/** An integer where SQLite can hold it, else the nearest double. */
function numberOf(digits: string | null): Value {
  if (digits === null) return null;
  if (!/^-?\d{1,19}$/.test(digits)) return Number(digits);
  const whole = BigInt(digits);
  return BigInt.asIntN(64, whole) === whole ? whole : Number(digits);
}

function ownValue(name: string, value: unknown): Value {
  return typeof value === "number" ? value : textOf(name, value);
}

/** Text as SQLite can hold it: it ends at the first NUL for most readers, and has no lone surrogates. */
function textOf(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return cellText(name, value).replace(/\0|\p{Surrogate}/gu, "\uFFFD");
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
