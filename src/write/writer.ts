/** A record's values by column, and those of the input's own columns that are kept. */
export type Row = Readonly<Record<string, unknown>>;

/** What one document gave, or several that were sorted together. */
export interface DocumentRows {
  /** Which: as in the column `doc`, also where it gave no row. */
  readonly docs: readonly string[];
  readonly rows: readonly Row[];
  /** The columns of the input that follow the writer's own. */
  readonly kept: readonly string[];
  /** The rows as the output has them, in UTF-8, where that was made where they were found; then `rows` is empty. */
  readonly text?: Uint8Array | undefined;
}

/** Documents in the order in which they are written; an element is what came together, before more is waited for. */
export type RowStream = AsyncIterable<readonly DocumentRows[]>;

export interface WideTable {
  readonly columns: readonly string[];
  readonly rowsOf: (rows: readonly Row[]) => readonly Row[];
}

export interface WriterOptions {
  /** The columns in their order; null: the format's own choice. */
  readonly columns: readonly string[] | null;
  /** The kinds of record that may come. */
  readonly kinds: readonly string[];
  /** The name under which a column or a kind is shown. */
  readonly labelOf: (name: string) => string;
  /** Columns that fit a terminal of this width; null: as wide as the text needs. Only tables ask. */
  readonly width: number | null;
  readonly color: boolean;
  /** CSV and TSV for a double click in Excel: byte order mark, CRLF, no text that would run as a formula. */
  readonly excel: boolean;
  /** The wide table of a document's records, for formats that hold several tables; null where the rows are it. */
  readonly wide: WideTable | null;
  /** Told of what the format has no place for. */
  readonly onWarning: (message: string) => void;
}

/**
 * Turns records into text, one document at a time. It remembers nothing: a document's text is the same whichever thread
 * makes it, and before or after which other.
 */
export interface TextWriter {
  /** Whether the columns of the first document are those of all. */
  readonly hasHeader: boolean;
  /** What stands before the first document. `kept`: the columns of the input that the header has. */
  before(kept: readonly string[]): string;
  /** What stands between the texts of two documents that have one. */
  readonly between: string;
  /**
   * The text of one document's records; empty where there is none.
   * `kept`: the columns of the input that the header has, or where there is no header those of the document.
   */
  document(rows: readonly Row[], kept: readonly string[]): string;
  /** What stands after the last document; `isEmpty` if none had a text. */
  after(isEmpty: boolean): string;
}

/** A format of text. */
export type TextFormat = (options: WriterOptions) => TextWriter;

/** A binary format that can be written from its beginning to its end. */
export type BinaryFormat = (documents: RowStream, options: WriterOptions) => AsyncIterable<Uint8Array>;

/**
 * A format that keeps a file itself: `path` is a file of its own to change at will, empty or of an earlier run;
 * what is there when the promise resolves is the output.
 */
export type FileFormat = (documents: RowStream, options: WriterOptions, path: string) => Promise<void>;
