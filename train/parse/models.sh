#!/bin/sh
# Trains models/parse-1.dem from ../shared/train (or the folder given): words of the raw text, their
# vectors, the network, the weight file. Needs Debian's python3-torch, python3-numpy, python3-xxhash
# and libopenblas0-pthread; about two hours on two cores (MINUTES sets the network's share).
#
# Seeds are fixed. Vectors are trained by threads that share memory, and the network for a given
# time, so that a second run gives weights as good, not the same bits; for the same bits set
# THREADS=1 and EPOCHS (passes over the treebanks) on the same kind of machine.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
work=${WORK:-build/train/parse}
threads=${THREADS:-2}
cc=${CC:-gcc}
mkdir -p "$work"
export OPENBLAS_NUM_THREADS="$threads" OMP_WAIT_POLICY=passive
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000

$cc -O2 -o "$work/tokens" train/vectors/tokens.c
$cc -O3 -march=native -ffast-math -o "$work/skipgram" train/vectors/skipgram.c -lm -lpthread
ewt=$data/ud-ewt/en_ewt-ud gum=$data/ud-gum-open/gum_open
forms() { awk -F'\t' '/^[0-9]+\t/ { printf "%s%s", s, $2; s = " " } /^$/ { print ""; s = "" }' "$@"; }
{
    zcat "$data"/raw/news-2012-2018.txt.gz "$data"/raw/whitehouse-briefings.txt.gz | "$work/tokens"
    forms "$ewt-train.conllu"
    forms "$gum-train.conllu"
} > "$work/corpus.tok"
"$work/skipgram" "$work/corpus.tok" "$work/vectors.bin" "$threads" 4 5

/usr/bin/python3 train/parse/train.py "$ewt-train.conllu" "$gum-train.conllu" \
    --dev "$ewt-dev.conllu" "$gum-dev.conllu" --vectors "$work/vectors.bin" --out "$work/parse.pt" \
    --set dropout=0.28 input_dropout=0.15 --batch 1000 --threads "$threads" \
    --minutes "${MINUTES:-90}" --epochs "${EPOCHS:-0}"
/usr/bin/python3 train/parse/export.py "$work/parse.pt" models/parse-1.dem parse-1 \
    "$ewt-train.conllu" "$gum-train.conllu" --vectors "$work/vectors.bin"
