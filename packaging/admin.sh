#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs missing packages, builds the console and starts it: packaging/admin.sh [ARGUMENT…]
# The arguments are passed to parlance-admin: --connect URL, --help.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$source_dir/packaging/packages.sh"
. "$source_dir/packaging/build.sh"

install_packages run admin
(cd "$source_dir" && PARLANCE_ADMIN=ON build_preset release parlance-admin)

exec "$source_dir/build/release/admin-gui/parlance-admin" "$@"
