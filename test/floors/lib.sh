# For the floor scripts (`. "$(dirname "$0")/lib.sh"`): they compare a score on development data with the
# lowest it may be. Exit 0: reached, 1: below, 77: the data are not here.
#   need FILE...              exits 77, naming the first that is absent
#   floor NAME FIGURE LOWEST  remembers a failure when FIGURE < LOWEST, prints either way
#   floors_done               exits 0 or 1
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
SHARED=${SHARED:-../shared}
missed=0
need() {
    for file; do
        [ -e "$file" ] || { echo "no $file: development data are not here"; exit 77; }
    done
}
floor() {
    if awk "BEGIN { exit !($2 >= $3) }"; then echo "$1 $2 (floor $3)"; else echo "$1 $2 is below its floor $3"; missed=1; fi
}
floors_done() { exit "$missed"; }
