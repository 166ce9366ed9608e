/* The neural parser's parts: kernels give the same bits on every instruction set, trees are best
 * trees, lemma scripts and folded forms are what training made of them. */
#include "unit.h"

#include "base/embed.h"
#include "model/linear.h"
#include "parse/neural.h"
#include "parse/tree.h"

#include <math.h>
#include <string.h>

static uint32_t state = 2463534242u;

static uint32_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static float draw_float(float scale)
{
    return ((float)(draw() >> 8) / 8388608.0f - 1.0f) * scale;
}

static int8_t draw_byte(void)
{
    return (int8_t)((int32_t)(draw() % (2 * DEM_TOP + 1)) - DEM_TOP);
}

enum { IN = 52, OUT = 112, ROWS = 7, HIDDEN = 48 };

static const dem_kernels *other(int i)
{
    static const char *const names[] = {"avx2", "avx512"};
    return dem_kernels_named(names[i]);
}

static void multiply_is_the_same(void **unused)
{
    static int8_t weights[IN * OUT], rows[ROWS][IN];
    static float scale[OUT], bias[OUT], row_scale[ROWS], want[ROWS][OUT], got[ROWS][OUT];
    static int32_t sums[OUT];
    const int8_t *at[ROWS];
    (void)unused;
    for (size_t i = 0; i < sizeof weights; i++) {
        weights[i] = i % 9 ? draw_byte() : (int8_t)(i % 2 ? DEM_TOP : -DEM_TOP);
        size_t out = i / ((size_t)IN * 16) * 16 + i / 4 % 16;
        sums[out] += 128 * weights[i];
    }
    for (int n = 0; n < OUT; n++)
        scale[n] = draw_float(0.01f), bias[n] = draw_float(1);
    for (int r = 0; r < ROWS; r++) {
        at[r] = rows[r];
        row_scale[r] = draw_float(0.02f);
        for (int k = 0; k < IN; k++)
            rows[r][k] = r == 0 ? DEM_TOP : r == 1 ? -DEM_TOP : draw_byte();
    }
    dem_matrix w = {weights, scale, bias, sums, IN, OUT};
    for (int m = 1; m <= ROWS; m++)
        for (int i = 0; i < 2; i++) {
            if (!other(i))
                continue;
            dem_kernels_plain.multiply(&w, at, row_scale, m, want[0], OUT, false);
            other(i)->multiply(&w, at, row_scale, m, got[0], OUT, false);
            assert_memory_equal(want, got, sizeof want[0] * (size_t)m);
            dem_kernels_plain.multiply(&w, at, row_scale, m, want[0], OUT, true);
            other(i)->multiply(&w, at, row_scale, m, got[0], OUT, true);
            assert_memory_equal(want, got, sizeof want[0] * (size_t)m);
        }
}

static void multiply_is_a_product(void **unused)
{
    int8_t weights[4 * 16] = {0}, row[4] = {1, -2, 3, DEM_TOP};
    float scale[16], bias[16] = {0}, one = 0.5f, out[16];
    int32_t sums[16] = {0};
    const int8_t *rows[1] = {row};
    (void)unused;
    for (int n = 0; n < 16; n++) {
        scale[n] = 2;
        for (int k = 0; k < 4; k++) {
            weights[4 * n + k] = (int8_t)(n + k);
            sums[n] += 128 * (n + k);
        }
    }
    bias[3] = 10;
    dem_matrix w = {weights, scale, bias, sums, 4, 16};
    dem_kernels_best()->multiply(&w, rows, &one, 1, out, 16, false);
    assert_int_equal((int)out[0], 0 - 2 + 6 + 3 * DEM_TOP);
    assert_int_equal((int)out[3], 10 + 3 - 8 + 15 + 6 * DEM_TOP);
}

