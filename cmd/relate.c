#include "ask.h"
#include "source.h"

static int relate(const cmd_args *args, const void *given)
{
    (void)given;
    static char dash[] = "-";
    static char *only_stdin[] = {dash};
    static const source_options plain = {.quiet = true};
    demarche_error err = {0};
    demarche *engine = demarche_open(&err);
    if (!engine)
        return cmd_trouble(&err);
    cmd_args with = *args;
    if (with.n_words == 0)
        with.words = only_stdin, with.n_words = 1;
    cmd_source source;
    cmd_source_open(&source, &with, &plain);
    demarche_input in = {0};
    int status = source.paths.trouble ? CMD_TROUBLE : CMD_FOUND;
    while (cmd_source_read(&source, &in, &err)) {
        if (!err.code)
            demarche_relate(engine, &in, cmd_to_stdout, NULL, &err);
        if (err.code)
            status = cmd_trouble(&err);
        err = (demarche_error){0};
        cmd_source_release(&source, &in);
    }
    cmd_source_close(&source);
    demarche_close(engine);
    return status;
}

const cmd_verb cmd_relate = {
    "relate", "[PATH...]", "what one marked actor does to another: PLOVER, as JSON lines",
    "Reads JSON lines {\"id\", \"text\", \"source\", \"target\"}; source and target are [begin, end) in\n"
    "bytes of the text, or null when the actor is not in the sentence. Writes for each line\n"
    "{\"id\", \"plover\", \"quad\", \"confidence\"}: one of the fifteen roots of PLOVER, and its quad\n"
    "(1 verbal, 2 material cooperation; 3 verbal, 4 material conflict). A line that is not as it should\n"
    "be ends its file with a message that names the line.\n"
    "\nexample\n  demarche relate < pairs.jsonl > relations.jsonl",
    NULL, 0, relate};
