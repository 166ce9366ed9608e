#include "show/pass.h"

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

uint16_t dem_pass_party(const dem_pass *pass, uint16_t party)
{
    return dem_str_eq(dem_sheet_name(&pass->scan.sheet, DEM_SHEET_PARTY, party), DEM_STR("?")) ? 0 : party;
}

void dem_pass_run(dem_pass *pass, dem_store *store, const dem_filter *filter, const dem_counter *counters, int n,
                  dem_arena *arena)
{
    dem_filter wide = *filter;
    bool whole = false;
    for (int i = 0; i < n; i++) {
        wide.copies |= counters[i].copies;
        whole |= counters[i].whole;
    }
    dem_sift *scan = &pass->scan;
    dem_sift_open(scan, store, &wide, arena);
    scan->whole = whole;
    while (dem_sift_next(scan)) {
        const dem_fact_doc *d = &scan->sheet.doc;
        pass->day = dem_day_number(dem_fact_published(d));
        for (int i = 0; i < n; i++)
            if ((scan->n || counters[i].whole) && (!d->copy || filter->copies || counters[i].copies))
                counters[i].take(counters[i].state, pass);
    }
    dem_sift_close(scan);
    scan->filter = filter;
}
