# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced, never run: installs the packages of packages.txt that are missing.
# shellcheck shell=bash

packages_file=$(dirname "${BASH_SOURCE[0]}")/packages.txt

# The packages of the sections named, one a line.
packages_of() {
    awk -v wanted=" $* " '
        /^# \[/ { split($2, name, /[][]/); inside = index(wanted, " " name[2] " "); next }
        inside && NF && !/^#/ { print $1 }' "$packages_file" | sort -u
}

package_present() {
    case $1 in
    nodejs) node -e 'process.exit(parseInt(process.versions.node) < 18)' 2>/dev/null && return ;;
    npm | chromium) command -v "$1" >/dev/null && return ;;
    esac
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# apt-get as root; its output is shown only if it fails. (sudo asks on the terminal itself.)
apt_quietly() {
    local as_root=() output
    [[ $EUID == 0 ]] || as_root=(sudo)
    output=$("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o Dpkg::Use-Pty=0 "$@" 2>&1 </dev/null) && return
    printf '%s\n' "$output" >&2
    return 1
}

# install_packages SECTION...: asks nothing and does nothing if all are there.
install_packages() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian: make sure that you have what packaging/packages.txt names" \
            "under $*." >&2
        return
    fi
    for package in $(packages_of "$@"); do
        package_present "$package" || missing+=("$package")
    done
    [[ ${#missing[@]} == 0 ]] && return
    if [[ $EUID != 0 ]] && ! command -v sudo >/dev/null; then
        echo "Packages are missing, and only root can install them:" >&2
        echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "Installing ${missing[*]}" >&2
    apt_quietly update || echo "Going on with the package lists that are there." >&2
    apt_quietly install --no-install-recommends "${missing[@]}"
}
