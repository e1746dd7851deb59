#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets and runs each of them: tests/fuzz/run.sh [-m] SECONDS [TARGET]...
# Findings go to build/fuzz/findings/TARGET, new inputs to build/fuzz/inputs/TARGET. With -m the
# committed corpus is then made anew from all inputs: the smallest that reach the same code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

minimise=false
if [ "${1:-}" = -m ]; then
    minimise=true
    shift
fi
seconds=${1:?"usage: tests/fuzz/run.sh [-m] SECONDS [TARGET]..."}
shift
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    targets=(httpguard websocket engineio socketio)
fi

# The allocations' call stacks cost a third of the speed, and a finding is replayed anyway.
export ASAN_OPTIONS=quarantine_size_mb=8:malloc_context_size=2 QT_NO_GLIB=1

# Runs one target; 1 if it found something. More would be work, but no more to find: of packets of
# one byte each, a few hundred are enough.
fuzz() {
    local target=$1 longest=1024 inputs=build/fuzz/inputs/$1 findings=build/fuzz/findings/$1
    mkdir -p "$inputs" "$findings"
    if [ "$target" = engineio ]; then
        longest=256
    fi
    build/fuzz/tests/fuzz/fuzz_"$target" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=2048 -max_len="$longest" -print_final_stats=1 -artifact_prefix="$findings/" \
        -dict=tests/fuzz/dictionaries/"$target".dict \
        "$inputs" tests/fuzz/corpus/"$target" >build/fuzz/"$target".log 2>&1
}

# libFuzzer keeps what reaches something new: of that as many as the corpus has room for beside what
# was written by hand, of all sizes. None is larger than 1 KiB, so 100 files are 100 KB at most.
minimise() {
    local target=$1 kept=build/fuzz/kept/$1 corpus=tests/fuzz/corpus/$1 room files
    rm -rf "$kept"
    mkdir -p "$kept"
    build/fuzz/tests/fuzz/fuzz_"$target" -merge=1 -max_len=1024 "$kept" "$corpus" \
        build/fuzz/inputs/"$target" >>build/fuzz/"$target".log 2>&1
    find "$corpus" -type f -name '????????????????????????????????????????' -delete
    room=$((100 - $(find "$corpus" -type f | wc -l)))
    files=$(find "$kept" -type f | wc -l)
    find "$kept" -type f -printf '%s %p\n' | sort -n |
        awk -v room="$room" -v files="$files" \
            'int(NR * room / files) > int((NR - 1) * room / files) || files <= room { print $2 }' |
        xargs -r -I '{}' cp '{}' "$corpus/"
}

statistic() {
    sed -n "s/^stat::$2: *//p" build/fuzz/"$1".log
}

cmake --preset fuzz
cmake --build --preset fuzz
status=0
table=$(printf '%-12s %12s %8s %9s  %s' target executions seconds "a second" result)
for target in "${targets[@]}"; do
    result=sound
    start=$SECONDS
    fuzz "$target" || { result="see build/fuzz/findings/$target"; status=1; }
    table+=$'\n'$(printf '%-12s %12s %8s %9s  %s' "$target" \
        "$(statistic "$target" number_of_executed_units)" $((SECONDS - start)) \
        "$(statistic "$target" average_exec_per_sec)" "$result")
    if $minimise; then
        minimise "$target"
    fi
done
printf '%s\n' "$table"
exit $status
