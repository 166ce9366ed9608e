#include "ask.h"

static int show(const cmd_args *args, const void *options)
{
    (void)options;
    demarche_error err = {0};
    char today[11];
    ask_options none = {0};
    if (args->n_words == 0)
        return cmd_say("show: needs an id; see 'demarche log'");
    demarche_ask ask = cmd_ask(args, &none, today);
    if (args->form == CMD_FORM_AUTO)
        ask.form = DEMARCHE_TABLE;
    ask.n_words = 0;
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_READ, &err);
    bool ok = ledger != NULL;
    for (int i = 0; ok && i < args->n_words; i++) {
        if (i && ask.form == DEMARCHE_TABLE)
            putchar('\n');
        ok = demarche_show(ledger, args->words[i], &ask, cmd_to_stdout, NULL, &err);
    }
    demarche_ledger_close(ledger);
    return ok ? CMD_FOUND : cmd_trouble(&err);
}

const cmd_verb cmd_show = {
    "show", "ID...", "one statement, event, document, actor or concept, with its evidence",
    "A statement comes with its sentence (source, cue, content and condition marked), byte offsets, the\n"
    "chain from the outlet to the speaker, the reasons for each decision, and the hashes of the text.\n"
    "Any beginning of an id that only one record has will do.",
    NULL, 0, show};
