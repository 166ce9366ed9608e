#!/bin/sh
# Trains models/segment-1.dem from ../shared/train (or the folder given): the same bytes every time.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
"${B:-build}/train/segment/segment" models/segment-1.dem \
    "$data/ud-ewt/en_ewt-ud-train.conllu" "$data/ud-gum-open/gum_open-train.conllu"
