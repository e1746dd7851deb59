#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Saves pictures of every screen of parlance-admin, light and dark, in two sizes:
#     tests/gui/screenshots.sh BUILD_DIRECTORY FOLDER [PAGE...]
# without a screen of its own (Debian's xvfb), with a server of its own.
set -eu
[ $# -ge 2 ] || { sed -n '3,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
build=$1
folder=$2
shift 2
cmake --build "$build" --target gui_screenshots
PARLANCE_SERVER=${PARLANCE_SERVER:-$build/server/parlance-server}
export PARLANCE_SERVER
exec xvfb-run -a -s '-screen 0 2000x1200x24' "$build/tests/gui/gui_screenshots" "$folder" "$@"
