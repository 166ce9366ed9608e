/* Acts: what was done by saying it. The cue alone does not decide: "said" carries all sixteen.
 * Evidence is the cue's lexicon entry, the predicates inside the clause with their polarity,
 * modality, whose side the subject is, who speaks; a softmax weighs it. */
#include "statement/act.h"

#include <math.h>
#include <string.h>

typedef struct feature_list {
    uint64_t *at;
    size_t len;
} feature_list;

static void put(feature_list *list, uint64_t feature)
{
    if (list->len < DEM_ACT_FEATURES)
        list->at[list->len++] = feature;
}

static uint64_t name_hash(const char *name)
{
    return dem_str_hash(dem_str_of(name));
}

/* A named feature, alone and joined with the cue's class. */
static void put_joined(feature_list *list, const char *name, uint64_t value, uint64_t cue_class)
{
    put(list, dem_feature2(1, name_hash(name), value));
    put(list, dem_feature3(2, name_hash(name), value, cue_class));
}

int32_t dem_cue_row(const dem_scene *scene, int32_t head)
{
    if (head < 0)
        return -1;
    const dem_sentence *s = &scene->doc->sentences.at[scene->doc->tokens.at[head].sentence];
    int32_t best = -1, length = 0;
    for (int32_t i = head - s->begin > 5 ? head - 5 : s->begin; i <= head; i++) {
        int32_t end, row = dem_phrases_longest(&scene->tables->cue_index, scene->lemmas, s->end, i, &end);
        if (row >= 0 && end > head && end - i > length) {
            best = row;
            length = end - i;
        }
    }
    return best;
}

/* "ACT=w,ACT=w" of the cue's row: one feature an act and weight. */
static void cue_priors(feature_list *list, dem_str acts)
{
    for (dem_str rest = acts; rest.at;) {
        dem_str one = dem_str_split(&rest, ',');
        dem_str weight = one, act = dem_str_split(&weight, '=');
        int tag = dem_tag_find(dem_act_set, dem_str_trim(act));
        put(list, dem_feature3(3, (uint64_t)tag + 1, weight.at ? dem_str_hash(weight) : 0, 0));
        put(list, dem_feature2(4, (uint64_t)tag + 1, 0));
    }
}

static uint64_t cue_features(feature_list *list, const dem_scene *scene, const dem_attribution *a)
{
    int32_t row = dem_cue_row(scene, a->cue_head);
    if (a->cue_head < 0) {
        put(list, dem_feature(5, 0));
        return 0;
    }
    dem_str lemma = scene->lemmas[a->cue_head];
    bool negated = dem_token_negated(scene, a->cue_head);
    put(list, dem_feature2(6, dem_str_hash(lemma), negated));
    put(list, dem_feature2(7, scene->doc->parses.at[a->cue_head].upos, negated));
    if (row < 0)
        return dem_str_hash(DEM_STR("none"));
    const dem_table *t = &scene->tables->cues;
    uint64_t class = dem_mix(dem_str_hash(dem_table_cell(t, row, 2)), negated);
    put(list, dem_feature(8, class));
    put(list, dem_feature2(9, dem_str_hash(dem_table_cell(t, row, 5)), negated));
    put(list, dem_feature(10, dem_str_hash(dem_table_cell(t, row, 0))));
    if (!negated)
        cue_priors(list, dem_table_cell(t, row, 4));
    return class;
}

/* Whether `token` belongs to the main clause: no clause boundary between it and the predicate. */
static bool is_main(const dem_doc *doc, int32_t token, int32_t predicate)
{
    for (int steps = 0; token >= 0 && steps < 12; steps++) {
        if (token == predicate)
            return true;
        dem_rel rel = (dem_rel)doc->parses.at[token].rel;
        if (rel == DEM_REL_acl || rel == DEM_REL_acl_relcl || rel == DEM_REL_advcl ||
            rel == DEM_REL_ccomp || rel == DEM_REL_parataxis || rel == DEM_REL_nmod)
            return false;
        token = doc->parses.at[token].head;
    }
    return false;
}

/* Patterns fit lemmas, or words as they stand where the lemma went wrong ("unfounded"). */
static int32_t predicates_at(const dem_scene *scene, int32_t at, int32_t end, dem_phrase_hit *hits,
                             int32_t most)
{
    const dem_phrases *index = &scene->tables->predicate_index;
    int32_t n = dem_phrases_at(index, scene->lemmas, end, at, hits, most);
    if (!n && !dem_str_eq(scene->lemmas[at], scene->forms[at]))
        n = dem_phrases_at(index, scene->forms, end, at, hits, most);
    return n;
}

