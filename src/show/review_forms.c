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

/* A field that can be corrected: as it stands, and in an input of its own. */
static void corrected(dem_out *out, const char *label, const char *name, dem_str now, const char *more)
{
    dem_out_format(out, "<input type=\"hidden\" name=\"was_%s\" value=\"", name);
    dem_html_text(out, now);
    dem_html(out, "\">");
    field(out, label, name, now, more);
}

static void corrected_choice(dem_out *out, const char *label, const char *name, dem_tagset set, bool none, dem_str now)
{
    dem_str names[20] = {{"", 0}};
    int n = none || !now.len;
    for (int i = 0; i < set.count && n < 20; i++)
        names[n++] = set.names[i];
    dem_out_format(out, "<input type=\"hidden\" name=\"was_%s\" value=\"", name);
    dem_html_text(out, now);
    dem_html(out, "\">");
    choice(out, label, name, names, n, now);
}

/* On one line, as inputs have it: white space is one space. */
static dem_str one_line(dem_str text, dem_arena *arena)
{
    char *at = dem_new(arena, char, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool space = (unsigned char)text.at[i] <= ' ';
        if (!space || (n && at[n - 1] != ' '))
            at[n++] = space ? ' ' : text.at[i];
    }
    return (dem_str){at, n && at[n - 1] == ' ' ? n - 1 : n};
}

/* Pieces parted by " … ", as corrections are written. */
static dem_str pieces(dem_wording words, dem_str text, dem_arena *arena)
{
    dem_str all = words.parts.len > 1 ? dem_span_str(text, words.parts.at[0]) : words.text;
    for (int32_t i = 1; i < words.parts.len; i++)
        all = dem_str_format(arena, "%.*s … %.*s", (int)all.len, all.at, (int)dem_span_len(words.parts.at[i]),
                             text.at + words.parts.at[i].begin);
    return one_line(all, arena);
}

static dem_str mention(dem_str before, dem_str name, dem_span span, dem_str text, dem_arena *arena)
{
    dem_str words = one_line(dem_span_str(text, span), arena), both = words;
    if (!dem_str_eq(words, name))
        both = dem_str_format(arena, "%.*s=%.*s", (int)name.len, name.at, (int)words.len, words.at);
    return before.len ? dem_str_format(arena, "%.*s; %.*s", (int)before.len, before.at, (int)both.len, both.at) : both;
}

static void mentions(dem_out *out, const dem_record *r, dem_str text, dem_arena *arena)
{
    static const char *const rels[][2] = {{"addressee", "Said to"}, {"about", "About"}, {"accused", "Accused"}, {"bound", "Bound"}};
    dem_str relays = {0};
    for (int k = 0; k < 4; k++) {
        dem_str all = {0};
        for (int32_t i = 0; i < r->n_targets; i++)
            if (dem_str_eq(r->targets[i].rel, dem_str_of(rels[k][0])))
                all = mention(all, r->targets[i].name, r->targets[i].span, text, arena);
        corrected(out, rels[k][1], rels[k][0], all, "maxlength=\"900\"");
    }
    for (int32_t i = 0; i < r->n_relays; i++)
        relays = mention(relays, r->relays[i].outlet, r->relays[i].span, text, arena);
    corrected(out, "Carried by", "relay", relays, "maxlength=\"900\"");
}

/* What is corrected less often, behind a fold. */
static void more_fields(const dem_report_page *page, const dem_record *r, dem_str text)
{
    dem_arena scratch = *page->arena;
    dem_out *out = page->out;
    dem_str topics = {0};
    for (int32_t i = 0; i < r->n_topics; i++)
        topics = i ? dem_str_format(&scratch, "%.*s, %.*s", (int)topics.len, topics.at, (int)r->topics[i].len, r->topics[i].at)
                   : r->topics[i];
    dem_html(out, "<details class=\"more\"><summary>More fields</summary><p class=\"lead\">Words stand as in the text, pieces "
                  "parted by “ … ”; several names parted by “;”, and NAME=WORDS where the words do not say the name. An emptied "
                  "field: there is none.</p><div class=\"fields\">");
    corrected(out, "What was said", "content", pieces(r->content, text, &scratch), "maxlength=\"4000\" size=\"60\"");
    corrected(out, "Words that name the speaker", "source", pieces(r->source, text, &scratch), "maxlength=\"400\"");
    corrected(out, "Words that report it", "cue", pieces(r->cue, text, &scratch), "maxlength=\"400\"");
    corrected(out, "Office", "role", pieces(r->speaker.role, text, &scratch), "maxlength=\"400\"");
    corrected(out, "Condition", "condition", pieces(r->condition, text, &scratch), "maxlength=\"2000\"");
    corrected(out, "opened by", "marker", r->marker, "maxlength=\"100\" size=\"8\"");
    mentions(out, r, text, &scratch);
    corrected(out, "Topics", "topic", topics, "maxlength=\"400\"");
    corrected(out, "When, in words", "time", pieces(r->time, text, &scratch), "maxlength=\"400\"");
    corrected(out, "Date", "date", r->time_value, "maxlength=\"25\" size=\"10\"");
    corrected_choice(out, "Speech", "mode", dem_mode_set, false, r->mode);
    corrected_choice(out, "Modality", "modality", dem_modality_set, false, r->modality);
    corrected(out, "Level", "level", dem_str_format(&scratch, "%d", (int)r->level), "type=\"number\" min=\"1\" max=\"9\"");
    corrected(out, "Within", "via", r->via, "maxlength=\"40\" size=\"8\"");
    corrected_choice(out, "Event", "event", dem_plover_set, true, r->plover);
    corrected_choice(out, "Realis", "realis", dem_realis_set, false, r->realis);
    static const dem_str yes_no[] = {{"0", 1}, {"1", 1}};
    hidden(out, "was_negated", yes_no[r->negated]);
    dem_html(out, "<label>Negated<select name=\"negated\">");
    dem_html(out, r->negated ? "<option value=\"0\">no</option><option value=\"1\" selected>yes</option>"
                             : "<option value=\"0\" selected>no</option><option value=\"1\">yes</option>");
    dem_html(out, "</select></label></div></details>\n");
}

void dem_review_form(const dem_report_page *page, const dem_record *r, dem_str text, dem_str token, dem_str who, dem_str back)
{
    dem_out *out = page->out;
    if (!token.len)
        return;
    open_form(out, "/review", r->id, token, back);
    corrected_choice(out, "Act", "act", dem_act_set, false, r->act);
    corrected(out, "Speaker", "speaker", r->speaker.name, "maxlength=\"200\" size=\"18\"");
    corrected(out, "Party", "party", r->speaker.party, "maxlength=\"20\" size=\"6\" list=\"known-party\"");
    corrected_choice(out, "Stance", "stance", dem_stance_set, false, r->stance);
    more_fields(page, r, text);
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
