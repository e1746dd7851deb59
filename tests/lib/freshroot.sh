# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: an empty Debian in a directory, for tests/fresh.sh.
# shellcheck shell=bash

# The lines of sources.list for suite $1: this host's Debian sources, for that suite.
sources_for() {
    local own
    own=$(. /etc/os-release && echo "$VERSION_CODENAME")
    # shellcheck disable=SC2016 # the names are apt's
    apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' |
        awk -v own="$own" -v suite="$1" '
            $2 ~ "^" own "(-updates|-security)?$" && $3 == "main" {
                sub("^" own, suite, $2); print "deb", $1, $2, $3 }' | sort -u
}

# make_root SUITE DIR: the smallest Debian that debootstrap makes, unless DIR holds one.
make_root() {
    local suite=$1 root=$2 sources mirror
    sources=$(sources_for "$suite")
    mirror=$(awk -v suite="$suite" '$3 == suite { print $2; exit }' <<<"$sources")
    if [[ -z $mirror ]]; then
        echo "The apt sources of this host name no Debian mirror" >&2
        return 1
    fi
    if [[ -e $root/etc/parlance-fresh ]]; then
        echo "Using the root again that is in $root"
        return
    fi
    echo "Making an empty $suite"
    : >"$root.log"
    run_logged "$root.log" debootstrap --variant=minbase "$suite" "$root" "$mirror" || return 1
    rm "$root.log"
    printf '%s\n' "$sources" >"$root/etc/apt/sources.list"
    touch "$root/etc/parlance-fresh"
}

# copy_host_settings DIR: the network settings of this host: name servers, proxies, certificates.
copy_host_settings() {
    local root=$1 certificates=(/usr/local/share/ca-certificates/*.crt)
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    apt-config dump | grep -E '^Acquire::(http|https|ftp|Check-|Retries)' \
        >"$root/etc/apt/apt.conf.d/90host" || true
    if [[ -e ${certificates[0]} ]]; then
        mkdir -p "$root/usr/local/share/ca-certificates"
        cp -L "${certificates[@]}" "$root/usr/local/share/ca-certificates/"
    fi
    cat "$HOME/.npmrc" /etc/npmrc 2>/dev/null |
        grep -E '^(@.*:)?registry|^//|^(https?-)?proxy|^noproxy|^cafile|^strict-ssl' \
            >"$root/root/.npmrc" || true
}

# mount_system DIR: mounts /proc and /dev. In a mount namespace only.
mount_system() {
    local root=$1 node
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=755 dev "$root/dev"
    for node in null zero full random urandom tty; do
        touch "$root/dev/$node"
        mount --bind "/dev/$node" "$root/dev/$node"
    done
    ln -s /proc/self/fd "$root/dev/fd"
    ln -s fd/0 "$root/dev/stdin"
    ln -s fd/1 "$root/dev/stdout"
    ln -s fd/2 "$root/dev/stderr"
    mkdir -m 1777 "$root/dev/shm"
    mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
    mkdir "$root/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
}

# in_root DIR COMMAND…: runs it in the clone with a login environment for root. Only the network settings
# of this environment are passed on. Replaces the calling shell: use a subshell or the background.
in_root() {
    local root=$1 name keep=()
    shift
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS; do
        [[ -n ${!name:-} ]] && keep+=("$name=${!name}")
    done
    exec chroot "$root" /usr/bin/env -i -C /root/parlance HOME=/root TERM=dumb "${keep[@]}" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" </dev/null
}
