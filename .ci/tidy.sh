# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: runs clang-tidy on the changed C++ files.
# shellcheck shell=bash

tidy_seconds=180 # Time limit. The remaining files are reported and skipped.

# The commit before the change: the merge base with the main branch, or else the parent of HEAD.
base_commit() {
    local branch base
    for branch in ${CI_BASE:+"$CI_BASE"} origin/HEAD origin/main main; do
        base=$(git merge-base "$branch" HEAD 2>/dev/null) || continue
        [[ $base != "$(git rev-parse HEAD)" ]] && echo "$base" && return
    done
    git rev-parse --verify --quiet HEAD~1
}

# The sources to check: all that changed. A changed header is checked through the source with the same
# name. Without a commit to compare with, all sources.
tidy_files() {
    local base path
    base=$(base_commit) || base=$(git hash-object -t tree /dev/null)
    git diff --name-only --diff-filter=d "$base" HEAD -- '*.cpp' '*.h' | while read -r path; do
        if [[ $path == *.h && -e ${path%.h}.cpp ]]; then
            path=${path%.h}.cpp
        fi
        echo "$path"
    done | sort -u
}

# Checks one file and prints its findings. After the time limit, only reports the file.
tidy_file() {
    local left=$((tidy_end - $(date +%s))) output status=0
    if ((left < 1)); then
        echo "clang-tidy: no time left for $1"
        return
    fi
    output=$(timeout "$left" clang-tidy -p "$tidy_database" --quiet "$1" 2>/dev/null) || status=$?
    if [[ $status == 124 ]]; then
        echo "clang-tidy: not done in time with $1"
    elif [[ $status != 0 ]]; then
        printf '%s\n' "$output"
        echo "clang-tidy: $1 failed"
        return 1
    fi
}

# Makes a compilation database with one command per source, without unity builds, and without GCC's
# precompiled header, which clang cannot read.
make_tidy_database() {
    cmake --preset release -B build/tidy -D CMAKE_UNITY_BUILD=OFF >build/tidy.log || return 1
    sed -E -e 's# -Winvalid-pch -include [^ "]*cmake_pch\.hxx##' -e 's#/build/tidy/#/build/release/#g' \
        -i build/tidy/compile_commands.json
}

# Runs after a release build, because it needs generated headers.
tidy_changes() {
    local files
    files=$(tidy_files)
    echo "clang-tidy over $(grep -c . <<<"$files") files"
    [[ -n $files ]] || return 0
    make_tidy_database
    tidy_database=$PWD/build/tidy
    tidy_end=$(($(date +%s) + tidy_seconds))
    export -f tidy_file
    export tidy_database tidy_end
    # shellcheck disable=SC2016 # the inner shell's argument
    xargs -d '\n' -n 1 -P 2 bash -c 'tidy_file "$1"' tidy <<<"$files"
}
