#include "entity/entity.h"

#include "entity/kinds.h"
#include "entity/times.h"
#include "entity/votes.h"

#include <string.h>

enum { L = DEM_LABELS, EDGE = DEM_LABELS, WIDTH = DEM_LABELS + 1, OUT = (L + DEM_LANES - 1) / DEM_LANES * DEM_LANES };

/* The hidden layer over the parser's encoding. */
static bool open_dense(dem_entity *entity, const dem_model *model, dem_error *err)
{
    uint64_t units = dem_model_get(model, "dense.in.s", DEM_F32).count;
    uint64_t weights = dem_model_get(model, "dense.in.w", DEM_I8).count;
    if (!units || units > 1024 || weights / units > 4096)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "the hidden layer has an impossible size");
    return dem_matrix_open(&entity->hidden, model, "dense.in", (int32_t)(weights / units), (int32_t)units, err) &&
           dem_matrix_open(&entity->out, model, "dense.out", (int32_t)units, OUT, err);
}

bool dem_entity_open(dem_entity *entity, const dem_model *model, const dem_model *classes,
                     dem_arena *arena, dem_error *err)
{
    *entity = (dem_entity){0};
    if (!dem_classes_open(&entity->tables.classes, classes, err) ||
        !dem_gazetteer_open(&entity->tables.gazetteer, arena, err) ||
        !dem_linear_open(&entity->base, model, "base", arena, err) ||
        !dem_linear_open(&entity->votes, model, "votes", arena, err))
        return false;
    dem_linear_index(&entity->base, arena);
    dem_linear_index(&entity->votes, arena);
    dem_tensor base = dem_model_get(model, "base.next", DEM_I32);
    dem_tensor votes = dem_model_get(model, "votes.next", DEM_I32);
    if (base.count != WIDTH * WIDTH || votes.count != WIDTH * WIDTH || entity->base.labels != L ||
        entity->votes.labels != L || !(entity->base.scale > 0) || !(entity->votes.scale > 0))
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "not a model of names");
    dem_memory_open(&entity->tables.memory, model);
    entity->base_next = base.at;
    entity->votes_next = votes.at;
    entity->votes_ratio = entity->votes.scale / entity->base.scale;
    entity->kernels = dem_kernels_best();
    if (dem_model_get(model, "dense.in.s", DEM_F32).at && !open_dense(entity, model, err))
        return false;
    entity->second = dem_model_get(model, "votes.labels", DEM_U8).count > 0;
    return true;
}

static bool follows(int a, int b)
{
    return dem_label_follows(a == EDGE ? 0 : a, b == EDGE ? 0 : b);
}

/* Scores of a label after another; `never` where it may not follow. */
typedef int64_t steps[WIDTH][WIDTH];
static const int64_t never = INT64_MIN / 4;

static void make_steps(const int32_t *next, float ratio, steps step)
{
    for (int x = 0; x < WIDTH; x++)
        for (int y = 0; y < WIDTH; y++)
            step[x][y] = follows(x, y) ? (int64_t)((float)next[x * WIDTH + y] * ratio) : never;
}

/* Highest-scoring legal sequence (Viterbi) of the n tokens; integer scores, lower label on a tie. */
static void best_path(const int32_t *scores, int32_t n, steps step, uint8_t *labels, dem_arena scratch)
{
    int64_t last[L], now[L];
    uint8_t *from = dem_new(&scratch, uint8_t, (size_t)n * L);
    for (int32_t t = 0; t < n; t++) {
        for (int y = 0; y < L; y++) {
            int64_t top = t ? never : step[EDGE][y];
            for (int x = 0; t && x < L; x++)
                if (step[x][y] > never && last[x] + step[x][y] > top) {
                    top = last[x] + step[x][y];
                    from[(size_t)t * L + (size_t)y] = (uint8_t)x;
                }
            now[y] = top + scores[(size_t)t * L + (size_t)y];
        }
        memcpy(last, now, sizeof last);
    }
    int best = 0;
    int64_t top = never * 2;
    for (int y = 0; y < L; y++)
        if (step[y][EDGE] > never && last[y] + step[y][EDGE] > top) {
            top = last[y] + step[y][EDGE];
            best = y;
        }
    for (int32_t t = n - 1; t >= 0; t--) {
        labels[t] = (uint8_t)best;
        best = from[(size_t)t * L + (size_t)best];
    }
}

static float margin_of(const int32_t *scores, int label, float scale)
{
    int32_t other = INT32_MIN;
    for (int y = 0; y < L; y++)
        if (dem_label_kind(y) != dem_label_kind(label) && scores[y] > other)
            other = scores[y];
    return (float)(scores[label] - other) * scale;
}

