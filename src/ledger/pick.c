/* One page of a list: which rows, in which order, from the sheets and the index of documents alone. */
#include "ledger/sift.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct match {
    uint32_t group, rank, ord, row;
} match;

typedef DEM_VEC(match) matches;

static int64_t rows_of(dem_store *store, const char *table)
{
    return dem_store_int(store, table) + 1;
}

static uint8_t *marks_for(dem_store *store, int64_t *len, dem_arena *arena)
{
    *len = rows_of(store, "SELECT coalesce(max(n), 0) FROM statement");
    return dem_new(arena, uint8_t, *len);
}

static bool is_marked(dem_rows_marked rows, int64_t n) { return n >= 0 && n < rows.len && rows.at[n]; }

static dem_rows_marked marked_rows(dem_store *store, const char *sql, dem_arena *arena)
{
    int64_t len;
    uint8_t *marks = marks_for(store, &len, arena);
    dem_query *q = dem_store_query(store, sql);
    while (dem_step(q))
        if (dem_col_int(q, 0) < len)
            marks[dem_col_int(q, 0)] = 1;
    dem_query_free(q);
    return (dem_rows_marked){marks, len};
}

uint32_t *dem_ranks(dem_store *store, bool rising, dem_arena *arena)
{
    uint32_t *ranks = dem_new(arena, uint32_t, rows_of(store, "SELECT coalesce(max(n), 0) FROM document"));
    uint32_t n = 0, all = (uint32_t)dem_store_int(store, "SELECT count(*) FROM document");
    dem_arena scratch = *arena;
    uint32_t *order = dem_new(&scratch, uint32_t, all), *same = dem_new(&scratch, uint32_t, all);
    bool undated = false;
    dem_str last = {0};
    dem_query *q = dem_store_query(store, "SELECT n, published FROM document ORDER BY published DESC, name, id");
    for (uint32_t first = 0; n < all && dem_step(q); n++) {
        dem_str date = dem_col_str(q, 1);
        if (n == 0 || !dem_str_eq(last, date) || (!date.at && !undated))
            first = n;
        if (first == n) {
            last = dem_str_copy(date, &scratch);
            undated = !date.at;
        }
        order[n] = (uint32_t)dem_col_int(q, 0);
        same[n] = undated ? UINT32_MAX : first; /* of one date, from where on */
    }
    dem_query_free(q);
    uint32_t dated = n;
    while (dated && same[dated - 1] == UINT32_MAX)
        dated--;
    /* Rising, dates turn round while names of one date keep their order; the undated stay where they are. */
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && same[end] == same[i]; end++) {}
        for (uint32_t k = i; k < end; k++)
            ranks[order[k]] = rising && same[i] != UINT32_MAX ? dated - end + (k - i) : k;
    }
    return ranks;
}

