#include "show/tally.h"
#include "doc/tags.h"
#include "ledger/agree.h"

#include <stdlib.h>
#include <string.h>

uint64_t dem_day_number(dem_str date)
{
    uint64_t day = 0;
    for (size_t i = 0; i < 10; i++) {
        char c = i < date.len ? date.at[i] : 0;
        day = day << 4 | (uint64_t)(c >= '0' && c <= '9' ? c - '0' + 2 : c ? 1 : 0);
    }
    return day;
}

dem_str dem_day_text(uint64_t day, dem_arena *arena)
{
    char *at = dem_new(arena, char, 10);
    size_t n = 0;
    for (int shift = 36; day && shift >= 0; shift -= 4) {
        uint64_t c = day >> shift & 15;
        if (c)
            at[n++] = c == 1 ? '-' : (char)('0' + c - 2);
    }
    return n ? (dem_str){at, n} : (dem_str){0};
}

static dem_str number(int64_t n, dem_arena *arena) { return dem_str_format(arena, "%lld", (long long)n); }

/* A set of small numbers for each of some things: bits, made when the first comes. */
typedef struct bits {
    DEM_VEC(uint8_t *) at;
    uint32_t most;
} bits;

/* True when `n` was not in set `i`. */
static bool put_bit(bits *b, int32_t i, uint32_t n, dem_arena *arena)
{
    while (b->at.len <= i)
        dem_push(&b->at, arena);
    if (!b->at.at[i])
        b->at.at[i] = dem_new(arena, uint8_t, b->most / 8 + 1);
    uint8_t *byte = &b->at.at[i][n / 8], bit = (uint8_t)(1u << n % 8);
    if (n > b->most || (*byte & bit))
        return false;
    *byte |= bit;
    return true;
}

static uint32_t most_rows(dem_store *store, const char *sql) { return (uint32_t)dem_store_int(store, sql); }

/* What is counted of a party, a topic, an actor or a story. */
typedef struct sum {
    uint64_t key;
    int64_t statements, others, conditions, secondhand, documents, copies;
    uint64_t first, last;
    uint32_t last_doc;
    dem_str name, name2; /* to order equals by */
} sum;

typedef struct sums {
    dem_index index;
    DEM_VEC(sum) at;
    dem_index pairs; /* (sum, other) seen */
    dem_arena *arena;
} sums;

static sum *sum_of(sums *s, uint64_t key)
{
    bool fresh;
    int32_t i = dem_index_put(&s->index, key, s->arena, &fresh);
    if (fresh)
        dem_push(&s->at, s->arena)->key = key;
    return &s->at.at[i];
}

/* Counts `other` once for this sum. */
static void count_other(sums *s, sum *x, uint64_t other)
{
    bool fresh;
    dem_index_put(&s->pairs, (uint64_t)(x - s->at.at) << 32 | other, s->arena, &fresh);
    x->others += fresh;
}

static void count_document(sum *x, const dem_fact_doc *doc)
{
    uint64_t day = dem_day_number(dem_fact_published(doc));
    x->documents += x->last_doc != doc->n;
    x->last_doc = doc->n;
    if (day && (!x->first || day < x->first))
        x->first = day;
    x->last = day > x->last ? day : x->last;
}

static void count_statement(sum *x, const dem_fact *f, const dem_fact_doc *doc)
{
    x->statements++;
    x->conditions += (f->flags & DEM_FACT_CONDITION) != 0;
    x->secondhand += f->level > 1;
    count_document(x, doc);
}

/* Most statements first. */
static int by_count(const void *a, const void *b)
{
    const sum *x = a, *y = b;
    if (x->statements != y->statements)
        return x->statements > y->statements ? -1 : 1;
    int order = dem_str_cmp(x->name, y->name);
    return order ? order : dem_str_cmp(x->name2, y->name2);
}

typedef struct range {
    int64_t from, to;
} range;

