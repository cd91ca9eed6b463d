"""Says whether a table written by extract.py holds the records that one tishu wrote as JSONL, as a set.

  python compare.py one.jsonl TABLE          exit code 0 if they are equal
"""

import collections
import glob
import json
import sys

import pyarrow.parquet as parquet

EXACT = ("number", "value", "low", "high", "start_date", "end_date")


def key(record):
    return tuple(None if record[name] is None else str(record[name]) for name in sorted(record))


def main(one, table):
    with open(one, encoding="utf-8") as lines:
        expected = collections.Counter(key(json.loads(line, parse_float=str, parse_int=str)) for line in lines)
    found = collections.Counter()
    for file in glob.glob(f"{table}/*.parquet"):
        for row in parquet.read_table(file).to_pylist():
            exact = {name: row.pop(f"{name}_exact") for name in EXACT}
            found[key({**row, **exact})] += 1
    missing, further = expected - found, found - expected
    print(f"{sum(expected.values())} records, {sum(missing.values())} missing, {sum(further.values())} too many")
    for record in [*missing, *further][:3]:
        print(record)
    return 1 if missing or further else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
