# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced, never run: the npm packages of tests/clients, as its lock file pins them.
# shellcheck shell=bash

clients_dir=$(dirname "${BASH_SOURCE[0]}")/../clients

# Installs them unless those of this very lock file are there.
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
