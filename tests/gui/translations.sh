#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails if a text of the console has no translation, or its translation files are not up to date:
#     tests/gui/translations.sh LUPDATE
# To update them, and then to translate what they call unfinished:
#     cmake --build build/release --target update_translations
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$source_dir/admin-gui/translations

# update LUPDATE FILE…: the sources' texts; in English only those with a plural.
update() {
    local lupdate=$1 file
    shift
    for file in "$@"; do
        local options=(-silent -no-obsolete -locations none -I "$source_dir/admin-gui")
        [[ $file != *_en.ts ]] || options+=(-pluralonly)
        "$lupdate" "${options[@]}" "$source_dir/admin-gui" -ts "$file"
    done
}

if [[ $1 == --update ]]; then
    update "$2" "$folder"/*.ts
    exit
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$folder"/*.ts "$scratch"
# It warns of texts that it cannot find later.
warnings=$(update "$1" "$scratch"/*.ts 2>&1)
status=0
if [[ -n $warnings ]]; then
    echo "$warnings"
    status=1
fi
for file in "$folder"/*.ts; do
    fresh=$scratch/$(basename "$file")
    if grep -q 'type="unfinished"' "$fresh"; then
        echo "Not translated in $(basename "$file"):"
        grep -B 2 'type="unfinished"' "$fresh" | sed -n 's/ *<source>\(.*\)<\/source>/\1/p'
        status=1
    fi
    diff -q "$file" "$fresh" >/dev/null || { echo "$file is not up to date" && status=1; }
done
exit $status
