# The static report: every section, also of an empty ledger; diff and events as their verbs have them; narrowed by a query;
# every link leads to a place of the page.
cat > one.txt <<'TEXT'
Stones

Chile denied that it had moved the boundary stones. Argentina accused Chile of moving <b>them</b> at night.
TEXT
cat > two.txt <<'TEXT'
Survey

The foreign minister of Argentina said on Monday that the government would accept the survey of the glacier if Chile opened the pass.
TEXT
printf 'Truce\n\nThe president of Chile demanded a ceasefire. The foreign minister of Argentina rejected a ceasefire.\n' > three.txt
printf 'No truce\n\nThe president of Chile rejected a ceasefire. The foreign minister of Argentina rejected a ceasefire.\n' > four.txt
cat > look.py <<'END'
import html, re, subprocess, sys
page = open(sys.argv[1]).read()
def tables(section):
    part = re.search(r'<section id="%s">.*?</section>' % section, page, re.S).group()
    return [[html.unescape(re.sub("<[^>]*>", "", c)) for c in re.findall("<td[^>]*>(.*?)</td>", row, re.S)]
            for row in re.findall("<tr>(<td.*?)</tr>", part, re.S)]
def verb(*words):
    out = subprocess.run(["demarche", *words, "--tsv"], capture_output=True, text=True).stdout.splitlines()
    return [dict(zip(out[0].split("\t"), line.split("\t"))) for line in out[1:]]
print("sections", *re.findall(r'<section id="(\w+)"', page))
print("menu", re.findall(r'<li><a href="#(\w+)">', page) == re.findall(r'<section id="(\w+)"', page))
ids = re.findall(r'\bid="([^"]*)"', page)
print("places", len(ids) == len(set(ids)), "links", set(re.findall(r'href="([^"]*)"', page)) <= {"#" + i for i in ids})
events = verb("events", *sys.argv[2:])
print("events", [r[0] for r in tables("events")] == [e["id"][:7] for e in events], len(events) > 0)
days = re.search("up to <b>(.*?)</b>.*?up to <b>(.*?)</b>", page, re.S).groups()
diff = verb("diff", *days, *sys.argv[2:])
print("diff", *days, [r[1:5] for r in tables("diff")] == [[d["party"], d["topic"], d["before"], d["then"]] for d in diff], len(diff) > 0)
print("bytes under a megabyte", len(page) < 1000000)
END
demarche add -q --date 2020-01-05 one.txt && demarche add -q --date 2020-03-05 two.txt four.txt && demarche add -q --date 2020-01-09 three.txt
demarche report; echo "report $?"
python3 look.py report.html
echo "only Chile"; demarche report -o - party:CHL > chile.html; python3 look.py chile.html party:CHL
demarche report party: 2>&1; echo "wrong word $?"
demarche report -o nowhere/at/all.html 2>&1; echo "no folder $?"
printf 'Raid\n\nIsrael bombed Syria, killing at least 12 soldiers. Norway lent Sudan 1.5 million euros.\n' > five.txt
demarche add -q --db five.db --date 2020-03-05 five.txt && demarche report --db five.db -o five.html
python3 - <<'END'
import html, re
part = re.search(r'<section id="events">.*?</section>', open("five.html").read(), re.S).group()
cells = lambda tag, row: [html.unescape(re.sub("<[^>]*>", "", c)) for c in re.findall("<%s[^>]*>(.*?)</%s>" % (tag, tag), row, re.S)]
print(cells("th", part)[-3:], *[cells("td", row)[-3:] for row in re.findall("<tr>(<td.*?)</tr>", part, re.S)])
END
for doc in $(demarche documents --tsv | tail -n +2 | cut -f1); do demarche forget "$doc"; done
echo "empty"; demarche report -o empty.html; python3 look.py empty.html
demarche report -o empty.html has:condition topic:talks; echo "empty, narrowed $?"
