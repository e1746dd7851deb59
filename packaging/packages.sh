# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: installs the packages of packages.txt that are missing.
# shellcheck shell=bash

packages_file=$(dirname "${BASH_SOURCE[0]}")/packages.txt

# The packages of these sections, one per line.
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

# apt-get as root. Its output is shown only if it fails. (sudo asks for the password on the terminal.)
apt_quietly() {
    local as_root=() output
    [[ $EUID == 0 ]] || as_root=(sudo)
    output=$("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o Dpkg::Use-Pty=0 "$@" 2>&1 </dev/null) && return
    printf '%s\n' "$output" >&2
    return 1
}

# install_packages SECTION...: does nothing if all are installed.
install_packages() {
    local package missing=() as_root=()
    [[ $EUID == 0 ]] || as_root=(sudo)
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian. Install the packages of packaging/packages.txt yourself," \
            "sections: $*" >&2
        return
    fi
    for package in $(packages_of "$@"); do
        package_present "$package" || missing+=("$package")
    done
    [[ ${#missing[@]} == 0 ]] && return
    if [[ $EUID != 0 ]] && ! command -v sudo >/dev/null; then
        echo "Packages are missing. Install them as root:" >&2
        echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "Installing ${missing[*]}" >&2
    apt_quietly update || echo "Continuing with the existing package lists." >&2
    apt_quietly install --no-install-recommends "${missing[@]}" || return
    # Only its promtool is used: the service would take a port and scrape.
    if [[ " ${missing[*]} " == *" prometheus "* ]] && command -v systemctl >/dev/null; then
        "${as_root[@]}" systemctl disable --now prometheus 2>/dev/null || true
    fi
}
