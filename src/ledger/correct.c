#include "ledger/correct.h"
#include "base/utf8.h"
#include "ledger/filter.h"
#include "ledger/places.h"
#include "ledger/read.h"

#include <stdio.h>
#include <string.h>

#define ROW(name, kind, set, none, sql) {#name, DEM_FIELD_##kind, set, none},
const dem_field dem_fields[] = {DEM_FIELDS(ROW)};
const int dem_fields_count = sizeof dem_fields / sizeof *dem_fields;

const dem_field *dem_field_find(dem_str name)
{
    for (int i = 0; i < dem_fields_count; i++)
        if (dem_str_eq(dem_str_of(dem_fields[i].name), name))
            return &dem_fields[i];
    return NULL;
}

enum { VALUE_MOST = 400, KEPT_MOST = 900, SHOWN = 60 };

/* A value on its way: what it is read with. */
typedef struct reading {
    dem_store *store;
    const dem_field *field;
    const dem_record *now;
    dem_str text, kept;
    dem_arena *arena;
    dem_error *err;
} reading;

static bool wrong(reading *r, dem_str value, const char *what)
{
    return dem_fail(r->err, DEM_E_USAGE, (dem_str){0}, -1, "--%s '%.*s' %s", r->field->name,
                    (int)(value.len < SHOWN ? value.len : SHOWN), value.at, what);
}

static bool keep(reading *r, dem_str value)
{
    r->kept = value;
    return value.len <= KEPT_MOST || wrong(r, value, "is too much");
}

