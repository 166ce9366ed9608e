#include "show/report_int.h"

static void cite(dem_out *out, dem_query *q, int speaker, int act, int published, int name, int begin, int id)
{
    dem_html(out, "<cite><bdi>");
    dem_html_text(out, dem_col_str(q, speaker));
    dem_html(out, "</bdi>, ");
    dem_html_text(out, dem_col_str(q, act));
    if (dem_col_str(q, published).len) {
        dem_html(out, ", ");
        dem_html_text(out, dem_str_cut(dem_col_str(q, published), 0, 10));
    }
    dem_html(out, ", <a href=\"#");
    dem_html_text(out, dem_col_str(q, id));
    dem_html(out, "\">");
    dem_html_text(out, dem_col_str(q, name));
    dem_out_format(out, ":%lld-%lld</a></cite>", (long long)dem_col_int(q, begin), (long long)dem_col_int(q, begin + 1));
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
    dem_html(out, "<section id=\"conditions\"><h2>Conditions</h2>\n<p class=\"lead\">What must hold first, in the words "
                  "of the report, by party and topic.</p>\n");
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
        cite(out, q, 2, 3, 6, 7, 8, 10);
        dem_html(out, "</blockquote>\n");
    }
    dem_query_free(q);
    dem_html(out, n ? "</section>\n" : "<p>None was found.</p></section>\n");
}

static void member(const dem_report_page *page, dem_query *q)
{
    dem_out *out = page->out;
    dem_html(out, "<p><b><bdi>");
    dem_html_text(out, dem_col_str(q, 0));
    dem_html(out, "</bdi></b> <span class=\"chip act\">");
    dem_html_text(out, dem_col_str(q, 1));
    dem_html(out, "</span><br>");
    dem_html_text(out, dem_col_str(q, 2));
    dem_html(out, "<br>");
    cite(out, q, 3, 1, 4, 5, 6, 8);
    dem_html(out, "</p>\n");
}

void dem_report_pairs(const dem_report_page *page)
{
    dem_out *out = page->out;
    dem_query *q = dem_store_query(
        page->store, "SELECT n, why, kind FROM relation WHERE kind IN ('claim_denial', 'disagreement', 'shift')"
                     " ORDER BY kind, confidence DESC, id LIMIT 200");
    dem_query *m = dem_store_query(
        page->store, "SELECT coalesce(s.speaker_name, 'not named'), s.act, s.content, coalesce(s.party, '?'),"
                     " d.published, d.name, s.content_begin, s.content_end, s.id FROM relation_member r JOIN said s"
                     " ON s.n = r.statement JOIN document d ON d.n = s.doc WHERE r.relation = ?1 ORDER BY r.ord");
    int n = 0;
    dem_html(out, "<section id=\"claims\"><h2>Claims and denials</h2>\n<p class=\"lead\">Where one side says what "
                  "another denies, and where a position moved between dated reports.</p>\n");
    dem_str kind = {0};
    dem_arena scratch = *page->arena;
    for (; dem_step(q); n++) {
        if (changed(&kind, dem_col_str(q, 2), &scratch))
            dem_html(out, dem_str_eq(kind, DEM_STR("claim_denial")) ? "<h3>Said and denied</h3>\n"
                          : dem_str_eq(kind, DEM_STR("shift"))      ? "<h3>Moved</h3>\n"
                                                                    : "<h3>Disagreed</h3>\n");
        dem_html(out, "<div class=\"pair\">");
        dem_bind_int(m, 1, dem_col_int(q, 0));
        for (int k = 0; k < 6 && dem_step(m); k++)
            member(page, m);
        dem_done(m);
        dem_html(out, "<p class=\"why\">Why together: ");
        dem_html_text(out, dem_col_str(q, 1));
        dem_html(out, "</p></div>\n");
    }
    dem_query_free(m);
    dem_query_free(q);
    dem_html(out, n ? "</section>\n" : "<p>None was found.</p></section>\n");
}
