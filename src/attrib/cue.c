#include "attrib/cue.h"

#include <assert.h>

typedef struct feats {
    uint64_t *at;
    int n;
} feats;

static inline __attribute__((always_inline)) void put(feats *f, uint64_t id, uint64_t a)
{
    if (f->n < DEM_CUE_FEATURES)
        f->at[f->n++] = dem_feature(id, a);
}

static inline __attribute__((always_inline)) void put2(feats *f, uint64_t id, uint64_t a, uint64_t b)
{
    if (f->n < DEM_CUE_FEATURES)
        f->at[f->n++] = dem_feature2(id, a, b);
}

static inline __attribute__((always_inline)) void put3(feats *f, uint64_t id, uint64_t a, uint64_t b, uint64_t c)
{
    if (f->n < DEM_CUE_FEATURES)
        f->at[f->n++] = dem_feature3(id, a, b, c);
}

bool dem_cue_possible(const dem_scan *s, int32_t i)
{
    switch (s->upos[i]) {
    case DEM_UPOS_VERB: case DEM_UPOS_NOUN: case DEM_UPOS_ADJ: case DEM_UPOS_ADP:
        return true;
    case DEM_UPOS_PUNCT:
        return s->xpos[i] == DEM_XPOS_COLON;
    case DEM_UPOS_ADV: case DEM_UPOS_PROPN: case DEM_UPOS_AUX: case DEM_UPOS_X: case DEM_UPOS_SCONJ:
        return s->cue_class[i] >= 2;
    default:
        return false;
    }
}

/* Word at i + by within the sentence; a fixed value beyond its ends. */
static uint64_t word_at(const dem_scan *s, int32_t i, int by)
{
    int32_t t = i + by;
    return t < s->sent_lo[i] ? 1 : t >= s->sent_hi[i] ? 2 : s->word[t];
}

static uint64_t xpos_at(const dem_scan *s, int32_t i, int by)
{
    int32_t t = i + by;
    return t < s->sent_lo[i] ? 250 : t >= s->sent_hi[i] ? 251 : s->xpos[t];
}

static void own_words(const dem_scan *s, int32_t i, feats *f)
{
    uint64_t l = s->lemma[i], w = s->word[i], p = s->xpos[i];
    put(f, 1, 0);
    put(f, 2, w);
    put2(f, 3, l, s->upos[i]);
    put2(f, 4, l, p);
    put2(f, 5, s->shape[i], p);
    put2(f, 6, p, s->rel[i]);
    put2(f, 7, l, s->rel[i]);
    put2(f, 8, s->cue_class[i], p);
    put2(f, 9, s->cue_class[i], s->rel[i]);
    for (int by = -2; by <= 2; by++) {
        if (!by)
            continue;
        uint64_t d = (uint64_t)(by + 3);
        put2(f, 10 + d, word_at(s, i, by), s->upos[i]);
        put2(f, 20 + d, l, word_at(s, i, by));
        put2(f, 30 + d, l, xpos_at(s, i, by));
        put3(f, 40 + d, s->cue_class[i], p, xpos_at(s, i, by));
    }
    put2(f, 120, s->coarse[i], p);
    put2(f, 121, s->fine[i], s->upos[i]);
    put3(f, 122, s->fine[i], xpos_at(s, i, 1), s->rel[i]);
    put3(f, 123, s->coarse[i], xpos_at(s, i, -1), xpos_at(s, i, 1));
    put3(f, 124, s->upos[i], i + 1 < s->sent_hi[i] ? s->fine[i + 1] : 0, p);
    put3(f, 125, s->upos[i], i > s->sent_lo[i] ? s->fine[i - 1] : 0, p);
    put3(f, 50, xpos_at(s, i, -1), p, xpos_at(s, i, 1));
    put3(f, 51, p, xpos_at(s, i, 1), xpos_at(s, i, 2));
    put3(f, 52, l, word_at(s, i, 1), word_at(s, i, 2));
    put3(f, 53, l, word_at(s, i, -1), word_at(s, i, 1));
    put3(f, 54, l, word_at(s, i, -2), word_at(s, i, -1));
}

