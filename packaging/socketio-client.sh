#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fetches the Socket.IO client for browsers, for the server to serve: packaging/socketio-client.sh [DIR]
# DIR is build/release/share/parlance/socket.io by default. "cmake --install" copies it from there. The
# files are those of the npm package with the version and digest below. Needs node and npm.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${1:-$source_dir/build/release/share/parlance/socket.io}
version=4.8.4
integrity=sha512-7wjKAvVXYOJsbmUgkWbnhPD4bFpkqrUR0++XOjpGFmqDqsqV1CI93VTraeExLxpjxEqrWgFoSRZu1ihjLWfkAA==
scripts=(socket.io.js socket.io.min.js socket.io.esm.min.js socket.io.msgpack.min.js)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=$work/$(npm pack --silent --pack-destination "$work" "socket.io-client@$version")
found=sha512-$(node -p 'require("crypto").createHash("sha512").update(require("fs").readFileSync(process.argv[1])).digest("base64")' "$archive")
if [[ $found != "$integrity" ]]; then
    echo "socket.io-client $version has another digest than expected: $found" >&2
    exit 1
fi
tar -xzf "$archive" -C "$work"
mkdir -p "$target"
for script in "${scripts[@]}"; do
    install -m 644 "$work/package/dist/$script" "$work/package/dist/$script.map" "$target"
done
install -m 644 "$work/package/LICENSE" "$target"
echo "The client of Socket.IO $version is in $target"
