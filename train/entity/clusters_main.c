/* Word classes from raw text: the exchange algorithm (Kneser and Ney 1993; Martin, Liermann and
 * Ney 1998) over bigrams, which raises the likelihood of a class bigram model.
 *
 *     zcat RAW.gz... | clusters VOCABULARY ROUNDS CLASSES... > words.tsv
 *
 * Output, by falling frequency: word, count, class under each size, and for lower-case words the
 * share (0 to 9) of their occurrences inside sentences that are capitalised. Digits become 0.
 * Deterministic; memory about 12 bytes a token. */
#include "base/utf8.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct word {
    char *text;
    uint32_t count, inner; /* occurrences; those not at a sentence's start */
} word;

typedef struct words {
    word *at;
    uint32_t len, cap, *slots, mask;
} words;

typedef struct bigrams { /* neighbours of each word, with counts */
    uint32_t *row, *other, *count;
} bigrams;

typedef struct classes {
    uint32_t n, words;
    uint32_t *of;              /* class of each word */
    int64_t *size;             /* occurrences in each class */
    int64_t *after, *before;   /* n x n: [class][next], [class][previous] */
} classes;

static void *must(void *p)
{
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return p;
}

static uint32_t word_id(words *w, const char *at, size_t len)
{
    if (w->len * 2 >= w->mask) {
        w->mask = w->mask ? w->mask * 2 + 1 : (1u << 20) - 1;
        free(w->slots);
        w->slots = must(calloc((size_t)w->mask + 1, 4));
        for (uint32_t i = 0; i < w->len; i++) {
            uint32_t h = (uint32_t)XXH3_64bits(w->at[i].text, strlen(w->at[i].text)) & w->mask;
            while (w->slots[h])
                h = (h + 1) & w->mask;
            w->slots[h] = i + 1;
        }
    }
    uint32_t h = (uint32_t)XXH3_64bits(at, len) & w->mask;
    for (; w->slots[h]; h = (h + 1) & w->mask) {
        const char *t = w->at[w->slots[h] - 1].text;
        if (!strncmp(t, at, len) && !t[len])
            return w->slots[h] - 1;
    }
    if (w->len == w->cap)
        w->at = must(realloc(w->at, (w->cap = w->cap ? w->cap * 2 : 4096) * sizeof *w->at));
    w->at[w->len] = (word){.text = must(strndup(at, len))};
    w->slots[h] = ++w->len;
    return w->len - 1;
}

typedef struct stream {
    words *w;
    uint32_t *ids;
    size_t len, cap;
    int start; /* the next word begins a sentence */
} stream;

static void push(stream *s, const char *at, size_t len)
{
    char form[64];
    if (!len || len >= sizeof form)
        return;
    for (size_t i = 0; i < len; i++)
        form[i] = at[i] >= '0' && at[i] <= '9' ? '0' : at[i];
    uint32_t id = word_id(s->w, form, len);
    s->w->at[id].count++;
    s->w->at[id].inner += !s->start;
    if (s->len == s->cap)
        s->ids = must(realloc(s->ids, (s->cap = s->cap ? s->cap * 2 : 1 << 20) * 4));
    s->ids[s->len++] = id;
    s->start = len == 1 && strchr(".!?:;\"", at[0]) != NULL;
}

static size_t mark_len(const char *at, size_t len) /* length of a leading mark, or 0 */
{
    uint32_t code;
    size_t n = dem_utf8_decode((dem_str){at, len}, &code);
    return code != DEM_UTF8_BAD && dem_utf8_is_punct(code) && code != '&' && code != '@' ? n : 0;
}

static bool is_abbreviation(const char *at, size_t len) /* "U.S." keeps its last full stop */
{
    return len > 2 && at[len - 1] == '.' && (memchr(at, '.', len - 1) || len <= 3) && at[0] >= 'A' && at[0] <= 'Z';
}

/* One run of non-space bytes: marks off both ends, "'s" apart. */
static void push_chunk(stream *s, const char *at, size_t len)
{
    size_t n, tail = len;
    while (len && (n = mark_len(at, len)) && n < len) {
        push(s, at, n);
        at += n, len -= n;
    }
    tail = len;
    while (tail && !is_abbreviation(at, tail)) {
        size_t last = tail - 1;
        while (last && ((unsigned char)at[last] & 0xC0) == 0x80)
            last--;
        if (!mark_len(at + last, tail - last) || !last)
            break;
        tail = last;
    }
    size_t body = tail;
    if (tail > 2 && !memcmp(at + tail - 2, "'s", 2))
        body = tail - 2;
    else if (tail > 4 && !memcmp(at + tail - 4, "’s", 4))
        body = tail - 4;
    push(s, at, body);
    if (body < tail)
        push(s, "'s", 2);
    for (size_t i = tail; i < len; i += n) {
        n = mark_len(at + i, len - i);
        n = n ? n : 1;
        push(s, at + i, n);
    }
}