/* The order of conditions: by party, unknown last; by first topic, none last. */
static void name_ranks(const dem_sheet *s, dem_sheet_kind kind, uint16_t *ranks, dem_arena scratch)
{
    const dem_sheet_names *names = &s->names[kind];
    int32_t n = names->text.len;
    int32_t *order = dem_new(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++) {
        int32_t k = i;
        for (; k > 0 && dem_str_cmp(names->text.at[order[k - 1]], names->text.at[i]) > 0; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    for (int32_t i = 0; i < n; i++)
        ranks[order[i]] = (uint16_t)i;
    ranks[0] = UINT16_MAX;
    const int32_t *unknown = dem_map_get(&names->numbers, DEM_STR("?"));
    if (unknown)
        ranks[*unknown] = UINT16_MAX;
}

static bool is_listed(dem_pick_list list, const dem_fact_doc *doc, const dem_fact *f)
{
    if (list == DEM_PICK_CONDITIONS)
        return f->flags & DEM_FACT_CONDITION;
    if (list == DEM_PICK_TIMELINE)
        return doc->published[0] && dem_fact_firsthand(f) && f->stance >= DEM_STANCE_SUPPORT &&
               f->stance <= DEM_STANCE_CONDITIONAL;
    return true;
}

static int by_place(const void *a, const void *b)
{
    const match *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->ord < y->ord ? -1 : x->ord > y->ord;
}

/* Only the page is put in order: a counting of (group, rank) in steps finds where it lies. */
static match *page_of(matches *all, int64_t limit, int64_t *skip, int32_t *n, uint32_t ranks, dem_arena *arena)
{
    enum { STEPS = 4096 };
    *n = all->len;
    if (limit <= 0 || all->len < 4 * STEPS)
        return all->at;
    uint32_t most = 0;
    for (int32_t i = 0; i < all->len; i++)
        most = all->at[i].group > most ? all->at[i].group : most;
    uint64_t span = ((uint64_t)most + 1) * ranks, step = span / STEPS + 1;
    int64_t *count = dem_new(arena, int64_t, STEPS + 1);
    for (int32_t i = 0; i < all->len; i++)
        count[((uint64_t)all->at[i].group * ranks + all->at[i].rank) / step]++;
    int64_t before = 0, upto = 0;
    uint64_t from = 0, to = 0;
    while (from < STEPS && before + count[from] <= *skip)
        before += count[from++];
    for (upto = before, to = from; to < STEPS && upto < *skip + limit; to++)
        upto += count[to];
    match *kept = dem_new(arena, match, upto - before);
    *n = 0;
    for (int32_t i = 0; i < all->len; i++) {
        uint64_t at = ((uint64_t)all->at[i].group * ranks + all->at[i].rank) / step;
        if (at >= from && at < to)
            kept[(*n)++] = all->at[i];
    }
    *skip -= before;
    return kept;
}

static dem_picked cut(match *at, int32_t n, int64_t limit, int64_t skip, dem_arena *arena)
{
    if (n)
        qsort(at, (size_t)n, sizeof *at, by_place);
    int64_t from = skip < n ? skip : n, to = limit > 0 && from + limit < n ? from + limit : n;
    uint32_t *rows = dem_new(arena, uint32_t, to - from);
    for (int64_t i = from; i < to; i++)
        rows[i - from] = at[i].row;
    return (dem_picked){rows, (int32_t)(to - from)};
}

/* Groups come densely: (party, topic) pairs in the order of their names. */
static void number_groups(const dem_sheet *s, matches *all, dem_arena *arena)
{
    uint16_t *party = dem_new(arena, uint16_t, s->names[DEM_SHEET_PARTY].text.len);
    uint16_t *topic = dem_new(arena, uint16_t, s->names[DEM_SHEET_TOPIC].text.len);
    name_ranks(s, DEM_SHEET_PARTY, party, *arena);
    name_ranks(s, DEM_SHEET_TOPIC, topic, *arena);
    dem_index pairs = {0};
    for (int32_t i = 0; i < all->len; i++)
        dem_index_put(&pairs, all->at[i].group, arena, NULL);
    match *order = dem_new(arena, match, pairs.len);
    int32_t n = 0;
    for (uint32_t i = 0; i < pairs.cap; i++)
        if (pairs.values[i])
            order[n++] = (match){.group = (uint32_t)party[pairs.keys[i] >> 16] << 16 | topic[pairs.keys[i] & 0xffff],
                                 .row = (uint32_t)pairs.values[i] - 1};
    if (n)
        qsort(order, (size_t)n, sizeof *order, by_place);
    uint32_t *place = dem_new(arena, uint32_t, n);
    for (int32_t i = 0, at = 0; i < n; i++) {
        at += i && order[i].group != order[i - 1].group;
        place[order[i].row] = (uint32_t)at;
    }
    for (int32_t i = 0; i < all->len; i++)
        all->at[i].group = place[dem_index_find(&pairs, all->at[i].group)];
}

/* Nothing is asked: the list is read in its own order and left when the page is full. */
static dem_picked first_statements(dem_store *store, bool copies, int64_t limit, int64_t skip, dem_arena *arena)
{
    DEM_VEC(uint32_t) rows = {0};
    dem_query *q = dem_store_query(
        store, "SELECT s.n FROM document d CROSS JOIN statement s ON s.doc = d.n WHERE (?1 OR d.copy_of IS NULL) AND"
               " s.r_rejected IS NOT 1 ORDER BY d.published DESC, d.name, d.id, s.ord LIMIT ?2 OFFSET ?3");
    dem_bind_int(q, 1, copies);
    dem_bind_int(q, 2, limit);
    dem_bind_int(q, 3, skip);
    while (dem_step(q))
        *dem_push(&rows, arena) = (uint32_t)dem_col_int(q, 0);
    dem_query_free(q);
    return (dem_picked){rows.at, rows.len};
}

enum { NEAR = 1000 /* statements from the beginning of the list */ };

dem_picked dem_pick_statements(dem_store *store, const dem_filter *filter, dem_pick_list list, int64_t limit,
                               int64_t skip, int64_t *total, dem_arena *arena)
{
    dem_sift scan;
    matches all = {0};
    bool grouped = list == DEM_PICK_CONDITIONS;
    if (list == DEM_PICK_LOG && !filter->terms.len && !total && limit > 0 && skip + limit <= NEAR)
        return first_statements(store, filter->copies, limit, skip, arena);
    const uint32_t *ranks = dem_ranks(store, list != DEM_PICK_LOG, arena);
    uint32_t most = (uint32_t)dem_store_int(store, "SELECT count(*) FROM document");
    dem_sift_open(&scan, store, filter, arena);
    dem_rows_marked signed_rows = {0};
    if (list == DEM_PICK_QUEUE)
        signed_rows = marked_rows(store, "SELECT s.n FROM review r JOIN statement s ON s.id = r.statement", arena);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++) {
            const dem_fact *f = scan.hits[i];
            if (!is_listed(list, &scan.sheet.doc, f) || is_marked(signed_rows, f->n))
                continue;
            uint32_t first = f->n_topics ? scan.sheet.topics[f->topics] : 0;
            *dem_push(&all, arena) =
                (match){grouped ? (uint32_t)f->party << 16 | first : list == DEM_PICK_QUEUE ? f->confidence : 0, ranks[scan.sheet.doc.n],
                        (uint32_t)(f - scan.sheet.facts), f->n};
        }
    dem_sift_close(&scan);
    if (total)
        *total = all.len;
    if (grouped)
        number_groups(&scan.sheet, &all, arena);
    int32_t n;
    match *page = page_of(&all, limit, &skip, &n, most + 1, arena);
    return cut(page, n, limit, skip, arena);
}

dem_picked dem_pick_documents(dem_store *store, const dem_filter *filter, int64_t limit, int64_t skip, int64_t *total,
                              dem_arena *arena)
{
    dem_sift scan;
    matches all = {0};
    const uint32_t *ranks = dem_ranks(store, false, arena);
    dem_sift_open(&scan, store, filter, arena);
    scan.whole = true;
    while (dem_sift_next(&scan))
        *dem_push(&all, arena) = (match){.rank = ranks[scan.sheet.doc.n], .row = scan.sheet.doc.n};
    dem_sift_close(&scan);
    if (total)
        *total = all.len;
    return cut(all.at, all.len, limit, skip, arena);
}

dem_rows_marked dem_sift_rows(dem_store *store, const dem_filter *filter, dem_arena *arena)
{
    dem_sift scan;
    int64_t len;
    uint8_t *marks = marks_for(store, &len, arena);
    dem_sift_open(&scan, store, filter, arena);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++)
            if (scan.hits[i]->n < len)
                marks[scan.hits[i]->n] = 1;
    dem_sift_close(&scan);
    return (dem_rows_marked){marks, len};
}

