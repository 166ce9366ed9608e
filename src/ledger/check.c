#include "ledger/check.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "ledger/happening.h"

typedef struct audit {
    dem_checked sum;
    dem_fault *fault;
    void *context;
    dem_str doc, text;
} audit;

static void tell(audit *a, dem_str id, dem_str what)
{
    a->sum.faults++;
    a->fault(a->context, id, a->doc, what);
}

static bool inside(const audit *a, dem_span span)
{
    return span.begin <= span.end && span.end <= a->text.len && dem_utf8_boundary(a->text, span.begin) &&
           dem_utf8_boundary(a->text, span.end);
}

static void span_holds(audit *a, dem_str id, dem_span span, const char *what)
{
    a->sum.spans++;
    if (!inside(a, span))
        tell(a, id, dem_str_of(what));
}

static void words_hold(audit *a, dem_str id, const dem_wording *words, const char *what)
{
    if (!words->text.at)
        return;
    a->sum.spans++;
    if (!inside(a, words->span) || !dem_str_eq(dem_span_str(a->text, words->span), words->text))
        tell(a, id, dem_str_of(what));
    for (int32_t i = 0; i < words->parts.len; i++)
        span_holds(a, id, words->parts.at[i], what);
}

static void statement_holds(audit *a, const dem_record *r)
{
    a->sum.statements++;
    span_holds(a, r->id, r->sentence, "the sentence lies outside the text");
    words_hold(a, r->id, &r->source, "the source is not what the text says there");
    words_hold(a, r->id, &r->cue, "the cue is not what the text says there");
    words_hold(a, r->id, &r->content, "the content is not what the text says there");
    words_hold(a, r->id, &r->condition, "the condition is not what the text says there");
    words_hold(a, r->id, &r->time, "the time is not what the text says there");
    words_hold(a, r->id, &r->speaker.role, "the role is not what the text says there");
    for (int32_t i = 0; i < r->n_targets; i++)
        span_holds(a, r->id, r->targets[i].span, "a target lies outside the text");
    for (int32_t i = 0; i < r->n_relays; i++)
        span_holds(a, r->id, r->relays[i].span, "a relay lies outside the text");
}

static void document_holds(audit *a, const dem_source_file *f)
{
    char hex[DEM_SHA256_HEX + 1];
    a->sum.documents++;
    dem_sha256_hex(f->text, hex);
    if (!dem_str_eq(dem_str_of(hex), f->text_sha256))
        tell(a, f->id, DEM_STR("the text does not have the hash noted for it"));
    dem_id id = dem_document_id(f->raw_sha256);
    if (!dem_str_eq(dem_id_str(&id), f->id))
        tell(a, f->id, DEM_STR("the id does not follow from the raw hash"));
    if (dem_utf8_check(f->text) < f->text.len)
        tell(a, f->id, DEM_STR("the text is not valid UTF-8"));
    if (dem_span_len(f->title_span) &&
        (!inside(a, f->title_span) || !dem_str_eq(dem_span_str(f->text, f->title_span), f->title)))
        tell(a, f->id, DEM_STR("the title is not what the text says there"));
}

static void blocks_hold(audit *a, dem_store *store, dem_str id)
{
    dem_query *q = dem_store_query(store, "SELECT begin, end FROM block WHERE doc ="
                                          " (SELECT n FROM document WHERE id = ?1) ORDER BY ord");
    dem_bind_str(q, 1, id);
    while (dem_step(q))
        span_holds(a, id, (dem_span){(uint32_t)dem_col_int(q, 0), (uint32_t)dem_col_int(q, 1)},
                   "a block lies outside the text");
    dem_query_free(q);
}

static void statements_hold(audit *a, dem_store *store, dem_str id, dem_arena *arena)
{
    dem_query *q = dem_store_query(
        store, "SELECT id FROM said WHERE doc = (SELECT n FROM document WHERE id = ?1) ORDER BY ord");
    dem_bind_str(q, 1, id);
    while (dem_step(q)) {
        dem_arena scratch = *arena;
        dem_record record;
        if (dem_ledger_statement(store, dem_col_str(q, 0), &record, &scratch))
            statement_holds(a, &record);
    }
    dem_query_free(q);
}

static void happening_holds(audit *a, const dem_happening *h)
{
    span_holds(a, h->id, h->sentence, "the sentence lies outside the text");
    words_hold(a, h->id, &h->words, "the words of the event are not what the text says there");
    words_hold(a, h->id, &h->actor.words, "the actor is not what the text says there");
    words_hold(a, h->id, &h->recipient.words, "the recipient is not what the text says there");
    words_hold(a, h->id, &h->predicate, "the predicate is not what the text says there");
    words_hold(a, h->id, &h->time, "the time of the event is not what the text says there");
    words_hold(a, h->id, &h->magnitude, "the magnitude is not what the text says there");
    words_hold(a, h->id, &h->place, "the place is not what the text says there");
}

static void happenings_hold(audit *a, dem_store *store, dem_str id, dem_arena *arena)
{
    dem_query *q = dem_store_query(
        store, "SELECT event_id FROM happened WHERE doc = (SELECT n FROM document WHERE id = ?1) ORDER BY ord");
    dem_bind_str(q, 1, id);
    while (dem_step(q)) {
        dem_arena scratch = *arena;
        dem_happening h;
        if (dem_ledger_happening(store, dem_col_str(q, 0), &h, &scratch))
            happening_holds(a, &h);
    }
    dem_query_free(q);
}

static void file_holds(audit *a, dem_store *store)
{
    dem_query *q = dem_store_query(store, "PRAGMA integrity_check(10)");
    while (dem_step(q))
        if (!dem_str_eq(dem_col_str(q, 0), DEM_STR("ok")))
            tell(a, (dem_str){0}, dem_col_str(q, 0));
    dem_query_free(q);
    q = dem_store_query(store, "PRAGMA foreign_key_check");
    while (dem_step(q))
        tell(a, (dem_str){0}, DEM_STR("a row refers to one that is not there"));
    dem_query_free(q);
}

dem_checked dem_ledger_check(dem_store *store, dem_fault *fault, void *context, dem_arena *arena)
{
    audit a = {.fault = fault, .context = context};
    file_holds(&a, store);
    dem_query *q = dem_ledger_documents(store);
    while (dem_step(q)) {
        dem_arena scratch = *arena;
        dem_source_file file;
        if (!dem_ledger_document(store, dem_col_str(q, 0), &file, &scratch))
            continue;
        a.doc = file.name;
        a.text = file.text;
        document_holds(&a, &file);
        blocks_hold(&a, store, file.id);
        statements_hold(&a, store, file.id, &scratch);
        happenings_hold(&a, store, file.id, &scratch);
    }
    dem_query_free(q);
    return a.sum;
}
