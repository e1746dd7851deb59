#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs missing packages, builds Parlance and runs the tests labelled "fast". --label LABEL runs
# those of another label. Further arguments are passed to ctest, for example `-R REGEX`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/packages.sh
. packaging/build.sh
. tests/lib/clients.sh

label=fast
arguments=()
while (($#)); do
    case $1 in
    --label | -L)
        label=${2:?"$1 wants a label"}
        shift
        ;;
    --label=*) label=${1#*=} ;;
    *) arguments+=("$1") ;;
    esac
    shift
done
# The preset excludes the label "long". With --label, nothing is excluded.
[[ $label == fast ]] || arguments+=(--label-exclude '^$')

install_packages test run admin
install_client_packages
PARLANCE_ADMIN=ON build_preset release
# Most of the time of most tests is waiting: for a time-out, an allowance, another process.
exec ctest --preset release --parallel "$((2 * $(nproc)))" --label-regex "$label" "${arguments[@]}"
