#include "ledger/sift.h"
#include "show/report_int.h"

/* `here`: the statement stands on this page, and is led to. */
static void cite(dem_out *out, dem_query *q, int speaker, int act, int published, int name, int begin, int id, bool here)
{
    dem_html(out, "<cite><bdi>");
    dem_html_text(out, dem_col_str(q, speaker));
    dem_html(out, "</bdi>, ");
    dem_html_text(out, dem_col_str(q, act));
    if (dem_col_str(q, published).len) {
        dem_html(out, ", ");
        dem_html_text(out, dem_str_cut(dem_col_str(q, published), 0, 10));
    }
    dem_html(out, ", ");
    if (here) {
        dem_html(out, "<a href=\"#");
        dem_html_text(out, dem_col_str(q, id));
        dem_html(out, "\">");
    }
    dem_html_text(out, dem_col_str(q, name));
    dem_out_format(out, ":%lld-%lld%s</cite>", (long long)dem_col_int(q, begin), (long long)dem_col_int(q, begin + 1),
                   here ? "</a>" : "");
}

/* A heading when the value changes; keeps a copy of what stands now. */
static bool changed(dem_str *now, dem_str value, dem_arena *arena)
{
    if (now->at && dem_str_eq(*now, value))
        return false;
    *now = dem_str_copy(value.at ? value : DEM_STR(""), arena);
    return true;
}

static void heading(dem_out *out, dem_str party, dem_str topic)
{
    dem_html(out, "<h3>");
    dem_html_text(out, party);
    if (topic.len) {
        dem_html(out, " on ");
        dem_html_text(out, topic);
    }
    dem_html(out, "</h3>\n");
}

void dem_report_conditions(const dem_report_page *page)
{
    dem_arena scratch = *page->arena;
    dem_out *out = page->out;
    dem_query *q = dem_report_query(
        page,
        "SELECT coalesce(s.party, '?') AS p, (SELECT topic FROM topic x WHERE x.statement = s.n ORDER BY ord LIMIT 1)"
        " AS t, coalesce(s.speaker_name, 'not named'), s.act, s.condition, s.content, d.published, d.name,"
        " s.condition_begin, s.condition_end, s.id, s.mode = 'direct' AND s.content_spans IS NULL",
        " AND s.condition IS NOT NULL ORDER BY p = '?', p, t IS NULL, t, d.published IS NULL, d.published, d.name,"
        " d.id, s.ord", &scratch);
    dem_str party = {0}, topic = {0};
    int n = 0;
    for (; dem_step(q); n++) {
        bool other = changed(&party, dem_col_str(q, 0), &scratch);
        if (changed(&topic, dem_col_str(q, 1), &scratch) || other)
            heading(out, party, topic);
        bool direct = dem_col_int(q, 11) != 0; /* one piece: its quotation marks can be put back */
        dem_html(out, "<blockquote><p><span class=\"mark m8\">");
        dem_html_text(out, dem_col_str(q, 4));
        dem_html(out, direct ? "</span></p><p>“" : "</span></p><p>");
        dem_html_text(out, dem_col_str(q, 5));
        dem_html(out, direct ? "”</p>" : "</p>");
        cite(out, q, 2, 3, 6, 7, 8, 10, true);
        dem_html(out, "</blockquote>\n");
    }
    dem_query_free(q);
    if (!n)
        dem_html(out, "<p>None was found.</p>\n");
}

static void member(const dem_report_page *page, dem_query *q, bool here)
{
    dem_out *out = page->out;
    dem_html(out, "<p><b><bdi>");
    dem_html_text(out, dem_col_str(q, 0));
    dem_html(out, "</bdi></b> <span class=\"chip act\">");
    dem_html_text(out, dem_col_str(q, 1));
    dem_html(out, "</span><br>");
    dem_html_text(out, dem_col_str(q, 2));
    dem_html(out, "<br>");
    cite(out, q, 3, 1, 4, 5, 6, 8, here);
    dem_html(out, "</p>\n");
}

void dem_report_pairs(const dem_report_page *page)
{
    static const char *const kinds[] = {"claim_denial", "disagreement", "shift", NULL};
    static const char *const headings[] = {"Said and denied", "Disagreed", "Moved"};
    enum { MOST = 200, MEMBERS = 6 };
    dem_arena scratch = *page->arena;
    dem_out *out = page->out;
    dem_picked found = dem_pick_relations(page->store, page->filter, kinds, false, MOST, 0, &scratch);
    dem_rows_marked here = dem_sift_rows(page->store, page->filter, &scratch);
    dem_query *q = dem_store_query(page->store, "SELECT why, kind FROM relation WHERE n = ?1");
    dem_query *m = dem_store_query(
        page->store, "SELECT coalesce(s.speaker_name, 'not named'), s.act, s.content, coalesce(s.party, '?'),"
                     " d.published, d.name, s.content_begin, s.content_end, s.id, s.n FROM relation_member r JOIN said s"
                     " ON s.n = r.statement JOIN document d ON d.n = s.doc WHERE r.relation = ?1 ORDER BY r.ord");
    dem_str kind = {0};
    for (int32_t i = 0; i < found.n; i++) {
        dem_bind_int(q, 1, found.rows[i]);
        if (dem_step(q) && changed(&kind, dem_col_str(q, 1), &scratch))
            for (int k = 0; kinds[k]; k++)
                if (dem_str_eq(kind, dem_str_of(kinds[k])))
                    dem_out_format(out, "<h3>%s</h3>\n", headings[k]);
        dem_html(out, "<div class=\"pair\">");
        dem_bind_int(m, 1, found.rows[i]);
        for (int k = 0; k < MEMBERS && dem_step(m); k++)
            member(page, m, dem_col_int(m, 9) < here.len && here.at[dem_col_int(m, 9)]);
        dem_done_early(m);
        dem_html(out, "<p class=\"why\">Why together: ");
        dem_html_text(out, dem_col_str(q, 0));
        dem_html(out, "</p></div>\n");
        dem_done_early(q);
    }
    dem_query_free(m);
    dem_query_free(q);
    if (!found.n)
        dem_html(out, "<p>None was found.</p>\n");
    if (found.n == MOST)
        dem_out_format(out, "<p class=\"lead\">The surest %d; <code>demarche relations</code> lists all.</p>\n", MOST);
}