static range page_range(int64_t n, dem_tally_page page)
{
    int64_t from = page.skip < n ? page.skip : n;
    return (range){from, page.limit > 0 && from + page.limit < n ? from + page.limit : n};
}

static dem_str *add_row(dem_tally_rows *out, int columns, dem_arena *arena)
{
    dem_str *cells = dem_new(arena, dem_str, columns);
    *dem_push(&out->at, arena) = cells;
    return cells;
}

/* The unknown party has no number of its own: "?" and none are one. */
static uint16_t known_party(const dem_sheet *s, uint16_t party)
{
    return dem_str_eq(dem_sheet_name(s, DEM_SHEET_PARTY, party), DEM_STR("?")) ? 0 : party;
}

static dem_str party_name(const dem_sheet *s, uint16_t party)
{
    return party ? dem_sheet_name(s, DEM_SHEET_PARTY, party) : DEM_STR("?");
}

void dem_tally_parties(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                       dem_arena *arena)
{
    dem_sift scan;
    sums s = {.arena = arena};
    bits speakers = {.most = most_rows(store, "SELECT coalesce(max(n), 0) FROM actor")};
    dem_sift_open(&scan, store, filter, arena);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++) {
            sum *x = sum_of(&s, known_party(&scan.sheet, scan.hits[i]->party));
            count_statement(x, scan.hits[i], &scan.sheet.doc);
            x->others += scan.hits[i]->speaker && put_bit(&speakers, (int32_t)(x - s.at.at), scan.hits[i]->speaker, arena);
        }
    dem_sift_close(&scan);
    for (int32_t i = 0; i < s.at.len; i++)
        s.at.at[i].name = party_name(&scan.sheet, (uint16_t)s.at.at[i].key);
    if (s.at.len)
        qsort(s.at.at, (size_t)s.at.len, sizeof *s.at.at, by_count);
    range r = page_range(out->total = s.at.len, page);
    for (int64_t i = r.from; i < r.to; i++) {
        const sum *x = &s.at.at[i];
        dem_str *cells = add_row(out, page.columns, arena);
        const int64_t numbers[] = {x->statements, x->others, x->conditions, x->secondhand, x->documents};
        cells[0] = x->name;
        for (int k = 0; k < 5; k++)
            cells[1 + k] = number(numbers[k], arena);
    }
}

void dem_tally_acts(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                    dem_arena *arena)
{
    dem_sift scan;
    sums s = {.arena = arena};
    int64_t count[256] = {0};
    dem_sift_open(&scan, store, filter, arena);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++)
            count[scan.hits[i]->act]++;
    dem_sift_close(&scan);
    for (int i = 0; i < dem_act_set.count; i++)
        if (count[i]) {
            sum *x = sum_of(&s, (uint64_t)i);
            x->statements = count[i];
            x->name = dem_tag_name(dem_act_set, i);
        }
    if (s.at.len)
        qsort(s.at.at, (size_t)s.at.len, sizeof *s.at.at, by_count);
    range r = page_range(out->total = s.at.len, page);
    for (int64_t i = r.from; i < r.to; i++) {
        dem_str *cells = add_row(out, page.columns, arena);
        cells[0] = s.at.at[i].name;
        cells[1] = number(s.at.at[i].statements, arena);
    }
}

