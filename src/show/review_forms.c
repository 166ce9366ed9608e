#include "show/review_forms.h"

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
