#include "ledger/record.h"
#include "base/map.h"

#include <string.h>

dem_wording dem_wording_of(dem_str text, dem_spans spans)
{
    dem_span hull = dem_spans_hull(spans);
    if (!dem_span_len(hull))
        return (dem_wording){0};
    return (dem_wording){dem_span_str(text, hull), hull, spans};
}

dem_wording dem_wording_one(dem_str text, dem_span span)
{
    if (!dem_span_len(span))
        return (dem_wording){0};
    return (dem_wording){dem_span_str(text, span), span, {0}};
}

dem_id dem_document_id(dem_str raw_sha256)
{
    dem_id_maker maker;
    dem_id_open(&maker, 'd');
    dem_id_push(&maker, raw_sha256);
    return dem_id_close(&maker);
}

static dem_str keep_id(dem_id id, dem_arena *arena) { return dem_str_copy(dem_id_str(&id), arena); }

/* From the first to the last block that is the report's own. */
static dem_span main_span(const dem_doc *doc)
{
    dem_span main = {0, 0};
    for (int32_t i = 0; i < doc->blocks.len; i++) {
        const dem_block *b = &doc->blocks.at[i];
        if (b->kind == DEM_BLOCK_FURNITURE || b->kind == DEM_BLOCK_TITLE)
            continue;
        if (!main.end)
            main.begin = b->span.begin;
        main.end = b->span.end;
    }
    return main;
}

static void set_title(dem_source_file *file, const dem_doc *doc)
{
    file->title = doc->meta.title;
    for (int32_t i = 0; i < doc->blocks.len; i++) {
        const dem_block *b = &doc->blocks.at[i];
        if (b->kind != DEM_BLOCK_TITLE)
            continue;
        dem_str text = dem_doc_str(doc, b->span);
        if (!file->title.len)
            file->title = text;
        if (dem_str_eq(file->title, text))
            file->title_span = b->span;
        return;
    }
}

dem_source_file dem_source_file_of(const dem_doc *doc, dem_str raw, dem_arena *arena)
{
    dem_source_file file = {
        .name = doc->meta.name, .outlet = doc->meta.outlet, .url = doc->meta.url,
        .author = doc->meta.author, .language = doc->meta.language,
        .published = doc->meta.published, .published_how = dem_str_of(doc->meta.published_how),
        .raw_sha256 = dem_sha256_of(raw, arena), .raw_bytes = (int64_t)raw.len, .text = doc->text,
        .sentences = doc->sentences.len, .tokens = doc->tokens.len, .main = main_span(doc)};
    file.text_sha256 = raw.at == doc->text.at && raw.len == doc->text.len ? file.raw_sha256
                                                                          : dem_sha256_of(doc->text, arena);
    file.id = keep_id(dem_document_id(file.raw_sha256), arena);
    set_title(&file, doc);
    return file;
}

/* Someone the text does not name, and a surname that nothing in the text completes, are known in this
 * document only: two unnamed officials are never made one, nor two men called Smith. */
static bool is_local(const dem_actor *actor)
{
    if (actor->gazetteer >= 0)
        return false;
    if (actor->type == DEM_ACTOR_unnamed || actor->type == DEM_ACTOR_collective)
        return true;
    return actor->type == DEM_ACTOR_person && dem_str_find(actor->name, DEM_STR(" ")) == actor->name.len;
}

static dem_id actor_id(const dem_actor *actor, dem_str doc_id)
{
    dem_id_maker maker;
    dem_id_open(&maker, 'a');
    dem_id_push(&maker, dem_tag_name(dem_actor_set, actor->type));
    dem_id_push(&maker, actor->name);
    if (is_local(actor))
        dem_id_push(&maker, doc_id);
    return dem_id_close(&maker);
}

