#include "show/folder.h"
#include "show/tar.h"

/* A type: its name, what it extends, its features as "name range, name range". */
typedef struct type {
    const char *name, *super, *features;
} type;

static const type types[] = {
    {"demarche.Report", "uima.cas.TOP",
     "id String, name String, title String, outlet String, published String, url String, sha256 String"},
    {"demarche.Words", "uima.tcas.Annotation", "role String"},
    {"demarche.Target", "uima.tcas.Annotation", "name String, rel String, party String"},
    {"demarche.Relay", "uima.tcas.Annotation", "outlet String, how String"},
    {"demarche.Statement", "uima.tcas.Annotation",
     "id String, act String, mode String, modality String, stance String, negated Boolean, level Integer, via String,"
     " speakerName String, speakerType String, party String, missing String, marker String, confidence Double,"
     " source Words, cue Words, condition Words, time Words, timeValue String, parts FSArray, targets FSArray,"
     " relays FSArray, topics StringArray"},
    {"demarche.Event", "uima.tcas.Annotation",
     "id String, told String, eventType String, eventMode String, quad Integer, realis String, collapsed String,"
     " actorName String, actorParty String, recipientName String, recipientParty String, statement String,"
     " confidence Double, actor Words, recipient Words, predicate Words, time Words, place Words,"
     " contexts StringArray, magnitude Words, magnitudeValue Double, magnitudeOf String"}};

static void range(dem_json *json, dem_str name)
{
    bool own = dem_str_eq(name, DEM_STR("Words"));
    char text[64];
    size_t n = 0;
    for (const char *c = own ? "demarche." : "uima.cas."; *c; c++)
        text[n++] = *c;
    for (size_t i = 0; i < name.len && n < sizeof text; i++)
        text[n++] = name.at[i];
    dem_json_field(json, "%RANGE", (dem_str){text, n});
    if (dem_str_eq(name, DEM_STR("FSArray")))
        dem_json_field(json, "%ELEMENT_TYPE", DEM_STR("uima.tcas.Annotation"));
}

static void type_system(dem_json *json)
{
    dem_json_field_open(json, "%TYPES", '{');
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        dem_json_field_open(json, types[i].name, '{');
        dem_json_field(json, "%NAME", dem_str_of(types[i].name));
        dem_json_field(json, "%SUPER_TYPE", dem_str_of(types[i].super));
        for (dem_str rest = dem_str_of(types[i].features); rest.at;) {
            dem_str pair = dem_str_trim(dem_str_split(&rest, ','));
            dem_str name = dem_str_split(&pair, ' ');
            dem_json_key_str(json, name);
            dem_json_open(json, '{');
            dem_json_field(json, "%NAME", name);
            range(json, pair);
            dem_json_close(json);
        }
        dem_json_close(json);
    }
    dem_json_close(json);
}

enum { SOFA = 1 };

/* The document being written: feature structures have numbers, annotations are members of the view. */
typedef struct cas {
    dem_json json;
    const dem_leaf *leaf;
    int64_t last;
    DEM_VEC(int64_t) members;
} cas;

static int64_t open_structure(cas *c, const char *name)
{
    dem_json_open(&c->json, '{');
    dem_json_field_int(&c->json, "%ID", ++c->last);
    dem_json_field(&c->json, "%TYPE", dem_str_of(name));
    return c->last;
}

static int64_t open_annotation(cas *c, const char *name, dem_span span)
{
    int64_t id = open_structure(c, name);
    dem_span place = dem_ruler_span(c->leaf->style.ruler, span);
    *dem_push(&c->members, c->leaf->arena) = id;
    dem_json_field_int(&c->json, "@sofa", SOFA);
    dem_json_field_int(&c->json, "begin", place.begin);
    dem_json_field_int(&c->json, "end", place.end);
    return id;
}

static void reference(cas *c, const char *name, int64_t id)
{
    if (id)
        dem_json_field_int(&c->json, name, id);
}

static int64_t span_words(cas *c, const char *role, dem_span span)
{
    int64_t id = open_annotation(c, "demarche.Words", span);
    dem_json_field(&c->json, "role", dem_str_of(role));
    dem_json_close(&c->json);
    return id;
}

static int64_t words(cas *c, const char *role, const dem_wording *w)
{
    return w->text.at ? span_words(c, role, w->span) : 0;
}

