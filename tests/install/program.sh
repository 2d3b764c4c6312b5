#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# program.sh DAU — the installed program finds the installed model, from any folder.
set -eu
cd /
[ "$(echo 'toi dang hoc tieng Viet' | "$1" restore)" = 'tôi đang học tiếng Việt' ]
