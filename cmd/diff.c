#include "ask.h"

static int diff(const cmd_args *args, const void *options)
{
    (void)options;
    demarche_error err = {0};
    char today[11];
    ask_options none = {0};
    if (args->n_words < 2)
        return cmd_say("diff: needs two dates; see 'demarche help diff'");
    demarche_ask ask = cmd_ask(args, &none, today);
    ask.words += 2;
    ask.n_words -= 2;
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_READ, &err);
    long changes = ledger ? demarche_diff(ledger, args->words[0], args->words[1], &ask, cmd_to_stdout, NULL, &err)
                          : -1;
    demarche_ledger_close(ledger);
    return changes < 0 ? cmd_trouble(&err) : changes ? CMD_NONE : CMD_FOUND;
}

const cmd_verb cmd_diff = {
    "diff", "DATE DATE [QUERY]", "how positions changed between two days",
    "For each party and topic: the newest stance up to the first day, and the newest after it up to the second,\n"
    "both in their words. 'new' means nothing was said before, 'moved' another stance, 'same' the same one. Only\n"
    "dated reports and first-hand words count; silence is no change. Exit status 1 when something changed.\n"
    "\nexample\n  demarche diff 2015-03-31 2015-07-14 party:IRN",
    NULL, 0, diff};
