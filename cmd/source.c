#include "source.h"
#include "ask.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Where the document's name begins in a path: after the folder given, else after the last slash. */
static int name_begin(const char *path, const char *word)
{
    size_t n = strlen(word);
    while (n > 1 && word[n - 1] == '/')
        n--;
    if (strlen(path) > n && strncmp(path, word, n) == 0 && path[n] == '/')
        return (int)n + 1;
    const char *slash = strrchr(path, '/');
    return slash ? (int)(slash + 1 - path) : 0;
}

bool cmd_source_file(const char *path, cmd_input *in, demarche_error *err)
{
    dem_error ours = {0};
    if (cmd_read(path, in, &ours))
        return true;
    err->code = (demarche_status)ours.code;
    err->offset = ours.offset;
    memcpy(err->path, ours.path, sizeof err->path);
    memcpy(err->message, ours.message, sizeof err->message);
    return false;
}

demarche_issues cmd_source_issues(const cmd_input *in) { return (demarche_issues){in->name, in->at, in->len}; }

demarche *cmd_source_engine(const source_options *options, cmd_input *issues, demarche_error *err)
{
    *issues = (cmd_input){0};
    if (options->issues && !cmd_source_file(options->issues, issues, err))
        return NULL;
    const demarche_setup setup = {.precision = options->precision, .issues = cmd_source_issues(issues)};
    demarche *engine = demarche_open_with(&setup, err);
    if (!engine)
        cmd_input_free(issues);
    return engine;
}

void cmd_source_open(cmd_source *source, const cmd_args *args, const source_options *options)
{
    *source = (cmd_source){.options = options, .tty = isatty(STDERR_FILENO) && !options->quiet,
                           .begun = seconds()};
    for (int i = 0; i < args->n_words; i++) {
        int first = source->paths.len;
        cmd_paths_find(&source->paths, args->words + i, 1);
        source->skip = realloc(source->skip, (size_t)(source->paths.len + 1) * sizeof(int));
        if (!source->skip)
            abort();
        for (int k = first; k < source->paths.len; k++)
            source->skip[k] = name_begin(source->paths.at[k], args->words[i]);
    }
}

void cmd_source_close(cmd_source *source)
{
    cmd_paths_free(&source->paths);
    free(source->skip);
}

bool cmd_source_next(void *context, demarche_input *input)
{
    cmd_source *s = context;
    if (s->next >= s->paths.len)
        return false;
    const char *path = s->paths.at[s->next];
    const char *name = strcmp(path, "-") == 0 ? "stdin" : path + s->skip[s->next];
    s->next++;
    *input = (demarche_input){.name = name, .path = path, .date = s->options->date,
                              .outlet = s->options->outlet, .url = s->options->url,
                              .language = s->options->lang, .map = s->options->map, .range = s->options->range};
    return true;
}

bool cmd_source_read(cmd_source *source, demarche_input *input, demarche_error *failed)
{
    cmd_input in;
    if (!cmd_source_next(source, input))
        return false;
    if (cmd_source_file(input->path, &in, failed)) {
        input->at = in.at;
        input->len = in.len;
        free(in.name);
    }
    return true;
}

void cmd_source_release(cmd_source *source, demarche_input *input)
{
    (void)source;
    union { const char *held; char *mine; } at = {input->at};
    free(at.mine);
    input->at = NULL;
}

static void wipe(const cmd_source *s)
{
    if (s->tty)
        fputs("\r\033[K", stderr);
}

void cmd_source_event(void *context, const demarche_event *event)
{
    cmd_source *s = context;
    if (event->kind == DEMARCHE_REFUSED) {
        wipe(s);
        cmd_trouble(event->failed);
    }
    if (!s->tty)
        return;
    double spent = seconds() - s->begun;
    fprintf(stderr, "\r\033[K%ld documents, file %d of %d, %.0f a second", event->done, s->next, s->paths.len,
            spent > 0 ? (double)event->done / spent : 0.0);
}

void cmd_source_done(const cmd_source *source)
{
    wipe(source);
}
