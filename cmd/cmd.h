/* What every subcommand shares: its row in the table, its options, input files, messages.
 *
 * Adds   cmd_verb: one subcommand. Its file defines `const cmd_verb cmd_NAME`; the one line X(NAME)
 *        in verbs.h makes it known to the dispatcher, to help, to the man page and to completion.
 *        cmd_option: one row an option; the row feeds parsing, help and completion.
 * Needs  stdio, the environment: here and nowhere below.
 * Owner  strings in cmd_args and in a verb's options point into argv.
 * Exit   CMD_FOUND done or found, CMD_NONE nothing found or a failed check, CMD_TROUBLE an error.
 *
 *     typedef struct stories_options { bool copies; const char *since; } stories_options;
 *     static const cmd_option options[] = {
 *         {"copies", 'c', NULL, "list the copies too", CMD_FLAG, offsetof(stories_options, copies)},
 *         {"since", 0, "DATE", "stories since DATE", CMD_TEXT, offsetof(stories_options, since)},
 *         {0}};
 *     const cmd_verb cmd_stories = {"stories", "[QUERY]", "documents about the same happening",
 *                                   "…", options, sizeof(stories_options), stories};
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "base/error.h"

#include <stdio.h>

enum { CMD_FOUND = 0, CMD_NONE = 1, CMD_TROUBLE = 2 };

typedef enum cmd_form { CMD_FORM_AUTO, CMD_FORM_TABLE, CMD_FORM_TSV, CMD_FORM_CSV, CMD_FORM_JSON,
                        CMD_FORM_JSONL } cmd_form;

/* Options of every verb, and the words that are not options. */
typedef struct cmd_args {
    const char *program; /* argv[0] */
    const char *db;      /* --db, else DEMARCHE_DB, else demarche.db */
    cmd_form form;       /* AUTO: a table on a terminal, TSV in a pipe */
    int jobs;            /* threads; at least 1 */
    char **words;
    int n_words;
} cmd_args;

typedef enum cmd_kind {
    CMD_FLAG,  /* bool */
    CMD_TEXT,  /* const char * */
    CMD_NUMBER /* int, not negative */
} cmd_kind;

typedef struct cmd_option {
    const char *name; /* without dashes */
    char letter;      /* 0: none */
    const char *arg;  /* what stands for the value in help; NULL for a flag */
    const char *help;
    cmd_kind kind;
    size_t at; /* offset in the verb's options */
} cmd_option;

typedef struct cmd_verb {
    const char *name;
    const char *usage; /* what follows the options: "PATH..." */
    const char *summary;
    const char *help;          /* paragraphs and examples, or NULL */
    const cmd_option *options; /* ends with a row without a name; NULL: none of its own */
    size_t size;               /* of the struct the options write into */
    int (*run)(const cmd_args *args, const void *options);
} cmd_verb;

extern const cmd_option cmd_common[]; /* the options of every verb */

/* Reads argv[0 .. argc) into args and options; false after saying what is wrong. `help` is set by
 * -h and --help. Words may stand before, between and after options; "--" ends the options. */
bool cmd_parse_args(const cmd_verb *verb, int argc, char **argv, cmd_args *args, void *options, bool *help);

/* "demarche: FILE: byte N: what", to stderr. Returns CMD_TROUBLE. */
int cmd_complain(const dem_error *err);
int cmd_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Forces out what stdout holds: `status`, or CMD_TROUBLE and a message when that fails. */
int cmd_finish(int status);
/* AUTO resolved by what stdout is. */
cmd_form cmd_form_of(const cmd_args *args);
/* Colours: stdout is a terminal and NO_COLOR is not set. */
bool cmd_colour(void);

/* A file's bytes. */
typedef struct cmd_input {
    char *name; /* the path as given or found; "-" for stdin */
    char *at;
    size_t len;
} cmd_input;

/* Reads a file, or stdin for "-". False with err set; nothing to free then. */
bool cmd_read(const char *path, cmd_input *in, dem_error *err);
void cmd_input_free(cmd_input *in);

/* Every file under the paths (a file, a folder searched to the bottom, "-"), folders in byte order.
 * Hidden files and folders are left out unless named. Trouble is said as it is met and counted. */
typedef struct cmd_paths {
    char **at;
    int len, cap;
    int trouble;
} cmd_paths;

void cmd_paths_find(cmd_paths *paths, char **words, int n);
void cmd_paths_free(cmd_paths *paths);

#endif
