#include "show/concepts.h"
#include "show/entry.h"
#include "base/words.h"
#include "show/html.h"
#include "show/lines.h"
#include "show/mark.h"

typedef struct page {
    dem_out *out;
    dem_arena *arena;
    bool colour;
} page;

static void put(const page *p, dem_str text)
{
    dem_arena scratch = *p->arena;
    dem_out_put(p->out, dem_safe(text, &scratch));
}

static void key(const page *p, const char *name)
{
    if (p->colour)
        dem_out_put(p->out, DEM_STR("\033[2m"));
    dem_out_format(p->out, "%-11s", name);
    if (p->colour)
        dem_out_put(p->out, DEM_STR("\033[0m"));
}

static void end(const page *p) { dem_out_char(p->out, '\n'); }

static void field(const page *p, const char *name, dem_str value)
{
    if (!value.len)
        return;
    key(p, name);
    put(p, value);
    end(p);
}

static void words(const page *p, const char *name, const dem_wording *w, dem_str also)
{
    if (!w->text.at)
        return;
    key(p, name);
    dem_out_format(p->out, "%u-%u ", w->span.begin, w->span.end);
    for (int32_t i = 0; i < w->parts.len && w->parts.len > 1; i++)
        dem_out_format(p->out, "%s%u-%u%s", i ? " " : "(", w->parts.at[i].begin, w->parts.at[i].end,
                       i + 1 < w->parts.len ? "" : ") ");
    put(p, w->text);
    if (also.len) {
        dem_out_put(p->out, DEM_STR("  ["));
        put(p, also);
        dem_out_char(p->out, ']');
    }
    end(p);
}

static const char *const role_names[] = {"source", "cue", "content", "condition", "relay"};
static const char *const role_colours[] = {"\033[36m", "\033[33m", "\033[32m", "\033[35m", "\033[34m"};
enum { ROLES = 5 };

/* Without colours each role opens a bracket with its name: [source: She] [cue: said] … */
static void roles_change(const page *p, unsigned before, unsigned now)
{
    if (p->colour) {
        dem_out_put(p->out, DEM_STR("\033[0m"));
        for (int i = 0; i < ROLES; i++)
            if (now >> i & 1)
                dem_out_put(p->out, dem_str_of(role_colours[i]));
        return;
    }
    for (int i = 0; i < ROLES; i++)
        if (before >> i & ~now >> i & 1)
            dem_out_char(p->out, ']');
    for (int i = 0; i < ROLES; i++)
        if (now >> i & ~before >> i & 1)
            dem_out_format(p->out, "[%s: ", role_names[i]);
}

static void evidence(const page *p, const dem_record *r, dem_str text)
{
    dem_marks marks = {.arena = p->arena}; /* not a copy: put() uses one */
    dem_marks_add_record(&marks, r, 0);
    dem_span range = r->sentence, run;
    if (r->content.span.end > range.end)
        range.end = r->content.span.end;
    if (r->content.span.begin < range.begin)
        range.begin = r->content.span.begin;
    unsigned roles, before = 0;
    dem_marks_start(&marks, range);
    key(p, "sentence");
    dem_out_format(p->out, "%u-%u\n\n  ", range.begin, range.end);
    while (dem_marks_next(&marks, &run, &roles)) {
        if (roles != before)
            roles_change(p, before, roles);
        put(p, dem_span_str(text, run));
        before = roles;
    }
    roles_change(p, before, 0);
    dem_out_put(p->out, DEM_STR("\n\n"));
}

static void speaker(const page *p, const dem_record *r)
{
    key(p, "speaker");
    if (r->speaker.name.len) {
        put(p, r->speaker.name);
        dem_out_put(p->out, DEM_STR(" ("));
        put(p, r->speaker.party.len ? r->speaker.party : DEM_STR("?"));
        dem_out_put(p->out, DEM_STR(", "));
        put(p, r->speaker.type);
        dem_out_put(p->out, DEM_STR(")"));
        if (r->speaker.how.len) {
            dem_out_put(p->out, DEM_STR(", told by "));
            put(p, r->speaker.how);
        }
        dem_out_put(p->out, DEM_STR("  "));
        put(p, r->speaker.id);
    } else {
        dem_out_put(p->out, DEM_STR("not named"));
        if (r->missing.len) {
            dem_out_put(p->out, DEM_STR(": "));
            put(p, r->missing);
        }
    }
    end(p);
    words(p, "role", &r->speaker.role, (dem_str){0});
}

