#include "ask.h"

#include <errno.h>
#include <string.h>

static bool to_file(void *context, const char *at, size_t len)
{
    return fwrite(at, 1, len, context) == len;
}

/* Through a file beside it, so that a full disk leaves an older report as it was. */
int cmd_write_report(demarche_ledger *ledger, const demarche_ask *ask, const char *path)
{
    demarche_error err = {0};
    if (strcmp(path, "-") == 0)
        return demarche_report(ledger, ask, cmd_to_stdout, NULL, &err) ? CMD_FOUND : cmd_trouble(&err);
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside)
        return cmd_say("%s: the path is too long", path);
    FILE *file = fopen(beside, "wb");
    if (!file)
        return cmd_say("%s: cannot write: %s", path, strerror(errno));
    errno = 0;
    bool ok = demarche_report(ledger, ask, to_file, file, &err);
    int problem = errno;
    ok = fclose(file) == 0 && ok;
    if (ok && rename(beside, path) == 0)
        return CMD_FOUND;
    problem = ok || !problem ? errno : problem;
    remove(beside);
    if (err.code && strcmp(err.message, "cannot write") != 0)
        return cmd_trouble(&err);
    return cmd_say("%s: cannot write: %s", path, strerror(problem));
}

typedef struct report_options {
    const char *out;
} report_options;

static const cmd_option options[] = {
    {"out", 'o', "FILE", "where to (default report.html; - is stdout)", CMD_TEXT, offsetof(report_options, out)},
    {0}};

static int report(const cmd_args *args, const void *given)
{
    const report_options *o = given;
    demarche_error err = {0};
    char today[11];
    ask_options none = {0};
    demarche_ask ask = cmd_ask(args, &none, today);
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_READ, &err);
    int status = ledger ? cmd_write_report(ledger, &ask, o->out ? o->out : "report.html") : cmd_trouble(&err);
    demarche_ledger_close(ledger);
    return status;
}

const cmd_verb cmd_report = {
    "report", "[QUERY]", "write one HTML page to read, print and send",
    "The page needs no network and no other file. It holds the statements that the query selects, their\n"
    "texts with marked spans, positions, conditions, claims and denials.\n"
    "\nexample\n  demarche report -o talks.html topic:talks since:1m",
    options, sizeof(report_options), report};
