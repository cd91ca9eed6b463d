#!/usr/bin/env bash
# All of it on one machine: a master and two workers; the table equal to what one tishu writes; one worker, two workers,
# and two of which one is killed while it works.
#   run.sh [MEGABYTES]      PYTHON: a Python with pyspark and pyarrow; TISHU: the command (default: this checkout's)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export PYTHON=${PYTHON:-python3}
TISHU=${TISHU:-node $root/bin/tishu.js}
work=$(mktemp -d)
export RUN=$work/cluster PYSPARK_PYTHON=$PYTHON SPARK_LOCAL_IP=127.0.0.1
trap '"$here/cluster.sh" stop; rm -rf "$work"' EXIT

node "$root/bench/corpus.mjs" "${1:-2}" >"$work/news.jsonl"
mkdir "$work/news"
split --lines=200 --additional-suffix=.jsonl "$work/news.jsonl" "$work/news/part-"
now() { date +%s.%N; }
spent() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.1f", to - from }'; }

began=$(now)
$TISHU "$work/news.jsonl" --format jsonl --quiet --jobs 1 >"$work/one.jsonl"
records=$(wc -l <"$work/one.jsonl")
echo "one process: $records records in $(spent "$began") s"

submit() {
  "$PYTHON" "$here/extract.py" "$work/news" "$work/table" --tishu "$TISHU" --partitions 8 2>"$work/driver.log"
}
job() {
  began=$(now)
  submit || { tail -n 20 "$work/driver.log"; exit 1; }
  local seconds
  seconds=$(spent "$began")
  echo "$1: $(awk -v n="$records" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }') records/s, $seconds s"
  "$PYTHON" "$here/compare.py" "$work/one.jsonl" "$work/table"
  rm -rf "$work/table"
}
# What Python's driver is to be, without spark-submit.
export PYSPARK_SUBMIT_ARGS="--master spark://127.0.0.1:${SPARK_PORT:-7077} --conf spark.executor.memory=700m \
  --conf spark.driver.host=127.0.0.1 --conf spark.ui.enabled=false pyspark-shell"

"$here/cluster.sh" start 1
job "1 worker"
"$here/cluster.sh" stop
sleep 2
"$here/cluster.sh" start 2
job "2 workers"

# The worker goes once a task is done and others are under way.
(
  until grep -q "Finished task" "$work/driver.log" 2>/dev/null; do sleep 0.2; done
  "$here/cluster.sh" kill-worker 2
  echo "worker 2 killed"
) &
: >"$work/driver.log"
PYSPARK_SUBMIT_ARGS="--conf spark.log.level=INFO $PYSPARK_SUBMIT_ARGS"
job "2 workers, of which one was killed"
lost=$(grep -c -E "Lost (task|executor)" "$work/driver.log" || true)
echo "$lost lines of the driver's log tell of lost tasks and executors"
[ "$lost" -gt 0 ]
