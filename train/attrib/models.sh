#!/bin/sh
# Trains models/attrib-1.dem from ../shared/train (or the folder given) and test/corpus. The models of
# the stages before (segment-1, parse-1, classes-1, entity-1) must be there. About five minutes on one
# core; the same input gives the same bytes.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
make build/train/attrib/attrib
build/train/attrib/attrib "$data/polnear/train" test/corpus/train.jsonl test/corpus/text \
    test/corpus/sample.jsonl data/sample models/attrib-1.dem