static void cell_is_the_same(void **unused)
{
    static float gates[4 * HIDDEN], before[HIDDEN], c[HIDDEN], d[HIDDEN];
    int8_t h[HIDDEN], g[HIDDEN];
    (void)unused;
    for (int round = 0; round < 200; round++) {
        for (int j = 0; j < 4 * HIDDEN; j++)
            gates[j] = draw_float(round < 100 ? 3.0f : 30.0f);
        for (int j = 0; j < HIDDEN; j++)
            before[j] = draw_float(4);
        memcpy(c, before, sizeof c);
        dem_kernels_plain.cell(gates, c, h, HIDDEN);
        for (int i = 0; i < 2; i++) {
            if (!other(i))
                continue;
            memcpy(d, before, sizeof d);
            other(i)->cell(gates, d, g, HIDDEN);
            assert_memory_equal(c, d, sizeof c);
            assert_memory_equal(h, g, sizeof h);
        }
    }
}

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

/* The cheap tanh against the true one, over and beyond where it bends. */
static void cell_is_near_the_true_one(void **unused)
{
    (void)unused;
    for (int k = -160; k <= 160; k++) {
        float gates[4 * 16], c[16];
        int8_t h[16];
        for (int j = 0; j < 16; j++) {
            gates[j] = 0.05f * (float)(k + j);
            gates[16 + j] = 0.05f * (float)(k - 2 * j);
            gates[32 + j] = 0.05f * (float)(3 * j - k);
            gates[48 + j] = 0.05f * (float)(k + 40 - 5 * j);
            c[j] = 0.1f * (float)(j - 8);
        }
        dem_kernels_best()->cell(gates, c, h, 16);
        for (int j = 0; j < 16; j++) {
            double cell = sigmoid((double)gates[16 + j]) * 0.1 * (j - 8) +
                          sigmoid((double)gates[j]) * tanh((double)gates[32 + j]);
            assert_true(fabs((double)c[j] - cell) < 2e-4);
            assert_true(fabs(h[j] - DEM_TOP * sigmoid((double)gates[48 + j]) * tanh(cell)) < 0.52);
        }
    }
}

static void cell_forgets_and_keeps(void **unused)
{
    float gates[4 * 16], c[16];
    int8_t h[16];
    (void)unused;
    for (int j = 0; j < 16; j++) {
        gates[j] = -20;             /* nothing comes in */
        gates[16 + j] = j ? 20 : -20; /* the first is forgotten */
        gates[32 + j] = 5;
        gates[48 + j] = 20;         /* all is shown */
        c[j] = 20;
    }
    dem_kernels_best()->cell(gates, c, h, 16);
    assert_true(c[0] < 0.01f && c[1] > 19.9f);
    assert_int_equal(h[0], 0);
    assert_int_equal(h[1], DEM_TOP);
}

static void vectors_are_the_same(void **unused)
{
    static float x[64], y[64], z[64];
    static int8_t q[64], p[64], r[64];
    (void)unused;
    for (int round = 0; round < 100; round++) {
        for (int j = 0; j < 64; j++)
            x[j] = y[j] = draw_float(round % 2 ? 100.0f : 1e-3f), q[j] = draw_byte();
        for (int i = 0; i < 2; i++) {
            if (!other(i))
                continue;
            memcpy(z, y, sizeof z);
            memcpy(x, y, sizeof x);
            const int8_t *rows[] = {q, p, q};
            const float scales[] = {0.37f, -2.1f, 1e-3f};
            for (int m = 0; m <= 3; m++) {
                dem_kernels_plain.sum_rows(x, rows, scales, m, 64);
                other(i)->sum_rows(z, rows, scales, m, 64);
                assert_memory_equal(x, z, sizeof x);
            }
            assert_true(z[5] == 0.37f * q[5] + -2.1f * p[5] + 1e-3f * q[5]);
            dem_kernels_plain.add_floats(x, y, -1.7f, 64);
            other(i)->add_floats(z, y, -1.7f, 64);
            assert_memory_equal(x, z, sizeof x);
            for (int relu = 0; relu < 2; relu++) {
                float a = dem_kernels_plain.quantise(x, 64, relu, p);
                float b = other(i)->quantise(x, 64, relu, r);
                assert_memory_equal(&a, &b, sizeof a);
                assert_memory_equal(p, r, sizeof p);
            }
        }
    }
}

