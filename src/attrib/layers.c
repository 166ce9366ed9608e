#include "attrib/layers.h"
#include "attrib/attrib.h"
#include "attrib/carrier.h"

typedef struct layers {
    const dem_doc *doc;
    dem_found *at;
    const int32_t *by_head;
    int32_t from, len;
} layers;

typedef struct reach {
    int32_t begin, end;
} reach;

/* From the first to the last token of what a cue reports, in however many clauses. */
static reach reach_of(const layers *l, int32_t k)
{
    const int32_t head = l->at[k].head;
    reach r = {INT32_MAX, 0};
    while (k > l->from && l->at[k - 1].head == head)
        k--;
    for (; k < l->len && l->at[k].head == head; k++) {
        const dem_found *f = &l->at[k];
        int32_t b = f->at + f->r.content[0].begin, e = f->at + f->r.content[f->r.contents - 1].end;
        r.begin = b < r.begin ? b : r.begin;
        r.end = e > r.end ? e : r.end;
    }
    return r;
}

static bool is_within(reach inner, reach outer)
{
    return outer.begin <= inner.begin && inner.end <= outer.end && inner.end - inner.begin < outer.end - outer.begin;
}

/* What has its cue in a clause that `outer` reports, and reaches less far. */
static void adopt(layers *l, int32_t outer)
{
    const dem_found *f = &l->at[outer];
    const reach mine = reach_of(l, outer);
    for (int p = 0; p < f->r.contents; p++)
        for (int32_t t = f->at + f->r.content[p].begin; t < f->at + f->r.content[p].end; t++)
            for (int32_t k = l->by_head[t] - 1; k >= l->from && k < l->len && l->at[k].head == t; k++) {
                const int32_t known = l->at[k].parent;
                if (is_within(reach_of(l, k), mine) && (known < l->from || is_within(mine, reach_of(l, known))))
                    l->at[k].parent = outer;
            }
}

/* The verb of a clause of its own that "and" hangs on to words without a subject: "accused them of theft | and
 * maintained"; not "said they had stolen and lied". */
static bool steps_out(const dem_doc *doc, int32_t t)
{
    const dem_parse *p = &doc->parses.at[t];
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[t].sentence];
    const bool finite = p->xpos == DEM_XPOS_VBD || p->xpos == DEM_XPOS_VBZ || p->xpos == DEM_XPOS_VBP;
    return finite && p->rel == DEM_REL_conj && p->head < t && doc->tokens.at[t].quote < 0 &&
           dem_carrier_child(doc, t, DEM_REL_nsubj, s->begin, s->end) < 0 &&
           dem_carrier_child(doc, p->head, DEM_REL_nsubj, s->begin, s->end) < 0;
}

/* What is reported ends before "and" and a cue that is the speaker's own next verb: it steps out, or has its
 * source outside. */
static void let_go(const layers *l, dem_found *f)
{
    for (int p = 0; p < f->r.contents; p++) {
        const int32_t begin = f->at + f->r.content[p].begin, end = f->at + f->r.content[p].end;
        for (int32_t t = begin + 2; t < end && f->head < begin; t++) {
            if (l->by_head[t] <= l->from || l->doc->parses.at[t - 1].upos != DEM_UPOS_CCONJ)
                continue;
            const dem_found *next = &l->at[l->by_head[t] - 1];
            if ((next->r.sources && next->at + next->r.source.end <= f->head) || steps_out(l->doc, t)) {
                f->r.content[p].end = t - 1 - f->at;
                break;
            }
        }
    }
}

/* "The envoy said stocks fell, and | analysts | expect more": what is reported ends before the source of the next cue. */
static void leave_source(const layers *l, dem_found *f)
{
    const dem_found *next = f + 1;
    if (next >= l->at + l->len || !next->r.sources || next->no_cue)
        return;
    const int32_t from = next->at + next->r.source.begin, to = next->at + next->r.source.end;
    for (int p = 0; p < f->r.contents; p++) {
        const int32_t begin = f->at + f->r.content[p].begin;
        int32_t end = from;
        if (f->at + f->r.content[p].end != to || next->head < to || begin >= from || f->head >= begin)
            continue;
        while (end > begin + 1 && (l->doc->parses.at[end - 1].upos == DEM_UPOS_CCONJ || l->doc->parses.at[end - 1].upos == DEM_UPOS_PUNCT))
            end--;
        if (end < from)
            f->r.content[p].end = end - f->at;
    }
}

/* The surer of two that one stretch gave may stand inside the other: "Experts recognize Russia's insistence
 * on guarantees". */
void dem_layers_nest(const dem_doc *doc, dem_founds *all, int32_t *by_head, int32_t from)
{
    layers l = {doc, all->at, by_head, from, all->len};
    for (int32_t k = all->len - 1; k >= from; k--)
        if (!all->at[k].no_cue)
            by_head[all->at[k].head] = k + 1;
    for (int32_t k = from; k < all->len; k++) {
        let_go(&l, &all->at[k]);
        leave_source(&l, &all->at[k]);
    }
    for (int32_t k = from; k < all->len; k++)
        adopt(&l, k);
    for (int32_t k = from; k < all->len; k++)
        for (int32_t up = all->at[k].parent; up >= from; up = all->at[up].parent)
            all->at[k].level++;
    for (int32_t k = from; k < all->len; k++)
        for (dem_found *f = &all->at[k]; f->level > DEM_LEVELS; f->level--) /* deeper ones stand beside their parents */
            f->parent = all->at[f->parent].parent;
}
