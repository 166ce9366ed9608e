#include "show/diff.h"
#include "show/report_int.h"

static dem_str day(const dem_report_page *page, dem_str given, const char *sql, dem_arena *arena)
{
    if (dem_date_ok(given) && given.len <= 10)
        return given;
    dem_query *q = dem_store_query(page->store, sql);
    dem_str found = dem_step(q) ? dem_str_copy(dem_str_cut(dem_col_str(q, 0), 0, 10), arena) : (dem_str){0};
    dem_query_free(q);
    return dem_date_ok(found) ? found : DEM_STR("2000-01-01");
}

dem_days dem_report_days(const dem_report_page *page, dem_days given, dem_arena *arena)
{
    return (dem_days){
        day(page, given.from, "SELECT date((julianday(min(published)) + julianday(max(published))) / 2) FROM document WHERE"
                              " length(published) >= 10", arena),
        day(page, given.to, "SELECT max(published) FROM document", arena)};
}

int64_t dem_report_diff(const dem_report_page *page, dem_days days, dem_page rows)
{
    dem_arena own = *page->arena;
    int64_t written = 0;
    dem_diff(page->store, page->filter, days.from, days.to, rows, dem_report_style(page), &written, page->out, &own);
    return written;
}

int64_t dem_report_events(const dem_report_page *page, dem_page rows)
{
    dem_arena own = *page->arena;
    return dem_view(DEM_STR("events"), page->store, page->events, rows, dem_report_style(page), page->out, &own);
}
