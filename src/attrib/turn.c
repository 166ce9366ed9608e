#include "attrib/turn.h"

typedef struct turn {
    int32_t begin, label_end, said, end; /* tokens: the label, what follows its colon or full stop */
    int32_t label;
} turn;

typedef struct voice {
    dem_str label;
    int32_t turns, questions;
} voice;

typedef struct talk {
    const dem_doc *doc;
    turn *turns;
    int32_t n;
    voice voices[DEM_TURN_LABELS];
    int32_t n_voices;
} talk;

static bool letters(dem_str s, bool lower)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] >= (lower ? 'a' : 'A') && s.at[i] <= (lower ? 'z' : 'Z'))
            return true;
    return false;
}

static bool asks_by_name(dem_str label)
{
    static const char *const words[] = {"q", "question", "interviewer", "moderator", NULL};
    return dem_str_in_nocase(label, words);
}

static bool answers_by_name(dem_str label)
{
    static const char *const words[] = {"a", "answer", "spokesman", "spokeswoman", "spokesperson", NULL};
    return dem_str_in_nocase(label, words);
}

static dem_str label_of(const dem_doc *doc, int32_t begin, int32_t end)
{
    dem_str label = dem_doc_str(doc, dem_token_span(doc, begin, end));
    return dem_str_ends(label, DEM_STR(".")) && label.len == 2 ? dem_str_cut(label, 0, 1) : label;
}

/* Capitals ("THE PRESIDENT", "MR. HOLLIS"), the words for question and answer, or a name. */
static bool is_label(const dem_doc *doc, int32_t begin, int32_t end)
{
    dem_str label = label_of(doc, begin, end);
    if (asks_by_name(label) || answers_by_name(label))
        return true;
    bool name = true;
    for (int32_t t = begin; t < end; t++)
        name &= doc->parses.at[t].upos == DEM_UPOS_PROPN || doc->parses.at[t].upos == DEM_UPOS_PUNCT;
    return label.len > 1 && letters(label, false) && (name || !letters(label, true));
}

/* "Q: ", "MR. HOLLIS: " and, of one letter, "Q. " at the head of a block. */
static bool read_label(const dem_doc *doc, turn *t)
{
    const char *const ends[] = {":", label_of(doc, t->begin, t->begin + 1).len == 1 ? "." : NULL, NULL};
    const int32_t most = t->begin + DEM_TURN_LABEL_LONGEST, last = most < t->end - 1 ? most : t->end - 2;
    const bool stopped = ends[1] && dem_token_str(doc, t->begin).len == 2; /* "Q." is one token */
    t->label_end = t->begin + 1;
    while (!stopped && t->label_end <= last && !dem_str_in_nocase(dem_token_str(doc, t->label_end), ends))
        t->label_end++;
    t->said = t->label_end + !stopped;
    return t->label_end <= last && is_label(doc, t->begin, t->label_end);
}

/* Tokens of a block: its sentences follow each other from `*sentence` on, which moves behind them. */
static bool block_tokens(const dem_doc *doc, int32_t block, int32_t *sentence, int32_t *begin, int32_t *end)
{
    int32_t s = *sentence;
    while (s < doc->sentences.len && doc->sentences.at[s].block < block)
        s++;
    *begin = s < doc->sentences.len ? doc->sentences.at[s].begin : 0;
    *end = *begin;
    for (; s < doc->sentences.len && doc->sentences.at[s].block == block; s++)
        *end = doc->sentences.at[s].end;
    *sentence = s;
    return *end > *begin;
}

/* The voice of a label, or -1 when there are too many. */
static int32_t voice_of(talk *k, dem_str label)
{
    for (int32_t v = 0; v < k->n_voices; v++)
        if (dem_str_eq(k->voices[v].label, label))
            return v;
    if (k->n_voices == DEM_TURN_LABELS)
        return -1;
    k->voices[k->n_voices] = (voice){label, 0, 0};
    return k->n_voices++;
}

static bool read_turns(talk *k)
{
    const dem_doc *doc = k->doc;
    int32_t sentence = 0, begin, end;
    for (int32_t b = 0; b < doc->blocks.len; b++) {
        if (!block_tokens(doc, b, &sentence, &begin, &end) || doc->blocks.at[b].kind != DEM_BLOCK_BODY)
            continue;
        turn t = {.begin = begin, .end = end};
        if (!read_label(doc, &t))
            continue;
        int32_t v = t.label = voice_of(k, label_of(doc, begin, t.label_end));
        if (v < 0)
            return false;
        k->voices[v].turns++;
        k->voices[v].questions += dem_str_eq(dem_token_str(doc, end - 1), DEM_STR("?"));
        k->turns[k->n++] = t;
    }
    return true;
}

static bool asks(const talk *k, int32_t v)
{
    const voice *x = &k->voices[v];
    return !answers_by_name(x->label) && (asks_by_name(x->label) || 2 * x->questions >= x->turns);
}

/* Somebody asks, somebody answers, and one of them again. */
static bool is_talk(const talk *k)
{
    bool question = false, answer = false, again = false;
    for (int32_t v = 0; v < k->n_voices; v++) {
        question |= asks(k, v);
        answer |= !asks(k, v);
        again |= k->voices[v].turns > 1;
    }
    return question && answer && again && k->n >= 3;
}

static dem_found found_of(const turn *t)
{
    dem_found f = {.at = t->begin, .head = t->said, .parent = -1, .level = 1, .continues = -1, .no_cue = true,
                   .why = "rule:turn"};
    f.r = (dem_reading){.sources = 1, .contents = 1, .any = 0.9f, .p_source = 0.9f, .p_content = 0.9f, .half = 0.9f};
    f.r.source.end = t->label_end - t->begin;
    f.r.content[0].begin = t->said - t->begin;
    f.r.content[0].end = t->end - t->begin;
    return f;
}

void dem_found_turns(const dem_doc *doc, dem_founds *all, dem_arena *arena, dem_arena scratch)
{
    talk k = {.doc = doc, .turns = dem_new(&scratch, turn, doc->blocks.len + 1)};
    if (!read_turns(&k) || !is_talk(&k))
        return;
    dem_founds merged = {0};
    int32_t next = 0;
    for (int32_t i = 0; i < k.n; i++) {
        for (; next < all->len && all->at[next].head < k.turns[i].begin; next++)
            *dem_push(&merged, arena) = all->at[next];
        const bool asked = asks(&k, k.turns[i].label); /* what a question tells of others stays */
        while (next < all->len && all->at[next].head < (asked ? k.turns[i].said : k.turns[i].end))
            next++;
        if (!asked)
            *dem_push(&merged, arena) = found_of(&k.turns[i]);
    }
    for (; next < all->len; next++)
        *dem_push(&merged, arena) = all->at[next];
    *all = merged;
}