typedef struct wanted {
    dem_rows_marked chosen, rejected;
    bool all, pairs;
    dem_query *members;
} wanted;

static bool is_wanted(const wanted *w, int64_t relation)
{
    bool fits = w->all, whole = true;
    dem_bind_int(w->members, 1, relation);
    for (int k = 0; whole && dem_step(w->members); k++) {
        int64_t n = dem_col_int(w->members, 0);
        whole = k > 1 || !is_marked(w->rejected, n);
        fits |= (!w->pairs || k < 2) && is_marked(w->chosen, n);
    }
    dem_done(w->members);
    return whole && fits;
}

dem_picked dem_pick_relations(dem_store *store, const dem_filter *filter, const char *const *kinds, bool pairs,
                              int64_t limit, int64_t skip, dem_arena *arena)
{
    DEM_VEC(uint32_t) rows = {0};
    wanted w = {.all = !filter->terms.len, .pairs = pairs, .rejected = marked_rows(store, "SELECT n FROM statement WHERE r_rejected = 1", arena)};
    if (!w.all)
        w.chosen = dem_sift_rows(store, filter, arena);
    w.members = dem_store_query(store, "SELECT statement FROM relation_member WHERE relation = ?1 ORDER BY ord");
    dem_query *q = dem_store_query(store, "SELECT n FROM relation WHERE kind = ?1 ORDER BY confidence DESC, id");
    int64_t seen = 0;
    for (int k = 0; kinds[k] && (limit <= 0 || rows.len < limit); k++) {
        dem_bind_str(q, 1, dem_str_of(kinds[k]));
        while ((limit <= 0 || rows.len < limit) && dem_step(q))
            if (is_wanted(&w, dem_col_int(q, 0)) && seen++ >= skip)
                *dem_push(&rows, arena) = (uint32_t)dem_col_int(q, 0);
        dem_done_early(q);
    }
    dem_query_free(q);
    dem_query_free(w.members);
    return (dem_picked){rows.at, rows.len};
}

