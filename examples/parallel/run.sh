#!/usr/bin/env bash
# GNU parallel over one stream of JSONL: each block goes to a tishu of its own, the output keeps the order.
#   run.sh NEWS.jsonl [JOBS]  > records.jsonl      TISHU: the command (default: this checkout's)
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
TISHU=${TISHU:-node $root/bin/tishu.js}
parallel --pipe --block "${BLOCK:-4M}" --keep-order --jobs "${2:-2}" --halt soon,fail=1 \
  "$TISHU --from jsonl --format jsonl --jobs 1 --quiet -; [ \$? -le 1 ]" <"$1"
