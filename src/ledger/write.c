#include "ledger/write.h"
#include "ledger/correct.h"
#include "ledger/happening.h"
#include "ledger/sheet.h"

#include <stdio.h>
#include <string.h>

/* Binds one value after another, so that a long row reads like its column list. */
typedef struct row {
    dem_query *query;
    int at;
} row;

static void put_int(row *r, int64_t value) { dem_bind_int(r->query, ++r->at, value); }
static void put_str(row *r, dem_str value) { dem_bind_str(r->query, ++r->at, value); }
static void put_null(row *r) { dem_bind_null(r->query, ++r->at); }
static void put_opt(row *r, dem_str value) { dem_bind_str_null(r->query, ++r->at, value); }

static void put_span(row *r, dem_span span)
{
    if (dem_span_len(span)) {
        put_int(r, span.begin);
        put_int(r, span.end);
    } else {
        put_null(r);
        put_null(r);
    }
}

/* "b-e b-e", or NULL for one span. */
static void put_parts(row *r, dem_spans parts)
{
    char text[2048];
    size_t n = 0;
    for (int32_t i = 0; parts.len > 1 && i < parts.len && n + 32 < sizeof text; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%u-%u", i ? " " : "", parts.at[i].begin,
                              parts.at[i].end);
    put_opt(r, (dem_str){text, n});
}

static void put_words(row *r, const dem_wording *words)
{
    put_opt(r, words->text);
    put_span(r, words->span);
}

static void put_document(dem_store *store, const dem_source_file *f, dem_stamp stamp)
{
    row r = {dem_store_query(
                 store,
                 "INSERT INTO document (id, name, title, title_begin, title_end, outlet, url, author,"
                 " language, published, published_how, raw_sha256, raw_bytes, text_sha256, text,"
                 " main_begin, main_end, sentences, tokens, coded_by, added)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
                 " ?18, ?19, ?20, ?21)"
                 " ON CONFLICT (id) DO UPDATE SET title = ?3, title_begin = ?4, title_end = ?5,"
                 " outlet = ?6, url = ?7, author = ?8, language = ?9, published = ?10,"
                 " published_how = ?11, text_sha256 = ?14, text = ?15, main_begin = ?16, main_end = ?17,"
                 " sentences = ?18, tokens = ?19, coded_by = ?20"),
             0};
    put_str(&r, f->id);
    put_str(&r, f->name);
    put_opt(&r, f->title);
    put_span(&r, f->title_span);
    put_opt(&r, f->outlet);
    put_opt(&r, f->url);
    put_opt(&r, f->author);
    put_opt(&r, f->language);
    put_opt(&r, f->published);
    put_opt(&r, f->published_how);
    put_str(&r, f->raw_sha256);
    put_int(&r, f->raw_bytes);
    put_str(&r, f->text_sha256);
    put_str(&r, f->text);
    put_span(&r, f->main);
    put_int(&r, f->sentences);
    put_int(&r, f->tokens);
    put_str(&r, stamp.coded_by);
    put_str(&r, stamp.at);
    dem_done(r.query);
    dem_query_free(r.query);
}

static void run_for(dem_store *store, const char *sql, int64_t n)
{
    dem_query *q = dem_store_query(store, sql);
    dem_bind_int(q, 1, n);
    dem_done(q);
    dem_query_free(q);
}

static void run_id(dem_store *store, const char *sql, dem_str id)
{
    dem_query *q = dem_store_query(store, sql);
    dem_bind_str(q, 1, id);
    dem_done(q);
    dem_query_free(q);
}

static void clear_rows(dem_store *store, int64_t doc)
{
    run_for(store, "DELETE FROM block WHERE doc = ?1", doc);
    run_for(store, "DELETE FROM note WHERE doc = ?1", doc);
    run_for(store, "DELETE FROM relation WHERE n IN (SELECT relation FROM relation_member JOIN statement"
                   " ON statement.n = relation_member.statement WHERE statement.doc = ?1)", doc);
    run_for(store, "DELETE FROM event WHERE doc = ?1", doc);
    run_for(store, "DELETE FROM statement WHERE doc = ?1", doc);
    run_for(store, "DELETE FROM actor WHERE doc = ?1", doc);
}

static void put_blocks(dem_store *store, const dem_doc *doc, int64_t n)
{
    static const char *const kinds[] = {"title", "body", "meta", "furniture"};
    dem_query *q = dem_store_query(store, "INSERT INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    for (int32_t i = 0; i < doc->blocks.len; i++) {
        const dem_block *b = &doc->blocks.at[i];
        row r = {q, 0};
        put_int(&r, n);
        put_int(&r, i);
        put_str(&r, dem_str_of(kinds[b->kind & 3]));
        put_int(&r, b->span.begin);
        put_int(&r, b->span.end);
        put_opt(&r, dem_str_of(b->why));
        dem_done(q);
    }
    dem_query_free(q);
}

