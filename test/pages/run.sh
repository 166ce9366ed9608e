#!/bin/sh
# test/pages/run.sh: the desk in Chromium. Skipped (77) where node, chromium or playwright-core are absent; the last is
# looked for in test/pages/node_modules (npm install --no-package-lock there) and in $NODE_PATH.
# SHOTS=FOLDER keeps pictures of the pages; ONLY=report,links runs these parts of pages.js alone.
set -u
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
cd "$ROOT/test/pages"
B=${B:-build}
case $B in /*) ;; *) B=$ROOT/$B ;; esac
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser)} || CHROMIUM=
command -v node > /dev/null || { echo "no node"; exit 77; }
[ -x "$CHROMIUM" ] || { echo "no chromium"; exit 77; }
node -e 'require("playwright-core")' 2> /dev/null || { echo "no playwright-core: npm install --no-package-lock in test/pages"; exit 77; }
work=$(mktemp -d)
first= second=
trap 'kill $first $second 2>/dev/null; rm -rf "$work"' EXIT INT TERM
mkdir "$work/in"
cp "$ROOT"/data/sample/*.txt "$work/in"
printf 'Talks <b>in</b> doubt\n\nThe minister of Chile said <script>window.hostile = 1</script> the talks would resume on Monday if "the blockade" ended \046 the \342\200\256gates opened. <img src=x onerror="window.hostile=2"> Ana Ru\303\255z, the ambassador of Chile, denied that \342\200\234troops\342\200\235 had crossed the r\303\255ver \360\237\214\212.\n' > "$work/in/hostile.txt"
"$B/demarche" add -q --db "$work/full.db" "$work/in" || exit 1
: > "$work/none.txt"
printf 'Nothing is said here.\n' > "$work/none.txt"
"$B/demarche" add -q --db "$work/empty.db" "$work/none.txt"
doc=$("$B/demarche" documents --tsv --db "$work/empty.db" | tail -1 | cut -f1)
"$B/demarche" forget --db "$work/empty.db" "$doc" > /dev/null
ports=$(node -e 'const n=require("net"); const s=[n.createServer(),n.createServer()]; let k=0; s.forEach(x=>x.listen(0,"127.0.0.1",()=>{ if(++k==2){ console.log(s[0].address().port+" "+s[1].address().port); s.forEach(y=>y.close()); } }))')
"$B/demarche" serve --db "$work/full.db" --port "${ports% *}" > "$work/full.log" 2>&1 & first=$!
"$B/demarche" serve --db "$work/empty.db" --port "${ports#* }" > "$work/empty.log" 2>&1 & second=$!
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do grep -q http "$work/full.log" && grep -q http "$work/empty.log" && break; sleep 0.4; done
CHROMIUM=$CHROMIUM node pages.js "${ports% *}" "${ports#* }" "$work/in"
