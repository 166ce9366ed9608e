#include "parse/neural.h"

#include <string.h>

#include "parse/tree.h"

enum { BATCH = 32, RELATIONS = 64, GROUP = 8 };

/* A sentence, or a window of a long one. */
typedef struct piece {
    int32_t begin, length; /* tokens */
    int32_t first;         /* token where the sentence begins */
} piece;

/* What is computed for the words of one batch of pieces. */
typedef struct batch {
    const piece *const *pieces;
    int32_t n, words;
    int32_t *begin, *length; /* of each piece, in the batch's rows */
    dem_wordform *forms;
    int8_t *states;          /* rows of the encoder */
    int32_t width;
    float *scales;
} batch;

static int32_t find_row(const dem_keys *keys, uint64_t key, int32_t unknown)
{
    uint32_t wanted = (uint32_t)(key >> 32) | 1;
    for (uint32_t at = (uint32_t)key & keys->mask; keys->keys[at]; at = (at + 1) & keys->mask)
        if (keys->keys[at] == wanted)
            return (int32_t)keys->rows[at];
    return unknown;
}

/* Rows to be summed. */
typedef struct choice {
    const int8_t *at[DEM_WORDFORM_FEATURES + 1];
    float scale[DEM_WORDFORM_FEATURES + 1];
    int n;
} choice;

static void choose_row(choice *c, const dem_rows *rows, int32_t row)
{
    c->at[c->n] = rows->at + (size_t)row * (size_t)rows->width;
    c->scale[c->n++] = rows->scale[row];
}

static void embed(const dem_neural *net, const dem_wordform *form, float *x)
{
    const int32_t no_vector = net->vectors.count - 1, no_word = net->words.count - 1;
    int32_t vector = find_row(&net->vector_keys, form->key, no_vector);
    if (vector == no_vector)
        vector = find_row(&net->vector_keys, form->lower_key, no_vector);
    choice whole = {.n = 0}, parts = {.n = 0};
    choose_row(&whole, &net->vectors, vector);
    for (int i = 0; i < DEM_WORDFORM_FEATURES; i++)
        if (form->bucket[i] >= 0)
            choose_row(&parts, &net->affixes, form->bucket[i]);
    choose_row(&parts, &net->words, find_row(&net->word_keys, form->lower_key, no_word));
    net->kernels->sum_rows(x, whole.at, whole.scale, whole.n, net->vectors.width);
    net->kernels->sum_rows(x + net->vectors.width, parts.at, parts.scale, parts.n, net->words.width);
}

/* The encoder: forms, embeddings, layers; the last layer's states stay in the batch. */
static void encode(const dem_neural *net, const dem_doc *doc, batch *b, dem_arena *scratch)
{
    const int32_t in = net->vectors.width + net->words.width;
    int8_t *input = dem_new_unset(scratch, int8_t, (size_t)b->words * (size_t)in);
    float *x = dem_new(scratch, float, in);
    b->forms = dem_new(scratch, dem_wordform, b->words);
    b->scales = dem_new(scratch, float, b->words);
    for (int32_t p = 0, row = 0; p < b->n; p++)
        for (int32_t i = 0; i < b->length[p]; i++, row++) {
            dem_str form = dem_token_str(doc, b->pieces[p]->begin + i);
            b->forms[row] = dem_wordform_look(form, (uint32_t)net->affixes.count, scratch);
            embed(net, &b->forms[row], x);
            b->scales[row] = net->kernels->quantise(x, in, false, input + (size_t)row * (size_t)in);
        }
    dem_lstm_batch order = {b->begin, b->length, b->n};
    for (int32_t l = 0; l < net->n_layers; l++) {
        b->width = 2 * net->layers[l].hidden;
        b->states = dem_new_unset(scratch, int8_t, (size_t)b->words * (size_t)b->width);
        dem_lstm_run(&net->layers[l], net->kernels, order, input, b->scales, b->states, *scratch);
        input = b->states;
        for (int32_t row = 0; l == 0 && row < b->words; row++)
            b->scales[row] = DEM_STATE_UNIT;
    }
}

