#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fresh_system.sh [SUITE] — the two commands in a bare Debian: a minimal system in a scratch folder with git and make,
# a clone of the last commit, and `make test`, then `make run` where the commit has a model.
#
# SUITE: bookworm (the default), trixie, … The mirror is the one apt uses here. Needs root and debootstrap; some
# minutes, 2 GB under TMPDIR. Nothing is left behind; KEEP=1 keeps the folder.
set -eu
suite=${1:-bookworm}
source=$(cd "$(dirname "$0")/.." && pwd)

fail() { echo "fresh_system: error: $1" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || fail "a chroot needs root"
command -v debootstrap >/dev/null || fail "debootstrap is not installed"

archives() { apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | sort -u; }
mirror=$(archives | awk '$3 == "main" && $2 !~ /-/ { print $1; exit }')
[ -n "$mirror" ] || fail "apt has no archive configured"

system=$(mktemp -d "${TMPDIR:-/tmp}/dau-fresh-XXXXXX")
clean() {
  [ "${KEEP:-}" = 1 ] && echo "fresh_system: kept in $system" && return
  rm -rf --one-file-system "$system"
}
trap clean EXIT
trap 'exit 130' INT TERM

# What is mounted in there is gone with this command's name space.
inside() {
  unshare --mount --pid --fork sh -c '
    root=$1; shift
    mount -t proc proc "$root/proc"
    exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" CI=true "$@"
  ' inside "$system" "$@" </dev/null
}

echo "fresh_system: a bare $suite in $system"
debootstrap --variant=minbase --include=git,make,ca-certificates "$suite" "$system" "$mirror" >"$system.log" 2>&1 ||
  { tail "$system.log"; rm -f "$system.log"; fail "debootstrap"; }
rm -f "$system.log"
# Updates and security fixes as here, when this is the same release; proxies and name servers as here in any case.
archives | awk -v suite="$suite" -v mirror="$mirror" '
  BEGIN { print "deb " mirror, suite, "main" }
  $2 ~ "^" suite "-" && $3 == "main" { print "deb " $1, $2, "main" }' >"$system/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::https?::' >"$system/etc/apt/apt.conf.d/90host" || true
cp /etc/resolv.conf "$system/etc/resolv.conf"

git clone -q "$source" "$system/srv/dau"
echo "fresh_system: $(inside dpkg-query -W -f '.' | wc -c) packages before"
inside make -C /srv/dau test
if [ -e "$system/srv/dau/models/restore.dau" ]; then
  inside make -C /srv/dau run
fi
echo "fresh_system: $suite passed, with $(inside dpkg-query -W -f '.' | wc -c) packages after"
