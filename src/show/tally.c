#include "show/counting.h"
#include "doc/tags.h"
#include "ledger/agree.h"
#include "ledger/correct.h"
#include "show/pass.h"

#include <stdlib.h>
#include <string.h>

static uint32_t most_rows(dem_store *store, const char *sql) { return (uint32_t)dem_store_int(store, sql); }

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

static void count_document(sum *x, const dem_pass *pass)
{
    uint32_t n = pass->scan.sheet.doc.n;
    uint64_t day = pass->day;
    x->documents += x->last_doc != n;
    x->last_doc = n;
    if (day && (!x->first || day < x->first))
        x->first = day;
    x->last = day > x->last ? day : x->last;
}

static void count_statement(sum *x, const dem_fact *f, const dem_pass *pass)
{
    x->statements++;
    x->conditions += (f->flags & DEM_FACT_CONDITION) != 0;
    x->secondhand += !dem_fact_firsthand(f);
    count_document(x, pass);
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

static void order_sums(dem_counting *c)
{
    if (c->sums.at.len)
        qsort(c->sums.at.at, (size_t)c->sums.at.len, sizeof *c->sums.at.at, by_count);
}

/* A name and numbers for each sum of the page. */
static void sum_rows(dem_counting *c, dem_tally_page page, dem_tally_rows *out, bool secondhand)
{
    order_sums(c);
    range r = page_range(out->total = c->sums.at.len, page);
    for (int64_t i = r.from; i < r.to; i++) {
        const sum *x = &c->sums.at.at[i];
        dem_str *cells = add_row(out, page.columns, c->arena);
        const int64_t numbers[] = {x->statements, x->others, x->conditions, secondhand ? x->secondhand : x->documents,
                                   x->documents};
        cells[0] = x->name;
        for (int k = 0; k < 4 + secondhand; k++)
            cells[1 + k] = number(numbers[k], c->arena);
    }
}

static void open_parties(dem_counting *c)
{
    c->seen.most = most_rows(c->store, "SELECT coalesce(max(n), 0) FROM actor");
}

static void take_parties(dem_counting *c, const dem_pass *pass)
{
    const dem_sift *scan = &pass->scan;
    for (int32_t i = 0; i < scan->n; i++) {
        const dem_fact *f = scan->hits[i];
        sum *x = sum_of(&c->sums, dem_pass_party(pass, f->party));
        count_statement(x, f, pass);
        x->others += f->speaker && put_bit(&c->seen, (int32_t)(x - c->sums.at.at), f->speaker, c->arena);
    }
}

static void close_parties(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                          dem_tally_rows *out)
{
    (void)filter;
    for (int32_t i = 0; i < c->sums.at.len; i++)
        c->sums.at.at[i].name = party_name(sheet, (uint16_t)c->sums.at.at[i].key);
    sum_rows(c, page, out, true);
}

const dem_tally dem_tally_parties = {open_parties, take_parties, close_parties, false};

static void open_topics(dem_counting *c) { c->seen.most = UINT16_MAX; }

static void take_topics(dem_counting *c, const dem_pass *pass)
{
    const dem_sift *scan = &pass->scan;
    for (int32_t i = 0; i < scan->n; i++)
        for (int k = 0; k < scan->hits[i]->n_topics; k++) {
            const dem_fact *f = scan->hits[i];
            sum *x = sum_of(&c->sums, scan->sheet.topics[f->topics + k]);
            count_statement(x, f, pass);
            x->others += f->party && put_bit(&c->seen, (int32_t)(x - c->sums.at.at), f->party, c->arena);
        }
}

static void close_topics(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                         dem_tally_rows *out)
{
    (void)filter;
    for (int32_t i = 0; i < c->sums.at.len; i++)
        c->sums.at.at[i].name = dem_sheet_name(sheet, DEM_SHEET_TOPIC, (int32_t)c->sums.at.at[i].key);
    sum_rows(c, page, out, false);
}

const dem_tally dem_tally_topics = {open_topics, take_topics, close_topics, false};

/* A name and a count for each: what the overview shows. */
static void open_numbers(dem_counting *c)
{
    c->most = UINT16_MAX;
    c->by = dem_new(c->arena, uint32_t, c->most + 1);
}

static void plain_rows(dem_counting *c, int64_t before, dem_tally_page page, dem_tally_rows *out)
{
    order_sums(c);
    range r = page_range(out->total, page);
    for (int64_t i = r.from; i < r.to; i++) {
        const sum *x = &c->sums.at.at[i - before];
        dem_str *cells = add_row(out, page.columns, c->arena);
        cells[0] = x->name;
        cells[1] = number(x->statements, c->arena);
    }
}

static void named_rows(dem_counting *c, const dem_sheet *sheet, dem_str (*name)(const dem_sheet *sheet, uint16_t n),
                       dem_tally_page page, dem_tally_rows *out)
{
    for (uint32_t i = 0; i <= c->most; i++)
        if (c->by[i]) {
            sum *x = sum_of(&c->sums, i);
            x->statements = c->by[i];
            x->name = name(sheet, (uint16_t)i);
        }
    out->total = c->sums.at.len;
    plain_rows(c, 0, page, out);
}

static dem_str act_name(const dem_sheet *sheet, uint16_t n)
{
    (void)sheet;
    return n < dem_act_set.count ? dem_tag_name(dem_act_set, n) : DEM_STR("?");
}

static dem_str topic_name(const dem_sheet *sheet, uint16_t n) { return dem_sheet_name(sheet, DEM_SHEET_TOPIC, n); }

static void take_act_counts(dem_counting *c, const dem_pass *pass)
{
    for (int32_t i = 0; i < pass->scan.n; i++)
        c->by[pass->scan.hits[i]->act]++;
}

static void take_party_counts(dem_counting *c, const dem_pass *pass)
{
    for (int32_t i = 0; i < pass->scan.n; i++)
        c->by[dem_pass_party(pass, pass->scan.hits[i]->party)]++;
}

static void take_topic_counts(dem_counting *c, const dem_pass *pass)
{
    const dem_sift *scan = &pass->scan;
    for (int32_t i = 0; i < scan->n; i++)
        for (int k = 0; k < scan->hits[i]->n_topics; k++)
            c->by[scan->sheet.topics[scan->hits[i]->topics + k]]++;
}

#define CLOSE_NAMED(what, name)                                                                                   \
    static void close_##what(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page, \
                             dem_tally_rows *out)                                                                  \
    {                                                                                                             \
        (void)filter;                                                                                             \
        named_rows(c, sheet, name, page, out);                                                                    \
    }