/* out = w * rows, for n rows of `width` bytes that lie behind each other. */
static float *apply(const dem_neural *net, const dem_matrix *w, const int8_t *rows, int32_t width,
                    const float *scales, int32_t n, dem_arena *arena)
{
    const int8_t **at = dem_new(arena, const int8_t *, n);
    float *out = dem_new_unset(arena, float, (size_t)n * (size_t)w->out);
    for (int32_t i = 0; i < n; i++)
        at[i] = rows + (size_t)i * (size_t)width;
    net->kernels->multiply(w, at, scales, n, out, w->out, false);
    return out;
}

/* By the whole form, else the longest ending, that the table knows for the tag. */
static dem_str lemma_of(const dem_neural *net, const dem_wordform *form, int xpos, dem_arena *arena)
{
    uint64_t keys[DEM_LEMMA_KEYS];
    int n = dem_lemma_keys(form, dem_tag_name(dem_xpos_set, xpos), keys);
    for (int i = 0; i < n; i++) {
        int32_t script = find_row(&net->lemma_keys, keys[i], -1);
        if (script >= 0 && dem_lemma_script_fits(net->lemmas[script], form))
            return dem_lemma_script_apply(net->lemmas[script], form, arena);
    }
    return dem_str_copy(form->folded, arena);
}

static void tag(const dem_neural *net, dem_doc *doc, const batch *b, int32_t p, dem_arena scratch)
{
    const int32_t n = b->length[p], width = net->tag_hidden.out;
    const int8_t *rows = b->states + (size_t)b->begin[p] * (size_t)b->width;
    float *hidden = apply(net, &net->tag_hidden, rows, b->width, b->scales + b->begin[p], n, &scratch);
    int8_t *bytes = dem_new(&scratch, int8_t, (size_t)n * (size_t)width);
    float *scales = dem_new(&scratch, float, n);
    for (int32_t i = 0; i < n; i++)
        scales[i] = net->kernels->quantise(hidden + (size_t)i * (size_t)width, width, true,
                                           bytes + (size_t)i * (size_t)width);
    const float *scores = apply(net, &net->tags, bytes, width, scales, n, &scratch);
    for (int32_t i = 0; i < n; i++, scores += net->tags.out) {
        dem_parse *row = &doc->parses.at[b->pieces[p]->begin + i];
        const dem_neural_tag *best = &net->tag_set[net->kernels->best(scores, net->n_tags)];
        row->upos = best->upos;
        row->xpos = best->xpos;
        row->feats = best->feats;
        row->lemma = lemma_of(net, &b->forms[b->begin[p] + i], row->xpos, doc->arena);
    }
}

/* Head vectors as the weights of a matrix, so that all pairs are one product. */
static dem_matrix pack_heads(const int8_t *rows, const float *scales, int32_t n, int32_t width,
                             dem_arena *arena)
{
    int32_t out = (n + DEM_LANES - 1) / DEM_LANES * DEM_LANES;
    int8_t *w = dem_new(arena, int8_t, (size_t)out * (size_t)width);
    float *scale = dem_new(arena, float, out), *bias = dem_new(arena, float, out);
    int32_t *sums = dem_new(arena, int32_t, out);
    for (int32_t h = 0; h < n; h++) {
        int8_t *to = w + (size_t)(h / DEM_LANES) * (size_t)width * DEM_LANES + h % DEM_LANES * 4;
        const int8_t *row = rows + (size_t)h * (size_t)width;
        int32_t sum = 0;
        for (int32_t k = 0; k < width; k += 4, to += 4 * DEM_LANES)
            for (int j = 0; j < 4; j++) {
                to[j] = row[k + j];
                sum += row[k + j];
            }
        scale[h] = scales[h];
        sums[h] = 128 * sum;
    }
    return (dem_matrix){w, scale, bias, sums, width, out};
}

