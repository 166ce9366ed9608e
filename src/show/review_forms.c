#include "show/review_forms.h"
#include "ledger/agree.h"
#include "show/tally.h"
#include "show/views.h"

static void hidden(dem_out *out, const char *name, dem_str value)
{
    dem_out_format(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    dem_html_text(out, value);
    dem_html(out, "\">");
}

static void field(dem_out *out, const char *label, const char *name, dem_str value, const char *more)
{
    dem_out_format(out, "<label>%s<input name=\"%s\" %s value=\"", label, name, more);
    dem_html_text(out, value);
    dem_html(out, "\"></label>");
}

static void choice(dem_out *out, const char *label, const char *name, const dem_str *names, int n, dem_str now)
{
    dem_out_format(out, "<label>%s<select name=\"%s\">", label, name);
    for (int i = 0; i < n; i++) {
        dem_html(out, dem_str_eq(names[i], now) ? "<option selected>" : "<option>");
        dem_html_text(out, names[i]);
        dem_html(out, "</option>");
    }
    dem_html(out, "</select></label>");
}

static void open_form(dem_out *out, const char *action, dem_str id, dem_str token, dem_str back)
{
    dem_out_format(out, "<form class=\"query review\" method=\"post\" action=\"%s\">", action);
    hidden(out, "id", id);
    hidden(out, "token", token);
    hidden(out, "back", back);
}

static void signature(dem_out *out, dem_str who)
{
    field(out, "By", "by", who, "required maxlength=\"80\" size=\"8\" autocomplete=\"name\"");
    field(out, "Why", "why", (dem_str){0}, "maxlength=\"400\" size=\"24\"");
}

void dem_review_form(const dem_report_page *page, const dem_record *r, dem_str token, dem_str who, dem_str back)
{
    static const dem_str stances[] = {{"", 0}, {"support", 7}, {"oppose", 6}, {"conditional", 11}, {"neutral", 7}};
    dem_out *out = page->out;
    if (!token.len)
        return;
    open_form(out, "/review", r->id, token, back);
    hidden(out, "was_act", r->act);
    hidden(out, "was_speaker", r->speaker.name);
    hidden(out, "was_party", r->speaker.party);
    hidden(out, "was_stance", r->stance);
    choice(out, "Act", "act", dem_act_set.names, dem_act_set.count, r->act);
    field(out, "Speaker", "speaker", r->speaker.name, "maxlength=\"200\" size=\"18\"");
    field(out, "Party", "party", r->speaker.party, "maxlength=\"20\" size=\"6\" list=\"known-party\"");
    choice(out, "Stance", "stance", stances, 5, r->stance);
    signature(out, who);
    dem_html(out, "<span class=\"do\"><button name=\"do\" value=\"confirm\">Right</button><button name=\"do\" value=\"correct\">"
                  "Correct</button><button name=\"do\" value=\"reject\">No statement</button></span></form>\n");
}

void dem_missed_form(const dem_report_page *page, dem_str doc, dem_str token, dem_str who)
{
    dem_out *out = page->out;
    if (!token.len)
        return;
    dem_html(out, "<h2>A statement was missed</h2>\n");
    open_form(out, "/missed", doc, token, dem_str_join(DEM_STR("/d/"), doc, page->arena));
    field(out, "Its words, as in the text", "content", (dem_str){0}, "required maxlength=\"4000\" size=\"40\"");
    field(out, "Words that name the speaker", "source", (dem_str){0}, "maxlength=\"400\"");
    field(out, "Words that report it", "cue", (dem_str){0}, "maxlength=\"400\" size=\"10\"");
    choice(out, "Act", "act", dem_act_set.names, dem_act_set.count, DEM_STR("CLAIM"));
    field(out, "Speaker", "speaker", (dem_str){0}, "maxlength=\"200\"");
    field(out, "Party", "party", (dem_str){0}, "maxlength=\"20\" size=\"6\" list=\"known-party\"");
    signature(out, who);
    dem_html(out, "<span class=\"do\"><button>Add</button></span></form>\n");
}

void dem_merge_form(const dem_report_page *page, dem_str actor, dem_str token, dem_str who)
{
    if (!token.len)
        return;
    dem_html(page->out, "<h2>The same as another</h2>\n");
    open_form(page->out, "/merge", actor, token, dem_str_join(DEM_STR("/a/"), actor, page->arena));
    field(page->out, "Id of the other actor", "into", (dem_str){0}, "required maxlength=\"13\"");
    signature(page->out, who);
    dem_html(page->out, "<span class=\"do\"><button>Merge</button></span></form>\n");
}

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

void dem_quality(const dem_report_page *page)
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
    dem_html(page->out, "<h2>Agreement of coders</h2><p class=\"lead\">Krippendorff's alpha for nominal values: 1 is perfect, 0 is "
                        "chance; above .8 is good, below .67 is too little. Over statements that two or more have signed; what a "
                        "coder left as it was counts as the machine's value.</p>\n");
    dem_view(DEM_STR("agreement"), page->store, page->filter, (dem_page){0, 0}, (dem_style){.form = DEM_FORM_HTML}, page->out,
             &own);
    dem_html(page->out, "<h2>Known errors</h2><p class=\"lead\">Measured on other texts, see bench/README.md: about one statement "
                        "in four is missed or cut wrongly; conditions and relays are the least sure; sarcasm and hypothetical "
                        "speech are taken at their word.</p>\n");
    counted_notes(page);
}
