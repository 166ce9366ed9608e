#include "ask.h"

#include <stdio.h>
#include <string.h>

typedef struct review_options {
    const char *act, *speaker, *party, *stance, *content, *source, *cue, *role, *condition, *marker, *time, *date, *mode, *modality,
        *level, *via, *addressee, *about, *accused, *bound, *relay, *topic, *event, *realis, *negated, *by, *why, *same_as, *add;
    int from;
    bool reject, accept, confirm, agreement, queue;
} review_options;

static const cmd_option options[] = {
#define FIELD(name, value, help) {#name, 0, value, help, CMD_TEXT, offsetof(review_options, name)},
    FIELD(act, "ACT", "what was done by saying it")
    FIELD(speaker, "NAME", "who said it")
    FIELD(party, "CODE", "for whom")
    FIELD(stance, "STANCE", "support, oppose, conditional or neutral")
    FIELD(content, "WORDS", "what was said: words of the text, pieces parted by \" … \"")
    FIELD(source, "WORDS", "the words that name its speaker")
    FIELD(cue, "WORDS", "the words that report it")
    FIELD(role, "WORDS", "the words that give the speaker's office")
    FIELD(condition, "WORDS", "what must hold first")
    FIELD(marker, "TEXT", "what opens the condition: if, provided")
    FIELD(time, "WORDS", "the words that say when")
    FIELD(date, "DATE", "when that was: 2024-05-16")
    FIELD(mode, "MODE", "direct, indirect or mixed")
    FIELD(modality, "MODALITY", "asserted, possible, conditional, future or desired")
    FIELD(level, "N", "1: reported by the document; 2: within another's words")
    FIELD(via, "ID", "the statement whose words hold this one")
    FIELD(addressee, "WORDS", "to whom it was said; several parted by \";\", NAME=WORDS for a pronoun")
    FIELD(about, "WORDS", "of whom it speaks, likewise")
    FIELD(accused, "WORDS", "whom it accuses, likewise")
    FIELD(bound, "WORDS", "whom it binds, likewise")
    FIELD(relay, "WORDS", "by whom it came, the nearest to the speaker first, likewise")
    FIELD(topic, "NAMES", "what it is about: names of issues parted by commas")
    FIELD(event, "ROOT", "the PLOVER event it is, AGREE to ASSAULT")
    FIELD(realis, "REALIS", "actual, future, conditional, negated, historical or hypothetical")
#undef FIELD
    {"negated", 0, "YES|NO", "whether the content is negated", CMD_TEXT, offsetof(review_options, negated)},
    {"reject", 0, NULL, "it is no statement: leave it out of every view", CMD_FLAG,
     offsetof(review_options, reject)},
    {"accept", 0, NULL, "take a rejection back", CMD_FLAG, offsetof(review_options, accept)},
    {"confirm", 0, NULL, "looked at and right", CMD_FLAG, offsetof(review_options, confirm)},
    {"same-as", 0, "ACTOR", "ID is an actor: the same as that one (itself: parted again)", CMD_TEXT,
     offsetof(review_options, same_as)},
    {"add", 0, "WORDS", "ID is a document: a statement was missed, these are its words", CMD_TEXT,
     offsetof(review_options, add)},
    {"from", 0, "BYTE", "with --add: where to look from, when the words stand there several times", CMD_NUMBER,
     offsetof(review_options, from)},
    {"queue", 0, NULL, "what nobody has looked at, the least sure first", CMD_FLAG, offsetof(review_options, queue)},
    {"agreement", 0, NULL, "how far coders agree: Krippendorff's alpha of each field", CMD_FLAG,
     offsetof(review_options, agreement)},
    {"by", 0, "WHO", "who corrects", CMD_TEXT, offsetof(review_options, by)},
    {"why", 0, "TEXT", "the reason", CMD_TEXT, offsetof(review_options, why)},
    {0}};

enum { MOST = sizeof options / sizeof *options };

