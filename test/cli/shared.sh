# Passages and stories of pages (their main text, not their markup) and of plain files; a house's lines are boilerplate.
lead='Foreign Minister Pavel Orlik said on Sunday that his country would not sign the river plan before the prisoners were freed.'
quote='"We have waited four years for an answer, and we will not wait for a fifth,"'
plea='Sign up to our newsletter for the best of the week in one mail, every Sunday morning at eight.'
page() {
    printf '<html><head><title>%s</title><meta property="article:published_time" content="%s"></head><body>' "$1" "$2"
    printf '<ul class="menu"><li><a href="/">Home</a><li><a href="/w">World</a></ul><article><h1>%s</h1>' "$1"
    printf '<p>%s</p><p>%s he told reporters at the port after a meeting of the cabinet.</p></article>' "$lead" "$quote"
    printf '<div class="footer">All rights in the text and the pictures of this page are reserved by its owners.</div></body></html>\n'
}
page 'Minister rejects river plan' 2024-03-03 > a.html
page 'River plan turned down' 2024-03-04 > b.html
printf 'Doubts about the plan\n\nCAPITAL, 5 March 2024 - Nobody expects the plan to be signed soon.\n\n%s he said.\n\n%s\n' "$quote" "$plea" > c.txt
printf 'Markets calm\n\nMarkets in the capital were calm on Tuesday, traders said.\n\n%s\n' "$plea" > d.txt
demarche passages a.html b.html c.txt d.txt; echo "exit $?"
demarche stories a.html b.html d.txt c.txt; echo "exit $?"
demarche clean --json a.html | grep -o '"text":.*'
