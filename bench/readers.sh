#!/bin/sh
# bench/readers.sh [READERS [SECONDS]]: readers of the desk's pages on the loopback while `add` runs again and again:
# how many answers, how many errors, and the slowest hundredth in milliseconds. LEDGER=FILE reads a copy
# of that one; ADD=OPTIONS are given to `add`.
set -eu
cd "$(dirname "$0")/.."
B=${B:-build} work=$(mktemp -d)
export READERS=${1:-50} SECONDS_LONG=${2:-10} PROGRAM=$PWD/$B/demarche WORK=$work ROOT=$PWD
trap 'rm -rf "$work"' EXIT INT TERM
if [ -n "${LEDGER:-}" ]; then cp "$LEDGER" "$work/desk.db"; else "$PROGRAM" add -q --db "$work/desk.db" data/sample; fi
python3 - <<'PY'
import http.client, os, socket, subprocess, threading, time
readers, seconds, program, work = int(os.environ["READERS"]), float(os.environ["SECONDS_LONG"]), os.environ["PROGRAM"], os.environ["WORK"]
probe = socket.socket(); probe.bind(("127.0.0.1", 0)); port = probe.getsockname()[1]; probe.close()
db = work + "/desk.db"
server = subprocess.Popen([program, "serve", "--db", db, "--port", str(port)], stdout=subprocess.PIPE)
server.stdout.readline()
paths = ["/", "/statements?q=has:condition", "/positions", "/claims", "/timeline", "/documents", "/network", "/api/log?limit=20&q=talks"]
slow, wrong, stop = [], [], time.time() + seconds
def reader(n):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.time() < stop:
        path = paths[n % len(paths)]; n += 1
        begin = time.time()
        try:
            link.request("GET", path); answer = link.getresponse(); answer.read()
            if answer.status != 200: wrong.append((path, answer.status))
        except OSError as e:
            wrong.append((path, str(e))); link.close()
        slow.append(time.time() - begin)
        time.sleep(0.5)  # a person reads
rounds = 0
threads = [threading.Thread(target=reader, args=(n,)) for n in range(readers)]
for t in threads: t.start(); time.sleep(0.01)
while time.time() < stop:
    name = "%s/new-%d.txt" % (work, rounds); rounds += 1
    open(name, "w").write("Report %d\n\nThe minister of Chile said on Monday that talk number %d would go on only if the blockade ended.\n" % (rounds, rounds))
    assert subprocess.run([program, "add", "-q", *os.environ.get("ADD", "").split(), "--db", db, name], stderr=subprocess.DEVNULL).returncode == 0
for t in threads: t.join()
server.terminate(); server.wait()
slow.sort()
print("%d readers, %d answers while add ran %d times, %d wrong %s; median %.0f ms, p99 %.0f ms, most %.0f ms" % (
    readers, len(slow), rounds, len(wrong), wrong[:2], slow[len(slow) // 2] * 1000, slow[int(len(slow) * .99)] * 1000, slow[-1] * 1000))
PY
