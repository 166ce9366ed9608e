# Who carried the words: rules of the carrier and of how far it goes on.
outlets() { printf '%s\n' "$1" > x.txt; demarche code x.txt | python3 -c '
import json, sys
print("; ".join("%s < %s" % (r["content"]["text"][:34], (r["relay"] or {}).get("outlet")) for r in map(json.loads, sys.stdin) if r["kind"] == "statement"))'; }
echo "# named behind the words"
outlets 'Senator Hal Borg said the plan had failed, according to a report in USA Today.'
outlets 'Minister Hal Borg said "the pact is dead," the Associated Press reported.'
outlets 'Hal Borg said "It is a great temple. It has been recognized by all. Any questioning is an insult", as quoted by Greek Reporter.'
outlets '"The pact is dead," the minister said in a televised statement.'
echo "# goes on with the same speaker, by pronoun or name, to the paragraph's end; not behind another's word or occasion"
outlets 'Hal Borg told the BBC that the pact was dead and that the talks were over.'
outlets 'Hal Borg told the BBC that the pact was dead. He said the talks were over. He added that the border would stay shut.'
outlets 'Hal Borg told the BBC that the pact was dead. Borg said the talks were over.'
outlets 'Hal Borg told the BBC that the pact was dead. "We have sent them the log. They have not read it, or do not want to read it," he said. He called it a shame.'
outlets 'Hal Borg told the BBC that the pact was dead. Ann Lee denied it. Borg said the talks were over.'
outlets 'Hal Borg told the BBC that the pact was dead. Borg said later at a rally that the talks were over.'
outlets 'Hal Borg told the BBC that the pact was dead.

Borg said the talks were over.'
echo "# where a thing was put in passing carries nothing; where somebody spoke does"
outlets 'Hal Borg resigned after the tape was put on a YouTube channel. He said it was over.'
outlets 'Hal Borg appeared on a YouTube channel. He said it was over.'
outlets 'Hal Borg filed his resignation after the tape was uploaded on a YouTube channel. He said it was over.'
echo "# who quotes, asks, reports; a platform or a programme in the words around"
outlets 'The daily Harbour Ilbo quoted unnamed officers as saying the launch pad is ready.'
outlets 'Reuters reports that the brotherhood said its members had been praying outside.'
outlets 'Asked by Sky News host Ann Lee for his view, Hal Borg replied: "I know the general well."'
outlets '"I am not sure that is necessary," Ann Lee, 74, told harbour.com.'
outlets 'In a series of tweets, President Borg said investment would increase.'
outlets 'In a recent piece in the Sunday Telegraph, Hal Borg said that the country was in a long struggle.'
echo "# said before the carrier is named"
outlets 'Minister Hal Borg stressed the need for a vote, saying "It is our temple. It has been ours for long", as quoted by Greek Reporter.'
outlets '"The plan is dead," Minister Hal Borg said. He made the remarks in an interview with the Evening Post.'
outlets 'The envoy, Ann Lee, said the talks had failed. She was speaking on Radio Four.'
outlets 'President Borg vowed to turn the museum into a school. He announced this change by live television.'
outlets 'President Borg vowed to turn the museum into a school. He announced this change on live television.'
outlets '"The plan is dead," Minister Hal Borg said. He resigned on Radio Four.'
outlets 'Minister Borg said the talks had failed. He denied this claim on live television.'
outlets 'Hal Borg told the BBC that the pact was dead. During that interview, Borg ruled out a vote.'
outlets 'KCNA quoted him as saying that the launch pad is ready.'
outlets 'Hal Borg commented on Ann Lee’s tweet, saying that the pact was dead.'
echo "# behind an indirect content, and no part of it"
outlets 'Minister Hal Borg said the pact was dead, as reported by the news agency Tarnpress on Monday.'
outlets 'Minister Hal Borg said the pact was dead and the talks were over, as quoted by the daily Harbour Ilbo.'
outlets 'Minister Hal Borg said that the pact was dead, per Reuters.'
outlets 'Minister Hal Borg said that output fell to two tonnes per head.'
outlets 'Minister Hal Borg said that the pact, as reported by the daily Harbour Ilbo, was dead.'
echo "# whom the carrier cites, in a clause of its own"
outlets 'According to the daily Harbour Ilbo, which cited two officials, the cabinet had promised to rebuild the pier.'
outlets 'The envoy, who quoted a proverb, said the bridge was lost.'
echo "# taken for the carrier's own words: one row, the speaker's"
outlets 'The envoy said, as reported by the daily Harbour Ilbo, that the pact was dead.'
outlets 'Foreign Minister Hal Borg emphasized the requirement of approval by the council, saying "It is not only a great temple, it also belongs to humanity. It has been recognized by the council, as part of our heritage. So any questioning of this status is an insult to the law", as quoted by the daily Harbour Ilbo.'
echo "# names unknown to any list, told or beside a medium; a name stops where the next clause begins"
outlets 'Ann Lee, who teaches law, told Tarnews that the pact was dead.'
outlets 'Ann Lee told the Senate Democrats that the pact was dead.'
outlets 'Minister Hal Borg told Tarnvista TV his government had learned of the plan.'
outlets 'On the channel Tarnia 24 he went further, asserting that the pact was dead.'
outlets '"The pact is dead," Ann Lee wrote in the journal Tarnpipe Quarterly.'
outlets 'In the studio of the broadcaster Tarn Wave she said that the pact was dead.'
outlets 'In a notice reproduced by the news site Tarn Region, the management warned that the pact was dead.'
echo "# a platform right behind what was announced is no part of it; a place between cue and content"
outlets 'The minister announced the break on X, saying that the raid was illegal.'
outlets 'Hal Borg, the premier, urged the aide on state television to repeat the tale to a judge.'
outlets 'A day later the minister struck a softer tone on Facebook, writing that Ostia was open to a price undertaking.'
echo "# the same carrier again"
outlets 'Hal Borg told Sky News that the pact was dead. Ann Lee denied it. In the same interview Borg said the talks were over.'
outlets 'Hal Borg wrote on Facebook that the pact was dead. In a later post he accused Ann Lee of lying.'
echo "# who quotes another as saying, or cites him, carries him: known or not, with a source found or without"
outlets 'TARNPRESS on Friday quoted the envoy, Oleg Tarn, as saying that the pact was dead.'
outlets 'The public broadcaster NRT, citing a government official, reported that the pact was dead.'
outlets 'According to comments by Communication Minister Hal Borg reported by the agency Tarn Presse, Arland is prepared to hear the groups.'
outlets 'Ann Lee told the Sunday paper Tarnwelt that the pact was dead.'
echo "# whose word it is then, and in which layer: a person who quotes another stays the first"
speakers() { printf '%s\n' "$1" > x.txt; demarche code x.txt | python3 -c '
import json, sys
print("; ".join("%d %s (%s): %s" % (r["level"], r["speaker"] and r["speaker"]["name"], (r["relay"] or {}).get("outlet"), r["content"]["text"][:34])
                for r in map(json.loads, sys.stdin) if r["kind"] == "statement"))'; }
speakers 'TARNPRESS quoted the envoy as saying that the port would stay shut.'
speakers 'The lawyer quoted the minister as saying that the port would stay shut.'
speakers 'That is not the case, the paper noted, quoting American economists as saying that the cost falls on importers.'
echo "# counted from the end of a quotation"
outlets 'Hal Borg told the BBC: "The pact is dead. We have read it twice. Nobody will sign it." He called it a shame.'
echo "# \"Reports\" is no outlet's name"
outlets 'Reports carried by the weekly Tarnment claimed that Arland had promised to stay neutral in exchange for access to a new smelter. Ostia denied having made such a promise.'
