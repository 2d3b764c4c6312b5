#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# python.sh VENV PYTHON TEST… — runs a test with the Python that `make scale` has set up, else with PYTHON.
set -eu
venv=$1 python=$2
shift 2
[ ! -x "$venv/bin/python" ] || python=$venv/bin/python
exec "$python" "$@"