void dem_tally_topics(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                      dem_arena *arena)
{
    dem_sift scan;
    sums s = {.arena = arena};
    bits parties = {.most = UINT16_MAX};
    dem_sift_open(&scan, store, filter, arena);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++)
            for (int k = 0; k < scan.hits[i]->n_topics; k++) {
                const dem_fact *f = scan.hits[i];
                sum *x = sum_of(&s, scan.sheet.topics[f->topics + k]);
                count_statement(x, f, &scan.sheet.doc);
                x->others += f->party && put_bit(&parties, (int32_t)(x - s.at.at), f->party, arena);
            }
    dem_sift_close(&scan);
    for (int32_t i = 0; i < s.at.len; i++)
        s.at.at[i].name = dem_sheet_name(&scan.sheet, DEM_SHEET_TOPIC, (int32_t)s.at.at[i].key);
    if (s.at.len)
        qsort(s.at.at, (size_t)s.at.len, sizeof *s.at.at, by_count);
    range r = page_range(out->total = s.at.len, page);
    for (int64_t i = r.from; i < r.to; i++) {
        const sum *x = &s.at.at[i];
        dem_str *cells = add_row(out, page.columns, arena);
        const int64_t numbers[] = {x->statements, x->others, x->conditions, x->documents};
        cells[0] = x->name;
        for (int k = 0; k < 4; k++)
            cells[1 + k] = number(numbers[k], arena);
    }
}

static dem_str column(dem_query *q, int at, dem_arena *arena)
{
    return dem_col_null(q, at) ? (dem_str){0} : dem_str_copy(dem_col_str(q, at), arena);
}

/* Of an actor only its number, so that hundreds of thousands can be ordered. */
typedef struct headcount {
    uint32_t actor, statements;
} headcount;

static int by_headcount(const void *a, const void *b)
{
    const headcount *x = a, *y = b;
    return x->statements > y->statements ? -1 : x->statements < y->statements;
}

/* Those of the page, and all that tie with its first and last: names decide among equals. */
static range page_with_ties(const headcount *at, int64_t n, dem_tally_page page)
{
    range r = page_range(n, page);
    while (r.from > 0 && r.from < n && at[r.from - 1].statements == at[r.from].statements)
        r.from--;
    while (r.to > 0 && r.to < n && at[r.to].statements == at[r.to - 1].statements)
        r.to++;
    return r;
}

static headcount *count_heads(dem_store *store, const dem_filter *filter, int64_t *n, dem_arena *arena)
{
    dem_sift scan;
    uint32_t most = most_rows(store, "SELECT coalesce(max(n), 0) FROM actor");
    uint32_t *count = dem_new(arena, uint32_t, (size_t)most + 1);
    dem_sift_open(&scan, store, filter, arena);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++)
            if (scan.hits[i]->speaker <= most)
                count[scan.hits[i]->speaker]++;
    dem_sift_close(&scan);
    headcount *heads = dem_new(arena, headcount, (size_t)most + 1);
    *n = 0;
    for (uint32_t i = 1; i <= most; i++)
        if (count[i])
            heads[(*n)++] = (headcount){i, count[i]};
    if (*n)
        qsort(heads, (size_t)*n, sizeof *heads, by_headcount);
    return heads;
}

/* Names and ids, by which equals are ordered. */
static void name_actors(sums *s, dem_store *store)
{
    dem_query *q = dem_store_query(store, "SELECT name, id FROM actor WHERE n = ?1");
    for (int32_t i = 0; i < s->at.len; i++) {
        dem_bind_int(q, 1, (int64_t)s->at.at[i].key);
        if (dem_step(q)) {
            s->at.at[i].name = column(q, 0, s->arena);
            s->at.at[i].name2 = column(q, 1, s->arena);
        }
        dem_done_early(q);
    }
    dem_query_free(q);
}

/* The side an actor spoke for most, by (actor, party) pairs; the unknown last. */
typedef struct sides {
    dem_index pairs;
    DEM_VEC(int32_t) counts;
} sides;

static dem_str main_side(const sides *all, const dem_sheet *s, uint64_t actor)
{
    dem_str best = {0};
    int32_t most = 0;
    bool known = false;
    for (int32_t p = 0; p < s->names[DEM_SHEET_PARTY].text.len; p++) {
        int32_t at = dem_index_find(&all->pairs, actor << 16 | (uint64_t)p);
        dem_str name = dem_sheet_name(s, DEM_SHEET_PARTY, p);
        bool is_side = p && !dem_str_eq(name, DEM_STR("?"));
        if (at < 0 || (known && !is_side))
            continue;
        int32_t n = all->counts.at[at];
        if (is_side > known || n > most || (n == most && dem_str_cmp(name, best) < 0)) {
            best = name;
            most = n;
        }
        known |= is_side;
    }
    return best;
}