CLOSE_NAMED(act_counts, act_name)
CLOSE_NAMED(party_counts, party_name)
CLOSE_NAMED(topic_counts, topic_name)

const dem_tally dem_count_acts = {open_numbers, take_act_counts, close_act_counts, false};
const dem_tally dem_count_parties = {open_numbers, take_party_counts, close_party_counts, false};
const dem_tally dem_count_topics = {open_numbers, take_topic_counts, close_topic_counts, false};

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

static void open_heads(dem_counting *c)
{
    c->most = most_rows(c->store, "SELECT coalesce(max(n), 0) FROM actor");
    c->by = dem_new(c->arena, uint32_t, (size_t)c->most + 1);
}

static void take_heads(dem_counting *c, const dem_pass *pass)
{
    for (int32_t i = 0; i < pass->scan.n; i++)
        if (pass->scan.hits[i]->speaker <= c->most)
            c->by[pass->scan.hits[i]->speaker]++;
}

/* The least count that the page's rows have: those below it need no order. */
static uint32_t least_on(const dem_counting *c, dem_tally_page page)
{
    enum { COUNTS = 1 << 16 };
    int64_t wanted = page.skip + page.limit, above = 0;
    if (page.limit <= 0)
        return 1;
    dem_arena scratch = *c->arena;
    uint32_t *with = dem_new(&scratch, uint32_t, COUNTS), least = COUNTS - 1;
    for (uint32_t i = 1; i <= c->most; i++)
        with[c->by[i] < COUNTS ? c->by[i] : COUNTS - 1]++;
    while (least > 1 && (above += with[least]) < wanted)
        least--;
    return least;
}

