# clean: pages, texts, records and archives to main text; what is wrong is said with its place.
cat > page.html <<'P'
<html lang=en><head><title>Dam talks resume | Daily</title></head><body><nav><a href=/>Home</a></nav><article>
<h1>Dam talks resume</h1><p class=byline>By Ann Lee</p><time datetime=2019-01-07>7 January</time>
<p>The two ministers met on Monday for the third time this year, and talked for five hours about the dam.</p>
<p>They agreed to meet again in the spring, a spokeswoman said, when the engineers have finished their report.</p>
</article><footer>All rights reserved.</footer></body></html>
P
demarche clean page.html
demarche clean --json page.html
printf 'Treaty signed\n\nThe treaty was signed on Monday, officials said.\n\nLeave a comment\n' > a.txt
demarche clean --json a.txt | tr ',' '\n' | grep -E '"(doc|title|text)"'
gzip -c a.txt | demarche clean | head -1
printf '{"id":"r1","text":"One sentence stands here."}\n{"id":"r2"}\nnot json\n{"id":"r3","text":"And one here."}\n' > a.jsonl
demarche clean --json a.jsonl 2>messages >rows; echo "exit $?"; sed 's/,.*//' rows; cat messages
demarche clean --map text=words --json - <<'P' | grep -o '"text":.*'
{"id":"r1","words":"Under another name."}
P
printf 'x\0y\1\2\3\4\5' > bin.txt
demarche clean missing.html bin.txt a.txt 2>&1; echo "exit $?"
# Furniture glued to a sentence: both parts as they stand in the bytes, and the sentence is coded.
printf 'Dam talks resume\n\nREUTERS/Ann Lee/File Photo “The talks go on,” the minister said. © 2019 Daily. All rights reserved.\n' > glued.txt
demarche clean --json --furniture glued.txt | grep -o '"blocks":.*'
demarche code glued.txt | grep -oE '"boilerplate":.*"sentences"|"span":\[[0-9,]*\]},"speaker"|"content":{[^}]*'
