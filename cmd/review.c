#include "ask.h"

#include <string.h>

typedef struct review_options {
    const char *act, *speaker, *party, *stance, *negated, *by, *why;
    bool reject, accept;
} review_options;

static const cmd_option options[] = {
    {"act", 0, "ACT", "what was done by saying it", CMD_TEXT, offsetof(review_options, act)},
    {"speaker", 0, "NAME", "who said it", CMD_TEXT, offsetof(review_options, speaker)},
    {"party", 0, "CODE", "for whom", CMD_TEXT, offsetof(review_options, party)},
    {"stance", 0, "STANCE", "support, oppose, conditional or neutral", CMD_TEXT, offsetof(review_options, stance)},
    {"negated", 0, "YES|NO", "whether the content is negated", CMD_TEXT, offsetof(review_options, negated)},
    {"reject", 0, NULL, "it is no statement: leave it out of every view", CMD_FLAG,
     offsetof(review_options, reject)},
    {"accept", 0, NULL, "take a rejection back", CMD_FLAG, offsetof(review_options, accept)},
    {"by", 0, "WHO", "who corrects", CMD_TEXT, offsetof(review_options, by)},
    {"why", 0, "TEXT", "the reason", CMD_TEXT, offsetof(review_options, why)},
    {0}};

/* The changes asked for; -1 after saying what is wrong. */
static int changes_of(const review_options *o, demarche_change *list)
{
    int n = 0;
    if (o->act)
        list[n++] = (demarche_change){"act", o->act};
    if (o->speaker)
        list[n++] = (demarche_change){"speaker", o->speaker};
    if (o->party)
        list[n++] = (demarche_change){"party", o->party};
    if (o->stance)
        list[n++] = (demarche_change){"stance", o->stance};
    if (o->negated) {
        bool yes = strcmp(o->negated, "yes") == 0;
        if (!yes && strcmp(o->negated, "no") != 0) {
            cmd_say("review: --negated is yes or no");
            return -1;
        }
        list[n++] = (demarche_change){"negated", yes ? "1" : "0"};
    }
    if (o->reject || o->accept)
        list[n++] = (demarche_change){"rejected", o->reject ? "1" : "0"};
    return n;
}

static int review(const cmd_args *args, const void *given)
{
    const review_options *o = given;
    demarche_change changes[8];
    ask_options none = {0};
    int n = changes_of(o, changes);
    if (n < 0)
        return CMD_TROUBLE;
    if (args->n_words == 0 && n == 0)
        return cmd_view(args, "reviews", &none);
    if (args->n_words != 1 || n == 0)
        return cmd_say("review: needs one id and a change; see 'demarche help review'");
    if (!o->by || !*o->by || !o->why || !*o->why)
        return cmd_say("review: needs --by and --why: a correction is signed and has a reason");
    demarche_error err = {0};
    char now[21];
    cmd_now(now);
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_CHANGE, &err);
    bool ok = ledger && demarche_review(ledger, args->words[0], changes, n, o->by, o->why, now, &err);
    demarche_ledger_close(ledger);
    return ok ? CMD_FOUND : cmd_trouble(&err);
}

const cmd_verb cmd_review = {
    "review", "[ID]", "a person's correction; the machine's record stays",
    "Rows are added, never changed: the newest correction of a field counts, in every view and export; show\n"
    "lists them all. Without an id: every correction there is. A correction outlives coding anew.\n"
    "Acts: OFFER PROPOSE ACCEPT CONDITION DEMAND URGE REJECT WITHDRAW ACCUSE DENY CLAIM PROMISE THREATEN PRAISE\n"
    "CRITICIZE ASSESS. Run 'demarche link' afterwards to find claims and denials again.\n"
    "\nexample\n  demarche review s3k9w --act DENY --by me --why 'it rejects the charge'",
    options, sizeof(review_options), review};
