#include "show/lines.h"
#include "base/words.h"

dem_str dem_line_text(dem_str text, dem_line_style style)
{
    return style.no_text ? (dem_str){0} : dem_words_first(text, style.max_words);
}

static void text_field(dem_json *json, dem_str text, dem_line_style style)
{
    if (!style.no_text)
        dem_json_field(json, "text", dem_line_text(text, style));
}

static void parts_field(dem_json *json, dem_wording words, bool always)
{
    if (!always && words.parts.len < 2)
        return;
    dem_json_field_open(json, "spans", '[');
    for (int32_t i = 0; i < words.parts.len; i++)
        dem_json_span(json, words.parts.at[i]);
    if (!words.parts.len)
        dem_json_span(json, words.span);
    dem_json_close(json);
}

static void open_words(dem_json *json, dem_wording words, dem_line_style style)
{
    dem_json_open(json, '{');
    text_field(json, words.text, style);
    dem_json_field_span(json, "span", words.span);
}

static void words_field(dem_json *json, const char *key, dem_wording words, dem_line_style style)
{
    dem_json_key(json, key);
    if (!words.text.at) {
        dem_json_null(json);
        return;
    }
    open_words(json, words, style);
    parts_field(json, words, false);
    dem_json_close(json);
}

static void speaker_field(dem_json *json, const dem_record *r, dem_line_style style)
{
    dem_json_key(json, "speaker");
    if (!r->speaker.name.len) {
        dem_json_null(json);
        if (r->speaker.party.len)
            dem_json_field(json, "party", r->speaker.party);
        if (r->missing.len)
            dem_json_field(json, "missing", r->missing);
        return;
    }
    dem_json_open(json, '{');
    dem_json_field_null(json, "id", r->speaker.id);
    dem_json_field(json, "name", r->speaker.name);
    dem_json_field_null(json, "type", r->speaker.type);
    dem_json_field(json, "party", r->speaker.party.len ? r->speaker.party : DEM_STR("?"));
    words_field(json, "role", r->speaker.role, style);
    dem_json_field_null(json, "how", r->speaker.how);
    dem_json_close(json);
    if (r->missing.len && !r->source.text.at)
        dem_json_field(json, "missing", r->missing);
}

static void content_field(dem_json *json, const dem_record *r, dem_line_style style)
{
    dem_json_key(json, "content");
    open_words(json, r->content, style);
    parts_field(json, r->content, true);
    dem_json_field(json, "mode", r->mode);
    dem_json_close(json);
}

static void targets_field(dem_json *json, const dem_record *r)
{
    dem_json_field_open(json, "target", '[');
    for (int32_t i = 0; i < r->n_targets; i++) {
        dem_json_open(json, '{');
        dem_json_field(json, "name", r->targets[i].name);
        dem_json_field(json, "rel", r->targets[i].rel);
        dem_json_field_null(json, "party", r->targets[i].party);
        dem_json_field_span(json, "span", r->targets[i].span);
        dem_json_close(json);
    }
    dem_json_close(json);
}

static void relay_object(dem_json *json, const dem_record_relay *relay)
{
    dem_json_open(json, '{');
    dem_json_field(json, "outlet", relay->outlet);
    dem_json_field(json, "how", relay->how);
    dem_json_field_span(json, "span", relay->span);
    dem_json_close(json);
}

/* "relay" is the carrier that the report itself names, "relays" the whole chain from the speaker on
 * (doc/design/0002-relay-field.md). */
static void relays_field(dem_json *json, const dem_record *r)
{
    dem_json_key(json, "relay");
    if (r->n_relays)
        relay_object(json, &r->relays[r->n_relays - 1]);
    else
        dem_json_null(json);
    dem_json_field_open(json, "relays", '[');
    for (int32_t i = 0; i < r->n_relays; i++)
        relay_object(json, &r->relays[i]);
    dem_json_close(json);
}

void dem_line_list(dem_json *json, const char *key, const dem_str *at, int32_t len)
{
    dem_json_field_open(json, key, '[');
    for (int32_t i = 0; i < len; i++)
        dem_json_str(json, at[i]);
    dem_json_close(json);
}

static void condition_field(dem_json *json, const dem_record *r, dem_line_style style)
{
    dem_json_key(json, "condition");
    if (!r->condition.text.at) {
        dem_json_null(json);
        return;
    }
    open_words(json, r->condition, style);
    dem_json_field_null(json, "marker", r->marker);
    dem_json_close(json);
}