/* Sums of rows and the smallest layer against plain loops, on every instruction set to the bit. */
static void small_layers_are_the_same(void **unused)
{
    enum { M = 7, N = 80 };
    static float table[M][N], w[N * DEM_NARROW], x[N], hidden[M * N], out[M][DEM_NARROW];
    const float *rows[M];
    (void)unused;
    for (int k = 0; k < N; k++)
        for (int j = 0; j < DEM_NARROW; j++)
            w[k * DEM_NARROW + j] = draw_float(2);
    for (int r = 0; r < M; r++) {
        rows[r] = table[r];
        for (int k = 0; k < N; k++)
            table[r][k] = draw_float(3);
    }
    for (int i = -1; i < 2; i++) {
        const dem_kernels *kernels = i < 0 ? &dem_kernels_plain : other(i);
        for (int m = 1; kernels && m <= M; m++) {
            for (int n = 16; n <= N; n += 16) {
                kernels->relu_rows(x, rows, m, n);
                for (int k = 0; k < n; k++) {
                    float sum = table[0][k];
                    for (int r = 1; r < m; r++)
                        sum += table[r][k];
                    assert_true(x[k] == (sum > 0 ? sum : 0));
                }
            }
            memcpy(hidden, table, sizeof hidden);
            kernels->narrow(out, hidden, w, m, N);
            for (int r = 0; r < m; r++)
                for (int j = 0; j < DEM_NARROW; j++) {
                    float sum = 0;
                    for (int k = 0; k < N; k++)
                        sum += table[r][k] * w[k * DEM_NARROW + j];
                    assert_true(out[r][j] == sum);
                }
        }
    }
}

/* Keys let through are those whose bit is set, of every number of features; the key 0 is stored as 1. */
static void sift_is_the_same(void **unused)
{
    enum { N = 70, BITS = 10 };
    static uint64_t features[N], filter[(1 << BITS) / 64];
    static uint32_t keys[N + DEM_LANES];
    static int32_t which[N + DEM_LANES];
    (void)unused;
    for (size_t i = 0; i < sizeof filter / sizeof *filter; i++)
        filter[i] = (uint64_t)draw() << 32 | draw();
    filter[0] |= 1;
    for (int i = 0; i < N; i++)
        features[i] = i == 5 ? 0 : (uint64_t)draw() << 32 | draw();
    for (int i = -1; i < 2; i++) {
        const dem_kernels *kernels = i < 0 ? &dem_kernels_plain : other(i);
        for (int n = 0; kernels && n <= N; n++) {
            int kept = kernels->sift(features, n, filter, 32 - BITS, keys, which), want = 0;
            for (int k = 0; k < n; k++) {
                uint32_t key = dem_feature_key(features[k]), bit = key >> (32 - BITS);
                if (!(filter[bit / 64] >> bit % 64 & 1))
                    continue;
                assert_true(want < kept && which[want] == k && keys[want] == key);
                want++;
            }
            assert_int_equal(kept, want);
        }
    }
}

static void exponentials_are_the_same(void **unused)
{
    enum { N = 75 };
    double from[N], want[N], got[N];
    (void)unused;
    for (int k = 0; k < N; k++)
        from[k] = ((double)draw() / 4294967296.0 - 0.5) * (k % 5 ? 90 : 1500);
    for (int n = 0; n <= N; n++) {
        memcpy(want, from, sizeof want);
        dem_kernels_plain.exp_all(want, n);
        for (int i = 0; i < 2; i++) {
            memcpy(got, from, sizeof got);
            if (!other(i))
                continue;
            other(i)->exp_all(got, n);
            assert_memory_equal(got, want, sizeof got);
        }
    }
}