static int64_t array(cas *c, const char *name, const int64_t *ids, const dem_str *texts, int32_t n)
{
    if (!n)
        return 0;
    int64_t id = open_structure(c, name);
    dem_json_field_open(&c->json, "%ELEMENTS", '[');
    for (int32_t i = 0; i < n; i++) {
        if (ids)
            dem_json_int(&c->json, ids[i]);
        else
            dem_json_str(&c->json, texts[i]);
    }
    dem_json_close(&c->json);
    dem_json_close(&c->json);
    return id;
}

static int64_t parts(cas *c, const dem_record *r)
{
    int64_t *ids = dem_new(c->leaf->arena, int64_t, r->content.parts.len + 1);
    for (int32_t i = 0; i < r->content.parts.len; i++)
        ids[i] = span_words(c, "content", r->content.parts.at[i]);
    return r->content.parts.len > 1 ? array(c, "uima.cas.FSArray", ids, NULL, r->content.parts.len) : 0;
}

static int64_t targets(cas *c, const dem_record *r)
{
    int64_t *ids = dem_new(c->leaf->arena, int64_t, r->n_targets + 1);
    for (int32_t i = 0; i < r->n_targets; i++) {
        ids[i] = open_annotation(c, "demarche.Target", r->targets[i].span);
        dem_json_field_some(&c->json, "name", r->targets[i].name);
        dem_json_field_some(&c->json, "rel", r->targets[i].rel);
        dem_json_field_some(&c->json, "party", r->targets[i].party);
        dem_json_close(&c->json);
    }
    return array(c, "uima.cas.FSArray", ids, NULL, r->n_targets);
}

static int64_t relays(cas *c, const dem_record *r)
{
    int64_t *ids = dem_new(c->leaf->arena, int64_t, r->n_relays + 1);
    for (int32_t i = 0; i < r->n_relays; i++) {
        ids[i] = open_annotation(c, "demarche.Relay", r->relays[i].span);
        dem_json_field_some(&c->json, "outlet", r->relays[i].outlet);
        dem_json_field_some(&c->json, "how", r->relays[i].how);
        dem_json_close(&c->json);
    }
    return array(c, "uima.cas.FSArray", ids, NULL, r->n_relays);
}

static void statement(cas *c, const dem_record *r)
{
    int64_t source = words(c, "source", &r->source), cue = words(c, "cue", &r->cue);
    int64_t condition = words(c, "condition", &r->condition), time = words(c, "time", &r->time);
    int64_t part = parts(c, r), target = targets(c, r), relay = relays(c, r);
    int64_t topic = array(c, "uima.cas.StringArray", NULL, r->topics, r->n_topics);
    open_annotation(c, "demarche.Statement", r->content.span);
    dem_json_field_some(&c->json, "id", r->id);
    dem_json_field_some(&c->json, "act", r->act);
    dem_json_field_some(&c->json, "mode", r->mode);
    dem_json_field_some(&c->json, "modality", r->modality);
    dem_json_field_some(&c->json, "stance", r->stance);
    dem_json_key(&c->json, "negated");
    dem_json_bool(&c->json, r->negated);
    dem_json_field_int(&c->json, "level", r->level);
    dem_json_field_some(&c->json, "via", r->via);
    dem_json_field_some(&c->json, "speakerName", r->speaker.name);
    dem_json_field_some(&c->json, "speakerType", r->speaker.type);
    dem_json_field_some(&c->json, "party", r->speaker.party);
    dem_json_field_some(&c->json, "missing", r->missing);
    dem_json_field_some(&c->json, "marker", r->marker);
    dem_json_field_some(&c->json, "timeValue", r->time_value);
    dem_json_key(&c->json, "confidence");
    dem_json_hundredths(&c->json, r->confidence);
    reference(c, "@source", source);
    reference(c, "@cue", cue);
    reference(c, "@condition", condition);
    reference(c, "@time", time);
    reference(c, "@parts", part);
    reference(c, "@targets", target);
    reference(c, "@relays", relay);
    reference(c, "@topics", topic);
    dem_json_close(&c->json);
}

