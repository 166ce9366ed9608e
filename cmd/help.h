/* Help, made from the tables of verbs and options. */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd.h"

/* A title that starts a group, or a verb; the last row has neither. */
typedef struct cmd_row {
    const char *title;
    const cmd_verb *verb;
} cmd_row;

extern const cmd_row cmd_rows[];

void cmd_help_all(FILE *out);
void cmd_help_verb(const cmd_verb *verb);

#endif