/* Scores [n][stride] of every word under every head, the root first. */
static float *score_arcs(const dem_neural *net, const float *mlp, int32_t n, int32_t *stride,
                         dem_arena *arena)
{
    const int32_t width = net->arc_size;
    const size_t w = (size_t)width, step = (size_t)net->mlp.out;
    int8_t *deps = dem_new(arena, int8_t, (size_t)n * w), *heads = dem_new(arena, int8_t, (size_t)(n + 1) * w);
    float *dep_scale = dem_new(arena, float, n), *head_scale = dem_new(arena, float, n + 1);
    head_scale[0] = net->kernels->quantise(net->root, width, true, heads);
    for (int32_t i = 0; i < n; i++) {
        const float *row = mlp + (size_t)i * step;
        dep_scale[i] = net->kernels->quantise(row, width, true, deps + (size_t)i * w);
        head_scale[i + 1] = net->kernels->quantise(row + width, width, true, heads + (size_t)(i + 1) * w);
    }
    float *turned = apply(net, &net->arc, deps, width, dep_scale, n, arena);
    for (int32_t i = 0; i < n; i++)
        dep_scale[i] = net->kernels->quantise(turned + (size_t)i * w, width, false, deps + (size_t)i * w);
    dem_matrix all = pack_heads(heads, head_scale, n + 1, width, arena);
    *stride = all.out;
    return apply(net, &all, deps, width, dep_scale, n, arena);
}

/* Relation of word i under head (a word, or -1): bilinear in both, each with a constant 1. */
static uint8_t best_relation(const dem_neural *net, const float *turned, const float *head, bool root)
{
    float scores[RELATIONS] = {0};
    if (root)
        return DEM_REL_root;
    for (int32_t j = 0; j < net->rel_size; j++)
        if (head[j] > 0)
            net->kernels->add_floats(scores, turned + (size_t)j * RELATIONS, head[j], RELATIONS);
    net->kernels->add_floats(scores, turned + (size_t)net->rel_size * RELATIONS, 1.0f, RELATIONS);
    scores[net->root_label] = -1e30f;
    return net->rels[net->kernels->best(scores, net->n_rels)];
}

/* Relations of words [at, at + n) of a piece, n at most GROUP: the product is worth more in company. */
static void label_group(const dem_neural *net, dem_doc *doc, const piece *p, const float *mlp,
                        const int32_t *heads, int32_t at, int32_t n, float *turned)
{
    enum { WIDEST = 256 };
    const int32_t width = net->rel_size;
    const size_t step = (size_t)net->mlp.out, deps = 2 * (size_t)net->arc_size;
    int8_t bytes[GROUP][WIDEST];
    const int8_t *rows[GROUP] = {NULL};
    float scales[GROUP] = {0};
    for (int32_t i = 0; i < n; i++) {
        rows[i] = bytes[i];
        scales[i] = net->kernels->quantise(mlp + (size_t)(at + i) * step + deps, width, true, bytes[i]);
    }
    net->kernels->multiply(&net->rel, rows, scales, n, turned, net->rel.out, false);
    for (int32_t i = 0; i < n; i++) {
        dem_parse *row = &doc->parses.at[p->begin + at + i];
        int32_t up = heads[at + i];
        const float *head = mlp + (size_t)(up < 0 ? 0 : up) * step + deps + (size_t)width;
        row->rel = best_relation(net, turned + (size_t)i * (size_t)net->rel.out, head, up < 0);
        row->head = up < 0 ? -1 : p->begin + up;
    }
}

static void label(const dem_neural *net, dem_doc *doc, const piece *p, const float *mlp,
                  const int32_t *heads, dem_arena scratch)
{
    float *turned = dem_new_unset(&scratch, float, GROUP * (size_t)net->rel.out);
    for (int32_t at = 0; at < p->length; at += GROUP) {
        int32_t n = p->length - at;
        label_group(net, doc, p, mlp, heads, at, n < GROUP ? n : GROUP, turned);
    }
}

static void parse_piece(const dem_neural *net, dem_doc *doc, const batch *b, int32_t p,
                        dem_arena scratch)
{
    const int32_t n = b->length[p];
    const int8_t *rows = b->states + (size_t)b->begin[p] * (size_t)b->width;
    float *mlp = apply(net, &net->mlp, rows, b->width, b->scales + b->begin[p], n, &scratch);
    int32_t stride, *heads = dem_new(&scratch, int32_t, n);
    const float *scores = score_arcs(net, mlp, n, &stride, &scratch);
    dem_tree_best(scores, stride, n, heads, scratch);
    label(net, doc, b->pieces[p], mlp, heads, scratch);
}

/* The encoder's rows, from the batch's order to the text's. */
static void keep_states(const batch *b, int8_t *states)
{
    const size_t width = (size_t)b->width;
    for (int32_t p = 0; p < b->n; p++)
        memcpy(states + (size_t)b->pieces[p]->begin * width,
               b->states + (size_t)b->begin[p] * width, (size_t)b->length[p] * width);
}