static void time_field(dem_json *json, const dem_record *r, dem_line_style style)
{
    dem_json_key(json, "time");
    if (!r->time.text.at) {
        dem_json_null(json);
        return;
    }
    open_words(json, r->time, style);
    dem_json_field_null(json, "value", r->time_value);
    dem_json_close(json);
}

static void event_field(dem_json *json, const dem_record *r)
{
    dem_json_key(json, "event");
    if (!r->plover.len) {
        dem_json_null(json);
        return;
    }
    dem_json_open(json, '{');
    dem_json_field(json, "plover", r->plover);
    dem_json_field_int(json, "quad", r->quad);
    dem_json_field_null(json, "realis", r->realis);
    dem_json_close(json);
}

void dem_line_statement(dem_out *out, const dem_record *r, dem_line_style style)
{
    dem_json json = {.out = out, .ruler = style.ruler};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("statement"));
    dem_json_field(&json, "id", r->id);
    dem_json_field(&json, "doc", r->doc);
    dem_json_field(&json, "doc_id", r->doc_id);
    dem_json_field_null(&json, "outlet", r->outlet);
    dem_json_field_null(&json, "published", r->published);
    dem_json_field_span(&json, "sentence", r->sentence);
    words_field(&json, "source", r->source, style);
    speaker_field(&json, r, style);
    words_field(&json, "cue", r->cue, style);
    dem_json_field(&json, "act", r->act);
    content_field(&json, r, style);
    targets_field(&json, r);
    dem_line_list(&json, "topic", r->topics, r->n_topics);
    dem_json_field_null(&json, "stance", r->stance);
    condition_field(&json, r, style);
    relays_field(&json, r);
    time_field(&json, r, style);
    dem_json_key(&json, "negated");
    dem_json_bool(&json, r->negated);
    dem_json_field(&json, "modality", r->modality);
    dem_json_field_int(&json, "level", r->level);
    dem_json_field_null(&json, "via", r->via);
    dem_json_key(&json, "firsthand");
    dem_json_bool(&json, r->firsthand);
    event_field(&json, r);
    dem_json_key(&json, "confidence");
    dem_json_hundredths(&json, r->confidence);
    dem_line_list(&json, "why", r->why, r->n_why);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static void title_field(dem_json *json, const dem_source_file *f, dem_line_style style)
{
    dem_json_key(json, "title");
    if (!f->title.len) {
        dem_json_null(json);
        return;
    }
    dem_json_open(json, '{');
    text_field(json, f->title, style);
    dem_json_key(json, "span");
    if (dem_span_len(f->title_span))
        dem_json_span(json, f->title_span);
    else
        dem_json_null(json);
    dem_json_close(json);
}

static void furniture_field(dem_json *json, const dem_source_file *f, const dem_line_block *blocks,
                            int32_t n, dem_line_style style)
{
    dem_json_field_open(json, "boilerplate", '[');
    for (int32_t i = 0; i < n; i++) {
        if (!dem_str_eq(blocks[i].kind, DEM_STR("furniture")))
            continue;
        dem_json_open(json, '{');
        text_field(json, dem_span_str(f->text, blocks[i].span), style);
        dem_json_field_span(json, "span", blocks[i].span);
        dem_json_field_null(json, "why", blocks[i].why);
        dem_json_close(json);
    }
    dem_json_close(json);
}

void dem_line_document(dem_out *out, const dem_source_file *f, const dem_line_block *blocks,
                       int32_t n_blocks, dem_line_style style)
{
    dem_json json = {.out = out, .ruler = style.ruler};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("document"));
    dem_json_field(&json, "id", f->id);
    dem_json_field(&json, "name", f->name);
    title_field(&json, f, style);
    dem_json_field_null(&json, "outlet", f->outlet);
    dem_json_field_null(&json, "author", f->author);
    dem_json_field_null(&json, "url", f->url);
    dem_json_field_null(&json, "published", f->published);
    dem_json_field_null(&json, "published_how", f->published_how);
    dem_json_field_null(&json, "language", f->language);
    dem_json_field(&json, "offsets", dem_offsets_name(style.offsets));
    dem_json_field_int(&json, "bytes", (int64_t)f->text.len);
    dem_json_field(&json, "sha256", f->text_sha256);
    dem_json_field(&json, "raw_sha256", f->raw_sha256);
    dem_json_field_int(&json, "raw_bytes", f->raw_bytes);
    dem_json_key(&json, "main");
    if (dem_span_len(f->main))
        dem_json_span(&json, f->main);
    else
        dem_json_null(&json);
    furniture_field(&json, f, blocks, n_blocks, style);
    dem_json_field_int(&json, "sentences", f->sentences);
    dem_json_field_int(&json, "tokens", f->tokens);
    dem_json_field_null(&json, "story", f->story);
    dem_json_field_null(&json, "copy_of", f->copy_of);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static void side_field(dem_json *json, const char *key, const dem_happening_side *side, dem_line_style style)
{
    dem_json_field_open(json, key, '{');
    text_field(json, side->words.text, style);
    dem_json_field_span(json, "span", side->words.span);
    dem_json_field_null(json, "name", side->name);
    dem_json_field(json, "party", side->party.len ? side->party : DEM_STR("?"));
    dem_json_close(json);
}