static void put_notes(dem_store *store, const dem_doc *doc, int64_t n)
{
    dem_query *q = dem_store_query(store, "INSERT INTO note VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    for (int32_t i = 0; i < doc->notes.len; i++) {
        const dem_note *note = &doc->notes.at[i];
        row r = {q, 0};
        put_int(&r, n);
        put_int(&r, i);
        put_str(&r, dem_str_of(note->code));
        put_int(&r, note->span.begin);
        put_int(&r, note->span.end);
        put_str(&r, note->text);
        dem_done(q);
    }
    dem_query_free(q);
}

static int64_t put_actor(dem_store *store, const dem_record_speaker *speaker, int64_t doc)
{
    static const char find[] = "SELECT n FROM actor WHERE id = ?1";
    if (!speaker->id.len)
        return 0;
    int64_t known = dem_store_int_of(store, find, speaker->id);
    if (known)
        return known;
    row r = {dem_store_query(store, "INSERT INTO actor (id, name, type, doc) VALUES (?1, ?2, ?3, ?4)"), 0};
    put_str(&r, speaker->id);
    put_str(&r, speaker->name);
    put_str(&r, speaker->type);
    if (speaker->local && doc)
        put_int(&r, doc);
    else
        put_null(&r);
    dem_done(r.query);
    dem_query_free(r.query);
    return dem_store_last_row(store);
}

static void put_speaker(row *r, const dem_record *s, int64_t actor)
{
    if (actor)
        put_int(r, actor);
    else
        put_null(r);
    put_opt(r, s->speaker.name);
    put_opt(r, s->speaker.party);
    put_opt(r, s->speaker.how);
    put_words(r, &s->speaker.role);
    put_opt(r, s->missing);
}

static void put_judgement(row *r, const dem_record *s)
{
    put_words(r, &s->condition);
    put_opt(r, s->marker);
    put_words(r, &s->time);
    put_opt(r, s->time_value);
    put_opt(r, s->stance);
    put_int(r, s->negated);
    put_str(r, s->modality);
    put_int(r, s->level);
    put_opt(r, s->via);
    put_opt(r, s->plover);
    if (s->quad)
        put_int(r, s->quad);
    else
        put_null(r);
    put_opt(r, s->realis);
    put_int(r, s->confidence);
}

static int64_t put_statement(dem_store *store, const dem_record *s, int64_t doc, int64_t actor)
{
    row r = {dem_store_query(
                 store, "INSERT INTO statement (id, doc, ord, sentence_begin, sentence_end, source,"
                        " source_begin, source_end, source_spans, cue, cue_begin, cue_end, cue_spans,"
                        " content, content_begin, content_end, content_spans, mode, act, speaker,"
                        " speaker_name, party, how, role, role_begin, role_end, missing, condition,"
                        " condition_begin, condition_end, marker, time, time_begin, time_end, time_value,"
                        " stance, negated, modality, level, via, plover, quad, realis, confidence)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
                        " ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32,"
                        " ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44)"),
             0};
    put_str(&r, s->id);
    put_int(&r, doc);
    put_int(&r, s->ord);
    put_int(&r, s->sentence.begin);
    put_int(&r, s->sentence.end);
    put_words(&r, &s->source);
    put_parts(&r, s->source.parts);
    put_words(&r, &s->cue);
    put_parts(&r, s->cue.parts);
    put_words(&r, &s->content);
    put_parts(&r, s->content.parts);
    put_str(&r, s->mode);
    put_str(&r, s->act);
    put_speaker(&r, s, actor);
    put_judgement(&r, s);
    dem_done(r.query);
    dem_query_free(r.query);
    return dem_store_last_row(store);
}

static void put_lists(dem_store *store, const dem_record *s, int64_t n)
{
    dem_query *q = dem_store_query(store, "INSERT INTO target VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    for (int32_t i = 0; i < s->n_targets; i++) {
        row r = {q, 0};
        put_int(&r, n);
        put_int(&r, i);
        put_str(&r, s->targets[i].name);
        put_str(&r, s->targets[i].rel);
        put_int(&r, s->targets[i].span.begin);
        put_int(&r, s->targets[i].span.end);
        put_opt(&r, s->targets[i].party);
        dem_done(q);
    }
    dem_query_free(q);
    q = dem_store_query(store, "INSERT INTO relay VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    for (int32_t i = 0; i < s->n_relays; i++) {
        row r = {q, 0};
        put_int(&r, n);
        put_int(&r, i);
        put_str(&r, s->relays[i].outlet);
        put_str(&r, s->relays[i].how);
        put_int(&r, s->relays[i].span.begin);
        put_int(&r, s->relays[i].span.end);
        dem_done(q);
    }
    dem_query_free(q);
}