static void add(reading *r, const char *sep, dem_str more)
{
    r->kept = r->kept.len ? dem_str_format(r->arena, "%.*s%s%.*s", (int)r->kept.len, r->kept.at, sep, (int)more.len, more.at) : more;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* The end of `words` where they stand at `at`, white space counting as one space; 0: they do not. */
static size_t stands_at(dem_str text, size_t at, size_t end, dem_str words)
{
    for (size_t i = 0; i < words.len;) {
        if (is_space(words.at[i])) {
            if (at == end || !is_space(text.at[at]))
                return 0;
            while (i < words.len && is_space(words.at[i]))
                i++;
            while (at < end && is_space(text.at[at]))
                at++;
        } else {
            if (at == end || text.at[at++] != words.at[i++])
                return 0;
        }
    }
    return at;
}

static uint32_t apart(dem_span a, dem_span b) { return a.begin < b.begin ? b.begin - a.begin : a.begin - b.begin; }

/* The place nearest to `near` (the first for an empty one). Returns how many there are. */
static int nearest(dem_str text, dem_span within, dem_str words, dem_span near, dem_span *out)
{
    int n = 0;
    for (uint32_t at = within.begin; at < within.end; at++) {
        size_t end = stands_at(text, at, within.end, words);
        dem_span place = {at, (uint32_t)end};
        if (end && (n++ == 0 || (dem_span_len(near) && apart(place, near) < apart(*out, near))))
            *out = place;
    }
    return n;
}

/* Where the statement stands: its sentence and its words. */
static dem_span home(const dem_record *now)
{
    dem_span a = now->sentence, b = now->content.span;
    return (dem_span){a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

static bool find(reading *r, dem_str words, dem_span within, dem_span near, dem_span *out)
{
    words = dem_str_trim(words);
    if (!words.len)
        return false;
    if (dem_utf8_check(words) < words.len)
        return wrong(r, words, "is not valid UTF-8");
    if (nearest(r->text, within, words, near, out))
        return true;
    int n = nearest(r->text, (dem_span){0, (uint32_t)r->text.len}, words, (dem_span){0}, out);
    if (n > 1)
        return wrong(r, words, "stands in the document several times: give its place, @BEGIN-END");
    return n || wrong(r, words, "is not in the document");
}

static void add_place(reading *r, dem_span place) { add(r, " ", dem_str_format(r->arena, "%u-%u", place.begin, place.end)); }

/* "@b-e b-e" */
static bool read_places(reading *r, dem_str written, bool several)
{
    dem_str rest = dem_str_cut(written, 1, written.len);
    uint32_t last = 0;
    for (dem_span place; rest.at; last = place.end) {
        if ((last && !several) || !dem_place_next(&rest, &place) || place.begin < last)
            return wrong(r, written, several ? "is no place: write @BEGIN-END, bytes, rising" : "is no place: write @BEGIN-END, bytes");
        if (place.end > r->text.len || !dem_utf8_boundary(r->text, place.begin) || !dem_utf8_boundary(r->text, place.end))
            return wrong(r, written, "lies outside the text or cuts a character");
        add_place(r, place);
    }
    return true;
}

static dem_span place_now(const reading *r)
{
    const dem_record *now = r->now;
    const struct {
        const char *name;
        dem_span span;
    } places[] = {{"content", now->content.span}, {"source", now->source.span}, {"cue", now->cue.span},
                  {"role", now->speaker.role.span}, {"condition", now->condition.span}, {"time", now->time.span}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(places[i].name, r->field->name) == 0)
            return places[i].span;
    return (dem_span){0};
}

/* In one piece, else in several that follow one another. */
static bool read_words(reading *r, dem_str written)
{
    dem_str gap = DEM_STR(" … ");
    dem_span place, near = place_now(r), within = home(r->now);
    bool several = r->field->kind == DEM_FIELD_PIECES;
    if (written.at[0] == '@')
        return read_places(r, written, several);
    if (!several || dem_str_find(written, gap) == written.len || nearest(r->text, within, written, near, &place)) {
        if (!find(r, written, within, near, &place))
            return false;
        add_place(r, place);
        return true;
    }
    for (dem_str rest = written; rest.len;) {
        size_t at = dem_str_find(rest, gap);
        if (!find(r, dem_str_cut(rest, 0, at), within, (dem_span){0}, &place))
            return false;
        if (r->kept.len && place.begin < within.begin)
            return wrong(r, written, "has pieces that do not follow one another");
        add_place(r, place);
        within.begin = place.end;
        rest = dem_str_cut(rest, at + gap.len, rest.len);
    }
    return true;
}

static bool is_control(dem_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] < ' ' || s.at[i] == 127)
            return true;
    return dem_utf8_check(s) < s.len;
}

/* "NAME=WORDS; WORDS": who is named, where. */
static bool read_mentions(reading *r, dem_str written)
{
    for (dem_str rest = written; rest.at;) {
        dem_str one = dem_str_trim(dem_str_split(&rest, ';')), words = one, name = dem_str_trim(dem_str_split(&words, '='));
        dem_span place;
        words = words.at ? dem_str_trim(words) : name;
        if (!words.len || !name.len)
            return wrong(r, written, "names nobody: write WORDS; NAME=WORDS");
        if (is_control(name))
            return wrong(r, name, "is no name");
        if (words.at[0] == '@') {
            reading inner = *r;
            inner.kept = (dem_str){0};
            if (!read_places(&inner, words, false))
                return false;
            dem_str at = inner.kept;
            dem_place_next(&at, &place);
        } else if (!find(r, words, home(r->now), (dem_span){0}, &place)) {
            return false;
        }
        if (words.at == name.at)
            name = words.at[0] == '@' ? dem_span_str(r->text, place) : words;
        add(r, "; ", dem_str_format(r->arena, "%u-%u %.*s", place.begin, place.end, (int)name.len, name.at));
    }
    return true;
}

static bool read_topics(reading *r, dem_str written)
{
    for (dem_str rest = written; rest.at;) {
        dem_str topic = dem_str_lower(dem_str_trim(dem_str_split(&rest, ',')), r->arena);
        if (!topic.len || topic.len > SHOWN || is_control(topic) || topic.at[0] == '#')
            return wrong(r, topic, "is no topic");
        dem_str before = r->kept;
        bool again = false;
        while (before.at && !again)
            again = dem_str_eq(dem_str_split(&before, ','), topic);
        if (!again)
            add(r, ",", topic);
    }
    return true;
}

static bool read_tag(reading *r, dem_str written)
{
    char known[220] = "is unknown; known are";
    for (int i = 0; i < r->field->set->count; i++) {
        dem_str name = r->field->set->names[i];
        size_t n = strlen(known);
        if (dem_str_eq(name, written))
            return keep(r, written);
        snprintf(known + n, sizeof known - n, " %.*s", (int)name.len, name.at);
    }
    return wrong(r, written, known);
}

/* A statement of the same report, not this one. */
static bool read_statement(reading *r, dem_str written)
{
    dem_id id;
    dem_record other;
    dem_arena scratch = *r->arena;
    if (!dem_ledger_resolve(r->store, written, &id, r->err))
        return false;
    dem_str full = dem_id_str(&id);
    if (id.at[0] != 's' || dem_str_eq(full, r->now->id) || !dem_ledger_statement(r->store, full, &other, &scratch) ||
        !dem_str_eq(other.doc_id, r->now->doc_id))
        return wrong(r, written, "is no other statement of this report");
    return keep(r, dem_str_copy(full, r->arena));
}

static bool read_value(reading *r, dem_str written)
{
    int64_t level = 0;
    bool flag = dem_str_eq(written, DEM_STR("1")) || dem_str_eq(written, DEM_STR("0"));
    switch (r->field->kind) {
    case DEM_FIELD_TAG: return read_tag(r, written);
    case DEM_FIELD_FLAG: return flag ? keep(r, written) : wrong(r, written, "is neither 1 nor 0");
    case DEM_FIELD_CODE: return dem_str_find(written, DEM_STR(" ")) < written.len || is_control(written)
                                    ? wrong(r, written, "is no code of a party") : keep(r, written);
    case DEM_FIELD_TEXT: return is_control(written) ? wrong(r, written, "has signs that no name has") : keep(r, written);
    case DEM_FIELD_DATE: return dem_date_ok(written) ? keep(r, written) : wrong(r, written, "is no date: write 2024-05-16");
    case DEM_FIELD_LEVEL: return dem_str_int(written, &level) && level >= 1 && level <= 9
                                     ? keep(r, written) : wrong(r, written, "is no level: 1 to 9");
    case DEM_FIELD_STATEMENT: return read_statement(r, written);
    case DEM_FIELD_PIECES:
    case DEM_FIELD_WORDS: return read_words(r, written);
    case DEM_FIELD_TARGETS:
    case DEM_FIELD_RELAYS: return read_mentions(r, written);
    case DEM_FIELD_TOPICS: return read_topics(r, written);
    }
    return false;
}

bool dem_correct_read(dem_store *store, const dem_field *field, dem_str written, const dem_record *now, dem_str text,
                      dem_str *kept, dem_arena *arena, dem_error *err)
{
    reading r = {.store = store, .field = field, .now = now, .text = text, .arena = arena, .err = err};
    bool words = field->kind >= DEM_FIELD_PIECES;
    written = dem_str_trim(written);
    if (!written.len)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "--%s needs a value", field->name);
    if (!words && written.len > VALUE_MOST)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "--%s is too long", field->name);
    if (field->none && dem_str_eq(written, DEM_STR("-")))
        keep(&r, written);
    else if (!read_value(&r, written) || !keep(&r, r.kept))
        return false;
    *kept = r.kept;
    return true;
}
