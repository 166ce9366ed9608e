#include "show/plover.h"
#include "base/words.h"
#include "show/paper.h"

/* The date told beside the event where it is one, else the report's; `how` says which. */
static dem_str date_of(const dem_happening *h, dem_str *how)
{
    bool told = h->time_value.len >= 4 && h->time_value.at[0] >= '0' && h->time_value.at[0] <= '9';
    dem_str date = told ? h->time_value : dem_str_cut(h->published, 0, 10);
    *how = told ? DEM_STR("text") : date.len ? DEM_STR("published") : (dem_str){0};
    return date;
}

static void side(dem_json *json, const char *key, const dem_happening_side *s, dem_line_style style)
{
    dem_json_key(json, key);
    if (!s->name.len) {
        dem_json_null(json);
        return;
    }
    dem_json_open(json, '{');
    dem_json_field(json, "name", s->name);
    dem_json_field(json, "code", s->party.len ? s->party : DEM_STR("?"));
    dem_line_words(json, "mention", &s->words, (dem_str){0}, style);
    dem_json_close(json);
}

static void provenance(dem_json *json, const dem_happening *h, const dem_source_file *f, dem_line_style style)
{
    dem_wording sentence = dem_wording_one(f->text, h->sentence);
    dem_json_field(json, "told", h->told);
    dem_json_field_null(json, "statement", h->statement);
    dem_line_words(json, "text", &h->words, (dem_str){0}, style);
    dem_line_words(json, "predicate", &h->predicate, (dem_str){0}, style);
    dem_line_words(json, "sentence", &sentence, (dem_str){0}, style);
    dem_json_field_open(json, "document", '{');
    dem_json_field(json, "id", f->id);
    dem_json_field(json, "name", f->name);
    dem_json_field_null(json, "headline", dem_line_text(f->title, style));
    dem_json_field_null(json, "publisher", f->outlet);
    dem_json_field_null(json, "published", f->published);
    dem_json_field_null(json, "url", f->url);
    dem_json_field_null(json, "language", f->language);
    dem_json_field(json, "sha256", f->text_sha256);
    dem_json_field(json, "offsets", dem_offsets_name(style.offsets));
    dem_json_close(json);
}

