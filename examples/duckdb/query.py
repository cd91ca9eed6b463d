"""Runs queries.sql over a folder of tishu's outputs: python query.py FOLDER [QUERIES.sql]"""

import glob
import pathlib
import sys

import duckdb

EXACT = ("number", "value", "low", "high", "start_date", "end_date")


def view(folder):
    """The outputs of a folder as one relation; of text the typed columns are made here as Parquet has them."""
    for ending in ("parquet", "csv", "jsonl"):
        files = sorted(glob.glob(f"{folder}/*.{ending}"))
        if not files:
            continue
        if ending == "parquet":
            return f"SELECT * FROM read_parquet({files!r})"
        source = f"read_csv({files!r}, all_varchar=true)" if ending == "csv" else f"read_json({files!r}, format='newline_delimited')"
        exact = ", ".join(f"{name}::VARCHAR AS {name}_exact" for name in EXACT)
        typed = ", ".join(f"try_cast({name} AS {'DATE' if 'date' in name else 'DOUBLE'}) AS {name}" for name in EXACT)
        return f"SELECT * REPLACE ({typed}), {exact} FROM {source}"
    raise SystemExit(f"{folder}: no parquet, csv or jsonl here")


def main(folder, queries=pathlib.Path(__file__).with_name("queries.sql")):
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW records AS {view(folder)}")
    for statement in duckdb.extract_statements(pathlib.Path(queries).read_text(encoding="utf-8")):
        print(connection.sql(statement.query))


if __name__ == "__main__":
    main(*sys.argv[1:])
