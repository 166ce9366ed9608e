#include "ask.h"

static const cmd_option options[] = {
    {"no-text", 0, NULL, "leave the words out: spans only", CMD_FLAG, offsetof(ask_options, no_text)},
    {"max-words", 0, "N", "no text longer than N words", CMD_NUMBER, offsetof(ask_options, max_words)},
    {0}};

static int export(const cmd_args *args, const void *given)
{
    demarche_error err = {0};
    char today[11];
    if (args->n_words == 0)
        return cmd_say("export: needs a format; see 'demarche help export'");
    demarche_ask ask = cmd_ask(args, given, today);
    ask.words++;
    ask.n_words--;
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_READ, &err);
    long n = ledger ? demarche_export(ledger, args->words[0], &ask, cmd_to_stdout, NULL, &err) : -1;
    demarche_ledger_close(ledger);
    return n < 0 ? cmd_trouble(&err) : n > 0 ? CMD_FOUND : CMD_NONE;
}

const cmd_verb cmd_export = {
    "export", "FORMAT [QUERY]", "the records, in a form another program reads",
    "formats\n"
    "  jsonl           every record: documents, actors, statements, events, relations, notes (LEDGER formats)\n"
    "  csv tsv         one row a statement\n"
    "  graphml         actors and topics with stances, a two-mode network\n"
    "  actors-graphml  actors alone: congruence, conflict, and their difference\n"
    "  edges           the two-mode edges as CSV\n"
    "  dna             a file that Discourse Network Analyzer 3 opens (coder Admin, password demarche);\n"
    "                  first-hand statements with a stance and a topic\n"
    "  webanno         W3C Web Annotations, one a line\n"
    "  claims          schema.org Claim, one a line, without any rating\n"
    "\nexample\n  demarche export jsonl party:IRN > iran.jsonl",
    options, sizeof(ask_options), export};
