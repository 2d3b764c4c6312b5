#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# setup_test.sh SETUP — scripts/setup.sh in front of a make-believe dpkg, apt, sudo and user: nothing is installed.
set -eu
setup=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"

# stub NAME LINE… — a program of that name with these lines of shell.
stub() {
  name=$1
  shift
  { echo '#!/bin/sh'; printf '%s\n' "$@"; } >"$scratch/bin/$name"
  chmod +x "$scratch/bin/$name"
}
for tool in sh awk grep sort dirname env echo printf; do
  [ -e "$scratch/bin/$tool" ] || ln -s "$(command -v "$tool")" "$scratch/bin/$tool" 2>/dev/null || true
done

# run EXPECTED_STATUS GROUP… — runs set-up with only these programs on the path; what it says goes to $scratch/out.
run() {
  expected=$1
  shift
  status=0
  env -i PATH="$scratch/bin" "$(command -v sh)" "$setup" "$@" </dev/null >"$scratch/out" 2>&1 || status=$?
  [ "$status" -eq "$expected" ] || { echo "status $status, expected $expected:"; cat "$scratch/out"; exit 1; }
}
says() { grep -qF -- "$1" "$scratch/out" || { echo "does not say: $1"; cat "$scratch/out"; exit 1; }; }

echo "an unknown group is a usage error"
run 2 nonsense
says 'no packages in group: nonsense'

echo "nothing missing: silent, apt is not called"
stub dpkg-query 'echo installed'
stub apt-get 'echo called; exit 1'
stub id 'echo 0'
run 0 build
[ ! -s "$scratch/out" ]

echo "missing packages are named, and installed without a question where there is no terminal"
stub dpkg-query 'case "$*" in *ninja-build*|*libfmt-dev*) exit 1;; esac; echo installed'
stub apt-get 'echo "apt-get $*"'
run 0 build
says 'missing for build: libfmt-dev ninja-build'
says 'apt-get update -q'
says 'apt-get install -qy --no-install-recommends libfmt-dev ninja-build'

echo "a versioned package stands for its metapackage"
stub dpkg-query 'case "$*" in *"clang-[0-9][0-9]"*|*"libclang-rt-[0-9][0-9]-dev"*|*llvm*) echo installed;; *) exit 1;; esac'
run 0 clang
[ ! -s "$scratch/out" ]

echo "no root and no sudo: the line to run is given"
stub dpkg-query 'exit 1'
stub id 'echo 1000'
run 1 lint
says 'apt-get update && apt-get install --no-install-recommends clang-format clang-tidy'

echo "a failing apt is an error, with the line"
stub id 'echo 0'
stub apt-get '[ "$1" = update ]'
run 1 lint
says 'apt could not install the packages'

echo "another system is told what it needs, and goes on"
rm "$scratch/bin/dpkg-query"
run 0 lint
says 'clang-format clang-tidy'
