/* What the verbs that look across documents share: all reports of the inputs, sorted by identifier
 * so that the order of arrival changes nothing.
 *
 * Fails  bad records are said and counted in `trouble`; the others are read.
 * Owner  cmd_reports: freed at once.
 */
#ifndef CMD_REPORTS_H
#define CMD_REPORTS_H

#include "cmd.h"
#include "story/words.h"

typedef struct cmd_reports {
    dem_arena arena, page, scratch; /* the latter two: of the document being read */
    dem_report *at;
    dem_words *words;
    int32_t len, cap;
    int trouble;
    char last[256]; /* path named last, for messages */
} cmd_reports;

typedef struct reports_options {
    const char *map;
} reports_options;

extern const cmd_option cmd_reports_options[];

bool cmd_reports_read(cmd_reports *reports, const cmd_args *args, const reports_options *options);
void cmd_reports_free(cmd_reports *reports);

#endif