static stream read_text(FILE *in, words *w)
{
    stream s = {.w = w, .start = 1};
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    while ((len = getline(&line, &cap, in)) > 0) {
        s.start = 1;
        for (char *p = line, *end = line + len; p < end;) {
            char *q = p;
            while (q < end && !strchr(" \t\r\n", *q))
                q++;
            if (q > p)
                push_chunk(&s, p, (size_t)(q - p));
            p = q + 1;
        }
    }
    free(line);
    return s;
}

static const words *sorting; /* for qsort only */
static int by_count(const void *a, const void *b)
{
    const word *x = &sorting->at[*(const uint32_t *)a], *y = &sorting->at[*(const uint32_t *)b];
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : strcmp(x->text, y->text);
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Neighbour lists of words 1..n-1 (0 is every rare word) from sorted (word, neighbour) pairs. */
static bigrams neighbours(const uint64_t *pairs, size_t len, uint32_t n)
{
    bigrams b = {must(calloc(n + 1, 4)), must(malloc(len * 4)), must(malloc(len * 4))};
    uint32_t e = 0, at = 0;
    for (size_t i = 0; i < len;) {
        size_t k = i;
        while (k < len && pairs[k] == pairs[i])
            k++;
        uint32_t w = (uint32_t)(pairs[i] >> 32);
        while (at <= w)
            b.row[at++] = e;
        b.other[e] = (uint32_t)pairs[i];
        b.count[e++] = (uint32_t)(k - i);
        i = k;
    }
    while (at <= n)
        b.row[at++] = e;
    return b;
}

enum { TABLE = 1 << 20 };
static double *xlogx;

static double f(int64_t x)
{
    return x < TABLE ? xlogx[x] : (double)x * log((double)x);
}

typedef struct profile { /* one word's neighbours by class */
    uint32_t *cls, len;
    int64_t *count;
} profile;

static void gather(const bigrams *b, uint32_t w, const uint32_t *of, int64_t *sum, profile *p)
{
    p->len = 0;
    for (uint32_t i = b->row[w]; i < b->row[w + 1]; i++) {
        uint32_t c = of[b->other[i]];
        if (b->other[i] == w)
            continue;
        if (!sum[c])
            p->cls[p->len++] = c;
        sum[c] += b->count[i];
    }
    for (uint32_t i = 0; i < p->len; i++) {
        p->count[i] = sum[p->cls[i]];
        sum[p->cls[i]] = 0;
    }
}

static void shift(classes *k, uint32_t c, const profile *next, const profile *last, int64_t count, int by)
{
    for (uint32_t i = 0; i < next->len; i++) {
        k->after[(size_t)c * k->n + next->cls[i]] += by * next->count[i];
        k->before[(size_t)next->cls[i] * k->n + c] += by * next->count[i];
    }
    for (uint32_t i = 0; i < last->len; i++) {
        k->before[(size_t)c * k->n + last->cls[i]] += by * last->count[i];
        k->after[(size_t)last->cls[i] * k->n + c] += by * last->count[i];
    }
    k->size[c] += by * count;
}

static double gain(const classes *k, uint32_t c, const profile *next, const profile *last, int64_t count)
{
    const int64_t *after = k->after + (size_t)c * k->n, *before = k->before + (size_t)c * k->n;
    double g = 2 * (f(k->size[c]) - f(k->size[c] + count));
    for (uint32_t i = 0; i < next->len; i++)
        g += f(after[next->cls[i]] + next->count[i]) - f(after[next->cls[i]]);
    for (uint32_t i = 0; i < last->len; i++)
        g += f(before[last->cls[i]] + last->count[i]) - f(before[last->cls[i]]);
    return g;
}

static void count_all(classes *k, const bigrams *next, const uint32_t *counts)
{
    for (uint32_t w = 0; w < k->words; w++) {
        k->size[k->of[w]] += counts[w];
        for (uint32_t i = next->row[w]; i < next->row[w + 1]; i++) {
            uint32_t c = k->of[w], d = k->of[next->other[i]];
            k->after[(size_t)c * k->n + d] += next->count[i];
            k->before[(size_t)d * k->n + c] += next->count[i];
        }
    }
}

/* Class 0 is the rare words' own. */
static uint32_t exchange_round(classes *k, const bigrams *next, const bigrams *last,
                               const uint32_t *counts, profile p[2], int64_t *sum)
{
    uint32_t moved = 0;
    for (uint32_t w = 1; w < k->words; w++) {
        gather(next, w, k->of, sum, &p[0]);
        gather(last, w, k->of, sum, &p[1]);
        uint32_t old = k->of[w], best = old;
        shift(k, old, &p[0], &p[1], counts[w], -1);
        double top = gain(k, old, &p[0], &p[1], counts[w]) + 1e-7;
        for (uint32_t c = 1; c < k->n; c++) {
            double g = c == old ? top : gain(k, c, &p[0], &p[1], counts[w]);
            if (g > top)
                top = g, best = c;
        }
        shift(k, best, &p[0], &p[1], counts[w], 1);
        k->of[w] = best;
        moved += best != old;
    }
    return moved;
}

static uint32_t *cluster(uint32_t n, uint32_t vocabulary, int rounds, const bigrams *next,
                         const bigrams *last, const uint32_t *counts)
{
    size_t square = (size_t)n * n;
    classes k = {n, vocabulary, must(calloc(vocabulary, 4)), must(calloc(n, 8)), NULL, NULL};
    profile p[2];
    for (int i = 0; i < 2; i++)
        p[i] = (profile){must(calloc(n, 4)), 0, must(calloc(n, 8))};
    int64_t *sum = must(calloc(n, 8));
    for (uint32_t w = 1; w < vocabulary; w++)
        k.of[w] = 1 + (w - 1) % (n - 1);
    k.after = must(calloc(square, 8));
    k.before = must(calloc(square, 8));
    for (int r = 0; r < rounds; r++) {
        /* recounted every round: a word beside itself does not move with it */
        memset(k.after, 0, square * 8), memset(k.before, 0, square * 8), memset(k.size, 0, n * 8);
        count_all(&k, next, counts);
        uint32_t moved = exchange_round(&k, next, last, counts, p, sum);
        fprintf(stderr, "%u classes, round %d: %u moved\n", n, r + 1, moved);
    }
    return k.of;
}

static int share_capital(words *w, const char *text)
{
    char other[64];
    size_t len = strlen(text);
    if (text[0] < 'a' || text[0] > 'z')
        return 0;
    memcpy(other, text, len + 1);
    other[0] = (char)(other[0] - 32);
    uint64_t low = w->at[word_id(w, text, len)].inner, high = w->at[word_id(w, other, len)].inner;
    return low + high ? (int)(high * 10 / (low + high + 1)) : 0;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return fputs("usage: clusters VOCABULARY ROUNDS CLASSES...\n", stderr), 2;
    words w = {0};
    stream s = read_text(stdin, &w);
    uint32_t most = (uint32_t)atoi(argv[1]), *order = must(calloc(w.len, 4)), *rank = must(calloc(w.len, 4));
    for (uint32_t i = 0; i < w.len; i++)
        order[i] = i;
    sorting = &w;
    qsort(order, w.len, 4, by_count);
    most = most < w.len ? most : w.len;
    uint32_t *counts = must(calloc(most + 1, 4));
    for (uint32_t i = 0; i < most; i++) {
        rank[order[i]] = i + 1;
        counts[i + 1] = w.at[order[i]].count;
    }
    for (size_t i = 0; i < s.len; i++)
        counts[0] += !rank[s.ids[i]];
    fprintf(stderr, "%zu tokens, %u words\n", s.len, w.len);
    uint64_t *pairs = must(malloc(s.len * 8));
    bigrams side[2];
    for (int k = 0; k < 2; k++) {
        for (size_t i = 1; i < s.len; i++) {
            uint64_t a = rank[s.ids[i - 1]], b = rank[s.ids[i]];
            pairs[i - 1] = k ? b << 32 | a : a << 32 | b;
        }
        qsort(pairs, s.len - 1, 8, by_value);
        side[k] = neighbours(pairs, s.len - 1, most + 1);
    }
    free(pairs);
    xlogx = must(malloc(TABLE * sizeof *xlogx));
    for (int i = 0; i < TABLE; i++)
        xlogx[i] = i ? i * log(i) : 0;
    uint32_t *of[8];
    for (int k = 3; k < argc && k < 11; k++)
        of[k - 3] = cluster((uint32_t)atoi(argv[k]), most + 1, atoi(argv[2]), &side[0], &side[1], counts);
    for (uint32_t i = 0; i < most; i++) {
        printf("%s\t%u", w.at[order[i]].text, counts[i + 1]);
        for (int k = 3; k < argc && k < 11; k++)
            printf("\t%u", of[k - 3][i + 1]);
        printf("\t%d\n", share_capital(&w, w.at[order[i]].text));
    }
    return 0;
}
