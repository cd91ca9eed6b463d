"""Reads a folder of JSONL or text with Spark, has tishu read each partition through a pipe, and writes one table.

  spark-submit extract.py INPUT OUTPUT [--form jsonl|text] [--format parquet|csv] [--partitions N] [--tishu COMMAND]

A partition is a stream of JSONL lines into one tishu, which holds its rules and dictionary for all of them. A line that
fails is told as JSON in the executor's stderr and the rest goes on; any other end than 0 or 1 fails the task, and Spark
runs it again elsewhere. The columns are those of `tishu -o FILE.parquet`: numbers as DOUBLE and INT, days as DATE, and
beside each its exact text in a column that ends in `_exact`.
"""

import argparse
import json
import shlex

from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import StringType, StructField, StructType

COLUMNS = (
    "doc article title kind text start end dimension number unit_text value unit low high approx change modality "
    "indicator subject period period_text timex start_date end_date date_type name org_type org_id sentence rule"
).split()
INTEGERS = ("article", "start", "end", "org_id")
DECIMALS = ("number", "value", "low", "high")
DAYS = ("start_date", "end_date")


def lines_of(context, path, form, partitions):
    """The input as lines of JSONL, each a document."""
    if form == "jsonl":
        return context.textFile(path, partitions).repartition(partitions)
    texts = context.wholeTextFiles(path, partitions)
    return texts.map(lambda file: json.dumps({"id": file[0].removeprefix("file:"), "text": file[1]}, ensure_ascii=False))


def command_line(tishu):
    """tishu for one partition: one thread, since Spark starts one for each core; 1 says that some lines failed."""
    run = f"{tishu} --from jsonl --format jsonl --jobs 1 --quiet -; code=$?; [ $code -le 1 ] || exit $code"
    return f"sh -c {shlex.quote(run)}"


def cells_of(line):
    """The columns of one record, each as text with all its digits."""
    record = json.loads(line, parse_float=str, parse_int=str)
    return tuple(record[name] for name in COLUMNS)


def typed(records):
    """The records with the types of the contract, and the exact text of numbers and days beside."""
    columns = [
        f.col(name).cast("int").alias(name)
        if name in INTEGERS
        else f.col(name).cast("double").alias(name)
        if name in DECIMALS
        else f.to_date(f.regexp_extract(name, r"^(\d{4}-\d\d-\d\d)(T.*)?$", 1)).alias(name)
        if name in DAYS
        else f.col(name)
        for name in COLUMNS
    ]
    return records.select(*columns, *(f.col(name).alias(f"{name}_exact") for name in (*DECIMALS, *DAYS)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--form", choices=("jsonl", "text"), default="jsonl")
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--tishu", default="tishu")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("tishu").getOrCreate()
    lines = lines_of(spark.sparkContext, args.input, args.form, args.partitions)
    found = lines.pipe(command_line(args.tishu), checkCode=True)
    # As text first: Spark's own reader of JSON makes doubles of numbers on the way, and digits get lost.
    as_text = StructType([StructField(name, StringType()) for name in COLUMNS])
    records = typed(spark.createDataFrame(found.map(cells_of), as_text, verifySchema=False))
    writer = records.write.mode("overwrite")
    if args.format == "parquet":
        writer.parquet(args.output)
    else:
        writer.option("header", True).option("escape", '"').csv(args.output)
    spark.stop()


if __name__ == "__main__":
    main()
