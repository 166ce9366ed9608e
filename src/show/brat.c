#include "show/folder.h"
#include "show/tar.h"

/* What is numbered in a file: T text, E event, A attribute, # note. */
typedef struct pen {
    const dem_leaf *leaf;
    dem_out *out;
    int texts, events, attributes, notes;
} pen;

/* Tabs and line ends part the fields of a line. */
static void flat(dem_out *out, dem_str text)
{
    for (size_t i = 0; i < text.len; i++)
        dem_out_char(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
}

/* Writes "T1<TAB>TYPE b e;b e<TAB>words" and returns its number; 0: there are no words. */
static int words(pen *p, const char *prefix, dem_str type, const dem_wording *w)
{
    if (!w->text.at)
        return 0;
    const dem_span *parts = w->parts.len ? w->parts.at : &w->span;
    int32_t n = w->parts.len ? w->parts.len : 1;
    dem_out_format(p->out, "T%d\t%s%.*s ", ++p->texts, prefix, (int)type.len, type.at);
    for (int32_t i = 0; i < n; i++) {
        dem_span s = dem_ruler_span(p->leaf->style.ruler, parts[i]);
        dem_out_format(p->out, "%s%u %u", i ? ";" : "", s.begin, s.end);
    }
    for (int32_t i = 0; i < n; i++) {
        dem_out_char(p->out, i ? ' ' : '\t');
        flat(p->out, dem_span_str(p->leaf->text, parts[i]));
    }
    dem_out_char(p->out, '\n');
    return p->texts;
}

static int words_at(pen *p, const char *type, dem_span span)
{
    dem_wording w = dem_wording_one(p->leaf->file->text, span);
    return words(p, "", dem_str_of(type), &w);
}

static void argument(pen *p, const char *role, int text)
{
    if (text)
        dem_out_format(p->out, " %s:T%d", role, text);
}

static void attribute(pen *p, const char *name, dem_str value)
{
    if (value.len)
        dem_out_format(p->out, "A%d\t%s E%d %.*s\n", ++p->attributes, name, p->events, (int)value.len, value.at);
}

static void note(pen *p, const dem_record *r)
{
    dem_out_format(p->out, "#%d\tAnnotatorNotes E%d\t", ++p->notes, p->events);
    flat(p->out, r->speaker.name.len ? r->speaker.name : DEM_STR("not named"));
    dem_out_put(p->out, DEM_STR(" ("));
    flat(p->out, r->speaker.party.len ? r->speaker.party : DEM_STR("?"));
    dem_out_put(p->out, DEM_STR("); "));
    for (int32_t i = 0; i < r->n_topics; i++) {
        flat(p->out, r->topics[i]);
        dem_out_put(p->out, i + 1 < r->n_topics ? DEM_STR(", ") : DEM_STR("; "));
    }
    flat(p->out, r->id);
    dem_out_char(p->out, '\n');
}

enum { LISTED = 16 };

/* An event of the type of its act; its trigger is the cue, or the content where nothing reports it. */
static void statement(pen *p, const dem_record *r)
{
    int targets[LISTED], relays[LISTED], n_targets = 0, n_relays = 0;
    int trigger = words(p, "", r->act, r->cue.text.at ? &r->cue : &r->content);
    int source = words(p, "", DEM_STR("Source"), &r->source), content = words(p, "", DEM_STR("Content"), &r->content);
    int condition = words(p, "", DEM_STR("Condition"), &r->condition), time = words(p, "", DEM_STR("Time"), &r->time);
    for (int32_t i = 0; i < r->n_targets && n_targets < LISTED; i++)
        targets[n_targets++] = words_at(p, "Target", r->targets[i].span);
    for (int32_t i = 0; i < r->n_relays && n_relays < LISTED; i++)
        relays[n_relays++] = words_at(p, "Relay", r->relays[i].span);
    if (!trigger)
        return;
    dem_out_format(p->out, "E%d\t%.*s:T%d", ++p->events, (int)r->act.len, r->act.at, trigger);
    argument(p, "Source", source);
    argument(p, "Content", content);
    argument(p, "Condition", condition);
    argument(p, "Time", time);
    for (int i = 0; i < n_targets; i++)
        argument(p, "Target", targets[i]);
    for (int i = 0; i < n_relays; i++)
        argument(p, "Relay", relays[i]);
    dem_out_char(p->out, '\n');
    attribute(p, "Mode", r->mode);
    attribute(p, "Modality", r->modality);
    attribute(p, "Stance", r->stance);
    if (r->negated)
        dem_out_format(p->out, "A%d\tNegated E%d\n", ++p->attributes, p->events);
    if (r->level > 1)
        dem_out_format(p->out, "A%d\tSecondhand E%d\n", ++p->attributes, p->events);
    note(p, r);
}

static void deed(pen *p, const dem_happening *h)
{
    int trigger = words(p, "Event_", h->plover, &h->predicate);
    int actor = words(p, "", DEM_STR("Actor"), &h->actor.words);
    int recipient = words(p, "", DEM_STR("Recipient"), &h->recipient.words);
    dem_out_format(p->out, "E%d\tEvent_%.*s:T%d", ++p->events, (int)h->plover.len, h->plover.at, trigger);
    argument(p, "Actor", actor);
    argument(p, "Recipient", recipient);
    dem_out_char(p->out, '\n');
    attribute(p, "Realis", h->realis);
}

static void write_document(dem_leaf *leaf)
{
    dem_memo memo = {.arena = leaf->arena};
    dem_out ann = {.write = dem_memo_write, .context = &memo};
    pen p = {.leaf = leaf, .out = &ann};
    for (int32_t i = 0; i < leaf->n_records; i++)
        statement(&p, &leaf->records[i]);
    for (int32_t i = 0; i < leaf->n_deeds; i++)
        deed(&p, &leaf->deeds[i]);
    if (!dem_out_close(&ann))
        leaf->out->failed = true;
    dem_tar_file(leaf->out, dem_tar_name(leaf->file->name, leaf->file->id, ".txt", leaf->arena), leaf->text);
    dem_tar_file(leaf->out, dem_tar_name(leaf->file->name, leaf->file->id, ".ann", leaf->arena),
                 (dem_str){memo.at, (size_t)memo.len});
}

/* What brat must know of the types to show them. */
static void configuration(dem_out *out, dem_arena *arena)
{
    dem_memo memo = {.arena = arena};
    dem_out conf = {.write = dem_memo_write, .context = &memo};
    dem_out_put(&conf, DEM_STR("[entities]\nSource\nContent\nCondition\nTime\nTarget\nRelay\nActor\nRecipient\n\n"
                               "[relations]\n\n[events]\n"));
    for (int i = 0; i < dem_act_set.count; i++)
        dem_out_format(&conf, "%.*s\tSource?:Source, Content:Content, Condition?:Condition, Time?:Time,"
                              " Target*:Target, Relay*:Relay\n", (int)dem_act_set.names[i].len, dem_act_set.names[i].at);
    for (int i = 0; i < dem_plover_set.count; i++)
        dem_out_format(&conf, "Event_%.*s\tActor:Actor, Recipient:Recipient\n", (int)dem_plover_set.names[i].len,
                       dem_plover_set.names[i].at);
    dem_out_put(&conf, DEM_STR("\n[attributes]\nMode\tArg:<EVENT>, Value:direct|indirect|mixed\n"
                               "Modality\tArg:<EVENT>, Value:asserted|possible|conditional|future|desired\n"
                               "Stance\tArg:<EVENT>, Value:support|oppose|conditional|neutral\n"
                               "Negated\tArg:<EVENT>\nSecondhand\tArg:<EVENT>\nRealis\tArg:<EVENT>, Value:actual|"
                               "future|conditional|negated|historical|hypothetical\n"));
    dem_out_close(&conf);
    dem_tar_file(out, DEM_STR("annotation.conf"), (dem_str){memo.at, (size_t)memo.len});
}

int64_t dem_export_brat(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                        dem_arena *arena)
{
    if (style.offsets == DEM_OFFSETS_OWN)
        style.offsets = DEM_OFFSETS_CHARS;
    configuration(out, arena);
    return dem_export_folder(store, filter, style, write_document, out, arena);
}
