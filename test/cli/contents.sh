# Where what is reported ends, in sentences with several cues.
contents() { printf '%s\n' "$1" > x.txt; demarche code x.txt | python3 -c '
import json, sys
print("; ".join("%d %s" % (r["level"], r["content"]["text"]) for r in map(json.loads, sys.stdin) if r["kind"] == "statement"))'; }
echo "# a coordination is completed, but not over the next cue, whatever the parse hangs that on"
contents 'The West African bloc ordered them to be back in barracks within 72 hours and threatened to freeze the accounts of their leaders.'
contents 'The envoy called for a ceasefire and a settlement.'
contents 'Japan regretted what it perceives as haste on either side and proposed that the monitors come back.'
echo "# one content under two cues of a layer is one record"
contents 'The Tarn foreign ministry released a formal statement through its spokesman, calling on Western powers to rethink their backing of Arland as a step toward peace.'
echo "# what is reported ends before the source of the next cue"
contents 'Experts who follow the market point out that stocks have fallen to a five-year low, and analysts at the bank Tarnelle expect prices to rise further.'
echo "# \"between A and B\" are two ends of one thing"
contents 'An airstrike on a market killed eleven people, local officials said, a day before talks between the government of Arland and the Tarn Council were due to resume in Doha.'
