/* Documents from files, folders and stdin, for the verbs that read reports. */
#ifndef CMD_SOURCE_H
#define CMD_SOURCE_H

#include "cmd.h"
#include "demarche.h"

typedef struct source_options {
    const char *date, *outlet, *url, *lang, *map, *range, *precision, *issues;
    bool quiet, no_link, resume;
} source_options;

#define SOURCE_OPTIONS(type)                                                                       \
    {"date", 0, "DATE", "publication date of every document here", CMD_TEXT, offsetof(type, date)},\
    {"outlet", 0, "NAME", "who published them", CMD_TEXT, offsetof(type, outlet)},                \
    {"url", 0, "URL", "where they were published", CMD_TEXT, offsetof(type, url)},                \
    {"lang", 0, "CODE", "their language (en)", CMD_TEXT, offsetof(type, lang)},                   \
    {"map", 0, "FIELDS", "fields of JSON lines and CSV: text=body,date=published", CMD_TEXT,      \
     offsetof(type, map)},                                                                         \
    {"precision", 'p', "DIAL", "low, normal (the default) or high: how sure to be of a statement", CMD_TEXT, \
     offsetof(type, precision)},                                                                   \
    {"issues", 0, "FILE", "topics by this issue file (see 'demarche help issues')", CMD_TEXT, offsetof(type, issues)}

typedef struct cmd_source {
    cmd_paths paths;
    int *skip; /* bytes of a path that are the folder given, left out of the document's name */
    _Atomic int next; /* read by the progress line while another thread moves it */
    const source_options *options;
    bool tty; /* progress is shown */
    double begun;
} cmd_source;

void cmd_source_open(cmd_source *source, const cmd_args *args, const source_options *options);
void cmd_source_close(cmd_source *source);
/* The engine these options ask for; NULL on failure. `issues`: the file of --issues, to be freed; empty: none. */
demarche *cmd_source_engine(const source_options *options, cmd_input *issues, demarche_error *err);
/* cmd_read for a demarche_error. */
bool cmd_source_file(const char *path, cmd_input *in, demarche_error *err);
demarche_issues cmd_source_issues(const cmd_input *in);
/* For demarche_source. */
bool cmd_source_next(void *context, demarche_input *input);
/* For filters that take bytes as they are: the next file, read whole; false at the end. `failed` is set
 * when it cannot be read. Each input read is released. */
bool cmd_source_read(cmd_source *source, demarche_input *input, demarche_error *failed);
void cmd_source_release(cmd_source *source, demarche_input *input);
void cmd_source_event(void *context, const demarche_event *event);
/* Takes the progress line away. */
void cmd_source_done(const cmd_source *source);

#endif