/* From what the reader holds back to the mouth: document, carriers from the last to the first, speaker. */
static void chain(const page *p, const dem_record *r)
{
    key(p, "chain");
    put(p, r->outlet.len ? r->outlet : r->doc);
    for (int32_t i = r->n_relays; i-- > 0;) {
        dem_out_put(p->out, DEM_STR(" <- "));
        put(p, r->relays[i].outlet);
        if (r->relays[i].how.len) {
            dem_out_put(p->out, DEM_STR(" (\""));
            put(p, r->relays[i].how);
            dem_out_put(p->out, DEM_STR("\")"));
        }
    }
    dem_out_put(p->out, DEM_STR(" <- "));
    put(p, r->speaker.name.len ? r->speaker.name : DEM_STR("not named"));
    if (r->level > 1)
        dem_out_format(p->out, "   %s: level %d, inside %.*s", r->firsthand ? "of itself" : "second-hand", (int)r->level, (int)r->via.len,
                       r->via.at ? r->via.at : "");
    end(p);
}

static void lists(const page *p, const dem_record *r)
{
    for (int32_t i = 0; i < r->n_targets; i++) {
        key(p, "target");
        dem_out_format(p->out, "%u-%u ", r->targets[i].span.begin, r->targets[i].span.end);
        put(p, r->targets[i].name);
        dem_out_put(p->out, DEM_STR("  ["));
        put(p, r->targets[i].rel);
        dem_out_put(p->out, DEM_STR("]\n"));
    }
    for (int32_t i = 0; i < r->n_topics; i++)
        field(p, "topic", r->topics[i]);
}

static void corrections(const page *p, dem_store *store, dem_str id)
{
    dem_query *q = dem_store_query(
        store, "SELECT r.field, words_at(d.text, r.value), r.who, r.why, r.at FROM review r LEFT JOIN statement s ON s.id ="
               " r.statement LEFT JOIN document d ON d.n = s.doc WHERE r.statement = ?1 ORDER BY r.n");
    dem_bind_str(q, 1, id);
    while (dem_step(q)) {
        key(p, "review");
        for (int i = 0; i < 5; i++) {
            static const char *const before[] = {"", " = ", ", by ", ": ", " ("};
            if (dem_col_str(q, i).len) {
                dem_out_put(p->out, dem_str_of(before[i]));
                put(p, dem_col_str(q, i));
            }
        }
        dem_out_put(p->out, DEM_STR(")\n"));
    }
    dem_query_free(q);
}

static void judgement(const page *p, const dem_record *r)
{
    key(p, "act");
    put(p, r->act);
    dem_out_put(p->out, DEM_STR(", "));
    put(p, r->mode);
    dem_out_put(p->out, DEM_STR(" speech, "));
    put(p, r->modality);
    if (r->negated)
        dem_out_put(p->out, DEM_STR(", negated"));
    if (r->stance.len) {
        dem_out_put(p->out, DEM_STR(", stance: "));
        put(p, r->stance);
    }
    dem_out_format(p->out, ", confidence 0.%02d\n", (int)(r->confidence > 99 ? 99 : r->confidence));
}

static void hashes(const page *p, const dem_source_file *f)
{
    field(p, "text", f->text_sha256);
    field(p, "raw", f->raw_sha256);
}

static void document_lines(const page *p, const dem_source_file *f)
{
    key(p, "document");
    put(p, f->name);
    dem_out_put(p->out, DEM_STR("  "));
    put(p, f->id);
    end(p);
    field(p, "title", f->title);
    field(p, "outlet", f->outlet);
    field(p, "url", f->url);
    key(p, "published");
    put(p, f->published.len ? f->published : DEM_STR("unknown (use --date)"));
    if (f->published.len && f->published_how.len) {
        dem_out_put(p->out, DEM_STR(", by "));
        put(p, f->published_how);
    }
    end(p);
}

static void statement(const page *p, dem_store *store, dem_str id)
{
    dem_record r;
    dem_source_file file = {0};
    if (!dem_ledger_statement(store, id, &r, p->arena) ||
        !dem_ledger_document(store, r.doc_id, &file, p->arena))
        return;
    field(p, "statement", r.id);
    evidence(p, &r, file.text);
    speaker(p, &r);
    judgement(p, &r);
    words(p, "source", &r.source, (dem_str){0});
    words(p, "cue", &r.cue, (dem_str){0});
    words(p, "content", &r.content, (dem_str){0});
    words(p, "condition", &r.condition, r.marker);
    words(p, "time", &r.time, r.time_value);
    lists(p, &r);
    chain(p, &r);
    for (int32_t i = 0; i < r.n_why; i++)
        field(p, i ? "" : "because", r.why[i]);
    corrections(p, store, r.id);
    end(p);
    document_lines(p, &file);
    hashes(p, &file);
}

