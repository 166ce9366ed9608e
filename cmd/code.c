#include "ask.h"
#include "source.h"

static const cmd_option options[] = {SOURCE_OPTIONS(source_options), {0}};

static int code_all(const cmd_args *args, cmd_source *source, const demarche *engine)
{
    demarche_error err = {0};
    demarche_counts counts = {0};
    demarche_source all = {cmd_source_next, cmd_source_event, source};
    source->tty = false; /* what is asked for comes on stdout, often the same terminal */
    if (!demarche_code(engine, &all, args->jobs, cmd_to_stdout, NULL, &counts, &err))
        return cmd_trouble(&err);
    return counts.refused || source->paths.trouble ? CMD_TROUBLE : CMD_FOUND;
}

static int code(const cmd_args *args, const void *given)
{
    static char dash[] = "-";
    static char *only_stdin[] = {dash};
    demarche_error err = {0};
    cmd_input issues;
    demarche *engine = cmd_source_engine(given, &issues, &err);
    if (!engine)
        return cmd_trouble(&err);
    cmd_args with = *args;
    if (with.n_words == 0) {
        with.words = only_stdin;
        with.n_words = 1;
    }
    cmd_source source;
    cmd_source_open(&source, &with, given);
    int status = code_all(&with, &source, engine);
    cmd_source_close(&source);
    demarche_close(engine);
    cmd_input_free(&issues);
    return status;
}

const cmd_verb cmd_code = {
    "code", "[PATH...]", "reports to statements, as JSON lines; no ledger",
    "Reads files, folders or stdin; writes a line for each document, statement and note.\n"
    "\nexample\n  demarche code report.txt | jq 'select(.act == \"DENY\")'",
    options, sizeof(source_options), code};