static void deed(cas *c, const dem_happening *h)
{
    int64_t actor = words(c, "actor", &h->actor.words), recipient = words(c, "recipient", &h->recipient.words);
    int64_t predicate = words(c, "predicate", &h->predicate), time = words(c, "time", &h->time);
    int64_t place = words(c, "place", &h->place), magnitude = words(c, "magnitude", &h->magnitude);
    int64_t context = array(c, "uima.cas.StringArray", NULL, h->contexts, h->n_contexts);
    char room[DEM_MAGNITUDE_LEN];
    open_annotation(c, "demarche.Event", h->words.span);
    dem_json_field_some(&c->json, "id", h->id);
    dem_json_field_some(&c->json, "told", h->told);
    dem_json_field_some(&c->json, "eventType", h->plover);
    dem_json_field_some(&c->json, "eventMode", h->mode);
    dem_json_field_int(&c->json, "quad", h->quad);
    dem_json_field_some(&c->json, "realis", h->realis);
    dem_json_field_some(&c->json, "collapsed", h->collapsed);
    dem_json_field_some(&c->json, "actorName", h->actor.name);
    dem_json_field_some(&c->json, "actorParty", h->actor.party);
    dem_json_field_some(&c->json, "recipientName", h->recipient.name);
    dem_json_field_some(&c->json, "recipientParty", h->recipient.party);
    dem_json_field_some(&c->json, "statement", h->statement);
    dem_json_field_some(&c->json, "magnitudeOf", h->magnitude_of);
    if (h->magnitude_of.len) {
        dem_json_key(&c->json, "magnitudeValue");
        dem_json_number(&c->json, dem_happening_magnitude(h, room));
    }
    dem_json_key(&c->json, "confidence");
    dem_json_hundredths(&c->json, h->confidence);
    reference(c, "@actor", actor);
    reference(c, "@recipient", recipient);
    reference(c, "@predicate", predicate);
    reference(c, "@time", time);
    reference(c, "@place", place);
    reference(c, "@magnitude", magnitude);
    reference(c, "@contexts", context);
    dem_json_close(&c->json);
}

static void sofa(cas *c)
{
    const dem_source_file *f = c->leaf->file;
    open_structure(c, "uima.cas.Sofa");
    dem_json_field_int(&c->json, "sofaNum", 1);
    dem_json_field(&c->json, "sofaID", DEM_STR("_InitialView"));
    dem_json_field(&c->json, "mimeType", DEM_STR("text"));
    dem_json_field(&c->json, "sofaString", c->leaf->text);
    dem_json_close(&c->json);
    open_annotation(c, "uima.tcas.DocumentAnnotation", (dem_span){0, (uint32_t)f->text.len});
    dem_json_field(&c->json, "language", f->language.len ? f->language : DEM_STR("x-unspecified"));
    dem_json_close(&c->json);
    *dem_push(&c->members, c->leaf->arena) = open_structure(c, "demarche.Report");
    dem_json_field_some(&c->json, "id", f->id);
    dem_json_field_some(&c->json, "name", f->name);
    dem_json_field_some(&c->json, "title", dem_line_text(f->title, c->leaf->style));
    dem_json_field_some(&c->json, "outlet", f->outlet);
    dem_json_field_some(&c->json, "published", f->published);
    dem_json_field_some(&c->json, "url", f->url);
    dem_json_field_some(&c->json, "sha256", f->text_sha256);
    dem_json_close(&c->json);
}

static void views(cas *c)
{
    dem_json_field_open(&c->json, "%VIEWS", '{');
    dem_json_field_open(&c->json, "_InitialView", '{');
    dem_json_field_int(&c->json, "%SOFA", SOFA);
    dem_json_field_open(&c->json, "%MEMBERS", '[');
    for (int32_t i = 0; i < c->members.len; i++)
        dem_json_int(&c->json, c->members.at[i]);
    dem_json_close(&c->json);
    dem_json_close(&c->json);
    dem_json_close(&c->json);
}

static void write_document(dem_leaf *leaf)
{
    dem_memo memo = {.arena = leaf->arena};
    dem_out out = {.write = dem_memo_write, .context = &memo};
    cas c = {.json.out = &out, .leaf = leaf};
    dem_json_open(&c.json, '{');
    type_system(&c.json);
    dem_json_field_open(&c.json, "%FEATURE_STRUCTURES", '[');
    sofa(&c);
    for (int32_t i = 0; i < leaf->n_records; i++)
        statement(&c, &leaf->records[i]);
    for (int32_t i = 0; i < leaf->n_deeds; i++)
        deed(&c, &leaf->deeds[i]);
    dem_json_close(&c.json);
    views(&c);
    dem_json_close(&c.json);
    dem_out_char(&out, '\n');
    if (!dem_out_close(&out))
        leaf->out->failed = true;
    dem_tar_file(leaf->out, dem_tar_name(leaf->file->name, leaf->file->id, ".json", leaf->arena),
                 (dem_str){memo.at, (size_t)memo.len});
}

int64_t dem_export_uima(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                        dem_arena *arena)
{
    if (style.offsets == DEM_OFFSETS_OWN)
        style.offsets = DEM_OFFSETS_UTF16;
    return dem_export_folder(store, filter, style, write_document, out, arena);
}
