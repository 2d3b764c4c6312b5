#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# setup.sh GROUP... — installs by apt what is missing of these groups of scripts/packages.txt.
#
# Says what it is about to install and asks first on a terminal. DAU_YES=1, CI=true, or no terminal: it does not ask.
# Takes milliseconds when nothing is missing.
set -eu
list=$(dirname "$0")/packages.txt

wanted=$(for group in "$@"; do awk -v g="$group" '$1 == g { print $2 }' "$list"; done | sort -u)
[ -n "$wanted" ] || { echo "setup: error: no packages in group: $*" >&2; exit 2; }

installed() {  # a package, or the versioned one behind a metapackage: clang-14 for clang
  case $1 in
    *-dev) versioned=${1%-dev}-[0-9][0-9]-dev ;;
    *) versioned=$1-[0-9][0-9] ;;
  esac
  dpkg-query -W -f '${db:Status-Status}\n' "$1" "$versioned" 2>/dev/null | grep -qx installed
}

if ! command -v dpkg-query >/dev/null; then
  echo "setup: this is not Debian or Ubuntu; please see that these are installed:" $wanted >&2
  exit 0
fi
missing=
for package in $wanted; do
  installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

line="apt-get install --no-install-recommends$missing"
if [ "$(id -u)" -eq 0 ]; then
  as_root=
elif command -v sudo >/dev/null; then
  as_root=sudo
else
  echo "setup: error: packages are missing, and there is no sudo; as root, please run" >&2
  echo "  apt-get update && $line" >&2
  exit 1
fi

echo "setup: missing for $*:$missing"
if [ -t 0 ] && [ -t 1 ] && [ "${DAU_YES:-}" != 1 ] && [ "${CI:-}" != true ]; then
  printf 'setup: install them now with %s? [Y/n] ' "${as_root:+$as_root }apt-get"
  read -r answer
  case $answer in
    '' | [yY]*) ;;
    *) echo "setup: nothing installed; the line is: $line" >&2; exit 1 ;;
  esac
fi
run() { $as_root env DEBIAN_FRONTEND=noninteractive "$@" </dev/null; }
run apt-get update -q || echo "setup: apt-get update failed; trying with the lists at hand" >&2
if ! run apt-get install -qy --no-install-recommends $missing; then
  echo "setup: error: apt could not install the packages; the line was: $line" >&2
  exit 1
fi