/* A child whose relation says something of who speaks or of what is said. */
static int child_kind(int rel)
{
    switch (rel) {
    case DEM_REL_nsubj: case DEM_REL_nsubj_outer: return 1;
    case DEM_REL_nsubj_pass: return 2;
    case DEM_REL_ccomp: case DEM_REL_csubj: case DEM_REL_csubj_pass: return 3;
    case DEM_REL_xcomp: return 4;
    case DEM_REL_obj: return 5;
    case DEM_REL_iobj: return 6;
    case DEM_REL_parataxis: return 7;
    case DEM_REL_obl: case DEM_REL_obl_agent: case DEM_REL_obl_arg: case DEM_REL_nmod: return 8;
    case DEM_REL_acl: return 9;
    case DEM_REL_advcl: return 10;
    case DEM_REL_nmod_poss: return 11;
    case DEM_REL_aux_pass: return 12;
    case DEM_REL_cop: return 13;
    default: return 0;
    }
}

static int32_t child_of_kind(const dem_scan *s, int32_t i, int kind)
{
    int seen = 0;
    for (int32_t c = s->child[i]; c >= 0 && seen < DEM_CUE_CHILDREN; c = s->next[c], seen++)
        if (child_kind(s->rel[c]) == kind)
            return c;
    return -1;
}

static int32_t marker_of(const dem_scan *s, int32_t i)
{
    int seen = 0;
    for (int32_t c = s->child[i]; c >= 0 && seen < DEM_CUE_CHILDREN; c = s->next[c], seen++)
        if (s->rel[c] == DEM_REL_mark || s->rel[c] == DEM_REL_case_)
            return c;
    return -1;
}

/* The subject, also the one a second verb shares with the first, or a participle with its clause. */
static int32_t subject_of(const dem_scan *s, int32_t i, int *steps)
{
    for (*steps = 0; *steps < 4 && i >= 0; ++*steps) {
        int32_t subject = child_of_kind(s, i, 1);
        if (subject < 0)
            subject = child_of_kind(s, i, 2);
        if (subject >= 0)
            return subject;
        int rel = s->rel[i];
        if (rel != DEM_REL_conj && rel != DEM_REL_xcomp && rel != DEM_REL_advcl)
            return rel == DEM_REL_acl_relcl || rel == DEM_REL_acl ? s->head[i] : -1;
        i = s->head[i];
    }
    return -1;
}

unsigned dem_cue_signature(const dem_scan *s, int32_t i)
{
    unsigned signature = 0;
    int seen = 0;
    for (int32_t c = s->child[i]; c >= 0 && seen < DEM_CUE_CHILDREN; c = s->next[c], seen++)
        if (s->rel[c] != DEM_REL_punct)
            signature |= 1u << child_kind(s->rel[c]);
    return signature >> 1;
}

int32_t dem_cue_subject(const dem_scan *s, int32_t i)
{
    int steps;
    return subject_of(s, i, &steps);
}

int32_t dem_cue_object(const dem_scan *s, int32_t i)
{
    static const int kinds[] = {3, 4, 7, 5, 9, 8};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        int32_t c = child_of_kind(s, i, kinds[k]);
        if (c >= 0)
            return c;
    }
    return -1;
}

static void own_children(const dem_scan *s, int32_t i, unsigned signature, feats *f)
{
    uint64_t l = s->lemma[i], u = s->upos[i], k = s->cue_class[i];
    int seen = 0;
    for (int32_t c = s->child[i]; c >= 0 && seen < DEM_CUE_CHILDREN; c = s->next[c], seen++) {
        if (s->rel[c] == DEM_REL_punct)
            continue;
        uint64_t side = c > i, rel = s->rel[c] * 2u + side;
        int32_t mark = marker_of(s, c);
        put2(f, 60, u, rel);
        put2(f, 61, l, rel);
        put2(f, 62, k, rel);
        put3(f, 63, u, rel, s->lemma[c]);
        put3(f, 64, l, rel, s->upos[c]);
        put3(f, 65, k, rel, s->name[c]);
        if (mark >= 0) {
            put3(f, 66, l, rel, s->lemma[mark]);
            put3(f, 67, k, rel, s->lemma[mark]);
        }
        if (s->cue_class[c] >= 4)
            put3(f, 68, u, rel, s->cue_class[c]);
        if (child_kind(s->rel[c]) >= 3 && s->lo[c] < s->n)
            put3(f, 69, k, rel, s->state[s->lo[c]]);
    }
    put2(f, 70, u, signature);
    put2(f, 71, l, signature);
    put2(f, 126, s->fine[i], signature);
    put2(f, 72, k, signature);
}

