#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# pkg_config.sh PREFIX LIBDIR SCRATCH COMPILER [FLAG...] — programs built with what pkg-config says, in a moved tree: one of
# these tests, and the example of both READMEs, which is run with and without a model.
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

# The same test as in the build, as C; it has to find the model of the moved tree.
# shellcheck disable=SC2046
"$@" -x c -std=c11 -Wall -Wextra -Werror "$(dirname "$0")/../api/c_interface.c" -x none \
  $(pkg-config --cflags --libs dau-c) -pthread -Wl,-rpath,"$(pkg-config --variable=libdir dau)" -o "$scratch/c_interface"
models=$(cd "$moved/share/dau/models" && pwd -P)
[ ! -e "$models/restore.dau" ] || (cd / && env -u LD_LIBRARY_PATH "$scratch/c_interface" "$models")

for readme in README.md README.vi.md; do
  sed -n '/^```cpp$/,/^```$/p' "$(dirname "$0")/../../$readme" | sed '/^```/d' >"$scratch/$readme.cc"
  # shellcheck disable=SC2046
  "$@" "$scratch/$readme.cc" $(pkg-config --cflags --libs dau) -Wl,-rpath,"$(pkg-config --variable=libdir dau)" \
    -o "$scratch/$readme.program"
  status=0
  said=$(cd "$scratch" && env -u LD_LIBRARY_PATH "./$readme.program") || status=$?
  case "$status $said" in
    '1 cannot open: '*) ;;
    *) echo "$readme: the example without a model ends with $status and says: $said" && exit 1 ;;
  esac
  model=$(pkg-config --variable=modelsdir dau)/restore.dau
  [ ! -e "$model" ] || [ "$("$scratch/$readme.program" "$model")" = 'tôi đang học' ]
done

# The example of the guide, which finds its model by itself.
sed -n '/^```c$/,/^```$/p' "$(dirname "$0")/../../docs/guide/c.md" | sed '/^```/d' >"$scratch/guide.c"
# shellcheck disable=SC2046
"$@" -x c -std=c11 -Wall -Wextra -Werror "$scratch/guide.c" -x none $(pkg-config --cflags --libs dau-c) \
  -Wl,-rpath,"$(pkg-config --variable=libdir dau)" -o "$scratch/guide"
[ ! -e "$models/restore.dau" ] || [ "$(cd / && env -u LD_LIBRARY_PATH "$scratch/guide")" = 'tôi đang học' ]