static void put_texts(dem_store *store, const char *sql, int64_t n, const dem_str *at, int32_t len)
{
    dem_query *q = dem_store_query(store, sql);
    for (int32_t i = 0; i < len; i++) {
        row r = {q, 0};
        put_int(&r, n);
        put_int(&r, i);
        put_str(&r, at[i]);
        dem_done(q);
    }
    dem_query_free(q);
}

static void put_side(row *r, const dem_happening_side *side)
{
    put_words(r, &side->words);
    put_opt(r, side->name);
    put_opt(r, side->party);
}

/* What an act shares with its statement stands there alone: corrections of the statement are the event's too. */
static void put_happening(row *r, const dem_happening *h, dem_arena *arena)
{
    static const dem_happening_side none = {0};
    bool deed = dem_happening_is_deed(h);
    put_int(r, h->sentence.begin);
    put_int(r, h->sentence.end);
    put_opt(r, deed ? h->words.text : (dem_str){0});
    put_int(r, h->words.span.begin);
    put_int(r, h->words.span.end);
    put_side(r, deed ? &h->actor : &none);
    put_side(r, &h->recipient);
    put_words(r, &h->predicate);
    put_opt(r, deed ? h->plover : (dem_str){0});
    if (deed)
        put_int(r, h->quad);
    else
        put_null(r);
    put_opt(r, h->mode);
    put_opt(r, deed ? h->realis : (dem_str){0});
    put_opt(r, deed ? h->collapsed : (dem_str){0});
    put_words(r, &h->time);
    put_opt(r, h->time_value);
    put_words(r, &h->place);
    put_int(r, h->confidence);
    put_opt(r, dem_happening_contexts(h, arena));
    if (h->magnitude_of.len)
        put_int(r, h->magnitude_milli);
    else
        put_null(r);
    put_opt(r, h->magnitude_of);
    put_words(r, &h->magnitude);
}

static void put_happenings(dem_store *store, dem_happenings all, int64_t doc, const int64_t *statements, dem_arena *arena)
{
    dem_query *q = dem_store_query(
        store, "INSERT INTO event (id, doc, ord, first, told, statement, sentence_begin, sentence_end, words,"
               " words_begin, words_end, actor, actor_begin, actor_end, actor_name, actor_party, recipient,"
               " recipient_begin, recipient_end, recipient_name, recipient_party, predicate, predicate_begin,"
               " predicate_end, plover, quad, manner, realis, collapsed, time, time_begin, time_end, time_value,"
               " place, place_begin, place_end, confidence, contexts, magnitude, magnitude_of, magnitude_words,"
               " magnitude_begin, magnitude_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
               " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30,"
               " ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43)");
    for (int32_t i = 0; i < all.len; i++) {
        const dem_happening *h = &all.at[i];
        row r = {q, 0};
        put_str(&r, h->id);
        put_int(&r, doc);
        put_int(&r, h->ord);
        put_int(&r, h->first);
        put_str(&r, h->told);
        if (h->record >= 0)
            put_int(&r, statements[h->record]);
        else
            put_null(&r);
        put_happening(&r, h, arena);
        dem_done(q);
    }
    dem_query_free(q);
}

/* True when the document has another name now. */
static bool put_sighting(dem_store *store, int64_t doc, dem_str name)
{
    row r = {dem_store_query(store, "INSERT OR IGNORE INTO sighting VALUES (?1, ?2)"), 0};
    put_int(&r, doc);
    put_str(&r, name);
    dem_done(r.query);
    dem_query_free(r.query);
    run_for(store, "UPDATE document SET name = (SELECT min(name) FROM sighting WHERE doc = ?1)"
                   " WHERE n = ?1 AND name <> (SELECT min(name) FROM sighting WHERE doc = ?1)", doc);
    return dem_store_changes(store) > 0;
}

static const char find_document[] = "SELECT n FROM document WHERE id = ?1";

/* Nothing said, or the same as is stored; else it is news. */
static bool is_news(dem_str said, dem_query *q, int column)
{
    return said.len && !dem_str_eq(said, dem_col_str(q, column));
}

