#!/usr/bin/env python3
"""Reads every output format with programs that analysts use, and compares each cell with tishu's own JSONL.

    npm run build
    python3 -m venv /tmp/readers && /tmp/readers/bin/pip install duckdb pandas pyarrow openpyxl markdown-it-py
    apt-get install --no-install-recommends libreoffice-calc sqlite3 jq r-base-core r-cran-jsonlite
    /tmp/readers/bin/python scripts/verify-outputs.py

A reader that is not there is skipped and named. Exit status 1 where a cell differs.
"""

import csv
import importlib
import json
import math
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(tempfile.mkdtemp(prefix="tishu-verify-"))

DECIMALS = {"number", "value", "low", "high", "level", "yoy", "mom", "since_start", "other"}
INTEGERS = {"article", "start", "end", "org_id"}
DAYS = {"start_date", "end_date"}

# What breaks writers: quotes, line breaks, formulas, characters outside the BMP, more digits than a double holds,
# an instant, a day before 1900, nested values.
NASTY = [
    {
        "id": '甲,"1"',
        "date": "2023-11-22",
        "text": "=1+1公司采购\n\n本报讯 项目投资1234567890123456789.25万元，同比下降2.2%。会议于2023年11月22日9时30分开始，"
        "1840年6月动工，耗资0.1亿元；港口集团有限公司说“进口煤炭3.2万吨|下降0.30%”。",
        "note": '=HYPERLINK("http://x")',
        "sum": "@SUM(A1)",
        "minus": "-cmd",
        "tabbed": "\tx",
        "wide": "＝1+1",
        "lines": 'a\nb,"c"\r\nd',
        "less": -7.5,
        "more": {"a": [1, "二"]},
        "rare": "😀𠮷",
        "code": "_x0041_",
        "none": None,
    },
    {"id": "=2+2", "date": "2023-11-22", "text": "出口水泥5万吨，环比增长12.5%。", "note": "-2.2", "sum": "'quoted"},
]


class Skip(Exception):
    """The reader is not on this machine."""


def need(module):
    try:
        return importlib.import_module(module)
    except ImportError:
        raise Skip(f"no Python package {module}") from None


def need_program(*names):
    for name in names:
        if shutil.which(name):
            return name
    raise Skip(f"no {names[0]}")


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, cwd=WORK, **options).stdout


def tishu(*args):
    return run("node", str(ROOT / "bin/tishu.js"), *args, "--ref-date", "2023-12-06", "--quiet").decode()


def exact(text):
    """JSON whose numbers keep all their digits."""
    return json.loads(text, parse_float=Decimal)


