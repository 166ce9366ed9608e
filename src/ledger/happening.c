#include "ledger/happening.h"
#include "base/map.h"

#include <stdio.h>
#include <stdlib.h>

static dem_str party_of(const dem_doc *doc, int32_t actor)
{
    return actor >= 0 ? doc->actors.at[actor].party : (dem_str){0};
}

static dem_happening_side side_of(const dem_doc *doc, dem_span span, int32_t actor)
{
    dem_wording words = dem_wording_one(doc->text, span);
    return (dem_happening_side){words, actor >= 0 ? doc->actors.at[actor].name : words.text, party_of(doc, actor)};
}

static dem_span hull(dem_span a, dem_span b)
{
    return (dem_span){a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

static void set_deed(dem_happening *h, const dem_doc *doc, const dem_event_row *row)
{
    dem_str realis = dem_str_of(row->code.realis);
    int collapsed = dem_plover_collapsed(row->code.plover, realis);
    h->told = row->from == DEM_EVENT_REPORTED ? DEM_STR("reported") : DEM_STR("narrated");
    h->sentence = row->sentence;
    h->words = dem_wording_one(doc->text, hull(hull(row->source, row->target), row->predicate));
    h->actor = side_of(doc, row->source, row->source_actor);
    h->recipient = side_of(doc, row->target, row->target_actor);
    h->predicate = dem_wording_one(doc->text, row->predicate);
    h->time = dem_wording_one(doc->text, row->time);
    h->time_value = row->time_value;
    h->place = dem_wording_one(doc->text, row->place);
    h->magnitude = dem_wording_one(doc->text, row->magnitude.span);
    if (h->magnitude.text.at) {
        h->magnitude_of = dem_tag_name(dem_magnitude_set, row->magnitude.of);
        h->magnitude_milli = row->magnitude.milli;
    }
    h->plover = dem_tag_name(dem_plover_set, row->code.plover);
    h->quad = row->code.quad;
    h->mode = row->mode;
    h->realis = realis;
    h->collapsed = collapsed < 0 ? (dem_str){0} : dem_tag_name(dem_plover_set, collapsed);
    h->confidence = dem_hundredths(row->confidence);
}

/* Whom a statement's act is done to: one accused, bound or addressed by it, else the first it is about; a named
 * actor of a known side, and not the speaker. Those who only hear it ("told reporters") are none. */
static const dem_record_target *recipient_of(const dem_record *r)
{
    static const char *const order[] = {"accused", "bound", "addressee", "about"};
    for (int k = 0; k < 4; k++)
        for (int32_t i = 0; i < r->n_targets; i++) {
            const dem_record_target *t = &r->targets[i];
            bool about = k == 3;
            if (!dem_str_eq(t->rel, dem_str_of(order[k])) || !t->party.len || dem_str_eq(t->party, DEM_STR("?")) ||
                dem_str_eq(t->party, DEM_STR("MEDIA")) || dem_str_eq(t->name, r->speaker.name) ||
                (about && dem_str_eq(t->party, r->speaker.party)))
                continue;
            return t;
        }
    return NULL;
}

static void set_act(dem_happening *h, const dem_doc *doc, const dem_record *r)
{
    const dem_record_target *to = recipient_of(r);
    h->told = DEM_STR("act");
    h->sentence = r->sentence;
    h->words = r->content;
    h->actor = (dem_happening_side){r->source, r->speaker.name, r->speaker.party};
    if (to)
        h->recipient = (dem_happening_side){dem_wording_one(doc->text, to->span), to->name, to->party};
    h->predicate = (dem_wording){0};
    h->time = r->time;
    h->time_value = r->time_value;
    h->plover = h->collapsed = r->plover;
    h->quad = r->quad;
    h->realis = r->realis;
    h->confidence = r->confidence;
}

static void set_id(dem_happening *h, dem_arena *arena)
{
    dem_id_maker maker;
    dem_id_open(&maker, 'e');
    dem_id_push(&maker, h->doc_id);
    if (dem_happening_is_deed(h)) {
        dem_id_push_span(&maker, h->actor.words.span);
        dem_id_push_span(&maker, h->predicate.span);
        dem_id_push_span(&maker, h->recipient.words.span);
    } else {
        dem_id_push(&maker, h->statement);
    }
    dem_id id = dem_id_close(&maker);
    h->id = dem_str_copy(dem_id_str(&id), arena);
}

static void set_record(dem_happening *h, dem_records records, int32_t record)
{
    h->record = record;
    if (record < 0)
        return;
    h->statement = records.at[record].id;
}

static void set_contexts(dem_happening *h, const dem_event_row *row)
{
    h->contexts = row->contexts;
    h->n_contexts = row->n_contexts;
}

static int by_place(const void *a, const void *b)
{
    const dem_happening *x = a, *y = b;
    if (x->words.span.begin != y->words.span.begin)
        return x->words.span.begin < y->words.span.begin ? -1 : 1;
    if (x->words.span.end != y->words.span.end)
        return x->words.span.end < y->words.span.end ? -1 : 1;
    return dem_str_cmp(x->id, y->id);
}

/* One event once: the same root between the same two names. An act without a recipient stands alone. */
static void set_first(dem_happenings all, dem_arena *arena)
{
    dem_map seen = {0};
    for (int32_t i = 0; i < all.len; i++) {
        dem_happening *h = &all.at[i];
        h->ord = h->first = i;
        if (!h->plover.len || !h->actor.name.len || !h->recipient.name.len)
            continue;
        dem_str key = dem_str_format(arena, "%.*s\n%.*s\n%.*s", (int)h->plover.len, h->plover.at,
                                     (int)h->actor.name.len, h->actor.name.at, (int)h->recipient.name.len,
                                     h->recipient.name.at);
        int32_t *place = dem_map_put(&seen, key, arena, NULL);
        if (*place)
            h->first = *place - 1;
        else
            *place = i + 1;
    }
}

dem_happenings dem_happenings_of(const dem_doc *doc, dem_records records, dem_arena *arena)
{
    DEM_VEC(dem_happening) list = {0};
    for (int32_t i = 0; i < records.len; i++) {
        dem_happening *h = dem_push(&list, arena);
        h->doc_id = records.at[i].doc_id;
        set_record(h, records, i);
        set_act(h, doc, &records.at[i]);
        set_id(h, arena);
    }
    for (int32_t i = 0; i < doc->events.len; i++) {
        const dem_event_row *row = &doc->events.at[i];
        if (row->from == DEM_EVENT_ACT) {
            set_contexts(&list.at[row->statement], row);
            continue;
        }
        dem_happening *h = dem_push(&list, arena);
        h->doc_id = records.doc_id;
        set_record(h, records, row->statement);
        set_deed(h, doc, row);
        set_contexts(h, row);
        set_id(h, arena);
    }
    dem_happenings all = {list.at, list.len};
    for (int32_t i = 0; i < all.len; i++) {
        all.at[i].doc = doc->meta.name;
        all.at[i].title = doc->meta.title;
        all.at[i].outlet = doc->meta.outlet;
        all.at[i].published = doc->meta.published;
        all.at[i].url = doc->meta.url;
    }
    if (all.len)
        qsort(all.at, (size_t)all.len, sizeof *all.at, by_place);
    set_first(all, arena);
    return all;
}

dem_str dem_happening_contexts(const dem_happening *h, dem_arena *arena)
{
    dem_str all = {0};
    for (int32_t i = 0; i < h->n_contexts; i++)
        all = i ? dem_str_join(dem_str_join(all, DEM_STR(","), arena), h->contexts[i], arena) : h->contexts[i];
    return all;
}

dem_str dem_happening_magnitude(const dem_happening *h, char room[DEM_MAGNITUDE_LEN])
{
    if (!h->magnitude_of.len)
        return (dem_str){0};
    int n = snprintf(room, DEM_MAGNITUDE_LEN, "%lld.%03d", (long long)(h->magnitude_milli / 1000), (int)(h->magnitude_milli % 1000));
    while (room[n - 1] == '0')
        n--;
    return (dem_str){room, (size_t)(n - (room[n - 1] == '.'))};
}