static void side(const page *p, const char *name, const dem_happening_side *s)
{
    if (!s->name.len)
        return;
    key(p, name);
    put(p, s->name);
    dem_out_put(p->out, DEM_STR(" ("));
    put(p, s->party.len ? s->party : DEM_STR("?"));
    dem_out_put(p->out, DEM_STR(")\n"));
}

static void magnitude(const page *p, const dem_happening *h)
{
    char room[DEM_MAGNITUDE_LEN];
    dem_str value = dem_happening_magnitude(h, room);
    words(p, "magnitude", &h->magnitude,
          dem_str_format(p->arena, "%.*s: %.*s", (int)h->magnitude_of.len, h->magnitude_of.at, (int)value.len, value.at));
}

static void contexts(const page *p, const dem_happening *h)
{
    for (int32_t i = 0; i < h->n_contexts; i++)
        field(p, "context", h->contexts[i]);
}

static void event(const page *p, dem_store *store, dem_str id)
{
    dem_happening h;
    dem_source_file file = {0};
    if (!dem_ledger_happening(store, id, &h, p->arena) || !dem_ledger_document(store, h.doc_id, &file, p->arena))
        return;
    field(p, "event", h.id);
    key(p, "type");
    put(p, h.plover);
    if (h.mode.len)
        dem_out_format(p->out, ", %.*s", (int)h.mode.len, h.mode.at);
    dem_out_format(p->out, ", quad %d, ", (int)h.quad);
    put(p, h.realis);
    if (!dem_str_eq(h.collapsed, h.plover)) {
        dem_out_put(p->out, DEM_STR("; in PLOVER's own codes: "));
        put(p, h.collapsed.len ? h.collapsed : DEM_STR("none"));
    }
    end(p);
    side(p, "actor", &h.actor);
    side(p, "recipient", &h.recipient);
    words(p, "words", &h.words, (dem_str){0});
    words(p, "predicate", &h.predicate, (dem_str){0});
    words(p, "time", &h.time, h.time_value);
    words(p, "place", &h.place, (dem_str){0});
    magnitude(p, &h);
    contexts(p, &h);
    field(p, "told", h.told);
    field(p, "statement", h.statement);
    dem_wording sentence = dem_wording_one(file.text, h.sentence);
    words(p, "sentence", &sentence, (dem_str){0});
    end(p);
    document_lines(p, &file);
    hashes(p, &file);
}

static void document(const page *p, dem_store *store, dem_str id)
{
    dem_source_file f;
    if (!dem_ledger_document(store, id, &f, p->arena))
        return;
    document_lines(p, &f);
    bool coded = !f.language.len || dem_str_starts(f.language, DEM_STR("en"));
    field(p, "language", coded ? f.language : dem_str_join(f.language, DEM_STR(" (stored, not coded)"), p->arena));
    field(p, "story", f.story);
    field(p, "copy of", f.copy_of);
    hashes(p, &f);
    dem_query *q = dem_store_query(store, "SELECT begin, end, why FROM block WHERE kind = 'furniture' AND doc"
                                          " = (SELECT n FROM document WHERE id = ?1) ORDER BY ord");
    dem_bind_str(q, 1, id);
    while (dem_step(q)) {
        dem_span span = {(uint32_t)dem_col_int(q, 0), (uint32_t)dem_col_int(q, 1)};
        key(p, "set aside");
        dem_out_format(p->out, "%u-%u ", span.begin, span.end);
        put(p, dem_words_first(dem_span_str(f.text, span), 12));
        end(p);
    }
    dem_query_free(q);
    q = dem_store_query(store, "SELECT s.id, s.speaker_name, s.act, s.content FROM said s JOIN document d ON"
                               " d.n = s.doc WHERE d.id = ?1 ORDER BY s.ord");
    dem_bind_str(q, 1, id);
    static const dem_column columns[] = {{"id", DEM_CELL_ID, false}, {"speaker", DEM_CELL_TEXT, false},
                                         {"act", DEM_CELL_TEXT, false}, {"content", DEM_CELL_WIDE, false}};
    dem_grid table;
    end(p);
    dem_grid_open(&table, columns, 4, (dem_style){.form = DEM_FORM_TABLE, .width = 110, .colour = p->colour}, p->out, p->arena);
    while (dem_step(q))
        dem_grid_row(&table, (dem_str[]){dem_col_str(q, 0), dem_col_str(q, 1), dem_col_str(q, 2),
                                          dem_col_str(q, 3)});
    dem_grid_close(&table);
    dem_query_free(q);
}

