#include "ledger/issues.h"
#include "ledger/places.h"
#include "ledger/sheet.h"

typedef struct recoder {
    dem_store *store;
    const dem_topics *topics;
    int64_t changed;
} recoder;

/* A statement as its topics are found from. */
typedef struct place {
    int64_t n;
    dem_span sentence, pieces[DEM_TOPICS_PIECES];
    int32_t n_pieces;
    bool corrected; /* the machine's topics stand in topic_was */
} place;

dem_str dem_ledger_issues(dem_store *store, dem_arena *arena)
{
    /* One byte more than an issue file may have: whoever reads it says so. */
    dem_query *q = dem_store_query(store, "SELECT substr(value, 1, ?1) FROM setting WHERE key = 'issues'");
    dem_bind_int(q, 1, DEM_TOPICS_FILE + 1);
    dem_str bytes = dem_step(q) ? dem_str_copy(dem_col_str(q, 0), arena) : (dem_str){0};
    dem_query_free(q);
    return bytes;
}

static void keep(dem_store *store, dem_str bytes)
{
    dem_query *q = dem_store_query(store, bytes.len ? "INSERT OR REPLACE INTO setting VALUES ('issues', ?1)"
                                                    : "DELETE FROM setting WHERE key = 'issues'");
    if (bytes.len)
        dem_bind_blob(q, 1, bytes);
    dem_done(q);
    dem_query_free(q);
}

static dem_span span_at(dem_query *q, int at) { return (dem_span){(uint32_t)dem_col_int(q, at), (uint32_t)dem_col_int(q, at + 1)}; }

static place read_place(dem_query *q)
{
    place p = {.n = dem_col_int(q, 0), .sentence = span_at(q, 1), .corrected = dem_col_int(q, 6) != 0};
    dem_str rest = dem_col_str(q, 5);
    while (p.n_pieces < DEM_TOPICS_PIECES && dem_place_next(&rest, &p.pieces[p.n_pieces]))
        p.n_pieces++;
    if (!p.n_pieces)
        p.pieces[p.n_pieces++] = span_at(q, 3);
    return p;
}

static bool has(const recoder *r, const place *p, const dem_str *topics, int32_t n)
{
    dem_query *q = dem_store_query(r->store, p->corrected ? "SELECT topic FROM topic_was WHERE statement = ?1 ORDER BY ord"
                                                          : "SELECT topic FROM topic WHERE statement = ?1 ORDER BY ord");
    int32_t k = 0;
    bool same = true;
    dem_bind_int(q, 1, p->n);
    for (; same && dem_step(q); k++)
        same = k < n && dem_str_eq(dem_col_str(q, 0), topics[k]);
    dem_query_free(q);
    return same && k == n;
}

static void put(const recoder *r, const place *p, const dem_str *topics, int32_t n)
{
    dem_query *q = dem_store_query(r->store, p->corrected ? "DELETE FROM topic_was WHERE statement = ?1"
                                                          : "DELETE FROM topic WHERE statement = ?1");
    dem_bind_int(q, 1, p->n);
    dem_done(q);
    dem_query_free(q);
    q = dem_store_query(r->store, p->corrected ? "INSERT INTO topic_was VALUES (?1, ?2, ?3)"
                                               : "INSERT INTO topic VALUES (?1, ?2, ?3)");
    for (int32_t i = 0; i < n; i++) {
        dem_bind_int(q, 1, p->n);
        dem_bind_int(q, 2, i);
        dem_bind_str(q, 3, topics[i]);
        dem_done(q);
    }
    dem_query_free(q);
}

static void recode(recoder *r, int64_t doc, dem_str text, dem_arena scratch)
{
    dem_str found[DEM_TOPICS];
    dem_query *q = dem_store_query(r->store, "SELECT n, sentence_begin, sentence_end, content_begin, content_end, content_spans,"
                                             " r_topic FROM statement WHERE doc = ?1 AND how IS NOT 'person'");
    dem_bind_int(q, 1, doc);
    while (dem_step(q)) {
        place p = read_place(q);
        int32_t n = dem_topics_find(r->topics, text, p.pieces, p.n_pieces, p.sentence, found, scratch);
        if (has(r, &p, found, n))
            continue;
        put(r, &p, found, n);
        r->changed += !p.corrected;
    }
    dem_query_free(q);
}

static void recode_all(recoder *r, dem_arena scratch)
{
    dem_query *q = dem_store_query(r->store, "SELECT n, text FROM document ORDER BY n");
    while (dem_step(q))
        recode(r, dem_col_int(q, 0), dem_col_str(q, 1), scratch);
    dem_query_free(q);
}

int64_t dem_ledger_set_issues(dem_store *store, dem_str bytes, const dem_topics *topics, dem_arena scratch)
{
    recoder r = {.store = store, .topics = topics};
    dem_store_begin(store);
    keep(store, bytes);
    recode_all(&r, scratch);
    dem_store_touch(store);
    dem_sheet_settle(store, 0, true);
    return dem_store_end(store) ? r.changed : -1;
}
