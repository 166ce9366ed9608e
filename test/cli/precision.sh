# The dial: each step down finds what the step above found, and more.
for dial in high normal low; do
    demarche code --precision $dial "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort > $dial
done
[ "$(wc -l < high)" -lt "$(wc -l < normal)" ] && [ "$(wc -l < normal)" -lt "$(wc -l < low)" ] && echo "fewer, more, most"
demarche code "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort | cmp - normal && echo "normal is the default"
# A further report found may end a content earlier than before: less than one in a hundred is not found again.
stays() { [ "$(($(comm -23 "$1" "$2" | wc -l) * 100))" -lt "$(wc -l < "$1")" ]; }
stays high normal && stays normal low && echo "what is sure stays"
demarche code --precision certain "$ROOT"/data/sample/*.txt 2>&1; echo "exit $?"