static void actor(const page *p, dem_store *store, dem_str id)
{
    dem_query *q = dem_store_query(store, "SELECT name, type FROM actor WHERE id = ?1");
    dem_bind_str(q, 1, id);
    if (dem_step(q)) {
        field(p, "actor", dem_col_str(q, 0));
        field(p, "type", dem_col_str(q, 1));
        field(p, "id", id);
    }
    dem_query_free(q);
    q = dem_store_query(store, "SELECT DISTINCT s.role, d.name FROM said s JOIN actor a ON a.n = s.speaker JOIN"
                               " document d ON d.n = s.doc WHERE a.id = ?1 AND s.role IS NOT NULL"
                               " ORDER BY d.published, d.name, s.ord");
    dem_bind_str(q, 1, id);
    while (dem_step(q)) {
        key(p, "role");
        put(p, dem_col_str(q, 0));
        dem_out_put(p->out, DEM_STR("  in "));
        put(p, dem_col_str(q, 1));
        end(p);
    }
    dem_query_free(q);
}

/* Its statements, the one that stands for all first. */
static void concept(const page *p, dem_store *store, dem_str id)
{
    static const dem_column columns[] = {
        {"id", DEM_CELL_ID, false}, {"published", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false}, {"speaker", DEM_CELL_TEXT, false},
        {"act", DEM_CELL_TEXT, false}, {"stance", DEM_CELL_TEXT, false}, {"content", DEM_CELL_WIDE, false}};
    enum { COLUMNS = sizeof columns / sizeof *columns };
    dem_grid table;
    dem_query *q = dem_store_query(store, "SELECT name FROM concept WHERE id = ?1");
    dem_bind_str(q, 1, id);
    if (dem_step(q))
        field(p, "concept", dem_col_str(q, 0));
    dem_query_free(q);
    field(p, "id", id);
    end(p);
    q = dem_store_query(store, "SELECT s.id, substr(d.published, 1, 10), s.party, coalesce(s.speaker_name, '(' || s.missing || ')'), s.act,"
                               " s.stance, s.content FROM concept c JOIN concept_member m ON m.concept = c.n JOIN said s ON"
                               " s.n = m.statement JOIN document d ON d.n = s.doc WHERE c.id = ?1 ORDER BY m.ord");
    dem_bind_str(q, 1, id);
    dem_grid_open(&table, columns, COLUMNS, (dem_style){.form = DEM_FORM_TABLE, .width = 110, .colour = p->colour}, p->out, p->arena);
    while (dem_step(q)) {
        dem_str cells[COLUMNS];
        for (int i = 0; i < COLUMNS; i++)
            cells[i] = dem_col_str(q, i);
        dem_grid_row(&table, cells);
    }
    dem_grid_close(&table);
    dem_query_free(q);
}

static void as_json(dem_store *store, dem_str id, dem_out *out, dem_arena *arena)
{
    dem_record r;
    dem_source_file file;
    dem_happening h;
    if (id.at[0] == 'e' && dem_ledger_happening(store, id, &h, arena))
        dem_line_event(out, &h, (dem_line_style){0});
    else if (id.at[0] == 's' && dem_ledger_statement(store, id, &r, arena))
        dem_line_statement(out, &r, (dem_line_style){0});
    else if (id.at[0] == 'd' && dem_ledger_document(store, id, &file, arena))
        dem_line_document(out, &file, NULL, 0, (dem_line_style){0});
    else if (id.at[0] == 'k')
        dem_concept_line(store, id, (dem_line_style){0}, out, *arena);
}

bool dem_entry(dem_store *store, dem_str id, dem_style style, dem_out *out, dem_arena *arena)
{
    page p = {out, arena, style.colour};
    if (style.form == DEM_FORM_JSON || style.form == DEM_FORM_JSONL)
        as_json(store, id, out, arena);
    else if (id.at[0] == 'd')
        document(&p, store, id);
    else if (id.at[0] == 'a')
        actor(&p, store, id);
    else if (id.at[0] == 'e')
        event(&p, store, id);
    else if (id.at[0] == 'k')
        concept(&p, store, id);
    else
        statement(&p, store, id);
    return dem_store_ok(store);
}

static bool to_html(void *context, const char *at, size_t len)
{
    dem_out *out = context;
    dem_html_text(out, (dem_str){at, len});
    return !out->failed;
}

void dem_entry_html(dem_store *store, dem_str id, dem_out *out, dem_arena *arena)
{
    dem_out *inner = dem_new(arena, dem_out, 1);
    *inner = (dem_out){.write = to_html, .context = out};
    dem_entry(store, id, (dem_style){.form = DEM_FORM_TABLE, .width = 110}, inner, arena);
    dem_out_close(inner);
}
