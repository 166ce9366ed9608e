#include "ledger/review.h"
#include "ledger/correct.h"
#include "ledger/read.h"
#include "ledger/sheet.h"
#include "ledger/write.h"

static void put(dem_store *store, dem_str statement, const dem_review *r, dem_str who, dem_str why, dem_str at)
{
    dem_query *q = dem_store_query(
        store, "INSERT INTO review (statement, field, value, who, why, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    dem_bind_str(q, 1, statement);
    dem_bind_str(q, 2, dem_str_of(r->field));
    dem_bind_str(q, 3, r->value);
    dem_bind_str(q, 4, who);
    dem_bind_str(q, 5, why);
    dem_bind_str(q, 6, at);
    dem_done(q);
    dem_query_free(q);
}

/* The statement as it stands; of a rejected one, which no view has, its place alone. */
static bool read_now(dem_store *store, dem_str id, dem_record *now, dem_arena *arena)
{
    if (dem_ledger_statement(store, id, now, arena))
        return true;
    dem_query *q = dem_store_query(store, "SELECT d.id, s.sentence_begin, s.sentence_end, s.content_begin, s.content_end FROM"
                                          " statement s JOIN document d ON d.n = s.doc WHERE s.id = ?1");
    dem_bind_str(q, 1, id);
    bool there = dem_step(q);
    *now = (dem_record){.id = id, .doc_id = dem_str_copy(dem_col_str(q, 0), arena)};
    now->sentence = (dem_span){(uint32_t)dem_col_int(q, 1), (uint32_t)dem_col_int(q, 2)};
    now->content.span = (dem_span){(uint32_t)dem_col_int(q, 3), (uint32_t)dem_col_int(q, 4)};
    dem_query_free(q);
    return there;
}

bool dem_review_put(dem_store *store, dem_str statement, const dem_review *reviews, int n, dem_str who, dem_str why,
                    dem_str at, dem_arena *arena, dem_error *err)
{
    dem_record now;
    dem_source_file file;
    dem_review *kept = dem_new(arena, dem_review, n);
    if (!read_now(store, statement, &now, arena) || !dem_ledger_document(store, now.doc_id, &file, arena))
        return false;
    for (int i = 0; i < n; i++) {
        const dem_field *field = dem_field_find(dem_str_of(reviews[i].field));
        if (!field)
            return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "'%.40s' is no field that can be corrected", reviews[i].field);
        kept[i].field = field->name;
        if (!dem_correct_read(store, field, reviews[i].value, &now, file.text, &kept[i].value, arena, err))
            return false;
    }
    dem_store_begin(store);
    for (int i = 0; i < n; i++)
        put(store, statement, &kept[i], who, why, at);
    dem_ledger_apply_reviews(store, statement);
    dem_store_touch(store);
    return dem_store_end(store);
}

bool dem_review_merge(dem_store *store, dem_str actor, dem_str into, dem_str who, dem_str why, dem_str at)
{
    const dem_review same = {"same_as", into};
    dem_store_begin(store);
    put(store, actor, &same, who, why, at);
    dem_ledger_apply_merge(store, actor);
    dem_store_touch(store);
    return dem_store_end(store);
}

static bool find_words(dem_str text, dem_str words, dem_span within, dem_span *out)
{
    size_t at = dem_str_find(dem_str_cut(text, within.begin, within.end), words);
    if (!words.len || at == within.end - within.begin)
        return false;
    *out = (dem_span){(uint32_t)(within.begin + at), (uint32_t)(within.begin + at + words.len)};
    return true;
}

/* The line around a span. */
static dem_span line_of(dem_str text, dem_span span)
{
    while (span.begin > 0 && text.at[span.begin - 1] != '\n')
        span.begin--;
    while (span.end < text.len && text.at[span.end] != '\n')
        span.end++;
    return span;
}

static bool find_missed(dem_str text, const dem_missed *m, dem_span *content, dem_error *err)
{
    dem_span whole = {0, (uint32_t)text.len}, again;
    whole.begin = m->from > 0 && (size_t)m->from < text.len ? (uint32_t)m->from : 0;
    if (!find_words(text, m->content, whole, content))
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "the document does not have these words");
    whole.begin = content->begin + 1;
    if (m->from <= 0 && find_words(text, m->content, whole, &again))
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1,
                        "the document has these words several times: say from which byte on");
    if (dem_tag_find(dem_act_set, m->act) < 0)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "'%.*s' is no act; see 'demarche help review'",
                        (int)(m->act.len < 60 ? m->act.len : 60), m->act.at);
    return true;
}

static dem_str span_text(dem_str text, dem_str words, dem_span line, dem_arena *arena)
{
    dem_span span;
    return find_words(text, words, line, &span) ? dem_str_format(arena, "%u-%u", span.begin, span.end) : DEM_STR("-");
}

bool dem_review_add(dem_store *store, dem_str doc, const dem_missed *missed, dem_str who, dem_str why, dem_str at,
                    dem_id *id, dem_arena *arena, dem_error *err)
{
    dem_span content;
    dem_query *q = dem_store_query(store, "SELECT text FROM document WHERE id = ?1");
    dem_bind_str(q, 1, doc);
    dem_str text = dem_step(q) ? dem_str_copy(dem_col_str(q, 0), arena) : (dem_str){0};
    dem_query_free(q);
    if (!find_missed(text, missed, &content, err))
        return false;
    dem_span line = line_of(text, content);
    dem_id_maker maker;
    dem_id_open(&maker, 's');
    dem_id_push(&maker, doc);
    dem_id_push(&maker, DEM_STR("added"));
    dem_id_push_span(&maker, content);
    *id = dem_id_close(&maker);
    dem_str source = span_text(text, missed->source, line, arena), cue = span_text(text, missed->cue, line, arena);
    dem_str party = missed->party.len ? missed->party : DEM_STR("-");
    const dem_review added = {"added", dem_str_format(arena, "%.*s %u-%u %.*s %.*s %.*s %.*s %.*s", (int)doc.len, doc.at,
                                                      content.begin, content.end, (int)source.len, source.at,
                                                      (int)cue.len, cue.at, (int)missed->act.len, missed->act.at,
                                                      (int)party.len, party.at, (int)missed->speaker.len,
                                                      missed->speaker.at)};
    dem_store_begin(store);
    put(store, dem_id_str(id), &added, who, why, at);
    dem_ledger_put_added(store, dem_id_str(id), added.value, arena);
    dem_store_touch(store);
    return dem_store_end(store);
}

/* Deleted rows would stay in free pages, in the full-text index's old segments and in the log: pages are
 * overwritten, segments merged, the file written anew and the log cut. */
bool dem_ledger_wipe(dem_store *store, dem_str doc_id)
{
    dem_store_run(store, "PRAGMA secure_delete = ON");
    bool there = dem_ledger_forget(store, doc_id);
    dem_sheet_settle(store, 0, false);
    dem_sheet_forget_names(store);
    dem_store_run(store, "INSERT INTO words (words) VALUES ('optimize')");
    dem_store_run(store, "PRAGMA wal_checkpoint(TRUNCATE)");
    dem_store_run(store, "VACUUM");
    dem_store_run(store, "PRAGMA wal_checkpoint(TRUNCATE)");
    return there && dem_store_ok(store);
}
