/* The verbs that are a view and nothing else. */
#include "ask.h"

static const cmd_option options[] = {ASK_PAGE_OPTIONS(ask_options), {0}};

#define QUERY_HELP                                                                                 \
    "Query words: speaker: party: act: topic: to: about: on: since: until: outlet: language:\n"    \
    "relay: mode: level: stance: event: realis: concept: has: is: doc: copies:, and free text. A comma means or, a leading minus not.\n"

#define VIEW(name, view, summary, help)                                                            \
    static int run_##name(const cmd_args *args, const void *given)                                \
    {                                                                                             \
        return cmd_view(args, view, given);                                                       \
    }                                                                                             \
    const cmd_verb cmd_##name = {view, "[QUERY]", summary, help, options, sizeof(ask_options),    \
                                 run_##name};

VIEW(log, "log", "list statements, newest documents first",
     QUERY_HELP "\nexamples\n"
     "  demarche log party:RUS,BLR topic:talks since:2w\n"
     "  demarche log act:DENY 'speaker:Maria Zakharova'\n"
     "  demarche log has:condition -is:secondhand ceasefire\n"
     "  demarche log --jsonl \"prisoner exchange\"")
VIEW(conditions, "conditions", "what must hold first, by party and topic",
     QUERY_HELP "\nexample\n  demarche conditions party:RUS topic:talks")
VIEW(actors, "actors", "who speaks, for whom, how often", QUERY_HELP)
VIEW(documents, "documents", "the reports in the ledger, and what was set aside in them", QUERY_HELP)
VIEW(topics, "topics", "what is spoken about", QUERY_HELP)
VIEW(parties, "parties", "coverage: how many statements of each side", QUERY_HELP)

VIEW(concepts, "concepts", "what several speak of in the same words, and who is for and against it",
     "Found among the contents of statements when documents are linked, beside the topics of the issue file. The name is\n"
     "the words that most of a concept's statements share; its statements: demarche log concept:ID, or concept:WORD for\n"
     "all whose name has the word. Those at first hand count, repetitions and copies do not.\n"
     QUERY_HELP "\nexample\n  demarche concepts topic:tariffs since:1m")

VIEW(positions, "positions", "where each party stands on each topic",
     "Counts statements at first hand that take a stance: for, on a condition (if), against; and the stories they\n"
     "come from. Shown are the words of the surest one. Copies and second-hand words are not counted.\n\n"
     QUERY_HELP "\nexample\n  demarche positions topic:sanctions")
VIEW(claims, "claims", "who alleges, who denies",
     "Pairs of statements, within a report and across reports: what one side says and another denies, and\n"
     "stances that exclude each other. Nobody is said to be right.\n\n" QUERY_HELP
     "\nexample\n  demarche claims party:IRN")
VIEW(relations, "relations", "statements that answer, repeat or contradict each other, and why",
     "Every kind: claim_denial, disagreement, same_position, shift, condition_set. `claims` lists the first two with\n"
     "their speakers. Within one report and across reports of one matter; a shift needs two dates.\n\n" QUERY_HELP
     "\nexample\n  demarche relations topic:talks --jsonl")
VIEW(events, "events", "what one side did to another, told or done by saying it",
     "Deeds that a report narrates or a statement tells, and the acts of statements, under the roots of the PLOVER\n"
     "ontology; one event once a report. realis: actual future conditional negated historical hypothetical.\n"
     "contexts: military diplomatic economic ...; magnitude: how many were killed, injured, detained or there, or how\n"
     "much money or which share. doc/plover.md\n"
     "party: and speaker: ask for the actor, to: for the recipient, event: for the root.\n\n" QUERY_HELP
     "\nexamples\n"
     "  demarche events event:ASSAULT,COERCE realis:actual\n"
     "  demarche events party:USA to:CHN since:2019-05")
VIEW(timeline, "timeline", "dated stances in the order of their reports",
     "Only reports with a date, only words at first hand. moved_from names the earlier statement of the same\n"
     "side that this one departs from.\n\n" QUERY_HELP)