static void line(dem_out *out, const dem_happening *h, const dem_source_file *f, dem_line_style style)
{
    char room[DEM_MAGNITUDE_LEN];
    dem_json json = {.out = out, .ruler = style.ruler};
    dem_str how, date = date_of(h, &how);
    dem_json_open(&json, '{');
    dem_json_field(&json, "id", h->id);
    dem_json_field_null(&json, "date", date);
    dem_json_field_null(&json, "date_how", how);
    dem_json_field(&json, "event_type", h->plover);
    dem_json_field_null(&json, "event_mode", h->mode);
    dem_json_field_int(&json, "quad_code", h->quad);
    dem_line_list(&json, "contexts", h->contexts, h->n_contexts);
    side(&json, "actor", &h->actor, style);
    side(&json, "recipient", &h->recipient, style);
    dem_line_words(&json, "location", &h->place, (dem_str){0}, style);
    dem_json_key(&json, "magnitude");
    dem_json_number(&json, h->magnitude_of.len ? dem_happening_magnitude(h, room) : DEM_STR("null"));
    dem_json_field_null(&json, "magnitude_of", h->magnitude_of);
    dem_line_words(&json, "magnitude_words", &h->magnitude, (dem_str){0}, style);
    dem_json_field(&json, "realis", h->realis);
    dem_json_field_null(&json, "collapsed_type", h->collapsed);
    dem_json_key(&json, "confidence");
    dem_json_hundredths(&json, h->confidence);
    provenance(&json, h, f, style);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static const dem_column columns[] = {
    {"event_id", DEM_CELL_TEXT, false}, {"event_date", DEM_CELL_TEXT, false}, {"date_how", DEM_CELL_TEXT, false},
    {"event_type", DEM_CELL_TEXT, false}, {"event_mode", DEM_CELL_TEXT, false}, {"quad_code", DEM_CELL_NUMBER, false},
    {"contexts", DEM_CELL_TEXT, false}, {"actor_name", DEM_CELL_TEXT, false}, {"actor_code", DEM_CELL_TEXT, false},
    {"recipient_name", DEM_CELL_TEXT, false}, {"recipient_code", DEM_CELL_TEXT, false},
    {"placename", DEM_CELL_TEXT, false}, {"magnitude", DEM_CELL_NUMBER, false}, {"realis", DEM_CELL_TEXT, false},
    {"collapsed_type", DEM_CELL_TEXT, false}, {"told", DEM_CELL_TEXT, false}, {"text", DEM_CELL_TEXT, false},
    {"begin", DEM_CELL_NUMBER, false}, {"end", DEM_CELL_NUMBER, false}, {"confidence", DEM_CELL_NUMBER, false},
    {"statement", DEM_CELL_TEXT, false}, {"headline", DEM_CELL_TEXT, false},
    {"publication_date", DEM_CELL_TEXT, false}, {"publisher", DEM_CELL_TEXT, false}, {"url", DEM_CELL_TEXT, false},
    {"document", DEM_CELL_TEXT, false}, {"document_id", DEM_CELL_TEXT, false}, {"magnitude_of", DEM_CELL_TEXT, false}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void row(dem_grid *grid, const dem_happening *h, const dem_source_file *f, dem_line_style style, dem_arena *arena)
{
    char room[DEM_MAGNITUDE_LEN];
    dem_str how, names[4];
    dem_str date = date_of(h, &how);
    dem_span span = dem_ruler_span(style.ruler, h->words.span);
    const dem_happening_side *sides[] = {&h->actor, &h->recipient};
    for (int i = 0; i < 2; i++) {
        names[2 * i] = sides[i]->name;
        names[2 * i + 1] = sides[i]->party.len || !sides[i]->name.len ? sides[i]->party : DEM_STR("?");
    }
    dem_str numbers[4];
    const int64_t values[] = {h->quad, span.begin, span.end, h->confidence};
    for (int i = 0; i < 4; i++)
        numbers[i] = dem_str_format(arena, "%lld", (long long)values[i]);
    dem_grid_row(grid, (dem_str[]){
        h->id, date, how, h->plover, h->mode, numbers[0], dem_happening_contexts(h, arena), names[0], names[1], names[2], names[3],
        dem_line_text(h->place.text, style), dem_happening_magnitude(h, room), h->realis, h->collapsed, h->told,
        dem_line_text(h->words.text, style), numbers[1], numbers[2], numbers[3], h->statement,
        dem_line_text(f->title, style), h->published, h->outlet, h->url, h->doc, h->doc_id,
        h->magnitude_of});
}

/* Every event, its document and the ruler of its text. */
typedef struct walk {
    dem_paper paper;
    dem_happened reader;
    dem_happening event;
} walk;

static bool start(walk *w, dem_store *store, const dem_filter *filter, dem_offsets unit, dem_arena *arena)
{
    if (!dem_paper_open(&w->paper, store, unit, arena))
        return false;
    dem_happened_open(&w->reader, store, filter, DEM_ORDER_DOCUMENT, 0, 0, arena);
    return true;
}

static bool next(walk *w, dem_line_style *style)
{
    if (!dem_happened_next(&w->reader, &w->event))
        return false;
    dem_paper_turn(&w->paper, w->event.doc_id);
    style->ruler = &w->paper.ruler;
    return true;
}

static void finish(walk *w)
{
    dem_happened_close(&w->reader);
    dem_paper_close(&w->paper);
}

int64_t dem_export_plover(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                          dem_arena *arena)
{
    walk w;
    int64_t n = 0;
    if (!start(&w, store, filter, style.offsets, arena))
        return -1;
    for (; next(&w, &style); n++)
        line(out, &w.event, &w.paper.file, style);
    finish(&w);
    return dem_store_ok(store) ? n : -1;
}

int64_t dem_export_plover_table(dem_store *store, const dem_filter *filter, dem_line_style style, dem_style form,
                                dem_out *out, dem_arena *arena)
{
    walk w;
    dem_grid grid;
    if (!start(&w, store, filter, style.offsets, arena))
        return -1;
    dem_grid_open(&grid, columns, COLUMNS, form, out, arena);
    while (next(&w, &style))
        row(&grid, &w.event, &w.paper.file, style, arena);
    dem_grid_close(&grid);
    finish(&w);
    return dem_store_ok(store) ? grid.count : -1;
}
