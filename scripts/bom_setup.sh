#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bom_setup.sh BUILD — gets the official schemas of bills of materials for the tests, and the validator of SARIF: BUILD/bom/{package,venv,sarif}.
set -eu
mkdir -p "$1/bom"
cd "$1/bom"
[ -d package ] || { npm pack --silent @cyclonedx/cyclonedx-library@10.3.0 >/dev/null && tar -xzf cyclonedx-*.tgz; }
[ -d venv ] || { python3 -m venv venv && venv/bin/pip install --quiet jsonschema==4.23.0 spdx-python-model==0.0.6; }
[ -d sarif ] || { npm pack --silent @microsoft/sarif-multitool-linux@5.7.0 >/dev/null && mkdir sarif && tar -xzf microsoft-sarif-*.tgz -C sarif --strip-components 1 && chmod +x sarif/Sarif.Multitool; }
