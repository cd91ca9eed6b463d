/** A record's values by column, and those of the input's own columns that are kept. */
export type Row = Readonly<Record<string, unknown>>;

/** Turns records into text, one document at a time, so that output can be written as it comes. */
export interface RecordWriter {
  /**
   * The text of one document's records, with whatever has to stand before them.
   * `kept` names the columns of the input that follow the writer's own.
   */
  document(rows: readonly Row[], kept: readonly string[]): string;
  /** What closes the output; to be called once, also when no document came. */
  end(): string;
}

export interface WriterOptions {
  /** The columns in their order; null: the format's own choice. */
  readonly columns: readonly string[] | null;
  /** Columns that fit a terminal of this width; null: as wide as the text needs. Only tables ask. */
  readonly width: number | null;
  readonly color: boolean;
  /** Told once of each kept column that the header, already written, has no place for. */
  readonly onDropped: (column: string) => void;
}
