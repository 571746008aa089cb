#!/usr/bin/env bash
# Installs the Debian packages of the named lists (packages_<name>.txt beside this script) that are missing.
# Usage: install_packages.sh build run lint. As root, or with sudo. Prints nothing when everything is there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

wanted=()
for list in "$@"; do
    file="$here/packages_$list.txt"
    [ -f "$file" ] || { echo "install_packages: there is no list '$list' ($file)" >&2; exit 2; }
    read -r -d '' -a names < "$file" || true
    wanted+=("${names[@]}")
done

missing=()
for package in "${wanted[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo > /dev/null; then
    as_root=(sudo)
else
    echo "These Debian packages are missing: ${missing[*]}" >&2
    echo "Run this as root, or install sudo, or ask an administrator to install them." >&2
    exit 1
fi

echo "Installing from Debian: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# A PostgreSQL server that Debian starts by itself is not wanted: the demo and the tests run their own.
if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"; } > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Installing failed; the last lines of apt are above. Is the package mirror reachable?" >&2
    exit 1
fi
