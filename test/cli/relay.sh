# Who carried the words: rules of the carrier and of how far it goes on.
outlets() { printf '%s\n' "$1" > x.txt; demarche code x.txt | python3 -c '
import json, sys
print("; ".join("%s < %s" % (r["content"]["text"][:34], (r["relay"] or {}).get("outlet")) for r in map(json.loads, sys.stdin) if r["kind"] == "statement"))'; }
echo "# named behind the words"
outlets 'Senator Hal Borg said the plan had failed, according to a report in USA Today.'
outlets 'Minister Hal Borg said "the pact is dead," the Associated Press reported.'
outlets 'Hal Borg said "It is a great temple. It has been recognized by all. Any questioning is an insult", as quoted by Greek Reporter.'
outlets '"The pact is dead," the minister said in a televised statement.'
echo "# goes on within the sentence and to \"he\" in the next, not to a name, not further"
outlets 'Hal Borg told the BBC that the pact was dead and that the talks were over.'
outlets 'Hal Borg told the BBC that the pact was dead. He said the talks were over. He added that the border would stay shut.'
outlets 'Hal Borg told the BBC that the pact was dead. Borg said the talks were over.'
echo "# where a thing was put in passing carries nothing; where somebody spoke does"
outlets 'Hal Borg resigned after the tape was put on a YouTube channel. He said it was over.'
outlets 'Hal Borg appeared on a YouTube channel. He said it was over.'
