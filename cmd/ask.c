#include "ask.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH_ELSEWHERE = 120, WIDTH_LEAST = 60 };

static int terminal_width(void)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    int width = columns ? atoi(columns) : 0;
    if (width <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    return width <= 0 ? WIDTH_ELSEWHERE : width < WIDTH_LEAST ? WIDTH_LEAST : width;
}

void cmd_now(char now[21])
{
    time_t t = time(NULL);
    struct tm utc;
    gmtime_r(&t, &utc);
    strftime(now, 21, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

demarche_ask cmd_ask(const cmd_args *args, const ask_options *options, char today[11])
{
    static const demarche_form forms[] = {DEMARCHE_TABLE, DEMARCHE_TABLE, DEMARCHE_TSV,
                                          DEMARCHE_CSV, DEMARCHE_JSON, DEMARCHE_JSONL};
    char now[21];
    cmd_now(now);
    memcpy(today, now, 10);
    today[10] = 0;
    return (demarche_ask){.words = (const char *const *)args->words, .n_words = args->n_words, .today = today,
                          .limit = options->limit, .skip = options->skip,
                          .form = forms[cmd_form_of(args)], .width = terminal_width(),
                          .colour = cmd_colour(), .no_text = options->no_text,
                          .max_words = options->max_words};
}

bool cmd_to_stdout(void *context, const char *at, size_t len)
{
    (void)context;
    return fwrite(at, 1, len, stdout) == len;
}

int cmd_trouble(const demarche_error *err)
{
    dem_error ours = {.code = DEM_E_IO, .offset = err->offset};
    memcpy(ours.path, err->path, sizeof ours.path);
    memcpy(ours.message, err->message, sizeof ours.message);
    if (strcmp(err->message, "cannot write") == 0)
        return cmd_finish(CMD_TROUBLE); /* stdout's own failure says more */
    return cmd_complain(&ours);
}

int cmd_view(const cmd_args *args, const char *view, const ask_options *options)
{
    demarche_error err = {0};
    char today[11];
    demarche_ask ask = cmd_ask(args, options, today);
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_READ, &err);
    long n = ledger ? demarche_view(ledger, view, &ask, cmd_to_stdout, NULL, &err) : -1;
    demarche_ledger_close(ledger);
    return n < 0 ? cmd_trouble(&err) : n > 0 ? CMD_FOUND : CMD_NONE;
}
