#!/usr/bin/env bash
# A standalone Spark on this machine, loopback only: a master and workers of one core each.
#   cluster.sh start [WORKERS] | kill-worker N | stop
# RUN holds what it writes, PYTHON the Python that has pyspark.
set -euo pipefail
: "${RUN:?a folder for logs, process ids and the work of Spark}"
PYTHON=${PYTHON:-python3}
SPARK_HOME=$("$PYTHON" -c 'import pyspark; print(pyspark.__path__[0])')
PORT=${SPARK_PORT:-7077}
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1 PYSPARK_PYTHON=$PYTHON
mkdir -p "$RUN"

# In a process group of its own, so that it ends with all that it started: executor, Python, tishu.
begin() {
  local name=$1
  shift
  setsid "$SPARK_HOME/bin/spark-class" "$@" >"$RUN/$name.log" 2>&1 &
  echo $! >"$RUN/$name.pid"
}
await() {
  for _ in $(seq 240); do
    if grep -q "$2" "$RUN/$1.log" 2>/dev/null; then return; fi
    sleep 0.5
  done
  echo "$1 did not start; see $RUN/$1.log" >&2
  exit 1
}
end() {
  local pid
  pid=$(cat "$1")
  kill "-${2:-TERM}" -- "-$pid" 2>/dev/null || true
  rm -f "$1"
}

case ${1:-} in
start)
  begin master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$PORT" --webui-port 0
  await master "New state: ALIVE"
  for number in $(seq "${2:-2}"); do
    begin "worker$number" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g \
      --webui-port 0 --work-dir "$RUN/work$number" "spark://127.0.0.1:$PORT"
    await "worker$number" "Successfully registered with master"
  done
  echo "spark://127.0.0.1:$PORT"
  ;;
kill-worker)
  end "$RUN/worker${2:?which}.pid" KILL
  ;;
stop)
  for file in "$RUN"/worker*.pid "$RUN"/master.pid; do
    if [ -e "$file" ]; then end "$file"; fi
  done
  ;;
*)
  sed -n '2,4p' "$0"
  exit 2
  ;;
esac
