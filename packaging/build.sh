# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: builds a preset, and shows output only if that fails.
# shellcheck shell=bash

# run_logged LOG COMMAND…: the output goes to LOG. If the command fails, its relevant part is shown.
run_logged() {
    local log=$1
    shift
    "$@" >>"$log" 2>&1 </dev/null && return
    # Ninja marks what failed. Other programs report it at the end.
    if grep -q '^FAILED: ' "$log"; then
        sed -n '/^FAILED: /,$p' "$log" | grep -v '^\[' | head -n 200 >&2
    else
        tail -n 60 "$log" >&2
    fi
    echo "Failed: $* (all of its output is in $log)" >&2
    return 1
}

# build_preset PRESET [TARGET…], from the source directory. In a terminal, ninja shows its progress.
build_preset() {
    local preset=$1 log=$PWD/build/$1.log
    shift
    local build=(cmake --build --preset "$preset" ${1:+--target "$@"})
    mkdir -p build && : >"$log" || return 1
    if [[ -t 2 ]]; then
        echo "Building ($preset)" >&2
        run_logged "$log" cmake --preset "$preset" && "${build[@]}" </dev/null >&2
    else
        echo "Building (${preset}; the output goes to build/$preset.log)" >&2
        run_logged "$log" cmake --preset "$preset" && run_logged "$log" "${build[@]}"
    fi
}
