#include "cmd.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Control characters of a file name or a message must not reach the terminal. */
static void put_safe(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            fprintf(stderr, "\\x%02x", (unsigned)(unsigned char)*text);
        else
            fputc(*text, stderr);
}

int cmd_complain(const dem_error *err)
{
    fflush(stdout);
    fputs("demarche: ", stderr);
    if (*err->path) {
        put_safe(err->path);
        fputs(": ", stderr);
    }
    if (err->offset >= 0)
        fprintf(stderr, "byte %lld: ", (long long)err->offset);
    put_safe(err->message);
    fputc('\n', stderr);
    return CMD_TROUBLE;
}

int cmd_say(const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fflush(stdout);
    fputs("demarche: ", stderr);
    put_safe(text);
    fputc('\n', stderr);
    return CMD_TROUBLE;
}

int cmd_finish(int status)
{
    int failed = fflush(stdout) != 0 ? errno : ferror(stdout) ? EIO : 0;
    if (failed == EPIPE)
        return status; /* the reader had enough */
    return failed ? cmd_say("stdout: cannot write: %s", strerror(failed)) : status;
}

cmd_form cmd_form_of(const cmd_args *args)
{
    if (args->form != CMD_FORM_AUTO)
        return args->form;
    return isatty(STDOUT_FILENO) ? CMD_FORM_TABLE : CMD_FORM_TSV;
}

bool cmd_colour(void)
{
    const char *no = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && !(no && *no);
}
