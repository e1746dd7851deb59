# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: installs the npm packages of tests/clients, with the versions of its lock file.
# shellcheck shell=bash

clients_dir=$(dirname "${BASH_SOURCE[0]}")/../clients

# Does nothing if the packages of this lock file are installed.
install_client_packages() {
    local installed=$clients_dir/node_modules/.installed-lock.json output
    cmp -s "$clients_dir/package-lock.json" "$installed" && return
    echo "Installing the npm packages of tests/clients" >&2
    if ! output=$(npm ci --prefix "$clients_dir" --ignore-scripts --no-audit --no-fund 2>&1 </dev/null); then
        printf '%s\n' "$output" >&2
        return 1
    fi
    cp "$clients_dir/package-lock.json" "$installed"
}
