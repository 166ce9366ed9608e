# Which quoted sentences are one statement: a line a statement, "source, cue: pieces of the content".
told() { printf '%s\n' "$1" > x.txt; demarche code x.txt | python3 -c '
import json, sys
text = open("x.txt", "rb").read()
for r in map(json.loads, sys.stdin):
    if r["kind"] == "statement":
        source, cue = ((r[k] or {}).get("text", "-") for k in ("source", "cue"))
        print("%s, %s: %s" % (source, cue, " // ".join(text[b:e].decode() for b, e in r["content"]["spans"])))'; }
echo "# one: the cue stands between"
told '"The toll is a gift to the smugglers," Mayor Ana Tolan said on Monday. "We will not pay it."'
echo "# two: the narrator goes on between"
told '"The ferry will sail," harbour master Ilja Brandt told reporters. The council spent the afternoon in a closed session. "Every crew has signed its papers."'
echo "# two: behind reported speech"
told 'Tolan said the council had never been asked. "Nobody sent us as much as a letter."'
told 'The envoy said the two sides were close to a truce.

"We have three pages left."'
echo "# the cue behind a question is a sentence by itself; one that reports something of its own stays with that"
told 'Mayor Ana Tolan said the berths were empty.

"Who will pay for them?"

Senator Vera Moss asked. "The fishermen have nothing left."'
told '"Who will pay for the berths?"

Senator Vera Moss said the fishermen had nothing left.'
echo "# paragraphs left open belong to the one told behind the last, whatever stood before; a lone mark is no content"
told 'According to Arland, neither side supports these plans.

“They are not ready to engage in an equal dialogue with us at all.

“They refuse to discuss the origins of the crisis.

“The shocks have been provoked by their policies,” President Borg said.'
echo "# a whole quotation behind a colon, where the statement before it goes on"
told 'In a statement released after the attack, the Department of War described the strike, which the president had approved, as defensive: "At his direction the army has taken action to protect our people. It was aimed at the attackers. We will go on."'
echo "# the last word of a paragraph left open"
told 'President Borg spoke at noon.

“They are not ready to engage in an equal dialogue with us

“The shocks have been provoked by their policies,” President Borg said.'
