#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# symbols.sh LIBRARY — the shared library exports names of ours and nothing else.
set -eu
names=$(nm -DC --defined-only "$1" | cut -d ' ' -f 3-)
echo "$names" | grep -q '^dau::unicode::strip_marks' || { echo "strip_marks is not exported"; exit 1; }
if echo "$names" | grep -Ev '^((typeinfo (name )?|vtable )for )?dau(::|_)'; then
  echo "exported, though not DAU_API"
  exit 1
fi