def cell(value):
    """A value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)


def unix(text):
    return text.replace("\r\n", "\n")


def same(expected, got, where):
    if expected != got:
        raise AssertionError(f"{where}: expected {expected!r}, got {got!r}")


def compare_text(rows, got):
    """Rows of text cells, all of them."""
    same(len(rows), len(got), "rows")
    cells = 0
    for number, (row, found) in enumerate(zip(rows, got)):
        for column, text in found.items():
            same(cell(row.get(column)), text, f"row {number}, {column}")
            cells += 1
    return f"{cells} cells in {len(got)} rows"


def is_missing(value):
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in ("NaT", "<NA>", "nan")


def compare_typed(rows, got):
    """Rows of typed cells: numbers as numbers, days as days, and beside both their exact text."""
    same(len(rows), len(got), "rows")
    cells = 0
    for number, (row, found) in enumerate(zip(rows, got)):
        for column, value in found.items():
            where = f"row {number}, {column}"
            plain = column.removesuffix("_exact")
            expected = row.get(plain)
            cells += 1
            if expected is None or is_missing(value):
                same(expected is None, is_missing(value), where)
            elif plain != column:
                same(cell(expected), value, where)
            elif column in DECIMALS:
                same(float(expected), float(value), where)
                same(True, isinstance(value, (int, float)) or "float" in type(value).__name__, where)
            elif column in INTEGERS:
                same(expected, int(value), where)
            elif column in DAYS:
                same(expected[:10], (value.date() if isinstance(value, datetime) else value).isoformat(), where)
            else:
                same(cell(expected), cell(value), where)
    return f"{cells} cells in {len(got)} rows"


def write(name, *args):
    path = WORK / name
    tishu("nasty.jsonl", "page.txt", "--keep", "-o", name, *args)
    return path


def read_csv(path, **options):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, **options))


# ── LibreOffice, which stands in for Excel ──────────────────────────────────────────────────────────────────────────


def office(*args):
    program = need_program("soffice", "libreoffice")
    run(program, f"-env:UserInstallation=file://{WORK}/office", "--headless", *args, "--outdir", str(WORK / "office-out"))
    return WORK / "office-out"


# Separator, quotes, UTF-8; save as shown: no, so that typed cells are quoted and text is not; every sheet.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def office_csv(rows):
    write("plain.csv")
    # One text column each: no cell is taken for a number, a day or a formula.
    types = "/".join(f"{at}/2" for at in range(1, 60))
    out = office(f"--infilter=CSV:44,34,76,1,{types}", "--convert-to", AS_CSV, "plain.csv")
    # A spreadsheet has one kind of line end in a cell.
    plain = [{column: unix(cell(value)) for column, value in row.items()} for row in rows]
    got = [{column: unix(text) for column, text in row.items()} for row in read_csv(next(out.glob("plain*.csv")))]
    return compare_text(plain, got)


def office_excel_csv(rows):
    for name, args in (("safe.csv", ["--excel"]), ("unsafe.csv", [])):
        write(name, *args)
    out = office("--infilter=CSV:44,34,76,1,,0,false,false", "--convert-to", "fods", "safe.csv", "unsafe.csv")
    formulas = {name: (out / f"{name}.fods").read_text().count("table:formula=") for name in ("safe", "unsafe")}
    same(True, formulas["unsafe"] > 0, "formulas that run without --excel, or the test tests nothing")
    same(0, formulas["safe"], "formulas that run with --excel")
    raw = (WORK / "safe.csv").read_bytes()
    same(b"\xef\xbb\xbf", raw[:3], "byte order mark")
    numbers = (out / "safe.fods").read_text().count('office:value-type="float"')
    same(True, numbers > 3 * len(rows), "cells that are numbers")
    return f"0 formulas run ({formulas['unsafe']} without --excel), {numbers} cells are numbers"


def office_xlsx(rows):
    write("book.xlsx")
    out = office("--convert-to", AS_CSV, "book.xlsx")
    office("--convert-to", "fods", "book.xlsx")
    sheets = {path.stem.removeprefix("book-"): path for path in out.glob("book-*.csv")}
    same({"quantity", "date", "org", "wide"}, set(sheets), "sheets")
    cells = 0
    for kind in ("quantity", "date", "org"):
        expected = [row for row in rows if row["kind"] == kind]
        got = read_csv(sheets[kind])
        same(len(expected), len(got), f"rows of {kind}")
        for number, (row, found) in enumerate(zip(expected, got)):
            for column, text in found.items():
                wanted = cell(row.get(column))
                if column in DAYS and "T" in wanted:
                    wanted = wanted.replace("T", " ") + ":00"
                same(unix(wanted), unix(text), f"{kind} row {number}, {column}")
                cells += 1
    flat = (out / "book.fods").read_text()
    same(0, flat.count("table:formula="), "formulas")
    same(4, flat.count('table:display-filter-buttons="true"'), "filters")
    # Equal neighbours are one cell there, with a count.
    found = re.findall(r'<table:table-cell[^>]*office:value-type="date"[^>]*>', flat)
    typed = sum(int(repeat[1]) if (repeat := re.search(r'columns-repeated="(\d+)"', one)) else 1 for one in found)
    days = sum(1 for row in rows for column in DAYS if (row.get(column) or "0") >= "1900-03-01")
    same(days, typed, "cells that are days")
    return f"{cells} cells, 4 sheets, {typed} cells that are days, a filter each"


# ── DuckDB, pandas, sqlite3, jq, R, Markdown ────────────────────────────────────────────────────────────────────────


def duckdb_rows(query):
    result = need("duckdb").sql(query)
    return [dict(zip(result.columns, row)) for row in result.fetchall()]


def duckdb_csv(rows):
    path = write("duck.csv")
    query = f"SELECT * FROM read_csv('{path}', all_varchar = true, nullstr = '\x01')"
    got = [{column: value or "" for column, value in row.items()} for row in duckdb_rows(query)]
    detected = duckdb_rows(f"SELECT sum(value) AS total, max(start_date) AS last FROM read_csv('{path}')")
    same(True, isinstance(detected[0]["total"], float), "value is read as a number")
    return compare_text(rows, got)


def duckdb_parquet(rows):
    path = write("duck.parquet")
    return compare_typed(rows, duckdb_rows(f"SELECT * FROM '{path}'"))


def duckdb_jsonl(rows):
    path = write("duck.jsonl")
    got = duckdb_rows(f"SELECT doc, kind, text, \"start\", indicator, value FROM '{path}'")
    return compare_typed(rows, got)


def pandas_csv(rows):
    frame = need("pandas").read_csv(write("pandas.csv"), dtype=str, keep_default_na=False)
    return compare_text(rows, frame.to_dict("records"))


def pandas_tsv(rows):
    escapes = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    frame = need("pandas").read_csv(write("pandas.tsv"), sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    got = [
        {column: re.sub(r"\\[tnr\\]", lambda found: escapes[found[0]], text) for column, text in row.items()}
        for row in frame.to_dict("records")
    ]
    return compare_text(rows, got)


def pandas_jsonl(rows):
    # pandas refuses JSON integers above 2^64 ("Value is too big!"), so the page without the long figure.
    tishu("page.txt", "-o", "pandas.jsonl")
    frame = need("pandas").read_json(WORK / "pandas.jsonl", lines=True, dtype=False)
    page = [row for row in rows if row["doc"] == "page.txt"]
    return compare_typed(page, frame.drop(columns=[*DAYS]).to_dict("records"))


def pandas_parquet(rows):
    need("pyarrow")
    frame = need("pandas").read_parquet(write("pandas.parquet"))
    for column in ("number", "value", "low", "high"):
        same("float64", str(frame[column].dtype), f"type of {column}")
    return compare_typed(rows, frame.to_dict("records"))


def pandas_xlsx(rows):
    openpyxl = need("openpyxl")
    book = need("pandas").read_excel(write("pandas.xlsx"), sheet_name=None, dtype=object, keep_default_na=False)
    cells = 0
    for kind in ("quantity", "date", "org"):
        got = book[kind].to_dict("records")
        expected = [row for row in rows if row["kind"] == kind]
        same(len(expected), len(got), f"rows of {kind}")
        for number, (row, found) in enumerate(zip(expected, got)):
            for column, value in found.items():
                wanted, where = row.get(column), f"{kind} row {number}, {column}"
                cells += 1
                if isinstance(value, (datetime, date)):
                    same(wanted.replace("T", " "), str(value)[: len(wanted)], where)
                elif isinstance(value, (int, float)):
                    same(float(wanted), float(value), where)
                elif column in DECIMALS and value != "":
                    same(True, len(re.sub(r"\D", "", cell(wanted))) > 15, where)
                    same(cell(wanted), value, where)
                else:
                    # openpyxl leaves Excel's escapes in place.
                    same(unix(cell(wanted)), unix(value).replace("_x005F_", "_"), where)
    sheets = openpyxl.load_workbook(WORK / "pandas.xlsx").worksheets
    same(["A2"] * 4, [sheet.freeze_panes for sheet in sheets], "frozen headers")
    same([sheet.dimensions for sheet in sheets], [sheet.auto_filter.ref for sheet in sheets], "filters")
    same(True, all(sheet.column_dimensions["A"].width > 20 for sheet in sheets), "column widths")
    return f"{cells} cells in {len(rows)} rows; numbers and days typed, headers frozen, filters, widths"


def sqlite_rows(rows):
    path = write("base.sqlite")
    write("base.sqlite")  # A second run replaces the rows of the same documents.
    shell = need_program("sqlite3")
    same("ok\n", run(shell, str(path), "PRAGMA integrity_check").decode(), "integrity")
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    cells = 0
    for kind in ("quantity", "date", "org"):
        got = [dict(row) for row in base.execute(f'SELECT * FROM "{kind}" ORDER BY rowid')]
        expected = [row for row in rows if row["kind"] == kind]
        same(len(expected), len(got), f"rows of {kind}")
        count = int(run(shell, str(path), f"SELECT count(*) FROM {kind}").decode())
        same(len(expected), count, f"rows of {kind} as sqlite3 counts them")
        for number, (row, found) in enumerate(zip(expected, got)):
            for column, value in found.items():
                plain = column.removesuffix("_exact")
                wanted, where = row.get(plain), f"{kind} row {number}, {column}"
                cells += 1
                if plain in DECIMALS and plain == column and wanted is not None:
                    same(float(wanted), float(value), where)
                else:
                    same(cell(wanted), cell(value), where)
    base.close()
    return f"{cells} cells, the same after a second run; integrity ok"


def jq_json(rows):
    program = need_program("jq")
    got = json.loads(run(program, "[.[] | {doc, kind, text, start, indicator}]", str(write("jq.json"))))
    return compare_typed(rows, got)


def jq_jsonl(rows):
    program = need_program("jq")
    lines = run(program, "-c", "{doc, kind, text, start, sentence}", str(write("jq.jsonl"))).decode().splitlines()
    return compare_typed(rows, [json.loads(line) for line in lines])


def r_csv(rows):
    program = need_program("Rscript")
    path = write("r.csv")
    script = (
        f'd <- read.csv("{path}", fileEncoding = "UTF-8", na.strings = ""); '
        'q <- subset(d, kind == "quantity"); cat(nrow(d), class(q$value), sum(q$unit == "t", na.rm = TRUE), "\\n")'
    )
    count, kind, tonnes = run(program, "-e", script).decode().split()
    same((len(rows), "numeric"), (int(count), kind), "rows, and the class of value")
    same(sum(1 for row in rows if row["unit"] == "t"), int(tonnes), "rows in t")
    return f"{count} rows, value is numeric"


def markdown_table(rows):
    parser = need("markdown_it").MarkdownIt("commonmark").enable("table")
    html = parser.render(write("doc.md").read_text())
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html)
    header, *body = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    same(len(rows), len(body), "rows")
    names = re.findall(r"<th[^>]*>(.*?)</th>", header)
    same(len(names) * (len(rows) + 1), len(found), "cells")
    unescape = importlib.import_module("html").unescape
    for number, (row, line) in enumerate(zip(rows, body)):
        for name, text in zip(names, re.findall(r"<td[^>]*>(.*?)</td>", line)):
            wanted = re.sub(r"\s*[\r\n]+\s*", " ", cell(row.get(name)))
            # Cells are trimmed, and a control character is shown as one that can be seen.
            same(wanted.replace("\t", "\N{REPLACEMENT CHARACTER}").strip(), unescape(text), f"row {number}, {name}")
    return f"{len(found)} cells, nothing in them is markup"


CHECKS = [
    ("csv", "LibreOffice", office_csv),
    ("csv --excel", "LibreOffice", office_excel_csv),
    ("csv", "DuckDB", duckdb_csv),
    ("csv", "pandas", pandas_csv),
    ("csv", "R", r_csv),
    ("tsv", "pandas", pandas_tsv),
    ("json", "jq", jq_json),
    ("jsonl", "jq", jq_jsonl),
    ("jsonl", "DuckDB", duckdb_jsonl),
    ("jsonl", "pandas", pandas_jsonl),
    ("xlsx", "LibreOffice", office_xlsx),
    ("xlsx", "pandas, openpyxl", pandas_xlsx),
    ("parquet", "DuckDB", duckdb_parquet),
    ("parquet", "pandas, pyarrow", pandas_parquet),
    ("sqlite", "sqlite3, Python", sqlite_rows),
    ("markdown", "markdown-it", markdown_table),
]


def main():
    (WORK / "nasty.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in NASTY))
    shutil.copy(ROOT / "fixtures/newspaper-page/input.txt", WORK / "page.txt")
    rows = [exact(line) for line in tishu("nasty.jsonl", "page.txt", "--keep", "-f", "jsonl").splitlines()]
    print(f"{len(rows)} records\n\n{'format':<13}{'reader':<20}{'result':<9}what was compared")
    failed = 0
    for name, reader, check in CHECKS:
        try:
            result, detail = "ok", check(rows)
        except Skip as reason:
            result, detail = "skipped", str(reason)
        except (AssertionError, subprocess.CalledProcessError) as error:
            failed += 1
            stderr = getattr(error, "stderr", None) or b""
            result, detail = "DIFFERS", f"{error} {stderr.decode()}".strip()
        print(f"{name:<13}{reader:<20}{result:<9}{detail}", flush=True)
    shutil.rmtree(WORK)
    sys.exit(1 if failed else 0)


main()
