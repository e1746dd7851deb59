#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails if a text of the console has no translation, or its translation file is not up to date:
# tests/gui/translations.sh LUPDATE. To update it: cmake --build build/release --target update_translations
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

status=0
for file in "$source_dir"/admin-gui/translations/*.ts; do
    fresh=$scratch/$(basename "$file")
    cp "$file" "$fresh"
    "$1" -silent -no-obsolete -locations none -I "$source_dir/admin-gui" "$source_dir/admin-gui" -ts "$fresh"
    if grep -q 'type="unfinished"' "$fresh"; then
        echo "Not translated in $(basename "$file"):"
        grep -B 2 'type="unfinished"' "$fresh" | sed -n 's/ *<source>\(.*\)<\/source>/\1/p'
        status=1
    fi
    diff -q "$file" "$fresh" >/dev/null || { echo "$file is not up to date" && status=1; }
done
exit $status
