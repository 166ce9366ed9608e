#!/bin/sh
# scripts/install.sh build|test|pages...: installs the Debian packages of those groups that are missing.
# Says what is missing and exits 1 where it may not install (neither root nor sudo).
set -eu
build="gcc make pkg-config libsqlite3-dev libxml2-dev zlib1g-dev libzstd-dev libjson-c-dev libutf8proc-dev
    libuchardet-dev libxxhash-dev libmicrohttpd-dev"
test="clang libclang-rt-14-dev libcmocka-dev python3 sqlite3"
pages="chromium nodejs npm"
wanted=
for group in "$@"; do
    case $group in build) wanted="$wanted $build" ;; test) wanted="$wanted $test" ;; pages) wanted="$wanted $pages" ;; esac
done
missing=
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else
    echo "missing packages:$missing" >&2
    exit 1
fi
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
for try in 1 2 3; do
    $as apt-get install -y -q --no-install-recommends $missing >&2 && exit 0
    $as apt-get update -q >&2 || true
    sleep "$try"
done
exit 1
