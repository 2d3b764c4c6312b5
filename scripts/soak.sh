#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# soak.sh DAU — the memory of each filter over a stream of 1 GB; of what takes long, as much as takes about as long.
set -eu
dau=$1
soak() { "$(dirname "$0")/soak_memory.py" "$@"; }
soak "$dau" strip
soak "$dau" normalize --tone new
soak "$dau" restore --scorers ngram --threads 2
soak --megabytes 200 "$dau" restore --scorers ngram --jsonl --json
soak --megabytes 100 "$dau" restore --threads 2