static void quantise_keeps_the_largest(void **unused)
{
    float x[16] = {-2, 1, 0.5f};
    int8_t q[16];
    (void)unused;
    assert_true(dem_kernels_best()->quantise(x, 16, false, q) > 0);
    assert_int_equal(q[0], -DEM_TOP);
    assert_int_equal(q[1], 32);
    dem_kernels_best()->quantise(x, 16, true, q);
    assert_int_equal(q[0], 0);
    assert_int_equal(q[1], DEM_TOP);
    memset(x, 0, sizeof x);
    assert_true(dem_kernels_best()->quantise(x, 16, false, q) == 0.0f);
    assert_int_equal(q[0], 0);
}

static void best_is_the_first_largest(void **unused)
{
    float x[75];
    (void)unused;
    for (int round = 0; round < 300; round++) {
        int n = 1 + round % 75, want = 0;
        for (int j = 0; j < n; j++) {
            x[j] = (float)(int)(draw() % 9) - 20;
            want = x[j] > x[want] ? j : want;
        }
        assert_int_equal(dem_kernels_plain.best(x, n), want);
        for (int i = 0; i < 2; i++)
            if (other(i))
                assert_int_equal(other(i)->best(x, n), want);
    }
}

enum { WORDS = 6 };

static bool ends_at_root(const int32_t *heads, int n)
{
    int roots = 0;
    for (int i = 0; i < n; i++) {
        int v = i, steps = 0;
        while (v >= 0 && steps++ <= n)
            v = heads[v];
        if (v >= 0)
            return false;
        roots += heads[i] < 0;
    }
    return roots == 1;
}

static float total_of(const float scores[WORDS][WORDS + 1], const int32_t *heads, int n)
{
    float sum = 0;
    for (int i = 0; i < n; i++)
        sum += scores[i][heads[i] + 1];
    return sum;
}

/* The best tree over all assignments of heads, with the root given. */
static float best_by_force(const float scores[WORDS][WORDS + 1], int n, int root)
{
    float best = -1e30f;
    int32_t heads[WORDS];
    int all = 1;
    for (int i = 0; i < n; i++)
        all *= n + 1;
    for (int code = 0; code < all; code++) {
        int rest = code;
        for (int i = 0; i < n; i++, rest /= n + 1)
            heads[i] = rest % (n + 1) - 1;
        if (heads[root] != -1 || !ends_at_root(heads, n))
            continue;
        float sum = total_of(scores, heads, n);
        best = sum > best ? sum : best;
    }
    return best;
}

static void trees_are_best(void **unused)
{
    float scores[WORDS][WORDS + 1];
    int32_t heads[WORDS];
    dem_arena arena;
    (void)unused;
    assert_true(dem_arena_open(&arena, 1 << 20));
    for (int round = 0; round < 60; round++) {
        int n = 1 + round % WORDS;
        for (int i = 0; i < n; i++)
            for (int h = 0; h <= n; h++)
                scores[i][h] = draw_float(5);
        dem_tree_best(scores[0], WORDS + 1, n, heads, arena);
        assert_true(ends_at_root(heads, n));
        int root = 0;
        while (heads[root] != -1)
            root++;
        float gap = best_by_force((const float(*)[WORDS + 1])scores, n, root) - total_of((const float(*)[WORDS + 1])scores, heads, n);
        assert_true(gap < 1e-4f);
    }
    dem_arena_close(&arena);
}

static void large_cycles_end(void **unused)
{
    enum { N = 190 };
    static float scores[N][N + 1];
    static int32_t heads[N];
    dem_arena arena;
    (void)unused;
    assert_true(dem_arena_open(&arena, (size_t)64 << 20));
    for (int i = 0; i < N; i++)
        for (int h = 0; h <= N; h++)
            scores[i][h] = h == (i ^ 1) + 1 ? 50 : draw_float(1);
    dem_tree_best(scores[0], N + 1, N, heads, arena);
    assert_true(ends_at_root(heads, N));
    dem_arena_close(&arena);
}