static void own_subject(const dem_scan *s, int32_t i, feats *f)
{
    int steps;
    int32_t subject = subject_of(s, i, &steps);
    uint64_t l = s->lemma[i], k = s->cue_class[i];
    if (subject < 0) {
        put2(f, 75, k, s->upos[i]);
        put(f, 76, l);
        return;
    }
    uint64_t kind = dem_mix(s->upos[subject], s->name[subject]);
    put2(f, 77, s->upos[i], s->lemma[subject]);
    put2(f, 127, s->fine[i], s->fine[subject]);
    put3(f, 128, k, s->fine[subject], steps > 0);
    put3(f, 78, k, s->lemma[subject], steps > 0);
    put3(f, 79, s->upos[i], kind, steps > 0);
    put3(f, 80, k, kind, steps > 0);
    put2(f, 81, l, kind);
    put3(f, 82, k, s->source_class[subject], steps > 0);
    put2(f, 83, s->upos[i], s->source_class[subject]);
    put3(f, 84, k, subject > i, s->upos[subject]);
}

/* Which of the lexicon's frames the parse bears out. "rule out" + object, "urge" + object + to. */
static unsigned frame_fit(const dem_scan *s, int32_t i, unsigned signature, unsigned quotes)
{
    unsigned has = 0, f = s->frame[i].frames;
    bool object = signature & (1u << 4), clause = signature & (1u << 2), open = signature & (1u << 3);
    has |= clause || (signature & (1u << 8)) ? (unsigned)(DEM_FRAME_THAT | DEM_FRAME_WH) : 0;
    has |= signature & (1u << 6) ? (unsigned)DEM_FRAME_THAT : 0;
    has |= quotes ? (unsigned)DEM_FRAME_QUOTE : 0;
    has |= open ? (unsigned)(DEM_FRAME_INF | DEM_FRAME_ING | DEM_FRAME_OBJ_INF | DEM_FRAME_AS) : 0;
    has |= object ? (unsigned)DEM_FRAME_OBJ : 0;
    has |= signature & (1u << 7) ? (unsigned)(DEM_FRAME_PREP | DEM_FRAME_OBJ_PREP | DEM_FRAME_AS) : 0;
    has |= signature & (1u << 9) ? (unsigned)(DEM_FRAME_INF | DEM_FRAME_ING) : 0;
    return f & has;
}

static void lexicon_entry(const dem_scan *s, int32_t i, unsigned signature, unsigned quotes, feats *f)
{
    dem_frame frame = s->frame[i];
    unsigned fit = frame_fit(s, i, signature, quotes);
    uint64_t kind = frame.kind * 8u + (frame.words > 3 ? 3u : frame.words);
    int steps;
    int32_t subject = subject_of(s, i, &steps);
    uint64_t who = subject < 0 ? 99 : s->source_class[subject] * 20u + s->upos[subject];
    put2(f, 130, frame.kind, frame.pos);
    put2(f, 131, kind, s->upos[i]);
    put2(f, 132, frame.kind, fit);
    put3(f, 133, frame.kind, fit != 0, s->rel[i]);
    put3(f, 134, frame.kind, s->xpos[i], fit);
    put3(f, 135, frame.kind, who, fit != 0);
    put3(f, 136, frame.kind != 0, s->cue_class[i], fit != 0);
    put3(f, 137, frame.kind, s->cue_class[i], quotes);
    put3(f, 138, s->lemma[i], kind, fit);
    put3(f, 139, frame.kind, s->xpos[i], signature);
    put3(f, 140, frame.pos, who, fit);
    put3(f, 141, frame.kind, xpos_at(s, i, 1), xpos_at(s, i, -1));
    put3(f, 142, frame.kind, word_at(s, i, frame.words ? frame.words : 1), s->upos[i]);
}

