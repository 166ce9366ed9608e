#include "ask.h"
#include "source.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct parse_options {
    const char *format;
    bool gold_tokens, words, fast;
} parse_options;

static const cmd_option options[] = {
    {"format", 'f', "FORM", "conllu (the default) or jsonl", CMD_TEXT,
     offsetof(parse_options, format)},
    {"gold-tokens", 'g', NULL, "the input is CoNLL-U: keep its sentences and words", CMD_FLAG,
     offsetof(parse_options, gold_tokens)},
    {"words", 'w', NULL, "sentences and words only", CMD_FLAG, offsetof(parse_options, words)},
    {"fast", 0, NULL, "by the small model: about twice as fast, less often right", CMD_FLAG,
     offsetof(parse_options, fast)},
    {0}};

/* Threads take inputs in order and give their output in the same order: `turn` is the next to be
 * written. A thread that waits for its turn takes nothing new, so that at most one result a thread
 * is held. */
typedef struct parse_work {
    pthread_mutex_t lock;
    pthread_cond_t turned;
    cmd_source *source;
    const demarche *engine;
    demarche_parse_form form;
    demarche_parse_what what;
    long taken, turn;
    int status;
} parse_work;

typedef struct held {
    char *at;
    size_t len, cap;
} held;

static bool hold(void *context, const char *at, size_t len)
{
    held *h = context;
    if (h->cap - h->len < len) {
        size_t cap = 2 * (h->len + len);
        char *more = realloc(h->at, cap);
        if (!more)
            return false;
        h->at = more;
        h->cap = cap;
    }
    memcpy(h->at + h->len, at, len);
    h->len += len;
    return true;
}

static bool take(parse_work *w, demarche_input *in, demarche_error *failed, long *mine)
{
    pthread_mutex_lock(&w->lock);
    bool some = !ferror(stdout) && cmd_source_read(w->source, in, failed);
    *mine = w->taken;
    w->taken += some;
    pthread_mutex_unlock(&w->lock);
    return some;
}

static void give(parse_work *w, long mine, const held *h, const demarche_error *failed)
{
    pthread_mutex_lock(&w->lock);
    while (w->turn != mine)
        pthread_cond_wait(&w->turned, &w->lock);
    fwrite(h->at, 1, h->len, stdout);
    if (failed->code)
        w->status = cmd_trouble(failed);
    w->turn++;
    pthread_cond_broadcast(&w->turned);
    pthread_mutex_unlock(&w->lock);
}

static void *work(void *context)
{
    parse_work *w = context;
    demarche_input in = {0};
    demarche_error failed = {0};
    held h = {0};
    for (long mine; take(w, &in, &failed, &mine);) {
        h.len = 0;
        if (!failed.code)
            demarche_parse(w->engine, &in, w->form, w->what, hold, &h, &failed);
        give(w, mine, &h, &failed);
        cmd_source_release(w->source, &in);
        failed = (demarche_error){0};
    }
    free(h.at);
    return NULL;
}

static int parse_all(parse_work *w, int jobs)
{
    enum { MOST = 64 };
    pthread_t threads[MOST];
    int n = 0;
    while (n < jobs - 1 && n < MOST && n < w->source->paths.len - 1 &&
           pthread_create(&threads[n], NULL, work, w) == 0)
        n++;
    work(w);
    while (n)
        pthread_join(threads[--n], NULL);
    return w->status;
}

static int parse(const cmd_args *args, const void *given)
{
    const parse_options *o = given;
    static char dash[] = "-";
    static char *only_stdin[] = {dash};
    static const source_options plain = {.quiet = true};
    bool jsonl = (o->format && strcmp(o->format, "jsonl") == 0) ||
                 (!o->format && args->form == CMD_FORM_JSONL);
    if (o->format && !jsonl && strcmp(o->format, "conllu") != 0)
        return cmd_say("parse: '%s' is no format: conllu or jsonl", o->format);
    if (o->gold_tokens && o->words)
        return cmd_say("parse: --gold-tokens and --words exclude each other");
    demarche_parse_what what = o->gold_tokens ? DEMARCHE_PARSE_GOLD_TOKENS
                               : o->words     ? DEMARCHE_PARSE_WORDS
                                              : DEMARCHE_PARSE_ALL;
    if (o->fast)
        what |= DEMARCHE_PARSE_FAST;
    demarche_error err = {0};
    demarche *engine = demarche_open(&err);
    if (!engine)
        return cmd_trouble(&err);
    cmd_args with = *args;
    if (with.n_words == 0)
        with.words = only_stdin, with.n_words = 1;
    cmd_source source;
    cmd_source_open(&source, &with, &plain);
    parse_work w = {.lock = PTHREAD_MUTEX_INITIALIZER,
                    .turned = PTHREAD_COND_INITIALIZER,
                    .source = &source,
                    .engine = engine,
                    .what = what,
                    .form = jsonl ? DEMARCHE_PARSE_JSONL : DEMARCHE_CONLLU,
                    .status = source.paths.trouble ? CMD_TROUBLE : CMD_FOUND};
    int status = parse_all(&w, args->jobs);
    cmd_source_close(&source);
    demarche_close(engine);
    return status;
}

const cmd_verb cmd_parse = {"parse",
                            "[PATH...]",
                            "sentences, words, tags, lemmas and heads; no ledger",
                            "Reads files, folders or stdin; writes CoNLL-U (Universal "
                            "Dependencies) or a JSON line a sentence,\n"
                            "with its names: PER ORG LOC MISC NORP OFFICE FAC DATE QUANTITY.\n"
                            "Every paragraph is parsed, furniture too. Paragraphs end at a blank "
                            "line; in a text without one,\n"
                            "at every line end.\n"
                            "\nexamples\n  demarche parse report.txt\n  demarche parse "
                            "--gold-tokens treebank.conllu > parsed.conllu",
                            options,
                            sizeof(parse_options),
                            parse};