static void keep_said(dem_str *said, dem_query *q, int column, dem_arena *arena)
{
    if (!said->len)
        *said = dem_str_copy(dem_col_str(q, column), arena);
}

bool dem_ledger_knows(dem_store *store, dem_str raw_sha256, dem_meta *said, dem_arena *arena)
{
    dem_id id = dem_document_id(raw_sha256);
    dem_query *q = dem_store_query(store, "SELECT published, outlet, url, language, published_how = 'option'"
                                          " FROM document WHERE id = ?1");
    dem_bind_str(q, 1, dem_id_str(&id));
    bool there = dem_step(q);
    bool news = is_news(said->published, q, 0) || is_news(said->outlet, q, 1) || is_news(said->url, q, 2) ||
                is_news(said->language, q, 3);
    if (there && news) {
        if (!said->published.len && dem_col_int(q, 4)) {
            keep_said(&said->published, q, 0, arena);
            said->published_how = "option";
        }
        keep_said(&said->outlet, q, 1, arena);
        keep_said(&said->url, q, 2, arena);
        keep_said(&said->language, q, 3, arena);
    }
    dem_query_free(q);
    return there && !news;
}

bool dem_ledger_sight(dem_store *store, dem_str raw_sha256, dem_str name)
{
    dem_id id = dem_document_id(raw_sha256);
    dem_store_begin(store);
    int64_t doc = dem_store_int_of(store, find_document, dem_id_str(&id));
    if (doc && put_sighting(store, doc, name))
        dem_store_touch(store);
    return dem_store_end(store);
}

static void put_reviews_back(dem_store *store, dem_str doc_id, dem_records records, dem_arena *arena)
{
    if (!dem_store_int(store, "SELECT EXISTS (SELECT 1 FROM review)"))
        return;
    for (int32_t i = 0; i < records.len; i++)
        dem_ledger_apply_reviews(store, records.at[i].id);
    dem_query *q = dem_store_query(store, "SELECT statement, value FROM review WHERE field = 'added' AND"
                                          " substr(value, 1, length(?1) + 1) = ?1 || ' ' ORDER BY n");
    dem_bind_str(q, 1, doc_id);
    while (dem_step(q)) {
        dem_str id = dem_str_copy(dem_col_str(q, 0), arena);
        dem_ledger_put_added(store, id, dem_str_copy(dem_col_str(q, 1), arena), arena);
        dem_ledger_apply_reviews(store, id);
    }
    dem_query_free(q);
}

/* Sheets are packed for so many documents at once. */
enum { PACKED_LATER = 64 };

dem_put dem_ledger_put(dem_store *store, const dem_doc *doc, const dem_source_file *file,
                       dem_records records, dem_stamp stamp)
{
    dem_store_begin(store);
    bool there = dem_store_int_of(store, find_document, file->id) != 0;
    put_document(store, file, stamp);
    int64_t n = dem_store_int_of(store, find_document, file->id);
    if (there)
        clear_rows(store, n);
    put_sighting(store, n, file->name);
    put_blocks(store, doc, n);
    put_notes(store, doc, n);
    int64_t *rows = dem_new(doc->arena, int64_t, records.len + 1);
    for (int32_t i = 0; i < records.len && dem_store_ok(store); i++) {
        const dem_record *s = &records.at[i];
        int64_t at = rows[i] = put_statement(store, s, n, put_actor(store, &s->speaker, n));
        put_lists(store, s, at);
        put_texts(store, "INSERT INTO topic VALUES (?1, ?2, ?3)", at, s->topics, s->n_topics);
        put_texts(store, "INSERT INTO reason VALUES (?1, ?2, ?3)", at, s->why, s->n_why);
    }
    put_happenings(store, dem_happenings_of(doc, records, doc->arena), n, rows, doc->arena);
    put_reviews_back(store, file->id, records, doc->arena);
    dem_store_touch(store);
    dem_sheet_settle(store, PACKED_LATER, true);
    if (!dem_store_end(store))
        return DEM_PUT_FAILED;
    return there ? DEM_PUT_AGAIN : DEM_PUT_NEW;
}

bool dem_ledger_forget(dem_store *store, dem_str doc_id)
{
    dem_store_begin(store);
    int64_t n = dem_store_int_of(store, find_document, doc_id);
    run_id(store, "DELETE FROM review WHERE field = 'added' AND substr(value, 1, length(?1) + 1) = ?1 || ' '", doc_id);
    run_for(store, "DELETE FROM review WHERE statement IN (SELECT id FROM statement WHERE doc = ?1)", n);
    clear_rows(store, n);
    run_for(store, "UPDATE document SET copy_of = NULL"
                   " WHERE copy_of = (SELECT id FROM document WHERE n = ?1)", n);
    run_for(store, "DELETE FROM document WHERE n = ?1", n);
    dem_store_run(store, "DELETE FROM actor WHERE NOT EXISTS"
                         " (SELECT 1 FROM statement WHERE statement.speaker = actor.n)"
                         " AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.r_speaker = actor.n)");
    dem_store_touch(store);
    return dem_store_end(store) && n;
}