static void second_scores(const dem_entity *entity, const dem_entity_word *words, int32_t i,
                          int32_t begin, int32_t end, int32_t *scores)
{
    uint64_t features[DEM_ENTITY_VOTE_FEATURES];
    int32_t extra[L];
    int n = dem_entity_vote_features(words, i, begin, end, features);
    dem_linear_score(&entity->votes, features, (size_t)n, extra);
    for (int y = 0; y < L; y++)
        scores[y] += (int32_t)((float)extra[y] * entity->votes_ratio);
}

/* A given name may be a state of that name, but no smaller place and no company. */
static int listed_kind(uint16_t lists)
{
    const int lesser = lists & DEM_LIST_GIVEN ? 0 : lists & (DEM_LIST_PLACE | DEM_LIST_BODY);
    const int places = (lists & (DEM_LIST_STATE | DEM_LIST_CAPITAL | DEM_LIST_SEAT)) | (lesser & DEM_LIST_PLACE);
    if (lists & (DEM_LIST_AMBIGUOUS | DEM_LIST_DEMONYM))
        return -1;
    if (lists & (DEM_LIST_ORG | DEM_LIST_ARMED | DEM_LIST_OUTLET) || lesser & DEM_LIST_BODY)
        return places & ~DEM_LIST_SEAT ? -1 : DEM_NAME_ORG;
    return places ? DEM_NAME_LOC : -1;
}

/* Names of the tables that the field read as no names, or as one of another kind with the same
 * ends ("Reuters reported …" at the start of a sentence). Longer names that hold one stay. */
static void add_listed(const dem_entity_word *words, int32_t n, uint8_t *labels)
{
    for (int32_t i = 0; i < n; i++) {
        int kind = words[i].listed ? listed_kind(words[i].gazetteer) : -1;
        int32_t end = i + words[i].listed;
        if (kind < 0 || (i > 0 && labels[i - 1] && !dem_label_closes(labels[i - 1])) ||
            (labels[end - 1] && !dem_label_closes(labels[end - 1])))
            continue;
        bool free = true, same = dem_label_opens(labels[i]);
        for (int32_t k = i; k < end; k++) {
            free &= !labels[k];
            same &= labels[k] && (k == i || !dem_label_opens(labels[k]));
        }
        for (int32_t k = i; (free || same) && k < end; k++)
            labels[k] = (uint8_t)dem_label(kind, end == i + 1 ? DEM_PLACE_U : k == i ? DEM_PLACE_B
                                                 : k == end - 1 ? DEM_PLACE_L : DEM_PLACE_I);
    }
}

/* The second pass: scores and labels again, knowing the document. */
static void label_again(const dem_entity *entity, dem_entity_word *words, const int32_t *begins, int32_t sentences,
                        int32_t *scores, uint8_t *labels, dem_arena scratch)
{
    steps step;
    dem_entity_votes(words, begins[sentences], labels, scratch);
    make_steps(entity->votes_next, entity->votes_ratio, step);
    for (int32_t s = 0; s < sentences; s++) {
        int32_t b = begins[s], e = begins[s + 1];
        for (int32_t i = b; i < e; i++)
            second_scores(entity, words, i, b, e, scores + (size_t)i * L);
        best_path(scores + (size_t)b * L, e - b, step, labels + b, scratch);
    }
}

/* Adds what the parser's encoding of the open tokens of [b, e) says to their scores. */
static void dense_scores(const dem_entity *entity, const dem_entity_text *text, const dem_entity_word *words, int32_t b,
                         int32_t e, int32_t *scores, dem_arena scratch)
{
    int32_t n = 0;
    const size_t most = (size_t)(e - b), units = (size_t)entity->hidden.out;
    int32_t *at = dem_new(&scratch, int32_t, most);
    const int8_t **rows = dem_new(&scratch, const int8_t *, most);
    int8_t *bytes = dem_new(&scratch, int8_t, most * units);
    float *scales = dem_new(&scratch, float, most), *hidden = dem_new(&scratch, float, most * units);
    float *out = dem_new(&scratch, float, most * OUT);
    for (int32_t i = b; i < e; i++)
        if (words[i].open) {
            rows[n] = text->states + (size_t)i * (size_t)text->state_width;
            at[n] = i - b, scales[n++] = 1;
        }
    entity->kernels->multiply(&entity->hidden, rows, scales, n, hidden, (int)units, false);
    for (int32_t i = 0; i < n; i++) {
        int8_t *row = bytes + (size_t)i * units;
        scales[i] = entity->kernels->quantise(hidden + (size_t)i * units, (int)units, true, row);
        rows[i] = row;
    }
    entity->kernels->multiply(&entity->out, rows, scales, n, out, OUT, false);
    for (int32_t i = 0; i < n; i++)
        for (int y = 0; y < L; y++)
            scores[at[i] * L + y] += (int32_t)(out[(size_t)i * OUT + (size_t)y] / entity->base.scale);
}

