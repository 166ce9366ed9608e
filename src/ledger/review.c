#include "ledger/review.h"
#include "doc/tags.h"
#include "ledger/sheet.h"
#include "ledger/write.h"

static const char *const stances[] = {"support", "oppose", "conditional", "neutral"};

static bool is_stance(dem_str value)
{
    for (int i = 0; i < 4; i++)
        if (dem_str_eq(value, dem_str_of(stances[i])))
            return true;
    return false;
}

static bool fits(const dem_review *r, dem_error *err)
{
    dem_str field = dem_str_of(r->field);
    int shown = (int)(r->value.len < 60 ? r->value.len : 60);
    if (!r->value.len)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "--%s needs a value", r->field);
    if (r->value.len > 400)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "--%s is too long", r->field);
    if (dem_str_eq(field, DEM_STR("party")) && dem_str_find(r->value, DEM_STR(" ")) < r->value.len)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "'%.*s' is no code of a party", shown, r->value.at);
    if (dem_str_eq(field, DEM_STR("act")) && dem_tag_find(dem_act_set, r->value) < 0)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "'%.*s' is no act; see 'demarche help review'", shown,
                        r->value.at);
    if (dem_str_eq(field, DEM_STR("stance")) && !is_stance(r->value))
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1,
                        "'%.*s' is no stance: support, oppose, conditional or neutral", shown, r->value.at);
    return true;
}

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

bool dem_review_put(dem_store *store, dem_str statement, const dem_review *reviews, int n, dem_str who,
                    dem_str why, dem_str at, dem_error *err)
{
    for (int i = 0; i < n; i++)
        if (!fits(&reviews[i], err))
            return false;
    dem_store_begin(store);
    for (int i = 0; i < n; i++)
        put(store, statement, &reviews[i], who, why, at);
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