/* A predicate of the main clause weighs apart from one deeper inside (a relative clause tells less
 * of the act). */
static void predicate_features(feature_list *list, const dem_scene *scene, const dem_clause *c,
                               uint64_t cue_class, uint64_t observer)
{
    const dem_table *t = &scene->tables->predicates;
    int32_t from = c->run.begin > 0 ? c->run.begin - 1 : 0; /* a negation just before */
    uint64_t seen = 0;
    for (int32_t i = from; i < c->run.end && list->len + 24 < DEM_ACT_FEATURES; i++) {
        dem_phrase_hit hits[8];
        int32_t n = predicates_at(scene, i, c->run.end, hits, 8);
        for (int32_t k = 0; k < n; k++) {
            if (hits[k].end <= c->run.begin)
                continue;
            uint64_t class = dem_str_hash(dem_table_cell(t, hits[k].row, 2));
            uint64_t weight = dem_str_hash(dem_table_cell(t, hits[k].row, 3));
            int32_t head = dem_head_of(scene->doc, hits[k].begin, hits[k].end);
            bool main = head >= 0 && is_main(scene->doc, head, c->head);
            bool negated = head >= 0 && dem_token_negated(scene, head);
            uint64_t key = dem_feature3(11, class, main, negated);
            if (seen == key)
                continue;
            seen = key;
            put(list, key);
            put(list, dem_feature3(12, class, (uint64_t)main * 2 + negated, c->own));
            put(list, dem_feature3(13, class, (uint64_t)main * 2 + negated, cue_class));
            put(list, dem_feature3(14, class, main, weight));
            put(list, dem_feature3(15, class, c->modality, c->own));
            put(list, dem_feature3(24, class, main, observer));
        }
    }
}

/* Returns what kind of observer the speaker is: 0 for a party to the matter. */
static uint64_t speaker_features(feature_list *list, const dem_scene *scene, const dem_attribution *a,
                                 uint64_t cue_class)
{
    const dem_doc *doc = scene->doc;
    ptrdiff_t index = a - doc->attributions.at;
    if (index >= doc->speakers.len || doc->speakers.at[index].actor < 0) {
        put(list, dem_feature2(16, 99, a->missing));
        return 0;
    }
    const dem_speaker *speaker = &doc->speakers.at[index];
    dem_str party = speaker->party;
    bool observer = dem_str_eq(party, DEM_STR("EXPERTS")) || dem_str_eq(party, DEM_STR("MEDIA"));
    put(list, dem_feature2(16, doc->actors.at[speaker->actor].type, observer));
    put_joined(list, "observer", observer ? dem_str_hash(party) : 0, cue_class);
    return observer ? dem_str_hash(party) : 0;
}

static void clause_features(feature_list *list, const dem_scene *scene, const dem_clause *c,
                            const dem_statement *draft, uint64_t cue_class)
{
    uint64_t condition = draft->condition.end > draft->condition.begin;
    put_joined(list, "mode", draft->mode, cue_class);
    put_joined(list, "condition", condition, cue_class);
    if (condition)
        put(list, dem_feature(17, dem_str_hash(draft->marker)));
    if (c->head < 0)
        return;
    const dem_parse *p = &scene->doc->parses.at[c->head];
    put_joined(list, "negated", c->negated, cue_class);
    put_joined(list, "modality", c->modality, cue_class);
    put_joined(list, "own", (uint64_t)c->own * 2 + (c->subject >= 0), cue_class);
    put_joined(list, "addressed", c->addressed, cue_class);
    put_joined(list, "upos", p->upos, cue_class);
    put(list, dem_feature3(18, c->modality, c->own, c->negated));
    put(list, dem_feature3(19, p->xpos, c->own, c->subject >= 0));
    put(list, dem_feature(20, dem_str_hash(scene->lemmas[c->head])));
    put(list, dem_feature3(21, condition, c->modality, c->own));
    if (c->subject >= 0)
        put(list, dem_feature(22, dem_str_hash(scene->lemmas[c->subject])));
}

/* Classes of words from raw text tell something of words that no lexicon has: the cue, the predicate,
 * its arguments, and the words of substance of the clause. */
static dem_class class_of(const dem_scene *scene, int32_t token)
{
    return dem_classes_find_any(&scene->tables->classes, scene->lemmas[token]);
}

static void put_class(feature_list *list, const dem_scene *scene, int32_t token, uint64_t slot, uint64_t with)
{
    if (token < 0)
        return;
    dem_class c = class_of(scene, token);
    put(list, dem_feature3(25, slot, c.coarse, with));
    put(list, dem_feature3(26, slot, c.fine, with));
}

