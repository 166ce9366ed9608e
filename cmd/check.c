#include "ask.h"

static int check(const cmd_args *args, const void *options)
{
    (void)options;
    demarche_error err = {0};
    char today[11];
    ask_options none = {0};
    demarche_ask ask = cmd_ask(args, &none, today);
    if (args->form == CMD_FORM_AUTO)
        ask.form = DEMARCHE_TABLE;
    ask.n_words = 0;
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_READ, &err);
    long faults = ledger ? demarche_check(ledger, &ask, cmd_to_stdout, NULL, &err) : -1;
    demarche_ledger_close(ledger);
    return faults < 0 ? cmd_trouble(&err) : faults ? CMD_NONE : CMD_FOUND;
}

const cmd_verb cmd_check = {"check", "", "verify every offset and hash in the ledger",
                            "Exit status 1 when anything does not hold; each fault is a row.", NULL, 0, check};
