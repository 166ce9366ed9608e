#include "ask.h"
#include "source.h"

#include <unistd.h>

static const cmd_option options[] = {
    SOURCE_OPTIONS(source_options),
    {"range", 0, "BYTES", "FROM- or FROM-LAST: only these bytes of a WARC file, as an index gives them", CMD_TEXT,
     offsetof(source_options, range)},
    {"quiet", 'q', NULL, "no progress, no counts", CMD_FLAG, offsetof(source_options, quiet)},
    {"no-link", 0, NULL, "do not look across documents now: 'demarche link' does it later", CMD_FLAG,
     offsetof(source_options, no_link)},
    {"resume", 0, NULL, "after a run that was broken off: pass over what is stored, finish the rest", CMD_FLAG,
     offsetof(source_options, resume)},
    {0}};

static void say_counts(const demarche_counts *c, long topics)
{
    fprintf(stderr, "%ld document%s added, %ld statement%s", c->stored, c->stored == 1 ? "" : "s",
            c->statements, c->statements == 1 ? "" : "s");
    if (c->again)
        fprintf(stderr, "; %ld coded anew", c->again);
    if (c->known)
        fprintf(stderr, "; %ld already there", c->known);
    if (c->other)
        fprintf(stderr, "; %ld in other languages stored, not coded", c->other);
    if (c->refused)
        fprintf(stderr, "; %ld refused", c->refused);
    if (topics)
        fprintf(stderr, "; %ld statement%s there before with other topics", topics, topics == 1 ? "" : "s");
    fputc('\n', stderr);
}

/* Another issue file than the ledger has becomes its own. The statements with other topics; -1: trouble. */
static long set_issues(demarche_ledger *ledger, const cmd_input *file, demarche_error *err)
{
    const demarche_issues issues = cmd_source_issues(file);
    return !file->at || demarche_issues_are(ledger, &issues) ? 0 : demarche_issues_set(ledger, &issues, err);
}

static int add_all(const cmd_args *args, cmd_source *source, demarche_ledger *ledger, demarche *engine, const cmd_input *issues)
{
    demarche_error err = {0};
    demarche_counts counts = {0};
    char now[21];
    cmd_now(now);
    demarche_source all = {cmd_source_next, cmd_source_event, source};
    long topics = set_issues(ledger, issues, &err);
    bool ok = topics >= 0 && demarche_add(ledger, engine, &all, args->jobs, now, &counts, &err);
    cmd_source_done(source);
    /* A run that was broken off may have stored all and linked nothing. */
    bool news = counts.stored + counts.again + topics > 0 || source->options->resume;
    if (ok && news && !source->options->no_link)
        ok = demarche_link(ledger, &err);
    if (!ok)
        cmd_trouble(&err);
    if (!source->options->quiet)
        say_counts(&counts, topics > 0 ? topics : 0);
    return ok && !counts.refused && !source->paths.trouble ? CMD_FOUND : CMD_TROUBLE;
}

static int add(const cmd_args *args, const void *given)
{
    const source_options *o = given;
    demarche_error err = {0};
    if (args->n_words == 0)
        return cmd_say("add: needs a file, a folder or - for stdin");
    cmd_input issues;
    demarche *engine = cmd_source_engine(o, &issues, &err);
    demarche_ledger *ledger = engine ? demarche_ledger_open(args->db, DEMARCHE_MAKE, &err) : NULL;
    int status = CMD_TROUBLE;
    if (ledger) {
        cmd_source source;
        cmd_source_open(&source, args, o);
        status = add_all(args, &source, ledger, engine, &issues);
        cmd_source_close(&source);
    } else {
        cmd_trouble(&err);
    }
    demarche_ledger_close(ledger);
    demarche_close(engine);
    cmd_input_free(&issues);
    return status;
}

const cmd_verb cmd_add = {
    "add", "PATH...", "read reports into the ledger",
    "A path is a file, a folder (searched to the bottom, in byte order) or - for stdin. The same bytes are\n"
    "stored once. Each document is stored whole or not at all; one that cannot be read is named, with the\n"
    "byte where it breaks, and the others are stored (exit status 2 then). Patterns are expanded, quoted ones\n"
    "too. A run that was broken off is given again with --resume: nothing stored is read anew.\n"
    "Reports in other languages than English are stored and counted, not coded. An issue file given once is\n"
    "the ledger's from then on; another one also finds the topics of what is stored anew.\n"
    "\nexamples\n"
    "  demarche add inbox/\n"
    "  demarche add --resume 'CC-NEWS-*.warc.gz'\n"
    "  demarche add --date 2015-07-14 --outlet 'Daily Post' report.txt\n"
    "  pdftotext paper.pdf - | demarche add -",
    options, sizeof(source_options), add};