static void class_features(feature_list *list, const dem_scene *scene, const dem_attribution *a,
                           const dem_clause *c)
{
    uint64_t polarity = (uint64_t)c->negated + 1;
    put_class(list, scene, a->cue_head, 1, 0);
    if (c->head < 0)
        return;
    put_class(list, scene, c->head, 2, polarity);
    put_class(list, scene, c->subject, 3, 0);
    put_class(list, scene, dem_token_child(scene->doc, c->head, DEM_REL_obj), 4, 0);
}

/* How the clause is put: "to leave" after the cue, "no …", its auxiliaries in order. */
static void shape_features(feature_list *list, const dem_scene *scene, const dem_attribution *a,
                           const dem_clause *c, uint64_t cue_class)
{
    const dem_doc *doc = scene->doc;
    int32_t first = c->run.begin;
    if (c->head < 0 || first >= c->run.end)
        return;
    uint64_t cue = a->cue_head < 0 ? 0 : dem_str_hash(scene->lemmas[a->cue_head]);
    bool infinitive = first > 0 && dem_str_eq(scene->lemmas[first - 1], DEM_STR("to"));
    uint64_t form = (uint64_t)doc->parses.at[c->head].xpos * 2 + infinitive;
    put(list, dem_feature2(27, form, cue));
    put(list, dem_feature2(28, form, cue_class));
    put(list, dem_feature(29, dem_str_hash(scene->forms[first])));
    uint64_t chain = 0;
    for (int32_t i = first; i < c->head; i++) {
        dem_rel rel = (dem_rel)doc->parses.at[i].rel;
        bool aux = rel == DEM_REL_aux || rel == DEM_REL_aux_pass || rel == DEM_REL_cop;
        if (doc->parses.at[i].head == c->head && (aux || rel == DEM_REL_advmod))
            chain = dem_mix(chain, dem_str_hash(scene->forms[i]));
    }
    put(list, dem_feature(30, chain));
    put(list, dem_feature2(31, chain, c->own));
    put(list, dem_feature2(32, chain, cue_class));
}

/* Words of substance of the whole content, every sentence of a quotation: what is called a mistake, great, likely. */
static void word_features(feature_list *list, const dem_scene *scene, const dem_attribution *a)
{
    enum { WORDS = 80 };
    static const uint32_t empty = 1u << DEM_UPOS_PUNCT | 1u << DEM_UPOS_PROPN | 1u << DEM_UPOS_DET | 1u << DEM_UPOS_ADP |
                                  1u << DEM_UPOS_NUM | 1u << DEM_UPOS_CCONJ;
    int words = 0;
    for (int32_t k = 0; k < a->content.len; k++) {
        int32_t begin, end;
        dem_token_range(scene->doc, a->content.at[k], &begin, &end);
        for (int32_t t = begin; t < end && words < WORDS; t++)
            if (!(empty >> scene->doc->parses.at[t].upos & 1)) {
                put(list, dem_feature(33, dem_str_hash(scene->lemmas[t])));
                words++;
            }
    }
}

size_t dem_act_features(const dem_scene *scene, const dem_attribution *a, const dem_statement *draft,
                        const dem_clause *clause, uint64_t out[DEM_ACT_FEATURES])
{
    feature_list list = {out, 0};
    put(&list, dem_feature(23, 0)); /* bias */
    uint64_t cue_class = cue_features(&list, scene, a);
    clause_features(&list, scene, clause, draft, cue_class);
    class_features(&list, scene, a, clause);
    shape_features(&list, scene, a, clause, cue_class);
    uint64_t observer = speaker_features(&list, scene, a, cue_class);
    predicate_features(&list, scene, clause, cue_class, observer);
    word_features(&list, scene, a);
    return list.len;
}

void dem_act_encoding(const dem_doc *doc, const dem_attribution *a, dem_spans content, const dem_clause *clause, int8_t *out)
{
    enum { GAIN = 3 }; /* a mean is smaller than what it is of */
    const int32_t width = doc->state_width, heads[] = {a->cue_head, clause->head};
    int32_t sum[DEM_WIDEST / DEM_ACT_PARTS] = {0}, n = 0;
    memset(out, 0, (size_t)width * DEM_ACT_PARTS);
    for (int k = 0; k < 2; k++)
        if (heads[k] >= 0)
            memcpy(out + k * width, doc->states + (size_t)heads[k] * (size_t)width, (size_t)width);
    for (int32_t k = 0; k < content.len; k++) {
        int32_t begin, end;
        dem_token_range(doc, content.at[k], &begin, &end);
        for (int32_t t = begin; t < end; t++, n++)
            for (int32_t i = 0; i < width; i++)
                sum[i] += doc->states[(size_t)t * (size_t)width + (size_t)i];
    }
    for (int32_t i = 0; i < width && n; i++) {
        int32_t mean = sum[i] * GAIN / n;
        out[2 * width + i] = (int8_t)(mean > DEM_TOP ? DEM_TOP : mean < -DEM_TOP ? -DEM_TOP : mean);
    }
}

