/*
 * skipgram: structured skip-gram word vectors with negative sampling.
 *
 *     skipgram TOKENS VECTORS [threads [epochs [min-count]]]
 *
 * Each of the 2*WINDOW positions around a word has its own output vectors (Ling, Dyer, Black and
 * Trancoso 2015), which keeps word order and serves syntax better than a bag of neighbours.
 * Frequent centres are subsampled (Mikolov et al. 2013); positions are those of the full sentence.
 * Output: "words dims\n", then per word its form, a blank and dims float32 values, most frequent
 * first.  Deterministic with one thread; with more, threads share the weights without locks and
 * the last bits vary.  Memory: words * dims * 4 * (2*WINDOW + 1) bytes.
 */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { DIM = 128, WINDOW = 3, NEGATIVE = 5, TABLE = 1 << 24, HASH = 1 << 22, SENTENCE_MAX = 256 };

typedef struct word {
    char *form;
    uint32_t len;
    uint64_t count;
} word;

static word *words;
static uint32_t word_count;
static uint32_t *slots; /* hash table of word index + 1 */
static int32_t *stream; /* word ids, -1 unknown, -2 end of sentence */
static size_t stream_len;
static float *in, *out[2 * WINDOW];
static uint32_t *table;
static float *keep;
static int threads = 2, epochs = 5;
static uint64_t min_count = 5;
static uint64_t done_tokens;
static const float rate0 = 0.035f;

static uint64_t hash_of(const char *s, size_t n)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h ^ (h >> 29);
}

static void *need(void *p)
{
    if (!p) {
        fputs("skipgram: out of memory\n", stderr);
        exit(1);
    }
    return p;
}

/* Large pages: the rows are visited at random. */
static float *new_matrix(size_t cells)
{
    size_t bytes = (cells * sizeof(float) + (2u << 20) - 1) & ~(size_t)((2u << 20) - 1);
    float *m = need(aligned_alloc(2u << 20, bytes));
    madvise(m, bytes, MADV_HUGEPAGE);
    return memset(m, 0, bytes);
}

static uint32_t find_slot(const char *s, size_t n)
{
    uint32_t at = (uint32_t)(hash_of(s, n) & (HASH - 1));
    while (slots[at]) {
        const word *w = &words[slots[at] - 1];
        if (w->len == n && memcmp(w->form, s, n) == 0)
            break;
        at = (at + 1) & (HASH - 1);
    }
    return at;
}

static void count_word(const char *s, size_t n)
{
    uint32_t at = find_slot(s, n);
    if (!slots[at] && word_count < HASH / 2) {
        words[word_count] = (word){need(malloc(n)), (uint32_t)n, 0};
        memcpy(words[word_count].form, s, n);
        slots[at] = ++word_count;
    }
    if (slots[at])
        words[slots[at] - 1].count++;
}

static int by_count(const void *a, const void *b)
{
    const word *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    int c = memcmp(x->form, y->form, x->len < y->len ? x->len : y->len);
    return c ? c : (int)x->len - (int)y->len;
}

static void prune(void)
{
    qsort(words, word_count, sizeof *words, by_count);
    while (word_count > 0 && words[word_count - 1].count < min_count)
        word_count--;
    memset(slots, 0, HASH * sizeof *slots);
    for (uint32_t i = 0; i < word_count; i++)
        slots[find_slot(words[i].form, words[i].len)] = i + 1;
}

static void each_word(const char *text, size_t n, int fill)
{
    for (size_t i = 0; i < n;) {
        size_t begin = i;
        while (i < n && text[i] != ' ' && text[i] != '\n')
            i++;
        if (i > begin && !fill)
            count_word(text + begin, i - begin);
        if (i > begin && fill)
            stream[stream_len++] = (int32_t)slots[find_slot(text + begin, i - begin)] - 1;
        if (fill && i < n && text[i] == '\n')
            stream[stream_len++] = -2;
        i++;
    }
}

static void read_corpus(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(1);
    }
    fseek(f, 0, SEEK_END);
    size_t n = (size_t)ftell(f);
    rewind(f);
    char *text = need(malloc(n + 1));
    if (fread(text, 1, n, f) != n)
        exit(1);
    fclose(f);
    words = need(malloc(sizeof *words * (HASH / 2)));
    slots = need(calloc(HASH, sizeof *slots));
    each_word(text, n, 0);
    prune();
    stream = need(malloc(sizeof *stream * (n / 2 + 16)));
    each_word(text, n, 1);
    free(text);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 2685821657736338717u;
}

static void prepare(void)
{
    size_t cells = (size_t)word_count * DIM;
    uint64_t state = 88172645463325252u;
    in = new_matrix(cells);
    for (size_t i = 0; i < cells; i++)
        in[i] = ((float)(next_random(&state) >> 40) / 16777216.0f - 0.5f) / DIM;
    for (int p = 0; p < 2 * WINDOW; p++)
        out[p] = new_matrix(cells);
    table = need(malloc(TABLE * sizeof *table));
    keep = need(malloc(word_count * sizeof *keep));
    double total = 0, powers = 0, sum = 0;
    for (uint32_t i = 0; i < word_count; i++) {
        total += (double)words[i].count;
        powers += pow((double)words[i].count, 0.75);
    }
    size_t at = 0;
    for (uint32_t i = 0; i < word_count; i++) {
        sum += pow((double)words[i].count, 0.75) / powers;
        while (at < TABLE && (double)at / TABLE < sum)
            table[at++] = i;
        double share = (double)words[i].count / total / 1e-4;
        keep[i] = share > 1 ? (float)((sqrt(share) + 1) / share) : 1.0f;
    }
    while (at < TABLE)
        table[at++] = 0;
}

