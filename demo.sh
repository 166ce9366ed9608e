#!/bin/sh
# From a bare Debian 12 to a ledger in a minute: installs what is missing, builds, codes the built-in sample
# (eighteen reports, no network), prints what it found and leaves report.html to read in a browser.
set -eu
cd "$(dirname "$0")"
scripts/install.sh build
make -j"$(nproc)" all
rm -f demo.db demo.db-wal demo.db-shm
build/demarche demo -o report.html --keep demo.db
echo
echo "More: build/demarche conditions --db demo.db party:IRN"
echo "      build/demarche log --db demo.db act:DENY"
echo "      build/demarche add FOLDER && build/demarche log has:condition"
