#include "show/diff.h"
#include "ledger/sift.h"

#include <stdlib.h>
#include <string.h>

static const dem_column columns[] = {
    {"change", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false}, {"topic", DEM_CELL_TEXT, false},
    {"before", DEM_CELL_TEXT, false}, {"then", DEM_CELL_TEXT, false}, {"words_before", DEM_CELL_WIDE, false},
    {"words_then", DEM_CELL_WIDE, false}, {"date_before", DEM_CELL_TEXT, true}, {"date_then", DEM_CELL_TEXT, true},
    {"id_before", DEM_CELL_ID, false}, {"id_then", DEM_CELL_ID, false}};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* A side's newest stance on a topic: up to the first day, and after it up to the second. */
typedef struct newest {
    char published[28];
    uint64_t order; /* confidence, then the first of the ids */
    uint32_t row;
    uint8_t stance;
} newest;

typedef struct stand {
    uint16_t party, topic;
    newest at[2];
    dem_str party_name, topic_name;
    const char *change;
} stand;

typedef struct stands {
    dem_index index;
    DEM_VEC(stand) at;
} stands;

static void put(newest *best, const dem_fact_doc *doc, const dem_fact *f)
{
    int later = memcmp(doc->published, best->published, sizeof best->published);
    uint64_t order = (uint64_t)f->confidence << 32 | (UINT32_MAX - f->key);
    if (best->row && (later < 0 || (later == 0 && order <= best->order)))
        return;
    *best = (newest){.order = order, .row = f->n, .stance = f->stance};
    memcpy(best->published, doc->published, sizeof best->published);
}

/* A date cut to the length given is up to it: a month covers its days. */
static bool is_upto(dem_str date, dem_str day) { return dem_str_cmp(dem_str_cut(date, 0, day.len), day) <= 0; }

static void collect(dem_sift *scan, dem_str from, dem_str to, stands *all, dem_arena *arena)
{
    dem_str unknown = DEM_STR("?");
    while (dem_sift_next(scan)) {
        const dem_fact_doc *d = &scan->sheet.doc;
        dem_str date = dem_fact_published(d);
        if (!date.len || !is_upto(date, to))
            continue;
        int after = !is_upto(date, from);
        for (int32_t i = 0; i < scan->n; i++) {
            const dem_fact *f = scan->hits[i];
            bool stand_taken = f->stance >= DEM_STANCE_SUPPORT && f->stance <= DEM_STANCE_CONDITIONAL;
            if (!stand_taken || !dem_fact_firsthand(f) || !f->party ||
                dem_str_eq(dem_sheet_name(&scan->sheet, DEM_SHEET_PARTY, f->party), unknown))
                continue;
            for (int k = 0; k < f->n_topics; k++) {
                bool fresh;
                uint16_t topic = scan->sheet.topics[f->topics + k];
                int32_t at = dem_index_put(&all->index, (uint64_t)f->party << 16 | topic, arena, &fresh);
                if (fresh)
                    *dem_push(&all->at, arena) = (stand){.party = f->party, .topic = topic};
                put(&all->at.at[at].at[after], d, f);
            }
        }
    }
}

/* What changed first; then by party and topic. */
static int by_change(const void *a, const void *b)
{
    const stand *x = a, *y = b;
    bool same_x = strcmp(x->change, "same") == 0, same_y = strcmp(y->change, "same") == 0;
    if (same_x != same_y)
        return same_x ? 1 : -1;
    int order = strcmp(x->change, y->change);
    if (!order)
        order = dem_str_cmp(x->party_name, y->party_name);
    return order ? order : dem_str_cmp(x->topic_name, y->topic_name);
}

static void words_of(dem_query *q, uint32_t row, dem_str *stance, dem_str *words, dem_str *date, dem_str *id,
                     dem_arena *arena)
{
    dem_bind_int(q, 1, row);
    if (row && dem_step(q)) {
        *stance = dem_str_copy(dem_col_str(q, 0), arena);
        *words = dem_str_copy(dem_col_str(q, 1), arena);
        *date = dem_str_copy(dem_col_str(q, 2), arena);
        *id = dem_str_copy(dem_col_str(q, 3), arena);
    }
    dem_done_early(q);
}

/* Those with something said after the first day, in order. Returns their number. */
static int32_t arrange(stands *all, const dem_sheet *sheet)
{
    int32_t n = 0;
    for (int32_t i = 0; i < all->at.len; i++) {
        stand x = all->at.at[i];
        if (!x.at[1].row)
            continue;
        x.change = !x.at[0].row ? "new" : x.at[0].stance == x.at[1].stance ? "same" : "moved";
        x.party_name = dem_sheet_name(sheet, DEM_SHEET_PARTY, x.party);
        x.topic_name = dem_sheet_name(sheet, DEM_SHEET_TOPIC, x.topic);
        all->at.at[n++] = x;
    }
    if (n)
        qsort(all->at.at, (size_t)n, sizeof *all->at.at, by_change);
    return n;
}

int64_t dem_diff(dem_store *store, const dem_filter *filter, dem_str from, dem_str to, dem_page page, dem_style style,
                 int64_t *rows, dem_out *out, dem_arena *arena)
{
    int64_t changes = 0;
    dem_sift scan;
    stands all = {0};
    dem_sift_open(&scan, store, filter, arena);
    collect(&scan, from, to, &all, arena);
    dem_sift_close(&scan);
    int32_t n = arrange(&all, &scan.sheet);
    dem_query *q = dem_store_query(store, "SELECT s.stance, s.content, substr(d.published, 1, 10), s.id FROM said s"
                                          " JOIN document d ON d.n = s.doc WHERE s.n = ?1");
    dem_grid grid;
    dem_grid_open(&grid, columns, COLUMNS, style, out, arena);
    for (int32_t i = 0; i < n; i++)
        changes += strcmp(all.at.at[i].change, "same") != 0;
    for (int64_t i = page.skip; i < n && (page.limit <= 0 || grid.count < page.limit); i++) {
        const stand *x = &all.at.at[i];
        dem_str cells[COLUMNS] = {dem_str_of(x->change), x->party_name, x->topic_name};
        words_of(q, x->at[0].row, &cells[3], &cells[5], &cells[7], &cells[9], arena);
        words_of(q, x->at[1].row, &cells[4], &cells[6], &cells[8], &cells[10], arena);
        dem_grid_row(&grid, cells);
    }
    dem_grid_close(&grid);
    dem_query_free(q);
    if (rows)
        *rows = grid.count;
    return dem_store_ok(store) ? changes : -1;
}
