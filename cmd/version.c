#include "cmd.h"

#ifndef DEMARCHE_VERSION
#define DEMARCHE_VERSION "0.1.0"
#endif

static int version(const cmd_args *args, const void *options)
{
    (void)args, (void)options;
    puts("demarche " DEMARCHE_VERSION);
    return CMD_FOUND;
}

const cmd_verb cmd_version = {"version", "", "the version of this program", NULL, NULL, 0, version};
