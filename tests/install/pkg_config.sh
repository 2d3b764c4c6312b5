#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# pkg_config.sh PREFIX LIBDIR SCRATCH COMPILER [FLAG...] — a program built with what pkg-config says, in a moved tree.
set -eu
prefix=$1 libdir=$2 scratch=$3
shift 3
# dau.pc must not remember where it was first installed.
moved=$scratch/moved
rm -rf "$moved"
cp -a "$prefix" "$moved"
libdir=$moved/${libdir#"$prefix"/}
export PKG_CONFIG_PATH="$libdir/pkgconfig"
# shellcheck disable=SC2046  # flags are words
"$@" "$(dirname "$0")/consumer.cc" $(pkg-config --cflags --libs dau) -o "$scratch/pkg_config_consumer"
LD_LIBRARY_PATH="$libdir" "$scratch/pkg_config_consumer"
