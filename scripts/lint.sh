#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lint.sh BUILD — clang-format on every C++ file git knows, clang-tidy on the changed ones.
#
# Changed means: since LINT_BASE (default: where this branch left origin/main, else the last commit), committed or not.
# LINT_ALL=1 takes all. Version 14 is what decides on the format; another one is used with a warning.
set -eu
build=$1

tool() {
  for name in "$1-14" "$1"; do
    command -v "$name" && return
  done
  echo "lint: error: $1 is not installed" >&2
  exit 1
}
format=$(tool clang-format)
tidy=$(tool clang-tidy)
case $("$format" --version) in
  *' 14.'*) ;;
  *) echo "lint: warning: $format is not version 14, which the format is defined by" >&2 ;;
esac

failed=0
git ls-files -z '*.cc' '*.h' | xargs -0 -r "$format" --dry-run -Werror || failed=1

changed() {
  if [ "${LINT_ALL:-}" = 1 ]; then
    git ls-files '*.cc'
    return
  fi
  base=${LINT_BASE:-$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse -q --verify 'HEAD~1' || echo HEAD)}
  { git diff --name-only --diff-filter=d "$base" -- '*.cc'; git ls-files -o --exclude-standard '*.cc'; } | sort -u
}
# Only what this build compiles: clang-tidy needs the command line of each file.
sources=$(changed | while read -r file; do
  grep -q "\"file\": \"[^\"]*/$file\"" "$build/compile_commands.json" && echo "$file"
done || true)
if [ -n "$sources" ]; then
  echo "lint: clang-tidy on $(echo "$sources" | wc -l) files"
  # The build may be GCC's, which has warnings of its own names. Shown only with findings: it counts on stderr.
  echo "$sources" | xargs -P "$(nproc)" -n 1 sh -c '
    findings=$("$0" -p "$1" --quiet --extra-arg=-Wno-unknown-warning-option "$2" 2>&1) && exit
    echo "$findings" | grep -v " warnings generated\.$"
    exit 1' "$tidy" "$build" || failed=1
fi
[ "$failed" -eq 0 ] && echo "lint: clean"
exit "$failed"