void dem_line_words(dem_json *json, const char *key, const dem_wording *words, dem_str value, dem_line_style style)
{
    dem_json_key(json, key);
    if (!words->text.at) {
        dem_json_null(json);
        return;
    }
    open_words(json, *words, style);
    if (value.len)
        dem_json_field(json, "value", value);
    dem_json_close(json);
}

static void magnitude_field(dem_json *json, const dem_happening *h, dem_line_style style)
{
    char room[DEM_MAGNITUDE_LEN];
    dem_json_key(json, "magnitude");
    if (!h->magnitude_of.len) {
        dem_json_null(json);
        return;
    }
    open_words(json, h->magnitude, style);
    dem_json_key(json, "value");
    dem_json_number(json, dem_happening_magnitude(h, room));
    dem_json_field(json, "of", h->magnitude_of);
    dem_json_close(json);
}

void dem_line_event(dem_out *out, const dem_happening *h, dem_line_style style)
{
    dem_json json = {.out = out, .ruler = style.ruler};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("event"));
    dem_json_field(&json, "id", h->id);
    dem_json_field(&json, "doc", h->doc);
    dem_json_field(&json, "doc_id", h->doc_id);
    dem_json_field_span(&json, "sentence", h->sentence);
    dem_json_field(&json, "from", h->told);
    dem_json_field_null(&json, "via", h->statement);
    side_field(&json, "source", &h->actor, style);
    side_field(&json, "target", &h->recipient, style);
    dem_line_words(&json, "predicate", &h->predicate, (dem_str){0}, style);
    dem_json_field(&json, "plover", h->plover);
    dem_json_field_int(&json, "quad", h->quad);
    dem_json_field_null(&json, "mode", h->mode);
    dem_json_field_null(&json, "realis", h->realis);
    dem_json_field_null(&json, "collapsed", h->collapsed);
    dem_line_words(&json, "time", &h->time, h->time_value, style);
    dem_line_words(&json, "place", &h->place, (dem_str){0}, style);
    dem_line_list(&json, "contexts", h->contexts, h->n_contexts);
    magnitude_field(&json, h, style);
    dem_json_key(&json, "confidence");
    dem_json_hundredths(&json, h->confidence);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

void dem_line_note(dem_out *out, dem_str doc, dem_str code, dem_span span, dem_str text, dem_line_style style)
{
    dem_json json = {.out = out, .ruler = style.ruler};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("note"));
    dem_json_field(&json, "doc", doc);
    dem_json_field(&json, "code", code);
    dem_json_field_span(&json, "span", span);
    text_field(&json, text, style);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

void dem_line_actor(dem_out *out, dem_str id, dem_str name, dem_str type, dem_str party, int64_t statements,
                    int64_t documents)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("actor"));
    dem_json_field(&json, "id", id);
    dem_json_field(&json, "name", name);
    dem_json_field(&json, "type", type);
    dem_json_field(&json, "party", party.len ? party : DEM_STR("?"));
    dem_json_field_int(&json, "statements", statements);
    dem_json_field_int(&json, "documents", documents);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

void dem_line_relation(dem_out *out, dem_str id, dem_str kind, const dem_str *members, int32_t n_members,
                       dem_str why, int64_t confidence)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("relation"));
    dem_json_field(&json, "id", id);
    dem_json_field(&json, "relation", kind);
    dem_line_list(&json, "members", members, n_members);
    dem_json_field(&json, "why", why);
    dem_json_key(&json, "confidence");
    dem_json_hundredths(&json, confidence);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}
