#!/bin/sh
# Trains models/parse-1.dem and models/parse-2.dem from ../shared/train (or the folder given): words of
# the raw text and their vectors, the network, which in its last passes also learns on the side who said
# what (PolNeAR), its weight file; then the small network, from the treebanks and from raw news
# that the first has parsed. Needs models/segment-1.dem, Debian's python3-torch, python3-numpy,
# python3-xxhash and libopenblas0-pthread; libjemalloc2 helps. About a hundred minutes of one of two busy cores.
#
# One thread and fixed seeds: the same kind of processor (with bfloat16 products: AVX512_BF16) and the
# same libraries give the same bytes; another kind gives weights as good. EPOCHS, AVERAGED_EPOCHS and
# SMALL_EPOCHS are passes over the treebanks. WORK keeps what lies between: a network that is there already
# is not trained again, so that an interrupted run goes on.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
build=${B:-build}
work=${WORK:-build/train/parse}
cc=${CC:-gcc}
mkdir -p "$work"
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
ewt=$data/ud-ewt/en_ewt-ud gum=$data/ud-gum-open/gum_open

# The allocator of glibc spends a tenth of the time on looking for room.
python() {
    for preload in /usr/lib/*/libjemalloc.so.2; do
        [ -e "$preload" ] && export MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1 || preload=
    done
    LD_PRELOAD=$preload /usr/bin/python3 "$@"
}
learn() {
    name=$1
    shift
    [ -e "$work/$name.pt" ] && return
    python train/parse/train.py "$ewt-train.conllu" "$gum-train.conllu" --out "$work/$name.part" \
        --dev "$ewt-dev.conllu" "$gum-dev.conllu" --vectors "$work/vectors.bin" "$@"
    mv "$work/$name.part" "$work/$name.pt"
}
export_as() {
    network=$1 to=$2
    shift 2
    python train/parse/export.py "$work/$network.pt" "$to" "$(basename "$to" .dem)" \
        "$ewt-train.conllu" "$gum-train.conllu" --vectors "$work/vectors.bin" "$@"
}

forms() { awk -F'\t' '/^[0-9]+\t/ { printf "%s%s", s, $2; s = " " } /^$/ { print ""; s = "" }' "$@"; }
learn_vectors() {
    [ -e "$work/vectors.bin" ] && return
    $cc -O2 -o "$work/tokens" train/vectors/tokens.c
    $cc -O3 -march=native -ffast-math -o "$work/skipgram" train/vectors/skipgram.c -lm -lpthread
    {
        zcat "$data"/raw/news-2012-2018.txt.gz "$data"/raw/whitehouse-briefings.txt.gz | "$work/tokens"
        forms "$ewt-train.conllu"
        forms "$gum-train.conllu"
    } > "$work/corpus.tok"
    "$work/skipgram" "$work/corpus.tok" "$work/vectors.part" 1 4 5
    mv "$work/vectors.part" "$work/vectors.bin"
}

learn_vectors
learn first --set dropout=0.33 input_dropout=0.2 --epochs "${EPOCHS:-50}"

make B="$build" "$build/train/attrib/tokens"
"$build/train/attrib/tokens" "$data/polnear/train" > "$work/attributions.txt"
learn parse-1 --init "$work/first.pt" --seed 2 --rate 8e-4 \
    --set dropout=0.33 input_dropout=0.2 --epochs "${AVERAGED_EPOCHS:-12}" \
    --side "$work/attributions.txt:200000"

# The small network's teacher is the first stage: it knows trees as well.
export_as first models/parse-1.dem
make B="$build" "$build/demarche"
zcat "$data/raw/news-2012-2018.txt.gz" | awk '!/^#/ && NR % 10 == 0' > "$work/news.txt"
"$build/demarche" parse --jobs 1 "$work/news.txt" > "$work/silver.conllu"
export_as parse-1 models/parse-1.dem

learn parse-2 --vocabulary 32000 --silver "$work/silver.conllu" --silver-sample 15000 \
    --set hidden=128 affix=64 arc=96 rel=48 tag=96 dropout=0.2 input_dropout=0.1 \
    --epochs "${SMALL_EPOCHS:-14}"
export_as parse-2 models/parse-2.dem --vocabulary 19000