void dem_entity_label(const dem_entity *entity, const dem_entity_text *text, dem_entity_word *words,
                      uint8_t *labels, float *margins, dem_arena scratch)
{
    const int32_t *begins = text->begins, sentences = text->sentences, n = begins[sentences];
    bool dense = entity->hidden.in && text->states && text->state_width == entity->hidden.in;
    int32_t *scores = dem_new(&scratch, int32_t, (size_t)n * L + 1);
    uint64_t features[DEM_ENTITY_FEATURES];
    steps step;
    make_steps(entity->base_next, 1, step);
    for (int32_t s = 0; s < sentences; s++) {
        int32_t b = begins[s], e = begins[s + 1];
        for (int32_t i = b; i < e; i++) {
            int k = dem_entity_features(words, i, b, e, features);
            dem_linear_score(&entity->base, features, (size_t)k, scores + (size_t)i * L);
        }
        if (dense)
            dense_scores(entity, text, words, b, e, scores + (size_t)b * L, scratch);
        best_path(scores + (size_t)b * L, e - b, step, labels + b, scratch);
    }
    if (entity->second)
        label_again(entity, words, begins, sentences, scores, labels, scratch);
    add_listed(words, n, labels);
    dem_entity_mend(words, labels, n);
    dem_entity_agree(words, labels, n, scratch);
    for (int32_t i = 0; i < n; i++)
        margins[i] = margin_of(scores + (size_t)i * L, labels[i], entity->base.scale);
}

/* A margin of 0 is even odds, 1 three to one, 3 seven to one. */
static float score_of(float margin)
{
    return margin <= 0 ? 0.5f : 0.5f + 0.5f * margin / (1 + margin);
}

static void push(dem_doc *doc, int32_t begin, int32_t end, int kind, float score)
{
    *dem_push(&doc->names, doc->arena) =
        (dem_name){dem_token_span(doc, begin, end), begin, end, (uint8_t)kind, score};
}

static bool none_labelled(const uint8_t *labels, int32_t begin, int32_t end)
{
    for (int32_t i = begin; i < end; i++)
        if (labels[i])
            return false;
    return true;
}

static void push_names(const dem_entity *entity, dem_doc *doc, const dem_str *forms, const dem_entity_word *words, const uint8_t *labels, const float *margins)
{
    int32_t n = doc->tokens.len;
    for (int32_t i = 0, end; i < n; i = end) {
        int32_t norp = dem_entity_norp(&words[i]);
        end = i + 1;
        if (labels[i] && !dem_label_opens(labels[i]))
            continue;
        if (!labels[i]) {
            int32_t office = dem_entity_office_end(&entity->tables.gazetteer, forms, words, labels, n, i);
            bool bare = norp && none_labelled(labels, i, i + norp);
            if (office > i || bare)
                push(doc, i, end = office > i ? office : i + norp, office > i ? DEM_NAME_OFFICE : DEM_NAME_NORP, 0.9f);
            continue;
        }
        float least = margins[i];
        for (; !dem_label_closes(labels[end - 1]); end++)
            least = margins[end] < least ? margins[end] : least;
        int kind = dem_label_kind(labels[i]);
        if (norp == end - i)
            kind = DEM_NAME_NORP;
        else if (kind != DEM_NAME_PER && dem_entity_is_facility(words, i, end))
            kind = DEM_NAME_FAC;
        push(doc, i, end, kind, score_of(least));
    }
}

void dem_entity_run(const dem_entity *entity, dem_doc *doc, dem_arena scratch)
{
    int32_t n = doc->tokens.len, sentences = doc->sentences.len;
    dem_str *forms = dem_new(&scratch, dem_str, n + 1);
    int32_t *begins = dem_new(&scratch, int32_t, sentences + 1);
    dem_entity_word *words = dem_new(&scratch, dem_entity_word, n + 1);
    for (int32_t i = 0; i < n; i++)
        forms[i] = dem_token_str(doc, i);
    for (int32_t s = 0; s < sentences; s++)
        begins[s] = doc->sentences.at[s].begin;
    begins[sentences] = n;
    dem_entity_text text = {forms, begins, sentences, doc->parses.len == n ? doc->parses.at : NULL, doc->states,
                            doc->state_width};
    dem_entity_words(&entity->tables, &text, words);
    uint8_t *labels = dem_new(&scratch, uint8_t, n + 1);
    float *margins = dem_new(&scratch, float, n + 1);
    dem_entity_label(entity, &text, words, labels, margins, scratch);
    push_names(entity, doc, forms, words, labels, margins);
    dem_entity_times(doc, scratch);
}
