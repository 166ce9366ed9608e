#include "ask.h"

static int link_all(const cmd_args *args, const void *options)
{
    (void)options;
    demarche_error err = {0};
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_CHANGE, &err);
    bool ok = ledger && demarche_link(ledger, &err);
    demarche_ledger_close(ledger);
    return ok ? CMD_FOUND : cmd_trouble(&err);
}

const cmd_verb cmd_link = {
    "link", "", "look across all documents again: copies, stories, claims and denials",
    "add does this when it is done; this verb does it after corrections (review, forget).", NULL, 0, link_all};
