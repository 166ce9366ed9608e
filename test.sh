#!/bin/sh
# Installs what is missing (Debian 12), builds with gcc as released and with clang under the address and
# undefined-behaviour sanitizers, and runs every test on both. QUICK=1 leaves the sanitizer build out.
set -eu
cd "$(dirname "$0")"
scripts/install.sh build test
jobs=$(nproc)
make -j"$jobs" all shared unit train # the training programs measure some of the floors
if [ -z "${QUICK:-}" ]; then
    make -j"$jobs" V=san CC=clang all unit
    B=build-san ASAN_OPTIONS=detect_leaks=1 test/run.sh -q | tee build-san/tests.log | sed '$s/$/ (sanitizers)/'
    tail -1 build-san/tests.log | grep -q ' 0 failed' || sanitizers=failed
fi
test/run.sh && [ -z "${sanitizers:-}" ]
