#include "ask.h"

#include <string.h>

static const cmd_option options[] = {
    {"no-text", 0, NULL, "leave the words out: spans only", CMD_FLAG, offsetof(ask_options, no_text)},
    {"max-words", 0, "N", "no text longer than N words", CMD_NUMBER, offsetof(ask_options, max_words)},
    {"offsets", 0, "UNIT", "bytes, utf16 or chars (default: the format's own)", CMD_TEXT, offsetof(ask_options, offsets)},
    {"by", 0, "WHAT", "networks and DNA: topic (the default), or concept: what `demarche concepts` lists", CMD_TEXT,
     offsetof(ask_options, by)},
    {0}};

/* False after saying what would be right. */
static bool unit_of(const char *word, demarche_offsets *unit)
{
    static const char *const names[] = {"", "bytes", "utf16", "chars"};
    *unit = DEMARCHE_OFFSETS_OWN;
    for (int i = 1; word && i < 4; i++)
        if (strcmp(word, names[i]) == 0)
            *unit = (demarche_offsets)i;
    if (!word || *unit)
        return true;
    cmd_say("export: '%s' is no unit of offsets: bytes, utf16 or chars", word);
    return false;
}

static int export(const cmd_args *args, const void *given)
{
    demarche_error err = {0};
    char today[11];
    if (args->n_words == 0)
        return cmd_say("export: needs a format; see 'demarche help export'");
    demarche_ask ask = cmd_ask(args, given, today);
    const ask_options *o = given;
    if (!unit_of(o->offsets, &ask.offsets))
        return CMD_TROUBLE;
    ask.concepts = o->by && strcmp(o->by, "concept") == 0;
    if (o->by && !ask.concepts && strcmp(o->by, "topic") != 0)
        return cmd_say("export: '%s' is nothing to draw by: topic or concept", o->by);
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
    "  corrections     what people signed, as training data (the form of test/corpus), texts included\n"
    "  csv tsv         one row a statement\n"
    "  sqlite          the ledger itself, or the part of it that the query selects\n"
    "  graphml         actors and topics with stances, a two-mode network\n"
    "  actors-graphml  actors alone: congruence, conflict, and their difference\n"
    "  congruence-graphml conflict-graphml subtract-graphml\n"
    "                  one of the three as the weight of the edges\n"
    "  edges           the two-mode edges as CSV\n"
    "  dna             a file that Discourse Network Analyzer 3 opens (coder Admin, password demarche);\n"
    "                  first-hand statements with a stance and a topic, repetitions left out\n"
    "  dna-events      its event list, the same statements a row each\n"
    "  webanno         W3C Web Annotations, one a line\n"
    "  brat            brat standoff: a tar of NAME.txt, NAME.ann and annotation.conf\n"
    "  uima            UIMA CAS JSON 0.4: a tar of NAME.json\n"
    "  prov            W3C PROV-JSON: who said it, what it was taken from, who carried and who corrected it\n"
    "  claims          schema.org Claim, one a line, without any rating\n"
    "  plover          events (deeds told, acts done by saying), one a line: type, mode, actor, recipient, date,\n"
    "                  location, contexts, magnitude, realis; doc/plover.md. The query asks for events, as in `events`\n"
    "  plover-tsv      the same as tab-separated rows\n"
    "\nWith --no-text and --max-words, formats that carry whole documents keep their offsets: what may not be shown\n"
    "is made blank, character by character.\n"
    "\nexample\n  demarche export jsonl party:IRN > iran.jsonl",
    options, sizeof(ask_options), export};
