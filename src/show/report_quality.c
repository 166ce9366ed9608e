#include "ledger/sift.h"
#include "show/report_int.h"
#include "show/views.h"

typedef struct tenth {
    int64_t all, signed_by, right;
} tenth;

/* What people found: a statement is right as it stood when nobody who signed it changed a field or rejected it. */
static void read_signed(dem_store *store, tenth *tenths)
{
    dem_query *q = dem_store_query(
        store, "SELECT min(s.confidence / 10, 9), count(*), sum(NOT EXISTS (SELECT 1 FROM review x WHERE x.statement = s.id AND"
               " x.field <> 'confirmed')) FROM statement s WHERE s.id IN (SELECT statement FROM review WHERE field NOT IN"
               " ('added', 'same_as')) AND s.how IS NOT 'person' GROUP BY 1");
    while (dem_step(q)) {
        tenths[dem_col_int(q, 0)].signed_by = dem_col_int(q, 1);
        tenths[dem_col_int(q, 0)].right = dem_col_int(q, 2);
    }
    dem_query_free(q);
}

static void confidence_table(const dem_report_page *page, const tenth *tenths, int64_t most)
{
    dem_out *out = page->out;
    dem_html(out, "<div class=\"scroll\"><table><caption>How sure the machine was, and what people found</caption><thead><tr>"
                  "<th scope=\"col\">Confidence</th><th scope=\"col\" class=\"n\">Statements</th><td></td><th scope=\"col\" "
                  "class=\"n\">looked at</th><th scope=\"col\" class=\"n\">right as they stood</th></tr></thead><tbody>\n");
    for (int i = 9; i >= 0; i--) {
        const tenth *t = &tenths[i];
        dem_out_format(out, "<tr><th scope=\"row\">0.%d to %s</th><td class=\"n\">%lld</td><td><svg class=\"bar\" viewBox=\"0 0 "
                            "100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"b-all\" width=\"%lld\" "
                            "height=\"10\" rx=\"1\"/></svg></td><td class=\"n\">%lld</td><td class=\"n\">%lld</td></tr>\n", i,
                       (const char *[]){"0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"}[i],
                       (long long)t->all, (long long)(most ? (t->all * 100 + most - 1) / most : 0), (long long)t->signed_by,
                       (long long)t->right);
    }
    dem_html(out, "</tbody></table></div>\n");
}

static void counted_notes(const dem_report_page *page)
{
    dem_out *out = page->out;
    dem_query *q = dem_store_query(page->store, "SELECT code, count(*), count(DISTINCT doc) FROM note GROUP BY code ORDER BY 2"
                                                " DESC, code LIMIT 20");
    dem_html(out, "<div class=\"scroll\"><table><caption>Odd text, noted while reading</caption><thead><tr><th scope=\"col\">Note"
                  "</th><th scope=\"col\" class=\"n\">times</th><th scope=\"col\" class=\"n\">documents</th></tr></thead><tbody>\n");
    while (dem_step(q)) {
        dem_html(out, "<tr><th scope=\"row\">");
        dem_html_text(out, dem_col_str(q, 0));
        dem_out_format(out, "</th><td class=\"n\">%lld</td><td class=\"n\">%lld</td></tr>\n", (long long)dem_col_int(q, 1),
                       (long long)dem_col_int(q, 2));
    }
    dem_html(out, "</tbody></table></div>\n");
    dem_query_free(q);
}

void dem_report_quality(const dem_report_page *page)
{
    dem_arena own = *page->arena;
    tenth tenths[10] = {{0}};
    int64_t most = 0, nobody = 0, all = 0;
    dem_sift scan;
    dem_sift_open(&scan, page->store, page->filter, &own);
    while (dem_sift_next(&scan))
        for (int32_t i = 0; i < scan.n; i++) {
            const dem_fact *f = scan.hits[i];
            tenth *t = &tenths[f->confidence / 10 > 9 ? 9 : f->confidence / 10];
            most = ++t->all > most ? t->all : most;
            nobody += !f->speaker;
            all++;
        }
    dem_sift_close(&scan);
    read_signed(page->store, tenths);
    dem_html(page->out, "<div class=\"figures\">");
    dem_report_count(page, all, "statement", "statements");
    dem_report_count(page, nobody, "without a named speaker", "without a named speaker");
    dem_report_count(page, dem_store_int(page->store, "SELECT count(*) FROM review"), "correction or confirmation",
                     "corrections and confirmations");
    dem_html(page->out, "</div>\n");
    confidence_table(page, tenths, most);
    dem_report_heading(page, "Agreement of coders");
    dem_html(page->out, "<p class=\"lead\">Krippendorff's alpha for nominal values: 1 is perfect, 0 is "
                        "chance; above .8 is good, below .67 is too little. Over statements that two or more have signed; what a "
                        "coder left as it was counts as the machine's value.</p>\n");
    dem_view(DEM_STR("agreement"), page->store, page->filter, (dem_page){0, 0}, dem_report_style(page), page->out, &own);
    dem_report_heading(page, "Known errors");
    dem_html(page->out, "<p class=\"lead\">Measured on other texts, see bench/README.md: about one statement "
                        "in four is missed or cut wrongly; conditions and relays are the least sure; sarcasm and hypothetical "
                        "speech are taken at their word.</p>\n");
    counted_notes(page);
}
