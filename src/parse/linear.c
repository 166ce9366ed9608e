#include "parse/linear.h"

#include "parse/arc.h"

#include <string.h>

bool dem_linear_parser_open(dem_linear_parser *p, const dem_model *model, dem_error *err)
{
    if (!dem_linear_open(&p->tag, model, "tag", err) || !dem_linear_open(&p->move, model, "move", err) ||
        !dem_linear_open(&p->rel, model, "rel", err) || !dem_lemmas_open(&p->lemmas, model, err))
        return false;
    dem_tensor upos = dem_model_get(model, "tag.upos", DEM_U8), xpos = dem_model_get(model, "tag.xpos", DEM_U8);
    p->upos = upos.at, p->xpos = xpos.at;
    if (!p->upos || !p->xpos || upos.count != p->tag.labels || xpos.count != p->tag.labels ||
        p->tag.labels >= DEM_TAG_LABELS || p->move.labels != DEM_MOVES || p->rel.labels != DEM_REL_COUNT)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "parsing model has other labels");
    return true;
}

static void tag_sentence(const dem_linear_parser *p, const dem_word *words, uint8_t *labels, int32_t n)
{
    labels[-1] = labels[-2] = 255;
    for (int32_t i = 0; i < n; i++) {
        uint64_t features[DEM_TAG_FEATURES];
        int32_t scores[DEM_TAG_LABELS];
        int count = dem_tag_features(words, labels, i, features);
        dem_linear_score(&p->tag, features, (size_t)count, scores);
        labels[i] = (uint8_t)dem_linear_best(scores, (int)p->tag.labels);
    }
}

static dem_move best_move(const dem_linear_parser *p, const dem_arcs *a)
{
    uint64_t features[DEM_MOVE_FEATURES];
    int32_t scores[DEM_MOVES];
    dem_move best = DEM_MOVES;
    int n = dem_arcs_features(a, features);
    dem_linear_score(&p->move, features, (size_t)n, scores);
    for (dem_move m = DEM_MOVE_SHIFT; m < DEM_MOVES; m++)
        if (dem_arcs_legal(a, m) && (best == DEM_MOVES || scores[m] > scores[best]))
            best = m;
    return best;
}

static uint8_t best_rel(const dem_linear_parser *p, const dem_arcs *a, dem_move move)
{
    int32_t head, dependent, scores[DEM_REL_COUNT];
    uint64_t features[DEM_REL_FEATURES];
    dem_arcs_pair(a, move, &head, &dependent);
    if (head == a->n)
        return DEM_REL_root;
    int n = dem_rel_features(a, head, dependent, features);
    dem_linear_score(&p->rel, features, (size_t)n, scores);
    scores[DEM_REL_root] = INT32_MIN;
    return (uint8_t)dem_linear_best(scores, DEM_REL_COUNT);
}

static void attach(const dem_linear_parser *p, dem_arcs *a)
{
    while (!dem_arcs_done(a)) {
        dem_move move = best_move(p, a);
        dem_arcs_move(a, move, move == DEM_MOVE_SHIFT ? DEM_NO_REL : best_rel(p, a, move));
    }
}

static dem_str lemma_of(const dem_linear_parser *p, dem_doc *doc, dem_str form, uint8_t label, dem_arena scratch)
{
    dem_str lemma = dem_lemma(&p->lemmas, form, label, &scratch);
    size_t n = lemma.len;
    if (n <= form.len && memcmp(lemma.at, form.at, n) == 0)
        return dem_str_cut(form, 0, n);
    return dem_str_copy(lemma, doc->arena);
}

static void parse_sentence(const dem_linear_parser *p, dem_doc *doc, const dem_sentence *s, dem_arena scratch)
{
    int32_t n = s->end - s->begin;
    const dem_word *words = dem_words_look(doc, s->begin, s->end, &scratch);
    uint8_t *labels = dem_new(&scratch, uint8_t, n + 4) + 2;
    tag_sentence(p, words, labels, n);
    dem_arcs a;
    dem_arcs_init(&a, words, labels, n, &scratch);
    attach(p, &a);
    for (int32_t i = 0; i < n; i++) {
        dem_str form = dem_token_str(doc, s->begin + i);
        int32_t head = a.nodes[i].head;
        *dem_push(&doc->parses, doc->arena) =
            (dem_parse){.head = head == n ? -1 : s->begin + head, .rel = a.nodes[i].rel,
                        .upos = p->upos[labels[i]], .xpos = p->xpos[labels[i]],
                        .lemma = lemma_of(p, doc, form, labels[i], scratch),
                        .feats = dem_feats(&p->lemmas, form, labels[i])};
    }
}

void dem_linear_parse(const dem_linear_parser *parser, dem_doc *doc, dem_arena scratch)
{
    for (int32_t s = 0; s < doc->sentences.len; s++)
        parse_sentence(parser, doc, &doc->sentences.at[s], scratch);
}