bool dem_act_open(dem_statement_tables *tables, const dem_model *model, dem_arena *arena, dem_error *err)
{
    dem_tensor width = dem_model_get(model, "dense.width", DEM_I32);
    int32_t wide = width.count == 1 ? *(const int32_t *)width.at : 0;
    int32_t in = wide > 0 && wide <= DEM_WIDEST / DEM_ACT_PARTS ? wide * DEM_ACT_PARTS : 0;
    tables->kernels = dem_kernels_best();
    if (!dem_linear_open(&tables->act, model, "act", arena, err))
        return false;
    if (tables->act.labels != DEM_ACT_COUNT)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "acts model has the wrong shape");
    return dem_matrix_open(&tables->act_hidden, model, "dense.in", in, DEM_ACT_UNITS, err) &&
           dem_matrix_open(&tables->act_out, model, "dense.out", DEM_ACT_UNITS, DEM_ACT_COUNT, err);
}

/* Adds what the hidden layer makes of the encodings. */
static void add_hidden(const dem_scene *scene, const dem_attribution *a, dem_spans content, const dem_clause *clause,
                       float scores[DEM_ACT_COUNT])
{
    const dem_statement_tables *t = scene->tables;
    int8_t row[DEM_WIDEST], units[DEM_ACT_UNITS];
    float hidden[DEM_ACT_UNITS], out[DEM_ACT_COUNT], scale = 1;
    const int8_t *input = row, *middle = units;
    if (!scene->doc->states || scene->doc->state_width * DEM_ACT_PARTS != t->act_hidden.in)
        return;
    dem_act_encoding(scene->doc, a, content, clause, row);
    t->kernels->multiply(&t->act_hidden, &input, &scale, 1, hidden, DEM_ACT_UNITS, false);
    scale = t->kernels->quantise(hidden, DEM_ACT_UNITS, true, units);
    t->kernels->multiply(&t->act_out, &middle, &scale, 1, out, DEM_ACT_COUNT, false);
    for (int k = 0; k < DEM_ACT_COUNT; k++)
        scores[k] += out[k];
}

static float probability(const float scores[DEM_ACT_COUNT], int best)
{
    double total = 0;
    for (int k = 0; k < DEM_ACT_COUNT; k++)
        total += exp((double)scores[k] - (double)scores[best]);
    return (float)(1.0 / total);
}

dem_act_choice dem_act_decide(const dem_scene *scene, const dem_attribution *a,
                              const dem_statement *draft, const dem_clause *clause,
                              dem_arena *arena)
{
    const dem_linear *model = &scene->tables->act;
    uint64_t features[DEM_ACT_FEATURES];
    int32_t sums[DEM_ACT_COUNT];
    float scores[DEM_ACT_COUNT];
    size_t n = dem_act_features(scene, a, draft, clause, features);
    dem_linear_score(model, features, n, sums);
    for (int k = 0; k < DEM_ACT_COUNT; k++)
        scores[k] = (float)sums[k] * model->scale;
    add_hidden(scene, a, draft->content, clause, scores);
    int best = scene->tables->kernels->best(scores, DEM_ACT_COUNT), next = best == 0 ? 1 : 0;
    for (int k = 0; k < DEM_ACT_COUNT; k++)
        if (k != best && scores[k] > scores[next])
            next = k;
    dem_act_choice choice = {.act = (dem_act)best, .score = probability(scores, best)};
    double ratio = exp((double)scores[next] - (double)scores[best]);
    dem_str name = dem_tag_name(dem_act_set, best), other = dem_tag_name(dem_act_set, next);
    choice.why[choice.n_why++] =
        dem_str_format(arena, "model:act-1 %.*s %.2f", (int)name.len, name.at, (double)choice.score);
    choice.why[choice.n_why++] =
        dem_str_format(arena, "model:act-1 alternative %.*s %.2f", (int)other.len, other.at,
                       (double)choice.score * ratio);
    int32_t row = dem_cue_row(scene, a->cue_head);
    if (row >= 0) {
        dem_str cue = dem_table_cell(&scene->tables->cues, row, 0);
        dem_str class = dem_table_cell(&scene->tables->cues, row, 2);
        choice.why[choice.n_why++] = dem_str_format(arena, "lexicon:cues \"%.*s\" %.*s", (int)cue.len,
                                                    cue.at, (int)class.len, class.at);
    }
    return choice;
}
