#include "ledger/cache.h"

static int64_t generation(dem_store *store)
{
    return dem_store_int(store, "SELECT value FROM state WHERE key = 'generation'");
}

void dem_store_touch(dem_store *store)
{
    dem_store_run(store, "UPDATE state SET value = value + 1 WHERE key = 'generation'");
}

static const dem_str *cells_of(dem_str text, int columns, dem_arena *arena)
{
    dem_str *cells = dem_new(arena, dem_str, columns);
    dem_str rest = dem_str_copy(text, arena);
    for (int i = 0; i < columns && rest.at; i++) {
        cells[i] = dem_str_split(&rest, '\x1f');
        if (dem_str_eq(cells[i], DEM_STR("\x1e")))
            cells[i] = (dem_str){0};
    }
    return cells;
}

bool dem_cache_read(dem_store *store, dem_str view, int columns, dem_cached *out, dem_arena *arena)
{
    DEM_VEC(const dem_str *) rows = {0};
    int64_t now = generation(store);
    bool there = false;
    dem_query *q = dem_store_query(store, "SELECT ord, generation, cells FROM cache WHERE view = ?1 ORDER BY ord");
    dem_bind_str(q, 1, view);
    while (dem_step(q)) {
        if (dem_col_int(q, 1) != now) {
            there = false;
            break;
        }
        there = true;
        if (dem_col_int(q, 0) >= 0)
            *dem_push(&rows, arena) = cells_of(dem_col_str(q, 2), columns, arena);
    }
    dem_query_free(q);
    *out = (dem_cached){rows.at, rows.len};
    return there;
}

static dem_str joined(const dem_str *cells, int columns, dem_arena *arena)
{
    dem_str all = {"", 0};
    for (int i = 0; i < columns; i++) {
        if (i)
            all = dem_str_join(all, DEM_STR("\x1f"), arena);
        all = dem_str_join(all, cells[i].at ? cells[i] : DEM_STR("\x1e"), arena);
    }
    return all;
}

void dem_cache_write(dem_store *store, dem_str view, int columns, dem_cached rows, dem_arena scratch)
{
    dem_error ignored = {0};
    if (!dem_store_ok(store))
        return;
    int64_t now = generation(store);
    dem_store_begin(store);
    dem_query *q = dem_store_query(store, "DELETE FROM cache WHERE view = ?1");
    dem_bind_str(q, 1, view);
    dem_done(q);
    dem_query_free(q);
    q = dem_store_query(store, "INSERT INTO cache VALUES (?1, ?2, ?3, ?4)");
    for (int32_t i = -1; i < rows.n; i++) {
        dem_arena own = scratch;
        dem_bind_str(q, 1, view);
        dem_bind_int(q, 2, i);
        dem_bind_int(q, 3, now);
        dem_bind_str(q, 4, i < 0 ? (dem_str){0} : joined(rows.rows[i], columns, &own));
        dem_done(q);
    }
    dem_query_free(q);
    if (!dem_store_end(store))
        dem_store_take_error(store, &ignored); /* a ledger that only may be read */
}