/* What those actors of the page said, in a second pass. */
static void count_actors(sums *s, sides *parties, dem_sift *scan)
{
    while (dem_sift_next(scan))
        for (int32_t i = 0; i < scan->n; i++) {
            const dem_fact *f = scan->hits[i];
            bool fresh;
            int32_t at = f->speaker ? dem_index_find(&s->index, f->speaker) : -1;
            if (at < 0)
                continue;
            count_statement(&s->at.at[at], f, &scan->sheet.doc);
            at = dem_index_put(&parties->pairs, (uint64_t)f->speaker << 16 | f->party, s->arena, &fresh);
            if (fresh)
                dem_push(&parties->counts, s->arena);
            parties->counts.at[at]++;
        }
}

static void actor_row(const sum *x, dem_query *type, dem_str side, dem_str *cells, dem_arena *arena)
{
    cells[0] = x->name;
    dem_bind_int(type, 1, (int64_t)x->key);
    if (dem_step(type))
        cells[1] = column(type, 0, arena);
    dem_done_early(type);
    cells[2] = side;
    cells[3] = number(x->statements, arena);
    cells[4] = number(x->secondhand, arena);
    cells[5] = number(x->documents, arena);
    cells[6] = dem_day_text(x->first, arena);
    cells[7] = dem_day_text(x->last, arena);
    cells[8] = x->name2;
}

void dem_tally_actors(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                      dem_arena *arena)
{
    dem_sift scan;
    sums s = {.arena = arena};
    sides parties = {0};
    headcount *heads = count_heads(store, filter, &out->total, arena);
    range wide = page_with_ties(heads, out->total, page), r = page_range(out->total, page);
    for (int64_t i = wide.from; i < wide.to; i++)
        sum_of(&s, heads[i].actor);
    dem_sift_open(&scan, store, filter, arena);
    count_actors(&s, &parties, &scan);
    dem_sift_close(&scan);
    name_actors(&s, store);
    if (s.at.len)
        qsort(s.at.at, (size_t)s.at.len, sizeof *s.at.at, by_count);
    dem_query *q = dem_store_query(store, "SELECT type FROM actor WHERE n = ?1");
    for (int64_t i = r.from; i < r.to; i++) {
        const sum *x = &s.at.at[i - wide.from];
        actor_row(x, q, main_side(&parties, &scan.sheet, x->key), add_row(out, page.columns, arena), arena);
    }
    dem_query_free(q);
}

/* Most documents first, then the newest, then in the order of their naming documents. */
static int by_documents(const void *a, const void *b)
{
    const sum *x = a, *y = b;
    if (x->documents != y->documents)
        return x->documents > y->documents ? -1 : 1;
    if (x->first != y->first)
        return x->first > y->first ? -1 : 1;
    return x->secondhand < y->secondhand ? -1 : x->secondhand > y->secondhand;
}