static void run_batch(const dem_neural *net, dem_doc *doc, const piece *const *pieces, int32_t n,
                      int8_t *states, dem_arena scratch)
{
    batch b = {.pieces = pieces, .n = n, .begin = dem_new(&scratch, int32_t, n),
               .length = dem_new(&scratch, int32_t, n)};
    for (int32_t p = 0; p < n; p++) {
        b.begin[p] = b.words;
        b.length[p] = pieces[p]->length;
        b.words += pieces[p]->length;
    }
    encode(net, doc, &b, &scratch);
    keep_states(&b, states);
    for (int32_t p = 0; p < n; p++) {
        tag(net, doc, &b, p, scratch);
        parse_piece(net, doc, &b, p, scratch);
    }
}

/* Where a window that begins at `begin` should end: after a late comma or the like, if any. */
static int32_t window_end(const dem_doc *doc, int32_t begin, int32_t end)
{
    if (end - begin <= DEM_NEURAL_WINDOW)
        return end;
    for (int32_t i = begin + DEM_NEURAL_WINDOW; i > begin + DEM_NEURAL_WINDOW / 2; i--) {
        dem_str form = dem_token_str(doc, i - 1);
        if (form.len == 1 && strchr(",;:.!?-", form.at[0]))
            return i;
    }
    return begin + DEM_NEURAL_WINDOW;
}

static int32_t cut_pieces(const dem_doc *doc, piece *pieces)
{
    int32_t n = 0;
    for (int32_t s = 0; s < doc->sentences.len; s++) {
        const dem_sentence *sentence = &doc->sentences.at[s];
        for (int32_t at = sentence->begin, end; at < sentence->end; at = end) {
            end = window_end(doc, at, sentence->end);
            pieces[n++] = (piece){at, end - at, sentence->begin};
        }
    }
    return n;
}

/* By falling length, in text order among equals: a counting sort. */
static const piece **sort_pieces(const piece *pieces, int32_t n, dem_arena *arena)
{
    const piece **sorted = dem_new(arena, const piece *, n);
    int32_t at[DEM_NEURAL_WINDOW + 2] = {0};
    for (int32_t i = 0; i < n; i++)
        at[DEM_NEURAL_WINDOW - pieces[i].length + 1]++;
    for (int i = 1; i < DEM_NEURAL_WINDOW + 2; i++)
        at[i] += at[i - 1];
    for (int32_t i = 0; i < n; i++)
        sorted[at[DEM_NEURAL_WINDOW - pieces[i].length]++] = &pieces[i];
    return sorted;
}

/* Roots of later windows hang from the root of the first. */
static void join_windows(dem_doc *doc, const piece *pieces, int32_t n)
{
    int32_t root = -1;
    for (int32_t p = 0; p < n; p++) {
        if (pieces[p].begin == pieces[p].first)
            root = -1;
        for (int32_t i = pieces[p].begin; i < pieces[p].begin + pieces[p].length; i++) {
            if (doc->parses.at[i].head >= 0)
                continue;
            if (root < 0) {
                root = i;
                continue;
            }
            doc->parses.at[i].head = root;
            doc->parses.at[i].rel = DEM_REL_parataxis;
        }
    }
}

void dem_neural_run(const dem_neural *net, dem_doc *doc, dem_arena scratch)
{
    for (int32_t i = 0; i < doc->tokens.len; i++)
        *dem_push(&doc->parses, doc->arena) = (dem_parse){.head = -1, .lemma = {"", 0}, .feats = {"", 0}};
    doc->state_width = net->tag_hidden.in;
    int8_t *states = dem_new_unset(doc->arena, int8_t, (size_t)doc->tokens.len * (size_t)doc->state_width);
    doc->states = states;
    piece *pieces = dem_new(&scratch, piece, doc->tokens.len);
    int32_t n = cut_pieces(doc, pieces);
    const piece **sorted = sort_pieces(pieces, n, &scratch);
    for (int32_t at = 0; at < n; at += BATCH)
        run_batch(net, doc, sorted + at, n - at < BATCH ? n - at : BATCH, states, scratch);
    join_windows(doc, pieces, n);
}
