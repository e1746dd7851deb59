#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the README's commands in an empty Debian: tests/fresh.sh [bookworm|trixie|both]
# Makes a root directory with debootstrap, from the mirror of this host's apt. Clones HEAD into it, starts
# packaging/run.sh, sends requests to the server, stops it, and runs tests/run.sh. Needs root.
# With PARLANCE_FRESH_ROOT=DIR, the roots are kept in DIR and reused. Otherwise each run makes a new one.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$source_dir"
. packaging/packages.sh
. packaging/build.sh
. tests/lib/freshroot.sh

patience=2700 # seconds for installing the packages and building the server

# The first line of the answer to GET $2 on port $1 of this host.
http_status() {
    local line
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
    IFS= read -r -t 10 line <&3
    exec 3>&-
    printf '%s\n' "${line%$'\r'}"
}

expect_ok() {
    local status
    status=$(http_status "$1" "$2")
    echo "GET $2: $status"
    [[ $status == 'HTTP/1.1 200'* ]]
}

# Waits until the server that writes to $2 is ready and prints its port; fails if process $1 ends.
await_server() {
    local waited=0 port
    while ((waited++ < patience)); do
        port=$(sed -nE 's|^parlance-server .* listening on https?://.*:([0-9]+).*|\1|p;T;q' "$2")
        [[ -n $port ]] && echo "$port" && return
        kill -0 "$1" 2>/dev/null || return 1
        sleep 1
    done
    return 1
}

# packaging/run.sh as in the README. If port 8080 is in use on this host, another port is used.
try_server() {
    local root=$1 log=$1/tmp/run.log arguments=() port pid
    if (: </dev/tcp/127.0.0.1/8080) 2>/dev/null; then
        echo "Port 8080 is in use here, so the server takes another one"
        arguments=(--listen 127.0.0.1:0)
    fi
    : >"$log"
    in_root "$root" packaging/run.sh "${arguments[@]}" > >(tee "$log") 2>&1 &
    pid=$!
    if ! port=$(await_server $pid "$log"); then
        echo "packaging/run.sh brought up no server"
        return 1
    fi
    expect_ok "$port" /healthz
    expect_ok "$port" /
    find "$root/root/.local/share/parlance" -type f -printf 'in the data directory: %P (%m)\n'
    kill -TERM $pid
    wait $pid
    echo "The server stopped on SIGTERM with status 0"
}

# Runs in its own namespaces, as process 1: mounts and processes of it end with it.
try_in_root() {
    mount_system "$1"
    echo "--- packaging/run.sh"
    try_server "$1"
    echo "--- tests/run.sh"
    (in_root "$1" tests/run.sh)
}

# Runs in a subshell. Its trap runs after the function has returned, so root is not a local variable.
try_suite() {
    local suite=$1 start=$SECONDS
    if [[ -n ${PARLANCE_FRESH_ROOT:-} ]]; then
        root=$PARLANCE_FRESH_ROOT/$suite
        mkdir -p "$root"
    else
        root=$(mktemp -d "${TMPDIR:-/tmp}/parlance-fresh.XXXXXX")
        trap 'rm -rf --one-file-system "$root"' EXIT
    fi
    echo "=== $suite, $(git log -1 --format='%h %s')"
    make_root "$suite" "$root"
    copy_host_settings "$root"
    rm -rf "$root/root/parlance"
    git clone -q "$source_dir" "$root/root/parlance"
    unshare --mount --pid --fork --kill-child "$source_dir/tests/fresh.sh" --inside "$root"
    echo "=== $suite is well, after $((SECONDS - start)) s"
}

[[ $EUID == 0 ]] || { echo "tests/fresh.sh makes a root file system: it needs root" >&2; exit 1; }
case ${1:-both} in
--inside) try_in_root "$2" ;;
bookworm | trixie | both)
    install_packages fresh
    suites=("${1:-both}")
    [[ ${suites[0]} == both ]] && suites=(bookworm trixie)
    for suite in "${suites[@]}"; do
        (try_suite "$suite")
    done
    ;;
*) echo "Usage: tests/fresh.sh [bookworm|trixie|both]" >&2; exit 2 ;;
esac