static bool holds(dem_str text, dem_str value, dem_arena scratch)
{
    dem_str low = dem_str_lower(text, &scratch);
    return text.len && dem_str_find(low, dem_str_lower(value, &scratch)) < low.len;
}

/* A deed as its index has it; who did it and in which words, only where a word of the filter asks for them. */
typedef struct deed {
    dem_str party, to, to_party, actor, words;
    bool told;
} deed;

static bool deed_has(const dem_filter_term *t, const deed *d, dem_arena scratch)
{
    bool party = dem_str_eq(t->key, DEM_STR("party")), to = dem_str_eq(t->key, DEM_STR("to")), about = dem_str_eq(t->key, DEM_STR("about"));
    bool any = t->negate || !(party || to || (about && d->told));
    for (int32_t k = 0; !any && k < t->n; k++) {
        dem_str v = t->values[k];
        any = party ? dem_str_eq_nocase(v, d->party.len ? d->party : DEM_STR("?"))
                    : holds(d->to, v, scratch) || (to ? dem_str_eq_nocase(v, d->to_party)
                                                      : holds(d->words, v, scratch) || holds(d->actor, v, scratch));
    }
    return any;
}

/* Whether a deed may fit. */
static bool may_fit(const dem_filter *filter, const deed *d, dem_arena scratch)
{
    bool fits = true;
    for (int32_t i = 0; fits && i < filter->terms.len; i++)
        fits = deed_has(&filter->terms.at[i], d, scratch);
    return fits;
}

static bool asks_about(const dem_filter *filter)
{
    bool any = false;
    for (int32_t i = 0; i < filter->terms.len; i++)
        any |= dem_str_eq(filter->terms.at[i].key, DEM_STR("about"));
    return any;
}

/* Documents that may hold such an event: those with a statement that fits, as acts are selected by what their
 * statement is, and those with a deed of the side. */
static uint8_t *documents_with_events(dem_store *store, const dem_filter *filter, int64_t len, dem_arena *arena)
{
    dem_sift scan;
    uint8_t *marks = dem_new(arena, uint8_t, len);
    dem_sift_open(&scan, store, filter, arena);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++)
            if (scan.hits[i]->flags & DEM_FACT_EVENT)
                marks[scan.sheet.doc.n] = 1;
    dem_sift_close(&scan);
    bool told = asks_about(filter);
    dem_query *q = dem_store_query(store, told ? "SELECT doc, actor_party, recipient_name, recipient_party, actor_name, words FROM event"
                                                 " WHERE told <> 'act'"
                                               : "SELECT doc, actor_party, recipient_name, recipient_party FROM event WHERE told <> 'act'");
    while (dem_step(q)) {
        const deed d = {dem_col_str(q, 1), dem_col_str(q, 2), dem_col_str(q, 3), told ? dem_col_str(q, 4) : (dem_str){0},
                        told ? dem_col_str(q, 5) : (dem_str){0}, told};
        if (may_fit(filter, &d, *arena))
            marks[dem_col_int(q, 0)] = 1;
    }
    dem_query_free(q);
    return marks;
}

typedef DEM_VEC(uint32_t) row_list;

