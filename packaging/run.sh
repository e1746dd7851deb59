#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs missing packages, builds Parlance and runs it: packaging/run.sh [ARGUMENT…]
# The arguments are passed to parlance-server. Its data are in ~/.local/share/parlance by default.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$source_dir/packaging/packages.sh"
. "$source_dir/packaging/build.sh"

install_packages run
(cd "$source_dir" && build_preset release parlance-server)

exec "$source_dir/build/release/server/parlance-server" "$@"