void dem_tally_stories(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                       dem_arena *arena)
{
    dem_sift scan;
    sums s = {.arena = arena};
    const uint32_t *ranks = dem_ranks(store, false, arena);
    dem_sift_open(&scan, store, filter, arena);
    scan.whole = true;
    while (dem_sift_next(&scan)) {
        const dem_fact_doc *d = &scan.sheet.doc;
        sum *x = sum_of(&s, d->story);
        count_document(x, d);
        x->copies += d->copy;
        x->statements += scan.n;
        x->secondhand = ranks[d->story];
        if (d->outlet)
            count_other(&s, x, d->outlet);
    }
    dem_sift_close(&scan);
    if (s.at.len)
        qsort(s.at.at, (size_t)s.at.len, sizeof *s.at.at, by_documents);
    range r = page_range(out->total = s.at.len, page);
    dem_query *q = dem_store_query(store, "SELECT id, title FROM document WHERE n = ?1");
    for (int64_t i = r.from; i < r.to; i++) {
        const sum *x = &s.at.at[i];
        dem_str *cells = add_row(out, page.columns, arena);
        const int64_t numbers[] = {x->documents, x->copies, x->others, x->statements};
        dem_bind_int(q, 1, (int64_t)x->key);
        if (dem_step(q)) {
            cells[0] = column(q, 0, arena);
            cells[7] = column(q, 1, arena);
        }
        dem_done(q);
        for (int k = 0; k < 4; k++)
            cells[1 + k] = number(numbers[k], arena);
        cells[5] = dem_day_text(x->first, arena);
        cells[6] = dem_day_text(x->last, arena);
    }
    dem_query_free(q);
}

static void add_to_cell(dem_cell_of *c, const dem_fact *f, uint64_t day, bool fresh_story)
{
    bool stands = f->stance >= DEM_STANCE_SUPPORT && f->stance <= DEM_STANCE_CONDITIONAL;
    uint64_t order = (uint64_t)stands << 40 | (uint64_t)f->confidence << 32 | f->key;
    c->by[f->stance < 5 ? f->stance : 0]++;
    c->stories += fresh_story;
    if (day && (!c->first || day < c->first))
        c->first = day;
    c->last = day > c->last ? day : c->last;
    if (!c->row || order > c->best || (order == c->best && f->n < c->row)) {
        c->best = order;
        c->row = f->n;
    }
}

/* The surest statement that takes a stance gives the words. */
void dem_cells_find(dem_store *store, const dem_filter *filter, dem_cells_found *out, dem_arena *arena)
{
    dem_sift scan;
    dem_index cells = {0};
    bits stories = {.most = most_rows(store, "SELECT coalesce(max(n), 0) FROM document")};
    dem_sift_open(&scan, store, filter, arena);
    while (dem_sift_next(&scan)) {
        uint64_t day = dem_day_number(dem_fact_published(&scan.sheet.doc));
        for (int32_t i = 0; i < scan.n; i++) {
            const dem_fact *f = scan.hits[i];
            for (int k = 0; f->level == 1 && !(f->flags & DEM_FACT_ECHO) && k < f->n_topics; k++) {
                bool fresh;
                uint16_t party = known_party(&scan.sheet, f->party), topic = scan.sheet.topics[f->topics + k];
                int32_t at = dem_index_put(&cells, (uint64_t)party << 16 | topic, arena, &fresh);
                if (fresh)
                    *dem_push(&out->at, arena) = (dem_cell_of){.party = party, .topic = topic};
                add_to_cell(&out->at.at[at], f, day, put_bit(&stories, at, scan.sheet.doc.story, arena));
            }
        }
    }
    dem_sift_close(&scan);
    out->sheet = scan.sheet;
}

static int64_t taken(const dem_cell_of *c)
{
    return (int64_t)c->by[DEM_STANCE_SUPPORT] + c->by[DEM_STANCE_OPPOSE] + c->by[DEM_STANCE_CONDITIONAL];
}

typedef struct named_cell {
    const dem_cell_of *cell;
    dem_str party, topic;
} named_cell;

static int by_party(const void *a, const void *b)
{
    const named_cell *x = a, *y = b;
    if (!x->cell->party != !y->cell->party)
        return x->cell->party ? -1 : 1;
    int order = dem_str_cmp(x->party, y->party);
    if (order)
        return order;
    if (taken(x->cell) != taken(y->cell))
        return taken(x->cell) > taken(y->cell) ? -1 : 1;
    return dem_str_cmp(x->topic, y->topic);
}

