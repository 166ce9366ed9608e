#!/bin/sh
# Trains models/event-1.dem from ../shared/train (or the folder given); the settings are the card's.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
"$bin/event/relations" train "$data/plv/plv_train.jsonl" models/classes-1.dem models/event-1.dem 10,10,1,0.2,0.3,1e-4