/* The changes asked for; -1 after saying what is wrong. */
static int changes_of(const review_options *o, demarche_change *list)
{
    int n = 0;
    for (const cmd_option *x = options; x->at != offsetof(review_options, negated); x++) {
        const char *value = *(const char *const *)(const void *)((const char *)o + x->at);
        if (value)
            list[n++] = (demarche_change){x->name, value};
    }
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
    if (o->confirm)
        list[n++] = (demarche_change){"confirmed", "1"};
    return n;
}

static bool change(demarche_ledger *ledger, const char *id, const review_options *o, const demarche_change *changes, int n,
                   demarche_error *err)
{
    char now[21], made[16] = "";
    cmd_now(now);
    if (o->same_as)
        return demarche_merge(ledger, id, o->same_as, o->by, o->why, now, err);
    if (!o->add)
        return demarche_review(ledger, id, changes, n, o->by, o->why, now, err);
    const demarche_missed missed = {.content = o->add, .source = o->source, .cue = o->cue, .from = o->from,
                                    .act = o->act ? o->act : "CLAIM", .speaker = o->speaker, .party = o->party};
    if (!demarche_add_missed(ledger, id, &missed, o->by, o->why, now, made, err))
        return false;
    puts(made);
    demarche_change rest[MOST];
    int n_rest = 0;
    for (int i = 0; i < n; i++) {
        static const char *const used[] = {"act", "speaker", "party", "source", "cue", NULL};
        int k = 0;
        while (used[k] && strcmp(used[k], changes[i].field) != 0)
            k++;
        if (!used[k])
            rest[n_rest++] = changes[i];
    }
    return !n_rest || demarche_review(ledger, made, rest, n_rest, o->by, o->why, now, err);
}

static int review(const cmd_args *args, const void *given)
{
    const review_options *o = given;
    demarche_change changes[MOST];
    ask_options none = {0};
    int n = changes_of(o, changes);
    if (n < 0)
        return CMD_TROUBLE;
    if (o->agreement || o->queue)
        return cmd_view(args, o->queue ? "queue" : "agreement", &none);
    bool other = o->same_as || o->add;
    if (args->n_words == 0 && n == 0 && !other)
        return cmd_view(args, "reviews", &none);
    if (args->n_words != 1 || (n == 0 && !other))
        return cmd_say("review: needs one id and a change; see 'demarche help review'");
    if (!o->by || !*o->by || !o->why || !*o->why)
        return cmd_say("review: needs --by and --why: a correction is signed and has a reason");
    demarche_error err = {0};
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_CHANGE, &err);
    bool ok = ledger && change(ledger, args->words[0], o, changes, n, &err);
    demarche_ledger_close(ledger);
    return ok ? CMD_FOUND : cmd_trouble(&err);
}

const cmd_verb cmd_review = {
    "review", "[ID]", "a person's correction; the machine's record stays",
    "Rows are added, never changed: the newest correction of a field counts, in every view and export; show\n"
    "lists them all. Without an id: every correction there is. A correction outlives coding anew.\n"
    "WORDS stand in the text, near the statement or once in the document; or give their place, @BEGIN-END in\n"
    "bytes. A dash says that there are none.\n"
    "Acts: OFFER PROPOSE ACCEPT CONDITION DEMAND URGE REJECT WITHDRAW ACCUSE DENY CLAIM PROMISE THREATEN PRAISE\n"
    "CRITICIZE ASSESS. Run 'demarche link' afterwards to find claims and denials again.\n"
    "\nexamples\n  demarche review s3k9w --act DENY --by me --why 'it rejects the charge'\n"
    "  demarche review s3k9w --condition 'if the blockade ended' --marker if --addressee 'Chile' --by me --why missed\n"
    "  demarche review a7x2q --same-as a91mm --by me --why 'one man, two spellings'\n"
    "  demarche review d5v0c --add 'talks would resume on Monday' --speaker 'Ana Ruiz' --party CHL --by me --why missed",
    options, sizeof(review_options), review};