static void set_speaker(dem_record *r, const dem_doc *doc, int32_t attribution, dem_arena *arena)
{
    static const char *const missing[] = {"", "passive", "officials", "reports"};
    const dem_attribution *a = &doc->attributions.at[attribution];
    const dem_speaker none = {.actor = -1};
    const dem_speaker *s = attribution < doc->speakers.len ? &doc->speakers.at[attribution] : &none;
    if (a->missing < sizeof missing / sizeof *missing)
        r->missing = dem_str_of(missing[a->missing]);
    r->speaker.party = s->party;
    if (s->actor < 0)
        return;
    const dem_actor *actor = &doc->actors.at[s->actor];
    r->speaker = (dem_record_speaker){
        .id = keep_id(actor_id(actor, r->doc_id), arena), .name = actor->name,
        .type = dem_tag_name(dem_actor_set, actor->type), .party = s->party.len ? s->party : actor->party,
        .how = dem_str_of(s->how), .role = dem_wording_one(doc->text, s->role), .local = is_local(actor)};
}

/* The last mention of an actor in the words. */
static dem_str party_at(const dem_doc *doc, const int32_t *actor_at, dem_span span)
{
    int32_t begin, end;
    dem_token_range(doc, span, &begin, &end);
    for (int32_t i = end; i-- > begin;)
        if (actor_at[i] > 0)
            return doc->actors.at[actor_at[i] - 1].party;
    return (dem_str){0};
}

static void set_targets(dem_record *r, const dem_doc *doc, const dem_statement *s, const int32_t *actor_at,
                        dem_arena *arena)
{
    static const char *const names[] = {"addressee", "about", "accused", "bound"};
    dem_record_target *at = dem_new(arena, dem_record_target, s->n_targets);
    for (int32_t i = 0; i < s->n_targets; i++)
        at[i] = (dem_record_target){s->targets[i].name, dem_str_of(names[s->targets[i].rel & 3]),
                                    party_at(doc, actor_at, s->targets[i].span), s->targets[i].span};
    r->targets = at;
    r->n_targets = s->n_targets;
    dem_str *why = dem_new(arena, dem_str, s->n_why);
    for (int32_t i = 0; i < s->n_why; i++)
        why[i] = s->why[i].text;
    r->why = why;
    r->n_why = s->n_why;
    r->topics = s->topics;
    r->n_topics = s->n_topics;
}

static void set_relays(dem_record *r, const dem_doc *doc, int32_t attribution, dem_arena *arena)
{
    DEM_VEC(dem_record_relay) relays = {0};
    for (int32_t i = 0; i < doc->relays.len; i++)
        if (doc->relays.at[i].attribution == attribution)
            *dem_push(&relays, arena) = (dem_record_relay){doc->relays.at[i].outlet, doc->relays.at[i].how,
                                                           doc->relays.at[i].span};
    r->relays = relays.at;
    r->n_relays = relays.len;
}

int32_t dem_hundredths(float score)
{
    return score <= 0 ? 0 : score >= 1 ? 100 : (int32_t)(score * 100 + 0.5f);
}

static void set_record(dem_record *r, const dem_doc *doc, int32_t index, const int32_t *actor_at, dem_arena *arena)
{
    const dem_statement *s = &doc->statements.at[index];
    const dem_attribution *a = &doc->attributions.at[s->attribution];
    r->doc = doc->meta.name;
    r->outlet = doc->meta.outlet;
    r->published = doc->meta.published;
    r->url = doc->meta.url;
    r->ord = index;
    r->sentence = dem_attribution_sentence(doc, a);
    r->source = dem_wording_of(doc->text, a->source);
    r->cue = dem_wording_of(doc->text, a->cue);
    r->content = dem_wording_of(doc->text, s->content);
    r->condition = dem_wording_one(doc->text, s->condition);
    r->marker = s->marker;
    r->time = dem_wording_one(doc->text, s->time);
    r->time_value = s->time_value;
    r->act = dem_tag_name(dem_act_set, s->act);
    r->mode = dem_tag_name(dem_mode_set, s->mode);
    r->modality = dem_tag_name(dem_modality_set, s->modality);
    r->stance = s->stance;
    r->negated = s->negated;
    r->level = a->level > 0 ? a->level : 1;
    r->firsthand = r->level == 1;
    r->confidence = dem_hundredths(s->confidence);
    set_speaker(r, doc, s->attribution, arena);
    set_targets(r, doc, s, actor_at, arena);
    set_relays(r, doc, s->attribution, arena);
}