static void forms_are_folded(void **unused)
{
    dem_arena arena;
    (void)unused;
    assert_true(dem_arena_open(&arena, 1 << 20));
    dem_wordform f = dem_wordform_look(DEM_STR("Ministers\xE2\x80\x99"), 1000, &arena);
    assert_true(dem_str_eq(f.folded, DEM_STR("Ministers'")));
    assert_true(dem_str_eq(f.lower, DEM_STR("ministers'")));
    dem_wordform g = dem_wordform_look(DEM_STR("MINISTERS'"), 1000, &arena);
    assert_true(f.lower_key == g.lower_key && f.key != g.key);
    for (int i = 0; i < 9; i++)
        assert_int_equal(f.bucket[i], g.bucket[i]);
    assert_int_not_equal(f.bucket[9], g.bucket[9]);
    dem_wordform h = dem_wordform_look(DEM_STR("a"), 1000, &arena);
    assert_true(h.bucket[0] >= 0 && h.bucket[1] < 0 && h.bucket[4] >= 0 && h.bucket[8] < 0);
    dem_arena_close(&arena);
}

static void check_lemma(const char *form, const char *script, const char *lemma, dem_arena arena)
{
    dem_wordform f = dem_wordform_look(dem_str_of(form), 1000, &arena);
    dem_lemma_script s = dem_lemma_script_read(dem_str_of(script));
    assert_int_equal(dem_lemma_script_fits(s, &f), lemma != NULL);
    if (lemma)
        assert_true(dem_str_eq(dem_lemma_script_apply(s, &f, &arena), dem_str_of(lemma)));
}

static void lemmas_are_made(void **unused)
{
    dem_arena arena;
    (void)unused;
    assert_true(dem_arena_open(&arena, 1 << 20));
    check_lemma("Parties", "Lies>y", "party", arena);
    check_lemma("Ministers", "Lies>y", NULL, arena);
    check_lemma("Geneva", "K>", "Geneva", arena);
    check_lemma("GENEVA", "F>", "Geneva", arena);
    check_lemma("was", "Lwas>be", "be", arena);
    check_lemma("s", "Ls>", NULL, arena);
    check_lemma("n\xE2\x80\x99t", "Ln't>not", "not", arena);
    check_lemma(">", "K>>", NULL, arena);
    dem_arena_close(&arena);
}

/* Words at blanks, sentences at line ends: what the parser needs of a document. */
static void tokenize(dem_doc *doc)
{
    uint32_t at = 0;
    for (dem_str lines = doc->text; lines.at;) {
        dem_str line = dem_str_split(&lines, '\n');
        int32_t s = doc->sentences.len, begin = doc->tokens.len;
        uint32_t first = at;
        for (dem_str words = line; words.at;) {
            dem_str word = dem_str_split(&words, ' ');
            if (word.len)
                *dem_push(&doc->tokens, doc->arena) = (dem_token){
                    .span = {at, at + (uint32_t)word.len}, .sentence = s, .quote = -1};
            at += (uint32_t)word.len + 1;
        }
        if (doc->tokens.len > begin)
            *dem_push(&doc->sentences, doc->arena) = (dem_sentence){
                .span = {first, at - 1}, .begin = begin, .end = doc->tokens.len};
    }
}

static dem_str long_text(dem_arena *arena)
{
    static const char *const lines[] = {
        "The minister said on Tuesday that talks would resume .", "Why not ?",
        "Both sides , she added , \xE2\x80\x9C had stolen time \xE2\x80\x9D from the mediators .", "No"};
    dem_str text = {"", 0};
    for (int i = 0; i < 40; i++)
        text = dem_str_join(text, dem_str_format(arena, "%s\n", lines[i % 4]), arena);
    for (int i = 0; i < 400; i++) /* one sentence of 1,200 words */
        text = dem_str_join(text, DEM_STR("envoys met , "), arena);
    return text;
}

static void parse_with(const char *file, const char *kernels, dem_str text, dem_arena *arena, dem_doc *doc)
{
    dem_model model;
    dem_neural net;
    dem_error err = {0};
    assert_true(dem_model_open(&model, dem_embed_find(file), dem_str_of(file), &err));
    assert_true(dem_neural_open(&net, &model, dem_kernels_named(kernels), arena, &err));
    *doc = (dem_doc){.arena = arena, .text = text};
    tokenize(doc);
    dem_neural_run(&net, doc, unit_arena((size_t)256 << 20));
    assert_int_equal(doc->parses.len, doc->tokens.len);
}