static void position_row(const named_cell *x, dem_query *words, dem_str *cells, dem_arena *arena)
{
    const dem_cell_of *c = x->cell;
    const int64_t numbers[] = {c->by[DEM_STANCE_SUPPORT], c->by[DEM_STANCE_CONDITIONAL], c->by[DEM_STANCE_OPPOSE],
                               c->by[DEM_STANCE_NONE] + c->by[DEM_STANCE_NEUTRAL], c->stories};
    cells[0] = x->party;
    cells[1] = x->topic;
    for (int k = 0; k < 5; k++)
        cells[2 + k] = number(numbers[k], arena);
    cells[7] = dem_day_text(c->first, arena);
    cells[8] = dem_day_text(c->last, arena);
    dem_bind_int(words, 1, c->row);
    bool there = dem_step(words);
    for (int i = 0; there && i < 3; i++)
        cells[9 + i] = column(words, i, arena);
    dem_done(words);
}

void dem_tally_positions(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                         dem_arena *arena)
{
    dem_cells_found found = {0};
    dem_cells_find(store, filter, &found, arena);
    named_cell *order = dem_new(arena, named_cell, found.at.len);
    int32_t n = 0;
    for (int32_t i = 0; i < found.at.len; i++) {
        const dem_cell_of *c = &found.at.at[i];
        if (taken(c))
            order[n++] = (named_cell){c, party_name(&found.sheet, c->party),
                                      dem_sheet_name(&found.sheet, DEM_SHEET_TOPIC, c->topic)};
    }
    if (n)
        qsort(order, (size_t)n, sizeof *order, by_party);
    range r = page_range(out->total = n, page);
    dem_query *words = dem_store_query(store, "SELECT act, content, id FROM said WHERE n = ?1");
    for (int64_t i = r.from; i < r.to; i++)
        position_row(&order[i], words, add_row(out, page.columns, arena), arena);
    dem_query_free(words);
}

dem_totals dem_totals_of(dem_store *store, const dem_filter *filter, dem_arena scratch)
{
    dem_totals t = {0};
    dem_sift scan;
    bits seen = {.most = most_rows(store, "SELECT max((SELECT coalesce(max(n), 0) FROM document), (SELECT"
                                          " coalesce(max(n), 0) FROM actor))")};
    int indirect = dem_tag_find(dem_mode_set, DEM_STR("indirect"));
    dem_filter all = *filter;
    all.copies = true; /* copies are counted, not what they say */
    dem_sift_open(&scan, store, &all, &scratch);
    scan.whole = true;
    while (dem_sift_next(&scan)) {
        const dem_fact_doc *d = &scan.sheet.doc;
        t.documents++;
        t.copies += d->copy;
        t.undated += !d->published[0];
        t.stories += put_bit(&seen, 0, d->story, &scratch);
        for (int32_t i = 0; i < scan.n && (filter->copies || !d->copy); i++) {
            const dem_fact *f = scan.hits[i];
            t.statements++;
            t.conditions += (f->flags & DEM_FACT_CONDITION) != 0;
            t.indirect += f->mode == indirect;
            t.secondhand += f->level > 1;
            t.speakers += f->speaker && put_bit(&seen, 1, f->speaker, &scratch);
        }
    }
    dem_sift_close(&scan);
    return t;
}

void dem_tally_agreement(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                         dem_arena *arena)
{
    (void)filter;
    for (int i = 0; dem_agreement_fields[i]; i++) {
        dem_agreement a = dem_agreement_of(store, dem_agreement_fields[i], *arena);
        if (!a.units)
            continue;
        dem_str *cells = add_row(out, page.columns, arena);
        cells[0] = dem_str_of(dem_agreement_fields[i]);
        cells[1] = number(a.units, arena);
        cells[2] = number(a.coders, arena);
        cells[3] = number(a.alike, arena);
        cells[4] = a.defined ? dem_str_format(arena, "%.3f", a.alpha) : DEM_STR("no variation");
        out->total++;
    }
}