/* The id: document, the three roles' spans, and a number among those that share them. */
static dem_id record_id(const dem_record *r, int32_t nth)
{
    dem_id_maker maker;
    dem_id_open(&maker, 's');
    dem_id_push(&maker, r->doc_id);
    dem_id_push_span(&maker, r->source.span);
    dem_id_push_span(&maker, r->cue.span);
    dem_id_push_span(&maker, r->content.span);
    dem_id_push_span(&maker, (dem_span){0, (uint32_t)nth});
    return dem_id_close(&maker);
}

static void set_ids(dem_records records, dem_arena *arena)
{
    dem_map seen = {0};
    for (int32_t i = 0; i < records.len; i++) {
        dem_record *r = &records.at[i];
        dem_str first = keep_id(record_id(r, 0), arena);
        int32_t *count = dem_map_put(&seen, first, arena, NULL);
        r->id = *count ? keep_id(record_id(r, *count), arena) : first;
        ++*count;
    }
}

/* The statement that holds this one: of the nearest enclosing attribution that became a statement, the
 * one whose content has this one's words. */
static void set_via(dem_records records, const dem_doc *doc, dem_arena *arena)
{
    int32_t *first = dem_new(arena, int32_t, doc->attributions.len + 1); /* 1 + index of a statement */
    for (int32_t i = records.len; i-- > 0;)
        first[doc->statements.at[i].attribution] = i + 1;
    for (int32_t i = 0; i < records.len; i++) {
        int32_t up = doc->attributions.at[doc->statements.at[i].attribution].parent;
        while (up >= 0 && !first[up])
            up = doc->attributions.at[up].parent;
        if (up < 0)
            continue;
        int32_t best = first[up] - 1;
        for (int32_t j = best; j < records.len && doc->statements.at[j].attribution == up; j++)
            if (dem_span_has(records.at[j].content.span, records.at[i].content.span)) {
                best = j;
                break;
            }
        records.at[i].via = records.at[best].id;
        records.at[i].firsthand |= records.at[best].level == 1 && records.at[i].speaker.id.len &&
                                   dem_str_eq(records.at[i].speaker.id, records.at[best].speaker.id);
    }
}

/* What each statement does by being made. */
static void set_events(dem_records records, const dem_doc *doc)
{
    for (int32_t i = 0; i < doc->events.len; i++) {
        const dem_event_row *e = &doc->events.at[i];
        if (e->from != DEM_EVENT_ACT || e->code.plover < 0)
            continue;
        dem_record *r = &records.at[e->statement];
        r->plover = dem_tag_name(dem_plover_set, e->code.plover);
        r->quad = e->code.quad;
        r->realis = dem_str_of(e->code.realis);
    }
}

/* By token: 1 + the actor mentioned there, or 0. */
static const int32_t *actors_by_token(const dem_doc *doc, dem_arena *arena)
{
    int32_t *at = dem_new(arena, int32_t, doc->tokens.len + 1);
    for (int32_t k = 0; k < doc->mentions.len; k++)
        for (int32_t i = doc->mentions.at[k].begin; i < doc->mentions.at[k].end && i < doc->tokens.len; i++)
            at[i] = doc->mentions.at[k].actor + 1;
    return at;
}

dem_records dem_records_of(const dem_doc *doc, dem_str doc_id, dem_arena *arena)
{
    dem_records records = {dem_new(arena, dem_record, doc->statements.len), doc->statements.len, doc_id};
    const int32_t *actor_at = actors_by_token(doc, arena);
    for (int32_t i = 0; i < records.len; i++) {
        records.at[i].doc_id = doc_id;
        set_record(&records.at[i], doc, i, actor_at, arena);
    }
    set_events(records, doc);
    set_ids(records, arena);
    set_via(records, doc, arena);
    return records;
}