static void check_alike(const char *file)
{
    dem_arena arena = unit_arena((size_t)256 << 20);
    dem_str text = long_text(&arena);
    dem_doc plain, fast;
    parse_with(file, "plain", text, &arena, &plain);
    for (int k = 0; k < 2; k++) {
        const char *name = k ? "avx512" : "avx2";
        if (!dem_kernels_named(name))
            continue;
        parse_with(file, name, text, &arena, &fast);
        assert_memory_equal(plain.states, fast.states,
                            (size_t)plain.tokens.len * (size_t)plain.state_width);
        for (int32_t i = 0; i < plain.parses.len; i++) {
            const dem_parse *a = &plain.parses.at[i], *b = &fast.parses.at[i];
            assert_true(a->head == b->head && a->rel == b->rel && a->upos == b->upos);
            assert_true(a->xpos == b->xpos && dem_str_eq(a->lemma, b->lemma));
        }
    }
}

static void kernels_parse_alike(void **unused)
{
    (void)unused;
    check_alike("models/parse-1.dem");
    check_alike("models/parse-2.dem");
}

static void parses_are_trees(void **unused)
{
    (void)unused;
    dem_arena arena = unit_arena((size_t)256 << 20);
    dem_doc doc;
    parse_with("models/parse-1.dem", "plain", long_text(&arena), &arena, &doc);
    for (int32_t s = 0; s < doc.sentences.len; s++) {
        const dem_sentence *sentence = &doc.sentences.at[s];
        int roots = 0;
        for (int32_t i = sentence->begin; i < sentence->end; i++) {
            int32_t v = i, steps = 0;
            while (v >= 0 && steps++ <= sentence->end - sentence->begin) {
                assert_true(v >= sentence->begin && v < sentence->end);
                v = doc.parses.at[v].head;
            }
            assert_int_equal(v, -1);
            roots += doc.parses.at[i].head < 0;
            assert_int_equal(doc.parses.at[i].head < 0, doc.parses.at[i].rel == DEM_REL_root);
        }
        assert_int_equal(roots, 1);
    }
    assert_str(doc.parses.at[1].lemma, "minister");
    assert_int_equal(doc.parses.at[2].upos, DEM_UPOS_VERB);
    assert_int_equal(doc.parses.at[1].head, 2);
    assert_int_equal(doc.parses.at[1].rel, DEM_REL_nsubj);
}

static void damaged_weights_are_refused(void **unused)
{
    (void)unused;
    dem_arena arena = unit_arena((size_t)64 << 20);
    dem_model model;
    dem_neural net;
    dem_error err = {0};
    dem_str bytes = dem_embed_find("models/segment-1.dem");
    assert_true(dem_model_open(&model, bytes, DEM_STR("segment-1"), &err));
    assert_false(dem_neural_open(&net, &model, &dem_kernels_plain, &arena, &err));
    assert_int_equal(err.code, DEM_E_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multiply_is_the_same), cmocka_unit_test(multiply_is_a_product),
        cmocka_unit_test(cell_is_the_same),     cmocka_unit_test(cell_forgets_and_keeps),
        cmocka_unit_test(cell_is_near_the_true_one),
        cmocka_unit_test(vectors_are_the_same), cmocka_unit_test(small_layers_are_the_same), cmocka_unit_test(sift_is_the_same),
        cmocka_unit_test(exponentials_are_the_same),
        cmocka_unit_test(quantise_keeps_the_largest),
        cmocka_unit_test(best_is_the_first_largest),
        cmocka_unit_test(trees_are_best),       cmocka_unit_test(large_cycles_end),
        cmocka_unit_test(forms_are_folded),     cmocka_unit_test(lemmas_are_made),
        cmocka_unit_test(kernels_parse_alike),  cmocka_unit_test(parses_are_trees),
        cmocka_unit_test(damaged_weights_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