/* One output row: its share of the gradient for v, and its own step. */
static void train_row(const float *restrict v, float *restrict grad, float *restrict o, float truth,
                      float rate)
{
    float dot = 0;
    for (int d = 0; d < DIM; d++)
        dot += v[d] * o[d];
    float p = dot > 8 ? 1.0f : dot < -8 ? 0.0f : 1.0f / (1.0f + expf(-dot));
    float g = (truth - p) * rate;
    for (int d = 0; d < DIM; d++) {
        grad[d] += g * o[d];
        o[d] += g * v[d];
    }
}

/* The rows to visit for the word at i, the true neighbour first of every NEGATIVE + 1; fetched
 * ahead, since each is a cache miss. */
static int choose_rows(const int32_t *ids, int n, int i, float **rows, uint64_t *state)
{
    int count = 0;
    for (int p = 0; p < 2 * WINDOW; p++) {
        int j = p < WINDOW ? i - WINDOW + p : i + 1 + p - WINDOW;
        if (j < 0 || j >= n || ids[j] < 0)
            continue;
        for (int k = 0; k <= NEGATIVE; k++) {
            uint32_t id = k == 0 ? (uint32_t)ids[j] : table[next_random(state) >> 40];
            rows[count++] = out[p] + (size_t)id * DIM;
        }
    }
    return count;
}

static void train_word(float *v, float **rows, int count, float rate)
{
    enum { AHEAD = 4, LINE = 16 };
    float grad[DIM] = {0};
    for (int r = 0; r < count; r++) {
        if (r + AHEAD < count)
            for (int d = 0; d < DIM; d += LINE)
                __builtin_prefetch(rows[r + AHEAD] + d, 1);
        int k = r % (NEGATIVE + 1);
        if (k == 0 || rows[r] != rows[r - k])
            train_row(v, grad, rows[r], k == 0 ? 1.0f : 0.0f, rate);
    }
    for (int d = 0; d < DIM; d++)
        v[d] += grad[d];
}

static void train_sentence(const int32_t *ids, int n, float rate, uint64_t *state)
{
    float *rows[2 * WINDOW * (NEGATIVE + 1)];
    for (int i = 0; i < n; i++) {
        if (ids[i] < 0)
            continue;
        if ((float)(next_random(state) >> 40) / 16777216.0f > keep[ids[i]])
            continue;
        int count = choose_rows(ids, n, i, rows, state);
        train_word(in + (size_t)ids[i] * DIM, rows, count, rate);
    }
}

static void *run_thread(void *arg)
{
    int me = *(int *)arg;
    uint64_t state = 1234567891011u + 7919u * (uint64_t)me;
    size_t begin = stream_len / (size_t)threads * (size_t)me;
    size_t end = me == threads - 1 ? stream_len : stream_len / (size_t)threads * (size_t)(me + 1);
    for (int e = 0; e < epochs; e++)
        for (size_t i = begin; i < end;) {
            size_t n = 0;
            while (i + n < end && stream[i + n] != -2 && n < SENTENCE_MAX)
                n++;
            double part = (double)done_tokens / ((double)stream_len * epochs);
            float rate = rate0 * (float)(1 - part);
            train_sentence(stream + i, (int)n, rate > rate0 * 1e-3f ? rate : rate0 * 1e-3f, &state);
            __atomic_fetch_add(&done_tokens, n + 1, __ATOMIC_RELAXED);
            if (me == 0 && (i >> 20) != ((i + n + 1) >> 20))
                fprintf(stderr, "\r%5.1f %%", 100 * part);
            i += n + 1;
        }
    return NULL;
}

static void write_vectors(const char *path)
{
    FILE *f = fopen(path, "wb");
    if (!f) {
        perror(path);
        exit(1);
    }
    fprintf(f, "%u %d\n", word_count, DIM);
    for (uint32_t i = 0; i < word_count; i++) {
        fwrite(words[i].form, 1, words[i].len, f);
        fputc(' ', f);
        fwrite(in + (size_t)i * DIM, sizeof *in, DIM, f);
    }
    if (fclose(f)) {
        perror(path);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: skipgram TOKENS VECTORS [threads [epochs [min-count]]]\n", stderr);
        return 2;
    }
    threads = argc > 3 ? atoi(argv[3]) : 2;
    epochs = argc > 4 ? atoi(argv[4]) : 5;
    min_count = argc > 5 ? (uint64_t)atoi(argv[5]) : 5;
    read_corpus(argv[1]);
    prepare();
    fprintf(stderr, "%u words, %zu tokens\n", word_count, stream_len);
    pthread_t pool[64];
    int ids[64];
    threads = threads < 1 ? 1 : threads > 64 ? 64 : threads;
    for (int t = 0; t < threads; t++) {
        ids[t] = t;
        pthread_create(&pool[t], NULL, run_thread, &ids[t]);
    }
    for (int t = 0; t < threads; t++)
        pthread_join(pool[t], NULL);
    write_vectors(argv[2]);
    return 0;
}