/* The actor of that name whom people put in: one the whole ledger knows, else the document's own, else a new one. */
int64_t dem_ledger_named_actor(dem_store *store, dem_str statement_id, dem_str name)
{
    dem_query *q = dem_store_query(store, "SELECT n FROM actor WHERE name = ?1 AND (doc IS NULL OR doc = (SELECT doc FROM"
                                          " statement WHERE id = ?2)) ORDER BY doc IS NOT NULL, type = 'person' DESC, id");
    dem_bind_str(q, 1, name);
    dem_bind_str(q, 2, statement_id);
    int64_t n = dem_step(q) ? dem_col_int(q, 0) : 0;
    dem_query_free(q);
    dem_id_maker maker;
    dem_id_open(&maker, 'a');
    dem_id_push(&maker, DEM_STR("person"));
    dem_id_push(&maker, name);
    dem_id id = dem_id_close(&maker);
    dem_record_speaker person = {.id = dem_id_str(&id), .name = name, .type = DEM_STR("person")};
    return n ? n : put_actor(store, &person, 0);
}

static dem_span span_of(dem_str text)
{
    int64_t begin = 0, end = 0;
    dem_str_int(dem_str_split(&text, '-'), &begin);
    dem_str_int(text.at ? text : DEM_STR("0"), &end);
    return (dem_span){(uint32_t)begin, (uint32_t)end};
}

static dem_wording wording_in(dem_str text, dem_span span)
{
    if (!dem_span_len(span) || span.end > text.len)
        return (dem_wording){0};
    return (dem_wording){dem_span_str(text, span), span, {0}};
}

static void fill_added(dem_record *r, dem_str text, dem_str rest)
{
    dem_span content = span_of(dem_str_split(&rest, ' '));
    r->content = wording_in(text, content);
    r->source = wording_in(text, span_of(dem_str_split(&rest, ' ')));
    r->cue = wording_in(text, span_of(dem_str_split(&rest, ' ')));
    r->act = dem_str_split(&rest, ' ');
    r->speaker.party = dem_str_split(&rest, ' ');
    if (dem_str_eq(r->speaker.party, DEM_STR("-")))
        r->speaker.party = (dem_str){0};
    r->speaker.name = rest;
    r->speaker.how = DEM_STR("person");
    r->sentence = content;
    while (r->sentence.begin > 0 && text.at[r->sentence.begin - 1] != '\n')
        r->sentence.begin--;
    while (r->sentence.end < text.len && text.at[r->sentence.end] != '\n')
        r->sentence.end++;
    bool quoted = content.begin && (text.at[content.begin - 1] == '"' || (unsigned char)text.at[content.begin - 1] == 0x9c);
    r->mode = quoted ? DEM_STR("direct") : DEM_STR("indirect");
    r->modality = DEM_STR("asserted");
    r->level = 1;
    r->firsthand = true;
    r->confidence = 100;
}

void dem_ledger_put_added(dem_store *store, dem_str id, dem_str value, dem_arena *arena)
{
    dem_record r = {.id = id};
    dem_str rest = value, doc_id = dem_str_split(&rest, ' ');
    dem_query *q = dem_store_query(store, "SELECT text, n, (SELECT coalesce(max(ord), -1) + 1 FROM statement WHERE doc ="
                                          " document.n) FROM document WHERE id = ?1");
    dem_bind_str(q, 1, doc_id);
    bool there = dem_step(q);
    dem_str text = there ? dem_str_copy(dem_col_str(q, 0), arena) : (dem_str){0};
    int64_t doc = dem_col_int(q, 1);
    r.ord = (int32_t)dem_col_int(q, 2);
    dem_query_free(q);
    if (there)
        fill_added(&r, text, rest);
    if (!r.content.text.len || dem_store_int_of(store, "SELECT n FROM statement WHERE id = ?1", id))
        return;
    int64_t actor = r.speaker.name.len ? dem_ledger_named_actor(store, id, r.speaker.name) : 0;
    const dem_str why = DEM_STR("person:added");
    put_texts(store, "INSERT INTO reason VALUES (?1, ?2, ?3)", put_statement(store, &r, doc, actor), &why, 1);
}
