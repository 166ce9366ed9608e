# The desk: every page answers, hostile text stays text, strangers are turned away, many readers while add runs.
mkdir in
printf 'Talks <b>in</b> doubt\n\nThe minister said <script>alert(1)</script> talks would resume on Monday if "the blockade" ended & the \342\200\256gates opened.\n' > in/hostile.txt
demarche add -q in/hostile.txt "$ROOT/data/sample"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
demarche serve --bind 0.0.0.0 --port $port 2>&1; echo "exit $?"
demarche serve --db nowhere.db --port $port 2>&1; echo "exit $?"
: > said
demarche serve --port $port > said & server=$!
trap 'kill $server 2>/dev/null' EXIT
for i in $(seq 50); do grep -q http said && break; sleep 0.2; done
export PORT=$port
python3 - <<'END'
import http.client, json, os, re, subprocess, threading, time
port = int(os.environ["PORT"])
def get(path, host="127.0.0.1", method="GET"):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    c.putrequest(method, path, skip_host=True); c.putheader("Host", host); c.endheaders()
    r = c.getresponse(); body = r.read().decode("utf-8"); c.close()
    return r.status, dict(r.getheaders()), body
for path in "/ /statements /positions /conditions /claims /timeline /stories /documents /actors /topics /parties /reviews /report".split():
    status, headers, body = get(path)
    print(path, status, "one script" if body.count("<script>") == 1 else "SCRIPTS", "policy" if "default-src 'none'" in body else "NO POLICY")
print("wrong query", get("/statements?q=color:red")[0], "is no query word" in get("/statements?q=color:red")[2])
print("nowhere", get("/nowhere")[0], get("/s/zzzz")[0], get("/d/d/../../etc")[0])
print("stranger", get("/", host="evil.example")[0], "post", get("/", method="POST")[0])
body = get("/documents")[2]
print("hostile title escaped", "Talks &lt;b&gt;in&lt;/b&gt; doubt" in body, "<b>in</b>" in body)
doc = [d["id"] for d in json.loads(get("/api/documents")[2]) if d["doc"] == "hostile.txt"][0]
report = get("/d/" + doc)[2]
print("script escaped", "&lt;script&gt;alert(1)" in report, "turned text gone", "\u202e" not in report)
ids = json.loads(get("/api/log?q=doc:iran-2015-07-08-vienna.txt&limit=5")[2])
print("api", len(ids), sorted(ids[0])[:3])
status, _, body = get("/s/" + ids[0]["id"])
print("statement page", status, ids[0]["id"] in body)
status, _, body = get("/d/" + ids[0]["doc_id"])
marks = [(int(b), int(e)) for b, e in re.findall(r'data-b="(\d+)" data-e="(\d+)"', body)]
print("document page", status, "marks", len(marks) > 20)
headers = get("/")[1]
print(headers["X-Content-Type-Options"], headers["Referrer-Policy"], headers["Content-Security-Policy"])
wrong, slow = [], []
def reader():
    for path in ("/", "/statements?q=has:condition", "/positions", "/claims", "/documents"):
        t = time.time()
        try:
            status = get(path)[0]
        except OSError as e:
            status = str(e)
        if status != 200:
            wrong.append((path, status))
        slow.append(time.time() - t)
adding = subprocess.Popen(["demarche", "add", "-q", os.environ["ROOT"] + "/test/corpus/text"], stderr=subprocess.DEVNULL)
threads = [threading.Thread(target=reader) for _ in range(50)]
for t in threads: t.start()
for t in threads: t.join()
adding.wait()
print("50 readers while add runs: wrong", wrong[:3], "added", adding.returncode)
END
kill $server; wait $server 2>/dev/null; echo "ended $?"
