#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# scale_setup.sh BUILD — an environment with pyspark, pandas, pyarrow and Dask from the package index: BUILD/scale-venv.
set -eu
venv=$1/scale-venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip -q --disable-pip-version-check install 'pyspark>=4' 'pandas>=2.2,<3' 'pyarrow>=15' dask
