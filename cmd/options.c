#include "cmd.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the common options land while argv is read. */
typedef struct common {
    const char *db;
    bool table, tsv, csv, json, jsonl, help;
    int jobs;
} common;

const cmd_option cmd_common[] = {
    {"db", 0, "FILE", "the ledger (else DEMARCHE_DB, else demarche.db)", CMD_TEXT, offsetof(common, db)},
    {"table", 0, NULL, "write a table (the default on a terminal)", CMD_FLAG, offsetof(common, table)},
    {"tsv", 0, NULL, "write tab-separated values (the default in a pipe)", CMD_FLAG,
     offsetof(common, tsv)},
    {"csv", 0, NULL, "write comma-separated values", CMD_FLAG, offsetof(common, csv)},
    {"json", 0, NULL, "write one JSON value", CMD_FLAG, offsetof(common, json)},
    {"jsonl", 0, NULL, "write one JSON object a line", CMD_FLAG, offsetof(common, jsonl)},
    {"jobs", 'j', "N", "threads (default: one a core)", CMD_NUMBER, offsetof(common, jobs)},
    {"help", 'h', NULL, "this help", CMD_FLAG, offsetof(common, help)},
    {0}};

static const cmd_option *find(const cmd_option *options, const char *name, size_t len, char letter)
{
    for (const cmd_option *o = options; o && o->name; o++)
        if (letter ? o->letter == letter : strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            return o;
    return NULL;
}

static bool number(const char *text, int *out)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < 0 || n > INT_MAX)
        return false;
    *out = (int)n;
    return true;
}

static bool store(const cmd_option *o, const char *value, void *base)
{
    char *at = (char *)base + o->at;
    if (o->kind == CMD_FLAG)
        *(bool *)(void *)at = true;
    else if (o->kind == CMD_TEXT)
        *(const char **)(void *)at = value;
    else if (!number(value, (int *)(void *)at)) {
        cmd_say("--%s: '%s' is not a number", o->name, value);
        return false;
    }
    return true;
}

/* One option word at argv[*i]; moves *i past a value that stands apart. */
static bool option(const cmd_verb *verb, int argc, char **argv, int *i, void *own, common *shared)
{
    const char *word = argv[*i];
    bool is_long = word[1] == '-';
    const char *name = word + 2;
    const char *equals = is_long ? strchr(name, '=') : NULL;
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    char letter = is_long ? 0 : word[1];
    void *base = own;
    const cmd_option *o = find(verb->options, name, len, letter);
    if (!o) {
        base = shared;
        o = find(cmd_common, name, len, letter);
    }
    if (!o || (!is_long && word[2] && o->kind == CMD_FLAG)) {
        cmd_say("%s: unknown option '%s'; see 'demarche help %s'", verb->name, word, verb->name);
        return false;
    }
    const char *value = equals ? equals + 1 : !is_long && word[2] ? word + 2 : NULL;
    if (o->kind == CMD_FLAG && value) {
        cmd_say("%s: --%s takes no value", verb->name, o->name);
        return false;
    }
    if (o->kind != CMD_FLAG && !value) {
        if (*i + 1 >= argc) {
            cmd_say("%s: --%s needs %s", verb->name, o->name, o->arg);
            return false;
        }
        value = argv[++*i];
    }
    return store(o, value, base);
}

/* "-party:RUS" is a word of a query, no option. */
static bool is_left_out(const char *word)
{
    size_t letters = strspn(word + 1, "abcdefghijklmnopqrstuvwxyz");
    return word[0] == '-' && letters > 1 && word[1 + letters] == ':';
}

static cmd_form form_of(const common *c)
{
    return c->jsonl   ? CMD_FORM_JSONL
           : c->json  ? CMD_FORM_JSON
           : c->csv   ? CMD_FORM_CSV
           : c->tsv   ? CMD_FORM_TSV
           : c->table ? CMD_FORM_TABLE
                      : CMD_FORM_AUTO;
}

static int cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 64 ? 64 : (int)n;
}

bool cmd_parse_args(const cmd_verb *verb, int argc, char **argv, cmd_args *args, void *options, bool *help)
{
    common shared = {0};
    bool ended = false;
    args->words = argv; /* words move to the front of argv as options are taken out */
    for (int i = 0; i < argc; i++) {
        char *word = argv[i];
        if (ended || word[0] != '-' || !word[1] || is_left_out(word))
            args->words[args->n_words++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else if (!option(verb, argc, argv, &i, options, &shared))
            return false;
    }
    const char *env = getenv("DEMARCHE_DB");
    args->db = shared.db ? shared.db : env && *env ? env : "demarche.db";
    args->form = form_of(&shared);
    args->jobs = shared.jobs ? shared.jobs < 256 ? shared.jobs : 256 : cores();
    *help = shared.help;
    return true;
}