/* The way up: under a reporting verb's clause a token is inside what somebody says. */
static void ancestors(const dem_scan *s, int32_t i, feats *f)
{
    uint64_t path = s->rel[i], best = 0;
    int32_t a = s->head[i];
    bool clause = false;
    put3(f, 90, s->upos[i], s->rel[i], a < 0 ? 0 : s->lemma[a]);
    put3(f, 91, s->lemma[i], s->rel[i], a < 0 ? 250 : s->upos[a]);
    for (int k = 0; k < DEM_CUE_UP && a >= 0; k++) {
        put3(f, 92, s->upos[i], path, s->cue_class[a]);
        put3(f, 89, s->frame[i].kind, path, s->frame[a].kind);
        if (k < 3)
            put3(f, 93, s->cue_class[i], path, s->cue_class[a]);
        if (k < 2)
            put3(f, 94, s->upos[i], path, s->lemma[a]);
        path = dem_mix(path, s->rel[a]);
        a = s->head[a];
    }
    a = i;
    for (int k = 0; k < 12 && s->head[a] >= 0; k++) {
        int rel = s->rel[a];
        clause |= rel == DEM_REL_ccomp || rel == DEM_REL_xcomp || rel == DEM_REL_parataxis;
        a = s->head[a];
        if (clause && s->cue_class[a] > best)
            best = s->cue_class[a];
    }
    put2(f, 95, best, s->cue_class[i]);
    put2(f, 96, best, s->upos[i]);
    put2(f, 97, best, s->lemma[i]);
}

/* Where the quotation marks are: how far back the last one closed, how far on the next one opens. */
unsigned dem_cue_quotes(const dem_scan *s, int32_t i)
{
    unsigned context = s->state[i] == DEM_QUOTE_IN ? 1 : 0;
    for (int32_t d = 1; d <= 8; d++) {
        if (i - d >= s->sent_lo[i] && s->state[i - d] == DEM_QUOTE_CLOSE)
            context |= d <= 3 ? 2u : 4u;
        if (i + d < s->sent_hi[i] && s->state[i + d] == DEM_QUOTE_OPEN)
            context |= d <= 2 ? 8u : 16u;
    }
    if (s->state[s->sent_lo[i]] == DEM_QUOTE_OPEN || s->state[s->sent_lo[i]] == DEM_QUOTE_IN)
        context |= 32;
    return context;
}

static void surroundings(const dem_scan *s, int32_t i, unsigned signature, unsigned quotes, feats *f)
{
    uint64_t l = s->lemma[i], k = s->cue_class[i], left = 0, right = 0;
    for (int32_t d = 1; d <= 30; d++) {
        if (i - d >= s->sent_lo[i] && s->cue_class[i - d] > left)
            left = s->cue_class[i - d];
        if (i + d < s->sent_hi[i] && s->cue_class[i + d] > right)
            right = s->cue_class[i + d];
    }
    put2(f, 100, s->upos[i], quotes);
    put2(f, 101, l, quotes);
    put2(f, 102, k, quotes);
    put2(f, 129, s->fine[i], quotes);
    put3(f, 103, k, quotes, signature & 0x4Fu);
    put3(f, 104, s->upos[i], s->rel[i], quotes);
    put3(f, 105, k, left, right);
    put3(f, 106, s->upos[i], left, s->rel[i]);
    put3(f, 107, l, left >= 5, right >= 5);
    int32_t at = i - s->sent_lo[i], length = s->sent_hi[i] - s->sent_lo[i];
    put2(f, 108, k, (uint64_t)(at < 4 ? at : 4));
    put2(f, 109, k, (uint64_t)(length < 60 ? length / 6 : 10));
    put2(f, 110, s->upos[i], (uint64_t)(s->sent_hi[i] - i < 6 ? s->sent_hi[i] - i : 6));
    int32_t before = s->sent_lo[i] - 1;
    uint64_t previous = before < 0 ? 9 : s->line[before] != s->line[i] ? 8 : s->state[before];
    put3(f, 111, k, previous, s->state[s->sent_lo[i]]);
    put3(f, 112, k, word_at(s, s->sent_lo[i], 0), at < 6);
    put3(f, 113, s->upos[i], word_at(s, s->sent_hi[i] - 1, 0), k);
}

int dem_cue_features(const dem_scan *s, int32_t i, uint64_t features[DEM_CUE_FEATURES])
{
    feats f = {features, 0};
    assert(i >= 0 && i < s->n);
    own_words(s, i, &f);
    unsigned signature = dem_cue_signature(s, i), quotes = dem_cue_quotes(s, i);
    own_children(s, i, signature, &f);
    own_subject(s, i, &f);
    ancestors(s, i, &f);
    surroundings(s, i, signature, quotes, &f);
    lexicon_entry(s, i, signature, quotes, &f);
    return f.n;
}
