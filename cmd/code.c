#include "ask.h"
#include "source.h"

static const cmd_option options[] = {SOURCE_OPTIONS(source_options), {0}};

static int code_all(cmd_source *source, const demarche *engine)
{
    demarche_input in = {0};
    demarche_error failed = {0};
    int status = source->paths.trouble ? CMD_TROUBLE : CMD_FOUND;
    while (cmd_source_next(source, &in, &failed)) {
        if (!failed.code)
            demarche_code(engine, &in, cmd_to_stdout, NULL, &failed);
        if (failed.code)
            status = cmd_trouble(&failed);
        cmd_source_release(source, &in);
        failed = (demarche_error){0};
        if (ferror(stdout))
            break;
    }
    return status;
}

static int code(const cmd_args *args, const void *given)
{
    static char dash[] = "-";
    static char *only_stdin[] = {dash};
    demarche_error err = {0};
    demarche *engine = demarche_open(&err);
    if (!engine)
        return cmd_trouble(&err);
    cmd_args with = *args;
    if (with.n_words == 0) {
        with.words = only_stdin;
        with.n_words = 1;
    }
    cmd_source source;
    cmd_source_open(&source, &with, given);
    int status = code_all(&source, engine);
    cmd_source_close(&source);
    demarche_close(engine);
    return status;
}

const cmd_verb cmd_code = {
    "code", "[PATH...]", "reports to statements, as JSON lines; no ledger",
    "Reads files, folders or stdin; writes a line for each document, statement and note.\n"
    "\nexample\n  demarche code report.txt | jq 'select(.act == \"DENY\")'",
    options, sizeof(source_options), code};
