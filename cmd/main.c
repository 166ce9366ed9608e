#include "cmd.h"
#include "help.h"
#include "verbs.h"

#include <locale.h>
#include <stdalign.h>
#include <string.h>

#define GROUP(title)
#define VERB(name) extern const cmd_verb cmd_##name;
CMD_VERBS(GROUP, VERB)
#undef GROUP
#undef VERB

#define GROUP(title) {title, NULL},
#define VERB(name) {NULL, &cmd_##name},
const cmd_row cmd_rows[] = {CMD_VERBS(GROUP, VERB){NULL, NULL}};

enum { OPTIONS_MAX = 512 };

static const cmd_verb *verb_named(const char *name)
{
    for (const cmd_row *row = cmd_rows; row->title || row->verb; row++)
        if (row->verb && strcmp(row->verb->name, name) == 0)
            return row->verb;
    return NULL;
}

static int run(const cmd_verb *verb, const char *program, int argc, char **argv)
{
    alignas(max_align_t) char options[OPTIONS_MAX] = {0};
    cmd_args args = {.program = program};
    bool help = false;
    if (verb->size > sizeof options)
        return cmd_say("%s: its options are too large", verb->name);
    if (!cmd_parse_args(verb, argc, argv, &args, options, &help))
        return CMD_TROUBLE;
    if (help) {
        cmd_help_verb(verb);
        return cmd_finish(CMD_FOUND);
    }
    return cmd_finish(verb->run(&args, options));
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2) {
        cmd_help_all(stderr);
        return CMD_TROUBLE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    else if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        name = "version";
    const cmd_verb *verb = verb_named(name);
    if (!verb)
        return cmd_say("'%s' is not a command; see 'demarche help'", name);
    return run(verb, argv[0], argc - 2, argv + 2);
}
