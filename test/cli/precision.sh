# The dial: each step down finds what the step above found, and more.
for dial in high normal low; do
    demarche code --precision $dial "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort > $dial
done
[ "$(wc -l < high)" -lt "$(wc -l < normal)" ] && [ "$(wc -l < normal)" -lt "$(wc -l < low)" ] && echo "fewer, more, most"
demarche code "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort | cmp - normal && echo "normal is the default"
[ "$(comm -23 high normal | wc -l)" -lt 4 ] && [ "$(comm -23 normal low | wc -l)" -eq 0 ] && echo "what is sure stays"
demarche code --precision certain "$ROOT"/data/sample/*.txt 2>&1; echo "exit $?"
