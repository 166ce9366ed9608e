#include "ask.h"
#include "source.h"

#include <sys/stat.h>

typedef struct issues_options {
    const char *set;
    bool reset;
} issues_options;

static const cmd_option options[] = {
    {"set", 0, "FILE", "the ledger's issue file from now on; topics are found anew", CMD_TEXT, offsetof(issues_options, set)},
    {"reset", 0, NULL, "back to the built-in issues; topics are found anew", CMD_FLAG, offsetof(issues_options, reset)},
    {0}};

/* The ledger's, or the built-in ones where there is no ledger. */
static int print(const char *db)
{
    struct stat what;
    demarche_error err = {0};
    bool there = stat(db, &what) == 0 && what.st_size > 0;
    demarche_ledger *ledger = there ? demarche_ledger_open(db, DEMARCHE_READ, &err) : NULL;
    bool ok = (ledger || !there) && demarche_issues_get(ledger, cmd_to_stdout, NULL, &err);
    demarche_ledger_close(ledger);
    return ok ? CMD_FOUND : cmd_trouble(&err);
}

static int change(const char *db, const cmd_input *file)
{
    demarche_error err = {0};
    const demarche_issues issues = cmd_source_issues(file);
    demarche_ledger *ledger = demarche_ledger_open(db, DEMARCHE_CHANGE, &err);
    long changed = ledger ? demarche_issues_set(ledger, &issues, &err) : -1;
    bool ok = changed >= 0 && (!changed || demarche_link(ledger, &err));
    demarche_ledger_close(ledger);
    if (changed >= 0)
        fprintf(stderr, "%ld statement%s with other topics\n", changed, changed == 1 ? "" : "s");
    return ok ? CMD_FOUND : cmd_trouble(&err);
}

static int issues(const cmd_args *args, const void *given)
{
    const issues_options *o = given;
    demarche_error err = {0};
    cmd_input file = {0};
    if (args->n_words || (o->set && o->reset))
        return cmd_say("issues: takes no words, and one of --set and --reset; see 'demarche help issues'");
    if (!o->set && !o->reset)
        return print(args->db);
    if (o->set && !cmd_source_file(o->set, &file, &err))
        return cmd_trouble(&err);
    int status = change(args->db, &file);
    cmd_input_free(&file);
    return status;
}

const cmd_verb cmd_issues = {
    "issues", "", "the issue file: which topics there are, and the words that name them",
    "Writes the file in use: the ledger's own, else the built-in one. Its first lines say how it is written.\n"
    "With --set the ledger keeps another; add codes by it, and the topics of all statements are found anew\n"
    "from the stored texts. What people corrected (review --topic) stays. A file with a mistake is refused\n"
    "with its line, and nothing is changed.\n"
    "\nexamples\n  demarche issues > my.tsv\n  demarche issues --set my.tsv\n  demarche issues --reset",
    options, sizeof(issues_options), issues};