/* Those of the page and before it come in order. */
static headcount *order_heads(const dem_counting *c, dem_tally_page page, int64_t *n, int64_t *all)
{
    uint32_t least = least_on(c, page);
    headcount *heads = dem_new(c->arena, headcount, (size_t)c->most + 1);
    *n = *all = 0;
    for (uint32_t i = 1; i <= c->most; i++) {
        *all += c->by[i] != 0;
        if (c->by[i] >= least)
            heads[(*n)++] = (headcount){i, c->by[i]};
    }
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

typedef struct company {
    dem_counting *of;
    sides parties;
} company;

/* What those actors of the page said, in a second pass. */
static void take_actors(void *state, const dem_pass *pass)
{
    company *all = state;
    sums *s = &all->of->sums;
    for (int32_t i = 0; i < pass->scan.n; i++) {
        const dem_fact *f = pass->scan.hits[i];
        bool fresh;
        int32_t at = f->speaker ? dem_index_find(&s->index, f->speaker) : -1;
        if (at < 0)
            continue;
        count_statement(&s->at.at[at], f, pass);
        at = dem_index_put(&all->parties.pairs, (uint64_t)f->speaker << 16 | f->party, s->arena, &fresh);
        if (fresh)
            dem_push(&all->parties.counts, s->arena);
        all->parties.counts.at[at]++;
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

/* The page's heads as sums, with their names; `wide` is where they stand. */
static range name_heads(dem_counting *c, dem_tally_page page, int64_t *total)
{
    int64_t n;
    headcount *heads = order_heads(c, page, &n, total);
    range wide = page_with_ties(heads, n, page);
    for (int64_t i = wide.from; i < wide.to; i++)
        sum_of(&c->sums, heads[i].actor)->statements = heads[i].statements;
    name_actors(&c->sums, c->store);
    return wide;
}

/* The name and the count alone: no second pass. */
static void close_speakers(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                           dem_tally_rows *out)
{
    (void)filter, (void)sheet;
    range wide = name_heads(c, page, &out->total);
    plain_rows(c, wide.from, page, out);
}

static void close_actors(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                         dem_tally_rows *out)
{
    dem_pass pass;
    company all = {.of = c};
    range wide = name_heads(c, page, &out->total), r = page_range(out->total, page);
    (void)sheet;
    for (int32_t i = 0; i < c->sums.at.len; i++)
        c->sums.at.at[i].statements = 0;
    dem_pass_run(&pass, c->store, filter, &(dem_counter){take_actors, &all, false, false}, 1, c->arena);
    order_sums(c);
    dem_query *q = dem_store_query(c->store, "SELECT type FROM actor WHERE n = ?1");
    for (int64_t i = r.from; i < r.to; i++) {
        const sum *x = &c->sums.at.at[i - wide.from];
        actor_row(x, q, main_side(&all.parties, &pass.scan.sheet, x->key), add_row(out, page.columns, c->arena), c->arena);
    }
    dem_query_free(q);
}

const dem_tally dem_count_speakers = {open_heads, take_heads, close_speakers, false};
const dem_tally dem_tally_actors = {open_heads, take_heads, close_actors, false};

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

static void open_stories(dem_counting *c) { c->ranks = dem_ranks(c->store, false, c->arena); }

static void take_stories(dem_counting *c, const dem_pass *pass)
{
    const dem_fact_doc *d = &pass->scan.sheet.doc;
    sum *x = sum_of(&c->sums, d->story);
    count_document(x, pass);
    x->copies += d->copy;
    x->statements += pass->scan.n;
    x->secondhand = c->ranks[d->story];
    if (d->outlet)
        count_other(&c->sums, x, d->outlet);
}

static void story_row(const sum *x, dem_query *q, dem_str *cells, dem_arena *arena)
{
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

static void close_stories(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                          dem_tally_rows *out)
{
    (void)filter, (void)sheet;
    if (c->sums.at.len)
        qsort(c->sums.at.at, (size_t)c->sums.at.len, sizeof *c->sums.at.at, by_documents);
    range r = page_range(out->total = c->sums.at.len, page);
    dem_query *q = dem_store_query(c->store, "SELECT id, title FROM document WHERE n = ?1");
    for (int64_t i = r.from; i < r.to; i++)
        story_row(&c->sums.at.at[i], q, add_row(out, page.columns, c->arena), c->arena);
    dem_query_free(q);
}

const dem_tally dem_tally_stories = {open_stories, take_stories, close_stories, true};

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

typedef struct celling {
    dem_cells_found *out;
    dem_index cells;
    bits stories;
    dem_arena *arena;
} celling;

/* The surest statement that takes a stance gives the words. */
static void take_cells(void *state, const dem_pass *pass)
{
    celling *c = state;
    const dem_sift *scan = &pass->scan;
    for (int32_t i = 0; i < scan->n; i++) {
        const dem_fact *f = scan->hits[i];
        for (int k = 0; dem_fact_firsthand(f) && !(f->flags & DEM_FACT_ECHO) && k < f->n_topics; k++) {
            bool fresh;
            uint16_t party = dem_pass_party(pass, f->party), topic = scan->sheet.topics[f->topics + k];
            int32_t at = dem_index_put(&c->cells, (uint64_t)party << 16 | topic, c->arena, &fresh);
            if (fresh)
                *dem_push(&c->out->at, c->arena) = (dem_cell_of){.party = party, .topic = topic};
            add_to_cell(&c->out->at.at[at], f, pass->day, put_bit(&c->stories, at, scan->sheet.doc.story, c->arena));
        }
    }
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

static void close_positions(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                            dem_tally_rows *out)
{
    (void)sheet;
    dem_cells_found found = {0};
    dem_cells_find(c->store, filter, &found, c->arena);
    dem_positions_page(c->store, &found, page, out, c->arena);
}

const dem_tally dem_tally_positions = {NULL, NULL, close_positions, false};

void dem_positions_page(dem_store *store, const dem_cells_found *found, dem_tally_page page, dem_tally_rows *out,
                        dem_arena *arena)
{
    named_cell *order = dem_new(arena, named_cell, found->at.len);
    int32_t n = 0;
    for (int32_t i = 0; i < found->at.len; i++) {
        const dem_cell_of *c = &found->at.at[i];
        if (taken(c))
            order[n++] = (named_cell){c, party_name(&found->sheet, c->party),
                                      dem_sheet_name(&found->sheet, DEM_SHEET_TOPIC, c->topic)};
    }
    if (n)
        qsort(order, (size_t)n, sizeof *order, by_party);
    range r = page_range(out->total = n, page);
    dem_query *words = dem_store_query(store, "SELECT act, content, id FROM said WHERE n = ?1");
    for (int64_t i = r.from; i < r.to; i++)
        position_row(&order[i], words, add_row(out, page.columns, arena), arena);
    dem_query_free(words);
}

typedef struct totalling {
    dem_totals *out;
    bits seen;
    int indirect;
    bool copies;
    dem_arena *arena;
} totalling;

static void take_totals(void *state, const dem_pass *pass)
{
    totalling *t = state;
    dem_totals *out = t->out;
    const dem_fact_doc *d = &pass->scan.sheet.doc;
    out->documents++;
    out->copies += d->copy;
    out->undated += !d->published[0];
    out->stories += put_bit(&t->seen, 0, d->story, t->arena);
    /* copies are counted, not what they say */
    for (int32_t i = 0; i < pass->scan.n && (t->copies || !d->copy); i++) {
        const dem_fact *f = pass->scan.hits[i];
        out->statements++;
        out->conditions += (f->flags & DEM_FACT_CONDITION) != 0;
        out->indirect += f->mode == t->indirect;
        out->secondhand += !dem_fact_firsthand(f);
        out->speakers += f->speaker && put_bit(&t->seen, 1, f->speaker, t->arena);
    }
}

static void close_agreement(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                            dem_tally_rows *out)
{
    (void)filter, (void)sheet;
    for (int i = 0; i < dem_fields_count; i++) {
        dem_agreement a = dem_agreement_of(c->store, dem_fields[i].name, *c->arena);
        if (!a.units)
            continue;
        dem_str *cells = add_row(out, page.columns, c->arena);
        cells[0] = dem_str_of(dem_fields[i].name);
        cells[1] = number(a.units, c->arena);
        cells[2] = number(a.coders, c->arena);
        cells[3] = number(a.alike, c->arena);
        cells[4] = a.defined ? dem_str_format(c->arena, "%.3f", a.alpha) : DEM_STR("no variation");
        out->total++;
    }
}

const dem_tally dem_tally_agreement = {NULL, NULL, close_agreement, false};

typedef struct part {
    const dem_tally *what;
    dem_counting counting;
} part;

static void take_part(void *state, const dem_pass *pass)
{
    part *p = state;
    p->what->take(&p->counting, pass);
}

void dem_tally_all(dem_store *store, const dem_filter *filter, dem_tally_job *jobs, int n, dem_totals *totals,
                   dem_cells_found *cells, dem_arena *arena)
{
    dem_pass pass;
    dem_counter *counters = dem_new(arena, dem_counter, n + 2);
    part *parts = dem_new(arena, part, n);
    int all = 0;
    for (int i = 0; i < n; i++) {
        parts[i] = (part){jobs[i].what, {.store = store, .arena = arena, .sums = {.arena = arena}}};
        if (jobs[i].what->open)
            jobs[i].what->open(&parts[i].counting);
        if (jobs[i].what->take)
            counters[all++] = (dem_counter){take_part, &parts[i], jobs[i].what->whole, false};
    }
    uint32_t documents = most_rows(store, "SELECT coalesce(max(n), 0) FROM document");
    uint32_t actors = most_rows(store, "SELECT coalesce(max(n), 0) FROM actor");
    celling c = {.out = cells, .stories = {.most = documents}, .arena = arena};
    totalling t = {.out = totals, .seen = {.most = documents > actors ? documents : actors},
                   .indirect = dem_tag_find(dem_mode_set, DEM_STR("indirect")), .copies = filter->copies, .arena = arena};
    if (cells)
        counters[all++] = (dem_counter){take_cells, &c, false, false};
    if (totals)
        counters[all++] = (dem_counter){take_totals, &t, true, true};
    if (all)
        dem_pass_run(&pass, store, filter, counters, all, arena);
    if (cells)
        cells->sheet = pass.scan.sheet;
    for (int i = 0; i < n; i++)
        jobs[i].what->close(&parts[i].counting, filter, &pass.scan.sheet, jobs[i].page, &jobs[i].rows);
}

void dem_cells_find(dem_store *store, const dem_filter *filter, dem_cells_found *out, dem_arena *arena)
{
    dem_tally_all(store, filter, NULL, 0, NULL, out, arena);
}

dem_totals dem_totals_of(dem_store *store, const dem_filter *filter, dem_arena scratch)
{
    dem_totals t = {0};
    dem_tally_all(store, filter, NULL, 0, &t, NULL, &scratch);
    return t;
}