/* Nothing is asked: read in the order of the list, and left when the page is full. */
static void first_events(dem_store *store, dem_str where, int64_t limit, int64_t skip, row_list *rows, dem_arena *arena)
{
    dem_str sql = dem_str_format(arena, "SELECT s.event FROM document d CROSS JOIN happened s ON s.doc = d.n%.*s ORDER BY"
                                        " d.published DESC, d.name, d.id, s.ord LIMIT %lld OFFSET %lld", (int)where.len,
                                 where.at, (long long)(limit > 0 ? limit : -1), (long long)skip);
    dem_query *q = dem_store_query(store, sql.at);
    while (dem_step(q))
        *dem_push(rows, arena) = (uint32_t)dem_col_int(q, 0);
    dem_query_free(q);
}

/* The next documents in order, as a JSON array; `at` moves behind them. */
static dem_str next_documents(const uint32_t *order, int64_t len, int64_t *at, int64_t most, dem_arena *arena)
{
    char *list = dem_new(arena, char, (size_t)most * 11 + 3);
    size_t n = 0;
    list[n++] = '[';
    for (int64_t k = 0; k < most && *at < len; ++*at)
        if (order[*at])
            n += (size_t)sprintf(list + n, "%s%u", k++ ? "," : "", order[*at]);
    list[n++] = ']';
    return (dem_str){list, n};
}

static int by_ord(const void *a, const void *b)
{
    const match *x = a, *y = b;
    return x->ord < y->ord ? -1 : x->ord > y->ord;
}

/* Those of one document, which came in any order, onto the page. */
static void put_document(matches *one, int64_t limit, int64_t skip, int64_t *seen, row_list *rows, dem_arena *arena)
{
    if (one->len)
        qsort(one->at, (size_t)one->len, sizeof *one->at, by_ord);
    for (int32_t i = 0; i < one->len && (limit <= 0 || rows->len < limit); i++)
        if ((*seen)++ >= skip)
            *dem_push(rows, arena) = one->at[i].row;
    one->len = 0;
}

/* The events of these documents, in their order. A query reads many documents one after another (hence CROSS), and is left when
 * the page is full: what words ask for in lists (topics, text) is looked up once a query, not once a document. */
static void events_of(dem_store *store, const dem_filter *filter, dem_str where, const uint32_t *order, int64_t len,
                      int64_t limit, int64_t skip, row_list *rows, dem_arena *arena)
{
    enum { AT_ONCE = 8192 };
    int at = filter->binds.len + 1;
    dem_str sql = dem_str_format(arena, "SELECT s.event, j.key, s.ord FROM json_each(?%d) j CROSS JOIN happened s ON s.doc = j.value"
                                        " JOIN document d ON d.n = s.doc%.*s", at, (int)where.len, where.at);
    dem_query *q = dem_store_query(store, sql.at);
    matches one = {0};
    int64_t seen = 0;
    for (int64_t next = 0; next < len && (limit <= 0 || rows->len < limit);) {
        dem_arena scratch = *arena;
        int64_t now = 0;
        dem_str documents = next_documents(order, len, &next, AT_ONCE, &scratch);
        dem_filter_bind(filter, q);
        dem_bind_str(q, at, documents);
        while ((limit <= 0 || rows->len < limit) && dem_step(q)) {
            if (dem_col_int(q, 1) != now)
                put_document(&one, limit, skip, &seen, rows, arena);
            now = dem_col_int(q, 1);
            *dem_push(&one, arena) = (match){.ord = (uint32_t)dem_col_int(q, 2), .row = (uint32_t)dem_col_int(q, 0)};
        }
        put_document(&one, limit, skip, &seen, rows, arena);
        dem_done_early(q);
    }
    dem_query_free(q);
}

dem_picked dem_pick_events(dem_store *store, const dem_filter *filter, int64_t limit, int64_t skip, dem_arena *arena)
{
    row_list rows = {0};
    dem_str where = dem_filter_where(filter, arena);
    if (!filter->terms.len) {
        first_events(store, where, limit, skip, &rows, arena);
        return (dem_picked){rows.at, rows.len};
    }
    int64_t len = rows_of(store, "SELECT coalesce(max(n), 0) FROM document");
    const uint8_t *marks = documents_with_events(store, filter, len, arena);
    const uint32_t *ranks = dem_ranks(store, false, arena);
    uint32_t *order = dem_new(arena, uint32_t, len);
    for (int64_t n = 1; n < len; n++)
        if (marks[n])
            order[ranks[n]] = (uint32_t)n;
    events_of(store, filter, where, order, len, limit, skip, &rows, arena);
    return (dem_picked){rows.at, rows.len};
}
