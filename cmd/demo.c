#include "ask.h"

#include <string.h>
#include <unistd.h>

typedef struct demo_options {
    const char *out, *keep;
} demo_options;

static const cmd_option options[] = {
    {"out", 'o', "FILE", "leave the report here (default: none)", CMD_TEXT, offsetof(demo_options, out)},
    {"keep", 'k', "FILE", "leave the ledger here (default: in memory)", CMD_TEXT, offsetof(demo_options, keep)},
    {0}};

static bool next_sample(void *context, demarche_input *input)
{
    int *n = context;
    return demarche_sample((*n)++, input);
}

static int tell(demarche_ledger *ledger, const cmd_args *args, const demo_options *o)
{
    demarche_error err = {0};
    char today[11];
    ask_options none = {0};
    demarche_ask ask = cmd_ask(args, &none, today);
    if (!demarche_summary(ledger, &ask, cmd_to_stdout, NULL, &err))
        return cmd_trouble(&err);
    if (o->out && cmd_write_report(ledger, &ask, o->out) != CMD_FOUND)
        return CMD_TROUBLE;
    puts("");
    if (o->out)
        printf("Read: %s\n", o->out);
    if (o->keep)
        printf("Next: demarche serve --db %s\n", o->keep);
    else
        puts("Next: demarche add FOLDER && demarche log");
    return CMD_FOUND;
}

static int demo(const cmd_args *args, const void *given)
{
    const demo_options *o = given;
    demarche_error err = {0};
    demarche_counts counts = {0};
    int n = 0;
    demarche_source source = {.next = next_sample, .context = &n};
    char now[21];
    cmd_now(now);
    demarche *engine = demarche_open(&err);
    demarche_ledger *ledger =
        engine ? demarche_ledger_open(o->keep ? o->keep : ":memory:", DEMARCHE_MAKE, &err) : NULL;
    bool ok = ledger && demarche_add(ledger, engine, &source, args->jobs, now, &counts, &err) &&
              demarche_link(ledger, &err);
    int status = ok ? tell(ledger, args, o) : cmd_trouble(&err);
    demarche_ledger_close(ledger);
    demarche_close(engine);
    return status;
}

const cmd_verb cmd_demo = {
    "demo", "", "the built-in sample, end to end",
    "Eighteen short reports on five past negotiations, written for this program. The events and dates are\n"
    "real; the wording is not.\n"
    "\nexample\n  demarche demo -o report.html --keep demo.db",
    options, sizeof(demo_options), demo};
