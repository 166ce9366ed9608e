/* For the subcommands that ask the ledger: demarche_ask from the common options, a sink to stdout. */
#ifndef CMD_ASK_H
#define CMD_ASK_H

#include "cmd.h"
#include "demarche.h"

/* Options that every asking verb may offer. */
typedef struct ask_options {
    int limit, skip;
    bool no_text;
    int max_words;
    const char *offsets, *by; /* as typed, or NULL */
} ask_options;

#define ASK_PAGE_OPTIONS(type)                                                                     \
    {"limit", 'n', "N", "at most N rows", CMD_NUMBER, offsetof(type, limit)},                     \
    {"skip", 0, "N", "leave out the first N rows", CMD_NUMBER, offsetof(type, skip)}

/* The words of the query are args->words. `today` must hold 11 bytes and outlive the ask. */
demarche_ask cmd_ask(const cmd_args *args, const ask_options *options, char today[11]);
/* The time now, "2025-01-31T12:00:00Z"; its first ten bytes are the date. */
void cmd_now(char now[21]);
bool cmd_to_stdout(void *context, const char *at, size_t len);
/* "demarche: FILE: byte N: what"; CMD_TROUBLE. */
int cmd_trouble(const demarche_error *err);

/* Writes the report to a file, whole or not at all ("-": stdout). */
int cmd_write_report(demarche_ledger *ledger, const demarche_ask *ask, const char *path);

/* Opens the ledger, runs one view over it, closes: the whole of most asking verbs. */
int cmd_view(const cmd_args *args, const char *view, const ask_options *options);

#endif
