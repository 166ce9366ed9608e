#include "ask.h"

static int forget(const cmd_args *args, const void *options)
{
    (void)options;
    demarche_error err = {0};
    if (args->n_words == 0)
        return cmd_say("forget: needs the id of a document; see 'demarche documents'");
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_CHANGE, &err);
    bool ok = ledger != NULL;
    for (int i = 0; ok && i < args->n_words; i++)
        ok = demarche_forget(ledger, args->words[i], &err);
    ok = ok && demarche_link(ledger, &err);
    demarche_ledger_close(ledger);
    return ok ? CMD_FOUND : cmd_trouble(&err);
}

const cmd_verb cmd_forget = {
    "forget", "ID...", "remove a document and all that came from it",
    "Its text, statements, corrections and words in the search index are overwritten, not only unlinked.", NULL, 0,
    forget};
